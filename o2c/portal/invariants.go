package portal

import (
	"fmt"
	"slices"

	"encaisse/base/db"
	"encaisse/base/money"
)

var (
	qFacts = db.Q("portal.check.facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type like 'checkout.%' order by id limit $2`).Scans()
	qPage  = db.Q("portal.check.page", `select `+checkoutColumns+` from checkout where id > $1 order by id limit $2`).Scans()
	qSaid  = db.Q("portal.check.said", `select event, provider, token, checkout, kind, currency, amount, fee, charge, effect, payment from provider_event where event > $1 order by event limit $2`).Scans()
	qMoney = db.Q("portal.check.money", `select entity, coalesce(customer, 0), currency, amount, fee from payment where id = $1`)
)

// state is a checkout as its facts make it.
type state struct {
	c      Checkout
	shares []Share
}

// said is a provider's event as it is kept.
type said struct {
	ID       db.ID
	Provider string
	Token    string
	Checkout db.ID
	Kind     string
	Currency money.Currency
	Amount   money.Amount
	Fee      money.Amount
	Charge   string
	Effect   string
	Payment  db.ID
}

// audit collects what is wrong with checkouts.
type audit struct {
	is   map[db.ID]*state
	said map[db.ID]said // by fact
	paid map[db.ID]db.ID
	out  []db.Breach
}

func (a *audit) differ(check, what string, id db.ID, why string, is, should any) {
	if fmt.Sprint(is) != fmt.Sprint(should) {
		a.out = append(a.out, db.NotEqual(check, fmt.Sprintf("%s %d", what, id), why, is, should))
	}
}

// Breaches checks the payments by providers: each is what its facts say
// (portal.checkouts), each event of a provider was heard once, and each money
// it told of is one payment of exactly that (portal.events).
func Breaches(r *db.Read) ([]db.Breach, error) {
	a := &audit{is: map[db.ID]*state{}, said: map[db.ID]said{}, paid: map[db.ID]db.ID{}}
	err := db.Pages(r, qFacts, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			a.follow(e)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := a.rows(r); err != nil {
		return nil, err
	}
	for id := range a.is {
		a.differ("portal.checkouts", "checkout", id, "has facts and is not there", 1, 0)
	}
	err = a.heard(r)
	return a.out, err
}

// rows compares each checkout with its facts.
func (a *audit) rows(r *db.Read) error {
	return db.Pages(r, qPage, func(c Checkout) db.ID { return c.ID }, func(page []Checkout) error {
		for _, c := range page {
			s := a.is[c.ID]
			if s == nil {
				s = &state{}
			}
			want := s.c
			want.URL, want.OpenedAt = c.URL, c.OpenedAt
			a.differ("portal.checkouts", "checkout", c.ID, "what its facts say", c, want)
			shares, err := Shares(r, c.ID)
			if err != nil {
				return err
			}
			var sum money.Amount
			for _, x := range shares {
				sum += x.Amount
			}
			a.differ("portal.checkouts", "checkout", c.ID, "its shares", shares, s.shares)
			a.differ("portal.checkouts", "checkout", c.ID, "the sum of its shares", sum, c.Amount)
			delete(a.is, c.ID)
		}
		return nil
	})
}

// follow applies a fact.
func (a *audit) follow(e db.Event) {
	id := e.Object("checkout")
	s := a.is[id]
	if e.Type == "checkout.begun" {
		a.differ("portal.checkouts", "checkout", id, "begun before", s != nil, false)
		var b begun
		if err := e.Read(&b); err != nil {
			a.differ("portal.checkouts", "fact", e.ID, "body", err, nil)
		}
		s = &state{c: Checkout{ID: id, Entity: e.Entity, Customer: e.Object("customer"), Currency: b.Currency, Amount: b.Amount, Provider: b.Provider,
			State: Asked, Event: e.ID, Version: 1}}
		for _, t := range b.Shares {
			s.shares = append(s.shares, Share(t))
		}
		a.is[id] = s
		return
	}
	if s == nil {
		s = &state{}
		a.is[id] = s
		a.differ("portal.checkouts", "checkout", id, "begun", 0, 1)
	}
	a.differ("portal.checkouts", "fact", e.ID, "customer and company", []db.ID{e.Object("customer"), e.Entity}, []db.ID{s.c.Customer, s.c.Entity})
	if e.Type == "checkout.heard" {
		a.hear(e, s)
		return
	}
	var b moved
	if err := e.Read(&b); err != nil {
		a.differ("portal.checkouts", "fact", e.ID, "body", err, nil)
	}
	went := map[string][]string{"checkout.opened": {Asked, Unsure}, "checkout.unsure": {Asked}, "checkout.expired": {Asked, Unsure, Open}}
	a.differ("portal.checkouts", "fact", e.ID, "may follow "+s.c.State, slices.Contains(went[e.Type], s.c.State), true)
	s.c.State, s.c.Version = b.State, s.c.Version+1
	if b.Token != "" {
		s.c.Token = b.Token
	}
}

// hear applies what a provider told, by the same decision as it was heard.
func (a *audit) hear(e db.Event, s *state) {
	var b heard
	if err := e.Read(&b); err != nil {
		a.differ("portal.events", "fact", e.ID, "body", err, nil)
	}
	next, effect := s.c.hear(Heard{b.Provider, b.Token, s.c.ID, b.Kind, b.Amount, b.Currency, b.Fee, b.Charge})
	if effect == effectMore && b.Effect == effectNothing {
		effect = effectNothing // money that was told of before
	}
	a.differ("portal.events", "fact", e.ID, "effect and state", []string{b.Effect, b.State}, []string{effect, next.State})
	a.differ("portal.events", "fact", e.ID, "money", b.Payment != 0 && b.Payment == e.Object("payment"), effect == effectPaid || effect == effectMore)
	if effect == effectPaid || effect == effectState {
		next.Version++
	}
	if effect == effectPaid {
		next.Payment = b.Payment
	}
	if b.Payment != 0 {
		if other := a.paid[b.Payment]; other != 0 {
			a.differ("portal.events", "fact", e.ID, "money that is of another fact", other, e.ID)
		}
		a.paid[b.Payment] = e.ID
	}
	a.said[e.ID] = said{e.ID, b.Provider, b.Token, s.c.ID, b.Kind, b.Currency, b.Amount, b.Fee, b.Charge, b.Effect, b.Payment}
	s.c = next
}

// heard compares each event kept with its fact, and its money with the payment.
func (a *audit) heard(r *db.Read) error {
	err := db.Pages(r, qSaid, func(x said) db.ID { return x.ID }, func(page []said) error {
		for _, x := range page {
			want := a.said[x.ID]
			a.differ("portal.events", "event of fact", x.ID, "what its fact says", x, want)
			delete(a.said, x.ID)
			if x.Payment == 0 {
				continue
			}
			if err := a.money(r, x); err != nil {
				return err
			}
		}
		return nil
	})
	for id := range a.said {
		a.differ("portal.events", "fact", id, "heard and not kept", 1, 0)
	}
	return err
}

func (a *audit) money(r *db.Read, x said) error {
	type row struct {
		Entity, Customer db.ID
		Currency         money.Currency
		Amount, Fee      money.Amount
	}
	p, err := db.One[row](r, qMoney, x.Payment)
	if err != nil && err != db.ErrNone {
		return err
	}
	c, err := db.One[Checkout](r, qCheckoutByID, x.Checkout)
	if err != nil && err != db.ErrNone {
		return err
	}
	a.differ("portal.events", "event of fact", x.ID, "the payment it led to", p, row{c.Entity, c.Customer, x.Currency, x.Amount, x.Fee})
	return nil
}
