package portal

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

var (
	tag   = regexp.MustCompile(`<[^>]*>`)
	loose = regexp.MustCompile(`\pL+ [:;?!»]|« |\pL'\pL`)
)

// On no French page may a line begin with a sign that belongs to the word before,
// however narrow the screen is: the blank between them breaks none.
func TestNoLineBeginsWithASign(t *testing.T) {
	b := buyer(t, "TYPO", 2)
	signs := 0
	for _, path := range []string{"/portal", "/portal/invoices", "/portal/orders", "/portal/shop", "/portal/documents", "/portal/disputes", "/portal/quotes", "/portal/later", "/portal/invoices?q=nul"} {
		w := b.get(path)
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d", path, w.Code)
		}
		text := tag.ReplaceAllString(w.Body.String(), "\n")
		text = strings.NewReplacer("&#39;", "'", "&#34;", `"`).Replace(text)
		for _, found := range loose.FindAllString(text, -1) {
			t.Errorf("%s: %q", path, found)
		}
		signs += strings.Count(text, "\u00a0:") + strings.Count(text, "\u00a0?") + strings.Count(text, "\u00a0»")
	}
	if signs == 0 {
		t.Error("no sign was seen")
	}
}
