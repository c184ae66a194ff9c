package insight

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/stat"
)

// A Unit is what a KPI or one of its sides is counted in.
type Unit string

// Units: amounts are minor units of the company's currency.
const (
	Days      Unit = "days"
	Percent   Unit = "percent"
	Times     Unit = "times"
	Amounts   Unit = "amount"
	Documents Unit = "documents"
	MoneyDays Unit = "amount_days"
)

// Sides are both sides of a KPI; a median has only the first: its days.
type Sides struct{ Num, Den int64 }

// A Case is one document that counts for a KPI, with what it adds to each side
// of it.
type Case struct {
	Number string
	On     day.Day
	Sides
	Own      Sides // the same in the document's currency
	Currency money.Currency
	Why      string // where cases are of several sorts: a reason, a level
}

// counted is a document as a number or days, the same in every currency.
func counted(number string, on day.Day, c money.Currency, num, den int64) Case {
	return Case{number, on, Sides{num, den}, Sides{num, den}, c, ""}
}

// weighed is an amount of a document so many times on each side.
func weighed(number string, on day.Day, of Booked, num, den int64) Case {
	return Case{number, on, Sides{num * int64(of.Home), den * int64(of.Home)}, Sides{num * int64(of.Amount), den * int64(of.Amount)}, of.Currency, ""}
}

// shared is an amount of a document over another of it.
func shared(number string, on day.Day, num, den Booked) Case {
	return Case{number, on, Sides{int64(num.Home), int64(den.Home)}, Sides{int64(num.Amount), int64(den.Amount)}, den.Currency, ""}
}

// because says of which sort a case is.
func (c Case) because(why string) Case {
	c.Why = why
	return c
}

// Measured is a KPI computed: value is Num / Den by its formula, or "n/a" when
// there is nothing to divide by, never 0 (domain.md 6).
type Measured struct {
	Key  string
	Unit Unit
	Of   Unit // what both sides are counted in
	Sides
	Value string
	Cases []Case
}

// measure is a KPI: which documents count, and how.
type measure struct {
	key      string
	unit     Unit
	of       Unit
	decimals int
	cases    func(Books) []Case
	scale    func(Books) (times, over int64) // value = Num × times / (Den × over)
	percent  int                             // of a distribution: 50 is the median; undivided: value = Num × times / over
}

const undivided = -1

func hundred(Books) (int64, int64) { return 100, 1 }
func span(b Books) (int64, int64)  { return int64(b.Days()), 1 }
func once(Books) (int64, int64)    { return 1, 1 }

// measures are the KPIs of domain.md 6 over the documents of a period.
var measures = append([]measure{
	{"dso", Days, Amounts, 1, Books.owedOverSales, span, 0},
	{"dso_best_possible", Days, Amounts, 1, Books.currentOverSales, span, 0},
	{"days_delinquent", Days, Amounts, 1, Books.delinquentOverSales, span, 0},
	{"collection_effectiveness", Percent, Amounts, 1, Books.collected, hundred, 0},
	{"receivables_turnover", Times, Amounts, 2, Books.turned, func(Books) (int64, int64) { return 2, 1 }, 0},
	{"collection_period", Days, Amounts, 1, Books.period, func(b Books) (int64, int64) { return int64(b.Days()), 2 }, 0},
	{"current_share", Percent, Amounts, 1, Books.currentOverOwed, hundred, 0},
	{"days_to_pay", Days, MoneyDays, 1, Books.paidDays, once, 0},
	{"first_time_right", Percent, Documents, 1, Books.right, hundred, 0},
	{"touchless_orders", Percent, Documents, 1, Books.touchless, hundred, 0},
	{"on_time_in_full", Percent, Documents, 1, Books.onTimeInFull, hundred, 0},
	{"order_cycle_median", Days, Days, 1, Books.cycle, nil, 50},
	{"order_cycle_p90", Days, Days, 1, Books.cycle, nil, 90},
	{"order_to_cash_median", Days, Days, 1, Books.cashed, nil, 50},
	{"order_to_cash_p90", Days, Days, 1, Books.cashed, nil, 90},
	{"billing_lag_median", Days, Days, 1, Books.billed, nil, 50},
	{"billing_lag_p90", Days, Days, 1, Books.billed, nil, 90},
	{"auto_match_count", Percent, Documents, 1, Books.matched, hundred, 0},
	{"auto_match_amount", Percent, Amounts, 1, Books.matchedAmount, hundred, 0},
	{"unapplied_cash_age", Days, MoneyDays, 1, Books.unappliedDays, once, 0},
	{"lines_on_time_in_full", Percent, Documents, 1, Books.linesOnTimeInFull, hundred, 0},
	{"perfect_order", Percent, Documents, 1, Books.perfect, hundred, 0},
	{"dispute_rate_count", Percent, Documents, 1, Books.contested, hundred, 0},
	{"dispute_rate_amount", Percent, Amounts, 1, Books.contestedAmount, hundred, 0},
	{"deductions", Percent, Amounts, 1, Books.deducted, hundred, 0},
	{"bad_debt", Percent, Amounts, 1, Books.lost, hundred, 0},
	{"promise_kept_count", Percent, Documents, 1, Books.kept, hundred, 0},
	{"promise_kept_amount", Percent, Amounts, 1, Books.keptAmount, hundred, 0},
	{"reminder_effect", Percent, Amounts, 1, func(b Books) []Case { return b.moved(0) }, hundred, 0},
	{"cost_of_late_payment", Amounts, MoneyDays, 2, Books.overdueDays, Books.funding, undivided},
}, byLevel()...)

