package run

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/o2c/credit"
	"encaisse/o2c/dunning"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
)

// However few open items are looked at in one question, the same customers are
// due: each is judged by all that he owes.
func TestDueInPieces(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		now := time.Date(2026, 3, 16, 10, 0, 0, 0, time.UTC)
		a := owing(t, url, func() time.Time { return now }, day.Of(2026, 2, 1))
		c, err := a.Act(t.Context(), company.Administrator, access.Admin, "")
		if err != nil {
			t.Fatal(err)
		}
		call, as := app.Call{Caller: c}, db.As{Actor: c.User, Entity: c.Entity, Zone: time.UTC}
		want := 1 // the first owes enough
		for n := 2; n <= 8; n++ {
			number := fmt.Sprint("C", n)
			in := credit.NewCustomer{New: party.New{Number: number, Name: number, Country: "FR", Currency: "EUR", Terms: "net30"}}
			if _, err := app.CreateCustomer.Do(t.Context(), a, call, in); err != nil {
				t.Fatal(err)
			}
			_, err := db.Do(t.Context(), a.DB, as, func(w *db.Write) (any, error) {
				for k := range n % 4 { // none, or up to three parts of what only together is worth a reminder
					due := day.Of(2026, 2, 1+k)
					in := receivable.TakenOver{Customer: number, Number: fmt.Sprint("F", n, k), IssuedOn: due.AddDays(-30), DueOn: due, Total: 3_000_000, Open: 3_000_000}
					if _, err := receivable.TakeOver(w, in); err != nil {
						return nil, err
					}
				}
				return nil, nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if n%4 >= 2 {
				want++
			}
		}
		if _, err := db.Do(t.Context(), a.DB, as, func(w *db.Write) (dunning.ReleaseView, error) { return dunning.Release(w, dunning.ToRelease{}) }); err != nil {
			t.Fatal(err)
		}
		pieces := func(items int64) (all []db.ID) {
			for after := db.ID(0); ; {
				last, err := db.See(t.Context(), a.DB, as, func(r *db.Read) (db.ID, error) {
					due, last, err := dunning.Due(r, after, items)
					all = append(all, due...)
					return last, err
				})
				if err != nil {
					t.Fatal(err)
				}
				if last == 0 {
					return all
				}
				after = last
			}
		}
		whole := pieces(1000)
		if len(whole) != want {
			t.Errorf("%d are due, want %d", len(whole), want)
		}
		for items := range int64(7) {
			if got := pieces(items + 1); !slices.Equal(got, whole) {
				t.Errorf("%d items at a time: %v are due, want %v", items+1, got, whole)
			}
		}
	})
}
