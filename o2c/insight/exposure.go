package insight

import (
	"encaisse/base/id"
	"encaisse/base/money"
)

// Tally is what orders and shipments count in exposure (domain.md 2.1), as
// their facts tell it: what is ordered and neither shipped nor cancelled, and
// what is shipped and not invoiced, tax included.
type Tally struct {
	Ordered  map[id.ID]money.Amount // by order
	Unbilled map[id.ID]money.Amount // by shipment
}

// TallyFact is what a fact says of it. Shipments are those of the fact.
type TallyFact struct {
	Type      string
	Order     id.ID
	Shipments []id.ID
	Amount    money.Amount  // confirmed with, or shipped
	Rest      *money.Amount // left of the order; nil: not said
}

// Tell takes a fact in; facts are told in the order they were learned.
func (c *Tally) Tell(f TallyFact) {
	switch f.Type {
	case "order.confirmed", "order.released_by_person":
		c.Ordered[f.Order] = f.Amount
	case "order.amended":
		if f.Rest != nil {
			c.Ordered[f.Order] = *f.Rest
		}
	case "order.remainder_cancelled":
		c.Ordered[f.Order] = 0
		if f.Rest != nil {
			c.Ordered[f.Order] = *f.Rest
		}
	case "order.held", "order.held_by_person", "order.cancelled", "order.closed":
		c.Ordered[f.Order] = 0
	case "shipping.shipped":
		c.Ordered[f.Order] -= f.Amount
		for _, s := range f.Shipments {
			c.Unbilled[s] = f.Amount
		}
	case "invoice.issued":
		for _, s := range f.Shipments {
			delete(c.Unbilled, s)
		}
	}
}
