package api

import (
	"bytes"
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"encaisse/base/db"
)

func TestProblemsSpeakTwoLanguages(t *testing.T) {
	both(t, func(w *world) {
		fr := w.refused(w.send("GET", "/v1/notes/nobody", ""), 404, "app.not_found")
		en := w.refused(w.send("GET", "/v1/notes/nobody", "", "Accept-Language", "en"), 404, "app.not_found")
		if fr != "Rien n’existe à cet endroit." || en != "There is nothing here." {
			w.Error(fr, en)
		}
		w.send("POST", "/v1/notes", `{"name":"a"}`, "Idempotency-Key", "1")
		if d := w.refused(w.send("POST", "/v1/notes", `{"name":"a"}`, "Idempotency-Key", "2"), 409, uniqueName(w)); !strings.Contains(d, "existe déjà") {
			w.Error(d)
		}
		admin := []string{"Idempotency-Key", "a", "Authorization", "Bearer " + w.keys["admin"]}
		if d := w.refused(w.send("POST", "/v1/users", `{"name":"ann"}`, admin...), 409, "unique.app_user_name"); d != "Un utilisateur porte déjà ce nom." {
			w.Error(d)
		}
		broken := w.send("POST", "/v1/notes/a/break", "", "Idempotency-Key", "k")
		d := w.refused(broken, 500, "app.internal")
		if strings.Contains(broken.body, "secret") || !strings.Contains(d, broken.header.Get(requestHeader)) {
			w.Error(broken.body)
		}
	})
}

// uniqueName is how the engine calls the primary key of the table of settings.
func uniqueName(w *world) string {
	if w.app.DB.SQLite() {
		return "unique.sqlite_autoindex_setting_1"
	}
	return "unique.setting_pkey"
}

func TestRoutesThatAreNot(t *testing.T) {
	both(t, func(w *world) {
		w.refused(w.send("GET", "/v1/nothing", ""), 404, "input.route")
		w.refused(w.send("GET", "/nothing", ""), 404, "input.route")
		r := w.send("DELETE", "/v1/notes", "")
		w.refused(r, 405, "input.method")
		if r.header.Get("Allow") != "GET, POST" {
			w.Error(r.header.Get("Allow"))
		}
	})
}

func TestAPreviewKeepsNothing(t *testing.T) {
	both(t, func(w *world) {
		r := w.send("POST", "/v1/notes?preview=true", `{"name":"a"}`)
		if r.status != 201 || r.json["name"] != "a" || w.notes() != 0 {
			w.Errorf("%d %s", r.status, r.body)
		}
		w.refused(w.send("POST", "/v1/notes?preview=true", `{"name":"no"}`), 409, "app.unique")
		done := w.send("POST", "/v1/notes", `{"name":"b"}`, "Idempotency-Key", "k")
		again := w.send("POST", "/v1/notes?preview=true", `{"name":"c"}`, "Idempotency-Key", "k")
		if done.status != 201 || again.status != 201 || w.notes() != 1 {
			w.Errorf("%d %d %d", done.status, again.status, w.notes())
		}
	})
}

func TestWaitingForWhatFollows(t *testing.T) {
	both(t, func(w *world) {
		before := follows.Load()
		r := w.send("POST", "/v1/notes", `{"name":"a"}`, "Idempotency-Key", "k", "Prefer", "respond-async, wait=10")
		if r.status != 201 || r.header.Get("Preference-Applied") != "wait=10" || r.header.Get("Encaisse-Settled") != "true" {
			w.Errorf("%d %v", r.status, r.header)
		}
		if follows.Load() != before+1 {
			w.Errorf("%d followed", follows.Load()-before)
		}
		f := w.send("GET", "/v1/facts?cause="+r.header.Get(requestHeader), "")
		items, _ := f.json["items"].([]any)
		if len(items) != 2 {
			w.Fatalf("%d %s", f.status, f.body)
		}
		first, second := items[0].(map[string]any), items[1].(map[string]any)
		if first["type"] != "test.noted" || second["type"] != "test.followed" || second["cause"] != first["id"] || second["actor"] != nil {
			w.Error(f.body)
		}
		if o := first["objects"].([]any)[0].(map[string]any); o["kind"] != "note" || o["id"] != db.ID(7).Text("not") {
			w.Error(o)
		}
		page := w.send("GET", "/v1/facts?limit=1&cause="+r.header.Get(requestHeader), "")
		next, _ := page.json["next"].(string)
		page = w.send("GET", "/v1/facts?limit=1&cursor="+next+"&cause="+r.header.Get(requestHeader), "")
		if items, _ := page.json["items"].([]any); len(items) != 1 || page.json["next"] != nil {
			w.Error(page.body)
		}
		w.refused(w.send("GET", "/v1/facts?cause=x", ""), 422, "app.request_text")
		w.refused(w.send("GET", "/v1/facts", ""), 422, "input.invalid")
	})
}

