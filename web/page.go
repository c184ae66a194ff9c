// Package web is the pages of the product: for now a single one, the figures
// of a company at its door.
package web

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"html/template"
	"net"
	"net/http"

	"encaisse/app"
	"encaisse/base/words"
)

//go:embed page.css
var style []byte

//go:embed page.html
var markup string

var (
	pages     = template.Must(template.New("page").Parse(markup))
	sentences = words.NewCatalog(Texts)
)

// policy lets a page load its one style sheet and nothing else.
const policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// site is what the pages share.
type site struct {
	app    *app.App
	viewer app.Caller // who the figures are shown as; nobody when his role is empty
	style  string     // hash of the style sheet: its address changes with it
}

// Handler returns the pages by pattern of http.ServeMux. The page at / shows
// the figures that the viewer may see, without a key, to this machine alone:
// it is for the demonstration. Without a viewer it says where the API is.
func Handler(a *app.App, viewer app.Caller) map[string]http.Handler {
	sum := sha256.Sum256(style)
	s := &site{a, viewer, hex.EncodeToString(sum[:6])}
	return map[string]http.Handler{
		"GET /{$}": http.HandlerFunc(s.home),
		"GET /page.css": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/css; charset=utf-8")
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
			w.Write(style)
		}),
	}
}

// page is what every template shows.
type page struct {
	Lang  words.Language
	Style string
	Body  any
}

// Say is a text of the pages.
func (p page) Say(key string) string { return sentences.Say(p.Lang, key) }

// Title is the name of the page in the browser.
func (p page) Title() string {
	if f, ok := p.Body.(figures); ok {
		return f.Company + " · Encaisse"
	}
	return "Encaisse"
}

// home is the page at /.
func (s *site) home(w http.ResponseWriter, r *http.Request) {
	l := language(r)
	switch {
	case s.viewer.Role == "":
		s.show(w, l, http.StatusOK, "welcome", "")
	case !local(r):
		s.show(w, l, http.StatusOK, "welcome", sentences.Say(l, "page.elsewhere"))
	default:
		f, err := s.figures(r.Context(), l)
		if err != nil {
			s.app.Log.Warn("page of figures", "error", err.Error())
			s.show(w, l, http.StatusServiceUnavailable, "welcome", sentences.Say(l, "page.broken"))
			return
		}
		s.show(w, l, http.StatusOK, "figures", f)
	}
}

func (s *site) show(w http.ResponseWriter, l words.Language, status int, name string, body any) {
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, name, page{l, s.style, body}); err != nil {
		s.app.Log.Error("page", "name", name, "error", err.Error())
		http.Error(w, sentences.Say(l, "page.broken"), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", string(l))
	h.Set("Content-Security-Policy", policy)
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept-Language")
	w.WriteHeader(status)
	w.Write(b.Bytes())
}

// local tells a request that comes from this machine.
func local(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	ip := net.ParseIP(host)
	return err == nil && ip != nil && ip.IsLoopback()
}

// language is ?lang=, else what the browser asks for: French or English.
func language(r *http.Request) words.Language {
	asked := r.URL.Query().Get("lang")
	if asked == "" {
		asked = r.Header.Get("Accept-Language")
	}
	if words.ParseLanguage(asked) == words.English {
		return words.English
	}
	return words.French
}
