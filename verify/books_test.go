package verify_test

import (
	"context"
	"math/rand/v2"

	"encaisse/base/db"
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
