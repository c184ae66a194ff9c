package till_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/till"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/connect/psp"
	"encaisse/demo"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
	"encaisse/o2c/portal"
	"encaisse/verify"
)

// counter is a demonstration with a sandbox, and a customer who owes.
type counter struct {
	*testing.T
	app     *app.App
	till    *till.Till
	box     *psp.Sandbox
	call    app.Call
	staff   app.Call
	forward atomic.Int64
}

func counters(t *testing.T, f func(c *counter)) {
	dbtest.Both(t, func(t *testing.T, url string) {
		clock := &demo.Clock{}
		c := &counter{T: t}
		now := func() time.Time { return clock.Now().Add(time.Duration(c.forward.Load())) }
		a, err := app.Open(t.Context(), url, app.Options{Clock: now})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(a.Close)
		if _, err := demo.Build(t.Context(), a, demo.Options{Small: true, Months: 2, Seed: 5, Clock: clock}); err != nil {
			t.Fatal(err)
		}
		c.app, c.box = a, psp.NewSandbox(now)
		c.till = &till.Till{App: a, Provider: c.box}
		c.box.Notify = c.till.Hear
		staff, err := a.Act(t.Context(), "edith", access.Auditor, demo.Company)
		if err != nil {
			t.Fatal(err)
		}
		c.staff = app.Call{Caller: staff}
		f(c)
		if _, err := verify.Run(context.Background(), a.DB, verify.Options{}); err != nil {
			t.Error(err)
		}
	})
}

// be makes the next caller a customer who owes two documents, the n-th such.
func (c *counter) be(n int) portal.Account {
	c.Helper()
	page, err := app.ListCustomers.Ask(c.Context(), c.app, c.staff, db.Paging{Limit: 100})
	if err != nil {
		c.Fatal(err)
	}
	for _, cu := range page.Items {
		id, _ := db.ParseID(party.Prefix, cu.ID)
		c.call = app.Call{Caller: app.Caller{User: c.staff.User, Role: access.Customer, Entity: c.staff.Entity, Customer: id}}
		if a := c.account(); len(a.Due) > 1 && len(a.Sums) == 1 && a.Due[0].Discount == nil {
			if n--; n < 0 {
				return a
			}
		}
	}
	c.Fatal("nobody owes enough")
	return portal.Account{}
}

func (c *counter) account() portal.Account {
	c.Helper()
	a, err := app.PortalAccount.Ask(c.Context(), c.app, c.call, portal.AccountIn{})
	if err != nil {
		c.Fatal(err)
	}
	return a
}

func (c *counter) pay(parts ...portal.PayPart) (portal.CheckoutView, error) {
	return c.till.Pay(c.Context(), c.call, portal.NewCheckout{Parts: parts}, "test", func(id string) string { return "/portal/checkouts/" + id })
}

func (c *counter) show(id string) portal.CheckoutView {
	c.Helper()
	v, err := app.ShowCheckout.Ask(c.Context(), c.app, c.call, portal.CheckoutIn{ID: id})
	if err != nil {
		c.Fatal(err)
	}
	return v
}

// payments is how many payments of the customer there are.
func (c *counter) payments() int {
	c.Helper()
	page, err := app.ListPayments.Ask(c.Context(), c.app, c.staff, payment.Filter{Paging: db.Paging{Limit: 1000}, Customer: c.call.Customer.Text(party.Prefix)})
	if err != nil {
		c.Fatal(err)
	}
	return len(page.Items)
}

func token(v portal.CheckoutView) string { return v.URL[len("/portal/sandbox/"):] }

