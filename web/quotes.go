package web

import (
	"fmt"
	"slices"

	"encaisse/app"
	"encaisse/o2c/listing"
	"encaisse/o2c/order"
	"encaisse/o2c/quote"
	"encaisse/o2c/receivable"
	"encaisse/web/ui"
)

var quoteList = list{
	path: "/quotes", title: "web.quotes", keys: "quotes", begin: "/quotes/new",
	views:   []string{"q-all", "q-draft", "q-sent", "q-accepted", "q-refused", "q-expired", "q-superseded"},
	filters: []string{"customer", "from", "to"},
	columns: []column{{key: "number", sort: byAge}, {key: "customer", grow: true}, {key: "quoted", sort: byAge}, {key: "valid"}, {key: "state"}, {key: "order"}, {key: "total", num: true, sum: true, sort: bySize}},
	rows:    quoteRows,
	sorts:   documentSorts,
}

func (v *visit) quotes() error { return quoteList.draw(v) }

func quoteRows(v *visit, q query) (rows, error) {
	out, err := ask(v, app.QuoteRows, listing.QuotesIn{Paging: q.paging, State: stateOf(q.view), Customer: q.customer, From: q.from, To: q.to, Sort: q.sort})
	if err != nil {
		return rows{}, err
	}
	r := rows{next: out.Next, sums: out.Sums, count: counted(out.Sums), many: out.Beyond}
	for _, x := range out.Items {
		state := v.quoteState(quote.State(x.State))
		id, small := x.Number, ""
		if x.Revision > 1 {
			small = v.say("web.quote.version", "n", x.Revision)
		}
		if x.State == string(quote.Superseded) {
			id = x.ID
		}
		r.lines = append(r.lines, row{id: id, currency: x.Total.Currency, cells: map[string]cell{
			"number":   {ui.Cell{Text: x.Number, Small: small, Href: v.record("quote", id)}, x.Number},
			"customer": v.who(x.Name, x.Customer),
			"quoted":   {ui.Cell{Text: ui.Day(v.ctx, x.QuotedOn), Soft: true}, x.QuotedOn},
			"valid":    {ui.Cell{Text: ui.Day(v.ctx, x.ValidUntil)}, x.ValidUntil},
			"state":    {ui.Cell{State: &state}, state.Text},
			"order":    {v.ordered(x.Order), x.Order},
			"total":    {ui.Cell{Text: ui.Money(v.ctx, x.Total)}, x.Total},
		}})
	}
	return r, nil
}

var quoteSigns = map[quote.State][2]string{quote.Draft: {"", "draft"}, quote.Sent: {"go", "mail"}, quote.Accepted: {"ok", "done"}, quote.Refused: {"alert", "x"},
	quote.Expired: {"warn", "clock"}, quote.Superseded: {"", "undo"}}

func (v *visit) quoteState(state quote.State) ui.State {
	sign := quoteSigns[state]
	return ui.State{Tone: sign[0], Icon: sign[1], Text: v.say("web.quote.state." + string(state))}
}

