package web

import (
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/invoice"
	"encaisse/o2c/tax"
	"encaisse/web/ui"
)

// taxStates is the return of sales tax by state of the United States: sales,
// taxable or exempt and why, tax, with the documents of the state chosen.
func (v *visit) taxStates() error {
	wrong := refuse.New(refuse.Invalid, "input.invalid")
	in := invoice.Period{From: v.dayOf("from", wrong), To: v.dayOf("to", wrong)}
	if in.From.IsZero() && in.To.IsZero() {
		in.From, in.To = v.lastMonth()
	} else if in.From.IsZero() {
		in.From = in.To.MonthStart()
	} else if in.To.IsZero() {
		in.To = in.From.MonthEnd()
	}
	b := board{Head: ui.Heading{Title: v.say("web.books.states"), Sub: v.spanOf(in.From, in.To)}, Path: "/tax/states", Fields: []ui.Input{{Name: "from", Label: v.say("web.filter.from"), Kind: "date", Value: in.From.String()}, {Name: "to", Label: v.say("web.books.to"), Kind: "date", Value: in.To.String()}}}
	if err := refusedFields(wrong); err != nil {
		return v.board(b, err)
	}
	out, err := ask(v, app.DeclareStates, in)
	if err != nil {
		return v.board(b, err)
	}
	if v.asFile() {
		return v.statesFile(out)
	}
	if len(out.States) == 0 {
		b.Parts = []part{{ID: "h-states", Title: v.say("web.books.states"), Empty: &ui.EmptyPage{Kind: ui.NoResult, Title: v.say("web.books.states.none"), Text: v.say("web.books.states.none.why")}}}
		return v.board(b, nil)
	}
	b.Figures = []ui.Figure{v.moneyFigure(v.say("web.books.tax.due"), v.say("web.books.tax.due.note"), out.Tax)}
	b.Figures[0].Href = "#h-states"
	chosen := max(0, slices.IndexFunc(out.States, func(s invoice.StateSales) bool { return s.State == v.r.URL.Query().Get("state") }))
	b.Parts = append([]part{v.statesPart(out)}, v.stateParts(out.States[chosen])...)
	return v.board(b, nil)
}

// certified is what a state did not tax since the customer has a certificate.
func certified(s invoice.StateSales) money.Money {
	sum := money.Amount(0).In(s.Sales.Currency)
	for _, x := range s.Exempts {
		if x.Reason == tax.ReasonResale || x.Reason == tax.ReasonCertificate {
			sum.Minor += x.Amount.Minor
		}
	}
	return sum
}

// statesPart are the states, each of whose figures leads to what it is made of.
func (v *visit) statesPart(out invoice.StatesOut) part {
	g := ui.Grid{Caption: v.say("web.books.states"), Columns: []ui.Column{{Name: v.say("web.books.col.state"), Grow: true}, {Name: v.say("web.steer.col.documents"), Num: true}, {Name: v.say("web.books.col.sales"), Num: true},
		{Name: v.say("web.books.col.taxable"), Num: true}, {Name: v.say("web.books.col.certified"), Num: true}, {Name: v.say("web.books.col.exempt"), Num: true}, {Name: v.say("web.col.tax"), Num: true, Key: true}}}
	var sales, taxable, by, exempt money.Amount
	for _, s := range out.States {
		c := certified(s)
		other := (s.Exempt.Minor - c.Minor).In(out.Currency)
		sales, taxable, by, exempt = sales+s.Sales.Minor, taxable+s.Taxable.Minor, by+c.Minor, exempt+other.Minor
		here := v.here("state", s.State)
		g.Lines = append(g.Lines, ui.Line{ID: s.State, Cells: []ui.Cell{{Text: strings.TrimPrefix(s.State, "US-"), Href: here + "#h-documents"}, {Text: ui.Number(v.ctx, len(s.Documents)), Soft: true}, {Text: ui.Money(v.ctx, s.Sales), Href: here + "#h-documents"},
			{Text: ui.Money(v.ctx, s.Taxable), Href: here + "#h-rates"}, {Text: ui.Money(v.ctx, c), Href: here + "#h-exempts", Soft: c.Minor == 0}, {Text: ui.Money(v.ctx, other), Href: here + "#h-exempts", Soft: other.Minor == 0}, {Text: ui.Money(v.ctx, s.Tax), Href: here + "#h-documents"}}})
	}
	all := func(a money.Amount) string { return ui.Money(v.ctx, a.In(out.Currency)) }
	g.Totals = [][]string{{v.say("web.total"), "", all(sales), all(taxable), all(by), all(exempt), ui.Money(v.ctx, out.Tax)}}
	return part{ID: "h-states", Title: v.say("web.books.states"), Sub: v.spanOf(out.From, out.To), Grid: &g, Links: v.fileLinks()}
}

