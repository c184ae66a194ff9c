package mail_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/app/run"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/money"
	"encaisse/connect/mail"
	"encaisse/o2c/credit"
	"encaisse/o2c/dunning"
	"encaisse/o2c/outbox"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
	"encaisse/o2c/portal"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// sink is a server that keeps what it is given, or answers with a code.
type sink struct {
	sync.Mutex
	got  []string
	code atomic.Int64 // of its answer to a recipient; 0: yes
}

func (s *sink) listen(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go s.serve(c)
		}
	}()
	return "smtp://" + l.Addr().String()
}

func (s *sink) serve(c net.Conn) {
	defer c.Close()
	in := bufio.NewReader(c)
	fmt.Fprint(c, "220 sink\r\n")
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		switch verb := strings.ToUpper(strings.Fields(line + " ?")[0]); verb {
		case "RCPT":
			if code := s.code.Load(); code != 0 {
				fmt.Fprintf(c, "%d no\r\n", code)
				continue
			}
			fmt.Fprint(c, "250 ok\r\n")
		case "DATA":
			fmt.Fprint(c, "354 go\r\n")
			var b strings.Builder
			for {
				line, err := in.ReadString('\n')
				if err != nil || line == ".\r\n" {
					break
				}
				b.WriteString(line)
			}
			s.Lock()
			s.got = append(s.got, b.String())
			s.Unlock()
			fmt.Fprint(c, "250 kept\r\n")
		case "QUIT":
			fmt.Fprint(c, "221 bye\r\n")
			return
		default:
			fmt.Fprint(c, "250 ok\r\n")
		}
	}
}

func (s *sink) count() int {
	s.Lock()
	defer s.Unlock()
	return len(s.got)
}

// world is a company with a customer three days late.
type world struct {
	t   *testing.T
	a   *app.App
	as  db.As
	now *atomic.Int64
}

func owing(t *testing.T, url string) *world {
	w := &world{t: t, now: &atomic.Int64{}}
	w.now.Store(time.Date(2026, 3, 16, 9, 0, 0, 0, time.UTC).UnixMicro())
	a, err := app.Open(t.Context(), url, app.Options{Clock: func() time.Time { return time.UnixMicro(w.now.Load()) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	w.a = a
	if _, err := db.Do(t.Context(), a.DB, db.As{}, func(x *db.Write) (company.Made, error) {
		return company.Found(x, seller.NewEntity{Name: "Exemple", Country: "FR", Currency: "EUR", Tax: "none"})
	}); err != nil {
		t.Fatal(err)
	}
	c, err := a.Act(t.Context(), company.Administrator, access.Admin, "")
	if err != nil {
		t.Fatal(err)
	}
	zone, _ := time.LoadLocation("Europe/Paris")
	w.as = db.As{Actor: c.User, Entity: c.Entity, Zone: zone}
	w.do(func(x *db.Write) error {
		_, err := credit.Welcome(x, credit.NewCustomer{New: party.New{Number: "C1", Name: "Dupont\r\nBcc: x@y.fr", Country: "FR", Currency: "EUR", Terms: "net30", Email: "compta@dupont.fr"}})
		return err
	})
	w.do(func(x *db.Write) error {
		_, err := receivable.TakeOver(x, receivable.TakenOver{Customer: "C1", Number: "F1", IssuedOn: day.Of(2026, 2, 10), DueOn: day.Of(2026, 3, 12), Total: 100_000000, Open: 100_000000})
		return err
	})
	w.do(func(x *db.Write) error { _, err := dunning.Release(x, dunning.ToRelease{}); return err })
	return w
}

func (w *world) do(f func(*db.Write) error) {
	w.t.Helper()
	if _, err := db.Do(w.t.Context(), w.a.DB, w.as, func(x *db.Write) (any, error) { return nil, f(x) }); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) run() {
	w.t.Helper()
	if _, err := run.Do(context.Background(), w.a, "dunning", false); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) idle() {
	w.t.Helper()
	if _, err := w.a.DB.Idle(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) pass(d time.Duration) { w.now.Add(d.Microseconds()) }

// mails are the states of the messages, and their errors.
func (w *world) mails() string {
	w.t.Helper()
	page, err := db.See(w.t.Context(), w.a.DB, w.as, func(r *db.Read) (db.Counted[outbox.View], error) { return outbox.List(r, outbox.Filter{}) })
	if err != nil {
		w.t.Fatal(err)
	}
	var out []string
	for _, m := range page.Items {
		out = append(out, m.State)
	}
	slices.Reverse(out) // the list has the latest first
	return strings.Join(out, " ")
}

func (w *world) tasks() string {
	w.t.Helper()
	page, err := db.See(w.t.Context(), w.a.DB, w.as, func(r *db.Read) (db.Page[dunning.ActionView], error) { return dunning.List(r, dunning.Filter{}) })
	if err != nil {
		w.t.Fatal(err)
	}
	var out []string
	for _, a := range page.Items {
		out = append(out, a.State+" "+a.Why)
	}
	return strings.TrimSpace(strings.Join(out, ", "))
}

func setup(t *testing.T, url string) (*world, *sink) {
	s := &sink{}
	t.Setenv(mail.ServerSetting, s.listen(t))
	t.Setenv(mail.SenderSetting, "Exemple <relances@exemple.fr>")
	return owing(t, url), s
}

// A message leaves once, whole and with an id of its own; a name can not add
// a header.
func TestAMessageLeavesOnce(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w, s := setup(t, url)
		w.run()
		w.idle()
		w.idle()
		w.run()
		w.idle()
		if s.count() != 1 || w.mails() != "sent" {
			t.Fatalf("%d messages, states %q", s.count(), w.mails())
		}
		got := s.got[0]
		head, _, _ := strings.Cut(got, "\r\n\r\n")
		for _, want := range []string{"To: <compta@dupont.fr>", "relances@exemple.fr", "Message-ID: <msg_", "multipart/alternative", "Subject: =?utf-8?q?Exemple=C2=A0:_rappel_de_paiement?="} {
			if !strings.Contains(head, want) {
				t.Errorf("the head lacks %q:\n%s", want, head)
			}
		}
		if strings.Contains(head, "Bcc") || !strings.Contains(got, "text/html") || !strings.Contains(got, "F1") {
			t.Error(got)
		}
	})
}

// What is paid between the decision and the sending is not asked for.
func TestPaidMeanwhile(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w, s := setup(t, url)
		w.run()
		w.do(func(x *db.Write) error {
			_, err := payment.Receive(x, payment.New{Customer: "C1", Amount: money.Decimal(100_000000)})
			return err
		})
		w.idle()
		if s.count() != 0 || w.mails() != "cancelled" || w.tasks() != "cancelled settled" {
			t.Errorf("%d messages, %q, %q", s.count(), w.mails(), w.tasks())
		}
	})
}

