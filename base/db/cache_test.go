package db_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
)

var (
	words  = db.NewCache[string, string]("test.words")
	marked = db.NewCache[string, string]("test.marked")
	heard  = db.NewCache[string, string]("test.heard")
	qMark  = db.Q("test.mark", `select count(*), cast(0 as bigint) from setting`)
)

func word(r *db.Read) (string, error) {
	return words.Find(r, "w", func() (string, error) { return db.One[string](r, qValue, "w") })
}

// Neither what an older snapshot still sees nor what is not durable yet may
// stay in memory.
func TestACacheHoldsWhatIsDurable(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		d := open(t, url, db.Options{})
		change := func(value string, then error) error {
			return do(t, d, func(w *db.Write) error {
				w.Exec1(qChange, "w", value)
				words.Drop(w)
				if got, err := word(w.Read); got != value || err != nil {
					t.Errorf("its own change is %q, %v", got, err)
				}
				return then
			})
		}
		if err := do(t, d, func(w *db.Write) error { w.Exec(qAdd, "w", "old"); return nil }); err != nil {
			t.Fatal(err)
		}
		got := see(t, d, func(r *db.Read) (string, error) {
			if _, err := db.One[string](r, qValue, "w"); err != nil { // the snapshot is taken
				return "", err
			}
			if err := change("new", nil); err != nil {
				return "", err
			}
			return word(r)
		})
		if got != "old" {
			t.Errorf("the older snapshot sees %q", got)
		}
		if got := see(t, d, word); got != "new" {
			t.Errorf("after the change %q is used", got)
		}
		no := errors.New("no")
		if err := change("never", no); !errors.Is(err, no) {
			t.Error(err)
		}
		if got := see(t, d, word); got != "new" {
			t.Errorf("after a change that was rolled back %q is used", got)
		}
	})
}

// hears waits until a node's line to the others is up: each attempt to open it
// drops the caches, once before and once after, and a test that counts loads
// begins behind both.
func hears(t *testing.T, d *db.DB, url string) {
	t.Helper()
	if strings.HasPrefix(url, "sqlite:") {
		return
	}
	other, end := open(t, url, db.Options{}), time.Now().Add(30*time.Second)
	for range 3 {
		for heard.Put(d, "w", "here"); ; time.Sleep(10 * time.Millisecond) {
			if _, ok := heard.Peek(d, "w"); !ok {
				break
			}
			if time.Now().After(end) {
				t.Fatal("no notice of another node was heard")
			}
			if err := do(t, other, func(w *db.Write) error { heard.Drop(w); return nil }); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// What takes long to load is loaded again only when its mark changed, however
// old it is.
func TestACacheIsKeptByItsMark(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		d := open(t, url, db.Options{})
		hears(t, d, url)
		defer db.Ages(0)()
		loads := 0
		look := func() string {
			return see(t, d, func(r *db.Read) (string, error) {
				return marked.FindMarked(r, "w", qMark, func() (string, error) {
					loads++
					return db.One[string](r, qValue, "w")
				})
			})
		}
		if err := do(t, d, func(w *db.Write) error { w.Exec(qAdd, "w", "old"); return nil }); err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if got := look(); got != "old" || loads != 1 {
				t.Errorf("%q after %d loads", got, loads)
			}
		}
		if err := do(t, d, func(w *db.Write) error { w.Exec(qAdd, "x", "more"); return nil }); err != nil { // no drop: a notice that was lost
			t.Fatal(err)
		}
		if look(); loads != 2 {
			t.Errorf("%d loads after a change", loads)
		}
	})
}
