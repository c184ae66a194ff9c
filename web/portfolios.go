package web

import (
	"encaisse/app"
	"encaisse/base/money"
	"encaisse/o2c/dunning"
	"encaisse/web/ui"
)

var portfolioList = list{
	path: "/portfolios", title: "web.portfolios", keys: "portfolios",
	columns: []column{{key: "collector", grow: true}, {key: "accounts", num: true}, {key: "owed", num: true}, {key: "promised_sum", num: true}, {key: "contested", num: true}, {key: "expected", num: true}, {key: "oldest", num: true}, {key: "overdue", num: true}},
	rows:    portfolioRows,
}

func (v *visit) portfolios() error { return portfolioList.draw(v) }

func portfolioRows(v *visit, _ query) (rows, error) {
	out, err := ask(v, app.ListPortfolios, dunning.None{})
	if err != nil {
		return rows{}, err
	}
	r := rows{count: int64(len(out.Items))}
	for _, p := range out.Items {
		name, key := v.collectorOf(p)
		href := "/portfolios/" + escape(key)
		amount := func(m money.Money) cell { return v.followed(m, href) }
		small := ""
		if p.StandIn != "" {
			small = v.say("web.portfolio.covered", "name", p.StandIn, "from", ui.Day(v.ctx, p.From), "to", ui.Day(v.ctx, p.To))
		}
		r.lines = append(r.lines, row{id: key, currency: p.Owed.Currency, cells: map[string]cell{
			"collector":    {ui.Cell{Text: name, Small: small, Href: href}, name},
			"accounts":     {ui.Cell{Text: ui.Number(v.ctx, p.Accounts), Small: v.say("web.portfolio.late", "n", p.Late), Href: href}, p.Accounts},
			"owed":         amount(p.Owed),
			"overdue":      amount(p.Overdue),
			"promised_sum": amount(p.Promised),
			"contested":    amount(p.Disputed),
			"expected":     amount(p.Expected),
			"oldest":       {ui.Cell{Text: ui.Days(v.ctx, p.Oldest), Soft: p.Oldest == 0, Href: href}, p.Oldest},
		}})
	}
	return r, nil
}

// collectorOf is what a portfolio is called, and its name in addresses.
func (v *visit) collectorOf(p dunning.PortfolioView) (name, key string) {
	if p.Collector == "" {
		return v.say("web.portfolio.everybody"), dunning.Everybody
	}
	return p.Collector, p.Collector
}

// followed is an amount that leads to what it is the sum of.
func (v *visit) followed(m money.Money, href string) cell {
	if m.Minor == 0 {
		href = ""
	}
	return cell{ui.Cell{Text: ui.Money(v.ctx, m), Soft: m.Minor == 0, Href: href}, m}
}

// portfolio is the record of what a collector follows: each figure of a customer
// leads to its documents.
func (v *visit) portfolio() error {
	in := dunning.PortfolioIn{Collector: v.r.PathValue("id"), Limit: 1000}
	p, err := ask(v, app.ShowPortfolio, in)
	if err != nil {
		return err
	}
	facts, err := ask(v, app.PortfolioFacts, in)
	if err != nil {
		return err
	}
	name, key := v.collectorOf(p)
	page := recordPage{
		Head:    ui.Heading{Title: v.say("web.portfolio.of", "name", name), Sub: v.say("web.portfolio.sum", "n", p.Accounts, "late", p.Late), Crumbs: []ui.Link{{Href: portfolioList.path, Text: v.say(portfolioList.title)}}},
		Side:    ui.Link{Text: v.say("web.portfolio.figures")},
		Moments: v.happened(facts),
		Grid:    v.portfolioGrid(p),
		Facts: []ui.Fact{{Name: v.say("web.col.accounts"), Text: ui.Number(v.ctx, p.Accounts)}, {Name: v.say("web.col.owed"), Text: ui.Money(v.ctx, p.Owed)}, {Name: v.say("web.col.promised_sum"), Text: ui.Money(v.ctx, p.Promised)},
			{Name: v.say("web.col.contested"), Text: ui.Money(v.ctx, p.Disputed)}, {Name: v.say("web.expected"), Text: ui.Money(v.ctx, p.Expected)}, {Name: v.say("web.oldest"), Text: ui.Days(v.ctx, p.Oldest)}, {Name: v.say("web.overdue_short"), Text: ui.Money(v.ctx, p.Overdue), Total: true}},
	}
	if p.Collector != "" {
		page.Actions = v.actions(about{"portfolio": key}, "portfolio.cover")
	}
	if p.StandIn != "" {
		page.Notices = []notice{{"", "user", "", v.say("web.portfolio.covered", "name", p.StandIn, "from", ui.Day(v.ctx, p.From), "to", ui.Day(v.ctx, p.To))}}
	}
	if len(p.Customers) == 0 {
		page.Empty = &ui.EmptyPage{Kind: ui.Nothing, Title: v.say("web.empty.portfolio"), Text: v.say("web.empty.portfolio.why"), Href: v.link("/customers"), Label: v.say("web.customers")}
	}
	return v.show(page.Head.Title, recordBody(page))
}