func TestAnAnswerHasATag(t *testing.T) {
	both(t, func(w *world) {
		w.send("POST", "/v1/notes", `{"name":"a"}`, "Idempotency-Key", "k")
		r := w.send("GET", "/v1/notes/a", "")
		tag := r.header.Get("ETag")
		if r.status != 200 || tag == "" {
			w.Fatal(r.status, r.header)
		}
		if again := w.send("GET", "/v1/notes/a", "", "If-None-Match", `"x", W/`+tag); again.status != 304 || again.body != "" {
			w.Error(again.status, again.body)
		}
		if again := w.send("GET", "/v1/notes/a", "", "If-None-Match", `"x"`); again.status != 200 {
			w.Error(again.status)
		}
	})
}

func TestHealthAndMetrics(t *testing.T) {
	both(t, func(w *world) {
		w.send("POST", "/v1/notes", `{"name":"a"}`, "Idempotency-Key", "k")
		w.send("POST", "/v1/notes", `{"name":"no"}`, "Idempotency-Key", "l")
		for path, want := range map[string]string{"/healthz": `{"status":"ok"}`, "/readyz": `{"status":"ready"}`} {
			if r := w.send("GET", path, "", "Authorization", ""); r.status != 200 || r.body != want {
				w.Errorf("%s: %d %s", path, r.status, r.body)
			}
		}
		m := w.send("GET", "/metrics", "", "Authorization", "").body
		for _, want := range []string{
			`encaisse_http_requests_total{route="POST /v1/notes",status="201"} 1`,
			`encaisse_http_requests_total{route="POST /v1/notes",status="409"} 1`,
			`encaisse_call_seconds_count{call="test.note",outcome="done"} 1`,
			`encaisse_call_seconds_count{call="test.note",outcome="refused"} 1`,
			"encaisse_flow_backlog ", "encaisse_flow_oldest_seconds ", "encaisse_flow_stuck 0", "encaisse_seal_lag_events ", "go_goroutines ",
		} {
			if !strings.Contains(m, want) {
				w.Errorf("no %s", want)
			}
		}
	})
}

func TestServe(t *testing.T) {
	both(t, func(w *world) {
		ctx, cancel := context.WithCancel(context.Background())
		out := lines{make(chan string, 1)}
		done := make(chan error)
		go func() {
			done <- Serve(ctx, w.app, "127.0.0.1:0", &out, map[string]http.Handler{
				"/": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })})
		}()
		line := out.wait(t)
		m := regexp.MustCompile(`^listening (http://127\.0\.0\.1:\d+)\n$`).FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("%q", line)
		}
		for path, want := range map[string]int{"/healthz": 200, "/": 418, "/page": 418, "/v1/nothing": 404} {
			res, err := http.Get(m[1] + path)
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
			if res.StatusCode != want {
				t.Errorf("%s: %d, want %d", path, res.StatusCode, want)
			}
		}
		cancel()
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(10 * time.Second):
			t.Error("it does not end")
		}
	})
}

// lines is a writer one can wait at.
type lines struct{ ch chan string }

func (l *lines) Write(p []byte) (int, error) {
	l.ch <- string(bytes.Clone(p))
	return len(p), nil
}

func (l *lines) wait(t *testing.T) string {
	select {
	case s := <-l.ch:
		return s
	case <-time.After(10 * time.Second):
		t.Fatal("nothing was written")
		return ""
	}
}
