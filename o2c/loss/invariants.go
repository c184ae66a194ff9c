package loss

import (
	"fmt"
	"slices"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/invoice"
	"encaisse/o2c/ledger"
	"encaisse/o2c/seller"
)

var (
	qFacts = db.Q("loss.check.facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type like 'loss.%' order by id limit $2`).Scans()
	qPage    = db.Q("loss.check.page", `select item as id, `+columns+` from doubtful where item > $1 order by item limit $2`).Scans()
	qGivenUp = db.Q("loss.check.given_up", `select coalesce(debit, 0), cast(sum(amount) as bigint) from application where kind = 'write_off' group by debit`).Scans()
)

// state is a claim as its facts make it.
type state struct {
	c     Claim
	facts int64
}

// kept is a claim by the key its pages go by.
type kept struct {
	ID db.ID
	Claim
}

// audit collects what is wrong with claims.
type audit struct {
	is  map[db.ID]*state
	out []db.Breach
}

func (a *audit) differ(what string, id db.ID, why string, is, should any) {
	if fmt.Sprint(is) != fmt.Sprint(should) {
		a.out = append(a.out, db.NotEqual("loss.claims", fmt.Sprintf("%s %d", what, id), why, is, should))
	}
}

// Breaches checks the doubtful claims: each is the sum of its facts, the
// accounts 416 and 491 moved with them, and what was given up closed the item
// (loss.claims).
func Breaches(r *db.Read) ([]db.Breach, error) {
	a := &audit{is: map[db.ID]*state{}}
	err := db.Pages(r, qFacts, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			if err := a.follow(r, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return a.out, err
	}
	given, err := db.All[struct {
		Item   db.ID
		Amount money.Amount
	}](r, qGivenUp)
	if err != nil {
		return a.out, err
	}
	up := map[db.ID]money.Amount{}
	for _, g := range given {
		up[g.Item] = g.Amount
	}
	err = db.Pages(r, qPage, func(k kept) db.ID { return k.ID }, func(page []kept) error {
		for _, k := range page {
			s := a.is[k.ID]
			if s == nil {
				s = &state{}
			}
			want := s.c
			want.Rate, want.TaxBack, want.Version = k.Rate, k.TaxBack, s.facts
			a.differ("claim", k.ID, "what its facts say", k.Claim, want)
			a.differ("claim", k.ID, "given up on its item", up[k.ID], k.WrittenOff)
			delete(a.is, k.ID)
			delete(up, k.ID)
		}
		return nil
	})
	for id := range a.is {
		a.differ("claim", id, "has facts and is not there", 1, 0)
	}
	for id := range up {
		a.differ("item", id, "given up without a claim", 1, 0)
	}
	return a.out, err
}

// follow applies a fact, and holds its entry against it.
func (a *audit) follow(r *db.Read, e db.Event) error {
	var body changed
	if err := e.Read(&body); err != nil {
		a.differ("fact", e.ID, "body", err, nil)
	}
	s := a.is[e.Object("item")]
	if s == nil {
		s = &state{c: Claim{Item: e.Object("item"), Entity: e.Entity, Customer: e.Object("customer"), Currency: body.Currency, AskedBy: e.Actor}}
		a.is[s.c.Item] = s
		a.differ("fact", e.ID, "the first of its claim", e.Type, "loss.doubtful_marked")
	}
	s.facts++
	s.c.Booked, s.c.Impaired = s.c.Booked+body.Booked, s.c.Impaired+body.Impaired
	s.c.WrittenOff, s.c.Recovered = s.c.WrittenOff+body.WrittenOff, s.c.Recovered+body.Recovered
	abroad, err := abroad(r, e, body)
	if err != nil {
		return err
	}
	if !abroad {
		body.BookedHome, body.ImpairedHome, body.RecoveredHome = body.Booked, body.Impaired, body.Recovered
	}
	s.c.BookedHome, s.c.ImpairedHome = s.c.BookedHome+body.BookedHome, s.c.ImpairedHome+body.ImpairedHome
	legs, err := ledger.LegsOf(r, e.ID)
	if err != nil {
		return err
	}
	a.differ("fact", e.ID, "what it moved on 416 and 491", []ledger.Worth{on(legs, ledger.DoubtfulReceivable), on(legs, ledger.Impairment)},
		[]ledger.Worth{{Amount: body.Booked, Home: body.BookedHome}, {Amount: -body.Impaired, Home: -body.ImpairedHome}})
	a.differ("fact", e.ID, "money it brought", on(legs, ledger.Bank), ledger.Worth{Amount: body.Recovered, Home: body.RecoveredHome})
	why, err := invoice.MovedBy(r, e, e.Object("invoice"), e.Object("item"), body.Moves)
	a.differ("fact", e.ID, "its taxes", why, "")
	var waits, owed ledger.Worth
	for _, m := range body.Moves {
		waits.Amount, waits.Home, owed.Amount = waits.Amount+m.Pending, waits.Home+m.PendingHome, owed.Amount-m.Due
		owed.Home -= m.DueHome
	}
	booked := on(legs, ledger.TaxVAT, ledger.TaxGST, ledger.TaxHST, ledger.TaxQST, ledger.TaxPST)
	if !abroad {
		waits.Home, owed.Home = waits.Amount, owed.Amount
	} else if e.Type == "loss.written_off" { // at the rate of its invoice: what the declaration says
		v, err := invoice.Find(r, e.Object("invoice").Text(invoice.Prefix))
		if err != nil {
			a.differ("fact", e.ID, "its invoice", err, nil)
			return nil
		}
		list, err := taxes(seller.Entity{}, v, body.Moves)
		if err != nil {
			return err
		}
		owed.Home = 0
		for _, t := range list {
			if !t.Pending {
				owed.Home += t.Home
			}
		}
	}
	a.differ("fact", e.ID, "what it moved on the accounts of taxes", []ledger.Worth{on(legs, ledger.TaxPending), booked}, []ledger.Worth{waits, owed})
	return err
}

// abroad reports whether a fact is of a claim in another currency.
func abroad(r *db.Read, e db.Event, body changed) (bool, error) {
	s, err := seller.Load(r, e.Entity)
	if err == db.ErrNone {
		return false, nil // named elsewhere
	}
	return s.Currency != body.Currency, err
}

// on sums the accounts of roles, on either chart.
func on(legs []ledger.Posted, roles ...ledger.Role) (sum ledger.Worth) {
	for _, l := range legs {
		if slices.ContainsFunc(roles, func(x ledger.Role) bool {
			return l.Account == ledger.PCG.Account(x) || l.Account == ledger.Generic.Account(x)
		}) {
			sum.Amount, sum.Home = sum.Amount+l.Amount, sum.Home+l.Home
		}
	}
	return sum
}
