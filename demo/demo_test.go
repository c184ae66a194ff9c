package demo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/refuse"
	"encaisse/verify"
)

// made is a demonstration in a new database.
func made(t *testing.T, url string, o Options) (*app.App, Built) {
	t.Helper()
	clock := &Clock{}
	a, err := app.Open(t.Context(), url, app.Options{Clock: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	o.Clock = clock
	b, err := Build(t.Context(), a, o)
	if err != nil {
		t.Fatal(err)
	}
	return a, b
}

var paymentID = regexp.MustCompile(`"pay_[0-9a-z]{13}"`)

// exports are what the company shows of itself, as JSON, without the ids that
// no two databases share.
func exports(t *testing.T, a *app.App) map[string]string {
	t.Helper()
	viewer, err := Viewer(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, name := range []string{"invoices", "payments", "open-items", "exposure", "trial-balance"} {
		e, ok := app.Find("export." + name)
		if !ok {
			t.Fatalf("no export %s", name)
		}
		answer, err := e.Answer(t.Context(), a, app.Call{Caller: viewer}, e.NewInput())
		if err != nil {
			t.Fatal(name, err)
		}
		out[name] = string(paymentID.ReplaceAll(answer.Body, []byte(`"pay"`)))
	}
	return out
}

// The same seed and day give the same company on both engines, twice, and
// every promise holds in it.
func TestTheSameSeedAndDayGiveTheSameCompany(t *testing.T) {
	o := Options{Seed: 7, Today: day.Of(2026, 4, 9), Months: 2}
	var first map[string]string
	check := func(t *testing.T, url string) {
		a, b := made(t, url, o)
		if len(b.Keys) != len(staff) || !b.Whole {
			t.Errorf("%+v", b)
		}
		got := exports(t, a)
		if first == nil {
			first = got
		}
		for name, text := range got {
			if text != first[name] {
				t.Errorf("%s differs:\n%s\n%s", name, text, first[name])
			}
		}
		if r, err := verify.Run(t.Context(), a.DB, verify.Options{}); err != nil {
			t.Error(err)
			for _, c := range r.Checks {
				if !c.OK && !c.Warning {
					t.Errorf("%s: %v", c.Name, c.Breaches)
				}
			}
		}
	}
	dbtest.Both(t, func(t *testing.T, url string) { check(t, url) })
	t.Run("again", func(t *testing.T) { check(t, dbtest.SQLite(t)) })
	if len(first["invoices"]) < 1000 || bytes.Count([]byte(first["payments"]), []byte("received_on")) < 10 {
		t.Error("there is too little in it")
	}
}

var _ = []any{json.Marshal, fmt.Sprint, time.Now, access.Sales, db.ErrNone, refuse.Code}
