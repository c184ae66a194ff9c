package run

import (
	"context"
	"sync/atomic"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/o2c/payment"
)

// chunk of commands given to the writer at once.
const chunk = 200

// matching applies every payment that is not used up and has a way to go now.
// Most have none: they are passed over by reading, and the writer is given
// only the others, where it is decided again.
func matching(ctx context.Context, a *app.App) (int, error) {
	var after db.ID
	var applied atomic.Int64
	for {
		var list []payment.Candidate
		next, err := db.See(ctx, a.DB, db.As{}, func(r *db.Read) (next db.ID, err error) {
			list, next, err = payment.Candidates(r, after, chunk)
			return next, err
		})
		if err != nil || next == 0 {
			return int(applied.Load()), err
		}
		after = next
		commands := make([]db.Command, len(list))
		for i, c := range list {
			commands[i] = db.Command{As: db.As{Entity: c.Entity}, Do: func(w *db.Write) error {
				done, err := payment.Match(w, c.Payment)
				if done {
					w.After(func() { applied.Add(1) })
				}
				return err
			}}
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
