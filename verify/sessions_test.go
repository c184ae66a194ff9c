package verify_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/o2c/portal"
)

// forgedSessions are changes of what lets people in, by the check that finds each.
var forgedSessions = map[string][]*db.Stmt{
	"access.sessions": {
		db.Q("test.session.user", `update session set user_id = (select max(id) from app_user) where ended = 0`),
		db.Q("test.session.role", `update session set role = 'admin' where ended = 0`),
		db.Q("test.session.opened", `update session set opened = opened + 1 where ended = 0`),
		db.Q("test.session.proven", `update session set proven = proven + 60000000 where ended = 0`),
		db.Q("test.session.open", `update session set ended = 0 where ended <> 0`),
		db.Q("test.session.end", `update session set ended = 1 where ended = 0`),
		db.Q("test.session.lose", `delete from session where ended = 0`),
		db.Q("test.session.add", `insert into session (id, user_id, role, entity, hash, opened, seen, ends, ended, address, agent, proven)
			select id + 1, user_id, role, entity, (select hash from invitation order by id limit 1), opened, seen, ends, ended, address, agent, proven from session where ended = 0`),
	},
	"access.visits": {
		db.Q("test.visit.customer", `update portal_session set customer = customer + 1`),
		db.Q("test.visit.user", `update portal_session set user_id = (select min(id) from app_user)`),
		db.Q("test.visit.link", `update portal_session set link = 0`),
		db.Q("test.visit.lose", `delete from portal_session`),
		db.Q("test.visit.add", `insert into portal_session (id, user_id, link, entity, customer, document, hash, opened, seen, ends, ended, address, agent)
			select id + 1, user_id, link, entity, customer, document, (select hash from invitation order by id limit 1), opened, seen, ends, ended, address, agent from portal_session`),
	},
	"access.passwords": {
		db.Q("test.password.at", `update password set at = at + 1`),
		db.Q("test.password.lose", `delete from password`),
		db.Q("test.password.give", `insert into password (user_id, hash, at) select (select max(id) from app_user), hash, at from password`),
	},
	"access.invitations": {
		db.Q("test.invitation.user", `update invitation set user_id = (select max(id) from app_user)`),
		db.Q("test.invitation.lose", `delete from invitation`),
		db.Q("test.invitation.add", `insert into invitation (id, user_id, hash, ends, used) select i.id + 1, i.user_id, s.hash, i.ends + 1, 0 from invitation i, session s order by s.id limit 1`),
		db.Q("test.invitation.message", `update mail_message set template = 'statement' where template = 'invitation'`),
		db.Q("test.invitation.to", `update mail_message set about = (select max(id) from app_user) where template = 'invitation'`),
	},
	"access.codes": {
		db.Q("test.code.again", `update recovery_code set used = 0 where used <> 0`),
		db.Q("test.code.when", `update recovery_code set used = used + 1 where used <> 0`),
		db.Q("test.code.lose", `delete from recovery_code where hash = (select hash from recovery_code where used = 0 order by hash limit 1)`),
		db.Q("test.code.add", `insert into recovery_code (hash, user_id, used) select s.hash, c.user_id, 0 from session s, recovery_code c order by s.id limit 1`),
	},
	"access.keys": {
		db.Q("test.collected.again", `insert into key_owed (key_id, user_id, ends) select id, 11, 4000000000000000 from api_key`),
	},
	"access.roles": {
		db.Q("test.role.add", `insert into user_role (user_id, role, entity) select max(id), 'admin', 0 from app_user`),
		db.Q("test.role.other", `update user_role set role = 'admin' where role = 'sales'`),
		db.Q("test.role.all", `update user_role set entity = 0 where role = 'warehouse'`),
		db.Q("test.role.lose", `delete from user_role where role = 'warehouse'`),
	},
}

