package web

import (
	"net/http"
	"strings"
	"testing"

	"encaisse/app/access"
)

// What a portfolio comes to is the sum of its customers, each figure of whom
// leads to its documents; a collector's day is his own customers and nobody's.
func TestPortfolios(t *testing.T) {
	drive(t)
	b := as(t, access.Collections)
	page := b.wants(b.get("/portfolios"), http.StatusOK, `href="/portfolios/hugo"`, `href="/portfolios/zoe"`)
	if strings.Count(page, `href="/portfolios/hugo"`) < 4 {
		t.Error("the figures of a portfolio lead nowhere")
	}
	own := b.wants(b.get("/portfolios/hugo"), http.StatusOK, "Prévoir un remplacement", "/invoices?view=overdue&amp;customer=", "/invoices?view=open&amp;customer=")
	late := func(page string) (numbers []string) {
		for _, part := range strings.Split(page, `href="/day?`)[1:] {
			_, rest, ok := strings.Cut(part, "customer=")
			number, _, _ := strings.Cut(rest, `"`)
			if ok {
				numbers = append(numbers, number)
			}
		}
		return numbers
	}
	mine, all := late(b.wants(b.get("/day"), http.StatusOK, "Mes comptes")), late(b.wants(b.get("/day?of=all"), http.StatusOK))
	if len(mine) == 0 || len(mine) >= len(all) {
		t.Errorf("%d of %d accounts are in a collector's day", len(mine), len(all))
	}
	other := b.wants(b.get("/portfolios/zoe"), http.StatusOK)
	for _, number := range mine {
		if strings.Contains(other, `href="/customers/`+number+`"`) {
			t.Errorf("%s is another's", number)
		}
	}
	_, rest, _ := strings.Cut(own, `href="/customers/`)
	customer, _, _ := strings.Cut(rest, `"`)
	b.wants(b.get("/customers/"+customer), http.StatusOK, "Suivi par", `href="/portfolios/hugo"`, "/do/portfolio.give?customer="+customer)
	// Many are given at once, after a preview.
	if w := b.post("/mass/customers/portfolio.give", "id", customer); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `name="collector"`) {
		t.Fatalf("asking for the collector: %d", w.Code)
	}
	w := b.post("/mass/customers/portfolio.give", "id", customer, "collector", "zoe", "step", "preview", "key", "portfolio")
	run := w.Header().Get("Location")
	b.wants(w, http.StatusSeeOther)
	b.wants(b.get(run), http.StatusOK, customer)
	b.wants(b.get("/portfolios/hugo"), http.StatusOK, `href="/customers/`+customer+`"`)
	b.wants(b.post("/do/portfolio.give", "customer", customer, "collector", "zoe", "key", "give-1", "step", "do"), http.StatusSeeOther)
	b.wants(b.get("/portfolios/zoe"), http.StatusOK, `href="/customers/`+customer+`"`)
	b.wants(b.post("/do/portfolio.give", "customer", customer, "collector", "karim", "key", "give-2", "step", "preview"), http.StatusUnprocessableEntity, "karim")
	b.wants(b.post("/do/portfolio.cover", "collector", "hugo", "stand_in", "zoe", "to", "2099-01-01", "key", "cover-1", "step", "do"), http.StatusSeeOther)
	b.wants(b.get("/portfolios"), http.StatusOK, "Remplacement par zoe")
	b.wants(b.get("/portfolios/nobody"), http.StatusNotFound)
}
