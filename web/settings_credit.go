package web

import (
	"fmt"
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/app/form"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/credit"
	"encaisse/o2c/insight"
	"encaisse/web/ui"
)

// unitOf is what the threshold of a rule is counted in; a rule that is yes or
// no has none.
var unitOf = map[string]string{credit.RuleOverdue: "days", credit.RuleOverdueSum: "amount", credit.RuleRatio: "percent", credit.RuleOldest: "days", credit.RuleIndex: "days",
	credit.RuleMaxOrder: "amount", credit.RuleStop: "days"}

// creditPolicy are the rules that credit asks, with one of them at the side.
func (v *visit) creditPolicy() error {
	return v.policyWith(v.r.URL.Query().Get("rule"), v.class(), ruleForm{}, nil, nil)
}

func (v *visit) class() string { return cutRunes(strings.TrimSpace(v.r.FormValue("class")), 40) }

// ruleForm is a rule as it was typed.
type ruleForm struct{ enabled, threshold string }

func (v *visit) policyWith(chosen, class string, typed ruleForm, tried *insight.Tried, why error) error {
	rules, err := ask(v, app.CreditPolicy, credit.ByClass{Class: class})
	if err != nil {
		return err
	}
	p := settingsPage{Head: v.settingsHead(v.say("web.credit_policy"), v.say("web.credit_policy.what"))}
	g := ui.Grid{Caption: v.say("web.credit_policy"), Columns: []ui.Column{{Name: v.say("web.col.rule"), Grow: true}, {Name: v.say("web.col.threshold"), Num: true}, {Name: v.say("web.col.state"), Key: true}}}
	for _, r := range rules {
		state := ui.State{Icon: "ring", Text: v.say("web.rule.off")}
		if r.Enabled {
			state = ui.State{Tone: "ok", Icon: "done", Text: v.say("web.rule.on")}
		}
		cell := ui.Cell{Text: v.rule(r.Rule)}
		if r.Rule != credit.RuleUnchecked {
			cell.Href = "/settings/credit?rule=" + r.Rule
			if class != "" {
				cell.Href += "&class=" + queried(class)
			}
			cell.Href += "#one"
		} else {
			state = ui.State{Tone: "ok", Icon: "lock", Text: v.say("web.rule.always")}
		}
		g.Lines = append(g.Lines, ui.Line{ID: r.Rule, On: r.Rule == chosen, Cells: []ui.Cell{cell, {Text: v.threshold(r)}, {State: &state}}})
	}
	title := v.say("web.credit_policy.all")
	if class != "" {
		title = v.say("web.credit_policy.class", "class", class)
	}
	p.Main = []section{{ID: "rules", Title: title, Grid: &g, Forms: []settingForm{{Get: true, Path: "/settings/credit", Fields: []ui.Input{{Name: "class", Of: "of-", Label: v.say("web.rule.class"), Value: class, Hint: v.say("web.rule.class.why")}},
		Buttons: []settingButton{{Value: "class", Text: v.say("web.rule.class.show")}}}}}}
	if i := slices.IndexFunc(rules, func(r credit.RuleView) bool { return r.Rule == chosen && r.Rule != credit.RuleUnchecked }); i >= 0 {
		p.Side = append(p.Side, v.oneRule(rules[i], class, typed, tried != nil))
	}
	if tried != nil {
		p.Side = append(p.Side, v.triedRule(*tried))
	}
	if len(p.Side) == 0 {
		p.Side = []section{{ID: "how", Title: v.say("web.credit_policy.how"), Text: v.say("web.credit_policy.how.why"), Links: v.linksTo("/credit/holds", "web.holds", "/approvals", "web.approvals")}}
	}
	return v.settled(p, why)
}

func (v *visit) threshold(r credit.RuleView) string {
	unit := unitOf[r.Rule]
	if unit == "" {
		return ""
	}
	return v.say("web.threshold."+unit, "n", r.Threshold)
}

