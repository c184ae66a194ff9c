package web

import (
	"encaisse/app"
	"encaisse/base/money"
	"encaisse/o2c/insight"
	"encaisse/web/ui"
)

// mostCauses of delay are named on the board of finance (quality.md 8).
const mostCauses = 5

// causesPart are the stages in which most amount × days were lost, drawn, and in
// the table with who is to act; each leads to the documents whose sum it is. The term that a customer was
// granted is no delay.
func (v *visit) causesPart(a asking) (part, error) {
	out, err := ask(v, app.ListWaits, a.waits())
	p := part{ID: "h-causes", Title: v.say("web.steer.causes"), Sub: v.say("web.steer.causes.sub"), SubHref: a.with("/waits"), Half: true}
	if err != nil {
		return p, err
	}
	whole := out.AmountDays
	var list []insight.QueueView
	for _, q := range out.Stages {
		if q.Stage == insight.StageNotDue {
			whole.Minor -= q.AmountDays.Minor
		} else if q.AmountDays.Minor > 0 {
			list = append(list, q)
		}
	}
	if len(list) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.Done, Title: v.say("web.empty.done"), Text: v.say("web.steer.no_waits")}
		return p, nil
	}
	g := ui.Grid{Caption: p.Title, Columns: []ui.Column{{Name: v.say("web.steer.col.cause"), Grow: true}, {Name: v.say("web.steer.col.owner")}, {Name: v.say("web.steer.col.waiting"), Num: true},
		{Name: v.say("web.steer.col.amount"), Num: true}, {Name: v.say("web.steer.col.share"), Num: true}, {Name: v.say("web.steer.amount_days"), Num: true, Key: true}}}
	rest := whole
	var names, hrefs []string
	var lost []money.Money
	for _, q := range list[:min(mostCauses, len(list))] {
		href := v.link2("/waits/{stage}", a.with("/waits/"+string(q.Stage)))
		rest.Minor -= q.AmountDays.Minor
		names, hrefs, lost = append(names, q.Name), append(hrefs, href), append(lost, q.AmountDays)
		g.Lines = append(g.Lines, ui.Line{ID: string(q.Stage), Cells: []ui.Cell{{Text: q.Name, Href: href}, {Text: q.OwnerName, Soft: true},
			{Text: ui.Number(v.ctx, q.Waiting), Href: v.waitingHref(q), Soft: q.Waiting == 0}, {Text: ui.Money(v.ctx, q.Amount), Soft: q.Waiting == 0},
			{Text: v.partOfAll(q.AmountDays, whole), Soft: true}, {Text: v.euroDays(q.AmountDays), Href: href}}})
	}
	if rest.Minor > 0 {
		g.Totals = append(g.Totals, []string{v.say("web.steer.causes.others"), "", "", "", v.partOfAll(rest, whole), v.euroDays(rest)})
	}
	g.Totals = append(g.Totals, []string{v.say("web.total"), "", "", "", "", v.euroDays(whole)})
	p.Bars = v.barsOf(names, lost, whole, func(i int) string { return hrefs[i] })
	for i := range p.Bars {
		p.Bars[i].Amount += "·" + v.say("ui.d")
	}
	p.Grid, p.Folded = &g, v.say("web.steer.causes.table")
	return p, nil
}

// partOfAll is the share of a sum in percent.
func (v *visit) partOfAll(part, whole money.Money) string {
	return share(v.view.Lang, part.Minor, whole.Minor)
}
