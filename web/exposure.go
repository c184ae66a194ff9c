package web

import (
	"strings"

	"encaisse/base/money"
	"encaisse/base/stat"
	"encaisse/o2c/credit"
	"encaisse/web/ui"
)

// exposure is what a customer owes and has ordered against what he may, and
// the light that says it.
func (v *visit) exposure(p credit.Position) (ui.ExposureBar, light) {
	whole := p.Open.Minor + p.Unbilled.Minor + p.Ordered.Minor // more than the exposure, where money of his is not used yet
	if p.Limit != nil {
		whole = max(whole+max(p.Headroom.Minor, 0), p.Limit.Minor)
	}
	bar := ui.ExposureBar{}
	var x money.Amount
	add := func(class, name string, m money.Money) {
		if m.Minor <= 0 || whole <= 0 {
			return
		}
		bar.Parts = append(bar.Parts, ui.ExposurePart{Class: class, X: percent(x, whole), Width: percent(m.Minor, whole), Text: v.say(name), Amount: ui.Money(v.ctx, m)})
		x += m.Minor
	}
	add("s1", "web.credit.open", p.Open)
	add("s2", "web.credit.unbilled", p.Unbilled)
	add("s3", "web.credit.ordered", p.Ordered)
	l := light{Title: v.say("web.light.ok")}
	switch {
	case p.Limit == nil:
		l.Why = v.say("web.unlimited")
		bar.Label = v.say("web.exposure", "amount", p.Exposure)
	case p.Over:
		l = light{"alert", v.say("web.light.over"), v.say("web.exposure_of", "amount", p.Exposure, "limit", *p.Limit)}
	default:
		l.Why = v.say("web.headroom", "amount", *p.Headroom)
		if p.Headroom.Minor < p.Limit.Minor/10 {
			l.Tone, l.Title = "warn", v.say("web.light.warn")
		}
	}
	if len(p.Holds) > 0 && !p.Over { // room is no use to him who may order nothing
		var why []string
		for _, rule := range p.Holds {
			why = append(why, v.rule(rule))
		}
		l = light{"alert", v.say("web.light.held"), strings.Join(why, ", ")}
	}
	if p.Limit != nil {
		bar.Label = v.say("web.exposure_of", "amount", p.Exposure, "limit", *p.Limit)
		bar.At = percent(p.Limit.Minor, whole)
		if p.Headroom.Minor > 0 {
			add("s0", "web.credit.free", *p.Headroom)
		}
	}
	return bar, l
}

// percent is a part of a whole, for the places of a drawing.
func percent(part, whole money.Amount) string {
	text, ok := (stat.Ratio{Num: int64(part), Den: int64(whole)}).Times(100, 2)
	if !ok {
		return "0"
	}
	return text
}
