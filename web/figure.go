package web

import (
	"cmp"
	"fmt"
	"strings"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/stat"
	"encaisse/o2c/insight"
	"encaisse/web/ui"
)

// countBack is the figure that is no quotient: sales are counted back.
const countBack = "dso_count_back"

// whyFigure says why a figure is what it is: its formula, what it was before, and
// the documents whose sum it is.
func (v *visit) whyFigure() error {
	key := v.r.PathValue("key")
	a, fields, wrong := v.asking("as_of", "days", "customer", "group")
	b := board{Head: ui.Heading{Title: v.say("web.steer.why"), Crumbs: []ui.Link{{Href: a.with("/figures"), Text: v.say("web.steer.figures")}}}, Path: "/figures/" + escape(key), Fields: fields}
	if wrong != nil {
		return v.board(b, wrong)
	}
	if key == countBack {
		return v.countedBack(a, b)
	}
	in := insight.KPIIn{Key: key, KPIsIn: a.kpis()}
	out, err := ask(v, app.ShowKPI, in)
	if err != nil {
		return v.board(b, err)
	}
	c := v.entity().Currency
	before := in
	before.AsOf.Day = out.From.AddDays(-1)
	was, err := ask(v, app.ShowKPI, before)
	if err != nil {
		return v.board(b, err)
	}
	b.Head.Title, b.Head.Sub = out.Name, v.say("web.steer.formula", "formula", out.Formula)
	b.Figures = []ui.Figure{{Name: v.say("web.steer.now", "day", ui.Day(v.ctx, out.To)), Whole: v.kpiValue(out.KPI, c), Note: v.say("web.steer.from_to", "from", ui.Day(v.ctx, out.From), "to", ui.Day(v.ctx, out.To))},
		{Name: v.say("web.steer.before", "day", ui.Day(v.ctx, was.To)), Whole: v.kpiValue(was.KPI, c), Note: v.say("web.steer.from_to", "from", ui.Day(v.ctx, was.From), "to", ui.Day(v.ctx, was.To)), Href: a.with("/figures/"+key, "as_of", was.To.String())}}
	if out.CountedIn != insight.Days {
		b.Figures = append(b.Figures, ui.Figure{Name: v.say("web.steer.col.numerator"), Whole: v.kpiSide(out.KPI, out.Numerator, c), Href: "#h-documents"}, ui.Figure{Name: v.say("web.steer.col.denominator"), Whole: v.kpiSide(out.KPI, out.Denominator, c), Href: "#h-documents"})
	}
	if key == "dso" {
		if err := v.aimed(a, &b); err != nil {
			return v.board(b, err)
		}
	}
	if key == "dso" && a.customer == "" && a.group == "" && v.may(app.ShowDSOBridge.Entry) {
		p, err := v.changePart(a, out.From.AddDays(-1))
		if err != nil {
			return v.board(b, err)
		}
		b.Parts = append(b.Parts, p)
	}
	b.Parts = append(b.Parts, v.counted(out, c))
	return v.board(b, nil)
}

// changePart says by cause what made the DSO move; by customer it stands on a page
// of its own. It is of all customers.
func (v *visit) changePart(a asking, since day.Day) (part, error) {
	out, err := ask(v, app.ShowDSOBridge, insight.BridgeIn{AsOf: a.asOf(), From: since, Days: a.days})
	if err != nil {
		return part{}, err
	}
	p := part{ID: "h-change", Title: v.say("web.steer.change")}
	if len(out.Causes) == 0 {
		p.Said = v.say("web.bridge.none")
		return p, nil
	}
	p.Sub = v.say("web.bridge.sub", "before", ui.Number(v.ctx, out.Before), "after", ui.Number(v.ctx, out.After), "change", v.moved(out.Change))
	names, values := make([]string, len(out.Causes)), make([]int64, len(out.Causes))
	for i, c := range out.Causes {
		change, err := money.ParseDecimal(c.Change)
		if err != nil {
			return p, err
		}
		names[i], values[i] = v.say("dso_cause."+c.Cause), int64(change)
	}
	chart := ui.Columns(v.say("web.steer.change.point", "days", v.moved(out.Change)), names, []ui.Series{{Class: "s2", Values: values}})
	g := v.bridgeCauses(out)
	p.Chart, p.Grid = &chart, &g
	p.Links = []actionLink{{"/dso?" + bridgeOf(out).Encode(), "right", v.say("web.bridge.by_customer")}}
	return p, nil
}

