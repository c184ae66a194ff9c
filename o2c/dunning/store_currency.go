package dunning

import (
	"slices"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/party"
	"encaisse/o2c/rate"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// Who owes in several currencies is reminded in each of them: a letter a
// currency, with its own total. What the policy says in the company's currency
// (its threshold, the fixed indemnity) is meant at the rate of the day; without
// one, at the rate the debt was booked at, since a reminder books nothing.

// currencies are those of what is owed to an entity, its own first.
func currencies(e seller.Entity, debts []Debt) (out []money.Currency) {
	for _, d := range debts {
		if !slices.Contains(out, d.Currency) {
			out = append(out, d.Currency)
		}
	}
	slices.Sort(out)
	if at := slices.Index(out, e.Currency); at > 0 {
		out = slices.Insert(slices.Delete(out, at, at+1), 0, e.Currency)
	}
	return out
}

// in is the policy for what is owed in a currency.
func (p Policy) in(r *db.Read, e seller.Entity, c money.Currency, debts []Debt) (Policy, error) {
	var err error
	if c != e.Currency && len(debts) > 0 {
		p.Threshold, err = abroad(r, e, debts[len(debts)-1].Item, p.Threshold)
	}
	return p, err
}

// abroad is an amount of the company's currency in that of an item.
func abroad(r *db.Read, e seller.Entity, i receivable.Item, a money.Amount) (money.Amount, error) {
	if i.Currency == e.Currency || a == 0 {
		return a, nil
	}
	x, err := rate.On(r, e, i.Currency, r.Today())
	if err == nil {
		return x.To(i.Currency, a)
	}
	if _, no := refuse.As(err); !no || i.Home == 0 {
		return 0, err
	}
	v, err := money.MulDiv(int64(a), int64(i.Total), int64(i.Home))
	return money.Amount(v), err
}

// atHome is an amount of an item's currency in the company's, at the rate of the
// day, else at that of the item.
func atHome(r *db.Read, e seller.Entity, i receivable.Item, a money.Amount) (money.Amount, error) {
	worth, err := rate.Worth(r, e, i.Currency, r.Today(), a)
	if _, no := refuse.As(err); !no || i.Total == 0 {
		return worth, err
	}
	v, err := money.MulDiv(int64(a), int64(i.Home), int64(i.Total))
	return money.Amount(v), err
}

// meant is the currency of what somebody says about a customer's debts: the one
// he names, that of the invoices he names, else the company's; that of the only
// debts there are where nothing is owed in it.
func meant(r *db.Read, e seller.Entity, c party.Customer, asked money.Currency, invoices ...string) (money.Currency, error) {
	if asked != "" {
		return asked, nil
	}
	debts, err := owed(r, e, c.ID)
	if err != nil {
		return "", err
	}
	for _, d := range debts {
		if slices.ContainsFunc(invoices, func(ref string) bool { return ref != "" && named(d.Item, ref) }) {
			return d.Currency, nil
		}
	}
	debts = slices.DeleteFunc(debts, func(d Debt) bool { return d.Collectible() <= 0 })
	if list := currencies(e, debts); len(list) > 0 {
		return list[0], nil
	}
	return e.Currency, nil
}
