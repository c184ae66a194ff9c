package web

import (
	"cmp"
	"fmt"
	"strings"

	"encaisse/app"
	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/o2c/insight"
	"encaisse/web/ui"
)

// forecast is the money expected week by week, with the documents of one week.
func (v *visit) forecast() error {
	a, fields, wrong := v.asking("as_of", "customer", "group")
	b := board{Head: ui.Heading{Title: v.say("web.steer.forecast")}, Path: "/forecast", Fields: fields}
	if wrong != nil {
		return v.board(b, wrong)
	}
	out, err := ask(v, app.ShowForecast, insight.ForecastIn{AsOf: a.asOf(), Customer: a.customer, Group: a.group})
	if err != nil {
		return v.board(b, err)
	}
	b.Head.Sub = v.say("web.steer.forecast.sub", "day", ui.Day(v.ctx, out.AsOf))
	week := v.r.URL.Query().Get("week")
	href := func(key string) string { return a.with("/forecast", "days", "", "week", key) + "#h-documents" }
	weeks, sum := v.weekRows(out, href)
	month := money.Amount(0).In(out.Currency)
	for _, w := range out.Weeks[:4] {
		month.Minor += w.Total.Minor
	}
	b.Figures = []ui.Figure{v.moneyFigure(v.say("web.steer.in_4"), v.say("web.steer.in_4.note"), month), v.moneyFigure(v.say("web.steer.in_13"), v.say("web.steer.in_13.note"), sum),
		v.moneyFigure(v.say("web.steer.risk"), v.say("web.steer.risk.note"), out.Risk.Total), v.moneyFigure(v.say("web.receivables"), v.say("web.net"), out.Total)}
	b.Figures[2].Href = href("risk")
	c := v.forecastChart(out, sum)
	b.Parts = []part{{ID: "h-weeks", Title: v.say("web.steer.weeks"), Sub: v.say("web.steer.weeks.sub"), Said: v.say("web.steer.forecast.how"), Chart: &c, Grid: &weeks}, v.weekDocuments(out, week)}
	return v.board(b, nil)
}

// comingPart is what the next weeks bring, small, for the board of figures.
func (v *visit) comingPart(a asking, out insight.ForecastOut) part {
	weeks, sum := v.weekRows(out, func(key string) string { return a.with("/forecast", "days", "", "week", key) + "#h-documents" })
	c := v.forecastChart(out, sum)
	c.Legend = nil // the table names its columns
	return part{ID: "h-forecast", Title: v.say("web.steer.forecast"), Sub: v.say("web.steer.forecast.13", "amount", sum), SubHref: v.link2("/forecast", a.with("/forecast", "days", "")), Half: true, Low: true, Chart: &c, Grid: &weeks, Folded: v.say("web.steer.as_table")}
}

func (v *visit) forecastChart(out insight.ForecastOut, sum money.Money) ui.Chart {
	var names []string
	var sides [3][]int64
	for _, w := range out.Weeks {
		names = append(names, ui.ShortDay(v.ctx, w.From))
		for i, x := range []money.Money{w.Promised, w.Usual, w.Late} {
			sides[i] = append(sides[i], int64(x.Minor))
		}
	}
	return ui.Columns(v.say("web.steer.forecast.point", "amount", sum), names, []ui.Series{{Class: "s1", Name: v.say("web.steer.why.promised"), Values: sides[0]}, {Class: "s2", Name: v.say("web.steer.why.usual"), Values: sides[1]},
		{Class: "s3", Name: v.say("web.steer.why.late"), Values: sides[2]}})
}

