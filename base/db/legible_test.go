package db_test

import (
	"testing"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/refuse"
)

// A text that one engine or XML could not hold is refused by both, named by
// its column or its place in the body of a fact, and nothing is kept; whether
// the command looks at errors or not.
func TestIllegibleTextsAreRefused(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		d := open(t, url, db.Options{})
		if err := do(t, d, func(w *db.Write) error { w.Exec(qAdd, "a", "b"); return nil }); err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{"x\x00", "\x1by", "\xff", "\ufffe"} {
			for _, c := range []struct {
				at string
				do func(*db.Write)
			}{
				{"/name", func(w *db.Write) { w.Exec(qAdd, bad, "b") }},
				{"/value", func(w *db.Write) { w.Exec(qAdd, "new", bad) }},
				{"/value", func(w *db.Write) { w.Exec1(qChange, "a", bad) }},
				{"/name", func(w *db.Write) { _, _ = db.All[string](w.Read, qValue, bad) }},
			} {
				err := do(t, d, func(w *db.Write) error { c.do(w); return nil })
				if no, ok := refuse.As(err); !ok || no.Code != "input.invalid" || len(no.Fields) != 1 || no.Fields[0].Pointer != c.at || no.Fields[0].Code != "form.legible" {
					t.Errorf("%q: %v, want %s", bad, err, c.at)
				}
			}
		}
		type line struct {
			Note string `json:"note"`
		}
		for body, at := range map[string]string{"x\x00": "/lines/1/note", "\b": "/lines/1/note", "\f": "/lines/1/note", `a \u0001 \b <&> \`: "", "tab\tline\n": ""} {
			err := do(t, d, func(w *db.Write) error {
				w.Emit("test.said", map[string][]line{"lines": {{"ok"}, {body}}})
				return nil
			})
			if no, _ := refuse.As(err); at == "" && err != nil || at != "" && (no == nil || no.Fields[0].Pointer != at) {
				t.Errorf("%q: %v, want %q", body, err, at)
			}
		}
		names := see(t, d, func(r *db.Read) ([]string, error) { return db.All[string](r, qNames) })
		if len(names) != 1 {
			t.Errorf("kept %q", names)
		}
	})
}
