package web

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/demo"
	"encaisse/o2c/insight"
	"encaisse/o2c/invoice"
	"encaisse/o2c/listing"
	"encaisse/o2c/shipping"
)

// counting is somebody in front of the pages whose clicks and keys are counted.
type counting struct {
	t      *testing.T
	ctx    context.Context
	url    string
	app    *app.App
	clicks int
}

// ownApp is a demonstration of its own on a working morning, for what changes
// it.
func ownApp(t *testing.T) *app.App {
	t.Helper()
	clock := &demo.Clock{}
	a, err := app.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "own.db"), app.Options{Clock: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	if _, err := demo.Build(t.Context(), a, demo.Options{Small: true, Months: 2, Seed: 3, Clock: clock, Today: day.Of(2026, 4, 8)}); err != nil {
		t.Fatal(err)
	}
	if _, err := demo.Logins(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	clock.Set(time.Date(2026, 4, 15, 8, 30, 0, 0, time.UTC)) // a Wednesday
	return a
}

// ownFirm is such a demonstration in a browser.
func ownFirm(t *testing.T) *counting {
	t.Helper()
	a := ownApp(t)
	ctx, url := chromiumAt(t, func() http.Handler { return on(t, a, Options{Demo: logins()}).h })
	driven(t, a)
	return &counting{t: t, ctx: ctx, url: url, app: a}
}

func (c *counting) enter(role, path string) {
	c.t.Helper()
	run(c.t, c.ctx, network.ClearBrowserCookies())
	enters(c.t, c.ctx, c.url, role)
	run(c.t, c.ctx, chromedp.EmulateViewport(1366, 768), chromedp.Navigate(c.url+path), chromedp.WaitVisible(`h1`, chromedp.ByQuery))
	c.clicks = 0
}

// click is one, and waits for the page that comes of it.
func (c *counting) click(selector, then string) {
	c.t.Helper()
	c.does(then, chromedp.Click(selector, chromedp.ByQuery, chromedp.NodeVisible))
}

// does is one thing that a person does; what is there when nothing comes of it
// is told.
func (c *counting) does(then string, do chromedp.Action) {
	c.t.Helper()
	c.clicks++
	ctx, stop := context.WithTimeout(c.ctx, 15*time.Second)
	defer stop()
	ready := polls(`document.readyState === "complete"`) // its scripts have run
	if err := chromedp.Run(ctx, ready, do, chromedp.WaitVisible(then, chromedp.ByQuery)); err != nil {
		c.t.Fatalf("%v: no %s on %s", err, then, c.text("body"))
	}
}

func (c *counting) key(key, then string) {
	c.t.Helper()
	c.does(then, chromedp.KeyEvent(key))
}

func (c *counting) text(selector string) (out string) {
	c.t.Helper()
	run(c.t, c.ctx, chromedp.Text(selector, &out, chromedp.ByQuery))
	return out
}

func (c *counting) number(script string) (n int) {
	c.t.Helper()
	run(c.t, c.ctx, chromedp.Evaluate(script, &n))
	return n
}

func (c *counting) most(n int, journey string) {
	c.t.Helper()
	if c.clicks > n {
		c.t.Errorf("%s took %d clicks and keys, %d are the goal", journey, c.clicks, n)
	}
	c.t.Logf("%s: %d of %d", journey, c.clicks, n)
}

func (c *counting) as(role string) app.Call {
	c.t.Helper()
	who, err := c.app.Act(c.t.Context(), staff[role], role, demo.Company)
	if err != nil {
		c.t.Fatal(err)
	}
	return app.Call{Caller: who}
}

// open are what customers owe, the latest due last.
func (c *counting) open() []listing.InvoiceRow {
	c.t.Helper()
	out, err := app.InvoiceRows.Ask(c.t.Context(), c.app, c.as(access.Auditor), listing.InvoicesIn{View: "open", Paging: db.Paging{Limit: 1000}})
	if err != nil {
		c.t.Fatal(err)
	}
	return out.Items
}

// The journeys of quality.md that belong to collections, cash and billing,
// from each role's own screen.
func TestJourneysOfCash(t *testing.T) {
	c := ownFirm(t)
	for _, j := range []struct {
		name string
		do   func(*counting)
	}{{"the collector's day", collectorsDay}, {"today's reminders", todaysReminders}, {"a list of 200 receipts", receiptsOfAList}, {"a dispute becomes a credit note", disputeToNote},
		{"bill all that is shipped", billAll}, {"correct a wrong invoice", correctInvoice}} {
		if !t.Run(j.name, func(t *testing.T) { one := *c; one.t = t; j.do(&one) }) {
			return
		}
	}
}

// One account at a time: a promise noted at its side, the next by one key.
func collectorsDay(c *counting) {
	c.enter(access.Collections, "/day")
	first := c.text("#h-case")
	c.key("p", `details[open] input[name=due_on]`)
	if c.number(`document.activeElement.closest("details[open]") && document.activeElement.matches("input, select") ? 1 : 0`) != 1 {
		c.t.Error("what a key unfolds can not be typed into at once")
	}
	run(c.t, c.ctx, chromedp.Evaluate(`(() => { const f = document.querySelector("input[name=due_on]"); f.value = "2026-04-20"; if (!f.form.elements.amount.value) f.form.elements.amount.value = "1"; })()`, nil))
	c.click(`details[open] form[action="/do/promise.make"] button`, `.main > .notice[data-tone=ok]`)
	if again := c.text("#h-case"); again != first {
		c.t.Errorf("a promise of %s leads to %s", first, again)
	}
	c.key("n", `.queue-case.chosen tr.is-on:not(:first-child)`)
	if next := c.text("#h-case"); next == first {
		c.t.Error("the next account is the same")
	}
	c.most(4, "a promise and the next account")
}

func todaysReminders(c *counting) {
	for _, from := range []string{"/day", "/"} {
		c.enter(access.Collections, from)
		c.click(`a[href="/reminders"].btn`, `#h-planned`)
	}
	n, letters := c.number(`document.querySelectorAll(".wide-fold").length`), c.number(`document.querySelectorAll(".wide-fold .letter").length`)
	if n < 3 || letters != n {
		c.t.Fatalf("%d reminders, %d of them to be read", n, letters)
	}
	c.click(`.page-head button`, `section.next form[action$="/apply"] button`)
	if will := c.number(`document.querySelectorAll("tbody tr").length`); will != n {
		c.t.Errorf("%d reminders are shown, the preview is of %d", n, will)
	}
	c.click(`section.next form[action$="/apply"] button`, `tbody .chip[data-tone=ok]`)
	if done := c.number(`document.querySelectorAll("tbody tr .chip[data-tone=ok]").length`); done != n {
		c.t.Errorf("%d of %d reminders are done: %s", done, n, c.text(".main"))
	}
	c.most(3, "today's reminders")
}

// 200 receipts of which three are of nobody known: 2, and 1 each.
func receiptsOfAList(c *counting) {
	open := c.open()
	open = open[:len(open)/2] // the others are for the journeys after this one
	amounts := map[string]int{}
	for _, i := range open {
		amounts[i.Open.Text()]++
	}
	var b strings.Builder
	b.WriteString("received_on,customer,amount,currency,reference,payer\n")
	var odd []listing.InvoiceRow
	for _, i := range open {
		if len(odd) < 3 && i.Type == "380" && amounts[i.Open.Text()] == 1 && i.Open.Currency == "EUR" && i.Contested.Minor == 0 {
			odd = append(odd, i)
		}
	}
	for n, k := 0, 0; n < 197; k++ {
		if i := open[k%len(open)]; i.Type == "380" && i.Open.Currency == "EUR" && i.Number != odd[0].Number && i.Number != odd[1].Number && i.Number != odd[2].Number {
			fmt.Fprintf(&b, "2026-04-15,,0.%02d,EUR,virement %s,\n", 10+n%80, i.Number)
			n++
		}
	}
	for n, i := range odd {
		fmt.Fprintf(&b, "2026-04-15,,%s,EUR,divers %d,UN INCONNU %d\n", i.Open.Text(), n, n)
	}
	file := filepath.Join(c.t.TempDir(), "receipts.csv")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		c.t.Fatal(err)
	}
	c.enter(access.Cash, "/receipts")
	c.clicks++ // the file is chosen, and read at once
	run(c.t, c.ctx, chromedp.SetUploadFiles(`#f-file`, []string{file}, chromedp.ByQuery), chromedp.WaitVisible(`#h-will`, chromedp.ByQuery))
	c.click(`button[value=do]`, `.queue-case`)
	for n := range odd {
		if who := c.text("#h-case"); !strings.Contains(who, "UN INCONNU") {
			c.t.Fatalf("exception %d is %s", n, who)
		}
		var to string
		run(c.t, c.ctx, chromedp.AttributeValue(`form[data-apply]`, "action", &to, nil, chromedp.ByQuery))
		c.key("\r", `.notice a[href="/payments/`+strings.TrimPrefix(to, "/apply/")+`"]`)
	}
	c.most(2+len(odd), "a list of 200 receipts with 3 exceptions")
	for _, i := range odd {
		v, err := app.ShowInvoice.Ask(c.t.Context(), c.app, c.as(access.Auditor), invoice.ByID{ID: i.Number})
		if err != nil || v.Open.Minor != 0 {
			c.t.Errorf("%s is open for %v: %v", i.Number, v.Open, err)
		}
	}
}

