package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/insight"
	"encaisse/web/ui"
)

var bridgeTexts = words.Texts{
	"web.bridge":               {FR: "Variation du DSO", EN: "What moved the DSO"},
	"web.bridge.sub":           {FR: "de {before} à {after} jours, soit {change}", EN: "from {before} to {after} days: {change}"},
	"web.bridge.from":          {FR: "Depuis le", EN: "Since"},
	"web.bridge.to":            {FR: "Jusqu’au", EN: "Until"},
	"web.bridge.cause":         {FR: "Cause", EN: "Cause"},
	"web.bridge.before":        {FR: "Avant", EN: "Before"},
	"web.bridge.after":         {FR: "Après", EN: "After"},
	"web.bridge.change":        {FR: "Variation", EN: "Change"},
	"web.bridge.by_customer":   {FR: "Qui l’a fait varier", EN: "Who moved it"},
	"web.bridge.none":          {FR: "Sans ventes dans l’une des deux périodes, il n’y a rien à comparer.", EN: "Without sales in both periods there is nothing to compare."},
	"web.bridge.documents":     {FR: "Documents de la variation", EN: "Documents behind the change"},
	"dso_cause.terms":          {FR: "Délais accordés", EN: "Terms granted"},
	"dso_cause.pace":           {FR: "Rythme des ventes", EN: "Pace of sales"},
	"dso_cause.disputes":       {FR: "Litiges", EN: "Disputes"},
	"dso_cause.lateness":       {FR: "Retards", EN: "Lateness"},
	"dso_cause.unapplied":      {FR: "Règlements et avoirs non affectés", EN: "Money and credits not applied"},
	"web.bridge.documents_sum": {FR: "{n} {n:document|documents}", EN: "{n} {n:document|documents}"},
}

// bridgePage is the DSO on two days and what moved it.
type bridgePage struct {
	Head     ui.Heading
	Path     string // where the fields are sent
	Fields   []ui.Input
	Kept     []ui.Input // of the address, which the fields do not change
	Problems []ui.Problem
	Grids    []ui.Grid
	Empty    *ui.EmptyPage
}

// bridgeAsked is what the address asks of the bridge.
func (v *visit) bridgeAsked() (in insight.BridgeIn, fields []ui.Input, problem error) {
	get := v.r.URL.Query().Get
	in.Known = v.known()
	no := refuse.New(refuse.Invalid, "input.invalid")
	read := func(name, label string, to *day.Day) {
		text := get(name)
		fields = append(fields, ui.Input{Name: name, Label: v.say(label), Kind: "date", Value: text})
		if text == "" {
			return
		}
		d, err := day.Parse(text)
		if err != nil {
			no.At("/"+name, "input.date")
		}
		*to = d
	}
	read("from", "web.bridge.from", &in.From)
	read("as_of", "web.bridge.to", &in.Day)
	in.Days = v.numberOf("days", 1, 3660, no)
	fields = append(fields, ui.Input{Name: "days", Label: v.say("web.steer.ask.days"), Kind: "number", Value: get("days")})
	if len(no.Fields) > 0 {
		problem = no
	}
	return in, fields, problem
}

func (v *visit) bridge() error {
	in, fields, problem := v.bridgeAsked()
	p := bridgePage{Head: ui.Heading{Title: v.say("web.bridge")}, Path: "/dso", Fields: fields}
	var out insight.BridgeOut
	if problem == nil {
		out, problem = ask(v, app.ShowDSOBridge, in)
	}
	if no, is := refuse.As(problem); is && no.Kind == refuse.Invalid {
		v.wrong(problem, p.Fields, &p.Problems)
		return v.status(http.StatusUnprocessableEntity, p.Head.Title, bridgeBody(p))
	}
	if problem != nil {
		return problem
	}
	p.Fields[0].Value, p.Fields[1].Value, p.Fields[2].Value = out.From.String(), out.To.String(), strconv.Itoa(out.Days)
	if len(out.Causes) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.Done, Title: v.say("web.empty.done"), Text: v.say("web.bridge.none")}
		return v.show(p.Head.Title, bridgeBody(p))
	}
	p.Head.Sub = v.say("web.bridge.sub", "before", ui.Number(v.ctx, out.Before), "after", ui.Number(v.ctx, out.After), "change", v.moved(out.Change))
	p.Grids = []ui.Grid{v.bridgeCauses(out), v.bridgeCustomers(out)}
	return v.show(p.Head.Title, bridgeBody(p))
}

// moved is a number of days with its sign.
func (v *visit) moved(n string) string {
	text := ui.Number(v.ctx, n)
	if n != "0.00" && n[0] != '-' {
		text = "+" + text
	}
	return text
}

// bridgeOf is an address's part that asks for the same bridge.
func bridgeOf(out insight.BridgeOut) url.Values {
	return url.Values{"from": {out.From.String()}, "as_of": {out.To.String()}, "days": {strconv.Itoa(out.Days)}}
}

// bridgeHref is where the documents of a part are.
func bridgeHref(out insight.BridgeOut, cause, customer string) string {
	q := bridgeOf(out)
	if cause != "" {
		q.Set("cause", cause)
	}
	if customer != "" {
		q.Set("customer", customer)
	}
	return "/dso/documents?" + q.Encode()
}