// Measure computes every KPI of the books.
func (b Books) Measure() []Measured {
	out := make([]Measured, len(measures))
	for i, m := range measures {
		out[i] = m.measured(b)
	}
	return out
}

func (m measure) measured(b Books) Measured {
	out := Measured{Key: m.key, Unit: m.unit, Of: m.of, Cases: m.cases(b), Value: "n/a"}
	values := make([]int64, 0, len(out.Cases))
	for _, c := range out.Cases {
		out.Num += c.Num
		out.Den += c.Den
		values = append(values, c.Num)
	}
	if m.scale == nil {
		out.Num, out.Den = 0, int64(len(values))
		if text, ok := stat.Percentile(values, m.percent, m.decimals); ok {
			out.Value = text
		}
		return out
	}
	times, over := m.scale(b)
	if m.percent == undivided && len(out.Cases) > 0 {
		out.Value, _ = stat.Ratio{Num: out.Num, Den: over}.Times(times, m.decimals)
	} else if out.Den > 0 {
		out.Value, _ = stat.Ratio{Num: out.Num, Den: out.Den * over}.Times(times, m.decimals)
	}
	return out
}

// Days of the period, both ends counted.
func (b Books) Days() int { return b.To.Sub(b.From) + 1 }

func (b Books) in(d day.Day) bool { return d >= b.From && d <= b.To }

func (b Books) sold(num, den int64) []Case {
	out := make([]Case, 0, len(b.Sales))
	for _, s := range b.Sales {
		out = append(out, weighed(s.Number, s.On, s.Total, num, den))
	}
	return out
}

// owed lists open items as numerators.
func owed(list []Owed, counts func(Owed) bool) []Case {
	var out []Case
	for _, o := range list {
		if counts(o) {
			out = append(out, weighed(o.Number, o.On, o.Open, 1, 0))
		}
	}
	return out
}

func every(Owed) bool { return true }

// current items are owed and not past due on the last day.
func (b Books) current(o Owed) bool { return o.Open.Amount > 0 && o.On >= b.To }

func (b Books) owedOverSales() []Case { return append(owed(b.Closing, every), b.sold(0, 1)...) }

func (b Books) currentOverSales() []Case { return append(owed(b.Closing, b.current), b.sold(0, 1)...) }

func (b Books) delinquentOverSales() []Case {
	return append(owed(b.Closing, func(o Owed) bool { return !b.current(o) }), b.sold(0, 1)...)
}

func (b Books) currentOverOwed() []Case {
	out := make([]Case, 0, len(b.Closing))
	for _, o := range b.Closing {
		out = append(out, weighed(o.Number, o.On, o.Open, one(b.current(o)), 1))
	}
	return out
}

// collected is what could be collected and was: (opening + sales − closing) /
// (opening + sales − closing not due).
func (b Books) collected() []Case {
	var out []Case
	for _, o := range b.Opening {
		out = append(out, weighed(o.Number, o.On, o.Open, 1, 1))
	}
	out = append(out, b.sold(1, 1)...)
	for _, o := range b.Closing {
		out = append(out, weighed(o.Number, o.On, o.Open, -1, -one(b.current(o))))
	}
	return out
}

