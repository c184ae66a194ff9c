package web

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/words"
)

// Every screen opens for the roles that may ask all it needs, and for no other:
// route by route, role by role, in both languages.
func TestRolesAndRoutes(t *testing.T) {
	var matrix strings.Builder
	for _, role := range app.Roles() {
		if staff[role] == "" {
			continue // the portal's
		}
		b := as(t, role)
		for _, s := range inner() {
			method, path, _ := strings.Cut(s.route, " ")
			path = sample(path)
			if path == "/sign-out" || path == "/account/seat" {
				continue // for everybody, and the session would be over
			}
			allowed := !slices.ContainsFunc(s.needs, func(e *app.Entry) bool { return !e.Allows(role) })
			fmt.Fprintf(&matrix, "%-15s %-40s %v\n", role, s.route, allowed)
			for _, lang := range []string{"fr", "en"} {
				b.lang = lang
				b.post("/look", "language", lang)
				w := b.send(method, path, nil)
				if (w.Code != http.StatusForbidden) != allowed || method == "GET" && allowed && w.Code != http.StatusOK && w.Code != http.StatusNotFound {
					t.Errorf("%s %s: %d, allowed %v", role, s.route, w.Code, allowed)
				}
				if w.Code == http.StatusOK && !strings.Contains(w.Body.String(), `lang="`+lang+`"`) && !isFile(w) {
					t.Errorf("%s is not in %s", path, lang)
				}
			}
		}
	}
	t.Logf("\n%s", matrix.String())
}

func isFile(w http.ResponseWriter) bool {
	return !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html")
}

var slot = regexp.MustCompile(`\{[a-z]+\}`)

// sample is a route with something in its places.
func sample(path string) string {
	path = strings.TrimSuffix(path, "{$}")
	return slot.ReplaceAllString(path, "x")
}

// Without a session every screen leads to the door.
func TestNothingWithoutASession(t *testing.T) {
	for _, s := range inner() {
		b := open(t)
		method, path, _ := strings.Cut(s.route, " ")
		w := b.send(method, sample(path), nil)
		if w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/sign-in") {
			t.Errorf("%s: %d %s", s.route, w.Code, w.Header().Get("Location"))
		}
	}
}

var textKey = regexp.MustCompile(`"((?:web|ui|state|age|object)\.[a-z0-9_.-]*[a-z0-9])"`)

// Each text that a page names is there in both languages.
func TestTextsAreThere(t *testing.T) {
	if f := Texts.Faults(); len(f) > 0 {
		t.Errorf("texts with faults: %v", f)
	}
	found := 0
	for _, pattern := range []string{"*.go", "*.templ", "ui/*.go", "ui/*.templ"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_templ.go") {
				continue
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range textKey.FindAllStringSubmatch(string(text), -1) {
				if found++; !sentences.Has(m[1]) && !app.Texts.Has(m[1]) {
					t.Errorf("%s: no text %s", name, m[1])
				}
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d texts were found", found)
	}
	for _, role := range app.Roles() {
		if staff[role] != "" && sentences.Say(words.French, "role.does."+role) == "role.does."+role {
			t.Errorf("nothing says what %s does", role)
		}
	}
}

func TestASlashTooMany(t *testing.T) {
	b := as(t, access.Admin)
	for path, want := range map[string]string{"/orders/": "/orders", "/orders/?view=draft": "/orders?view=draft", "/portal/": "/portal", "/nowhere": ""} {
		w := b.get(path)
		if got := w.Header().Get("Location"); got != want || want == "" && w.Code != http.StatusNotFound {
			t.Errorf("%s leads to %q (%d), not %q", path, got, w.Code, want)
		}
	}
}