// counted are the documents of a figure: a month a column of the chart, a
// document a row of the table, whose sums are its two sides.
func (v *visit) counted(out insight.KPIOut, c money.Currency) part {
	p := part{ID: "h-documents", Title: v.say("web.steer.documents"), Sub: v.say("web.steer.n_documents", "n", out.Documents)}
	two := out.CountedIn != insight.Days && out.Key != "cost_of_late_payment"
	g := ui.Grid{Caption: p.Title, Columns: []ui.Column{{Name: v.say("web.col.number"), Grow: true}, {Name: v.say("web.steer.col.on")}, {Name: v.say("web.steer.col.reason")}}}
	if two {
		g.Columns = append(g.Columns, ui.Column{Name: v.say("web.steer.col.denominator"), Num: true})
	}
	g.Columns = append(g.Columns, ui.Column{Name: v.say("web.steer.col.numerator"), Num: true, Key: true})
	why := false
	for n, d := range out.Counted {
		reason := d.Why
		if sayable := "web.enum." + d.Why; sentences.Has(sayable) {
			reason = v.say(sayable)
		} else if sayable := "state." + d.Why; sentences.Has(sayable) {
			reason = v.say(sayable)
		}
		why = why || reason != ""
		line := ui.Line{ID: fmt.Sprint(d.Number, n), Cells: []ui.Cell{{Text: v.numberOfDocument(d), Small: other(out.KPI, d.Currency, c), Href: v.countedHref(d)}, {Text: ui.Day(v.ctx, d.On), Soft: true}, {Text: reason}}}
		if two {
			line.Cells = append(line.Cells, v.sideOf(out.KPI, d.Denominator, c, d.OwnDenominator, d.Currency))
		}
		g.Lines = append(g.Lines, ui.Line{ID: line.ID, Cells: append(line.Cells, v.sideOf(out.KPI, d.Numerator, c, d.OwnNumerator, d.Currency))})
	}
	total := []string{v.say("web.total_rows", "n", len(g.Lines)), "", ""}
	if two {
		total = append(total, v.kpiSide(out.KPI, out.Denominator, c))
	}
	g.Totals = [][]string{append(total, v.kpiSide(out.KPI, out.Numerator, c))}
	if !why {
		drop(&g, 2)
	}
	if len(g.Lines) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.NoResult, Title: v.say("web.steer.nothing"), Text: v.say("web.steer.nothing.why"), Href: v.here("days", "365"), Label: v.say("web.steer.year")}
		return p
	}
	p.Chart = v.byMonth(out)
	p.Pager = v.sheeted(&g)
	p.Grid = &g
	return p
}

// sideOf is what a document adds to a side: nothing is left empty, but a count
// and a duration may be none. An amount in another currency is under it.
func (v *visit) sideOf(k insight.KPI, text string, c money.Currency, own string, in money.Currency) ui.Cell {
	if k.Sums() && zero(text) && zero(own) {
		return ui.Cell{}
	}
	if text == "0" && k.CountedIn == insight.Days {
		return ui.Cell{Text: v.inDays(text)}
	}
	cell := ui.Cell{Text: v.kpiSide(k, text, c), Soft: zero(text)}
	if k.Sums() && in != c {
		cell.Small = v.kpiSide(k, own, in)
	}
	return cell
}

// other names the currency of a document that is not the company's, where no amount
// says it.
func other(k insight.KPI, c, home money.Currency) string {
	if c == home || k.Sums() {
		return ""
	}
	return string(c)
}

func zero(text string) bool { return strings.Trim(text, "0.") == "" }

// drop takes a column out of a grid.
func drop(g *ui.Grid, at int) {
	g.Columns = append(g.Columns[:at:at], g.Columns[at+1:]...)
	for i := range g.Lines {
		g.Lines[i].Cells = append(g.Lines[i].Cells[:at:at], g.Lines[i].Cells[at+1:]...)
	}
	for i := range g.Totals {
		g.Totals[i] = append(g.Totals[i][:at:at], g.Totals[i][at+1:]...)
	}
}

// numberOfDocument is what a document is called: a payment has no number.
func (v *visit) numberOfDocument(d insight.Counted) string {
	switch d.Kind {
	case "payment":
		return v.say("web.payment.in", "day", ui.Day(v.ctx, d.On))
	case "promise":
		return v.say("web.steer.promise", "day", ui.Day(v.ctx, d.On))
	}
	return d.Number
}

