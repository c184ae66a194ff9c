package dunning

import (
	"cmp"
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// debtor is what makes a late customer pressing, in the company's currency.
type debtor struct {
	customer       db.ID
	open           money.Amount
	since          day.Day
	weighted, paid int64
	broken         bool

	late     int // days, of the oldest
	risk     money.Decimal
	priority money.Decimal
}

// rank says how pressing a late customer is (domain.md 8.4).
func (d *debtor) rank(today day.Day) {
	d.late, d.risk = today.Sub(d.since), money.Decimal(Risk(d.weighted, d.paid))
	d.priority = Priority(d.open, d.late, int64(d.risk), d.broken)
}

// pressing are the customers who are late, by their ids.
func pressing(r *db.Read, e seller.Entity) (list []debtor, err error) {
	today := r.Today()
	overdue, err := db.All[struct {
		Customer          db.ID
		Currency          money.Currency
		Open, Total, Home money.Amount
		Since             day.Day
	}](r, qOverdue, e.ID, today)
	if err != nil {
		return nil, err
	}
	booked := map[db.ID][]receivable.Item{} // one a currency
	for _, o := range overdue {
		i := receivable.Item{Currency: o.Currency, Total: o.Total, Home: o.Home}
		worth, err := atHome(r, e, i, o.Open)
		if err != nil {
			return nil, err
		}
		if n := len(list); n == 0 || list[n-1].customer != o.Customer {
			list = append(list, debtor{customer: o.Customer, since: o.Since})
		}
		d := &list[len(list)-1]
		d.open, d.since = d.open+worth, min(d.since, o.Since)
		booked[o.Customer] = append(booked[o.Customer], i)
	}
	if err := weigh(r, e, list, booked); err != nil {
		return nil, err
	}
	broken, err := db.All[db.ID](r, qBroken, e.ID, today.AddDays(-365))
	for n := range list {
		list[n].broken = slices.Contains(broken, list[n].customer)
	}
	return list, err
}

// weigh adds how late customers paid, and are: amounts times days, and amounts.
func weigh(r *db.Read, e seller.Entity, list []debtor, booked map[db.ID][]receivable.Item) error {
	rows, err := db.All[struct {
		Customer       db.ID
		Currency       money.Currency
		Weighted, Paid money.Amount
	}](r, qWeighted, e.ID, r.Today().AddDays(-365), e.Currency, r.Today())
	if err != nil {
		return err
	}
	for _, x := range rows {
		at, late := slices.BinarySearchFunc(list, x.Customer, func(d debtor, c db.ID) int { return cmp.Compare(d.customer, c) })
		own := slices.IndexFunc(booked[x.Customer], func(i receivable.Item) bool { return i.Currency == x.Currency })
		if !late {
			continue
		}
		if x.Currency != e.Currency && own >= 0 {
			if x.Weighted, err = atHome(r, e, booked[x.Customer][own], x.Weighted); err == nil {
				x.Paid, err = atHome(r, e, booked[x.Customer][own], x.Paid)
			}
			if err != nil {
				return err
			}
		}
		list[at].weighted, list[at].paid = list[at].weighted+int64(x.Weighted), list[at].paid+int64(x.Paid)
	}
	return nil
}
