package run

import (
	"context"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/o2c/approval"
	"encaisse/o2c/credit"
)

// ofOrganisation is what a day brings to the organisation, whatever the legal
// entity: credit lines begin and end, reviews fall due, requests expire.
func ofOrganisation(ctx context.Context, a *app.App) (int, error) {
	total := 0
	for _, run := range []struct {
		find func(*db.Read, int) ([]db.ID, error)
		do   func(*db.Write, db.ID) error
	}{{credit.Turning, credit.Turn}, {credit.DueReviews, credit.Remind}} {
		n, err := each(ctx, a, db.As{}, run.find, run.do)
		if total += n; err != nil {
			return total, err
		}
	}
	for {
		n, err := db.Do(ctx, a.DB, db.As{}, func(w *db.Write) (int, error) { return approval.Expire(w, chunk) })
		if total += n; err != nil || n < chunk {
			return total, err
		}
	}
}

// each does something for all that is found, in chunks, until none is.
func each(ctx context.Context, a *app.App, as db.As, find func(*db.Read, int) ([]db.ID, error), do func(*db.Write, db.ID) error) (int, error) {
	total := 0
	for {
		ids, err := db.See(ctx, a.DB, as, func(r *db.Read) ([]db.ID, error) { return find(r, chunk) })
		if err != nil || len(ids) == 0 {
			return total, err
		}
		commands := make([]db.Command, len(ids))
		for i, id := range ids {
			commands[i] = db.Command{As: as, Do: func(w *db.Write) error { return do(w, id) }}
		}
		if err := all(ctx, a, commands); err != nil {
			return total, err
		}
		total += len(ids)
	}
}
