package db_test

import (
	"context"
	"errors"
	"testing"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
)

var (
	qSessionSet = db.Q("test.session.set", `insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value`)
	qSessionNew = db.Q("test.session.new", `insert into setting (name, value) values ($1, $2)`)
	qSessionGet = db.Q("test.session.get", `select value from setting where name = $1`)
)

// Together is one transaction: what is done in it is seen at once by what comes
// after it and by nobody else, a command that says no undoes itself alone, a
// preview keeps nothing, and an error undoes all.
func TestTogether(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		d := open(t, url, db.Options{})
		set := func(ctx context.Context, name, value string, no error) error {
			_, err := db.Do(ctx, d, db.As{}, func(w *db.Write) (any, error) {
				w.Exec(qSessionSet, name, value)
				if _, err := db.One[string](w.Read, qSessionGet, name); err != nil { // it is sent by now
					return nil, err
				}
				return nil, no
			})
			return err
		}
		get := func(ctx context.Context, name string) string {
			t.Helper()
			v, err := db.See(ctx, d, db.As{}, func(r *db.Read) (string, error) { return db.One[string](r, qSessionGet, name) })
			if err != nil && !errors.Is(err, db.ErrNone) {
				t.Error(err)
			}
			return v
		}
		no, outside := errors.New("no"), t.Context()
		err := db.Together(outside, d, func(ctx context.Context) error {
			if err := set(ctx, "one", "1", nil); err != nil {
				return err
			}
			if err := set(ctx, "two", "2", no); !errors.Is(err, no) {
				t.Errorf("a no came back as %v", err)
			}
			if _, err := db.Preview(ctx, d, db.As{}, func(w *db.Write) (any, error) {
				w.Exec(qSessionSet, "three", "3")
				return nil, w.Err()
			}); err != nil {
				t.Error(err)
			}
			errs := db.Batch(ctx, d, []db.Command{
				{Do: func(w *db.Write) error { w.Exec(qSessionSet, "four", "4"); return nil }},
				{Do: func(w *db.Write) error { return no }},
			})
			if errs[0] != nil || !errors.Is(errs[1], no) {
				t.Error(errs)
			}
			if one, two, three, four := get(ctx, "one"), get(ctx, "two"), get(ctx, "three"), get(ctx, "four"); one != "1" || two != "" || three != "" || four != "4" {
				t.Errorf("inside: %q %q %q %q", one, two, three, four)
			}
			if got := get(outside, "one"); got != "" {
				t.Errorf("seen from outside before its end: %q", got)
			}
			return db.Together(ctx, d, func(ctx context.Context) error { return set(ctx, "five", "5", nil) })
		})
		if err != nil {
			t.Fatal(err)
		}
		if one, two, five := get(outside, "one"), get(outside, "two"), get(outside, "five"); one != "1" || two != "" || five != "5" {
			t.Errorf("after it: %q %q %q", one, two, five)
		}
		times := 0
		err = db.Together(outside, d, func(ctx context.Context) error {
			times++
			return errors.Join(set(ctx, "one", "9", nil), no)
		})
		if !errors.Is(err, no) || times != 1 || get(outside, "one") != "1" {
			t.Errorf("%v, %d times, %q", err, times, get(outside, "one"))
		}
		err = db.Together(outside, d, func(ctx context.Context) error {
			for range 2 { // the second can not be: what was left to be written of it is refused
				_, _ = db.Do(ctx, d, db.As{}, func(w *db.Write) (any, error) { w.Exec(qSessionNew, "seven", "7"); return nil, nil })
			}
			return nil
		})
		if !db.IsFault(err, db.Unique) || get(outside, "seven") != "" {
			t.Errorf("a session with half a command in it: %v, %q", err, get(outside, "seven"))
		}
		if err := set(outside, "six", "6", nil); err != nil || get(outside, "six") != "6" {
			t.Errorf("after a session that failed: %v", err)
		}
	})
}