func (v *visit) bridgeCauses(out insight.BridgeOut) ui.Grid {
	g := ui.Grid{Caption: v.say("web.bridge.cause"), Columns: []ui.Column{{Name: v.say("web.bridge.cause"), Grow: true}, {Name: v.say("web.bridge.before"), Num: true},
		{Name: v.say("web.bridge.after"), Num: true}, {Name: v.say("web.bridge.change"), Num: true, Key: true}}}
	for _, c := range out.Causes {
		g.Lines = append(g.Lines, ui.Line{ID: c.Cause, Cells: []ui.Cell{{Text: v.say("dso_cause." + c.Cause), Href: bridgeHref(out, c.Cause, "")},
			{Text: ui.Number(v.ctx, c.Before)}, {Text: ui.Number(v.ctx, c.After)}, {Text: v.moved(c.Change), Href: bridgeHref(out, c.Cause, "")}}})
	}
	g.Totals = [][]string{{v.say("web.total"), ui.Number(v.ctx, out.Before), ui.Number(v.ctx, out.After), v.moved(out.Change)}}
	return g
}

// mostMovers are shown.
const mostMovers = 50

func (v *visit) bridgeCustomers(out insight.BridgeOut) ui.Grid {
	g := ui.Grid{Caption: v.say("web.bridge.by_customer"), Columns: []ui.Column{{Name: v.say("web.bridge.by_customer"), Grow: true}}}
	for _, c := range out.Causes {
		g.Columns = append(g.Columns, ui.Column{Name: v.say("dso_cause." + c.Cause), Num: true})
	}
	g.Columns = append(g.Columns, ui.Column{Name: v.say("web.bridge.change"), Num: true, Key: true})
	for _, c := range out.Customers[:min(len(out.Customers), mostMovers)] {
		line := ui.Line{ID: c.Customer, Cells: []ui.Cell{{Text: c.Name, Small: c.Customer, Href: v.link2("/customers/{id}", "/customers/"+escape(c.Customer))}}}
		for _, cause := range out.Causes {
			cell := ui.Cell{}
			for _, part := range c.Causes {
				if part.Cause == cause.Cause && part.Change != "0.00" {
					cell = ui.Cell{Text: v.moved(part.Change), Href: bridgeHref(out, part.Cause, c.Customer)}
				}
			}
			line.Cells = append(line.Cells, cell)
		}
		line.Cells = append(line.Cells, ui.Cell{Text: v.moved(c.Change), Href: bridgeHref(out, "", c.Customer)})
		g.Lines = append(g.Lines, line)
	}
	return g
}

// bridgeDocuments are the documents behind a part of the bridge, on both days.
func (v *visit) bridgeDocuments() error {
	in, fields, problem := v.bridgeAsked()
	if problem != nil {
		return problem
	}
	get := v.r.URL.Query().Get
	in.Cause, in.Customer = get("cause"), get("customer")
	out, err := ask(v, app.ShowDSOBridge, in)
	if err != nil {
		return err
	}
	g := ui.Grid{Caption: v.say("web.bridge.documents"), Columns: []ui.Column{{Name: v.say("web.col.number"), Grow: true}, {Name: v.say("web.col.customer")},
		{Name: v.say("web.bridge.cause")}, {Name: v.say("web.bridge.before"), Num: true}, {Name: v.say("web.bridge.after"), Num: true, Key: true}}}
	var before, after money.Money
	for n, d := range out.Documents {
		before, after = money.Money{Minor: before.Minor + d.Before.Minor, Currency: d.Before.Currency}, money.Money{Minor: after.Minor + d.After.Minor, Currency: d.After.Currency}
		g.Lines = append(g.Lines, ui.Line{ID: fmt.Sprint("d", n), Cells: []ui.Cell{{Text: d.Number, Href: v.invoiceLink(d.Number)},
			{Text: d.Customer, Href: v.link2("/customers/{id}", "/customers/"+escape(d.Customer))}, {Text: v.say("dso_cause." + d.Cause)},
			{Text: ui.Money(v.ctx, d.Before)}, {Text: ui.Money(v.ctx, d.After)}}})
	}
	if len(g.Lines) > 0 { // amounts in the company's currency, all of them
		g.Totals = [][]string{{v.say("web.total"), "", "", ui.Money(v.ctx, before), ui.Money(v.ctx, after)}}
	}
	back := "/dso?" + bridgeOf(out).Encode()
	p := bridgePage{Head: ui.Heading{Title: v.say("web.bridge.documents"), Sub: v.say("web.bridge.documents_sum", "n", len(out.Documents)), Crumbs: []ui.Link{{Href: back, Text: v.say("web.bridge")}}},
		Path: "/dso/documents", Fields: fields, Grids: []ui.Grid{g}}
	p.Fields[0].Value, p.Fields[1].Value, p.Fields[2].Value = out.From.String(), out.To.String(), strconv.Itoa(out.Days)
	for _, name := range []string{"cause", "customer"} {
		if get(name) != "" {
			p.Kept = append(p.Kept, ui.Input{Name: name, Value: get(name)})
		}
	}
	if len(g.Lines) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.NoResult, Title: v.say("web.empty.done"), Text: v.say("web.empty.aging"), Href: back, Label: v.say("web.bridge")}
	}
	return v.show(p.Head.Title, bridgeBody(p))
}
