package mail_test

import (
	"mime"
	"strings"
	"testing"
	"time"

	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/refuse"
	"encaisse/connect/mail"
	"encaisse/o2c/dunning"
	"encaisse/o2c/letter"
	"encaisse/o2c/outbox"
	"encaisse/verify"
)

// An invitation leaves for the address on file, in the user's language, with a
// link of its own that is good once and kept nowhere; who changes address is
// told where he was.
func TestAnInvitationIsSent(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		t.Setenv(mail.PagesSetting, "https://erp.exemple.fr/")
		w, s := setup(t, url)
		w.say("user.add name=anne email=Anne@Exemple.FR language=en")
		i := w.say("user.invite user=anne").(access.Invitation)
		if i.To != "anne@exemple.fr" || i.Path != nil {
			t.Fatalf("%+v", i)
		}
		w.idle()
		if s.count() != 1 || w.mails() != "sent" {
			t.Fatalf("%d messages, states %q", s.count(), w.mails())
		}
		head, parts := read(t, s.got[0])
		text, page := parts[0].text, parts[1].text
		if head.Get("To") != "<anne@exemple.fr>" || !strings.Contains(text, "Hello anne,") || !strings.Contains(text, "Choose my password:") || strings.Count(page, "<a href=") != 1 {
			t.Errorf("%v\n%s\n%s", head, text, page)
		}
		_, rest, _ := strings.Cut(text, "https://erp.exemple.fr/invitation/")
		secret := strings.Fields(rest)[0]
		if kept := db.JSON(w.say("mail.list")); secret == "" || strings.Contains(kept, secret) {
			t.Error("the link is kept here")
		}
		if err := w.a.AcceptInvitation(t.Context(), secret, "quatre chevaux verts"); err != nil {
			t.Fatal(err)
		}
		if err := w.a.AcceptInvitation(t.Context(), secret, "quatre chevaux noirs"); refuse.Code(err) != "access.invitation" {
			t.Errorf("it is good twice: %v", err)
		}

		w.say("user.email user=anne email=anne@ailleurs.fr")
		w.idle()
		if s.count() != 2 {
			t.Fatalf("%d messages", s.count())
		}
		head, parts = read(t, s.got[1])
		if head.Get("To") != "<anne@exemple.fr>" || !strings.Contains(parts[0].text, "is no longer this one") || strings.Contains(parts[0].text, "ailleurs") {
			t.Errorf("%v\n%s", head, parts[0].text)
		}
		if _, err := verify.Run(t.Context(), w.a.DB, verify.Options{}); err != nil {
			t.Error(err)
		}
	})
}

// A link that was mailed ends with the address it was mailed to, and with time;
// without the address of the pages no invitation leaves.
func TestAMailedLinkEnds(t *testing.T) {
	w, s := setup(t, dbtest.SQLite(t))
	t.Setenv(mail.PagesSetting, "https://erp.exemple.fr")
	link := func() string {
		w.say("user.invite user=anne")
		w.idle()
		_, parts := read(t, s.got[s.count()-1])
		_, rest, _ := strings.Cut(parts[0].text, "/invitation/")
		secret := strings.Fields(rest)[0]
		return secret
	}
	dead := func(secret string) {
		t.Helper()
		if err := w.a.AcceptInvitation(t.Context(), secret, "quatre chevaux verts"); refuse.Code(err) != "access.invitation" {
			t.Errorf("%v", err)
		}
	}
	w.say("user.add name=anne email=anne@exemple.fr")
	first := link()
	w.say("user.email user=anne email=anne@ailleurs.fr")
	dead(first)
	late := link()
	w.pass(time.Hour * (24*access.InvitationDays + 1))
	dead(late)
	t.Setenv(mail.PagesSetting, "")
	before := s.count()
	w.say("user.invite user=anne")
	w.idle()
	if s.count() != before || !strings.HasSuffix(w.mails(), "sent sent failed") {
		t.Errorf("%d messages, states %q", s.count()-before, w.mails())
	}
	if _, err := verify.Run(t.Context(), w.a.DB, verify.Options{}); err != nil {
		t.Error(err)
	}
}

// Who wants to see a message to customers gets it himself, marked as a test;
// the customer gets nothing and nothing is told of him.
func TestAMessageIsTried(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w, s := setup(t, url)
		if err := w.try("mail.test template=firm"); refuse.Code(err) != "letter.no_own_address" {
			t.Errorf("%v", err)
		}
		w.say("user.email user=admin email=admin@exemple.fr")
		if err := w.try("mail.test template=firm customer=C9"); refuse.Code(err) != "party.unknown" {
			t.Errorf("%v", err)
		}
		q := w.say("mail.test template=firm language=en").(letter.Queued)
		w.idle()
		if s.count() != 1 || w.mails() != "sent" {
			t.Fatalf("%d messages, states %q", s.count(), w.mails())
		}
		head, parts := read(t, s.got[0])
		subject, _ := new(mime.WordDecoder).DecodeHeader(head.Get("Subject"))
		if head.Get("To") != "<admin@exemple.fr>" || !strings.HasPrefix(subject, "[Test] ") || len(parts) != 2 || !strings.Contains(parts[0].text, "F1") {
			t.Errorf("%v\n%s", head, parts[0].text)
		}
		if m := w.say("mail.show id=" + q.Message).(outbox.View); m.Customer != "" || m.Template != letter.Test || m.Subject != q.Subject {
			t.Errorf("%+v", m)
		}
		if list := w.say("dunning.list").(db.Page[dunning.ActionView]); len(list.Items) != 0 {
			t.Errorf("it counts as a reminder: %+v", list.Items)
		}
		w.run()
		w.idle()
		if s.count() != 2 { // the customer is reminded as if nothing had been
			t.Errorf("%d messages", s.count())
		}
		if _, err := verify.Run(t.Context(), w.a.DB, verify.Options{}); err != nil {
			t.Error(err)
		}
	})
}
