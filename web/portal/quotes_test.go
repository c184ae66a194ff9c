package portal

import (
	"net/http"
	"strings"
	"testing"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/portal"
	"encaisse/o2c/quote"
)

// offers makes a quote for a customer, and the link of the message that brings it.
func (b *browser) offers(number string) (q quote.View, link string) {
	b.Helper()
	q, err := app.MakeQuote.Do(b.Context(), b.app, b.admin, order.NewQuote{Customer: number, Lines: []order.NewLine{{SKU: b.anItem(number), Quantity: money.Units(2)}}})
	if err != nil {
		b.Fatal(err)
	}
	link, err = db.Do(b.Context(), b.app.DB, db.As{Actor: b.admin.User, Entity: b.admin.Entity}, func(w *db.Write) (string, error) {
		c, err := party.Find(w.Read, number)
		if err != nil {
			return "", err
		}
		id, _ := db.ParseID(quote.Prefix, q.ID)
		return portal.MintFor(w, c.ID, id, "quote", 0)
	})
	if err != nil {
		b.Fatal(err)
	}
	return q, link
}

// anItem is one that a customer has a price for.
func (b *browser) anItem(number string) string {
	b.Helper()
	list, err := app.PortalItems.Ask(b.Context(), b.app, b.admin, portal.CatalogueIn{Customer: number})
	if err != nil {
		b.Fatal(err)
	}
	for _, o := range list.Items {
		if o.Price != nil {
			return o.SKU
		}
	}
	b.Fatal("nothing has a price")
	return ""
}

// The link of a quote opens that quote alone, where it is accepted once with the
// customer's number, or declined; no other quote and no invoice are there.
func TestAQuoteIsAnswered(t *testing.T) {
	b := open(t)
	numbers, accounts := b.debtors(2)
	q, link := b.offers(numbers[0])
	other, _ := b.offers(numbers[1])
	mine, _ := b.offers(numbers[0])
	guest := open(t)
	if w := guest.get(link); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/portal/quotes/"+q.ID {
		t.Fatalf("the link leads to %d %s", w.Code, w.Header().Get("Location"))
	}
	page := guest.wants(guest.get("/portal/quotes/"+q.ID), http.StatusOK, q.Number, "Accepter et commander", "Prix unitaire", "Décliner", "Votre numéro de commande")
	if strings.Contains(page, `href="/portal/invoices"`) || strings.Contains(page, `href="/portal/quotes"`) {
		t.Error("a link to one quote shows the way to more")
	}
	if w := guest.get("/portal"); w.Header().Get("Location") != "/portal/quotes/"+q.ID {
		t.Errorf("home is %d %s", w.Code, w.Header().Get("Location"))
	}
	if w := guest.get("/portal/quotes/" + q.ID + "/pdf"); w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/pdf" {
		t.Errorf("its PDF: %d %s", w.Code, w.Header().Get("Content-Type"))
	}
	for _, path := range []string{"/portal/quotes/" + other.ID, "/portal/quotes/" + mine.ID, "/portal/quotes/" + mine.ID + "/pdf", "/portal/invoices/" + accounts[0].Due[0].ID, "/portal/quotes", "/portal/orders"} {
		if w := guest.get(path); w.Code != http.StatusNotFound && w.Code != http.StatusForbidden {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if w := guest.post("/portal/quotes/"+mine.ID+"/accept", "key", "k1"); w.Code < 400 {
		t.Errorf("another quote was accepted: %d", w.Code)
	}
	for range 2 {
		if w := guest.post("/portal/quotes/"+q.ID+"/accept", "key", "k2", "po_number", "BC-9"); w.Code != http.StatusSeeOther {
			t.Fatalf("accepting: %d %.300s", w.Code, w.Body)
		}
	}
	guest.wants(guest.get("/portal/quotes/"+q.ID+"?done=accepted"), http.StatusOK, "votre commande est enregistrée", "Accepté")
	now, err := app.ShowQuote.Ask(t.Context(), b.app, b.admin, quote.ByID{ID: q.ID})
	if err != nil || now.State != quote.Accepted || now.Order == nil {
		t.Fatalf("%+v %v", now, err)
	}
	if o, err := app.ShowOrder.Ask(t.Context(), b.app, b.admin, order.ByID{ID: *now.Order}); err != nil || o.PONumber != "BC-9" || o.Total != q.Total {
		t.Errorf("%+v %v", o, err)
	}

	whole := as(t, numbers[0])
	whole.wants(whole.get("/portal/quotes"), http.StatusOK, q.Number, mine.Number, "Attend votre réponse", "Accepté")
	if body := whole.get("/portal/quotes").Body.String(); strings.Contains(body, other.Number) {
		t.Error("another’s quote is in the list")
	}
	if w := whole.post("/portal/quotes/"+other.ID+"/decline", "key", "k3"); w.Code != http.StatusNotFound {
		t.Errorf("another’s quote was declined: %d", w.Code)
	}
	if w := whole.post("/portal/quotes/"+mine.ID+"/decline", "key", "k4", "reason", "trop cher"); w.Code != http.StatusSeeOther {
		t.Errorf("declining: %d", w.Code)
	}
	whole.wants(whole.get("/portal/quotes/"+mine.ID), http.StatusOK, "Vous avez décliné ce devis")
	if now, err := app.ShowQuote.Ask(t.Context(), b.app, b.admin, quote.ByID{ID: mine.ID}); err != nil || now.State != quote.Refused || now.Reason != "trop cher" {
		t.Errorf("%+v %v", now, err)
	}
}
