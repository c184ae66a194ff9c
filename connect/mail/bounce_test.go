package mail_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/refuse"
	"encaisse/connect/mail"
	"encaisse/o2c/credit"
	"encaisse/o2c/dunning"
	"encaisse/o2c/letter"
	"encaisse/o2c/outbox"
	"encaisse/o2c/party"
)

// back gives the house a notification about a message.
func (w *world) back(style, message string) (v letter.ReturnView, err error) {
	w.t.Helper()
	return db.Do(w.t.Context(), w.a.DB, w.as, func(x *db.Write) (letter.ReturnView, error) {
		return mail.Bounce(x, mail.ToRead{Data: fixture(w.t, style, message)})
	})
}

// id is the Message-ID of what left, as the server was given it.
func (s *sink) id(n int) string {
	s.Lock()
	defer s.Unlock()
	_, rest, _ := strings.Cut(s.got[n], "Message-ID: <")
	id, _, _ := strings.Cut(rest, ">")
	return id
}

func (w *world) facts(typ string) int64 {
	w.t.Helper()
	n, err := db.See(w.t.Context(), w.a.DB, w.as, func(r *db.Read) (int64, error) { return db.One[int64](r, qFacts, typ) })
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

var qFacts = db.Q("test.mail.facts", `select count(*) from event where type = $1`).Scans()

// A reminder that a server took and gave back is a person's to do; mail to the
// address is held until it changes, and what is said twice is known.
func TestAReminderComesBack(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w, s := setup(t, url)
		w.run()
		w.idle()
		id := s.id(0)
		if v, err := w.back("delayed", id); err != nil || !v.News || v.Bounces || w.tasks() != "sent" {
			t.Fatalf("%+v, %v, %q", v, err, w.tasks())
		}
		v, err := w.back("postfix", id)
		if err != nil || !v.News || !v.Bounces || v.Status != "5.1.1" || v.Customer != "C1" || v.Template != dunning.Friendly {
			t.Fatalf("%+v, %v", v, err)
		}
		for _, again := range []string{"postfix", "gmail", "delayed", "exchange"} {
			if v, err := w.back(again, id); err != nil || v.News {
				t.Errorf("%s again: %+v, %v", again, v, err)
			}
		}
		if w.facts("mail.bounced") != 1 || w.facts("mail.delayed") != 1 || w.facts("party.bounced") != 1 || w.tasks() != "todo bounced" || w.mails() != "sent" {
			t.Errorf("%d, %d, %d, %q, %q", w.facts("mail.bounced"), w.facts("mail.delayed"), w.facts("party.bounced"), w.tasks(), w.mails())
		}
		w.pass(9 * 24 * time.Hour)
		w.run()
		w.idle()
		if s.count() != 1 || w.tasks() != "todo bounced, todo bounced" {
			t.Errorf("%d messages, %q", s.count(), w.tasks())
		}
	})
}

// The next reminder leaves by mail again once the address is another one; what
// waits to leave when the address goes bad becomes a person's.
func TestAnotherAddressIsGood(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w, s := setup(t, url)
		w.run()
		w.idle()
		if _, err := w.back("gmail", s.id(0)); err != nil {
			t.Fatal(err)
		}
		w.do(func(x *db.Write) error {
			_, err := credit.Put(x, credit.NewCustomer{New: party.New{Number: "C1", Name: "Dupont", Country: "FR", Currency: "EUR", Terms: "net30", Email: "autre@dupont.fr"}})
			return err
		})
		w.pass(9 * 24 * time.Hour)
		w.run()
		w.idle()
		if s.count() != 2 || !strings.Contains(s.got[1], "autre@dupont.fr") {
			t.Fatalf("%d messages, %q", s.count(), w.tasks())
		}
		if v, err := w.back("exchange", s.id(1)); err != nil || !v.Bounces {
			t.Fatalf("%+v, %v", v, err)
		}
	})
}

// Who forges a notification finds nothing: neither by another house's
// Message-ID, nor of what never left, nor by an id that is none.
func TestAForeignNotification(t *testing.T) {
	w, s := setup(t, dbtest.SQLite(t))
	w.run()
	page, err := db.See(context.Background(), w.a.DB, w.as, func(r *db.Read) (db.Counted[outbox.View], error) { return outbox.List(r, outbox.Filter{}) })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.back("postfix", page.Items[0].ID+"@exemple.fr"); refuse.Code(err) != "outbox.not_left" {
		t.Errorf("of what waits: %v", err)
	}
	w.idle()
	name, _, _ := strings.Cut(s.id(0), "@")
	for _, id := range []string{name + "@ailleurs.fr", "msg_0000000000001@exemple.fr", "x@exemple.fr", "@"} {
		r, ok := refuse.As(func() error { _, err := w.back("postfix", id); return err }())
		if !ok || len(r.Fields) != 1 || r.Fields[0].Code != "mail.not_ours" {
			t.Errorf("%s: %v", id, r)
		}
	}
	if w.facts("mail.bounced") != 0 {
		t.Error("a forged notification is a fact")
	}
}

// What waits to leave when its address goes bad is not sent, and not lost.
func TestTheAddressGoesBadMeanwhile(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w, s := setup(t, url)
		w.run()
		w.idle()
		w.pass(9 * 24 * time.Hour)
		w.run() // the next one waits for its step
		if v, err := w.back("postfix", s.id(0)); err != nil || !v.Bounces {
			t.Fatalf("%+v, %v", v, err)
		}
		w.idle()
		if s.count() != 1 || w.mails() != "sent cancelled" || w.tasks() != "todo bounced, todo bounced" {
			t.Errorf("%d messages, %q, %q", s.count(), w.mails(), w.tasks())
		}
	})
}
