package shipping

import (
	"encoding/hex"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/order"
	"encaisse/o2c/stock"
)

// View is a shipment as doors show it.
type View struct {
	ID          string     `json:"id"`
	Number      string     `json:"number"`
	Order       string     `json:"order"`
	State       State      `json:"state"`
	PlannedOn   day.Day    `json:"planned_on"`
	ShippedOn   day.Day    `json:"shipped_on"`
	DeliveredOn day.Day    `json:"delivered_on"`
	Warehouse   string     `json:"warehouse"`
	Proof       *ProofView `json:"proof" doc:"of delivery; null when there is none"`
	Billed      bool       `json:"billed"`
	Lines       []LineView `json:"lines"`
}

// ProofView is a proof of delivery as doors show it.
type ProofView struct {
	Name string `json:"name"`
	Note string `json:"note"`
	File string `json:"file_sha256"`
}

// LineView is a line as doors show it.
type LineView struct {
	N        int64          `json:"n"`
	Line     int64          `json:"order_line"`
	SKU      string         `json:"sku"`
	Quantity money.Quantity `json:"quantity"`
	Picked   money.Quantity `json:"picked"`
}

func view(r *db.Read, s Shipment, o order.Order) (View, error) {
	v := View{ID: s.ID.Text(Prefix), Number: s.Number, Order: o.Number, State: s.State, PlannedOn: s.PlannedOn,
		ShippedOn: s.ShippedOn, DeliveredOn: s.DeliveredOn, Billed: s.Billed, Lines: []LineView{}}
	var err error
	if v.Warehouse, err = stock.Code(r, s.Warehouse); err != nil {
		return v, err
	}
	if s.State == Delivered {
		switch p, err := db.One[Proof](r, qProof, s.ID); {
		case err == nil:
			v.Proof = &ProofView{p.Name, p.Note, hex.EncodeToString(p.File)}
		case err != db.ErrNone:
			return v, err
		}
	}
	for _, l := range s.Lines {
		v.Lines = append(v.Lines, LineView{l.N, l.OrderN, o.Lines[l.OrderN-1].SKU, l.Quantity, l.Picked})
	}
	return v, nil
}

// said is the answer of a command.
func said(w *db.Write, s Shipment, o order.Order) (View, error) {
	v, err := view(w.Read, s, o)
	if err == nil {
		err = w.Err()
	}
	return v, err
}

// Show returns one shipment.
func Show(r *db.Read, in ByID) (View, error) {
	s, err := Find(r, in.ID)
	if err != nil {
		return View{}, err
	}
	o, err := order.Find(r, s.Order.Text(order.Prefix))
	if err != nil {
		return View{}, err
	}
	return view(r, s, o)
}

// Filter asks for a list of shipments.
type Filter struct {
	db.Paging
	State string `query:"state" json:"state,omitempty" enum:"to_pick,picking,packed,shipped,delivered,returned,cancelled,"`
}

// List pages through the shipments, oldest first.
func List(r *db.Read, in Filter) (db.Page[View], error) {
	out := db.Page[View]{Items: []View{}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	rows, err := db.All[Shipment](r, qList, r.Entity, after, in.State, in.Rows()+1)
	if err != nil {
		return out, err
	}
	return db.Shown(db.Paged(in.Paging, rows, func(s Shipment) db.ID { return s.ID }), func(s Shipment) (View, error) { return Show(r, ByID{s.ID.Text(Prefix)}) })
}
