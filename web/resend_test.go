package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"encaisse/app/access"
	"encaisse/web/ui"
)

// Whose session ends while he fills a form loses nothing: he signs in on another
// page and sends it again.
func TestWhatWasTypedOutlivesASession(t *testing.T) {
	b := as(t, access.Sales)
	form := func(name string) []string {
		return []string{"number", "REPRISE", "name", name, "country", "FR", "currency", "EUR", "terms", "net30", "password", "hush", "step", "look", "key", "reprise1"}
	}
	kept := b.cookies
	b.cookies = map[string]string{}
	page := b.wants(b.post("/customers/new?from=1", form(`Auberge "du <b>Lac`)...), http.StatusUnauthorized, "session est terminée", `action="/customers/new?from=1"`,
		`value="Auberge &#34;du &lt;b&gt;Lac"`, `value="reprise1"`, `target="_blank"`)
	if strings.Contains(page, "hush") {
		t.Error("a password is shown again")
	}
	b.lang = "en"
	b.wants(b.post("/customers/new", form("Lac")...), http.StatusUnauthorized, "Your session has ended", "Send again")
	b.lang = "fr"
	// A part of a page that a script asks for is told beside what stays.
	r := httptest.NewRequest("GET", "/orders/find?entry=VER", nil)
	r.Header.Set("HX-Request", "true")
	part := b.ask(r)
	body := b.wants(part, http.StatusUnauthorized, "ce que vous avez saisi reste ici", `target="_blank"`)
	if part.Header().Get("HX-Retarget") != "#ended" || strings.Contains(body, "<html") {
		t.Errorf("%v: %s", part.Header(), body)
	}
	b.cookies = kept
	b.wants(b.post("/customers/new", form("Lac")...), http.StatusOK, "REPRISE")

	// Nothing was typed, too much was, or a script asks: there is the door alone.
	b.cookies = map[string]string{}
	for _, none := range []url.Values{{}, {"password": {"hush"}}, {"name": {strings.Repeat("x", ui.MostKept)}}} {
		if w := b.send("POST", "/customers/new", none); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/sign-in" {
			t.Errorf("%d %s", w.Code, w.Header().Get("Location"))
		}
	}
}
