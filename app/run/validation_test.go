package run

import (
	"sync/atomic"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
	"encaisse/o2c/payment"
)

var qEntries = db.Q("test.validation.entries", `select (select count(*) from leg where n = 1) - (select count(*) from entry_number)`)

// What was validated once is not looked through again, and still nothing is
// left out: neither what is posted late, on a day that was validated, nor what
// a validation that stopped half-way left.
func TestNothingIsLeftUnvalidated(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		var now atomic.Int64
		now.Store(time.Date(2026, 3, 16, 12, 0, 0, 0, time.UTC).UnixMicro())
		a := owing(t, url, func() time.Time { return time.UnixMicro(now.Load()) }, day.Of(2026, 3, 1))
		c, err := a.Act(t.Context(), company.Administrator, access.Admin, "")
		if err != nil {
			t.Fatal(err)
		}
		as := db.As{Entity: c.Entity, Zone: time.UTC}
		receive := func(days ...int) {
			for _, d := range days {
				in := payment.New{Amount: money.Decimal(1_000_000), ReceivedOn: day.Of(2026, 3, d)}
				if _, err := app.ReceivePayment.Do(t.Context(), a, app.Call{Caller: c}, in); err != nil {
					t.Fatal(err)
				}
			}
		}
		validate := func(most int) int64 {
			n, err := db.Do(t.Context(), a.DB, as, func(w *db.Write) (int64, error) {
				return ledger.ValidateNew(w, w.Today().AddDays(-1), most)
			})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		waiting := count(t, a, qEntries) // what was taken over
		receive(12, 13, 16)
		for k, step := range []struct {
			late  []int // days of receipts that are entered now
			hours int   // later
			most  int
			done  int64
			left  int64
		}{
			{nil, 0, 10, waiting + 2, 1},      // the 16th is not over
			{[]int{13, 2}, 0, 10, 2, 1},       // late, on days that were validated
			{nil, 24, 10, 1, 0},               // the 16th
			{[]int{3, 4, 16, 17}, 0, 2, 2, 2}, // it stops half-way
			{nil, 0, 2, 1, 1},                 // and goes on: the 17th is today
			{nil, 0, 2, 0, 1},                 // nothing new
			{[]int{5}, 48, 10, 2, 0},          // some days without a run
		} {
			receive(step.late...)
			now.Add((time.Duration(step.hours) * time.Hour).Microseconds())
			if n := validate(step.most); n != step.done {
				t.Errorf("step %d: %d validated, want %d", k, n, step.done)
			}
			if n := count(t, a, qEntries); n != step.left {
				t.Errorf("step %d: %d not validated, want %d", k, n, step.left)
			}
		}
	})
}
