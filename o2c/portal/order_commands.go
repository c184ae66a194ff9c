package portal

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
)

// NewOrder is what a customer orders: items and quantities; prices are those
// he has, never said by him.
type NewOrder struct {
	Customer string     `path:"customer" json:"-" doc:"id or number"`
	PONumber string     `json:"po_number,omitempty" maxLength:"100" doc:"the customer's own number"`
	Lines    []NewTaken `json:"lines" minItems:"1" maxItems:"200"`
}

// NewTaken is an item and how many of it.
type NewTaken struct {
	SKU      string         `json:"sku" doc:"id or SKU"`
	Quantity money.Quantity `json:"quantity"`
}

// PlaceOrder orders for a customer, at his prices. Previewed it says what it
// comes to, and what frees it when it would have to wait.
func PlaceOrder(w *db.Write, in NewOrder) (OrderOut, error) {
	c, err := party.Find(w.Read, in.Customer)
	if err != nil {
		return OrderOut{}, err
	}
	if len(in.Lines) == 0 {
		return OrderOut{}, refuse.New(refuse.Invalid, "portal.no_order_line")
	}
	o := order.New{Customer: c.ID.Text(party.Prefix), PONumber: in.PONumber}
	for _, l := range in.Lines {
		o.Lines = append(o.Lines, order.NewLine{SKU: l.SKU, Quantity: l.Quantity})
	}
	v, err := order.Place(w, o)
	return orderOut(v), err
}
