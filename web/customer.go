package web

import (
	"fmt"
	"slices"

	"encaisse/app"
	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/o2c/credit"
	"encaisse/o2c/insight"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/web/ui"
)

// customer is the record of a customer: what is open, his account, his orders.
func (v *visit) customer() error {
	c, err := ask(v, app.ShowCustomer, credit.ByCustomer{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	facts, err := ask(v, app.CustomerFacts, insight.CustomerRef{ID: c.ID})
	if err != nil {
		return err
	}
	path := "/customers/" + escape(c.Number)
	parts := []string{"open", "account", "orders"}
	if v.may(app.ListAddresses.Entry) {
		parts = append(parts, "addresses")
	}
	p := recordPage{
		Head:    ui.Heading{Title: c.Name, Sub: c.Number, Crumbs: []ui.Link{{Href: "/customers", Text: v.say("web.customers")}}},
		Files:   []ui.Link{{Href: path + "/statement", Text: v.say("web.statement")}},
		Tabs:    v.tabs(path, nil, parts...),
		Side:    ui.Link{Text: v.say("web.credit")},
		Moments: v.happened(facts),
		Noting:  v.notes("customer", c.Number, path),
		Actions: v.actions(about{"customer": c.Number}, "promise.make", "contact.log", "credit.limit", "credit.block", "credit.review", "dunning.pause", "statement.send", "portfolio.give", "plan.propose", "credit.insolvency", "customer.address"),
	}
	for _, w := range v.warned(c.Warnings) {
		p.Notices = append(p.Notices, notice{"warn", "warn", "", w})
	}
	bad, cure := v.unreachable(c.Number, c.Bounced)
	p.Notices, p.Actions = append(p.Notices, bad...), append(cure, p.Actions...)
	if p.Facts, err = v.customerFacts(c); err != nil {
		return err
	}
	if v.opens("/customers/{id}/change") {
		p.Actions = append([]actionLink{{path + "/change", "pen", v.say("web.edit.customers")}}, p.Actions...)
	}
	if v.opens("/orders/new") {
		p.Actions = append([]actionLink{{"/orders/new?customer=" + escape(c.Number), "cart", v.say("web.new.orders")}}, p.Actions...)
	}
	if v.may(app.ShowExposure.Entry) {
		if p.Light, p.Credit, err = v.creditOf(c.Number); err != nil {
			return err
		}
	}
	switch v.part(parts...) {
	case "account":
		err = v.accountOf(c.Number, &p)
	case "addresses":
		err = v.addressesOf(c.Number, &p)
	case "orders":
		err = v.embed(orderList, query{view: "all", customer: c.Number}, []string{"number", "ordered", "state", "total"}, &p)
	default:
		err = v.embed(invoiceList, query{view: "open", customer: c.Number}, []string{"number", "due", "state", "total", "open"}, &p)
	}
	if err != nil {
		return err
	}
	return v.show(c.Name, recordBody(p))
}

// customerFacts are what is known of a customer, and who follows him.
func (v *visit) customerFacts(c credit.View) ([]ui.Fact, error) {
	facts := []ui.Fact{{Name: v.say("web.col.terms"), Text: receivable.Terms(c.Terms).Describe(v.view.Lang)}, {Name: v.say("web.col.address"), Text: c.Address().Full(v.view.Lang)},
		{Name: v.say("web.col.email"), Text: c.Email}, {Name: v.say("web.col.legal_id"), Text: c.LegalID}, {Name: v.say("web.col.tax_id"), Text: c.TaxID}, {Name: v.say("web.col.group"), Text: c.Group},
		{Name: v.say("web.col.send_by"), Text: v.say("web.enum." + c.SendBy)}}
	if c.DepositForm != "" {
		facts = append(facts, ui.Fact{Name: v.say("web.field.deposit_form"), Text: v.say("web.enum." + c.DepositForm)})
	}
	if c.LateRate != 0 {
		facts = append(facts, ui.Fact{Name: v.say("web.field.late_rate"), Text: words.Percentage(v.view.Lang, c.LateRate)})
	}
	if c.PORequired {
		facts = append(facts, ui.Fact{Name: v.say("web.customer.po"), Text: v.say("web.yes")})
	}
	by, err := v.follower(c.Number)
	return slices.DeleteFunc(append(facts, by), func(f ui.Fact) bool { return f.Text == "" }), err
}

// addressesOf are where a customer's goods go.
func (v *visit) addressesOf(number string, p *recordPage) error {
	list, err := ask(v, app.ListAddresses, party.OfCustomer{Customer: number})
	p.Grid = ui.Grid{Caption: v.say("web.part.addresses"), Columns: []ui.Column{{Name: v.say("web.field.code")}, {Name: v.say("web.field.name"), Grow: true}, {Name: v.say("web.col.address"), Grow: true}}}
	for _, a := range list {
		code := ui.Cell{Text: a.Code}
		if v.mayDo("customer.address") {
			code.Href = actions["customer.address"].href("customer.address", about{"customer": number, "code": a.Code, "name": a.Name, "street": a.Street, "postcode": a.Postcode, "city": a.City, "country": a.Country, "region": a.Region})
		}
		p.Grid.Lines = append(p.Grid.Lines, ui.Line{ID: a.Code, Cells: []ui.Cell{code, {Text: a.Name}, {Text: a.Address().Full(v.view.Lang)}}})
	}
	if len(list) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.Nothing, Title: v.say("web.empty.addresses"), Text: v.say("web.empty.addresses.why")}
	}
	return err
}

