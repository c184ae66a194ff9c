package dunning

import (
	"fmt"

	"encaisse/base/db"
)

var (
	qPortfolioFacts = db.Q("dunning.check.portfolio_facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type in ('portfolio.given', 'portfolio.taken', 'portfolio.covered') order by id limit $2`).Scans()
	qPortfolioRows = db.Q("dunning.check.portfolios", `select `+portfolioColumns+` from portfolio order by id`).Scans()
	qAccountRows   = db.Q("dunning.check.accounts", `select entity, customer, portfolio from portfolio_account order by entity, customer`).Scans()
)

// account is a customer of a company.
type account struct{ entity, customer db.ID }

// given are the portfolios as their facts say they are.
type given struct {
	owner   map[db.ID]db.ID // of a portfolio
	of      map[account]db.ID
	covered map[db.ID]Portfolio
	times   map[db.ID]int64 // stand-ins were said
	out     []db.Breach
}

// portfolios checks that each customer is in the portfolio that the last fact
// about him says, that each portfolio is the one of its collector and covered as
// its last fact says, and that each fact changed something (portfolio.facts).
func portfolios(r *db.Read) ([]db.Breach, error) {
	g := given{map[db.ID]db.ID{}, map[account]db.ID{}, map[db.ID]Portfolio{}, map[db.ID]int64{}, nil}
	err := db.Pages(r, qPortfolioFacts, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			if err := g.tell(e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	rows, err := db.All[Portfolio](r, qPortfolioRows)
	if err != nil {
		return nil, err
	}
	for _, p := range rows {
		g.portfolio(p)
	}
	kept, err := db.All[struct{ Entity, Customer, Portfolio db.ID }](r, qAccountRows)
	for _, k := range kept {
		a := account{k.Entity, k.Customer}
		if g.of[a] != k.Portfolio {
			g.breach(fmt.Sprintf("customer %d", k.Customer), "his portfolio", k.Portfolio, g.of[a])
		}
		delete(g.of, a)
	}
	for a, p := range g.of {
		g.breach(fmt.Sprintf("customer %d", a.customer), "his portfolio", 0, p)
	}
	for p := range g.owner {
		g.breach(fmt.Sprintf("portfolio %d", p), "rows", 0, 1)
	}
	return g.out, err
}

func (g *given) breach(what, which string, is, want any) {
	g.out = append(g.out, db.NotEqual("portfolio.facts", what, which, is, want))
}

// tell takes a fact in, in their order.
func (g *given) tell(e db.Event) error {
	p, a, fact := e.Object("portfolio"), account{e.Entity, e.Object("customer")}, fmt.Sprintf("fact %d", e.ID)
	switch e.Type {
	case "portfolio.given":
		if g.of[a] == p {
			g.breach(fact, "a change of portfolio", p, g.of[a])
		}
		if owner, known := g.owner[p]; known && owner != e.Object("user") {
			g.breach(fact, "the collector", e.Object("user"), owner)
		}
		g.of[a], g.owner[p] = p, e.Object("user")
	case "portfolio.taken":
		if g.of[a] != p {
			g.breach(fact, "the portfolio left", p, g.of[a])
		}
		delete(g.of, a)
	case "portfolio.covered":
		var c covering
		if err := e.Read(&c); err != nil {
			return err
		}
		next := Portfolio{StandIn: e.Object("user"), First: c.First, Last: c.Last}
		if g.covered[p] == next {
			g.breach(fact, "a change of stand-in", next.StandIn, g.covered[p].StandIn)
		}
		g.covered[p] = next
		g.times[p]++
	}
	return nil
}

// portfolio compares a row with what its facts say.
func (g *given) portfolio(p Portfolio) {
	what := fmt.Sprintf("portfolio %d", p.ID)
	if g.owner[p.ID] != p.Collector {
		g.breach(what, "its collector", p.Collector, g.owner[p.ID])
	}
	said := g.covered[p.ID]
	for _, x := range []struct {
		which    string
		is, want any
	}{{"who stands in", p.StandIn, said.StandIn}, {"the first day", p.First, said.First}, {"the last day", p.Last, said.Last}, {"its version", p.Version, 1 + g.times[p.ID]}} {
		if x.is != x.want {
			g.breach(what, x.which, x.is, x.want)
		}
	}
	delete(g.owner, p.ID)
}
