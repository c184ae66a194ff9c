package run

import (
	"context"
	"sync/atomic"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/o2c/payment"
	"encaisse/o2c/receivable"
)

// chunk of commands given to the writer at once.
const chunk = 200

// matching tries again to apply every payment that is not used up.
func matching(ctx context.Context, a *app.App) (int, error) {
	var after db.ID
	var applied atomic.Int64
	for {
		items, err := db.See(ctx, a.DB, db.As{}, func(r *db.Read) ([]receivable.Item, error) { return receivable.Unused(r, after, chunk) })
		if err != nil || len(items) == 0 {
			return int(applied.Load()), err
		}
		commands := make([]db.Command, len(items))
		for i, item := range items {
			commands[i] = db.Command{As: db.As{Entity: item.Entity}, Do: func(w *db.Write) error {
				done, err := payment.Match(w, item.Document)
				if done {
					w.After(func() { applied.Add(1) })
				}
				return err
			}}
			after = item.ID
		}
		if err := all(ctx, a, commands); err != nil {
			return int(applied.Load()), err
		}
	}
}

// all runs a chunk of commands and returns the first error.
func all(ctx context.Context, a *app.App, commands []db.Command) error {
	for _, err := range db.Batch(ctx, a.DB, commands) {
		if err != nil {
			return err
		}
	}
	return nil
}
