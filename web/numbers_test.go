package web

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/form"
)

var (
	fields      = regexp.MustCompile(`<input[^>]*>`)
	pointedText = regexp.MustCompile(` value="-?[0-9]+\.[0-9]+([+@/][^"]*)?"`)
)

// pointed is a field of a French page that is filled with a decimal point; ""
// when none is.
func pointed(body string) string {
	if !strings.Contains(body, `<html lang="fr`) {
		return ""
	}
	for _, field := range fields.FindAllString(body, -1) {
		if !strings.Contains(field, `type="hidden"`) && !strings.Contains(field, `type="checkbox"`) && pointedText.MatchString(field) {
			return field
		}
	}
	return ""
}

// Every number that a form comes filled with is in the reader's notation: no
// decimal point on any French page, and the point on the English ones.
func TestNumbersInForms(t *testing.T) {
	b := as(t, access.Admin)
	for _, lang := range []string{"fr", "en"} {
		b.lang = lang
		b.post("/look", "language", lang)
		numbers := 0
		for name, a := range actions {
			e, _ := app.Find(name)
			query, wanted := url.Values{}, map[string]string{}
			for _, field := range a.fields {
				if f, err := form.Find(e.In, field); err == nil && slices.Contains(numeric, base(f.Type)) {
					query.Set(field, "1234.5")
					wanted[field] = map[string]string{"fr": "1234,5", "en": "1234.5"}[lang]
				}
			}
			if len(wanted) == 0 {
				continue
			}
			page := b.wants(b.get("/do/"+name+"?"+query.Encode()), http.StatusOK)
			for field, want := range wanted {
				numbers++
				if in := fieldOf(page, field); !strings.Contains(in, fmt.Sprintf(` value="%s"`, want)) {
					t.Errorf("%s %s: %s", lang, name, in)
				}
			}
		}
		if numbers < 20 {
			t.Errorf("only %d numbers were seen", numbers)
		}
	}
	b.lang = "fr"
	b.post("/look", "language", "fr")
	decimals := 0
	for _, path := range addresses(t) {
		if path == "/imports/new" {
			continue // its shape names the point as a choice
		}
		body := b.get(path).Body.String() // the browser's rules look for points
		for _, field := range fields.FindAllString(body, -1) {
			if strings.Contains(html.UnescapeString(field), `inputmode="decimal"`) {
				decimals++
			}
		}
	}
	if decimals < 50 {
		t.Errorf("only %d fields of numbers were seen", decimals)
	}
}

// lettersInFrench are previews of mails, which say their language.
var lettersInFrench = regexp.MustCompile(`(?s)<div class="letter"[^>]*\slang="fr[^"]*"[^>]*>(?:<div.*?</div>|.)*?</div>`)

// In English a sign of money stands before its number and that of a rate close
// behind it, on every page; what people typed and mails in French are theirs.
func TestEnglishSigns(t *testing.T) {
	b := as(t, access.Admin)
	b.post("/look", "language", "en")
	french := regexp.MustCompile(`\d[ \x{a0}\x{202f}][€$%]`)
	for _, path := range addresses(t) {
		if strings.HasPrefix(path, "/mails") || strings.HasPrefix(path, "/settings/") || path == "/design" || path == "/imports/new" || strings.HasPrefix(path, "/customers/new") { // the last explains what may be typed
			continue
		}
		body := lettersInFrench.ReplaceAllString(b.get(path).Body.String(), "")
		if bad := french.FindString(html.UnescapeString(body)); bad != "" {
			t.Errorf("%s: %q", path, bad)
		}
	}
}

// Who may not take a file of receipts is shown no way there.
func TestNoWayToReceipts(t *testing.T) {
	for role, seen := range map[string]bool{access.Cash: true, access.Finance: false, access.Auditor: false} {
		b := as(t, role)
		if shown := strings.Contains(b.wants(b.get("/apply"), http.StatusOK), `href="/receipts"`); shown != seen {
			t.Errorf("%s: shown %v", role, shown)
		}
	}
}

// fieldOf is the field of a name as the page holds it.
func fieldOf(page, name string) string {
	for _, field := range fields.FindAllString(page, -1) {
		if strings.Contains(field, fmt.Sprintf(` name="%s"`, name)) {
			return field
		}
	}
	return ""
}

// The discounts of a line come back as people of the language write them.
func TestDiscountsAreTypedInTheirNotation(t *testing.T) {
	b := as(t, access.Admin)
	customer := b.someCustomer()
	for lang, steps := range map[string]string{"fr": "2,5+1,25", "en": "2.5+1.25"} {
		b.lang = lang
		b.post("/look", "language", lang)
		page := b.wants(b.post("/orders/new", "step", "look", "customer", customer, "n", "", "sku", "VER-35", "quantity", "3", "price", "", "discount", "2.5+1.25"), http.StatusOK)
		if in := fieldOf(page, "discount"); !strings.Contains(html.UnescapeString(in), ` value="`+steps+`"`) {
			t.Errorf("%s: %s", lang, in)
		}
	}
}