// Two invoices, one of them in part: the money lands on just these, to the cent.
func TestMoneyLandsWhereItWasMeant(t *testing.T) {
	counters(t, func(c *counter) {
		a := c.be(0)
		part := money.Decimal(12_340000)
		v, err := c.pay(portal.PayPart{Invoice: a.Due[0].ID}, portal.PayPart{Invoice: a.Due[1].ID, Amount: &part})
		if err != nil {
			t := c.T
			t.Fatal(err)
		}
		again, err := c.pay(portal.PayPart{Invoice: a.Due[0].ID}, portal.PayPart{Invoice: a.Due[1].ID, Amount: &part})
		if err != nil || again.ID != v.ID || again.URL != v.URL {
			c.Errorf("the same wish again is %v %v, not %v", again, err, v)
		}
		if err := c.box.Decide(c.Context(), token(v), "twice"); err != nil {
			c.Fatal(err)
		}
		if got := c.show(v.ID); got.State != portal.Paid || got.Payment == nil {
			c.Errorf("the payment is %+v", got)
		}
		b := c.account()
		if len(b.Due) != len(a.Due)-1 || b.Due[0].ID != a.Due[1].ID || b.Due[0].Open.Minor != a.Due[1].Open.Minor-1234 || len(b.Credit) != len(a.Credit) {
			c.Errorf("before %+v, after %+v", a.Due, b.Due)
		}
		if want := a.Due[0].ToPay.Minor + 1234; v.Amount.Minor != want {
			c.Errorf("%v was asked, not %v", v.Amount, want)
		}
	})
}

// Whatever comes how often, in which order and beside what: one payment.
func TestEventsCountOnce(t *testing.T) {
	counters(t, func(c *counter) {
		a := c.be(0)
		before := c.payments()
		v, err := c.pay(portal.PayPart{Invoice: a.Due[0].ID})
		if err != nil {
			c.Fatal(err)
		}
		base := psp.Event{Reference: v.ID, Amount: v.Amount}
		var list []psp.Event
		for _, k := range []string{"pending", "refused", "expired", "paid", "paid"} {
			e := base
			e.Kind, e.Token = k, "evt_"+k
			if k == "paid" {
				e.Charge = "ch_1"
				if len(list) == 4*20 {
					e.Token = "evt_paid_again"
				}
			}
			for range 20 {
				list = append(list, e)
			}
		}
		rand.New(rand.NewPCG(7, 7)).Shuffle(len(list), func(i, k int) { list[i], list[k] = list[k], list[i] })
		for i := 0; i < len(list); i += 20 { // twenty at once
			var at sync.WaitGroup
			for _, e := range list[i : i+20] {
				at.Go(func() {
					h, body := c.box.Write(e, c.app.DB.Now())
					if err := c.till.Hear(context.Background(), h, body); err != nil {
						c.Error(err)
					}
				})
			}
			at.Wait()
		}
		if n := c.payments() - before; n != 1 || c.show(v.ID).State != portal.Paid {
			c.Errorf("%d payments, %+v", n, c.show(v.ID))
		}
		// A second charge is money that really came: kept, for nothing, to be given back.
		more := base
		more.Kind, more.Token, more.Charge = "paid", "evt_more", "ch_2"
		for range 3 {
			h, body := c.box.Write(more, c.app.DB.Now())
			if err := c.till.Hear(c.Context(), h, body); err != nil {
				c.Error(err)
			}
		}
		if n := c.payments() - before; n != 2 {
			c.Errorf("%d payments after a second charge", n)
		}
	})
}

// V4: nothing that differs is believed, and nothing unsigned or old is read.
func TestForgedEvents(t *testing.T) {
	counters(t, func(c *counter) {
		a := c.be(0)
		before := c.payments()
		v, err := c.pay(portal.PayPart{Invoice: a.Due[0].ID})
		if err != nil {
			c.Fatal(err)
		}
		good := psp.Event{Token: "evt_1", Reference: v.ID, Kind: "paid", Amount: v.Amount, Charge: "ch_1"}
		for name, change := range map[string]func(*psp.Event){
			"less":     func(e *psp.Event) { e.Amount.Minor-- },
			"more":     func(e *psp.Event) { e.Amount.Minor *= 2 },
			"currency": func(e *psp.Event) { e.Amount.Currency = "USD" },
			"negative": func(e *psp.Event) { e.Amount.Minor = -e.Amount.Minor },
			"fee":      func(e *psp.Event) { e.Fee = e.Amount.Minor },
			"nothing":  func(e *psp.Event) { e.Charge = "" },
		} {
			e := good
			e.Token = "evt_" + name
			change(&e)
			h, body := c.box.Write(e, c.app.DB.Now())
			if err := c.till.Hear(c.Context(), h, body); err != nil {
				c.Errorf("%s: %v", name, err)
			}
		}
		h, body := c.box.Write(good, c.app.DB.Now())
		for name, try := range map[string]func() error{
			"unsigned": func() error { return c.till.Hear(c.Context(), http.Header{}, body) },
			"changed": func() error {
				other := append([]byte(nil), body...)
				other[len(other)-3] ^= 1
				return c.till.Hear(c.Context(), h, other)
			},
			"old": func() error {
				h, body := c.box.Write(good, c.app.DB.Now().Add(-301*time.Second))
				return c.till.Hear(c.Context(), h, body)
			},
			"another's": func() error {
				h, body := psp.NewSandbox(c.app.DB.Now).Write(good, c.app.DB.Now())
				return c.till.Hear(c.Context(), h, body)
			},
		} {
			if err := try(); refuse.Code(err) != "till.signature" {
				c.Errorf("%s: %v", name, err)
			}
		}
		if n := c.payments() - before; n != 0 || c.show(v.ID).State != portal.Open {
			c.Errorf("%d payments, %+v", n, c.show(v.ID))
		}
	})
}

