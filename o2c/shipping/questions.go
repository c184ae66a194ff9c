package shipping

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/order"
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
	Billed      bool       `json:"billed"`
	Lines       []LineView `json:"lines"`
}

// LineView is a line as doors show it.
type LineView struct {
	N        int64          `json:"n"`
	Line     int64          `json:"order_line"`
	SKU      string         `json:"sku"`
	Quantity money.Quantity `json:"quantity"`
	Picked   money.Quantity `json:"picked"`
}

func view(s Shipment, o order.Order) View {
	v := View{ID: s.ID.Text(Prefix), Number: s.Number, Order: o.Number, State: s.State, PlannedOn: s.PlannedOn,
		ShippedOn: s.ShippedOn, DeliveredOn: s.DeliveredOn, Billed: s.Billed, Lines: []LineView{}}
	for _, l := range s.Lines {
		v.Lines = append(v.Lines, LineView{l.N, l.OrderN, o.Lines[l.OrderN-1].SKU, l.Quantity, l.Picked})
	}
	return v
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
	return view(s, o), nil
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
	page := db.Paged(in.Paging, rows, func(s Shipment) db.ID { return s.ID })
	out.Next = page.Next
	for _, s := range page.Items {
		v, err := Show(r, ByID{s.ID.Text(Prefix)})
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, v)
	}
	return out, nil
}
