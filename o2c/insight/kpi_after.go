package insight

import (
	"strconv"

	"encaisse/base/money"
)

func (b Books) linesOnTimeInFull() []Case {
	var out []Case
	for _, o := range b.Orders {
		if b.in(o.PromisedOn) {
			out = append(out, counted(o.Number, o.PromisedOn, o.Currency, o.LinesOnTime, o.Lines))
		}
	}
	return out
}

// perfect orders are on time, complete, undamaged and rightly invoiced.
func (b Books) perfect() []Case {
	return b.followed(promised, func(o Followed) int64 { return one(o.onTime() && !o.Damaged && !o.Wrong) }, 1)
}

func (b Books) contested() []Case {
	return b.issued(func(v Issued) (int64, int64) { return one(v.Contested.Amount > 0), 1 })
}

func (b Books) contestedAmount() []Case {
	out := make([]Case, 0, len(b.Issued))
	for _, v := range b.Issued {
		out = append(out, shared(v.Number, v.On, v.Contested, v.Total))
	}
	return out
}

func (b Books) deducted() []Case {
	out := b.sold(0, 1)
	for _, d := range b.Disputes {
		out = append(out, weighed(d.Number, d.On, d.Amount, 1, 0).because(d.Reason))
	}
	return out
}

func (b Books) lost() []Case {
	out := b.sold(0, 1)
	for _, l := range b.Losses {
		out = append(out, weighed(l.Number, l.On, l.Amount, 1, 0))
	}
	return out
}

func (b Books) kept() []Case {
	out := make([]Case, 0, len(b.Promises))
	for _, p := range b.Promises {
		out = append(out, counted(p.Number, p.On, p.Amount.Currency, one(p.State == "kept"), 1).because(p.State))
	}
	return out
}

func (b Books) keptAmount() []Case {
	out := make([]Case, 0, len(b.Promises))
	for _, p := range b.Promises {
		out = append(out, shared(p.Number, p.On, least(p.Received, p.Amount), p.Amount).because(p.State))
	}
	return out
}

// levels are the rungs of the usual ladders (domain.md 8.1).
const levels = 6

// byLevel are the KPIs of the reminders of each level.
func byLevel() []measure {
	var out []measure
	for n := int64(1); n <= levels; n++ {
		out = append(out, measure{"reminder_effect_" + strconv.FormatInt(n, 10), Percent, Amounts, 1, func(b Books) []Case { return b.moved(n) }, hundred, 0})
	}
	return out
}

// moved is what reminders of a level brought, of every level when 0.
func (b Books) moved(level int64) []Case {
	var out []Case
	for _, c := range b.Chases {
		if level == 0 || c.Level == level {
			out = append(out, shared(c.Number, c.On, least(c.Paid, c.Amount), c.Amount).because(strconv.FormatInt(c.Level, 10)))
		}
	}
	return out
}

// overdueDays are open invoices times the days they are late.
func (b Books) overdueDays() []Case {
	var out []Case
	for _, o := range b.Closing {
		if o.Open.Amount > 0 && o.On < b.To {
			out = append(out, weighed(o.Number, o.On, o.Open, int64(b.To.Sub(o.On)), 0))
		}
	}
	return out
}

// yearDays are the days of a year of funding (domain.md 6).
const yearDays = 365

// funding makes a cost of amounts in minor units times days.
func (b Books) funding() (times, over int64) {
	return int64(b.Funding), yearDays * int64(money.Whole) * b.Unit
}
