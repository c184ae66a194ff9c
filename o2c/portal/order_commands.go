package portal

import (
	"slices"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/invoice"
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

// DepositFor is an own order that waits for credit.
type DepositFor struct {
	Customer string `path:"customer" json:"-" doc:"id or number"`
	ID       string `path:"id" json:"-" doc:"id or number of the order"`
}

// AskDeposit asks for the deposit that frees a customer's own order, so that he
// can pay it at once; the one that waits already is answered again. It refuses
// portal.no_deposit when the order does not wait, or for something else.
func AskDeposit(w *db.Write, in DepositFor) (Due, error) {
	o, err := ShowOrder(w.Read, OrderIn{Customer: in.Customer, ID: in.ID})
	if err != nil {
		return Due{}, err
	}
	c, err := party.Find(w.Read, in.Customer)
	if err != nil {
		return Due{}, err
	}
	if o.State != string(order.CreditHold) || o.Frees == nil || o.Frees.Deposit == nil {
		return Due{}, refuse.New(refuse.Conflict, "portal.no_deposit", "order", o.Number)
	}
	if d, err := awaited(w.Read, c, o.Invoices); d.ID != "" || err != nil {
		return d, err
	}
	amount, err := money.ParseDecimal(o.Frees.Deposit.Text())
	if err != nil {
		return Due{}, err
	}
	v, err := invoice.AskDeposit(w, invoice.NewDeposit{Order: o.ID, Amount: amount})
	if err != nil {
		return Due{}, err
	}
	return awaited(w.Read, c, []OrderBill{{ID: v.ID}})
}

// awaited is the first deposit invoice of a list that is still to be paid.
func awaited(r *db.Read, c party.Customer, bills []OrderBill) (Due, error) {
	dues, err := dueOf(r, c)
	for _, d := range dues {
		if d.Kind == "deposit" && slices.ContainsFunc(bills, func(b OrderBill) bool { return b.ID == d.ID }) {
			return d, err
		}
	}
	return Due{}, err
}
