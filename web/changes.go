package web

import (
	"encoding/json"
	"net/url"

	"encaisse/base/money"
	"encaisse/o2c/insight"
	"encaisse/web/ui"
)

// changed is what the bodies of facts that change something have in common.
type changed struct {
	From     string         `json:"from"`
	To       string         `json:"to"`
	Was      *money.Amount  `json:"was"`
	Limit    *money.Amount  `json:"limit"`
	Before   *money.Amount  `json:"before"`
	Total    *money.Amount  `json:"total"`
	Currency money.Currency `json:"currency"`
	Reason   string         `json:"reason"`
	How      string         `json:"how"`
}

// changes are what a fact changed, old to new, where its body says so.
func (v *visit) changes(s insight.Step) (out []string) {
	var c changed
	if json.Unmarshal(s.Body, &c) != nil {
		return nil // a body of another shape says nothing here
	}
	if from, to := "state."+c.From, "state."+c.To; c.From != c.To && sentences.Has(from) && sentences.Has(to) {
		out = append(out, v.say("web.change", "from", v.say(from), "to", v.say(to)))
	}
	if s.Type == "credit.limit_set" {
		out = append(out, v.say("web.change", "from", v.limit(c.Was, c.Currency), "to", v.limit(c.Limit, c.Currency)))
	}
	if how := "web.how." + c.How; sentences.Has(how) {
		out = append(out, v.say(how))
	}
	if c.Before != nil && c.Total != nil && *c.Before != *c.Total {
		out = append(out, v.say("web.change", "from", ui.Money(v.ctx, c.Before.In(c.Currency)), "to", ui.Money(v.ctx, c.Total.In(c.Currency))))
	}
	return out
}

// limit is an amount, or that there is none.
func (v *visit) limit(a *money.Amount, c money.Currency) string {
	if a == nil {
		return v.say("web.unlimited")
	}
	return ui.Money(v.ctx, a.In(c))
}

func escape(s string) string { return url.PathEscape(s) }
