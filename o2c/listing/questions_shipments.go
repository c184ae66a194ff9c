package listing

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/stock"
)

// ShipmentsIn asks for rows of shipments.
type ShipmentsIn struct {
	db.Paging
	State    string `query:"state" json:"state,omitempty" enum:"here,to_pick,picking,packed,shipped,delivered,returned,cancelled," doc:"here: those that wait to leave, the oldest first; else the newest first"`
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number, or a part of the name that only one has"`
}

// ShipmentRow is one of them.
type ShipmentRow struct {
	Number    string         `json:"number"`
	Order     string         `json:"order"`
	Customer  string         `json:"customer"`
	Name      string         `json:"name"`
	Warehouse string         `json:"warehouse"`
	State     string         `json:"state"`
	PlannedOn day.Day        `json:"planned_on"`
	ShippedOn day.Day        `json:"shipped_on"`
	Lines     int64          `json:"lines"`
	Pieces    money.Quantity `json:"pieces"`
	Unbilled  money.Money    `json:"unbilled" doc:"of the order's value, tax included, until it is invoiced"`
}

type shipmentRow struct {
	ID                   db.ID
	Number, Order        string
	Customer, Name       string
	Warehouse            db.ID
	State                string
	PlannedOn, ShippedOn day.Day
	Lines                int64
	Pieces               money.Quantity
	Currency             money.Currency
	Unbilled             money.Amount
}

// Shipments lists shipments: those on their way through the warehouse, the
// oldest first, or those of a state, the newest first.
func Shipments(r *db.Read, in ShipmentsIn) (db.Page[ShipmentRow], error) {
	out := db.Page[ShipmentRow]{Items: []ShipmentRow{}}
	cursor, err := in.First()
	if err != nil {
		return out, err
	}
	customer, err := who(r, in.Customer)
	if err != nil {
		return out, err
	}
	state := in.State
	var rows []shipmentRow
	switch {
	case customer != 0:
		if state == "here" {
			state = ""
		}
		rows, err = db.All[shipmentRow](r, qShipmentsOf, r.Entity, before(cursor), state, in.Rows()+1, customer)
	case state == "here" || state == "to_pick" || state == "picking" || state == "packed":
		if state == "here" {
			state = ""
		}
		rows, err = db.All[shipmentRow](r, qShipmentsHere, r.Entity, cursor, state, in.Rows()+1)
	default:
		rows, err = db.All[shipmentRow](r, qShipments, r.Entity, before(cursor), state, in.Rows()+1)
	}
	if err != nil {
		return out, err
	}
	page := db.Paged(in.Paging, rows, func(s shipmentRow) db.ID { return s.ID })
	out.Next = page.Next
	for _, s := range page.Items {
		code, err := stock.Code(r, s.Warehouse)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, ShipmentRow{s.Number, s.Order, s.Customer, s.Name, code, s.State, s.PlannedOn, s.ShippedOn, s.Lines, s.Pieces, s.Unbilled.In(s.Currency)})
	}
	return out, nil
}
