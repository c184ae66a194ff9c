package web

import (
	"net/http"
	"strings"
	"testing"

	"encaisse/app/access"
)

// offers makes a quote of lines "sku:quantity" on the form, without scripts.
func (b *browser) offers(path, step string, more []string, lines ...string) string {
	b.Helper()
	pairs := append([]string{"step", "look"}, more...)
	for _, l := range lines {
		sku, quantity, _ := strings.Cut(l, ":")
		pairs = append(pairs, "n", "", "sku", sku, "quantity", quantity, "price", "", "discount", "")
	}
	w := b.post(path, pairs...)
	pairs[1] = step
	done := b.post(path, append(pairs, "key", b.key(w))...)
	if done.Code != http.StatusSeeOther {
		b.Fatalf("%s %v: %d %.500s", path, lines, done.Code, done.Body)
	}
	number, _, _ := strings.Cut(strings.TrimPrefix(done.Header().Get("Location"), "/quotes/"), "?")
	return number
}

// A quote is made, changed, replaced by a new version, found, and becomes an
// order, all on its pages.
func TestAQuoteOnItsPages(t *testing.T) {
	b := as(t, access.Sales)
	customer := b.someCustomer()
	b.wants(b.post("/quotes/new", "asked", customer, "step", "look"), http.StatusOK, `value="customer:`+customer+`"`)
	w := b.post("/quotes/new", "customer", customer, "entry", "24 ver-35", "step", "add", "valid_until", "never")
	b.wants(w, http.StatusOK, `name="sku" value="VER-35"`, "Il faut une date", "Garder en brouillon", `name="valid_until"`)
	draft := b.offers("/quotes/new", "keep", []string{"customer", customer}, "VER-35:24")
	b.wants(b.get("/quotes?view=q-draft&customer="+customer), http.StatusOK, draft, "Brouillon")
	b.wants(b.get("/quotes/"+draft), http.StatusOK, "VER-35", "Envoyer le devis au client", "/quotes/"+draft+"/change", "Devis fait")
	b.wants(b.get("/quotes/"+draft+"/change"), http.StatusOK, `value="24"`)
	b.offers("/quotes/"+draft+"/change", "place", nil, "VER-35:30")
	b.offers("/quotes/"+draft+"/change", "place", nil, "VER-35:12")
	body := b.wants(b.get("/quotes/"+draft+"?part=versions"), http.StatusOK, "version 1", "version 2", "Remplacé", "Chez le client", "En faire une commande")
	if _, rest, ok := strings.Cut(body, `href="/quotes/quo_`); !ok {
		t.Error("the versions lead nowhere")
	} else {
		id, _, _ := strings.Cut(rest, `"`)
		b.wants(b.get("/quotes/quo_"+id+"?part=trail"), http.StatusOK, "Tarif")
	}
	all := b.wants(b.get("/quotes?customer="+customer), http.StatusOK, draft, "version 2")
	if strings.Count(all, `href="/quotes/`+draft+`"`) != 1 {
		t.Error("a superseded version stands among the quotes")
	}
	b.wants(b.get("/quotes?view=q-superseded&customer="+customer), http.StatusOK, draft, "Remplacé")
	if file := b.get("/quotes?format=csv&customer=" + customer).Body.String(); strings.Count(file, draft) != 1 {
		t.Errorf("the file is %q", file)
	}
	if w := b.get("/search?q=" + strings.ToLower(draft)); w.Header().Get("Location") != "/quotes/"+draft {
		t.Errorf("the search leads to %q", w.Header().Get("Location"))
	}
	w = b.get("/do/quote.accept?id=" + draft)
	b.wants(b.post("/do/quote.accept", "id", draft, "po_number", "PO7", "key", b.key(w)), http.StatusOK, "Ce qui sera fait")
	if w := b.post("/do/quote.accept", "id", draft, "po_number", "PO7", "key", b.key(w), "step", "do"); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/quotes/"+draft+"?done=do" {
		t.Fatalf("accepting: %d %s", w.Code, w.Header().Get("Location"))
	}
	b.wants(b.get("/quotes/"+draft), http.StatusOK, "Accepté", `href="/orders/`)
	refused := b.offers("/quotes/new", "place", []string{"customer", customer}, "CAR-10:1")
	w = b.get("/do/quote.refuse?id=" + refused)
	b.post("/do/quote.refuse", "id", refused, "reason", "trop cher", "key", b.key(w), "step", "do")
	b.wants(b.get("/quotes/"+refused), http.StatusOK, "trop cher", "Refusé")
}
