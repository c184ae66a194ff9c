// Package credit decides whether a customer may owe more: exposure, limits,
// lateness, and what frees an order.
package credit

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
)

// Rules that can fail.
const (
	RuleLimit    = "limit"    // exposure after the order is strictly above the limit
	RuleOverdue  = "overdue"  // an undisputed item is more than 15 days late
	RuleBlocked  = "blocked"  // a person blocked the customer
	RuleManual   = "manual"   // a person held this order
	RuleCurrency = "currency" // exposure in another currency, and no rate to add it up

	RuleInsolvency = "insolvency"     // proceedings were opened against the customer
	RuleOverdueSum = "overdue_amount" // more than so much is past due
	RuleRatio      = "overdue_ratio"  // more than so many percent of what is open is past due
	RuleOldest     = "oldest"         // the oldest open invoice is older than so many days
	RuleIndex      = "index"          // paid more than so many days late on average, by amount, in 12 months
	RuleReview     = "review"         // the review of his credit is past due
	RuleDocuments  = "documents"      // something of the file of domain.md 2.5 is missing
	RuleMaxOrder   = "max_order"      // a single order above so much
	RuleStop       = "stop"           // deliveries: an item is so many days late, or more
)

// Exposure is what a holder may cost us, in one currency (domain.md 2.1).
type Exposure struct {
	Open      money.Amount
	Unbilled  money.Amount
	Ordered   money.Amount
	Unapplied money.Amount
	Deposit   money.Amount
	AtRisk    money.Amount
	Late      money.Amount // of Open: past the first threshold
	Stop      money.Amount // of Open: past the second
	Held      money.Amount // how many orders wait for credit
	Foreign   bool         // there is exposure in another currency too
}

// Total is the exposure.
func (e Exposure) Total() money.Amount {
	return e.Open + e.Unbilled + e.Ordered - e.Unapplied - e.Deposit + e.AtRisk
}

// add puts a kept balance in its place.
func (e *Exposure) add(kind string, amount money.Amount) {
	switch kind {
	case "open":
		e.Open += amount
	case "unbilled":
		e.Unbilled += amount
	case "ordered":
		e.Ordered += amount
	case "unapplied":
		e.Unapplied += amount
	case "deposit":
		e.Deposit += amount
	case "at_risk":
		e.AtRisk += amount
	case "late":
		e.Late += amount
	case "stop":
		e.Stop += amount
	case "held":
		e.Held += amount
	}
}

// counts reports whether a kind is part of exposure, and its sign.
func counts(kind string) money.Amount {
	switch kind {
	case "open", "unbilled", "ordered", "at_risk":
		return 1
	case "unapplied", "deposit":
		return -1
	}
	return 0
}

// Line is a credit line: a limit (nil = unlimited, 0 = prepayment only) and
// what counts against it. A customer of a group has two.
type Line struct {
	Holder    id.ID
	Entity    id.ID // not 0: a limit beside the organisation's, for one legal entity
	Currency  money.Currency
	Limit     *money.Amount // with what temporary lines add that day
	Temporary money.Amount  // so much of Limit is temporary
	Unchecked bool          // a new customer: prepayment until his file is complete
	Blocked   string
	Insolvent bool
	ReviewDue day.Day
	Exposure  Exposure
	Policy    Policy  // of the customer's class, on his own line
	Conduct   Conduct // read when the policy asks for it
	Missing   int64   // of the file, read when the policy asks for it
}

// Verdict is credit's answer about an amount, with what was true under the lock.
type Verdict struct {
	Day      day.Day
	Currency money.Currency
	Amount   money.Amount  // asked for, tax included
	Exposure money.Amount  // after it, on the line that binds
	Limit    *money.Amount // of that line; nil = unlimited
	Failed   []string      // rules, in a fixed order
	Figures  []Figure      // of the failed rules that have some
	Late     money.Amount
	LateFrom int  // items so many days past due count as late; 0 = as their mark says
	Override bool // a person released it in spite of Failed
}

// Passed reports whether no rule failed.
func (v Verdict) Passed() bool { return len(v.Failed) == 0 }

// Hold is the failed rules as one text.
func (v Verdict) Hold() string { return strings.Join(v.Failed, " ") }

// Shortfall is how far over the limit the amount is; 0 when it fits.
func (v Verdict) Shortfall() money.Amount {
	if v.Limit == nil || v.Exposure <= *v.Limit {
		return 0
	}
	return v.Exposure - *v.Limit
}

// Decide asks every rule about an amount on the customer's own line and on
// those beside it: his group's, that of a legal entity. Over means strictly
// greater: exposure equal to the limit passes (domain.md 2.3).
func Decide(d day.Day, currency money.Currency, amount money.Amount, lines ...Line) Verdict {
	v := Verdict{Day: d, Currency: currency, Amount: amount}
	if len(lines) == 0 {
		return v
	}
	p := lines[0].Policy
	var overLimit, late, blocked, foreign, insolvent bool
	for i, l := range lines {
		after := l.Exposure.Total() + amount
		over := p.on(RuleLimit) && l.Limit != nil && after > *l.Limit
		if i == 0 || over && (!overLimit || after-*l.Limit > v.Shortfall()) {
			v.Exposure, v.Limit = after, l.Limit
		}
		overLimit = overLimit || over
		late = late || l.Exposure.Late > 0
		v.Late = max(v.Late, l.Exposure.Late)
		blocked = blocked || l.Blocked != ""
		insolvent = insolvent || l.Insolvent
		foreign = foreign || l.Limit != nil && (l.Exposure.Foreign || l.Currency != currency)
	}
	v.fail(overLimit, RuleLimit, func() (a, b money.Decimal) { return units(v.Exposure, currency), units(*v.Limit, currency) })
	v.overdue(p, lines[0], late)
	v.advice(p, lines[0])
	v.fail(p.on(RuleBlocked) && blocked, RuleBlocked, nil)
	v.fail(p.on(RuleCurrency) && foreign, RuleCurrency, nil)
	v.fail(p.on(RuleInsolvency) && insolvent, RuleInsolvency, nil)
	v.conduct(p, lines[0])
	return v
}

// fail notes a rule that failed, with its figure and threshold.
func (v *Verdict) fail(failed bool, rule string, figures func() (value, threshold money.Decimal)) {
	if !failed {
		return
	}
	v.Failed = append(v.Failed, rule)
	if figures != nil {
		value, threshold := figures()
		v.Figures = append(v.Figures, Figure{rule, value, threshold})
	}
}

// units is an amount in units of its currency.
func units(a money.Amount, c money.Currency) money.Decimal {
	d := money.Decimal(a)
	for range 6 - c.Exponent() {
		d *= 10
	}
	return d
}
