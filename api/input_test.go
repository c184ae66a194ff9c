package api

import (
	"strings"
	"testing"
)

// Faults of the input are told with their place, in both languages.
func TestFaultsOfTheInput(t *testing.T) {
	both(t, func(w *world) {
		for _, c := range []struct{ body, pointer, fr, en string }{
			{`{"name":"a","colour":1}`, "/colour", "Ce champ n’existe pas.", "There is no such field."},
			{`{"name":"a","Name":"b"}`, "/Name", "Ce champ n’existe pas.", "There is no such field."},
			{`{"lines":[]}`, "/name", "Le champ « name » est obligatoire.", "The field “name” is required."},
			{`{"name":"a","lines":[{"sku":"x","quantity":"1"},{"sku":"y"}]}`, "/lines/1/quantity", "Le champ « quantity » est obligatoire.", "The field “quantity” is required."},
			{`{"name":"a","lines":[{"sku":"x","quantity":"1,5"}]}`, "/lines/0/quantity", "« 1,5 » n’est pas un nombre décimal (exemple : 1200.50).", "“1,5” is not a decimal number (example: 1200.50)."},
			{`{"name":"a","amount":true}`, "/amount", "« true » n’est pas un nombre décimal (exemple : 1200.50).", "“true” is not a decimal number (example: 1200.50)."},
			{`{"name":7}`, "/name", "Il faut un texte.", "This must be a text."},
			{`{"name":""}`, "/name", "Il faut au moins 1 caractère.", "This must have at least 1 character."},
			{`{"name":"a","size":"medium"}`, "/size", "Il faut l’une de ces valeurs : small, large.", "This must be one of: small, large."},
			{`{"name":"a","on":"21/11/2026"}`, "/on", "Il faut une date (exemple : 2026-11-21).", "This must be a date (example: 2026-11-21)."},
			{`{"name":"a","lines":{}}`, "/lines", "Il faut une liste.", "This must be a list."},
			{`[]`, "", "Il faut un objet.", "This must be an object."},
		} {
			for lang, want := range map[string]string{"fr": c.fr, "en-GB": c.en} {
				r := w.send("POST", "/v1/notes", c.body, "Idempotency-Key", "k", "Accept-Language", lang)
				w.refused(r, 422, "input.invalid")
				errs, _ := r.json["errors"].([]any)
				if len(errs) != 1 {
					w.Errorf("%s: %s", c.body, r.body)
					continue
				}
				f := errs[0].(map[string]any)
				said, _ := f["detail"].(string)
				if f["pointer"] != c.pointer || strings.ReplaceAll(said, "\u00a0", " ") != want {
					w.Errorf("%s: %v, want %s %s", c.body, f, c.pointer, want)
				}
			}
		}
		w.refused(w.send("POST", "/v1/notes", `{"name":`, "Idempotency-Key", "k"), 400, "input.json")
		w.refused(w.send("POST", "/v1/notes", `<a/>`, "Idempotency-Key", "k", "Content-Type", "text/xml"), 415, "input.media_type")
		w.refused(w.send("POST", "/v1/notes", `{"name":"`+strings.Repeat("x", maxBody<<20)+`"}`, "Idempotency-Key", "k"), 413, "input.too_large")
		w.refused(w.send("POST", "/v1/notes/a/break", `{"x":1}`, "Idempotency-Key", "k"), 422, "input.invalid")
		if w.notes() != 0 {
			w.Error("something was kept")
		}
		if r := w.send("POST", "/v1/notes", `{"name":"a","size":null,"lines":null,"on":null}`, "Idempotency-Key", "k"); r.status != 201 {
			w.Errorf("null is absent: %d %s", r.status, r.body)
		}
	})
}

func TestFaultsOfTheQuery(t *testing.T) {
	both(t, func(w *world) {
		for query, pointer := range map[string]string{"colour=1": "/colour", "limit=0": "/limit", "limit=x": "/limit", "limit=1&limit=2": "/limit",
			"state=open,shut": "/state/1", "preview=true": "/preview"} {
			r := w.send("GET", "/v1/notes?"+query, "")
			w.refused(r, 422, "input.invalid")
			if f := r.json["errors"].([]any)[0].(map[string]any); f["pointer"] != pointer {
				w.Errorf("%s: %v", query, f)
			}
		}
		for _, query := range []string{"state=open&state=closed", "state=open,closed&limit=1000"} {
			if r := w.send("GET", "/v1/notes?"+query, ""); r.status != 200 || r.body != `{"items":["open","closed"],"next":null}` {
				w.Errorf("%s: %d %s", query, r.status, r.body)
			}
		}
		w.refused(w.send("POST", "/v1/notes?preview=perhaps", `{"name":"a"}`, "Idempotency-Key", "k"), 422, "input.invalid")
	})
}
