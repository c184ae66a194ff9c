package portal

import (
	"net/http"
	"strings"
	"testing"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/charge"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
	"encaisse/o2c/portal"
)

// charged charges a customer for lateness, and makes the link of the message
// that brings the charge.
func (b *browser) charged(number string) (c charge.View, link string) {
	b.Helper()
	c, err := app.ChargeLate.Do(b.Context(), b.app, b.admin, charge.ToCharge{Customer: number})
	if err != nil {
		b.Fatal(err)
	}
	link, err = db.Do(b.Context(), b.app.DB, db.As{Actor: b.admin.User, Entity: b.admin.Entity}, func(w *db.Write) (string, error) {
		p, err := party.Find(w.Read, number)
		if err != nil {
			return "", err
		}
		id, _ := db.ParseID(charge.Prefix, c.ID)
		return portal.MintFor(w, p.ID, id, "charge", 0)
	})
	if err != nil {
		b.Fatal(err)
	}
	return c, link
}

// A charge for lateness that is due has its paper on the portal; the link of its
// message opens it alone, to see, to pay and to promise it, and nothing else.
func TestAChargeHasItsPaper(t *testing.T) {
	b := open(t)
	numbers, accounts := b.debtors(2)
	c, link := b.charged(numbers[0])
	other, _ := b.charged(numbers[1])
	whole := as(t, numbers[0])
	whole.wants(whole.get("/portal"), http.StatusOK, c.Number, `href="/portal/charges/`+c.ID+`/pdf"`)
	guest := open(t)
	if w := guest.get(link); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/portal" {
		t.Fatalf("the link leads to %d %s", w.Code, w.Header().Get("Location"))
	}
	page := guest.wants(guest.get("/portal"), http.StatusOK, c.Number, `href="/portal/charges/`+c.ID+`/pdf"`)
	if strings.Contains(page, accounts[0].Due[0].Number) {
		t.Error("the link shows an invoice too")
	}
	if w := guest.get("/portal/charges/" + c.ID + "/pdf"); w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/pdf" {
		t.Errorf("its PDF: %d %s", w.Code, w.Header().Get("Content-Type"))
	}
	for _, path := range []string{"/portal/charges/" + other.ID + "/pdf", "/portal/charges/" + other.Number + "/pdf", "/portal/invoices/" + accounts[0].Due[0].ID, "/portal/invoices/" + accounts[0].Due[0].ID + "/pdf", "/portal/invoices"} {
		if w := guest.get(path); w.Code != http.StatusNotFound && w.Code != http.StatusForbidden {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if w := whole.get("/portal/charges/" + other.ID + "/pdf"); w.Code != http.StatusNotFound {
		t.Errorf("another’s charge: %d", w.Code)
	}
	if w := guest.post("/portal/pay", "invoice", c.Number, "choice", "whole"); w.Code != http.StatusSeeOther {
		t.Errorf("paying it: %d %.300s", w.Code, w.Body)
	}
	if w := guest.post("/portal/promise", "due_on", b.soon(), "key", "p1"); w.Code != http.StatusSeeOther {
		t.Errorf("promising it: %d %.300s", w.Code, w.Body)
	}
	guest.wants(guest.get("/portal"), http.StatusOK, "promis")
}

// Once a charge is paid its link says so, with its paper; once it was given up,
// that nothing is left to pay.
func TestASettledChargeSaysSo(t *testing.T) {
	b := open(t)
	numbers, _ := b.debtors(4)
	paid, link := b.charged(numbers[2])
	if _, err := app.ReceivePayment.Do(b.Context(), b.app, b.admin, payment.New{Customer: numbers[2], Amount: money.Decimal(int64(paid.Total.Minor) * 10_000), Currency: paid.Total.Currency, Reference: paid.Number}); err != nil {
		b.Fatal(err)
	}
	guest := open(t)
	guest.get(link)
	if page := guest.wants(guest.get("/portal"), http.StatusOK, "Payée, merci", paid.Number, `href="/portal/charges/`+paid.ID+`/pdf"`); strings.Contains(page, "Rien à payer") {
		t.Error("it says the same as an empty account")
	}
	waived, link := b.charged(numbers[3])
	if _, err := app.WaiveCharge.Do(b.Context(), b.app, b.admin, charge.ToWaive{ID: waived.ID, Reason: "geste commercial"}); err != nil {
		b.Fatal(err)
	}
	guest = open(t)
	guest.get(link)
	if page := guest.wants(guest.get("/portal"), http.StatusOK, "renoncé", waived.Number); strings.Contains(page, "merci") {
		t.Error("what was given up was not paid")
	}
}
