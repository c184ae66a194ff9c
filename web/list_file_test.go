package web

import (
	"strings"
	"testing"

	"encaisse/app/access"
	"encaisse/connect/table"
)

// The tables of the books and the aged balance are files too, of what is
// shown: the same rows in both formats, under the title of the page.
func TestBooksAreFiles(t *testing.T) {
	b := as(t, access.Finance)
	for _, page := range []string{"/balance", "/auxiliary", "/journals?journal=BQ", "/aging", "/tax", "/accounts/411000"} {
		with := "?"
		if strings.Contains(page, "?") {
			with = "&"
		}
		b.wants(b.get(page), 200, "format=csv", "format=xlsx")
		w := b.get(page + with + "format=xlsx")
		if kind := w.Header().Get("Content-Disposition"); !strings.HasSuffix(kind, `.xlsx"`) {
			t.Errorf("%s: %s", page, kind)
		}
		text := b.get(page + with + "format=csv").Body.String()
		first, _, _ := strings.Cut(text, ";")
		sheet, err := table.Read(w.Body.Bytes(), []table.Column{{Name: strings.TrimPrefix(first, "\ufeff")}}, table.Options{})
		if err != nil {
			t.Fatal(page, err)
		}
		if n := len(lines(text)); len(sheet.Rows) != n || n == 0 {
			t.Errorf("%s: %d rows as XLSX, %d as CSV", page, len(sheet.Rows), n)
		}
	}
	for page, want := range map[string]string{"/customers": "30 jours nets", "/items": "Marchandise", "/orders?view=credit_hold": "Bloquée, crédit, ", "/unapplied": "Règlement"} {
		sign := "?"
		if strings.Contains(page, "?") {
			sign = "&"
		}
		if text := strings.ReplaceAll(b.get(page+sign+"format=csv").Body.String(), "\u00a0", " "); !strings.Contains(text, want) {
			t.Errorf("%s as a file lacks %q: %.300s", page, want, text)
		}
	}
	b.wants(b.get("/customers?format=pdf"), 200, "<h1")
	whole := strings.Count(b.get("/journals?journal=VE&format=csv").Body.String(), "\r\n")
	some := b.get("/journals?journal=VE&q=FA-&format=csv").Body.String()
	if n := strings.Count(some, "\r\n"); n < 2 || n > whole || !strings.Contains(some, "FA-") {
		t.Errorf("%d of %d lines hold the text", n, whole)
	}
	if none := b.get("/journals?journal=VE&q=zzz&format=csv").Body.String(); strings.Count(none, "\r\n") != 1 {
		t.Errorf("lines that do not hold it: %.300s", none)
	}
}
