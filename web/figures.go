package web

import (
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/stat"
	"encaisse/o2c/insight"
	"encaisse/web/ui"
)

// families are the figures by what they are about, in their order.
var families = []struct {
	name string
	keys []string
}{
	{"owed", []string{"dso", "dso_best_possible", "days_delinquent", "collection_effectiveness", "current_share", "receivables_turnover", "collection_period", "days_to_pay", "cost_of_late_payment", "bad_debt"}},
	{"orders", []string{"touchless_orders", "on_time_in_full", "lines_on_time_in_full", "perfect_order", "order_cycle_median", "order_cycle_p90", "order_to_cash_median", "order_to_cash_p90"}},
	{"billing", []string{"billing_lag_median", "billing_lag_p90", "first_time_right", "dispute_rate_count", "dispute_rate_amount", "deductions"}},
	{"cash", []string{"auto_match_count", "auto_match_amount", "unapplied_cash_age", "promise_kept_count", "promise_kept_amount", "reminder_effect", "reminder_effect_1", "reminder_effect_2", "reminder_effect_3",
		"reminder_effect_4", "reminder_effect_5", "reminder_effect_6"}},
}

func (a asking) asOf() insight.AsOf { return insight.AsOf{Day: a.day, Known: a.known} }

func (a asking) kpis() insight.KPIsIn {
	return insight.KPIsIn{AsOf: a.asOf(), Days: a.days, Customer: a.customer, Group: a.group}
}

func (a asking) dso() insight.DSOIn {
	return insight.DSOIn{AsOf: a.asOf(), Days: a.days, Customer: a.customer, Group: a.group}
}

// figures is where the company stands: every figure leads to its documents.
func (v *visit) figures() error {
	a, fields, wrong := v.asking("as_of", "days", "customer", "group")
	b := board{Head: ui.Heading{Title: v.say("web.steer.figures")}, Path: "/figures", Fields: fields}
	if wrong != nil {
		return v.board(b, wrong)
	}
	out, err := ask(v, app.ListKPIs, a.kpis())
	if err != nil {
		return v.board(b, err)
	}
	b.Head.Sub = v.say("web.steer.span", "from", ui.Day(v.ctx, out.From), "to", ui.Day(v.ctx, out.To), "entity", v.entity().Name)
	by := map[string]insight.KPI{}
	for _, k := range out.KPIs {
		by[k.Key] = k
	}
	for _, key := range []string{"dso", "collection_effectiveness", "touchless_orders"} {
		b.Figures = append(b.Figures, v.kpiFigure(a, by[key], out.Currency))
	}
	if best := by["dso_best_possible"]; best.Value != "n/a" {
		b.Figures[0].Note = v.say("web.steer.best", "n", ui.Number(v.ctx, best.Value)) // what it could be if all paid in time
	}
	if v.opens("/approvals") {
		waiting, err := approvalsWaiting(v)
		if err != nil {
			return v.board(b, err)
		}
		b.Figures = append(b.Figures, ui.Figure{Name: v.say("web.waits.approvals"), Whole: ui.Number(v.ctx, waiting.n), Note: v.say("web.steer.approvals"), Href: "/approvals"})
	}
	if b.Parts, err = v.figureParts(a, &b); err != nil {
		return v.board(b, err)
	}
	for _, f := range families {
		b.Parts = append(b.Parts, v.family(a, f.name, f.keys, by, out.Currency))
	}
	return v.board(b, nil)
}