// Who lets himself in by the database is found, by the check whose matter it is.
func TestForgedSessionsAreFound(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := found(t, url)
		ctx := context.Background()
		try := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		u := must(w, w.as[0], func(x *db.Write) (access.User, error) {
			u, err := access.AddUser(x, access.NewUser{Name: "anne", Email: "anne@exemple.fr"})
			for _, p := range []access.NewPost{{User: u.ID, Role: access.Sales}, {User: u.ID, Role: access.Warehouse, Entity: "Paris"}} {
				if err == nil {
					_, err = access.Appoint(x, p)
				}
			}
			return u, err
		})
		must(w, w.as[0], func(x *db.Write) (access.Invitation, error) {
			return access.Invite(x, access.NewInvitation{User: "anne", By: access.ByMail})
		})
		link := must(w, w.as[0], func(x *db.Write) (access.Invitation, error) {
			b, err := access.AddUser(x, access.NewUser{Name: "bruno"})
			if err != nil {
				return access.Invitation{}, err
			}
			return access.Invite(x, access.NewInvitation{User: b.ID, By: access.ByLink})
		})
		try(w.a.AcceptInvitation(ctx, strings.TrimPrefix(*link.Path, "/invitation/"), phrase))
		w.clock.forward(1e9)
		gone, err := w.enters(u.ID)
		try(err)
		try(w.a.SignOut(ctx, gone))
		s, err := w.enters(u.ID)
		try(err)
		step, err := w.a.BeginApp(ctx, s)
		try(err)
		asked, err := w.a.SecondOf(ctx, step)
		try(err)
		w.clock.forward(1e9)
		app, err := w.a.EnrolApp(ctx, step, w.code(asked.Key.Text), here)
		try(err)
		w.clock.forward(1e9)
		if s, err = w.a.SessionOf(ctx, app.Session); err == nil {
			_, err = w.a.Prove(ctx, s, "", app.Codes[3], here)
		}
		try(err)
		try(w.newCustomer(rand.New(rand.NewPCG(1, 1)), w.as[0], "EUR"))
		open := must(w, w.as[0], func(x *db.Write) (portal.LinkView, error) {
			return portal.CreateLink(x, portal.NewLink{Customer: w.buyer["EUR"][0]})
		})
		_, err = w.a.Knock(ctx, strings.TrimPrefix(*open.Path, portal.LinkPath), here)
		try(err)
		key := must(w, w.as[0], func(x *db.Write) (access.Key, error) {
			return access.IssueKey(x, access.NewKey{User: "anne", Role: access.Cash})
		})
		try(w.a.DB.Script(ctx, `insert into key_owed (key_id, user_id, ends) select id, 11, 4000000000000000 from api_key`)) // as two people do
		must(w, w.as[0], func(x *db.Write) (access.Collected, error) { return access.CollectKey(x, access.KeyRef{ID: key.ID}) })
		must(w, w.as[0], func(x *db.Write) (access.User, error) { return access.AddUser(x, access.NewUser{Name: "zoé"}) })
		w.check(0)
		for check, list := range forgedSessions {
			for _, q := range list {
				if report, err := tamper(w, q); err != nil || !breached(report, check) {
					t.Errorf("%s is not found by %s: %v", q.Name(), check, err)
				}
			}
		}
	})
}

var qEndedBefore = db.Q("test.session.before", `update session set ended = $2 where id = $1`)

// A session that was told to have ended twice, as before, is no breach; nor is a
// role whose facts do not say for which legal entity.
func TestFactsOfBeforeStand(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := found(t, url)
		u := must(w, w.as[0], func(x *db.Write) (access.User, error) {
			u, err := access.AddUser(x, access.NewUser{Name: "anne"})
			if err == nil {
				_, err = access.Appoint(x, access.NewPost{User: u.ID, Role: access.Sales})
			}
			return u, err
		})
		s, err := w.enters(u.ID)
		if err != nil {
			t.Fatal(err)
		}
		ended := func(x *db.Write) (any, error) {
			x.Emit("session.ended", struct{}{}, db.Obj("session", s.Session), db.Obj("user", s.User))
			return nil, x.Err()
		}
		must(w, w.as[0], func(x *db.Write) (any, error) {
			x.Exec1(qEndedBefore, s.Session, x.Now().UnixMicro())
			return ended(x)
		})
		w.clock.forward(60e9)
		must(w, w.as[0], ended)
		must(w, w.as[0], func(x *db.Write) (any, error) {
			x.Emit("user.role_given", map[string]string{"role": access.Warehouse}, db.Obj("user", s.User))
			return nil, x.Err()
		})
		if err := w.a.DB.Script(context.Background(), `insert into user_role (user_id, role, entity) select user_id, 'warehouse', 7 from user_role`); err != nil {
			t.Fatal(err)
		}
		w.check(0)
	})
}