// No answer is no no: it is verified by asking, and never paid twice.
func TestUnknownIsVerified(t *testing.T) {
	counters(t, func(c *counter) {
		a := c.be(0)
		before := c.payments()
		c.box.Down = true
		v, err := c.pay(portal.PayPart{Invoice: a.Due[0].ID})
		if err != nil || v.State != portal.Unsure || v.URL != "" {
			c.Fatalf("%+v %v", v, err)
		}
		if b := c.account(); b.Due[0].Under == nil || b.Due[0].ToPay.Minor != 0 {
			c.Errorf("while nobody knows it is asked for again: %+v", b.Due[0])
		}
		c.verify()
		if s := c.show(v.ID).State; s != portal.Unsure {
			c.Errorf("with the provider away it is %s", s)
		}
		c.box.Down = false
		c.verify()
		if v = c.show(v.ID); v.State != portal.Open || v.URL == "" {
			c.Fatalf("once it answers: %+v", v)
		}
		if err := c.box.Decide(c.Context(), token(v), "unknown"); err != nil { // paid, and nobody is told
			c.Fatal(err)
		}
		c.forward.Add(int64(3 * time.Minute))
		for range 3 {
			c.verify()
		}
		if n := c.payments() - before; n != 1 || c.show(v.ID).State != portal.Paid {
			c.Errorf("%d payments, %+v", n, c.show(v.ID))
		}
		// What nobody came for ends.
		w, err := c.pay(portal.PayPart{Invoice: c.account().Due[0].ID})
		if err != nil {
			c.Fatal(err)
		}
		c.forward.Add(int64(61 * time.Minute))
		c.verify()
		if s := c.show(w.ID).State; s != portal.Expired {
			c.Errorf("after an hour it is %s", s)
		}
	})
}

func (c *counter) verify() {
	c.Helper()
	if err := c.till.Verify(c.Context()); err != nil {
		c.Fatal(err)
	}
}

// Nobody pays what is another's, more than is left, nothing, or twice.
func TestWhatCanNotBePaid(t *testing.T) {
	counters(t, func(c *counter) {
		other := c.be(1)
		a := c.be(0)
		nothing, much := money.Decimal(0), money.Decimal(99_999_999_000000)
		minus := money.Decimal(-1_000000)
		for name, parts := range map[string][]portal.PayPart{
			"portal.not_due":    {{Invoice: other.Due[0].ID}},
			"portal.part":       {{Invoice: a.Due[0].ID, Amount: &nothing}},
			"portal.part more":  {{Invoice: a.Due[0].ID, Amount: &much}},
			"portal.part minus": {{Invoice: a.Due[0].ID, Amount: &minus}},
			"portal.twice":      {{Invoice: a.Due[0].ID}, {Invoice: a.Due[0].Number}},
		} {
			_, err := c.pay(parts...)
			if code := refuse.Code(err); code == "" || code != name[:len(code)] {
				c.Errorf("%s: %v", name, err)
			}
		}
		if _, err := app.BeginCheckout.Do(c.Context(), c.app, c.call, portal.NewCheckout{Customer: "CL001", Provider: "sandbox", Parts: []portal.PayPart{{Invoice: a.Due[0].ID}}}); !errors.Is(err, db.ErrNone) && err == nil {
			c.Errorf("the customer of the path counts: %v", err)
		}
	})
}