func (v *visit) countedHref(d insight.Counted) string {
	if d.Kind == "promise" {
		return v.link("/promises")
	}
	return v.record(d.Kind, d.Number)
}

// byMonth draws how many documents, or how much, fall into each month.
func (v *visit) byMonth(out insight.KPIOut) *ui.Chart {
	if len(out.Counted) == 0 {
		return nil
	}
	var first, last day.Day
	sums := map[day.Day][2]int64{}
	for i, d := range out.Counted {
		m := d.On.MonthStart()
		if i == 0 || m < first {
			first = m
		}
		last = max(last, m)
		s := sums[m]
		s[0], s[1] = s[0]+minorOf(d.Numerator), s[1]+minorOf(d.Denominator)
		sums[m] = s
	}
	if earliest := out.To.MonthStart().AddMonths(-12); first < earliest {
		first = earliest // what is older is in the table
	}
	last = min(last, out.To.MonthStart().AddMonths(6))
	var names []string
	var num, den []int64
	for m := first; m <= last; m = m.AddMonths(1) {
		names = append(names, v.shortDay(m, false))
		num, den = append(num, sums[m][0]), append(den, sums[m][1])
	}
	if len(names) < 2 {
		return nil
	}
	c := ui.Columns(v.say("web.steer.by_month", "name", out.Name), names, []ui.Series{{Class: "s1", Name: v.say("web.steer.col.numerator"), Values: num}, {Class: "s3", Name: v.say("web.steer.col.denominator"), Values: den}})
	return &c
}

// minorOf is a decimal text without its point, for a drawing.
func minorOf(text string) int64 {
	n := int64(atoi(strings.NewReplacer(".", "", "-", "").Replace(text)))
	if strings.HasPrefix(text, "-") {
		return -n
	}
	return n
}

// countedBack is the DSO by exhaustion: sales of months taken off what is owed.
func (v *visit) countedBack(a asking, b board) error {
	out, err := ask(v, app.ShowDSO, a.dso())
	if err != nil {
		return v.board(b, err)
	}
	b.Head.Title, b.Head.Sub = v.say("web.steer.count_back"), v.say("web.steer.formula", "formula", v.say("web.steer.count_back.formula"))
	now := v.daysFigure(out.CountBack)
	now.Name, now.Note = v.say("web.steer.now", "day", ui.Day(v.ctx, out.AsOf)), v.say("web.count_back_how")
	whole, rest := ui.Split(v.ctx, out.Receivables)
	b.Figures = []ui.Figure{now, {Name: v.say("web.receivables"), Whole: whole, Rest: rest, Href: "#h-documents"}}
	g := ui.Grid{Caption: v.say("web.steer.documents"), Columns: []ui.Column{{Name: v.say("web.col.number"), Grow: true}, {Name: v.say("web.col.customer")}, {Name: v.say("web.col.due")}, {Name: v.say("web.col.open"), Num: true, Key: true}}}
	for n, d := range out.Open {
		href := v.invoiceLink(d.Number)
		if d.Payment != "" {
			href = v.link2("/payments/{id}", "/payments/"+escape(d.Payment))
		}
		g.Lines = append(g.Lines, ui.Line{ID: fmt.Sprint(n), Cells: []ui.Cell{{Text: cmp.Or(d.Number, d.Customer, v.say("object.payment")), Href: href}, {Text: d.Customer, Href: v.link2("/customers/{id}", "/customers/"+escape(d.Customer))}, {Text: ui.Day(v.ctx, d.On)}, v.summedOf(d.Amount, d.Own)}})
	}
	g.Totals = [][]string{{v.say("web.total_rows", "n", len(g.Lines)), "", "", ui.Money(v.ctx, out.Receivables)}}
	pager := v.sheeted(&g)
	b.Parts = append(b.Parts, part{ID: "h-documents", Title: v.say("web.steer.documents"), Sub: v.say("web.steer.n_documents", "n", len(out.Open)), Grid: &g, Pager: pager})
	return v.board(b, nil)
}

// partOf is a part of a whole in percent of the height of a drawing.
func partOf(n, of int64) string {
	text, ok := (stat.Ratio{Num: n, Den: of}).Times(100, 2)
	if !ok {
		return "0"
	}
	return text
}