func disputeToNote(c *counting) {
	var of listing.InvoiceRow
	for _, i := range c.open() {
		if i.Type == "380" && i.Open == i.Total && i.IssuedOn > day.Of(2026, 3, 25) && (of.Number == "" || i.Total.Minor < of.Total.Minor) {
			of = i
		}
	}
	d, err := app.OpenDispute.Do(c.t.Context(), c.app, c.as(access.Collections), invoice.NewDispute{Invoice: of.Number, Reason: "quality"})
	if err != nil {
		c.t.Fatal(err)
	}
	c.enter(access.Billing, "/")
	c.click(`.main a[href="/disputes/`+d.ID+`"]`, `form[action="/do/dispute.review"]`)
	c.click(`form[action="/do/dispute.review"] button`, `form[action$="/accept"] button`)
	said := c.text(`form[action$="/accept"] button`)
	if !strings.Contains(said, "Accorder") && !strings.Contains(said, "Demander") {
		c.t.Errorf("the button says %q", said)
	}
	c.click(`form[action$="/accept"] button`, `.main > .notice[data-tone=ok]`)
	c.most(3, "a dispute becomes a credit note")
	if strings.Contains(said, "Demander") {
		c.enter(access.Finance, "/")
		c.click(`a[href="/approvals"]`, `button[data-key=A]`)
		c.key("a", `.main .notice[data-tone=ok]`)
		c.most(2, "who approves it")
	}
	c.settled(of.Number)
}

