package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/demo"
)

// firm is the demonstration that the tests of this package share; they only
// read it, but for sessions.
var firm = sync.OnceValues(func() (*app.App, error) {
	dir, err := os.MkdirTemp("", "web")
	if err != nil {
		return nil, err
	}
	clock := &demo.Clock{}
	ctx := context.Background()
	a, err := app.Open(ctx, "sqlite:"+filepath.Join(dir, "demo.db"), app.Options{Clock: clock.Now})
	if err != nil {
		return nil, err
	}
	if _, err = demo.Build(ctx, a, demo.Options{Small: true, Months: 2, Seed: 3, Clock: clock}); err == nil {
		password, err = demo.Logins(ctx, a)
	}
	if err == nil {
		err = os.RemoveAll(dir) // the open file lives on; nothing is left behind
	}
	return a, err
})

// password of the staff of firm.
var password string

// staff is who has which role in the demonstration.
var staff = map[string]string{access.Sales: "camille", access.Credit: "noe", access.CreditManager: "ines", access.Warehouse: "karim", access.Billing: "lucie",
	access.Cash: "amina", access.Collections: "hugo", access.Finance: "paul", access.Auditor: "edith", access.Admin: "admin"}

// browser is somebody in front of the pages, with his cookies.
type browser struct {
	*testing.T
	h       http.Handler
	cookies map[string]string
	lang    string
	remote  string
	site    string // Sec-Fetch-Site
}

func open(t *testing.T) *browser {
	t.Helper()
	a, err := firm()
	if err != nil {
		t.Fatal(err)
	}
	return on(t, a, Options{Demo: logins()})
}

// logins are the doors of the staff.
func logins() (list []Login) {
	for role, user := range staff {
		list = append(list, Login{User: user, Role: role, Entity: demo.Company})
	}
	return list
}

func on(t *testing.T, a *app.App, o Options) *browser {
	mux := http.NewServeMux()
	for pattern, h := range Handler(a, o) {
		mux.Handle(pattern, h)
	}
	return &browser{T: t, h: mux, cookies: map[string]string{}, lang: "fr", remote: "127.0.0.1:4000", site: "same-origin"}
}

// as signs in to a role of the demonstration.
func as(t *testing.T, role string) *browser {
	t.Helper()
	b := open(t)
	if w := b.post("/sign-in/demo", "user", staff[role]); w.Code != http.StatusSeeOther {
		t.Fatalf("signing in as %s: %d %s", role, w.Code, w.Body)
	}
	return b
}

func (b *browser) get(path string) *httptest.ResponseRecorder {
	return b.send("GET", path, nil)
}

func (b *browser) post(path string, pairs ...string) *httptest.ResponseRecorder {
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return b.send("POST", path, form)
}

func (b *browser) send(method, path string, form url.Values) *httptest.ResponseRecorder {
	b.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return b.ask(r)
}

// ask sends a request with what every browser says of itself.
func (b *browser) ask(r *http.Request) *httptest.ResponseRecorder {
	b.Helper()
	r.RemoteAddr = b.remote
	r.Header.Set("Accept", "text/html")
	r.Header.Set("Accept-Language", b.lang)
	r.Header.Set("Sec-Fetch-Site", b.site)
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.h.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		} else {
			b.cookies[c.Name] = c.Value
		}
	}
	b.rules(r.URL.Path, w)
	return w
}

// What no page may hold: scripts and styles inside, addresses of others, and
// names of texts instead of texts.
var forbidden = regexp.MustCompile(`<script[^>]*>[^<]|<style|<[a-z][^<>]*\s(style|on[a-z]+)=|>\s*(web|ui|state|age|object|role|app)\.[a-z_.]+\s*<|<b>[a-z]+\.[a-z_]+</b>`)

var (
	abroad = regexp.MustCompile(`\s(src|href|action)="((https?:)?//|javascript:)[^"]*"`)
	quoted = regexp.MustCompile(`="[^"]*"`)
)

func (b *browser) rules(path string, w *httptest.ResponseRecorder) {
	b.Helper()
	if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") || w.Body.Len() == 0 || w.Code >= 300 && w.Code < 400 {
		return
	}
	if w.Header().Get("Content-Security-Policy") != policy {
		b.Errorf("%s: the policy is %q", path, w.Header().Get("Content-Security-Policy"))
	}
	if m := abroad.FindString(w.Body.String()); m != "" {
		b.Errorf("%s leads to %s", path, m)
	}
	if m := forbidden.FindString(quoted.ReplaceAllString(w.Body.String(), `=""`)); m != "" {
		b.Errorf("%s holds %q", path, m)
	}
	if m := pointed(w.Body.String()); m != "" {
		b.Errorf("%s holds %s", path, m)
	}
	if w.Code == http.StatusInternalServerError {
		b.Errorf("%s: %s", path, w.Body)
	}
}

func (b *browser) wants(w *httptest.ResponseRecorder, code int, texts ...string) string {
	b.Helper()
	body := w.Body.String()
	if w.Code != code {
		b.Errorf("status %d, want %d: %.300s", w.Code, code, body)
	}
	for _, text := range texts {
		if !strings.Contains(body, text) {
			b.Errorf("no %q in the page", text)
		}
	}
	return body
}
