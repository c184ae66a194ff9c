package web

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"encaisse/app/access"
)

var (
	timeline = regexp.MustCompile(`(?s)<ol class="timeline">(.*?)</ol>`)
	named    = regexp.MustCompile(`(?s)<p>(.*?)</p>`)
	namedBy  = regexp.MustCompile(`<a href="([^"]+)">([^<]+)</a>|<span>([^<]+)</span>`)
	internal = regexp.MustCompile(`_[0-9A-Za-z]{13}\b`)
	recorded = regexp.MustCompile(`href="(/(?:orders|invoices|charges|payments|customers|shipments|returns)/[^"?/]+)"`)
)

// kindsNamed is where what is named so leads to.
var kindsNamed = []struct{ french, english, path string }{
	{"Commande ", "Order ", "/orders/"}, {"Expédition ", "Shipment ", "/shipments/"}, {"Facture FA-", "Invoice FA-", "/invoices/FA-"}, {"Avoir AV-", "Credit note AV-", "/invoices/AV-"},
	{"Note de pénalités PE-", "Late charge PE-", "/charges/PE-"}, {"Règlement du ", "Payment of ", "/payments/pay_"}, {"Client ", "Customer ", "/customers/"},
}

// Timelines call each document by its own kind, a receipt by its day and
// amount, and show nobody an id: on the records of the demonstration, and in
// what was changed by whom.
func TestTimelinesNameDocumentsAsPeopleDo(t *testing.T) {
	drive(t)
	as(t, access.Finance).charge()
	for _, english := range []bool{false, true} {
		b := as(t, access.Auditor)
		if english {
			b.post("/look", "language", "en")
		}
		seen := map[string]bool{}
		for _, list := range []string{"/invoices?view=invoices", "/invoices?view=credits", "/invoices?view=deposits", "/charges", "/payments", "/orders", "/customers", "/shipments"} {
			paths := recorded.FindAllStringSubmatch(b.wants(b.get(list), http.StatusOK), -1)
			for _, m := range paths[:min(len(paths), 40)] {
				if !seen[m[1]] {
					seen[m[1]] = true
					b.named(m[1], english, seen)
				}
			}
		}
		for _, page := range []string{"/", "/settings/audit"} {
			b.named(page, english, seen)
		}
		for _, k := range kindsNamed {
			if !seen[k.path+" named"] {
				t.Errorf("no timeline names a %s(english: %v)", k.french, english)
			}
		}
	}
}

// named holds what the timeline of a page names against the kinds.
func (b *browser) named(page string, english bool, seen map[string]bool) {
	b.Helper()
	for _, line := range timeline.FindAllStringSubmatch(b.wants(b.get(page), http.StatusOK), -1) {
		if text := tags.ReplaceAllString(line[1], " "); internal.MatchString(text) {
			b.Errorf("%s shows the id %s", page, internal.FindString(text))
		}
		for _, p := range named.FindAllStringSubmatch(line[1], -1) {
			for _, m := range namedBy.FindAllStringSubmatch(p[1], -1) {
				b.leads(page, m[1], html.UnescapeString(m[2]), english, seen)
			}
		}
	}
}

// leads reports a document that is not named as its kind is.
func (b *browser) leads(page, href, text string, english bool, seen map[string]bool) {
	b.Helper()
	for _, k := range kindsNamed {
		begins := k.french
		if english {
			begins = k.english
		}
		if strings.HasPrefix(href, k.path) {
			seen[k.path+" named"] = true
			if !strings.HasPrefix(strings.ReplaceAll(text, "\u00a0", " "), begins) {
				b.Errorf("%s: %s is called %q, not %q", page, href, text, begins)
			}
		}
	}
}
