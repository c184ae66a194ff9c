package web

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"encaisse/app/access"
)

var chargeNumber = regexp.MustCompile(`href="/charges/(PE-[0-9-]+)"`)

// charge charges a customer who pays late, and answers the number of the charge.
func (b *browser) charge() string {
	b.Helper()
	rows := rowOf.FindAllStringSubmatch(b.wants(b.get("/to-charge"), http.StatusOK), -1)
	if len(rows) == 0 {
		b.Fatal("nobody is late")
	}
	customer, currency, _ := strings.Cut(html.UnescapeString(rows[len(rows)-1][1]), " currency=")
	form := b.get("/do/penalty.charge?customer=" + customer + "&currency=" + currency)
	if w := b.post("/do/penalty.charge", "customer", customer, "currency", currency, "key", b.key(form), "step", "do"); w.Code != http.StatusSeeOther {
		b.Fatalf("charging %s: %d %.500s", customer, w.Code, w.Body)
	}
	m := chargeNumber.FindStringSubmatch(b.wants(b.get("/charges?customer="+customer), http.StatusOK))
	if m == nil {
		b.Fatal("the charge is on no list")
	}
	return m[1]
}

// Who is late is charged on the page, many at once, each as its lines say; the
// charge is found, opened and waived.
func TestChargesOnTheirPages(t *testing.T) {
	drive(t)
	b := as(t, access.Finance)
	rows := rowOf.FindAllStringSubmatch(b.wants(b.get("/to-charge"), http.StatusOK, "/mass/to-charge/penalty.charge", "Indemnités"), -1)
	if len(rows) < 2 {
		t.Fatal("nobody is late")
	}
	one := html.UnescapeString(rows[0][1])
	customer, _, _ := strings.Cut(one, " ")
	b.wants(b.get("/to-charge/"+customer), http.StatusOK, "Indemnité de recouvrement", `href="/invoices/FA-`, "/do/penalty.charge?currency=EUR&amp;customer="+customer)
	w := b.post("/mass/to-charge/penalty.charge", "id", one, "key", "c1")
	b.wants(w, http.StatusSeeOther)
	at := w.Header().Get("Location")
	b.wants(b.get(at), http.StatusOK, "Rien n’est fait encore", customer)
	b.wants(b.get("/to-charge?customer="+customer), http.StatusOK, one)
	b.wants(b.post(at+"/apply", "key", "c2"), http.StatusSeeOther)
	b.wants(b.get(at), http.StatusOK, "Terminé", "PE-")
	b.wants(b.get("/to-charge?customer="+customer), http.StatusOK, "Rien ne répond au filtre")
	b.wants(b.get("/to-charge/"+customer), http.StatusOK, "Rien à facturer")

	m := chargeNumber.FindStringSubmatch(b.wants(b.get("/charges?view=h-open&customer="+customer), http.StatusOK, "à la demande"))
	if m == nil {
		t.Fatal("the charge is on no list")
	}
	number := m[1]
	b.wants(b.get("/charges/"+number), http.StatusOK, "Indemnité de recouvrement", `href="/invoices/FA-`, "Pénalités de retard facturées", "/do/penalty.waive?id="+number, "Note de pénalités "+number)
	b.wants(b.get("/charges/"+number+"?part=entries"), http.StatusOK, "411000", "763100", "/entries/fct_")
	b.wants(b.get("/charges/"+number+"?part=waivers"), http.StatusOK, "Rien n’en a été abandonné")
	if w := b.get("/search?q=" + strings.ToLower(number)); w.Header().Get("Location") != "/charges/"+number {
		t.Errorf("the search leads to %q", w.Header().Get("Location"))
	}
	b.wants(b.get("/invoices?view=open&customer="+customer), http.StatusOK, `href="/charges/`+number+`"`)
	if file := b.get("/charges?format=csv&customer=" + customer).Body.String(); strings.Count(file, number) != 1 {
		t.Errorf("the file is %q", file)
	}
	if w := b.get("/charges/" + number + "/pdf"); w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/pdf" {
		t.Errorf("its paper: %d %s", w.Code, w.Header().Get("Content-Type"))
	}
	b.wants(b.get("/charges/"+number), http.StatusOK, "/charges/"+number+"/pdf", "Document PDF établi", "/do/penalty.send?id="+number)
	form := b.get("/do/penalty.waive?id=" + number)
	b.wants(b.post("/do/penalty.waive", "id", number, "part", "indemnity", "key", b.key(form)), http.StatusUnprocessableEntity, "obligatoire")
	b.wants(b.post("/do/penalty.waive", "id", number, "part", "indemnity", "reason", "geste", "key", b.key(form)), http.StatusOK, "Ce qui sera fait", "Abandonné", "Reste dû")
	if w := b.post("/do/penalty.waive", "id", number, "part", "indemnity", "reason", "geste", "key", b.key(form), "step", "do"); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/charges/"+number+"?done=do" {
		t.Fatalf("waiving: %d %s", w.Code, w.Header().Get("Location"))
	}
	b.wants(b.get("/charges/"+number+"?part=waivers"), http.StatusOK, "geste", "Abandons")
	b.wants(b.get("/charges?view=h-waived"), http.StatusOK, number)
	b.wants(as(t, access.Warehouse).get("/charges"), http.StatusForbidden)
}

var invoiceOfCharge = regexp.MustCompile(`href="(/invoices/[^"/?]+)"`)

// The timeline of an invoice names the charge for lateness that was made of it,
// and leads to it.
func TestAnInvoiceNamesItsCharge(t *testing.T) {
	b := as(t, access.Finance)
	number := ""
	if made := chargeNumber.FindStringSubmatch(b.wants(b.get("/charges"), http.StatusOK)); made != nil {
		number = made[1]
	} else {
		number = b.charge()
	}
	m := invoiceOfCharge.FindStringSubmatch(b.wants(b.get("/charges/"+number), http.StatusOK))
	if m == nil {
		t.Fatal("a charge leads to no invoice")
	}
	_, facts, _ := strings.Cut(b.wants(b.get(m[1]), http.StatusOK), `id="h-facts"`)
	if !strings.Contains(facts, `href="/charges/`+number+`"`) || !strings.Contains(facts, "Note de pénalités "+number) {
		t.Error("the invoice does not name its charge")
	}
}
