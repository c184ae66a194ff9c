package web

import (
	"fmt"

	"encaisse/app"
	"encaisse/base/refuse"
	"encaisse/o2c/invoice"
	"encaisse/web/ui"
)

// tax is the declaration of a period: base and tax by rate, with the documents
// that sum to them, against what the books say.
func (v *visit) tax() error {
	wrong := refuse.New(refuse.Invalid, "input.invalid")
	in := invoice.Period{From: v.dayOf("from", wrong), To: v.dayOf("to", wrong)}
	if in.From.IsZero() && in.To.IsZero() {
		in.From, in.To = v.lastMonth()
	} else if in.From.IsZero() {
		in.From = in.To.MonthStart()
	} else if in.To.IsZero() {
		in.To = in.From.MonthEnd()
	}
	b := board{Head: ui.Heading{Title: v.say("web.books.tax"), Sub: v.spanOf(in.From, in.To)}, Path: "/tax", Fields: []ui.Input{{Name: "from", Label: v.say("web.filter.from"), Kind: "date", Value: in.From.String()}, {Name: "to", Label: v.say("web.books.to"), Kind: "date", Value: in.To.String()}}}
	if err := refusedFields(wrong); err != nil {
		return v.board(b, err)
	}
	out, err := ask(v, app.DeclareTax, in)
	if err != nil {
		return v.board(b, err)
	}
	if v.asFile() {
		return v.taxFile(out)
	}
	difference := out.Booked
	difference.Minor -= out.Tax.Minor
	b.Figures = []ui.Figure{v.moneyFigure(v.say("web.books.tax.due"), v.say("web.books.tax.due.note"), out.Tax), v.moneyFigure(v.say("web.books.tax.booked"), v.say("web.books.tax.booked.note"), out.Booked), v.moneyFigure(v.say("web.books.tax.difference"), v.say("web.books.tax.difference.note"), difference)}
	b.Figures[0].Href = "#h-rates"
	if difference.Minor != 0 {
		b.Notices = []notice{{"warn", "warn", v.say("web.books.tax.off", "amount", difference), v.say("web.books.tax.off.why")}}
	}
	g := ui.Grid{Caption: v.say("web.books.tax.rates"), Columns: []ui.Column{{Name: v.say("web.col.rate"), Grow: true}, {Name: v.say("web.steer.col.documents"), Num: true}, {Name: v.say("web.col.base"), Num: true}, {Name: v.say("web.col.tax"), Num: true, Key: true}}}
	chosen := v.r.URL.Query().Get("rate")
	names, taxes := []string{}, []int64{}
	base := difference
	base.Minor = 0
	shown := -1
	for i, r := range out.Rates {
		key := fmt.Sprint(r.Category, "-", r.Code, "-", r.Rate)
		if key == chosen || chosen == "" && i == 0 {
			shown = i
		}
		name := v.rateName(r)
		names, taxes = append(names, name), append(taxes, int64(r.Tax.Minor))
		base.Minor += r.Base.Minor
		href := v.here("rate", key) + "#h-documents"
		g.Lines = append(g.Lines, ui.Line{ID: key, Cells: []ui.Cell{{Text: name, Href: href}, {Text: ui.Number(v.ctx, len(r.Documents)), Soft: true}, {Text: ui.Money(v.ctx, r.Base), Href: href}, {Text: ui.Money(v.ctx, r.Tax), Href: href}}})
	}
	g.Totals = [][]string{{v.say("web.total"), "", ui.Money(v.ctx, base), ui.Money(v.ctx, out.Tax)}}
	p := part{ID: "h-rates", Title: v.say("web.books.tax.rates"), Sub: v.spanOf(out.From, out.To), Grid: &g, Links: v.fileLinks()}
	if shown < 0 {
		p.Grid, p.Links, p.Empty = nil, nil, &ui.EmptyPage{Kind: ui.NoResult, Title: v.say("web.books.tax.none"), Text: v.say("web.books.tax.none.why")}
		b.Parts = []part{p}
		return v.board(b, nil)
	}
	c := ui.Columns(v.say("web.books.tax.point", "amount", out.Tax), names, []ui.Series{{Class: "s2", Values: taxes}})
	p.Chart = &c
	b.Parts = []part{p, v.taxDocuments(out.Rates[shown])}
	return v.board(b, nil)
}

// rateName is a rate of a tax in words: TVA 20 %, exonéré.
func (v *visit) rateName(r invoice.DueRate) string {
	if key := fmt.Sprint("web.books.category.", r.Category); sentences.Has(key) && r.Rate == 0 {
		return v.say(key)
	}
	return fmt.Sprint(v.say("web.books.code."+string(r.Code)), " ", ui.Percent(v.ctx, r.Rate))
}

func (v *visit) taxDocuments(r invoice.DueRate) part {
	g := ui.Grid{Caption: v.say("web.steer.documents"), Columns: []ui.Column{{Name: v.say("web.col.number"), Grow: true}, {Name: v.say("web.steer.col.on")}, {Name: v.say("web.steer.col.reason")}, {Name: v.say("web.col.base"), Num: true}, {Name: v.say("web.col.tax"), Num: true, Key: true}}}
	for n, d := range r.Documents {
		g.Lines = append(g.Lines, ui.Line{ID: fmt.Sprint(d.Number, n), Cells: []ui.Cell{{Text: d.Number, Href: v.invoiceLink(d.Number)}, {Text: ui.Day(v.ctx, d.On), Soft: true}, {Text: v.say("web.books.tax.why." + d.Why), Soft: true}, {Text: ui.Money(v.ctx, d.Base)}, {Text: ui.Money(v.ctx, d.Tax)}}})
	}
	g.Totals = [][]string{{v.say("web.total_rows", "n", len(g.Lines)), "", "", ui.Money(v.ctx, r.Base), ui.Money(v.ctx, r.Tax)}}
	p := part{ID: "h-documents", Title: v.say("web.steer.documents"), Sub: v.rateName(r), Grid: &g}
	p.Pager = v.sheeted(&g)
	return p
}

func (v *visit) taxFile(out invoice.Declaration) error {
	headers := []string{v.say("web.col.rate"), v.say("web.col.number"), v.say("web.steer.col.on"), v.say("web.steer.col.reason"), v.say("web.col.base"), v.say("web.col.tax"), v.say("web.col.currency")}
	var rows [][]any
	for _, r := range out.Rates {
		for _, d := range r.Documents {
			rows = append(rows, []any{v.rateName(r), d.Number, d.On, v.say("web.books.tax.why." + d.Why), d.Base, d.Tax, out.Currency})
		}
	}
	return v.tableFile("tax-"+out.From.String()+"-"+out.To.String(), v.say("web.books.tax.rates"), headers, rows)
}