// quoted is the record of a version of a quote: the latest when its address ends
// in a number.
func (v *visit) quoted() error {
	q, err := ask(v, app.ShowQuote, quote.ByID{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	facts, err := ask(v, app.QuoteFacts, quote.ByID{ID: q.ID})
	if err != nil {
		return err
	}
	versions, err := ask(v, app.QuoteVersions, quote.ByID{ID: q.ID})
	if err != nil {
		return err
	}
	title := v.say("web.quote_of", "number", q.Number)
	state := v.quoteState(q.State)
	path := "/quotes/" + escape(v.r.PathValue("id"))
	p := recordPage{
		Head:    ui.Heading{Title: title, State: &state, Crumbs: []ui.Link{{Href: "/quotes", Text: v.say("web.quotes")}, {Href: "/quotes?customer=" + escape(q.Customer), Text: q.Customer}}},
		Files:   []ui.Link{{Href: path + "/pdf", Text: v.say("web.pdf")}},
		Tabs:    v.tabs(path, map[string]int{"lines": len(q.Lines), "versions": len(versions)}, "lines", "trail", "versions"),
		Foot:    v.sums(q.Net, q.Tax, q.Total),
		Side:    v.customerLink(q.Customer),
		Moments: v.happened(facts),
		Facts: []ui.Fact{{Name: v.say("web.col.version"), Text: ui.Number(v.ctx, q.Revision)}, {Name: v.say("web.col.quoted"), Text: v.dayOr(q.QuotedOn)}, {Name: v.say("web.col.valid"), Text: v.dayOr(q.ValidUntil)},
			{Name: v.say("web.field.requested_on"), Text: v.dayOr(q.RequestedOn)}, {Name: v.say("web.col.terms"), Text: receivable.Terms(q.Terms).Describe(v.view.Lang)}, {Name: v.say("web.field.ship_to"), Text: q.ShipTo},
			{Name: v.say("web.field.freight"), Text: q.Freight}},
	}
	switch v.part("lines", "trail", "versions") {
	case "trail":
		p.Grid = v.quoteTrail(q)
	case "versions":
		p.Grid, p.Foot = v.quoteVersions(versions), nil
	default:
		p.Grid = v.quoteLines(q)
	}
	if q.Order != nil {
		if err := v.becameOrder(&p, *q.Order); err != nil {
			return err
		}
	}
	p.Facts = slices.DeleteFunc(p.Facts, func(f ui.Fact) bool { return f.Text == "" })
	if q.Reason != "" {
		p.Notices = append(p.Notices, notice{"warn", "x", v.say("web.quote.reason"), q.Reason})
	}
	v.quoteActions(&p, q, versions[0])
	return v.show(title, recordBody(p))
}

// becameOrder names the order that a quote became, where the visitor may see it.
func (v *visit) becameOrder(p *recordPage, id string) error {
	if !v.may(app.ShowOrder.Entry) {
		return nil
	}
	o, err := ask(v, app.ShowOrder, order.ByID{ID: id})
	if err != nil {
		return err
	}
	p.Facts = append(p.Facts, ui.Fact{Name: v.say("object.order"), Text: o.Number, Href: v.record("order", o.Number)})
	return nil
}

// quoteActions are what may be done to a quote, by its state; a version that was
// superseded leads to the one that took its place.
func (v *visit) quoteActions(p *recordPage, q, latest quote.View) {
	of := about{"quote": q.Number, "customer": q.Customer}
	why := v.say("web.total_of", "amount", q.Total)
	switch q.State {
	case quote.Draft:
		p.Next = v.next(of, why, "quote.send")
	case quote.Sent:
		if q.ValidUntil < v.today() {
			p.Notices = append(p.Notices, notice{"warn", "clock", "", v.say("web.quote.over", "day", ui.Day(v.ctx, q.ValidUntil))})
			p.Next = v.next(of, why, "quote.revalidate")
			break
		}
		p.Next = v.next(of, why, "quote.accept")
		p.Actions = v.actions(of, "quote.resend", "quote.refuse", "quote.revalidate")
	case quote.Expired:
		p.Notices = append(p.Notices, notice{"warn", "clock", "", v.say("web.quote.over", "day", ui.Day(v.ctx, q.ValidUntil))})
		p.Next = v.next(of, why, "quote.revalidate")
	case quote.Superseded:
		p.Notices = append(p.Notices, notice{"", "undo", "", v.say("web.quote.superseded", "n", latest.Revision)})
		p.Actions = append(p.Actions, actionLink{"/quotes/" + escape(q.Number), "arrow", v.say("web.quote.latest")})
	}
	if (q.State == quote.Draft || q.State == quote.Sent) && v.opens("/quotes/{id}/change") {
		p.Actions = append([]actionLink{{"/quotes/" + escape(q.Number) + "/change", "pen", v.say("web.amend")}}, p.Actions...)
	}
}

func (v *visit) quoteLines(q quote.View) ui.Grid {
	g := ui.Grid{Caption: v.say("web.part.lines"), Columns: []ui.Column{{Name: v.say("web.col.item"), Grow: true}, {Name: v.say("web.col.quantity"), Num: true},
		{Name: v.say("web.col.price"), Num: true}, {Name: v.say("web.col.discount"), Num: true}, {Name: v.say("web.col.net"), Num: true, Key: true}}}
	for _, l := range q.Lines {
		g.Lines = append(g.Lines, ui.Line{ID: fmt.Sprint(l.N), Cells: []ui.Cell{{Text: l.Name, Small: l.SKU}, {Text: ui.Number(v.ctx, l.Quantity)},
			{Text: ui.Number(v.ctx, l.UnitPrice), Small: v.included(q.TaxIncluded)}, {Text: v.discounts(fmt.Sprint(l.Discount))}, {Text: ui.Money(v.ctx, l.Net)}}})
	}
	return g
}

// quoteTrail is how each line comes to its net, step by step.
func (v *visit) quoteTrail(q quote.View) ui.Grid {
	g := ui.Grid{Caption: v.say("web.part.trail"), Columns: []ui.Column{{Name: v.say("web.col.item"), Grow: true}, {Name: v.say("web.col.step")}, {Name: v.say("web.col.amount"), Num: true, Key: true}}}
	for _, l := range q.Lines {
		for i, f := range v.trail(l.Trail) {
			g.Lines = append(g.Lines, ui.Line{ID: fmt.Sprint(l.N, "-", i), Cells: []ui.Cell{{Text: l.Name, Small: l.SKU}, {Text: f.Name}, {Text: f.Text, Soft: !f.Total}}})
		}
	}
	return g
}

func (v *visit) quoteVersions(list []quote.View) ui.Grid {
	g := ui.Grid{Caption: v.say("web.part.versions"), Columns: []ui.Column{{Name: v.say("web.col.version"), Grow: true}, {Name: v.say("web.col.quoted")}, {Name: v.say("web.col.valid")}, {Name: v.say("web.col.state")}, {Name: v.say("web.col.total"), Num: true, Key: true}}}
	for _, q := range list {
		state := v.quoteState(q.State)
		g.Lines = append(g.Lines, ui.Line{ID: q.ID, Cells: []ui.Cell{{Text: v.say("web.quote.version", "n", q.Revision), Href: v.record("quote", q.ID)}, {Text: v.dayOr(q.QuotedOn)}, {Text: v.dayOr(q.ValidUntil)}, {State: &state}, {Text: ui.Money(v.ctx, q.Total)}}})
	}
	return g
}

// ordered is the order a quote became, if it did.
func (v *visit) ordered(number string) ui.Cell {
	if number == "" {
		return ui.Cell{}
	}
	return ui.Cell{Text: number, Href: v.record("order", number)}
}