// settled waits until nothing is open of an invoice: the page that says so may
// be the one before.
func (c *counting) settled(number string) {
	c.t.Helper()
	for range 50 {
		v, err := app.ShowInvoice.Ask(c.t.Context(), c.app, c.as(access.Auditor), invoice.ByID{ID: number})
		if err != nil {
			c.t.Fatal(err)
		}
		if v.Open.Minor == 0 {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	c.t.Errorf("%s is still open", number)
}

func billAll(c *counting) {
	orders, err := app.OrderRows.Ask(c.t.Context(), c.app, c.as(access.Auditor), listing.OrdersIn{State: "confirmed"})
	if err != nil {
		c.t.Fatal(err)
	}
	ready := 0
	for _, o := range orders.Items {
		if _, err := app.PlanShipment.Do(c.t.Context(), c.app, c.as(access.Warehouse), shipping.ToPlan{Order: o.Number, Ship: true}); err == nil {
			ready++
		}
	}
	if ready == 0 {
		c.t.Fatal("nothing could be shipped")
	}
	c.enter(access.Billing, "/")
	c.clicks++
	run(c.t, c.ctx, chromedp.Click(`.side a[href="/to-invoice"]`, chromedp.ByQuery, chromedp.NodeVisible), chromedp.WaitVisible(`.page-head form button`, chromedp.ByQuery))
	c.click(`.page-head form button`, `section.next form[action$="/apply"] button`)
	c.click(`section.next form[action$="/apply"] button`, `tbody td a[href^='/invoices/']`)
	if n := c.number(`document.querySelectorAll("tbody tr td a[href^='/invoices/']").length`); n != ready {
		c.t.Errorf("%d of %d orders are invoiced: %s", n, ready, c.text(".main"))
	}
	c.most(3, "bill all that is shipped")
}

func correctInvoice(c *counting) {
	list := c.open()
	var of listing.InvoiceRow
	for _, i := range list {
		if i.Type == "380" && i.Open == i.Total && i.Contested.Minor == 0 && i.IssuedOn > day.Of(2026, 3, 25) && (of.Number == "" || i.Total.Minor < of.Total.Minor) {
			of = i
		}
	}
	before, err := app.ShowInvoice.Ask(c.t.Context(), c.app, c.as(access.Auditor), invoice.ByID{ID: of.Number})
	if err != nil {
		c.t.Fatal(err)
	}
	c.enter(access.Billing, "/invoices/"+of.Number)
	c.click(`a[href$="/correct"]`, `input[name=p1]`)
	run(c.t, c.ctx, chromedp.SetValue(`input[name=p1]`, "0,50", chromedp.ByQuery))
	c.click(`button[value=do]`, `.main > .notice[data-tone=ok]`)
	c.most(2, "correct a wrong invoice")
	after, err := app.ShowInvoice.Ask(c.t.Context(), c.app, c.as(access.Auditor), invoice.ByID{ID: of.Number})
	if err != nil || after.Total != before.Total || len(after.Lines) != len(before.Lines) || after.Lines[0].UnitPrice != before.Lines[0].UnitPrice {
		c.t.Errorf("the original is not as it was: %+v", after)
	}
	if !strings.Contains(c.text("h1"), "rectificative") && after.Replaced == "" {
		c.t.Errorf("after the correction one is at %s, replaced by %q", c.text("h1"), after.Replaced)
	}
}

// Every figure of the aged balance leads to documents that sum to it.
func TestAgedFiguresSum(t *testing.T) {
	b := as(t, access.Collections)
	out, err := app.ShowAging.Ask(t.Context(), mustFirm(t), app.Call{Caller: mustAct(t)}, insight.AgesIn{})
	if err != nil {
		t.Fatal(err)
	}
	looked := 0
	for _, x := range out.Buckets {
		if x.Amount.Minor == 0 {
			continue
		}
		looked++
		var sum int64
		for _, d := range x.Documents {
			sum += int64(d.Amount.Minor)
		}
		body := b.wants(b.get("/aging/documents?bucket="+x.Key), 200, fmt.Sprintf("Total, %d lignes", len(x.Documents)))
		if sum != int64(x.Amount.Minor) || strings.Count(body, "<tr") < len(x.Documents) {
			t.Errorf("%s sums to %d, is %v", x.Key, sum, x.Amount)
		}
	}
	if looked < 2 {
		t.Errorf("only %d figures", looked)
	}
	b.wants(b.get("/aging"), 200, `/aging/documents?bucket=not_due`)
	b.wants(b.get("/aging/documents?as_of=nonsense"), http.StatusUnprocessableEntity)
}

func mustFirm(t *testing.T) *app.App {
	t.Helper()
	a, err := firm()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func mustAct(t *testing.T) app.Caller {
	t.Helper()
	c, err := mustFirm(t).Act(t.Context(), "edith", access.Auditor, demo.Company)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
