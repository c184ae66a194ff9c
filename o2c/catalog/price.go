package catalog

import (
	"encaisse/base/money"
)

// A Quote is the price of a line with where it comes from.
type Quote struct {
	Unit money.Price
	From string // "manual" or "list"
}

// Price finds the unit price of an item in a currency: the one given by hand,
// else the list price (domain.md 1.13: no silent zero). ok is false when there
// is none.
func Price(i Item, currency money.Currency, manual *money.Price) (q Quote, ok bool) {
	if manual != nil {
		return Quote{*manual, "manual"}, true
	}
	if i.Priced && i.Currency == currency {
		return Quote{i.Price, "list"}, true
	}
	return Quote{}, false
}
