package verify_test

import (
	"context"
	"math/rand/v2"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/closing"
	"encaisse/o2c/ledger"
)

func init() { // beside the others
	some["period"] = db.Q("test.some.period", `select id from period where entity = $1 and state <> 'reopened' order by last_day desc, kind, id limit 2`).Scans()
}

func validate(w *world, _ *rand.Rand, as db.As) error {
	_, err := db.Do(context.Background(), w.a.DB, as, func(x *db.Write) (ledger.Validated, error) { return ledger.Validate(x, ledger.ToValidate{}) })
	return err
}

func closePeriod(w *world, r *rand.Rand, as db.As) error {
	_, err := db.Do(context.Background(), w.a.DB, as, func(x *db.Write) (closing.View, error) {
		return closing.Close(x, closing.ToClose{Kind: pick(r, ledger.Month, ledger.Month, ledger.Month, ledger.Year), Day: x.Today().AddMonths(-1)})
	})
	return err
}

// reopenPeriod is asked by one and granted, or refused, by another.
func reopenPeriod(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "period", closing.Prefix)
	if err != nil {
		return err
	}
	if _, err := db.Do(context.Background(), w.a.DB, as, func(x *db.Write) (closing.View, error) {
		return closing.AskReopening(x, closing.ToAsk{ID: id, Reason: "forgotten"})
	}); err != nil {
		return err
	}
	do := pick(r, closing.Reopen, closing.Reopen, closing.RefuseReopening)
	as.Actor = manager
	_, err = db.Do(context.Background(), w.a.DB, as, func(x *db.Write) (closing.View, error) { return do(x, closing.ByID{ID: id}) })
	return err
}

// closeMonth closes the last month of every company.
func (w *world) closeMonth() {
	w.t.Helper()
	for _, as := range w.as {
		_, err := db.Do(context.Background(), w.a.DB, as, func(x *db.Write) (closing.View, error) {
			return closing.Close(x, closing.ToClose{Kind: ledger.Month, Day: x.Today().AddMonths(-1)})
		})
		if err != nil && refuse.Code(err) != "closing.closed" {
			w.t.Fatal(err)
		}
	}
}

var qClosed = db.Q("test.closed", `select (select count(*) from period), (select count(*) from period_aging)`).Scans()

// closed tells that there are closed months, with figures enough to change one.
func (w *world) closed() bool {
	n, err := db.See(context.Background(), w.a.DB, db.As{}, func(x *db.Read) (struct{ Periods, Ages int64 }, error) {
		return db.One[struct{ Periods, Ages int64 }](x, qClosed)
	})
	return err == nil && n.Periods > 1 && n.Ages > 1
}
