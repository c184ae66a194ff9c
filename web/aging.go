package web

import (
	"fmt"
	"net/http"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/insight"
	"encaisse/web/ui"
)

// agingPage is the aged balance of any day.
type agingPage struct {
	Head     ui.Heading
	Field    ui.Input
	Problems []ui.Problem
	Bars     []ui.Bar
	Grid     ui.Grid
	Files    []actionLink
	Known    string // seal number: as known then
	Empty    *ui.EmptyPage
}

// agesAsked is what the address asks of the aged balance.
func (v *visit) agesAsked() (in insight.AgesIn, problem error) {
	in.Known = v.known()
	text := v.r.URL.Query().Get("as_of")
	if text == "" {
		return in, nil
	}
	d, err := day.Parse(text)
	if err != nil {
		return in, refuse.New(refuse.Invalid, "input.invalid").At("/as_of", "input.date")
	}
	in.Day = d
	return in, nil
}

func (v *visit) aging() error {
	text := v.r.URL.Query().Get("as_of")
	p := agingPage{Head: ui.Heading{Title: v.say("web.aging")}, Field: ui.Input{Name: "as_of", Label: v.say("web.as_of"), Kind: "date", Value: text}}
	in, problem := v.agesAsked()
	if problem != nil {
		fields := []ui.Input{p.Field}
		v.wrong(problem, fields, &p.Problems)
		p.Field = fields[0]
		return v.status(http.StatusUnprocessableEntity, p.Head.Title, agingBody(p))
	}
	p.Files = v.fileLinks()
	if in.Known > 0 {
		p.Known = fmt.Sprint(in.Known)
	}
	out, err := ask(v, app.ShowAging, in)
	if err != nil {
		return err
	}
	if v.asFile() {
		return v.agingFile(out)
	}
	p.Head.Sub = v.say("web.on_day", "day", ui.Day(v.ctx, out.AsOf))
	if p.Field.Value == "" {
		p.Field.Value = out.AsOf.String()
	}
	p.Bars = v.ages(out.Buckets, out.Total)
	for i, b := range out.Buckets {
		p.Bars[i].Href = v.agedHref(in, b.Key, "")
	}
	p.Grid = v.agesByCustomer(in, out)
	if len(out.Customers) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.Done, Title: v.say("web.empty.done"), Text: v.say("web.empty.aging")}
	}
	return v.show(p.Head.Title, agingBody(p))
}

func (v *visit) agesByCustomer(in insight.AgesIn, out insight.AgesOut) ui.Grid {
	g := ui.Grid{Caption: v.say("web.by_customer"), Columns: []ui.Column{{Name: v.say("web.col.customer"), Grow: true}}}
	totals := []string{v.say("web.total")}
	for _, b := range out.Buckets {
		g.Columns = append(g.Columns, ui.Column{Name: v.say("age." + b.Key), Num: true})
		totals = append(totals, ui.Money(v.ctx, b.Amount))
	}
	g.Columns = append(g.Columns, ui.Column{Name: v.say("web.total"), Num: true, Key: true})
	g.Totals = [][]string{append(totals, ui.Money(v.ctx, out.Total))}
	amount := func(m money.Money, bucket, customer string) ui.Cell {
		if m.Minor == 0 {
			return ui.Cell{}
		}
		return ui.Cell{Text: ui.Money(v.ctx, m), Href: v.agedHref(in, bucket, customer)}
	}
	for _, c := range out.Customers {
		line := ui.Line{ID: c.Customer, Cells: []ui.Cell{{Text: c.Name, Small: c.Customer, Href: v.link2("/customers/{id}", "/customers/"+escape(c.Customer))}}}
		for i, m := range c.Buckets {
			line.Cells = append(line.Cells, amount(m, out.Buckets[i].Key, c.Customer))
		}
		line.Cells = append(line.Cells, ui.Cell{Text: ui.Money(v.ctx, c.Total), Href: v.agedHref(in, "", c.Customer)})
		g.Lines = append(g.Lines, line)
	}
	return g
}

// agingFile is the aged balance as CSV: the rows of the page.
func (v *visit) agingFile(out insight.AgesOut) error {
	headers := []string{v.say("web.col.customer"), v.say("web.col.name")}
	for _, b := range out.Buckets {
		headers = append(headers, v.say("age."+b.Key))
	}
	headers = append(headers, v.say("web.total"), v.say("web.col.currency"))
	var rows [][]any
	for _, c := range out.Customers {
		row := []any{c.Customer, c.Name}
		for _, m := range c.Buckets {
			row = append(row, m)
		}
		rows = append(rows, append(row, c.Total, out.Currency))
	}
	return v.tableFile("aging-"+out.AsOf.String(), v.say("web.aging"), headers, rows)
}
