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
	Holder   id.ID
	Currency money.Currency
	Limit    *money.Amount
	Blocked  string
	Exposure Exposure
}

// Verdict is credit's answer about an amount, with what was true under the lock.
type Verdict struct {
	Day      day.Day
	Currency money.Currency
	Amount   money.Amount  // asked for, tax included
	Exposure money.Amount  // after it, on the line that binds
	Limit    *money.Amount // of that line; nil = unlimited
	Failed   []string      // rules, in a fixed order
	Late     money.Amount
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

// Decide asks every rule about an amount on the customer's own line and, when
// he has one, his group's. Over means strictly greater: exposure equal to the
// limit passes (domain.md 2.3).
func Decide(d day.Day, currency money.Currency, amount money.Amount, lines ...Line) Verdict {
	v := Verdict{Day: d, Currency: currency, Amount: amount}
	var overLimit, overdue, blocked, foreign bool
	for i, l := range lines {
		after := l.Exposure.Total() + amount
		over := l.Limit != nil && after > *l.Limit
		if i == 0 || over && (!overLimit || after-*l.Limit > v.Shortfall()) {
			v.Exposure, v.Limit = after, l.Limit
		}
		overLimit = overLimit || over
		overdue = overdue || l.Exposure.Late > 0
		v.Late = max(v.Late, l.Exposure.Late)
		blocked = blocked || l.Blocked != ""
		foreign = foreign || l.Limit != nil && (l.Exposure.Foreign || l.Currency != currency)
	}
	for _, r := range []struct {
		failed bool
		rule   string
	}{{overLimit, RuleLimit}, {overdue, RuleOverdue}, {blocked, RuleBlocked}, {foreign, RuleCurrency}} {
		if r.failed {
			v.Failed = append(v.Failed, r.rule)
		}
	}
	return v
}
