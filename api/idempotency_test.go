package api

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/base/db"
)

func TestKeysMustBeGiven(t *testing.T) {
	both(t, func(w *world) {
		w.refused(w.send("POST", "/v1/notes", `{"name":"a"}`), 400, "app.key_missing")
		for _, bad := range []string{" ", `""`, `"open`, strings.Repeat("k", 256)} {
			w.refused(w.send("POST", "/v1/notes", `{"name":"a"}`, "Idempotency-Key", bad), 400, "app.key_text")
		}
		if w.notes() != 0 {
			w.Error("something was kept")
		}
	})
}

func TestAReplayIsTheSameToTheByte(t *testing.T) {
	both(t, func(w *world) {
		first := w.send("POST", "/v1/notes", `{"name":"a<b","lines":[{"sku":"x","quantity":1}]}`, "Idempotency-Key", "k1")
		again := w.send("POST", "/v1/notes", ` {"lines":[{"quantity":"1","sku":"x"}],"name":"a<b"}`, "Idempotency-Key", `"k1"`)
		if first.status != 201 || again.status != 201 || first.body != again.body || w.notes() != 1 {
			w.Errorf("%d %s\n%d %s", first.status, first.body, again.status, again.body)
		}
		if a, b := first.header.Get(requestHeader), again.header.Get(requestHeader); a != b || !strings.HasPrefix(a, "req_") {
			w.Errorf("requests %s and %s", a, b)
		}
		w.refused(w.send("POST", "/v1/notes", `{"name":"b"}`, "Idempotency-Key", "k1"), 422, "app.key_reused")
		other := w.send("POST", "/v1/notes", `{"name":"c"}`, "Idempotency-Key", "k1", "Authorization", "Bearer "+w.keys["admin"])
		if other.status != 422 { // the same user: the key is his, whatever his role
			w.Errorf("%d %s", other.status, other.body)
		}
	})
}

func TestARefusalDoesNotUseTheKey(t *testing.T) {
	both(t, func(w *world) {
		w.refused(w.send("POST", "/v1/notes", `{"name":"no"}`, "Idempotency-Key", "k"), 409, "app.unique")
		if r := w.send("POST", "/v1/notes", `{"name":"yes"}`, "Idempotency-Key", "k"); r.status != 201 {
			w.Errorf("%d %s", r.status, r.body)
		}
	})
}

// Fifty at once under one key: one effect, everybody who is told yes is told
// the same, the others are asked to come again.
func TestFiftyAtOnceHaveOneEffect(t *testing.T) {
	both(t, func(w *world) {
		var wg sync.WaitGroup
		var mu sync.Mutex
		bodies, waits := map[string]int{}, 0
		for range 50 {
			wg.Go(func() {
				r := w.send("POST", "/v1/notes", `{"name":"one"}`, "Idempotency-Key", "k")
				mu.Lock()
				defer mu.Unlock()
				switch r.status {
				case 201:
					bodies[r.body]++
				case 409:
					if r.json["code"] != "app.key_in_flight" {
						t.Error(r.body)
					}
					waits++
				default:
					t.Errorf("%d %s", r.status, r.body)
				}
			})
		}
		wg.Wait()
		if len(bodies) != 1 || w.notes() != 1 {
			w.Errorf("%d answers, %d notes, %d told to wait", len(bodies), w.notes(), waits)
		}
	})
}

// The same from several processes: without the map of keys in flight the row
// of the key decides.
func TestTwoNodesHaveOneEffect(t *testing.T) {
	both(t, func(w *world) {
		ctx := context.Background()
		other, err := app.Open(ctx, w.url, app.Options{Steps: []db.Step{}})
		if err != nil {
			w.Fatal(err)
		}
		defer other.Close()
		e, _ := app.Find("test.note")
		var wg sync.WaitGroup
		var mu sync.Mutex
		answers := map[string]int{}
		for i := range 20 {
			wg.Go(func() {
				node := []*app.App{w.app, other}[i%2]
				c := app.Call{Caller: app.Caller{Role: app.System}, Key: "k"}
				ans, err := e.Answer(ctx, node, c, &note{Name: "one"})
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					answers[string(ans.Body)]++
				}
			})
		}
		wg.Wait()
		if len(answers) != 1 || w.notes() != 1 {
			w.Errorf("answers %v, %d notes", answers, w.notes())
		}
	})
}

func TestASecretIsNotStored(t *testing.T) {
	both(t, func(w *world) {
		admin := []string{"Idempotency-Key", "k", "Authorization", "Bearer " + w.keys["admin"]}
		first := w.send("POST", "/v1/apikeys", `{"user":"ann","role":"cash"}`, admin...)
		again := w.send("POST", "/v1/apikeys", `{"user":"ann","role":"cash"}`, admin...)
		secret, _ := first.json["key"].(string)
		if first.status != 201 || !strings.HasPrefix(secret, "enc_") || len(secret) != 47 {
			w.Fatalf("%d %s", first.status, first.body)
		}
		if again.status != 201 || again.json["key"] != nil || again.json["id"] != first.json["id"] {
			w.Errorf("%d %s", again.status, again.body)
		}
	})
}

func TestOldKeysAreForgotten(t *testing.T) {
	both(t, func(w *world) {
		ctx := context.Background()
		if r := w.send("POST", "/v1/notes", `{"name":"new"}`, "Idempotency-Key", "new"); r.status != 201 {
			w.Fatal(r.body)
		}
		e, _ := app.Find("test.note")
		old := app.Call{Caller: app.Caller{Role: app.System}, Key: "old", Request: db.FirstAt(time.Now().AddDate(0, 0, -31))}
		if _, err := e.Answer(ctx, w.app, old, &note{Name: "old"}); err != nil {
			w.Fatal(err)
		}
		if n, err := app.PurgeKeys(ctx, w.app); n != 1 || err != nil {
			w.Errorf("%d keys purged, %v", n, err)
		}
		if r := w.send("POST", "/v1/notes", `{"name":"new"}`, "Idempotency-Key", "new"); r.status != 201 || w.notes() != 2 {
			w.Errorf("%d %s", r.status, r.body)
		}
	})
}