func (v *visit) portfolioGrid(p dunning.PortfolioView) ui.Grid {
	g := ui.Grid{Caption: v.say("web.portfolio.accounts"), Columns: []ui.Column{{Name: v.say("web.col.customer"), Grow: true}, {Name: v.say("web.col.owed"), Num: true}, {Name: v.say("web.col.promised_sum"), Num: true},
		{Name: v.say("web.col.contested"), Num: true}, {Name: v.say("web.expected"), Num: true}, {Name: v.say("web.col.oldest"), Num: true}, {Name: v.say("web.overdue_short"), Num: true, Key: true}}}
	for _, a := range p.Customers {
		of := "customer=" + escape(a.Customer)
		g.Lines = append(g.Lines, ui.Line{ID: a.Customer, Cells: []ui.Cell{
			{Text: a.Name, Small: a.Customer, Href: v.link2("/customers/{id}", "/customers/"+escape(a.Customer))},
			v.followed(a.Owed, v.link("/invoices?view=open&"+of)).Cell,
			v.followed(a.Promised, v.link("/promises?"+of)).Cell,
			v.followed(a.Disputed, v.link("/disputes?view=d-all&"+of)).Cell,
			v.followed(a.Expected, v.link("/day?"+of)).Cell,
			{Text: ui.Days(v.ctx, a.Oldest), Soft: a.Oldest == 0},
			v.followed(a.Overdue, v.link("/invoices?view=overdue&"+of)).Cell,
		}})
	}
	m := func(m money.Money) string { return ui.Money(v.ctx, m) }
	if int64(len(p.Customers)) == p.Accounts {
		g.Totals = [][]string{{v.say("web.total"), m(p.Owed), m(p.Promised), m(p.Disputed), m(p.Expected), ui.Days(v.ctx, p.Oldest), m(p.Overdue)}}
	}
	return g
}

// follower is who follows a customer, as his record says it.
func (v *visit) follower(customer string) (ui.Fact, error) {
	if !v.may(app.ShowCollector.Entry) {
		return ui.Fact{}, nil
	}
	h, err := ask(v, app.ShowCollector, dunning.OfCustomer{Customer: customer})
	f := ui.Fact{Name: v.say("web.col.collector"), Text: h.Collector, Href: v.link2("/portfolios/{id}", "/portfolios/"+escape(h.Collector))}
	if h.Collector == "" {
		f.Text, f.Href = v.say("web.portfolio.everybody"), v.link2("/portfolios/{id}", "/portfolios/"+dunning.Everybody)
	}
	if h.StandIn != "" {
		f.Text = v.say("web.portfolio.for_now", "name", h.Collector, "other", h.StandIn, "to", ui.Day(v.ctx, h.Until))
	}
	return f, err
}