// turned is sales over the receivables of both ends, whose mean is their half.
func (b Books) turned() []Case {
	out := b.sold(1, 0)
	for _, o := range slices.Concat(b.Opening, b.Closing) {
		out = append(out, weighed(o.Number, o.On, o.Open, 0, 1))
	}
	return out
}

func (b Books) period() []Case {
	out := b.sold(0, 1)
	for _, o := range slices.Concat(b.Opening, b.Closing) {
		out = append(out, weighed(o.Number, o.On, o.Open, 1, 0))
	}
	return out
}

func (b Books) paidDays() []Case {
	out := make([]Case, 0, len(b.Settled))
	for _, s := range b.Settled {
		out = append(out, weighed(s.Number, s.Paid, s.Amount, int64(s.Paid.Sub(s.IssuedOn)), 1))
	}
	return out
}

// rightFor is how long an invoice may turn out wrong.
const rightFor = 90

func (b Books) right() []Case {
	return b.issued(func(v Issued) (int64, int64) {
		late := func(d day.Day) bool { return d.IsZero() || d.Sub(v.On) > rightFor }
		return one(late(v.CreditedOn) && late(v.FaultOn)), 1
	})
}

// issued lists the invoices of the period.
func (b Books) issued(sides func(Issued) (num, den int64)) []Case {
	out := make([]Case, 0, len(b.Issued))
	for _, v := range b.Issued {
		num, den := sides(v)
		out = append(out, counted(v.Number, v.On, v.Total.Currency, num, den))
	}
	return out
}

func (b Books) billed() []Case {
	var out []Case
	for _, v := range b.Issued {
		if !v.ShippedOn.IsZero() {
			out = append(out, counted(v.Number, v.On, v.Total.Currency, int64(v.On.Sub(v.ShippedOn)), 0))
		}
	}
	return out
}

// followed lists the orders whose day lies in the period.
func (b Books) followed(when func(Followed) day.Day, num func(Followed) int64, den int64) []Case {
	var out []Case
	for _, o := range b.Orders {
		if d := when(o); b.in(d) {
			out = append(out, counted(o.Number, d, o.Currency, num(o), den))
		}
	}
	return out
}

func (b Books) touchless() []Case {
	return b.followed(func(o Followed) day.Day { return o.InvoicedOn }, func(o Followed) int64 { return one(!o.Touched) }, 1)
}

func (b Books) onTimeInFull() []Case {
	return b.followed(promised, func(o Followed) int64 { return one(o.onTime()) }, 1)
}

func promised(o Followed) day.Day { return o.PromisedOn }

func (o Followed) onTime() bool {
	return o.Complete && !o.ShippedOn.IsZero() && o.ShippedOn <= o.PromisedOn
}

func (b Books) cycle() []Case {
	return b.followed(func(o Followed) day.Day {
		if !o.Complete {
			return 0
		}
		return o.ShippedOn
	}, func(o Followed) int64 { return int64(o.ShippedOn.Sub(o.CapturedOn)) }, 0)
}

func (b Books) cashed() []Case {
	return b.followed(func(o Followed) day.Day { return o.PaidOn }, func(o Followed) int64 { return int64(o.PaidOn.Sub(o.CapturedOn)) }, 0)
}

// matched payments are applied whole, and by nobody.
func (p Receipt) matched() bool { return p.Open == 0 && !p.ByHand }

func (b Books) matched() []Case {
	out := make([]Case, 0, len(b.Receipts))
	for _, p := range b.Receipts {
		out = append(out, counted(p.Number, p.On, p.Amount.Currency, one(p.matched()), 1))
	}
	return out
}

func (b Books) matchedAmount() []Case {
	out := make([]Case, 0, len(b.Receipts))
	for _, p := range b.Receipts {
		out = append(out, weighed(p.Number, p.On, p.Amount, one(p.matched()), 1))
	}
	return out
}

func (b Books) unappliedDays() []Case {
	var out []Case
	for _, o := range b.Closing {
		if o.Money && o.Open.Amount < 0 {
			out = append(out, weighed(o.Number, o.On, o.Open, -int64(b.To.Sub(o.On)), -1))
		}
	}
	return out
}

func one(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}
