package portal

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"encaisse/app"
	"encaisse/base/money"
	"encaisse/o2c/credit"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
)

var (
	numbered = regexp.MustCompile(`href="/portal/orders/[^"]*">([^<]*)</a>`)
	onward   = regexp.MustCompile(`href="([^"]*)" rel="next"`)
)

// buyer is a customer who is new to the company, with n orders.
func buyer(t *testing.T, number string, n int) *browser {
	t.Helper()
	b := open(t)
	c, err := app.CreateCustomer.Do(t.Context(), b.app, b.admin, credit.NewCustomer{New: party.New{Number: number, Name: number, Country: "FR", Currency: "EUR", Terms: "net30"}})
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		in := order.New{Number: number + "-" + strconv.Itoa(100+i), Customer: c.Number, PONumber: "BC " + strconv.Itoa(i), Lines: []order.NewLine{{SKU: b.anItem(c.Number), Quantity: money.Units(1)}}}
		if _, err := app.PlaceOrder.Do(t.Context(), b.app, b.admin, in); err != nil {
			t.Fatal(err)
		}
	}
	return as(t, number)
}

// Every list is one: what is chosen stands in its address, its pages hold each row
// once, and the choices and the search go with them.
func TestAListIsChosenByItsAddress(t *testing.T) {
	b := buyer(t, "LISTES", 27)
	seen := map[string]bool{}
	path, pages := "/portal/orders?state=going&q=bc", 0
	for path != "" {
		page := b.wants(b.get(path), http.StatusOK, `value="bc"`, `name="state" value="going"`)
		if pages++; pages > 3 {
			t.Fatal("the pages have no end")
		}
		for _, m := range numbered.FindAllStringSubmatch(page, -1) {
			if seen[m[1]] {
				t.Errorf("%s stands twice", m[1])
			}
			seen[m[1]] = true
		}
		path = ""
		if m := onward.FindStringSubmatch(page); m != nil {
			path = html.UnescapeString(m[1])
		}
	}
	if len(seen) != 27 || pages != 2 {
		t.Errorf("%d orders on %d pages, want 27 on 2", len(seen), pages)
	}
	page := b.wants(b.get("/portal/orders?q=LISTES-107"), http.StatusOK, "LISTES-107", "Ne plus chercher")
	if n := len(numbered.FindAllString(page, -1)); n != 1 {
		t.Errorf("the search shows %d orders", n)
	}
	if n := len(numbered.FindAllString(b.get("/portal/orders?state=ailleurs").Body.String(), -1)); n != perPage {
		t.Errorf("an unknown choice shows %d orders, want all", n)
	}
	b.wants(b.get("/portal/orders?q="+strings.Repeat("9", 3000)), http.StatusOK, strings.Repeat("9", 100)+`"`)
	b.wants(b.get("/portal/orders?after=rien"), http.StatusUnprocessableEntity)
}

// A list without rows says which kind of nothing that is, and what to do next.
func TestThreeKindsOfNothing(t *testing.T) {
	b := buyer(t, "VIDE", 0)
	for name, x := range map[string][3]string{"invoices": {"Vos factures paraîtront ici", "open", "Tout est payé"}, "orders": {"Vos commandes paraîtront ici", "waits", "Aucune commande n’attend"},
		"quotes": {"Les devis que nous vous ferons", "open", "Aucun devis n’attend votre réponse"}, "disputes": {"Pour en signaler un", "open", "Rien n’est en suspens"}} {
		at := "/portal/" + name
		b.wants(b.get(at), http.StatusOK, x[0], `class="empty"`)
		b.wants(b.get(at+"?state="+x[1]), http.StatusOK, x[2], `href="`+at+`"`)
		b.wants(b.get(at+"?q="+url.QueryEscape("l’été <b>")), http.StatusOK, "Rien ne répond à ce choix", `value="l’été &lt;b&gt;"`, `href="`+at+`"`)
		b.wants(b.get(at+"?state="+x[1]+"&q=1"), http.StatusOK, "Rien ne répond à ce choix")
	}
	if body := b.get("/portal/orders").Body.String(); strings.Contains(body, "<table") {
		t.Error("an empty list has a table")
	}
}
