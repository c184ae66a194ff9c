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
func Shipments(r *db.Read, in ShipmentsIn) (db.Counted[ShipmentRow], error) {
	out := db.Counted[ShipmentRow]{}
	cursor, err := in.First()
	if err != nil {
		return out, err
	}
	customer, err := who(r, in.Customer)
	if err != nil {
		return out, err
	}
	state, here := in.State, in.State == "here" || in.State == "to_pick" || in.State == "picking" || in.State == "packed"
	if state == "here" {
		state = ""
	}
	list, count, args, sums := qShipments, qCountAll, []any{r.Entity, before(cursor), state, in.Rows() + 1}, []any{r.Entity, state}
	switch {
	case customer != 0:
		list, count, args, sums = qShipmentsOf, qCountOf, append(args, customer), append(sums, customer)
	case here:
		list, count, args[1] = qShipmentsHere, qCountHere, cursor
	default:
		sums = append(sums, int64(last))
	}
	rows, err := db.All[shipmentRow](r, list, args...)
	if err != nil {
		return out, err
	}
	page, err := db.Shown(db.Paged(in.Paging, rows, func(s shipmentRow) db.ID { return s.ID }), func(s shipmentRow) (ShipmentRow, error) {
		code, err := stock.Code(r, s.Warehouse)
		return ShipmentRow{s.Number, s.Order, s.Customer, s.Name, code, s.State, s.PlannedOn, s.ShippedOn, s.Lines, s.Pieces, s.Unbilled.In(s.Currency)}, err
	})
	if err != nil {
		return out, err
	}
	return db.Count(r, in.Paging, page, count, sums...)
}