// embed shows the first rows of a list inside a record.
func (v *visit) embed(l list, q query, columns []string, p *recordPage) error {
	q.cols = columns
	q.paging.Limit = perPage
	r, err := l.rows(v, q)
	if err != nil {
		return err
	}
	l.columns = slices.DeleteFunc(slices.Clone(l.columns), func(c column) bool { return !slices.Contains(columns, c.key) })
	p.Grid = l.grid(v, q, r)
	p.Grid.Ticks = false
	if len(r.lines) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.Done, Title: v.say("web.empty.done"), Text: v.say("web.empty." + l.keys + ".of")}
	}
	return nil
}

// inCurrency asks for a statement in another currency than the company's.
func inCurrency(c money.Currency) string {
	if c == "" {
		return ""
	}
	return "?currency=" + escape(string(c))
}

// accountOf is the statement of account: what moved it, and what is owed, one
// currency after the other.
func (v *visit) accountOf(number string, p *recordPage) error {
	s, err := ask(v, app.Statement, insight.StatementIn{Customer: number})
	if err != nil {
		return err
	}
	g := ui.Grid{Caption: v.say("web.part.account"), Columns: []ui.Column{{Name: v.say("web.col.day")}, {Name: v.say("web.col.kind"), Grow: true}, {Name: v.say("web.col.due")},
		{Name: v.say("web.col.amount"), Num: true}, {Name: v.say("web.col.balance"), Num: true, Key: true}}}
	v.movements(&g, s)
	for _, in := range s.Others {
		other, err := ask(v, app.Statement, insight.StatementIn{Customer: number, Currency: in})
		if err != nil {
			return err
		}
		v.movements(&g, other)
		p.Files = append(p.Files, ui.Link{Href: "/customers/" + escape(number) + "/statement" + inCurrency(in), Text: v.say("web.statement") + " " + string(in)})
	}
	p.Grid = g
	if len(s.Movements) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.Nothing, Title: v.say("web.empty.account"), Text: v.say("web.empty.account.why")}
	}
	return nil
}

// movements adds a statement in one currency to the account.
func (v *visit) movements(g *ui.Grid, s insight.StatementOut) {
	for n, m := range slices.Backward(s.Movements) {
		g.Lines = append(g.Lines, ui.Line{ID: fmt.Sprint(s.Closing.Currency, n), Cells: []ui.Cell{{Text: ui.Day(v.ctx, m.Day)}, {Text: v.say("web.move." + m.Kind), Small: m.Number}, {Text: v.dayOr(m.DueOn)},
			{Text: ui.Money(v.ctx, m.Amount)}, {Text: ui.Money(v.ctx, m.Balance)}}})
	}
	g.Totals = append(g.Totals, []string{v.say("web.total"), "", "", "", ui.Money(v.ctx, s.Closing)})
}
