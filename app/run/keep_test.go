package run

import (
	"context"
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
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

var (
	qLate     = db.Q("test.keep.late", `select count(*) from event where type = 'receivable.late'`)
	qUnsealed = db.Q("test.keep.unsealed", `select (select count(*) from event) - (select count(*) from seal)`)
)

// owing is a company one customer of which owes an invoice since a day.
func owing(t *testing.T, url string, clock func() time.Time, due day.Day) *app.App {
	t.Helper()
	a, err := app.Open(t.Context(), url, app.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	_, err = db.Do(t.Context(), a.DB, db.As{}, func(w *db.Write) (company.Made, error) {
		return company.Found(w, seller.NewEntity{Name: "Dupont", Country: "FR", Currency: "EUR", Tax: "none"})
	})
	if err != nil {
		t.Fatal(err)
	}
	c, err := a.Act(t.Context(), company.Administrator, access.Admin, "")
	if err != nil {
		t.Fatal(err)
	}
	in := credit.NewCustomer{New: party.New{Number: "C1", Name: "Martin", Country: "FR", Currency: "EUR", Terms: "net30"}}
	if _, err := app.CreateCustomer.Do(t.Context(), a, app.Call{Caller: c}, in); err != nil {
		t.Fatal(err)
	}
	_, err = db.Do(t.Context(), a.DB, db.As{Actor: c.User, Entity: c.Entity}, func(w *db.Write) (receivable.Item, error) {
		return receivable.TakeOver(w, receivable.TakenOver{Customer: "C1", Number: "F1", IssuedOn: due.AddDays(-30), DueOn: due, Total: 100_000_000, Open: 100_000_000})
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func count(t *testing.T, a *app.App, q *db.Stmt) int64 {
	t.Helper()
	n, err := db.See(t.Context(), a.DB, db.As{}, func(r *db.Read) (int64, error) { return db.One[int64](r, q) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// The daily run comes once a civil day of the entity, which begins at midnight
// of its own zone.
func TestTheDayOfAnEntityBeginsAtItsMidnight(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		var now atomic.Int64
		set := func(d, hour, minute int) {
			now.Store(time.Date(2026, 3, d, hour, minute, 0, 0, time.UTC).UnixMicro())
		}
		set(16, 12, 0)
		a := owing(t, url, func() time.Time { return time.UnixMicro(now.Load()) }, day.Of(2026, 3, 1))
		k := keeper{a: a, days: map[db.ID]day.Day{}, rung: map[db.ID]int64{}}
		for _, step := range []struct {
			day, hour, minute int
			late              int64
		}{
			{16, 12, 0, 0},  // 15 days late: not more
			{16, 22, 59, 0}, // 23:59 in Paris
			{16, 23, 1, 1},  // 00:01 in Paris, of the 17th
			{17, 12, 0, 1},  // once a threshold
		} {
			set(step.day, step.hour, step.minute)
			k.beat(t.Context())
			if n := count(t, a, qLate); n != step.late {
				t.Errorf("on the %dth at %d:%02d: %d late, want %d", step.day, step.hour, step.minute, n, step.late)
			}
		}
		if k.purged != day.Of(2026, 3, 17) {
			t.Errorf("keys were purged last on %s", k.purged)
		}
		if len(k.days) != 1 {
			t.Errorf("days of %d entities", len(k.days))
		}
	})
}

func TestKeepBeginsAtOnceAndEndsWithItsContext(t *testing.T) {
	a := owing(t, dbtest.SQLite(t), nil, day.FromTime(time.Now(), time.UTC).AddDays(-20))
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		Keep(ctx, a)
	}()
	for range 500 {
		if count(t, a, qLate) == 1 && count(t, a, qUnsealed) == 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if late, open := count(t, a, qLate), count(t, a, qUnsealed); late != 1 || open != 0 {
		t.Errorf("%d late, %d not sealed", late, open)
	}
	stop()
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
		t.Error("it does not end")
	}
}

// What a person or another node did to an order since the run found it is no
// fault of the run: it leaves the order alone and goes on.
func TestAnOrderThatChangedIsNotClosed(t *testing.T) {
	a := owing(t, dbtest.SQLite(t), nil, day.FromTime(time.Now(), time.UTC))
	c, err := a.Act(t.Context(), company.Administrator, access.Admin, "")
	if err != nil {
		t.Fatal(err)
	}
	price := money.Price(10_000_000)
	if _, err := app.CreateItem.Do(t.Context(), a, app.Call{Caller: c}, catalog.New{SKU: "S", Name: "S", Kind: "service", Price: &price, TaxClass: "standard"}); err != nil {
		t.Fatal(err)
	}
	o, err := app.PlaceOrder.Do(t.Context(), a, app.Call{Caller: c}, order.New{Customer: "C1", Lines: []order.NewLine{{SKU: "S", Quantity: money.Units(1)}}})
	if err != nil {
		t.Fatal(err)
	}
	id, _ := db.ParseID(order.Prefix, o.ID)
	var closed atomic.Int64
	err = all(t.Context(), a, []db.Command{{As: db.As{Entity: c.Entity}, Do: func(w *db.Write) error { return finish(w, id, &closed) }}})
	if err != nil || closed.Load() != 0 {
		t.Errorf("%v, %d closed", err, closed.Load())
	}
}
