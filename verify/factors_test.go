package verify_test

import (
	"context"
	"testing"

	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
)

var forgedFactors = []*db.Stmt{
	db.Q("test.factor.kind", `update factor set kind = 'identity' where ended = 0`),
	db.Q("test.factor.handle", `update factor set handle = secret where ended = 0`),
	db.Q("test.factor.user", `update factor set user_id = (select max(id) from app_user) where ended = 0`),
	db.Q("test.factor.end", `update factor set ended = 1 where ended = 0`),
	db.Q("test.factor.open", `update factor set ended = 0 where id = (select min(id) from factor where ended <> 0)`),
	db.Q("test.factor.delete", `delete from factor where ended = 0`),
	db.Q("test.factor.add", `insert into factor (id, user_id, kind, name, handle, secret, used, seen, ended, version)
		select id + 1, user_id, kind, name, secret, secret, used, seen, ended, version from factor where ended = 0`),
	db.Q("test.factor.reset_again", `insert into event select max(x.id) + 1, e.type, e.at, e.day, e.actor, e.entity, e.cause, e.request, e.objects, e.body
		from event e, event x where e.type = 'factor.reset' group by e.id, e.type, e.at, e.day, e.actor, e.entity, e.cause, e.request, e.objects, e.body`),
	db.Q("test.factor.rule", `update factor_rule set required = false`),
	db.Q("test.factor.rule_role", `update factor_rule set role = 'sales'`),
	db.Q("test.factor.rule_delete", `delete from factor_rule`),
}

// Who writes himself a factor into the database, or takes one away, is found.
func TestForgedFactorsAreFound(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := found(t, url)
		_, err := db.Do(context.Background(), w.a.DB, w.as[0], func(x *db.Write) (any, error) {
			u, err := access.AddUser(x, access.NewUser{Name: "with factors"})
			if err != nil {
				return nil, err
			}
			if _, err := access.AddUser(x, access.NewUser{Name: "without"}); err != nil {
				return nil, err
			}
			id, _ := db.ParseID(access.UserPrefix, u.ID)
			for _, handle := range []string{"one", "two"} {
				if err := access.AddFactor(x, access.Vault{}, access.Factor{User: id, Kind: access.Passkey, Handle: []byte(handle)}, []byte("secret")); err != nil {
					return nil, err
				}
			}
			list, err := access.FactorsOf(x.Read, id)
			if err != nil {
				return nil, err
			}
			if err := access.NameFactor(x, id, list[0].ID, "mine"); err != nil {
				return nil, err
			}
			if err := access.EndFactor(x, id, list[0].ID); err != nil {
				return nil, err
			}
			lost, err := access.AddUser(x, access.NewUser{Name: "a third"})
			if err != nil {
				return nil, err
			}
			his, _ := db.ParseID(access.UserPrefix, lost.ID)
			if err := access.AddFactor(x, access.Vault{}, access.Factor{User: his, Kind: access.Passkey, Handle: []byte("three")}, []byte("secret")); err != nil {
				return nil, err
			}
			if _, err := access.ResetFactors(x, access.UserRef{User: lost.ID}); err != nil {
				return nil, err
			}
			_, err = access.Require(x, access.Demand{Role: access.Cash, Required: true})
			return nil, err
		})
		if err != nil {
			t.Fatal(err)
		}
		w.check(0)
		w.finds(forgedFactors)
	})
}
