package credit

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/money"
)

// Answer tells the customer what frees the order: how much is missing, which
// invoices would do, or a deposit.
type Answer struct {
	Shortfall money.Money  `json:"shortfall" doc:"over the limit by so much"`
	Pay       []ToPay      `json:"pay" doc:"paying these invoices frees the order"`
	Deposit   *money.Money `json:"deposit" doc:"a deposit of so much frees the order"`
	Lines     []Fit        `json:"lines" doc:"the quantities that fit without paying, where the limit alone is in the way"`
	Why       []string     `json:"why" doc:"the rules that failed"`
	Rules     []Why        `json:"rules" doc:"each of them with its figures and what frees the order"`
}

// Why is a rule that failed: what it measured, what it allows, what to do.
type Why struct {
	Rule      string         `json:"rule"`
	Value     *money.Decimal `json:"value" doc:"days, percent, or units of the currency; null: it is yes or no"`
	Threshold *money.Decimal `json:"threshold"`
	Text      string         `json:"text" doc:"what frees the order"`
}

// ToPay is one invoice to pay.
type ToPay struct {
	Number string      `json:"number"`
	Open   money.Money `json:"open"`
	DueOn  day.Day     `json:"due_on"`
}

// Fit is a quantity that credit would let pass.
type Fit struct {
	SKU      string         `json:"sku"`
	Quantity money.Quantity `json:"quantity"`
}

// Owed is what the answer needs to know of an open item.
type Owed struct {
	Number string
	Open   money.Amount
	DueOn  day.Day
	Late   bool
}

// Explain makes the answer of a verdict that failed. Invoices that are too
// late must be paid in any case; then the oldest, until the shortfall is
// covered. A deposit helps only against the limit.
func Explain(v Verdict, owed []Owed) *Answer {
	if v.Passed() {
		return nil
	}
	short := v.Shortfall()
	a := &Answer{Shortfall: short.In(v.Currency), Why: v.Failed}
	left := short
	pick := func(o Owed) {
		a.Pay = append(a.Pay, ToPay{o.Number, o.Open.In(v.Currency), o.DueOn})
		left -= o.Open
	}
	for _, o := range owed {
		if o.Late {
			pick(o)
		}
	}
	for _, o := range owed {
		if left > 0 && !o.Late {
			pick(o)
		}
	}
	if left > 0 && v.Late == 0 {
		a.Pay = nil // all he owes would not be enough
	}
	if len(v.Failed) == 1 && v.Failed[0] == RuleLimit {
		d := short.In(v.Currency)
		a.Deposit = &d
	}
	return a
}

// paidOff are the rules that money settles.
var paidOff = []string{RuleLimit, RuleOverdue, RuleOverdueSum, RuleRatio, RuleOldest}

// Beyond are the rules that failed and that no payment settles: a person
// decides, or the order changes.
func (a Answer) Beyond() (out []Why) {
	for _, w := range a.Rules {
		if !slices.Contains(paidOff, w.Rule) {
			out = append(out, w)
		}
	}
	return out
}

// Late tells that something is past due for too long.
func (a Answer) Late() bool {
	return slices.ContainsFunc(a.Why, func(rule string) bool { return rule != RuleLimit && slices.Contains(paidOff, rule) })
}
