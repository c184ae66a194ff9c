// Package web is the back office: pages drawn on the server, thin over the
// registry of package app. It asks and commands as the API does, decides
// nothing, and every page works without scripts.
package web

import (
	"net/http"

	"encaisse/app"
	"encaisse/base/words"
	"encaisse/web/ui"
)

// Options are what a program decides about its pages.
type Options struct {
	Demo []Login // who may be stepped in as by one press; the demonstration only
	Dev  bool    // shows the components at /design
}

// Login is somebody of the demonstration.
type Login struct{ User, Role, Entity string }

// site is what the pages share.
type site struct {
	app     *app.App
	options Options
	mux     *http.ServeMux
	screens []screen
}

// sentences are the words of the pages; those of the registry are asked of app.
var sentences = words.NewCatalog(ui.Texts, Texts)

// Handler returns the pages by pattern of http.ServeMux: at "/", so that they
// also answer what nobody else takes.
func Handler(a *app.App, o Options) map[string]http.Handler {
	s := &site{app: a, options: o, mux: http.NewServeMux(), screens: inner()}
	for _, p := range outer() {
		s.mux.HandleFunc(p.route, s.outside(p))
	}
	for _, p := range s.screens {
		s.mux.HandleFunc(p.route, s.inside(p))
	}
	s.mux.HandleFunc("/", s.outside(door{draw: (*visit).unknown}))
	protected := http.NewCrossOriginProtection()
	protected.SetDenyHandler(s.outside(door{draw: (*visit).foreign}))
	return map[string]http.Handler{"/": protected.Handler(s.mux), "GET /assets/": ui.Assets()}
}
