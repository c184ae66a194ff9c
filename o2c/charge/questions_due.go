package charge

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/party"
	"encaisse/o2c/rate"
	"encaisse/o2c/seller"
)

// UnchargedIn asks who could be charged for lateness.
type UnchargedIn struct {
	db.Paging
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number"`
}

// Due is what a charge asked for today would say, in one currency.
type Due struct {
	Customer    string      `json:"customer"`
	Name        string      `json:"name"`
	UpTo        day.Day     `json:"up_to" doc:"the last day it would count: today"`
	Invoices    int64       `json:"invoices" doc:"how many it would be for"`
	Penalties   money.Money `json:"penalties"`
	Indemnities money.Money `json:"indemnities" doc:"fixed charges for recovery"`
	Total       money.Money `json:"total"`
	Lines       []LineView  `json:"lines"`
}

// mostTried is how many customers are looked at for a page: those who paid late
// and were charged for it have nothing to show.
const mostTried = 300

// Uncharged lists the customers who could be charged for lateness today, with what
// a charge would say (Ask): those whom no policy nor proceedings keep from it, in
// each currency in which there is something to charge and a rate to book it at.
// A page has so many customers at most, and may have fewer and go on.
func Uncharged(r *db.Read, in UnchargedIn) (db.Page[Due], error) {
	out := db.Page[Due]{Items: []Due{}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	e, err := seller.Of(r)
	if err != nil {
		return out, err
	}
	if in.Customer != "" {
		c, err := party.Find(r, in.Customer)
		if err != nil {
			return out, err
		}
		out.Items, err = dueOf(r, e, c)
		return out, err
	}
	tried, err := db.All[db.ID](r, qDebtors, r.Entity, after, r.Today(), mostTried+1)
	if err != nil {
		return out, err
	}
	found := 0
	for n, id := range tried {
		if n == mostTried || found == in.Rows() {
			next := tried[n-1].Text("cur")
			out.Next = &next
			break
		}
		c, err := party.Load(r, id)
		if err != nil {
			return out, err
		}
		list, err := dueOf(r, e, c)
		if err != nil {
			return out, err
		}
		if out.Items = append(out.Items, list...); len(list) > 0 {
			found++
		}
	}
	return out, nil
}

// dueOf is what a customer could be charged today, in each currency.
func dueOf(r *db.Read, e seller.Entity, c party.Customer) ([]Due, error) {
	out := []Due{}
	h := held{e: e, c: c}
	var err error
	if h.p, err = policyOf(r, c.ID); err != nil {
		return out, err
	}
	if err := h.allowed(r); err != nil {
		if _, no := refuse.As(err); no {
			err = nil
		}
		return out, err
	}
	list, err := h.currencies(r)
	for _, in := range list {
		if err != nil {
			break
		}
		var x Charge
		var ok bool
		if x, ok, err = h.would(r, ToCharge{UpTo: r.Today(), Currency: in}); ok {
			out = append(out, x.due(c))
		}
	}
	return out, err
}

// would is the charge that would be issued, and whether one would.
func (h held) would(r *db.Read, in ToCharge) (c Charge, ok bool, err error) {
	if c, err = h.draft(r, in); err == nil && c.Total > 0 {
		c.Home, err = rate.Worth(r, h.e, c.Currency, h.e.PostingDay(r.Today()), c.Total)
	}
	if _, no := refuse.As(err); no { // no rate yet: nothing can be booked
		return c, false, nil
	}
	return c, err == nil && c.Total > 0 && c.Home > 0, err
}

func (c Charge) due(who party.Customer) Due {
	v := view(c, who.Number, 0, 0, nil)
	d := Due{Customer: who.Number, Name: who.Name, UpTo: c.UpTo, Penalties: v.Penalties, Indemnities: v.Indemnities, Total: v.Total, Lines: v.Lines}
	seen := map[db.ID]bool{}
	for _, l := range c.Lines {
		seen[l.Document] = true
	}
	d.Invoices = int64(len(seen))
	return d
}
