package api

import (
	"strings"
	"testing"

	"encaisse/app"
)

func TestTheReferenceIsWhole(t *testing.T) {
	if f := Texts.Faults(); len(f) > 0 {
		t.Errorf("texts with faults: %v", f)
	}
	both(t, func(w *world) {
		for lang, want := range map[string]string{"fr": "référence de l’API", "en": "API reference"} {
			r := w.send("GET", "/docs", "", "Authorization", "", "Accept-Language", lang)
			if r.status != 200 || !strings.Contains(r.body, want) || !strings.Contains(r.body, `<html lang="`+lang) {
				w.Errorf("%s: %d", lang, r.status)
			}
			for _, e := range app.All() {
				if !strings.Contains(r.body, `id="`+e.Name+`"`) {
					w.Errorf("%s: no %s", lang, e.Name)
				}
			}
			for _, bad := range []string{"<script", "http://", "https://", " style=", "docs.roles", "kind."} {
				if strings.Contains(r.body, bad) {
					w.Errorf("%s: %q in the page", lang, bad)
				}
			}
			if csp := r.header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'; style-src 'self'") {
				w.Error(csp)
			}
			for _, row := range []string{"lines[].quantity", "small large", "-d &#39;{&#34;name&#34;: &#34;…&#34;}&#39;"} {
				if !strings.Contains(r.body, row) {
					w.Errorf("no %s", row)
				}
			}
		}
		if r := w.send("GET", "/docs?lang=en", "", "Accept-Language", "fr"); !strings.Contains(r.body, "API reference") {
			w.Error("?lang is not heeded")
		}
		p := w.send("GET", "/docs/problems?lang=en", "")
		if p.status != 200 || !strings.Contains(p.body, `id="app.key_reused"`) || !strings.Contains(p.body, "This idempotency key was used") {
			w.Error(p.status)
		}
		css := w.send("GET", "/docs/style.css", "")
		if css.status != 200 || !strings.HasPrefix(css.header.Get("Content-Type"), "text/css") {
			w.Error(css.status, css.header)
		}
	})
}
