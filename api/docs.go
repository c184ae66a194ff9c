package api

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/base/words"
)

//go:embed docs.css
var docsStyle []byte

//go:embed docs.html
var docsHTML string

var docsPages = template.Must(template.New("docs").Parse(docsHTML))

// page is what the templates of the reference show.
type page struct {
	Lang   words.Language
	Style  string // hash of the style sheet: its address changes with it
	Groups []*docGroup
	Codes  []docField
}

// Say is a text of the reference.
func (p page) Say(key string) string { return catalog.Say(p.Lang, key) }

type docGroup struct {
	Name  string
	Calls []docCall
}

type docCall struct {
	Name, Method, Path, Summary, Curl string
	Status                            int
	Roles                             []string
	Params, Body, Answer              []docField
}

func (s *server) mountDocs() {
	sum := sha256.Sum256(docsStyle)
	style := hex.EncodeToString(sum[:6])
	s.mux.HandleFunc("GET /docs", func(w http.ResponseWriter, r *http.Request) {
		l := pageLanguage(r)
		s.page(w, "reference", page{Lang: l, Style: style, Groups: s.groups(l)})
	})
	s.mux.HandleFunc("GET /docs/problems", func(w http.ResponseWriter, r *http.Request) {
		l := pageLanguage(r)
		s.page(w, "problems", page{Lang: l, Style: style, Codes: s.codes(l)})
	})
	s.mux.HandleFunc("GET /docs/style.css", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		s.write(w, http.StatusOK, docsStyle)
	})
}

// pageLanguage is ?lang=, else what the browser asks for: French or English.
func pageLanguage(r *http.Request) words.Language {
	l := language(r)
	if q := r.URL.Query().Get("lang"); q != "" {
		l = words.ParseLanguage(q)
	}
	if l == words.English {
		return l
	}
	return words.French
}

func (s *server) page(w http.ResponseWriter, name string, p page) {
	var b bytes.Buffer
	if err := docsPages.ExecuteTemplate(&b, name, p); err != nil {
		s.problem(w, p.Lang, 0, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", string(p.Lang))
	h.Set("Vary", "Accept-Language")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	s.write(w, http.StatusOK, b.Bytes())
}

// groups are the routes by the word they begin with, in the registry's order.
func (s *server) groups(l words.Language) []*docGroup {
	var out []*docGroup
	for _, o := range s.spec.operations {
		name := group(o.entry)
		i := slices.IndexFunc(out, func(g *docGroup) bool { return g.Name == name })
		if i < 0 {
			out, i = append(out, &docGroup{Name: name}), len(out)
		}
		out[i].Calls = append(out[i].Calls, s.call(l, o.entry))
	}
	return out
}

func (s *server) call(l words.Language, e *app.Entry) docCall {
	c := docCall{Name: e.Name, Method: e.Method, Path: e.Path, Summary: s.app.Summary(l, e), Status: e.Status, Curl: curl(e)}
	for _, r := range callers(e) {
		c.Roles = append(c.Roles, s.app.Texts.Say(l, "role."+r))
	}
	for _, f := range e.Fields {
		if f.Path || f.Query {
			c.Params = append(c.Params, described(l, f.Name, e.In.FieldByIndex(f.Index), f.Path))
		}
	}
	c.Body = bodyFields(l, e.In)
	c.Answer = answerFields(l, e.Out)
	return c
}

// codes are all refusal codes with their sentence, in order; what is only said
// inside other texts (roles, states) has no dot or is left out by its prefix.
func (s *server) codes(l words.Language) []docField {
	var out []docField
	for _, key := range s.app.Texts.Keys() {
		if !slices.ContainsFunc([]string{"call.", "role.", "status."}, func(p string) bool { return strings.HasPrefix(key, p) }) {
			out = append(out, docField{Name: key, Doc: s.app.Texts.Say(l, key)})
		}
	}
	return out
}
