package receivable

import (
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/stat"
)

// Cost is what a year of the credit costs a customer who leaves a cash discount:
// simple, and compounded. Source: domain.md 3.3.
type Cost struct {
	Until     day.Day // the last day of the discount
	Days      int     // of credit bought by leaving it
	Simple    money.Percent
	Effective money.Percent
}

const year = 365

// Cost of leaving the discount of an invoice of a day; ok is false when there is
// none, or when it buys no day.
func (t Terms) Cost(issue day.Day) (c Cost, ok bool) {
	percent, within, ok := t.Discount()
	c.Until = issue.AddDays(within)
	c.Days = t.Due(issue).Sub(c.Until)
	if !ok || c.Days <= 0 {
		return Cost{}, false
	}
	once, err := money.MulDiv(allPercent, int64(percent), int64(allPercent-percent))
	if err != nil {
		return Cost{}, false
	}
	simple, err := money.MulDiv(int64(percent)*year, allPercent, int64(allPercent-percent)*int64(c.Days))
	if err != nil {
		return Cost{}, false
	}
	c.Simple, c.Effective = money.Percent(simple), money.Percent(stat.Compound(once, year, int64(c.Days)))
	return c, true
}

// Nominal is a rate by the year without interest on interest, Effective with it:
// 1.5 % a month are 18 % and 19.56 % a year (domain.md 3.6).
func (r LateRate) Nominal() money.Percent {
	if r.Yearly {
		return r.Rate
	}
	return 12 * r.Rate
}

// Effective is the yearly rate that a monthly one comes to.
func (r LateRate) Effective() money.Percent {
	if r.Yearly {
		return r.Rate
	}
	return money.Percent(stat.Compound(int64(r.Rate), 12, 1))
}
