package verify_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
)

// factsOfUsers are those that the random steps about users tell.
var factsOfUsers = []string{"user.added", "user.suspended", "user.restored", "user.email_set", "user.identity_invited", "apikey.created", "apikey.revoked",
	"factor.added", "factor.named", "factor.ended", "factor.reset", "factor_rule.set", "factor_rule.changed",
	"user.role_given", "user.role_ended", "user.role_withheld", "user.invited", "user.invite_agreed", "user.password_set", "session.opened", "session.proven", "session.ended",
	"factor.codes", "factor.recovered", "apikey.collected", "portal.invited", "portal.session"}

// Users, their keys, addresses, identities, factors, roles and sessions are moved about at random,
// and every fact of them that is told a second time is found.
func TestForgedFactsOfUsersAreFound(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		seed := seedOf(t)
		r := rand.New(rand.NewPCG(seed, 3))
		w := found(t, url)
		if err := w.newCustomer(r, w.as[0], "EUR"); err != nil {
			t.Fatal(err)
		}
		for n := 0; n%100 != 0 || n < 300 || !w.told(factsOfUsers); n++ {
			if n == 10_000 {
				t.Fatalf("seed %d: not every fact was told", seed)
			}
			w.aboutUsers(r, seed)
		}
		w.check(seed)
		for _, typ := range factsOfUsers {
			if report, err := tamper(w, qForge, typ); err != nil || report.OK {
				t.Errorf("seed %d: a forged %s is not found: %v", seed, typ, err)
			}
		}
	})
}

// aboutUsers does one random step about users.
func (w *world) aboutUsers(r *rand.Rand, seed uint64) {
	w.t.Helper()
	as := w.as[r.IntN(len(w.as))]
	name := pick(r, "user.second", "user.email", "user.key", "user.identity", "user.factor", "user.factor", "signin.require", "approval.decide", "approval.decide",
		"user.role", "user.role", "user.invite", "user.session", "user.session", "user.app", "session.end", "key.collect", "portal.session")
	at := slices.IndexFunc(steps, func(s step) bool { return s.name == name })
	if err := steps[at].do(w, r, as); !lawful(err) {
		w.t.Fatalf("seed %d: %s: %v", seed, name, err)
	}
	w.clock.forward(time.Minute)
}

// told tells whether there is a fact of each type.
func (w *world) told(types []string) bool {
	w.t.Helper()
	list, err := db.See(context.Background(), w.a.DB, db.As{}, func(x *db.Read) ([]string, error) { return db.All[string](x, qTypes) })
	if err != nil {
		w.t.Fatal(err)
	}
	return !slices.ContainsFunc(types, func(typ string) bool { return !slices.Contains(list, typ) })
}
