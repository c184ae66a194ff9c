// Package stock holds what is on hand in each warehouse and for whom.
package stock

import (
	"encaisse/base/id"
	"encaisse/base/money"
)

// Level is the stock of an item in a warehouse. On hand = reserved + available
// + blocked, each at least 0. Value is its cost in minor units of the entity's
// currency: the weighted average cost (CUMP) is value / on hand.
type Level struct {
	Item      id.ID
	Warehouse id.ID
	OnHand    money.Quantity
	Reserved  money.Quantity
	Blocked   money.Quantity
	Value     money.Amount
}

// Available is what may still be reserved.
func (l Level) Available() money.Quantity { return l.OnHand - l.Reserved - l.Blocked }

// Cost is what a quantity taken out of the level costs: its share of the value,
// rounded half away from zero; the last piece takes the remainder.
func (l Level) Cost(q money.Quantity) (money.Amount, error) {
	if q >= l.OnHand {
		return l.Value, nil
	}
	v, err := money.MulDiv(int64(l.Value), int64(q), int64(l.OnHand))
	return money.Amount(v), err
}

// Want is a quantity of an item that somebody would like reserved.
type Want struct {
	Item     id.ID
	Quantity money.Quantity
}

// Grant is how much of a want can be reserved now: all of it, or as much as
// there is when a part will do.
func (l Level) Grant(want money.Quantity, partial bool) money.Quantity {
	switch free := max(l.Available(), 0); {
	case want <= free:
		return want
	case partial:
		return free
	}
	return 0
}