// figureParts are what is drawn, what a decision needs first (quality.md 8): the
// causes of delay and what is owed by age, the DSO over the year and what will
// come in, then what is not applied.
func (v *visit) figureParts(a asking, b *board) (parts []part, err error) {
	if v.may(app.ListWaits.Entry) && a.group == "" { // what waits is not told by group
		causes, err := v.causesPart(a)
		if err != nil {
			return nil, err
		}
		parts = append(parts, causes)
	}
	if v.may(app.ShowAging.Entry) {
		ages, err := ask(v, app.ShowAging, insight.AgesIn{AsOf: a.asOf(), Customer: a.customer, Group: a.group})
		if err != nil {
			return nil, err
		}
		bars := v.ages(ages.Buckets, ages.Total)
		for i, x := range ages.Buckets {
			bars[i].Href = v.link2("/aging/documents", a.with("/aging/documents", "days", "", "bucket", x.Key))
		}
		parts = append(parts, part{ID: "h-ages", Title: v.say("web.by_age"), Sub: v.say("web.steer.sum", "amount", ages.Total), Half: true, Bars: bars})
	}
	if v.may(app.ShowTrend.Entry) {
		trend, err := ask(v, app.ShowTrend, insight.TrendIn{DSOIn: a.dso()})
		if err != nil {
			return nil, err
		}
		dso, err := ask(v, app.ShowDSO, a.dso())
		if err != nil {
			return nil, err
		}
		if said := v.aim(dso.Target); said != "" {
			b.Figures[0].Note = said + ", " + b.Figures[0].Note
		}
		back := v.daysFigure(dso.CountBack)
		back.Name, back.Note, back.Href = v.say("web.count_back"), v.say("web.count_back_how"), a.with("/figures/"+countBack)
		b.Figures = slices.Insert(b.Figures, 1, back)
		parts = append(parts, v.trendPart(a, trend))
	}
	if v.may(app.ShowForecast.Entry) {
		forecast, err := ask(v, app.ShowForecast, insight.ForecastIn{AsOf: a.asOf(), Customer: a.customer, Group: a.group})
		if err != nil {
			return nil, err
		}
		parts = append(parts, v.comingPart(a, forecast))
	}
	if v.may(app.ListUnused.Entry) {
		unused, err := ask(v, app.ListUnused, insight.UnappliedIn{AsOf: a.asOf(), Customer: a.customer, Group: a.group})
		if err != nil {
			return nil, err
		}
		parts = append(parts, part{ID: "h-unapplied", Title: v.say("web.steer.unapplied"), Sub: v.say("web.steer.sum", "amount", unused.Total), Half: true, Bars: v.unappliedBars(a, unused)})
	}
	return parts, nil
}

func (v *visit) trendPart(a asking, t insight.TrendOut) part {
	names, values, known, figures := make([]string, len(t.Points)), make([]int64, len(t.Points)), make([]bool, len(t.Points)), make([]string, len(t.Points))
	g := ui.Grid{Plain: true, Caption: v.say("web.steer.trend"), Columns: []ui.Column{{Name: v.say("web.steer.col.on"), Grow: true}, {Name: v.say("web.receivables"), Num: true}, {Name: v.say("web.steer.col.sales"), Num: true}, {Name: v.say("web.dso"), Num: true, Key: true}}}
	for i, p := range t.Points {
		names[i] = v.shortDay(p.On, i == len(t.Points)-1)
		values[i], known[i] = tenths(p.DSO)
		if figures[i] = ui.Number(v.ctx, p.DSO); p.DSO == "n/a" {
			figures[i] = v.say("ui.none")
		}
		href := a.with("/figures/dso", "as_of", p.On.String())
		g.Lines = append(g.Lines, ui.Line{ID: p.On.String(), Cells: []ui.Cell{{Text: ui.Day(v.ctx, p.On)}, {Text: ui.Money(v.ctx, p.Receivables)}, {Text: ui.Money(v.ctx, p.Sales)}, {Text: figures[i], Href: href}}})
	}
	slices.Reverse(g.Lines)
	first, last := t.Points[0], t.Points[len(t.Points)-1]
	c := ui.Curve(v.say("web.steer.trend.point", "from", figures[0], "on", ui.Day(v.ctx, first.On), "to", figures[len(figures)-1], "day", ui.Day(v.ctx, last.On)), names, values, known, figures)
	p := part{ID: "h-trend", Title: v.say("web.steer.trend"), Sub: v.say("web.dso_how"), Half: true, Low: true, Chart: &c, Grid: &g, Folded: v.say("web.steer.as_table")}
	if href := v.link("/dso"); href != "" && a.customer == "" && a.group == "" {
		p.Sub, p.SubHref = v.say("web.steer.moved"), href
	}
	return p
}

// shortDay is the month of an end of month, the day itself for the last point.
func (v *visit) shortDay(d day.Day, whole bool) string {
	text := ui.Day(v.ctx, d)
	words := strings.Split(text, "\u00a0")
	if len(words) != 3 {
		return text
	}
	if whole {
		return words[0] + "\u00a0" + words[1]
	}
	return words[1]
}

// tenths is a figure of days in tenths, for a drawing.
func tenths(text string) (int64, bool) {
	whole, rest, _ := strings.Cut(text, ".")
	if text == "n/a" || len(rest) > 1 {
		return 0, false
	}
	n := int64(atoi(strings.TrimPrefix(whole, "-")))*10 + int64(atoi(rest))
	if strings.HasPrefix(whole, "-") {
		n = -n
	}
	return n, true
}

