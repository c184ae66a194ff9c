package verify_test

import (
	"context"
	"os"
	"testing"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/scenario"
	"encaisse/verify"
)

// copied writes the last fact of a type in again, of another message or customer
// when said.
func copied(name, typ string) *db.Stmt {
	return db.Q("test.bounce."+name, `insert into event (id, type, at, day, actor, entity, cause, request, objects, body)
		select (select max(id) + 1 from event), type, at, day, actor, entity, cause, request, objects, body from event where id = (select max(id) from event where type = '`+typ+`')`).Scans()
}

func changed(name, text string) *db.Stmt { return db.Q("test.bounce."+name, text).Scans() }

// forgedBounces are, by the check that has to find them.
var forgedBounces = map[string][]*db.Stmt{
	"mail.facts": {
		copied("again", "mail.bounced"), copied("late again", "mail.delayed"), copied("sent again", "mail.sent"),
		changed("lose", `delete from event where id = (select min(id) from event where type = 'mail.bounced')`),
		changed("lose late", `delete from event where type = 'mail.delayed'`),
		changed("lose sent", `delete from event where id = (select min(id) from event where type = 'mail.sent')`),
		changed("lose reminder", `delete from event where id = (select max(id) from event where type = 'mail.bounced')`),
		changed("other status", `update event set body = replace(body, '5.1.1', '5.1.2') where id = (select min(id) from event where type = 'mail.bounced')`),
		changed("other kind", `update event set type = 'mail.delayed' where id = (select min(id) from event where type = 'mail.bounced')`),
		changed("other time", `update event set at = at + 1 where id = (select min(id) from event where type = 'mail.bounced')`),
		changed("came back", `update mail_message set bounced = '5.1.1' where bounced = '' and id = (select max(id) from mail_message)`),
		changed("is late", `update mail_message set delayed = '4.4.7' where delayed = ''  and id = (select max(id) from mail_message)`),
		changed("arrived", `update mail_message set bounced = '', bounced_at = 0 where id = (select min(id) from mail_message where bounced <> '')`),
		changed("in time", `update mail_message set delayed = '' where delayed <> ''`),
		changed("status", `update mail_message set bounced = '4.0.0' where id = (select max(id) from mail_message where bounced <> '')`),
		changed("when", `update mail_message set bounced_at = bounced_at + 1 where id = (select min(id) from mail_message where bounced <> '')`),
	},
	"party.bounced": {
		copied("bad again", "party.bounced"), copied("good again", "party.reachable"),
		changed("lose bad", `delete from event where id = (select min(id) from event where type = 'party.bounced')`),
		changed("lose good", `delete from event where id = (select min(id) from event where type = 'party.reachable')`),
		changed("lose changed", `delete from event where type = 'party.changed'`),
		changed("bad", `update customer set bounced = '5.1.1' where bounced = '' and id = (select max(id) from customer)`),
		changed("good", `update customer set bounced = '' where bounced <> ''`),
		changed("how bad", `update customer set bounced = '5.0.0' where bounced <> ''`),
		changed("said how bad", `update event set body = replace(body, '5.4.1', '5.4.2') where id = (select max(id) from event where type = 'party.bounced')`),
	},
}

// Who writes into the database alone that a message came back, or did not, or
// that an address is bad or good, is found by the check that is for it.
func TestForgedBouncesAreFound(t *testing.T) {
	story, err := os.ReadFile("../scenario/bounce.txt")
	if err != nil {
		t.Fatal(err)
	}
	dbtest.Both(t, func(t *testing.T, url string) {
		if err := scenario.Play(t.Context(), url, "bounce.txt", string(story)); err != nil {
			t.Fatal(err)
		}
		a, err := app.Open(t.Context(), url, app.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		w := &world{t: t, a: a}
		report, err := verify.Run(context.Background(), a.DB, verify.Options{})
		if err != nil || breached(report, "mail.facts") || breached(report, "party.bounced") {
			t.Fatal(report.Checks, err)
		}
		for check, list := range forgedBounces {
			for _, q := range list {
				if report, err := tamper(w, q); err != nil || !breached(report, check) {
					t.Errorf("%s is not found by %s: %v", q.Name(), check, err)
				}
			}
		}
	})
}
