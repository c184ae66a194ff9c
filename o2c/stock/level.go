// Package stock holds what is on hand in each warehouse and for whom.
package stock

import (
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
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

// Want is a quantity of an item that somebody would like reserved, in a
// warehouse once it is chosen.
type Want struct {
	Item      id.ID
	Warehouse id.ID
	Quantity  money.Quantity
}

// place is where a level is: the key of its row and of its lock.
type place struct{ item, warehouse id.ID }

func (l Level) at() place { return place{l.Item, l.Warehouse} }

func (w Want) at() place { return place{w.Item, w.Warehouse} }

// places are where wants are.
func places(wants []Want) []place {
	out := make([]place, len(wants))
	for i, want := range wants {
		out[i] = want.at()
	}
	return out
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

// lossable is what may be lost without taking from who reserved it: what is
// available, or what is blocked.
func (l Level) lossable(blocked bool) money.Quantity {
	if blocked {
		return l.Blocked
	}
	return max(l.Available(), 0)
}

// adjustCost is what a gain or a loss changes the value by: the average cost,
// or the unit cost said of what is found.
func (l Level) adjustCost(q money.Quantity, unit *money.Price, c money.Currency) (money.Amount, error) {
	switch {
	case q < 0:
		cost, err := l.Cost(-q)
		return -cost, err
	case unit != nil && *unit < 0:
		return 0, refuse.New(refuse.Invalid, "stock.cost")
	case unit != nil:
		return money.Extend(q, *unit, c)
	case l.OnHand == 0:
		return 0, nil
	}
	v, err := money.MulDiv(int64(l.Value), int64(q), int64(l.OnHand))
	return money.Amount(v), err
}
