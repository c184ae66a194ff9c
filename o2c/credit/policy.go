package credit

import (
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/o2c/receivable"
)

// Figure is what a failed rule measured, and what it allows: days, percent, or
// units of the order's currency.
type Figure struct {
	Rule      string        `json:"rule"`
	Value     money.Decimal `json:"value"`
	Threshold money.Decimal `json:"threshold"`
}

// Rule is one rule of a policy.
type Rule struct {
	Enabled   bool
	Threshold money.Decimal // days, percent, or units of the currency
}

const one = money.Decimal(1_000000)

// usual are the rules as they are when nobody set them (domain.md 2.3).
var usual = map[string]Rule{
	RuleLimit:      {true, 0},
	RuleOverdue:    {true, receivable.SuspendAfter * one},
	RuleBlocked:    {true, 0},
	RuleCurrency:   {true, 0},
	RuleInsolvency: {true, 0},
	RuleOverdueSum: {false, 10_000 * one},
	RuleRatio:      {false, 30 * one},
	RuleOldest:     {false, 90 * one},
	RuleIndex:      {false, 30 * one},
	RuleReview:     {false, 0},
	RuleDocuments:  {false, 0},
	RuleMaxOrder:   {false, 50_000 * one},
	RuleStop:       {true, receivable.StopFrom * one},
}

// Rules are the names of the rules, in the order they are asked.
var Rules = []string{RuleLimit, RuleOverdue, RuleBlocked, RuleCurrency, RuleInsolvency, RuleOverdueSum, RuleRatio, RuleOldest, RuleIndex,
	RuleReview, RuleDocuments, RuleMaxOrder, RuleStop, RuleUnchecked}

// RuleUnchecked is no reason of its own: a new customer's limit is 0 until his
// file is complete (domain.md 2.5).
const RuleUnchecked = "unchecked"

// Policy is what the company set for a class of customers; what it did not
// set is as usual.
type Policy struct{ set map[string]Rule }

func (p Policy) rule(name string) Rule {
	if r, ok := p.set[name]; ok {
		return r
	}
	return usual[name]
}

func (p Policy) on(name string) bool { return p.rule(name).Enabled }

// days is a threshold in days.
func (p Policy) days(name string) int { return int(p.rule(name).Threshold / one) }

// keptLate and keptStop tell that the kept balances of lateness answer the
// rule: its threshold is the usual one.
func (p Policy) keptLate() bool { return p.days(RuleOverdue) == receivable.SuspendAfter }
func (p Policy) keptStop() bool { return p.days(RuleStop) == receivable.StopFrom }

// reads tells what must be read of a customer's items for this policy.
func (p Policy) reads() (owed, index, file bool) {
	owed = p.on(RuleOverdueSum) || p.on(RuleRatio) || p.on(RuleOldest) || p.on(RuleOverdue) && !p.keptLate() || p.on(RuleStop) && !p.keptStop()
	return owed, p.on(RuleIndex), p.on(RuleDocuments)
}

// Conduct is how a customer pays: what is open in the currency asked about,
// and how late he paid in 12 months.
type Conduct struct {
	Open     money.Amount
	Overdue  money.Amount // past due
	DueOn    day.Day      // of the item due longest ago
	IssuedOn day.Day      // of the oldest open item
	Paid     money.Amount // in 12 months
	LateDays money.Amount // Σ amount × days late of what was paid then; early counts 0
}

// AverageLate is the weighted average of days late (domain.md 2.4), in
// millionths of a day.
func (c Conduct) AverageLate() money.Decimal { return ratio(c.LateDays, c.Paid, int64(one)) }

// ratio is a × n / of, rounded half away from zero; 0 of nothing.
func ratio(a, of money.Amount, n int64) money.Decimal {
	if of == 0 {
		return 0
	}
	v, err := money.MulDiv(int64(a), n, int64(of))
	if err != nil {
		return 1 << 62 // beyond any threshold
	}
	return money.Decimal(v)
}

// overdue is the rule of suspension: by the kept balance at the usual
// threshold, else by the oldest due day.
func (v *Verdict) overdue(p Policy, l Line, kept bool) {
	if !p.on(RuleOverdue) {
		return
	}
	late := receivable.DaysLate(l.Conduct.DueOn, v.Day)
	failed := kept
	if !p.keptLate() {
		failed = late > p.days(RuleOverdue)
	}
	if failed && l.Conduct.DueOn.IsZero() {
		v.fail(true, RuleOverdue, nil) // known by the balance alone
		return
	}
	v.fail(failed, RuleOverdue, func() (a, b money.Decimal) { return money.Decimal(late) * one, p.rule(RuleOverdue).Threshold })
}

// advice says which invoices are to be paid in any case: those that made a rule
// fail.
func (v *Verdict) advice(p Policy, l Line) {
	if p.on(RuleOverdue) && !p.keptLate() {
		v.LateFrom = p.days(RuleOverdue) + 1
	}
	if p.on(RuleOverdueSum) || p.on(RuleRatio) {
		v.LateFrom = 1
	}
	if v.LateFrom > 0 && !l.Conduct.DueOn.IsZero() && receivable.DaysLate(l.Conduct.DueOn, v.Day) >= v.LateFrom {
		v.Late = max(v.Late, l.Conduct.Overdue)
	}
}

// conduct are the rules that are off until a company sets them.
func (v *Verdict) conduct(p Policy, l Line) {
	c := l.Conduct
	over := func(rule string, value money.Decimal) {
		t := p.rule(rule)
		v.fail(t.Enabled && value > t.Threshold, rule, func() (a, b money.Decimal) { return value, t.Threshold })
	}
	over(RuleOverdueSum, units(c.Overdue, v.Currency))
	over(RuleRatio, ratio(c.Overdue, c.Open, 100*int64(one)))
	if !c.IssuedOn.IsZero() {
		over(RuleOldest, money.Decimal(v.Day.Sub(c.IssuedOn))*one)
	}
	over(RuleIndex, c.AverageLate())
	late := !l.ReviewDue.IsZero() && v.Day > l.ReviewDue
	v.fail(p.on(RuleReview) && late, RuleReview, func() (a, b money.Decimal) { return money.Decimal(v.Day.Sub(l.ReviewDue)) * one, 0 })
	v.fail(p.on(RuleDocuments) && l.Missing > 0, RuleDocuments, func() (a, b money.Decimal) { return money.Decimal(l.Missing) * one, 0 })
	over(RuleMaxOrder, units(v.Amount, v.Currency))
}

// Stopped reports whether even what is confirmed does not leave: an item is so
// late that deliveries stop, or proceedings were opened (domain.md 2.3).
func Stopped(d day.Day, lines ...Line) (late money.Amount, insolvent, stopped bool) {
	if len(lines) == 0 {
		return 0, false, false
	}
	p := lines[0].Policy
	for _, l := range lines {
		insolvent = insolvent || l.Insolvent && p.on(RuleInsolvency)
		if p.on(RuleStop) && p.keptStop() {
			late = max(late, l.Exposure.Stop)
		}
	}
	c := lines[0].Conduct
	if p.on(RuleStop) && !p.keptStop() && !c.DueOn.IsZero() && receivable.DaysLate(c.DueOn, d) >= p.days(RuleStop) {
		late = c.Overdue
	}
	return late, insolvent, late > 0 || insolvent
}

// Binds reports whether a rule is asked again before goods leave: what makes
// new orders wait only does not hold what was confirmed.
func Binds(rule string) bool {
	return rule == RuleLimit || rule == RuleBlocked || rule == RuleCurrency || rule == RuleInsolvency
}
