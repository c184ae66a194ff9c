package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/seller"
)

// Commands of the tests alone: notes with lines, kept as settings.
var (
	qNoteAdd   = db.Q("test.note.add", `insert into setting (name, value) values ($1, $2)`)
	qNoteText  = db.Q("test.note.text", `select value from setting where name = $1`)
	qNoteCount = db.Q("test.note.count", `select count(*) from setting`).Scans()
)

type note struct {
	Name   string         `json:"name" minLength:"1" maxLength:"20"`
	Size   string         `json:"size,omitempty" enum:"small,large"`
	On     day.Day        `json:"on,omitempty"`
	Amount *money.Decimal `json:"amount,omitempty"`
	Lines  []noteLine     `json:"lines,omitempty"`
}

type noteLine struct {
	SKU      string         `json:"sku"`
	Quantity money.Quantity `json:"quantity"`
}

type noteView struct {
	ID       string      `json:"id"`
	Name     string      `json:"name"`
	Total    money.Money `json:"total"`
	On       day.Day     `json:"on"`
	Parent   *noteLine   `json:"parent"`
	Currency string      `json:"currency"`
}

type noteRef struct {
	ID string `path:"id" json:"-"`
}

type noteList struct {
	State []string `query:"state" enum:"open,closed"`
	db.Paging
}

type portalAsk struct {
	Customer string `query:"customer"`
}

func addNote(w *db.Write, in note) (noteView, error) {
	if in.Name == "no" {
		return noteView{}, refuse.New(refuse.Conflict, "app.unique", "constraint", "no")
	}
	w.Exec(qNoteAdd, in.Name, in.Name+" & <co>")
	w.Emit("test.noted", struct{}{}, db.Obj("note", 7))
	return noteView{ID: w.NewID().Text("not"), Name: in.Name, Total: money.Amount(120000).In("EUR"), Currency: "EUR"}, nil
}

func showNote(r *db.Read, in noteRef) (noteView, error) {
	text, err := db.One[string](r, qNoteText, in.ID)
	return noteView{ID: in.ID, Name: text}, err
}

func listNotes(_ *db.Read, in noteList) (db.Page[string], error) {
	return db.Page[string]{Items: append([]string{}, in.State...)}, nil
}

func init() {
	app.NewCommand("test.note", "POST /v1/notes", addNote, access.Sales)
	app.NewCommand("test.broken", "POST /v1/notes/{id}/break", func(*db.Write, noteRef) (noteView, error) {
		panic("secret of the house")
	}, access.Sales)
	app.NewQuestion("test.show", "GET /v1/notes/{id}", showNote, access.Sales)
	app.NewQuestion("test.list", "GET /v1/notes", listNotes, access.Sales)
	app.NewQuestion("test.portal", "GET /v1/portal", func(_ *db.Read, in portalAsk) (string, error) { return in.Customer, nil }, access.Customer)
}

// world is a company served over HTTP, with a key per role.
type world struct {
	*testing.T
	url  string
	app  *app.App
	http *httptest.Server
	keys map[string]string
}

// follows counts what the fact test.noted leads to.
var follows atomic.Int64

var follow = db.Step{On: "test.noted", Name: "test.follow", Key: "note", Subject: "note", Do: func(w *db.Write, t db.Task) error {
	time.Sleep(5 * time.Millisecond)
	w.Emit("test.followed", struct{}{}, db.Obj("note", t.Subject))
	w.After(func() { follows.Add(1) })
	return nil
}}

func both(t *testing.T, f func(w *world)) {
	dbtest.Both(t, func(t *testing.T, url string) {
		a, err := app.Open(context.Background(), url, app.Options{Steps: []db.Step{follow}})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(a.Close)
		a.DB.StartSteps(2)
		w := &world{T: t, url: url, app: a, http: httptest.NewServer(Handler(a)), keys: map[string]string{}}
		t.Cleanup(w.http.Close)
		w.entity("Encaisse SA")
		system := app.Call{Caller: app.Caller{Role: app.System}}
		if _, err := app.AddUser.Do(context.Background(), a, system, access.NewUser{Name: "ann"}); err != nil {
			t.Fatal(err)
		}
		for _, role := range []string{access.Sales, access.Cash, access.Admin, access.Auditor} {
			k, err := w.key("ann", role)
			if err != nil {
				t.Fatal(err)
			}
			w.keys[role] = *k.Secret
		}
		f(w)
	})
}

// key makes a key as who makes a company does.
func (w *world) key(user, role string) (access.Key, error) {
	return db.Do(context.Background(), w.app.DB, db.As{}, func(x *db.Write) (access.Key, error) {
		return access.IssueKey(x, access.NewKey{User: user, Role: role})
	})
}

func (w *world) entity(name string) {
	w.Helper()
	_, err := db.Do(context.Background(), w.app.DB, db.As{}, func(tx *db.Write) (seller.View, error) {
		return seller.Create(tx, seller.NewEntity{Name: name, Country: "FR", Currency: "EUR", Tax: "none"})
	})
	if err != nil {
		w.Fatal(err)
	}
}

// reply is an answer as it came over the wire.
type reply struct {
	status int
	header http.Header
	body   string
	json   map[string]any
}

// send sends a request; headers are pairs of name and value. Keys of sales and
// an own idempotency key are given where the pairs do not say otherwise.
func (w *world) send(method, path, body string, headers ...string) reply {
	w.Helper()
	req, err := http.NewRequest(method, w.http.URL+path, bytes.NewReader([]byte(body)))
	if err != nil {
		w.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+w.keys[access.Sales])
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		if req.Header.Set(headers[i], headers[i+1]); headers[i+1] == "" {
			req.Header.Del(headers[i])
		}
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		w.Fatal(err)
	}
	r := reply{status: res.StatusCode, header: res.Header, body: string(b)}
	_ = json.Unmarshal(b, &r.json)
	return r
}

func (w *world) notes() int64 {
	w.Helper()
	n, err := db.See(context.Background(), w.app.DB, db.As{}, func(r *db.Read) (int64, error) { return db.One[int64](r, qNoteCount) })
	if err != nil {
		w.Fatal(err)
	}
	return n
}

// refused checks a problem and returns its detail.
func (w *world) refused(r reply, status int, code string) string {
	w.Helper()
	if r.status != status || r.json["code"] != code || r.json["status"] != float64(status) || r.header.Get("Content-Type") != problemType {
		w.Fatalf("%d %s %s, want %d %s", r.status, r.header.Get("Content-Type"), r.body, status, code)
	}
	detail, _ := r.json["detail"].(string)
	return detail
}