// weekRows are the weeks, and what has none: together they are what is owed.
func (v *visit) weekRows(out insight.ForecastOut, href func(string) string) (ui.Grid, money.Money) {
	g := ui.Grid{Caption: v.say("web.steer.weeks"), Columns: []ui.Column{{Name: v.say("web.steer.col.week"), Grow: true}, {Name: v.say("web.steer.why.promised"), Num: true}, {Name: v.say("web.steer.why.usual"), Num: true}, {Name: v.say("web.steer.why.late"), Num: true}, {Name: v.say("web.total"), Num: true, Key: true}}}
	sum := money.Amount(0).In(out.Currency)
	add := func(key, name string, w insight.ForecastWeek) {
		soft := func(m money.Money) ui.Cell {
			if m.Minor == 0 {
				return ui.Cell{}
			}
			return ui.Cell{Text: ui.Money(v.ctx, m)}
		}
		cells := []ui.Cell{{Text: name, Href: href(key)}, soft(w.Promised), soft(w.Usual), soft(w.Late), {Text: ui.Money(v.ctx, w.Total), Href: href(key)}}
		if w.Total.Minor == 0 {
			cells = []ui.Cell{{Text: name, Soft: true}, {}, {}, {}, {Text: ui.Money(v.ctx, w.Total), Soft: true}}
		}
		g.Lines = append(g.Lines, ui.Line{ID: key, Cells: cells})
	}
	for i, w := range out.Weeks {
		add(fmt.Sprint(i+1), v.say("web.steer.from_to", "from", ui.Day(v.ctx, w.From), "to", ui.Day(v.ctx, w.To)), w)
		sum.Minor += w.Total.Minor
	}
	add("beyond", v.say("web.steer.beyond"), out.Beyond)
	add("risk", v.say("web.steer.risk"), out.Risk)
	if out.Credit.Minor != 0 {
		g.Lines = append(g.Lines, ui.Line{ID: "credit", Cells: []ui.Cell{{Text: v.say("web.steer.credit"), Href: v.link("/unapplied")}, {}, {}, {}, {Text: ui.Money(v.ctx, out.Credit)}}})
	}
	g.Totals = [][]string{{v.say("web.receivables"), "", "", "", ui.Money(v.ctx, out.Total)}}
	return g, sum
}

// weekDocuments are the documents of the week that the address asks for.
func (v *visit) weekDocuments(out insight.ForecastOut, week string) part {
	w, name := out.Weeks[0], ""
	switch n := atoi(strings.Trim(week, "abcdefghijklmnopqrstuvwxyz-")); {
	case week == "beyond":
		w, name = out.Beyond, v.say("web.steer.beyond")
	case week == "risk":
		w, name = out.Risk, v.say("web.steer.risk")
	case n >= 1 && n <= len(out.Weeks):
		w = out.Weeks[n-1]
	}
	if name == "" {
		name = v.say("web.steer.from_to", "from", ui.Day(v.ctx, w.From), "to", ui.Day(v.ctx, w.To))
	}
	g := ui.Grid{Caption: v.say("web.steer.documents"), Columns: []ui.Column{{Name: v.say("web.col.number"), Grow: true}, {Name: v.say("web.col.customer")}, {Name: v.say("web.col.due")}, {Name: v.say("web.steer.col.expected")}, {Name: v.say("web.steer.col.reason")}, {Name: v.say("web.steer.col.amount"), Num: true, Key: true}}}
	for n, d := range w.Documents {
		g.Lines = append(g.Lines, ui.Line{ID: fmt.Sprint(d.Number, n), Cells: []ui.Cell{{Text: d.Number, Href: v.invoiceLink(d.Number)}, {Text: d.Customer, Href: v.link2("/customers/{id}", "/customers/"+escape(d.Customer))}, {Text: ui.Day(v.ctx, d.DueOn), Soft: true}, {Text: v.dayOr(d.On)},
			{Text: v.say("web.steer.why." + d.Why), Soft: true}, {Text: ui.Money(v.ctx, d.Amount)}}})
	}
	g.Totals = [][]string{{v.say("web.total_rows", "n", len(g.Lines)), "", "", "", "", ui.Money(v.ctx, w.Total)}}
	p := part{ID: "h-documents", Title: v.say("web.steer.documents"), Sub: name}
	if len(g.Lines) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.NoResult, Title: v.say("web.steer.nothing"), Text: v.say("web.steer.no_week")}
		return p
	}
	p.Pager = v.sheeted(&g)
	p.Grid = &g
	return p
}

// unappliedBars are what is not applied by its age.
func (v *visit) unappliedBars(a asking, out insight.UnappliedOut) []ui.Bar {
	var names []string
	var amounts []money.Money
	for _, x := range out.Buckets {
		names, amounts = append(names, x.Name), append(amounts, x.Amount)
	}
	return v.barsOf(names, amounts, out.Total, func(i int) string { return a.with("/unapplied", "days", "", "age", out.Buckets[i].Key) })
}

