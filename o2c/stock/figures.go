package stock

import (
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// Period is what comes in and what is ordered until the next receipt.
type Period struct {
	Receipts money.Quantity
	Orders   money.Quantity
}

// ATP is what may be promised in each period (discrete, domain.md 9): the first
// has what is on hand, the later ones what they receive less what is ordered
// until the next receipt; a period that lacks goods takes them from earlier
// ones. None is negative: what lacks even so is not covered by anything.
func ATP(onHand money.Quantity, periods []Period) []money.Quantity {
	out := make([]money.Quantity, len(periods))
	at := 0 // the period whose receipt is being used up
	for i, p := range periods {
		if i == 0 {
			out[0] = onHand
		}
		if p.Receipts != 0 {
			at = i
		}
		out[at] += p.Receipts - p.Orders
	}
	for i := len(out) - 1; i > 0; i-- {
		for k := i - 1; out[i] < 0 && k >= 0; k-- {
			q := min(-out[i], max(out[k], 0))
			out[i], out[k] = out[i]+q, out[k]-q
		}
		out[i] = max(out[i], 0)
	}
	return out
}

// Layer is a receipt that is not used up, at its unit cost.
type Layer struct {
	Quantity money.Quantity
	Unit     money.Price
}

// FIFO is what a quantity costs when the oldest receipts leave first. It is for
// comparison: stock is valued at its weighted average (Level.Cost).
func FIFO(layers []Layer, q money.Quantity, c money.Currency) (money.Amount, error) {
	var total money.Amount
	for _, l := range layers {
		part := min(l.Quantity, q)
		cost, err := money.Extend(part, l.Unit, c)
		if err != nil {
			return 0, err
		}
		if total, err = money.Sum(total, cost); err != nil {
			return 0, err
		}
		q -= part
	}
	if q > 0 {
		return total, refuse.New(refuse.Conflict, "stock.layers", "missing", q)
	}
	return total, nil
}

// Position is what an item has to count on: on hand and on its way, less what
// customers wait for.
func Position(onHand, onOrder, backordered money.Quantity) money.Quantity {
	return onHand + onOrder - backordered
}

// Proposal is how much of an item to order, and why.
type Proposal struct {
	Point    money.Quantity // order when the position is at or below it
	Quantity money.Quantity
	Why      string // "minimum" or "demand"; "" nothing to order
}

// Propose compares a position with the reorder point of the demand and with
// the minimum that was set; lot is the economic quantity, 0 when unknown.
func Propose(position, point, minimum, lot money.Quantity) Proposal {
	p := Proposal{Point: max(point, minimum)}
	if p.Point == 0 || position > p.Point {
		return p
	}
	p.Quantity, p.Why = max(lot, p.Point-position), "demand"
	if minimum >= point {
		p.Why = "minimum"
	}
	return p
}
