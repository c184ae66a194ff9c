package db_test

import (
	"fmt"
	"strings"
	"testing"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
)

var qLooked = db.Q("test.looked", `select coalesce(max(stat), '') from sqlite_stat1 where tbl = $1`)

// A SQLite file is analysed at first, and when it has grown much, not each time;
// a session is left alone.
func TestAnalyzeGrown(t *testing.T) {
	d := open(t, dbtest.SQLite(t), db.Options{})
	rows := func(prefix string, n, size int) {
		t.Helper()
		if err := do(t, d, func(w *db.Write) error {
			for k := range n {
				w.Exec(qSessionNew, fmt.Sprint(prefix, k), strings.Repeat("x", size))
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	looked := func(want string) {
		t.Helper()
		if err := d.AnalyzeGrown(t.Context()); err != nil {
			t.Fatal(err)
		}
		got := see(t, d, func(r *db.Read) (string, error) { return db.One[string](r, qLooked, "setting") })
		if !strings.HasPrefix(got, want+" ") {
			t.Errorf("the analysis says %q of the settings, not %s", got, want)
		}
	}
	before := see(t, d, func(r *db.Read) (int64, error) { return db.One[int64](r, qSettings) })
	rows("a", 300, 10)
	looked(fmt.Sprint(before + 300))
	rows("b", 100, 10)
	looked(fmt.Sprint(before + 300)) // not worth it
	rows("c", 1000, 20_000)
	looked(fmt.Sprint(before + 1400))
}

var qSettings = db.Q("test.settings", `select count(*) from setting`)
