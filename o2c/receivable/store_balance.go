package receivable

import (
	"encaisse/base/db"
	"encaisse/base/money"
)

// Kinds of kept balance that open items move, per customer, entity, currency.
const (
	BalanceOpen      = "open"      // what is owed, disputed included
	BalanceUnapplied = "unapplied" // payments and credit notes not used
	BalanceLate      = "late"      // of open: more than 15 days past due, not disputed
	BalanceStop      = "stop"      // of open: 45 days past due or more, not disputed
)

// move keeps the balances right when an item goes from old to new.
func move(w *db.Write, old, new Item) {
	before, after := weigh(old), weigh(new)
	holder, currency := new.Customer, new.Currency
	for kind, amount := range after {
		if holder != 0 {
			w.Move(kind, holder, currency, amount-before[kind])
		}
	}
}

// weigh is what an item counts in each balance.
func weigh(i Item) map[string]money.Amount {
	m := map[string]money.Amount{BalanceOpen: 0, BalanceUnapplied: 0, BalanceLate: 0, BalanceStop: 0}
	switch {
	case i.Total < 0:
		m[BalanceUnapplied] = -i.Open
	default:
		m[BalanceOpen] = i.Open
		if i.Late >= SuspendAfter {
			m[BalanceLate] = i.Collectible()
		}
		if i.Late >= StopFrom {
			m[BalanceStop] = i.Collectible()
		}
	}
	return m
}
