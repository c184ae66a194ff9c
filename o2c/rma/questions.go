package rma

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/invoice"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/shipping"
	"encaisse/o2c/stock"
)

// View is a return as doors show it.
type View struct {
	ID          string     `json:"id"`
	Number      string     `json:"number"`
	Customer    string     `json:"customer"`
	Order       string     `json:"order"`
	Shipment    string     `json:"shipment"`
	Warehouse   string     `json:"warehouse"`
	State       State      `json:"state"`
	Outcome     State      `json:"outcome" doc:"accepted, replaced or rejected; empty until it is decided"`
	Reason      string     `json:"reason"`
	RequestedOn day.Day    `json:"requested_on"`
	CreditNote  string     `json:"credit_note" doc:"number; empty when nothing was credited"`
	Replacement string     `json:"replacement" doc:"number of the order at no charge"`
	Lines       []LineView `json:"lines"`
}

// LineView is a line as doors show it.
type LineView struct {
	N        int64          `json:"n"`
	Line     int64          `json:"shipment_line"`
	SKU      string         `json:"sku"`
	Quantity money.Quantity `json:"quantity"`
	Received money.Quantity `json:"received"`
	Good     money.Quantity `json:"good"`
	Blocked  money.Quantity `json:"blocked"`
	Scrapped money.Quantity `json:"scrapped"`
	Credited money.Quantity `json:"credited"`
}

// said is the answer of a command.
func said(w *db.Write, v Return) (View, error) {
	out, err := view(w.Read, v)
	if err == nil {
		err = w.Err()
	}
	return out, err
}

func view(r *db.Read, v Return) (View, error) {
	out := View{ID: v.ID.Text(Prefix), Number: v.Number, State: v.State, Outcome: v.Outcome, Reason: v.Reason, RequestedOn: v.RequestedOn,
		Lines: []LineView{}}
	c, err := party.Load(r, v.Customer)
	if err != nil {
		return out, err
	}
	out.Customer = c.Number
	if out.Warehouse, err = stock.Code(r, v.Warehouse); err != nil {
		return out, err
	}
	if out.Order, err = order.Number(r, v.Order); err != nil {
		return out, err
	}
	if out.Replacement, err = order.Number(r, v.Replacement); err != nil {
		return out, err
	}
	s, err := shipping.Find(r, v.Shipment.Text(shipping.Prefix))
	if err != nil {
		return out, err
	}
	out.Shipment = s.Number
	if v.CreditNote != 0 {
		note, err := invoice.Find(r, v.CreditNote.Text(invoice.Prefix))
		if err != nil {
			return out, err
		}
		out.CreditNote = note.Number
	}
	for _, l := range v.Lines {
		i, err := catalog.Load(r, l.Item)
		if err != nil {
			return out, err
		}
		out.Lines = append(out.Lines, LineView{l.N, l.ShipmentN, i.SKU, l.Quantity, l.Received, l.Good, l.Blocked, l.Scrapped, l.Credited})
	}
	return out, nil
}

// Show returns one return.
func Show(r *db.Read, in ByID) (View, error) {
	v, err := Find(r, in.ID)
	if err != nil {
		return View{}, err
	}
	return view(r, v)
}

// Filter asks for a list of returns.
type Filter struct {
	db.Paging
	State string `query:"state" json:"state,omitempty" enum:"requested,authorised,refused,received,inspected,accepted,replaced,rejected,closed,"`
}

// List pages through the returns, oldest first.
func List(r *db.Read, in Filter) (db.Counted[View], error) {
	after, err := in.First()
	if err != nil {
		return db.Counted[View]{}, err
	}
	rows, err := db.All[Return](r, qList, r.Entity, after, in.State, in.Rows()+1)
	if err != nil {
		return db.Counted[View]{}, err
	}
	page, err := db.Shown(db.Paged(in.Paging, rows, func(v Return) db.ID { return v.ID }), func(v Return) (_ View, err error) {
		if v.Lines, err = db.All[Line](r, qLines, v.ID); err != nil {
			return View{}, err
		}
		return view(r, v)
	})
	if err != nil {
		return db.Counted[View]{}, err
	}
	return db.Count(r, in.Paging, page, qCount, r.Entity, in.State)
}
