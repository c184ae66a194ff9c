package web

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"encaisse/app/access"
	"encaisse/base/day"
	"encaisse/base/words"
	"encaisse/o2c/insight"
	"encaisse/web/ui"
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

// What the demonstration may have none of is called by its own kind too, and a
// request or a note, which has only kinds and numbers, names as a timeline does.
func TestCalled(t *testing.T) {
	v := visit{ctx: ui.With(t.Context(), ui.View{Lang: words.French, Texts: sentences})}
	for want, o := range map[string]insight.Touched{
		"Facture rectificative FA-1": {Kind: "invoice", Number: "FA-1", Type: "384"}, "Facture d’acompte AC-1": {Kind: "invoice", Number: "AC-1", Type: "386"},
		"Créance reprise R1": {Kind: "open_item", Number: "R1", Type: "opening"}, "Escompte sur FA-1": {Kind: "open_item", Number: "FA-1", Type: "discount"},
		"Écart de règlement sur FA-1": {Kind: "open_item", Number: "FA-1", Type: "difference"}, "Remise de pénalités sur PE-1": {Kind: "open_item", Number: "PE-1", Type: "waiver"},
		"": {Kind: "open_item", Type: "difference"},
	} {
		if got := v.called(o); got != want {
			t.Errorf("%+v is called %q", o, got)
		}
	}
	for number, want := range map[string]string{"AV-2026-000001": "Avoir AV-2026-000001", "AC-2026-000001": "Facture d’acompte AC-2026-000001", "FA-2026-000001": "Facture FA-2026-000001"} {
		if got := v.calledBy("invoice", number); got != want {
			t.Errorf("%s is called %q", number, got)
		}
	}
	for want, got := range map[string]string{"Règlement du 3 févr. 2026": v.waitedName(insight.Waited{Number: "pay_0sapg0v8n0500", Since: day.Of(2026, 2, 3)}), "FA-1": v.waitedName(insight.Waited{Number: "FA-1"}),
		"Promesse du 3 févr. 2026": v.numberOfDocument(insight.Counted{Kind: "promise", Number: "prm_0sapg0v8n0500", On: day.Of(2026, 2, 3)}), "Règlement": v.pieceName("pay_0sapg0v8n0500")} {
		if strings.ReplaceAll(got, "\u00a0", " ") != want {
			t.Errorf("%q, not %q", got, want)
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
