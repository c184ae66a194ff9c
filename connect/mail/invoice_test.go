package mail_test

import (
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"slices"
	"strings"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/app/form"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/connect/mail"
	"encaisse/o2c/insight"
	"encaisse/o2c/letter"
	"encaisse/o2c/outbox"
	"encaisse/o2c/portal"
	"encaisse/verify"
)

// say runs "invoice.send id=F1" in the words of the registry, with all that
// follows from it.
func (w *world) say(lines ...string) (out any) {
	w.t.Helper()
	for _, line := range lines {
		var err error
		if out, err = w.tell(line); err != nil {
			w.t.Fatal(line, ": ", err)
		}
	}
	return out
}

// try is what a line is refused.
func (w *world) try(line string) error {
	w.t.Helper()
	_, err := w.tell(line)
	return err
}

func (w *world) tell(line string) (any, error) {
	w.t.Helper()
	c, err := w.a.Act(w.t.Context(), "admin", "admin", "")
	if err != nil {
		w.t.Fatal(err)
	}
	fields := strings.Fields(line)
	e, ok := app.Find(fields[0])
	if !ok {
		w.t.Fatal(line)
	}
	in := e.NewInput()
	for _, f := range fields[1:] {
		name, value, _ := strings.Cut(f, "=")
		if name != "id" {
			value = strings.ReplaceAll(value, "_", " ")
		}
		if err := form.Set(in, name, value); err != nil {
			w.t.Fatal(line, err)
		}
	}
	out, _, err := e.Run(w.t.Context(), w.a, app.Call{Caller: c}, in)
	return out, err
}

// sold invoices an order of a customer.
func (w *world) sold(customer string) {
	w.t.Helper()
	if customer != "C3" {
		w.say("item.create sku=a name=<b>Article</b> kind=service price=100.00 currency=EUR")
	}
	w.say("order.place number=O" + customer + " customer=" + customer + " po_number=PO-77 lines=a:2")
	w.idle()
	w.say("shipping.plan ship=true order=O" + customer)
	w.idle()
}

// begin begins to send a message, as a node that dies then.
func (w *world) begin(message string) {
	w.t.Helper()
	id, _ := db.ParseID(outbox.Prefix, message)
	w.do(func(x *db.Write) error { _, ok, err := letter.Ready(x, id, "a@b.fr", false); _ = ok; return err })
}

// part is one of a message.
type part struct{ media, name, text string }

// read takes a message apart as a reader would.
func read(t *testing.T, raw string) (head netmail.Header, parts []part) {
	t.Helper()
	m, err := netmail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	var walk func(media string, coding string, disposition string, body io.Reader)
	walk = func(media, coding, disposition string, body io.Reader) {
		kind, params, err := mime.ParseMediaType(media)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(kind, "multipart/") {
			for r := multipart.NewReader(body, params["boundary"]); ; {
				p, err := r.NextRawPart()
				if err == io.EOF {
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				walk(p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p.Header.Get("Content-Disposition"), p)
			}
		}
		if coding == "quoted-printable" {
			body = quotedprintable.NewReader(body)
		}
		b, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		_, named, _ := mime.ParseMediaType(disposition)
		parts = append(parts, part{kind, named["filename"], strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(string(b))})
	}
	walk(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), "", m.Body)
	return m.Header, parts
}

