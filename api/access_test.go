package api

import (
	"context"
	"strings"
	"testing"

	"encaisse/app"
	"encaisse/base/db"
)

func TestWhoMayCome(t *testing.T) {
	both(t, func(w *world) {
		none := w.send("POST", "/v1/notes", `{}`, "Authorization", "")
		w.refused(none, 401, "app.key_needed")
		if none.header.Get("WWW-Authenticate") == "" {
			w.Error("a 401 says how to come in")
		}
		w.refused(w.send("GET", "/v1/notes", "", "Authorization", "Bearer enc_nobody"), 401, "app.key_unknown")
		cash := []string{"Authorization", "Bearer " + w.keys["cash"], "Idempotency-Key", "k"}
		if d := w.refused(w.send("POST", "/v1/notes", `{"bad":1}`, cash...), 403, "app.role"); !strings.Contains(d, "encaissement") {
			w.Error(d)
		}
		auditor := []string{"Authorization", "Bearer " + w.keys["auditor"], "Idempotency-Key", "k"}
		if r := w.send("GET", "/v1/notes", "", auditor...); r.status != 200 {
			w.Errorf("auditor reads: %d %s", r.status, r.body)
		}
		w.refused(w.send("POST", "/v1/notes", `{"name":"a"}`, auditor...), 403, "app.role")
	})
}

func TestARevokedKeyOpensNothing(t *testing.T) {
	both(t, func(w *world) {
		admin := []string{"Idempotency-Key", "a", "Authorization", "Bearer " + w.keys["admin"]}
		k := w.send("POST", "/v1/apikeys", `{"user":"ann","role":"sales"}`, admin...)
		secret, id := k.json["key"].(string), k.json["id"].(string)
		if r := w.send("GET", "/v1/notes", "", "Authorization", "Bearer "+secret); r.status != 200 {
			w.Fatal(r.body)
		}
		if r := w.send("POST", "/v1/apikeys/"+id+"/revoke", "", admin...); r.status != 200 {
			w.Fatal(r.status, r.body)
		}
		w.refused(w.send("GET", "/v1/notes", "", "Authorization", "Bearer "+secret), 401, "app.key_unknown")
		w.refused(w.send("POST", "/v1/apikeys/key_0000000000001/revoke", "", append(admin, "Idempotency-Key", "b")...), 404, "app.not_found")
	})
}

func TestWhichEntity(t *testing.T) {
	both(t, func(w *world) {
		w.entity("Encaisse Inc")
		w.refused(w.send("GET", "/v1/notes", ""), 422, "app.entity_needed")
		if r := w.send("GET", "/v1/notes", "", app.EntityHeader, "Encaisse Inc"); r.status != 200 {
			w.Error(r.status, r.body)
		}
		w.refused(w.send("GET", "/v1/notes", "", app.EntityHeader, "Autre"), 403, "app.entity_forbidden")
		admin := []string{"Idempotency-Key", "a", "Authorization", "Bearer " + w.keys["admin"], app.EntityHeader, "Encaisse SA"}
		k := w.send("POST", "/v1/apikeys", `{"user":"ann","role":"sales","entity":"Encaisse SA"}`, admin...)
		bound := "Bearer " + k.json["key"].(string)
		if r := w.send("GET", "/v1/notes", "", "Authorization", bound); r.status != 200 {
			w.Error(r.status, r.body)
		}
		w.refused(w.send("GET", "/v1/notes", "", "Authorization", bound, app.EntityHeader, "Encaisse Inc"), 403, "app.entity_forbidden")
	})
}

func TestAPortalUserIsHeldToHisCustomer(t *testing.T) {
	both(t, func(w *world) {
		e, _ := app.Find("test.portal")
		own, other := db.ID(7).Text("cus"), db.ID(8).Text("cus")
		c := app.Call{Caller: app.Caller{Role: "customer", Customer: 7}}
		for _, ask := range []string{"", own} {
			out, _, err := e.Run(context.Background(), w.app, c, &portalAsk{Customer: ask})
			if out != own || err != nil {
				w.Error(out, err)
			}
		}
		if _, _, err := e.Run(context.Background(), w.app, c, &portalAsk{Customer: other}); err == nil {
			w.Error("another's customer was shown")
		}
		if _, _, err := e.Run(context.Background(), w.app, app.Call{Caller: app.Caller{Role: "customer"}}, &portalAsk{}); err == nil {
			w.Error("a portal user without a customer came in")
		}
	})
}

func TestUsersAreListedByPage(t *testing.T) {
	both(t, func(w *world) {
		admin := []string{"Authorization", "Bearer " + w.keys["admin"], "Idempotency-Key", "u"}
		bob := w.send("POST", "/v1/users", `{"name":"bob","language":"en"}`, admin...)
		if bob.status != 201 || bob.json["language"] != "en" {
			w.Fatal(bob.status, bob.body)
		}
		k := w.send("POST", "/v1/apikeys", `{"user":"`+bob.json["id"].(string)+`","role":"cash"}`, append(admin, "Idempotency-Key", "k")...)
		if k.json["user"] != bob.json["id"] || k.json["entity"] != nil || k.json["customer"] != nil {
			w.Error(k.status, k.body)
		}
		// Without Accept-Language, the caller's own language.
		if d := w.refused(w.send("GET", "/v1/notes", "", "Authorization", "Bearer "+k.json["key"].(string)), 403, "app.role"); !strings.HasPrefix(d, "Your role (cash application)") {
			w.Error(d)
		}
		page := w.send("GET", "/v1/users?limit=1", "", admin...)
		next, _ := page.json["next"].(string)
		last := w.send("GET", "/v1/users?limit=1&cursor="+next, "", admin...)
		if !strings.Contains(page.body, `"ann"`) || !strings.Contains(last.body, `"bob"`) || last.json["next"] != nil {
			w.Error(page.body, last.body)
		}
		w.refused(w.send("GET", "/v1/users?cursor=x", "", admin...), 422, "db.cursor")
		for body, code := range map[string]string{
			`{"user":"eve","role":"cash"}`:                   "access.user",
			`{"user":"ann","role":"customer"}`:               "access.customer",
			`{"user":"ann","role":"cash","customer":"C1"}`:   "access.customer",
			`{"user":"ann","role":"cash","entity":"nobody"}`: "seller.unknown",
		} {
			if r := w.send("POST", "/v1/apikeys", body, append(admin, "Idempotency-Key", code)...); r.json["code"] != code {
				w.Errorf("%s: %d %s, want %s", body, r.status, r.body, code)
			}
		}
	})
}