// stateParts are what the figures of one state are made of.
func (v *visit) stateParts(s invoice.StateSales) []part {
	name := strings.TrimPrefix(s.State, "US-")
	rates := ui.Grid{Caption: v.say("web.books.tax.rates"), Columns: []ui.Column{{Name: v.say("web.col.rate"), Grow: true}, {Name: v.say("web.col.base"), Num: true}, {Name: v.say("web.col.tax"), Num: true, Key: true}}}
	for _, r := range s.Rates {
		rates.Lines = append(rates.Lines, ui.Line{ID: r.Rate.String(), Cells: []ui.Cell{{Text: ui.Percent(v.ctx, r.Rate)}, {Text: ui.Money(v.ctx, r.Base)}, {Text: ui.Money(v.ctx, r.Tax)}}})
	}
	rates.Totals = [][]string{{v.say("web.total"), ui.Money(v.ctx, s.Taxable), ui.Money(v.ctx, s.Tax)}}
	exempts := ui.Grid{Caption: v.say("web.books.states.exempts"), Columns: []ui.Column{{Name: v.say("web.steer.col.reason"), Grow: true}, {Name: v.say("web.col.amount"), Num: true, Key: true}}}
	for _, x := range s.Exempts {
		exempts.Lines = append(exempts.Lines, ui.Line{ID: x.Reason, Cells: []ui.Cell{{Text: v.exemption(x.Reason)}, {Text: ui.Money(v.ctx, x.Amount)}}})
	}
	exempts.Totals = [][]string{{v.say("web.total"), ui.Money(v.ctx, s.Exempt)}}
	documents := ui.Grid{Caption: v.say("web.steer.documents"), Columns: []ui.Column{{Name: v.say("web.col.number"), Grow: true}, {Name: v.say("web.steer.col.on")}, {Name: v.say("web.steer.col.reason")}, {Name: v.say("web.books.col.sales"), Num: true}, {Name: v.say("web.col.tax"), Num: true, Key: true}}}
	for _, d := range s.Documents {
		documents.Lines = append(documents.Lines, ui.Line{ID: d.Number + d.Why, Cells: []ui.Cell{{Text: d.Number, Href: v.invoiceLink(d.Number)}, {Text: ui.Day(v.ctx, d.On), Soft: true}, {Text: v.say("web.books.tax.why." + d.Why), Soft: true}, {Text: ui.Money(v.ctx, d.Base)}, {Text: ui.Money(v.ctx, d.Tax)}}})
	}
	documents.Totals = [][]string{{v.say("web.total_rows", "n", len(s.Documents)), "", "", ui.Money(v.ctx, s.Sales), ui.Money(v.ctx, s.Tax)}}
	p := part{ID: "h-documents", Title: v.say("web.steer.documents"), Sub: name, Grid: &documents}
	p.Pager = v.sheeted(&documents)
	return []part{{ID: "h-rates", Title: v.say("web.books.tax.rates"), Sub: name, Half: true, Grid: &rates}, {ID: "h-exempts", Title: v.say("web.books.states.exempts"), Sub: name, Half: true, Grid: &exempts}, p}
}

// exemption is why a sale bore no sales tax.
func (v *visit) exemption(reason string) string {
	if key := "web.books.exempt." + reason; sentences.Has(key) {
		return v.say(key)
	}
	return v.say("web.books.exempt")
}

func (v *visit) statesFile(out invoice.StatesOut) error {
	headers := []string{v.say("web.books.col.state"), v.say("web.books.col.sales"), v.say("web.books.col.taxable"), v.say("web.books.col.certified"), v.say("web.books.col.exempt"), v.say("web.col.tax"), v.say("web.col.currency")}
	var rows [][]any
	for _, s := range out.States {
		c := certified(s)
		rows = append(rows, []any{strings.TrimPrefix(s.State, "US-"), s.Sales, s.Taxable, c, (s.Exempt.Minor - c.Minor).In(out.Currency), s.Tax, out.Currency})
	}
	return v.tableFile("sales-tax-"+out.From.String()+"-"+out.To.String(), v.say("web.books.states"), headers, rows)
}
