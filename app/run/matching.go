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

// matching applies every payment that is not used up and has a way to go, until
// none has: what one settles may show the way to another before it.
func matching(ctx context.Context, a *app.App) (int, error) {
	total := 0
	for {
		n, err := pass(ctx, a)
		if total += n; err != nil || n == 0 {
			return total, err
		}
	}
}

// pass goes through the payments once. Most have no way to go: they are passed
// over by reading, and the writer is given only the others, where it is decided
// again.
func pass(ctx context.Context, a *app.App) (int, error) {
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
	return counted(ctx, len(commands))
}