// An invoice goes to its customer of itself: in his language, with the amount,
// the day, the document and one button that opens this invoice and nothing else.
func TestAnInvoiceIsSent(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		t.Setenv(mail.PortalSetting, "https://compte.exemple.fr")
		w, s := setup(t, url)
		w.sold("C1")
		if s.count() != 1 || w.mails() != "sent" {
			t.Fatalf("%d messages, states %q", s.count(), w.mails())
		}
		head, parts := read(t, s.got[0])
		subject, _ := new(mime.WordDecoder).DecodeHeader(head.Get("Subject"))
		if !strings.HasPrefix(subject, "Exemple\u00a0: facture FA-2026-000001, 200,00") || head.Get("Bcc") != "" {
			t.Errorf("%q %v", subject, head)
		}
		if len(parts) != 3 || parts[2].media != "application/pdf" || parts[2].name != "FA-2026-000001.pdf" {
			t.Fatalf("%+v", parts)
		}
		text, page := parts[0].text, parts[1].text
		for _, want := range []string{"Voici votre facture FA-2026-000001", "200,00 €", "15/04/2026", "PO-77", "Voir et payer la facture :"} {
			if !strings.Contains(text, want) {
				t.Errorf("the text lacks %q:\n%s", want, text)
			}
		}
		if n := strings.Count(page, "<a href="); n != 1 || strings.Contains(page, "<b>") || strings.Contains(text, "[") {
			t.Errorf("%d buttons in\n%s", n, page)
		}
		_, rest, _ := strings.Cut(text, "https://compte.exemple.fr"+portal.LinkPath)
		secret := rest[:min(43, len(rest))]
		session, err := w.a.Knock(t.Context(), secret, app.From{Address: "192.0.2.7"})
		if err != nil {
			t.Fatal(err)
		}
		if g, err := w.a.GuestOf(t.Context(), session); err != nil || g.Document == 0 {
			t.Errorf("%+v %v", g, err)
		}
		// Who follows the link is told of the message and of the invoice.
		sent := w.say("mail.list").(db.Counted[outbox.View]).Items[0]
		for _, line := range []string{"mail.facts id=" + sent.ID, "invoice.facts id=FA-2026-000001"} {
			facts := w.say(line).([]insight.Step)
			if !slices.ContainsFunc(facts, func(f insight.Step) bool { return f.Type == "portal.session" }) {
				t.Errorf("%s: nobody followed the link: %+v", line, facts)
			}
		}
		if _, err := verify.Run(t.Context(), w.a.DB, verify.Options{}); err != nil {
			t.Error(err)
		}
	})
}

// It is sent again when somebody wants it, with a preview; not to who has no
// address; not of itself where the company or the customer says no.
func TestSendAgain(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w, s := setup(t, url)
		w.say("customer.create number=C2 name=Sans country=FR currency=EUR terms=net30", "customer.create number=C3 name=Courrier country=FR currency=EUR terms=net30 email=a@b.fr send_by=none")
		w.sold("C2")
		w.sold("C3")
		if s.count() != 0 {
			t.Fatal("somebody was written to who should not be")
		}
		q := w.say("invoice.send id=FA-2026-000002").(letter.Queued)
		if q.To != "a@b.fr" || !strings.Contains(q.Subject, "FA-2026-000002") || len(q.Papers) != 1 {
			t.Errorf("%+v", q)
		}
		s.code.Store(550)
		w.idle()
		if s.count() != 0 || w.mails() != "failed" {
			t.Errorf("%d messages, %q", s.count(), w.mails())
		}
		s.code.Store(0)
		w.say("invoice.send id=FA-2026-000002", "statement.send customer=C3")
		w.idle()
		if s.count() != 2 || w.mails() != "failed sent sent" {
			t.Fatalf("%d messages, %q", s.count(), w.mails())
		}
		_, parts := read(t, s.got[1])
		if len(parts) != 3 || parts[2].media != "application/pdf" || !strings.Contains(parts[0].text, "200,00 €") || strings.Contains(parts[0].text, "[") || strings.Contains(parts[1].text, "<a") {
			t.Errorf("%+v", parts[:2])
		}
		if _, err := verify.Run(t.Context(), w.a.DB, verify.Options{}); err != nil {
			t.Error(err)
		}
	})
}

// A message that was begun and of which nobody knows is not sent again.
func TestAnInvoiceIsNotSentTwice(t *testing.T) {
	w, s := setup(t, dbtest.SQLite(t))
	w.sold("C1")
	q := w.say("invoice.send id=FA-2026-000001").(letter.Queued)
	w.begin(q.Message)
	w.idle()
	if s.count() != 1 || w.mails() != "sent unknown" {
		t.Errorf("%d messages, %q", s.count(), w.mails())
	}
	w.pass(time.Hour)
	if _, err := verify.Run(t.Context(), w.a.DB, verify.Options{}); err != nil {
		t.Error(err)
	}
}

// A reminder brings what its level says: copies of the invoices first, the
// statement too from the second on.
func TestWhatGoesWithAReminder(t *testing.T) {
	w, s := setup(t, dbtest.SQLite(t))
	w.sold("C1")
	for k, want := range [][]string{{"FA-2026-000001.pdf"}, {"C1.pdf", "FA-2026-000001.pdf"}} {
		before := s.count()
		w.pass(time.Duration([]int{35, 14}[k]) * 24 * time.Hour)
		w.run()
		w.idle()
		if s.count() != before+1 {
			t.Fatalf("%d messages after %d: %s", s.count(), before, w.mails())
		}
		_, parts := read(t, s.got[before])
		var names []string
		for _, p := range parts {
			if p.name != "" {
				names = append(names, p.name)
			}
		}
		slices.Sort(names)
		if !slices.Equal(names, want) {
			t.Errorf("%v, want %v", names, want)
		}
	}
}