// A server that says "later" is asked again, less and less often; one that
// refuses the address for good makes a task.
func TestLaterAndNever(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w, s := setup(t, url)
		s.code.Store(451)
		w.run()
		w.idle()
		w.idle()
		if w.mails() != "queued" || w.tasks() != "queued" {
			t.Fatalf("%q, %q", w.mails(), w.tasks())
		}
		w.pass(61 * time.Second)
		w.idle()
		s.code.Store(0)
		w.idle() // not due yet: two minutes the second time
		if s.count() != 0 {
			t.Fatal("it did not wait")
		}
		w.pass(121 * time.Second)
		w.idle()
		if s.count() != 1 || w.mails() != "sent" {
			t.Fatalf("%d messages, %q", s.count(), w.mails())
		}
		s.code.Store(550)
		w.pass(7 * 24 * time.Hour)
		w.run()
		w.idle()
		if s.count() != 1 || w.mails() != "sent failed" || w.tasks() != "sent , todo undeliverable" {
			t.Errorf("%d messages, %q, %q", s.count(), w.mails(), w.tasks())
		}
	})
}

// A message is not begun twice: one of which nobody knows how it ended is
// flagged, not sent again.
func TestUnsure(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w, s := setup(t, url)
		w.run()
		page, err := db.See(t.Context(), w.a.DB, w.as, func(r *db.Read) (db.Counted[outbox.View], error) { return outbox.List(r, outbox.Filter{}) })
		if err != nil || len(page.Items) != 1 {
			t.Fatal(page, err)
		}
		id, _ := db.ParseID(outbox.Prefix, page.Items[0].ID)
		// A node began and died: its step is another's now.
		w.do(func(x *db.Write) error { _, ok, err := dunning.Ready(x, id, "a@b.fr", false); _ = ok; return err })
		w.idle()
		if s.count() != 0 || w.mails() != "unknown" || w.tasks() != "sent unknown" {
			t.Errorf("%d messages, %q, %q", s.count(), w.mails(), w.tasks())
		}
	})
}

// After the hours it waits for the next morning.
func TestAfterHours(t *testing.T) {
	w, s := setup(t, dbtest.SQLite(t))
	w.now.Store(time.Date(2026, 3, 20, 16, 59, 0, 0, time.UTC).UnixMicro()) // Friday, 17:59 in Paris
	w.run()
	w.pass(2 * time.Minute)
	w.idle()
	w.pass(60 * time.Hour) // Monday, 6:01
	w.idle()
	if s.count() != 0 {
		t.Fatal("it left outside the hours")
	}
	w.pass(2 * time.Hour)
	w.idle()
	if s.count() != 1 || w.mails() != "sent" {
		t.Errorf("%d messages, %q", s.count(), w.mails())
	}
}

// A message ends with a link to the account when the portal has an address; what
// is kept here does not open anything.
func TestTheLinkOfAMessage(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		t.Setenv(mail.PortalSetting, "https://compte.exemple.fr/")
		w, s := setup(t, url)
		w.pass(4 * 24 * time.Hour)
		w.run()
		w.idle()
		if s.count() != 1 {
			t.Fatalf("%d messages left", s.count())
		}
		text := strings.ReplaceAll(s.got[0], "=\r\n", "")
		_, rest, ok := strings.Cut(text, "https://compte.exemple.fr"+portal.LinkPath)
		secret := rest[:min(43, len(rest))]
		if !ok || strings.ContainsAny(secret, "= \r\n<") {
			t.Fatalf("no link in %s", s.got[0])
		}
		session, err := w.a.Knock(t.Context(), secret, app.From{Address: "192.0.2.7"})
		if err != nil {
			t.Fatal(err)
		}
		g, err := w.a.GuestOf(t.Context(), session)
		if err != nil || g.Document != 0 || g.Role != access.Customer {
			t.Errorf("%+v %v", g, err)
		}
		page, err := db.See(t.Context(), w.a.DB, w.as, func(r *db.Read) (db.Counted[outbox.View], error) { return outbox.List(r, outbox.Filter{}) })
		if err != nil || len(page.Items) != 1 || strings.Contains(fmt.Sprint(page.Items[0]), secret) {
			t.Errorf("the secret is kept: %+v %v", page.Items, err)
		}
	})
}
