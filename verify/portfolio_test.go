package verify_test

import (
	"math/rand/v2"
	"testing"

	"encaisse/app/access"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/refuse"
	"encaisse/o2c/dunning"
)

// follows adds a user who may follow customers.
func follows(x *db.Write, name string) error {
	if _, err := access.AddUser(x, access.NewUser{Name: name}); err != nil {
		return err
	}
	_, err := access.IssueKey(x, access.NewKey{User: name, Role: access.Collections})
	return err
}

// give puts a customer into a portfolio, out of it, or lets another stand in.
func give(w *world, r *rand.Rand, as db.As) error {
	name, other := pick(r, "hugo", "zoe"), pick(r, "hugo", "zoe", "")
	c, err := w.customer(r, as)
	if err != nil {
		return err
	}
	return do(w, as, func(x *db.Write) (any, error) {
		if r.IntN(4) == 0 {
			return dunning.Cover(x, dunning.NewStandIn{Collector: name, StandIn: other, To: day.FromTime(w.clock.now(), as.Zone).AddDays(r.IntN(4))})
		}
		v, err := dunning.Give(x, dunning.ToGive{Customer: c, Collector: other})
		if refuse.Code(err) == "portfolio.collector" {
			return v, follows(x, other)
		}
		return v, err
	})
}

var forgedPortfolios = []*db.Stmt{
	db.Q("test.portfolio.owner", `update portfolio set collector = (select max(id) from app_user where id not in (select collector from portfolio)) where id = (select min(id) from portfolio)`),
	db.Q("test.portfolio.cover", `update portfolio set stand_in = (select max(id) from app_user where id not in (select collector from portfolio)) where stand_in is not null`),
	db.Q("test.portfolio.uncover", `update portfolio set stand_in = null where stand_in is not null`),
	db.Q("test.portfolio.first", `update portfolio set first_day = first_day - 1 where stand_in is not null`),
	db.Q("test.portfolio.last", `update portfolio set last_day = last_day + 1 where stand_in is not null`),
	db.Q("test.portfolio.version", `update portfolio set version = version + 1 where id = (select min(id) from portfolio)`),
	db.Q("test.portfolio.more", `insert into portfolio (id, entity, collector, first_day, last_day, version) select max(p.id) + 1, min(p.entity), max(u.id), 0, 0, 1 from portfolio p, app_user u where u.id not in (select collector from portfolio)`),
	db.Q("test.account.move", `update portfolio_account set portfolio = (select max(id) from portfolio) where portfolio = (select min(id) from portfolio)`),
	db.Q("test.account.lose", `delete from portfolio_account where portfolio = (select min(id) from portfolio)`),
	db.Q("test.account.whose", `update portfolio_account set customer = (select max(id) from customer) where portfolio = (select min(id) from portfolio)`),
	db.Q("test.account.more", `insert into portfolio_account (entity, customer, portfolio) select min(p.entity), max(c.id), min(p.id) from portfolio p, customer c`),
	db.Q("test.given.again", `insert into event select max(x.id) + 1, e.type, e.at, e.day, e.actor, e.entity, e.cause, e.request, e.objects, e.body
		from event e, event x where e.id = (select max(id) from event where type = 'portfolio.given') group by e.id, e.type, e.at, e.day, e.actor, e.entity, e.cause, e.request, e.objects, e.body`),
	db.Q("test.covered.again", `insert into event select max(x.id) + 1, e.type, e.at, e.day, e.actor, e.entity, e.cause, e.request, e.objects, e.body
		from event e, event x where e.id = (select max(id) from event where type = 'portfolio.covered') group by e.id, e.type, e.at, e.day, e.actor, e.entity, e.cause, e.request, e.objects, e.body`),
	db.Q("test.taken.again", `insert into event select max(x.id) + 1, e.type, e.at, e.day, e.actor, e.entity, e.cause, e.request, e.objects, e.body
		from event e, event x where e.id = (select max(id) from event where type = 'portfolio.taken') group by e.id, e.type, e.at, e.day, e.actor, e.entity, e.cause, e.request, e.objects, e.body`),
	db.Q("test.given.lose", `delete from event where id = (select max(id) from event where type = 'portfolio.given')`),
}

// Customers who were given, taken or covered in the database alone are found.
func TestForgedPortfoliosAreFound(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := found(t, url)
		do := func(f func(*db.Write) error) {
			t.Helper()
			must(w, w.as[0], func(x *db.Write) (struct{}, error) { return struct{}{}, f(x) })
		}
		for _, name := range []string{"hugo", "zoe", "lea"} {
			do(func(x *db.Write) error { return follows(x, name) })
		}
		r := rand.New(rand.NewPCG(1, 1))
		for len(w.buyer["EUR"]) < 3 {
			if err := w.newCustomer(r, w.as[0], "EUR"); err != nil && !lawful(err) {
				t.Fatal(err)
			}
		}
		hand := func(customer int, collector string) {
			do(func(x *db.Write) error {
				_, err := dunning.Give(x, dunning.ToGive{Customer: w.buyer["EUR"][customer], Collector: collector})
				return err
			})
		}
		hand(0, "hugo")
		hand(1, "hugo")
		hand(1, "zoe")
		hand(0, "")
		hand(0, "hugo")
		hand(2, "zoe")
		hand(2, "")
		do(func(x *db.Write) error {
			_, err := dunning.Cover(x, dunning.NewStandIn{Collector: "hugo", StandIn: "zoe", To: day.FromTime(w.clock.now(), w.as[0].Zone).AddDays(3)})
			return err
		})
		w.check(0)
		w.finds(forgedPortfolios)
	})
}