// oneRule is the form of a rule: it is tried on the open orders, then set.
func (v *visit) oneRule(r credit.RuleView, class string, typed ruleForm, tried bool) section {
	s := section{ID: "one", Title: v.rule(r.Rule), Sub: class}
	if typed == (ruleForm{}) {
		typed = ruleForm{fmt.Sprint(r.Enabled), r.Threshold.String()}
	}
	if !v.may(app.SetRule.Entry) {
		s.Facts = []ui.Fact{{Name: v.say("web.col.threshold"), Text: v.threshold(r)}}
		return s
	}
	f := settingForm{Path: "/settings/credit", Hidden: []ui.Option{v.once(), {Value: "rule", Text: r.Rule}, {Value: "class", Text: class}},
		Fields: []ui.Input{{Name: "enabled", Label: v.say("web.rule.enabled"), Kind: "check", Value: typed.enabled}}}
	if unit := unitOf[r.Rule]; unit != "" {
		f.Fields = append([]ui.Input{{Name: "threshold", Label: v.say("web.rule.threshold." + unit), Kind: "amount", Value: typed.threshold, Required: true}}, f.Fields...)
	}
	f.Buttons = []settingButton{{Value: "try", Text: v.say("web.rule.try"), Icon: "eye", Primary: !tried, Key: "A"}}
	if tried {
		f.Buttons = append([]settingButton{{Value: "do", Text: v.say("web.rule.do"), Icon: "check", Primary: true, Key: "Enter"}}, f.Buttons...)
	}
	s.Forms, s.Text = []settingForm{f}, v.say("web.rule.by_two")
	return s
}

// triedRule is what a rule would change about the open orders.
func (v *visit) triedRule(t insight.Tried) section {
	s := section{ID: "tried", Title: v.say("web.rule.tried"), Sub: v.say("web.rule.tried.of", "n", t.Orders), Facts: []ui.Fact{{Name: v.say("web.rule.tried.now"), Text: ui.Number(v.ctx, t.Now)},
		{Name: v.say("web.rule.tried.then"), Text: ui.Number(v.ctx, t.Then)}, {Name: v.say("web.rule.tried.held"), Text: ui.Number(v.ctx, t.NewlyOf)}, {Name: v.say("web.rule.tried.freed"), Text: ui.Number(v.ctx, t.NewlyOut)}}}
	g := ui.Grid{Caption: v.say("web.rule.tried"), Columns: []ui.Column{{Name: v.say("object.order")}, {Name: v.say("web.col.customer"), Grow: true}, {Name: v.say("web.col.state")}, {Name: v.say("web.col.amount"), Num: true, Key: true}}}
	add := func(list []insight.TriedCase, state ui.State) {
		for _, c := range list {
			g.Lines = append(g.Lines, ui.Line{ID: c.Order, Cells: []ui.Cell{{Text: c.Order, Href: v.record("order", c.Order)}, {Text: c.Name, Small: c.Customer}, {State: &state}, {Text: ui.Money(v.ctx, c.Amount)}}})
		}
	}
	add(t.Held, ui.State{Tone: "alert", Icon: "stop", Text: v.say("web.rule.would_hold")})
	add(t.Freed, ui.State{Tone: "ok", Icon: "check", Text: v.say("web.rule.would_free")})
	s.Grid = &g
	return s
}

// ruleSet tries a rule, or sets it once it was tried.
func (v *visit) ruleSet() error {
	rule, class := v.r.PostFormValue("rule"), v.class()
	typed := ruleForm{v.r.PostFormValue("enabled"), strings.TrimSpace(v.r.PostFormValue("threshold"))}
	if typed.enabled == "" {
		typed.enabled = "false"
	}
	enabled := typed.enabled == "true"
	in := credit.NewRule{Rule: rule, Class: class, Enabled: &enabled}
	if typed.threshold != "" {
		if err := form.Set(&in, "threshold", words.Untyped(typed.threshold)); err != nil {
			return v.policyWith(rule, class, typed, nil, err)
		}
	}
	if v.r.PostFormValue("step") == "do" {
		_, err := command(v, app.SetRule, v.r.PostFormValue("key"), in)
		switch {
		case refuse.Code(err) == "approval.needed":
			return v.to("/settings/credit?done=asked")
		case refused(err):
			return v.policyWith(rule, class, typed, nil, err)
		case err != nil:
			return err
		}
		return v.to("/settings/credit?done=do")
	}
	tried, err := ask(v, app.TryRule, credit.Trial{Rule: rule, Class: class, Enabled: enabled, Threshold: in.Threshold})
	if refused(err) {
		return v.policyWith(rule, class, typed, nil, err)
	}
	if err != nil {
		return err
	}
	return v.policyWith(rule, class, typed, &tried, nil)
}