// unapplied is the money on account by age, with its documents.
func (v *visit) unapplied() error {
	a, fields, wrong := v.asking("as_of", "customer", "group")
	b := board{Head: ui.Heading{Title: v.say("web.steer.unapplied")}, Path: "/unapplied", Fields: fields}
	if wrong != nil {
		return v.board(b, wrong)
	}
	out, err := ask(v, app.ListUnused, insight.UnappliedIn{AsOf: a.asOf(), Customer: a.customer, Group: a.group})
	if err != nil {
		return v.board(b, err)
	}
	b.Head.Sub = v.say("web.on_day", "day", ui.Day(v.ctx, out.AsOf))
	b.Figures = []ui.Figure{v.moneyFigure(v.say("web.total"), v.say("web.steer.unapplied.note"), out.Total), v.moneyFigure(v.say("web.steer.of_customers"), v.say("web.steer.of_customers.note"), out.Customers), v.moneyFigure(v.say("web.steer.unidentified"), v.say("web.steer.unidentified.note"), out.Unidentified)}
	if v.opens("/apply") {
		b.Buttons = []actionLink{{"/apply", "bank", v.say("web.apply")}}
	}
	if v.asFile() {
		return v.unappliedFile(out, v.r.URL.Query().Get("age"))
	}
	age := v.r.URL.Query().Get("age")
	g := ui.Grid{Caption: v.say("web.steer.documents"), Columns: []ui.Column{{Name: v.say("web.col.customer"), Grow: true}, {Name: v.say("web.steer.col.document")}, {Name: v.say("web.col.received_on")}, {Name: v.say("web.steer.col.age"), Num: true}, {Name: v.say("web.steer.col.amount"), Num: true}, {Name: v.say("web.col.unapplied"), Num: true, Key: true}}}
	sum, name := money.Amount(0).In(out.Currency), v.say("web.steer.all_ages")
	for _, x := range out.Buckets {
		if age != "" && x.Key != age {
			continue
		}
		if age != "" {
			name = x.Name
		}
		for n, d := range x.Documents {
			sum.Minor += d.Home.Minor
			left := ui.Cell{Text: ui.Money(v.ctx, d.Home)}
			if d.Unapplied.Currency != d.Home.Currency {
				left.Small = ui.Money(v.ctx, d.Unapplied)
			}
			href := v.invoiceLink(d.Number)
			if d.ID != "" {
				href = v.record("payment", d.ID)
			}
			who := ui.Cell{Text: d.Name, Small: d.Customer, Href: v.link2("/customers/{id}", "/customers/"+escape(d.Customer))}
			if d.Customer == "" {
				who = ui.Cell{Text: v.say("web.unknown_payer", "name", d.Name)}
			}
			text := d.Number
			if text == "" {
				text = v.say("object.payment")
			}
			g.Lines = append(g.Lines, ui.Line{ID: fmt.Sprint(x.Key, n), Cells: []ui.Cell{who, {Text: text, Href: href}, {Text: ui.Day(v.ctx, d.ReceivedOn), Soft: true}, {Text: ui.Days(v.ctx, d.Age)}, {Text: ui.Money(v.ctx, d.Amount), Soft: true}, left}})
		}
	}
	g.Totals = [][]string{{v.say("web.total_rows", "n", len(g.Lines)), "", "", "", "", ui.Money(v.ctx, sum)}}
	documents := part{ID: "h-documents", Title: v.say("web.steer.documents"), Sub: name}
	if len(g.Lines) == 0 {
		documents.Empty = &ui.EmptyPage{Kind: ui.Done, Title: v.say("web.empty.apply"), Text: v.say("web.empty.apply.why")}
	} else {
		documents.Pager = v.sheeted(&g)
		documents.Grid, documents.Links = &g, v.fileLinks()
	}
	b.Parts = []part{{ID: "h-unapplied", Title: v.say("web.steer.by_age"), Bars: v.unappliedBars(a, out)}, documents}
	return v.board(b, nil)
}

// unappliedFile are the documents of the page as a file.
func (v *visit) unappliedFile(out insight.UnappliedOut, age string) error {
	headers := []string{v.say("web.col.customer"), v.say("web.col.name"), v.say("web.steer.col.document"), v.say("web.col.received_on"), v.say("web.steer.col.age"), v.say("web.steer.col.amount"), v.say("web.col.unapplied"), v.say("web.col.currency"),
		words.Labelled(v.view.Lang, v.say("web.col.unapplied"), string(out.Currency))}
	var rows [][]any
	for _, x := range out.Buckets {
		if age != "" && x.Key != age {
			continue
		}
		for _, d := range x.Documents {
			rows = append(rows, []any{d.Customer, d.Name, cmp.Or(d.Number, v.say("object.payment")), d.ReceivedOn, d.Age, d.Amount, d.Unapplied, d.Unapplied.Currency, d.Home})
		}
	}
	return v.tableFile("unapplied-"+out.AsOf.String(), v.say("web.steer.unapplied"), headers, rows)
}
