// Package api is the HTTP door: every command and question of the registry as
// a route, with its reference, health and metrics.
package api

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

// maxBody is the longest body of a request, in megabytes.
const maxBody = 10

type server struct {
	app     *app.App
	spec    *spec
	metrics *metrics
	mux     *http.ServeMux
}

// Handler serves the API of an open company. Further handlers, by pattern of
// http.ServeMux, are mounted beside it; one at "/" takes what is unknown
// outside /v1/.
func Handler(a *app.App, extra ...map[string]http.Handler) http.Handler {
	s := &server{app: a, spec: newSpec(app.All()), metrics: newMetrics(a), mux: http.NewServeMux()}
	for _, o := range s.spec.operations {
		s.mux.HandleFunc(o.entry.Method+" "+o.entry.Path, s.operation(o))
	}
	document := s.spec.document()
	s.mux.HandleFunc("GET /openapi.json", func(w http.ResponseWriter, r *http.Request) {
		s.give(w, r, http.StatusOK, document, true)
	})
	s.mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		s.give(w, r, http.StatusOK, []byte(`{"status":"ok"}`), false)
	})
	s.mux.HandleFunc("GET /readyz", s.ready)
	s.mux.Handle("GET /metrics", s.metrics.handler())
	s.mountDocs()
	root := false
	for _, m := range extra {
		for pattern, h := range m {
			s.mux.Handle(pattern, h)
			root = root || pattern == "/"
		}
	}
	s.mux.HandleFunc("/v1/", s.unknown)
	if !root {
		s.mux.HandleFunc("/", s.unknown)
	}
	return s.metrics.count(s.guard(s.mux))
}

// guard sets what every answer carries, bounds the body, and turns a panic
// into a problem.
func (s *server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if p := recover(); p != nil {
				if p == http.ErrAbortHandler {
					panic(p)
				}
				s.app.Log.Error("panic", "path", r.URL.Path, "error", fmt.Sprint(p))
				s.problem(w, language(r), 0, fmt.Errorf("panic: %v", p))
			}
		}()
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		r.Body = http.MaxBytesReader(w, r.Body, maxBody<<20)
		next.ServeHTTP(w, r)
	})
}

// ready answers once the database does.
func (s *server) ready(w http.ResponseWriter, r *http.Request) {
	if err := s.app.Ready(r.Context()); err != nil {
		s.app.Log.Warn("not ready", "error", err.Error())
		s.problem(w, language(r), http.StatusServiceUnavailable, refuse.New(refuse.Unknown, "db.unknown"))
		return
	}
	s.give(w, r, http.StatusOK, []byte(`{"status":"ready"}`), false)
}

// unknown answers what no route takes: 405 where another method would do.
func (s *server) unknown(w http.ResponseWriter, r *http.Request) {
	var allowed []string
	for _, m := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
		probe := r.Clone(r.Context())
		probe.Method = m
		if _, pattern := s.mux.Handler(probe); strings.HasPrefix(pattern, m+" ") {
			allowed = append(allowed, m)
		}
	}
	l := language(r)
	if len(allowed) == 0 || slices.Contains(allowed, r.Method) {
		s.problem(w, l, http.StatusNotFound, refuse.New(refuse.Missing, "input.route", "path", r.URL.Path))
		return
	}
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	s.problem(w, l, http.StatusMethodNotAllowed, refuse.New(refuse.BadRequest, "input.method", "allowed", allowed))
}

// language is what the client asks to read; French when it does not say.
func language(r *http.Request) words.Language {
	return words.ParseLanguage(r.Header.Get("Accept-Language"))
}
