package credit

import (
	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
)

type eased struct {
	Why  string `json:"why"`
	Held int64  `json:"held"`
}

type limited struct {
	Was      *money.Amount  `json:"was"`
	Limit    any            `json:"limit"`
	Currency money.Currency `json:"currency"`
}

type blocked struct {
	Reason string `json:"reason"`
}

// regrouped is the body of credit.regrouped: the holders of the credit rows
// that guarded a customer and guard him now.
type regrouped struct {
	From id.ID `json:"from,string"`
	To   id.ID `json:"to,string"`
}

// lined is the body of credit.line_opened.
type lined struct {
	Amount money.Amount `json:"amount"`
	From   day.Day      `json:"from"`
	To     day.Day      `json:"to"`
	Entity int64        `json:"entity,omitempty"`
}

// lineEnd is the body of credit.line_ended.
type lineEnd struct {
	Why string `json:"why"`
}

// ruled is the body of credit.rule_set.
type ruled struct {
	Class     string        `json:"class,omitempty"`
	Rule      string        `json:"rule"`
	Enabled   bool          `json:"enabled"`
	Threshold money.Decimal `json:"threshold"`
}

// checked is the body of credit.checked: an item of the file, and whether the
// file is complete since then.
type checked struct {
	Item     string `json:"item"`
	Passed   bool   `json:"passed"`
	Complete bool   `json:"complete"`
}

// dated is the body of credit.insolvency_set and credit.review_set.
type dated struct {
	On  day.Day `json:"on"`
	Why string  `json:"why,omitempty"`
}

// scored is the body of credit.scored.
type scored struct {
	Score     int64         `json:"score"`
	Class     string        `json:"class"`
	Was       string        `json:"was,omitempty"`
	Suggested *money.Amount `json:"suggested"`
	Method    string        `json:"method"`
}

// insured is the body of credit.insured.
type insured struct {
	Limit     money.Amount  `json:"limit"`
	Share     money.Percent `json:"share"`
	Waiting   int64         `json:"waiting_days"`
	Notify    int64         `json:"notify_days"`
	Extension int64         `json:"extension_days"`
}

// classed is the body of credit.classed.
type classed struct {
	Was   string `json:"was"`
	Class string `json:"class"`
}
