package api

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"encaisse/app"
	"encaisse/app/access"
)

// boss adds a second person and returns the header of his key.
func (w *world) boss(role string) string {
	w.Helper()
	system := app.Call{Caller: app.Caller{Role: app.System}}
	if _, err := app.AddUser.Do(context.Background(), w.app, system, access.NewUser{Name: "ben"}); err != nil {
		w.Fatal(err)
	}
	k, err := w.key("ben", role)
	if err != nil {
		w.Fatal(err)
	}
	return "Bearer " + *k.Secret
}

// What needs a second person answers 202 with the request and does nothing;
// its key answers the same again, also when it was granted meanwhile; of twenty
// who grant it at once, one does.
func TestWhatWaitsForASecondPerson(t *testing.T) {
	both(t, func(w *world) {
		admin := []string{"Authorization", "Bearer " + w.keys[access.Admin], "Idempotency-Key"}
		with := func(key string) []string { return append(append([]string{}, admin...), key) }
		boss := w.boss(access.Finance)
		made := w.send("POST", "/v1/customers", `{"number":"D","name":"Dupont","country":"FR","currency":"EUR","terms":"net30","credit_limit":"100"}`, with("c")...)
		if made.status != 201 {
			t.Fatal(made.body)
		}
		limit := func() any { return w.send("GET", "/v1/customers/D", "", with("")...).json["credit_limit"] }
		const raise = `{"limit":"200"}`
		seen := w.send("POST", "/v1/customers/D/limit?preview=true", raise, with("")...)
		if list := w.send("GET", "/v1/approvals", "", with("")...); seen.status != 202 || len(list.json["items"].([]any)) != 0 {
			t.Errorf("preview: %d %s; %s", seen.status, seen.body, list.body)
		}
		first := w.send("POST", "/v1/customers/D/limit", raise, with("k")...)
		again := w.send("POST", "/v1/customers/D/limit", raise, with("k")...)
		if first.status != 202 || again.status != 202 || first.body != again.body || limit() != "100.00" {
			t.Fatalf("%d %s\n%d %s", first.status, first.body, again.status, again.body)
		}
		w.refused(w.send("POST", "/v1/customers/D/limit", raise, with("k2")...), 409, "approval.waiting")
		path := fmt.Sprintf("/v1/approvals/%s/grant", first.json["id"])
		w.refused(w.send("POST", path, `{}`, with("g")...), 403, "approval.own")

		var wg sync.WaitGroup
		var mu sync.Mutex
		granted := 0
		for i := range 20 {
			wg.Go(func() {
				r := w.send("POST", path, `{}`, "Authorization", boss, "Idempotency-Key", fmt.Sprint("g", i))
				mu.Lock()
				defer mu.Unlock()
				switch {
				case r.status == 200 && r.json["state"] == "granted":
					granted++
				case r.status != 409 || r.json["code"] != "approval.state":
					t.Errorf("%d %s", r.status, r.body)
				}
			})
		}
		wg.Wait()
		if granted != 1 || limit() != "200.00" {
			t.Errorf("granted %d times, the limit is %v", granted, limit())
		}
		if r := w.send("POST", "/v1/customers/D/limit", raise, with("k")...); r.status != 202 || r.body != first.body {
			t.Errorf("%d %s", r.status, r.body)
		}
	})
}