// family is a table of figures that belong together.
func (v *visit) family(a asking, name string, keys []string, by map[string]insight.KPI, c money.Currency) part {
	g := ui.Grid{Caption: v.say("web.steer.family." + name), Columns: []ui.Column{{Name: v.say("web.steer.col.figure"), Grow: true}, {Name: v.say("web.steer.col.numerator"), Num: true}, {Name: v.say("web.steer.col.denominator"), Num: true},
		{Name: v.say("web.steer.col.documents"), Num: true}, {Name: v.say("web.steer.col.value"), Num: true, Key: true}}}
	for _, key := range keys {
		k, ok := by[key]
		if !ok || k.Documents == 0 && strings.HasPrefix(key, "reminder_effect_") {
			continue // a level that nobody was reminded at
		}
		href := a.with("/figures/" + key)
		g.Lines = append(g.Lines, ui.Line{ID: key, Cells: []ui.Cell{{Text: k.Name, Small: k.Formula, Href: href}, {Text: v.kpiSide(k, k.Numerator, c)}, {Text: v.kpiSide(k, k.Denominator, c)},
			{Text: ui.Number(v.ctx, k.Documents), Soft: true}, {Text: v.kpiValue(k, c), Href: href}}})
	}
	return part{ID: "h-" + name, Title: v.say("web.steer.family." + name), Grid: &g}
}

func (v *visit) kpiFigure(a asking, k insight.KPI, c money.Currency) ui.Figure {
	f := ui.Figure{Whole: v.kpiValue(k, c)}
	if k.Unit == insight.Days {
		f = v.daysFigure(k.Value)
	}
	f.Name, f.Note, f.Href = k.Name, v.say("web.steer.n_documents", "n", k.Documents), a.with("/figures/"+k.Key)
	return f
}

// daysFigure is a figure in days.
func (v *visit) daysFigure(n string) ui.Figure {
	if n == "n/a" {
		return ui.Figure{Whole: v.say("ui.none")}
	}
	return ui.Figure{Whole: ui.Number(v.ctx, n), Rest: "\u00a0" + v.say("web.days")}
}

// kpiValue is a figure in its unit.
func (v *visit) kpiValue(k insight.KPI, c money.Currency) string {
	if k.Value == "n/a" {
		return v.say("ui.none")
	}
	switch k.Unit {
	case insight.Percent:
		return ui.Percent(v.ctx, k.Value)
	case insight.Times:
		return v.say("web.steer.times", "n", ui.Number(v.ctx, k.Value))
	case insight.Amounts:
		return v.inMoney(k.Value, c)
	}
	return ui.Number(v.ctx, k.Value) + "\u00a0" + v.say("ui.d")
}

// kpiSide is one side of a figure: an amount, an amount times days, a count.
func (v *visit) kpiSide(k insight.KPI, text string, c money.Currency) string {
	switch {
	case text == "" || text == "0" && k.CountedIn == insight.Days || zero(text) && k.CountedIn == insight.MoneyDays:
		return ""
	case k.CountedIn == insight.Amounts:
		return v.inMoney(text, c)
	case k.CountedIn == insight.MoneyDays:
		return v.inMoney(text, c) + "\u00a0×\u00a0" + v.say("ui.d")
	case k.CountedIn == insight.Days:
		return ui.Number(v.ctx, text) + "\u00a0" + v.say("ui.d")
	}
	return ui.Number(v.ctx, text)
}

// inMoney writes an amount that came as a text.
func (v *visit) inMoney(text string, c money.Currency) string {
	var m money.Money
	if err := m.UnmarshalText([]byte(text + " " + string(c))); err != nil {
		return text
	}
	return ui.Money(v.ctx, m)
}

// barsOf are amounts with bars as long as the largest of them.
func (v *visit) barsOf(names []string, amounts []money.Money, total money.Money, href func(int) string) (bars []ui.Bar) {
	var most money.Amount
	for _, m := range amounts {
		most = max(most, m.Minor.Abs())
	}
	for i, m := range amounts {
		b := ui.Bar{Text: names[i], Amount: ui.Money(v.ctx, m), Share: share(v.view.Lang, m.Minor, total.Minor), Width: "0", Href: href(i)}
		if width, ok := (stat.Ratio{Num: int64(m.Minor.Abs()), Den: int64(most)}).Times(100, 2); ok {
			b.Width = width
		}
		bars = append(bars, b)
	}
	return bars
}
