package run

import (
	"context"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/o2c/dunning"
	"encaisse/o2c/seller"
)

// dunningRun reminds late customers of every entity: one command a customer,
// decided under his lock. What it leads to leaves by the outbox.
func dunningRun(ctx context.Context, a *app.App) (int, error) {
	entities, err := db.See(ctx, a.DB, db.As{}, seller.All)
	if err != nil {
		return 0, err
	}
	total := 0
	for _, e := range entities {
		n, err := dunningOf(ctx, a, e.ID)
		if total += n; err != nil {
			return total, err
		}
	}
	return total, nil
}

// dunningOf reminds the customers of one entity, and takes back the tasks that
// have nothing left to ask for.
func dunningOf(ctx context.Context, a *app.App, entity db.ID) (int, error) {
	as, err := frame(ctx, a, entity)
	if err != nil {
		return 0, err
	}
	tidied, err := tidy(ctx, a, as)
	if err != nil {
		return tidied, err
	}
	var after db.ID
	total := tidied
	for {
		// Most have nothing due: they are told apart without a lock.
		due, last, err := dueAfter(ctx, a, as, after)
		if err != nil {
			return total, err
		}
		n, err := judged(ctx, a, as, due, dunning.Act)
		if total += n; err != nil || last == 0 {
			return total, err
		}
		after = last
	}
}

// itemsAtATime is how many open items are looked at in one question.
const itemsAtATime = 5 * chunk

// dueAfter is dunning.Due for an entity.
func dueAfter(ctx context.Context, a *app.App, as db.As, after db.ID) (due []db.ID, last db.ID, err error) {
	_, err = db.See(ctx, a.DB, as, func(r *db.Read) (any, error) {
		due, last, err = dunning.Due(r, after, itemsAtATime)
		return nil, err
	})
	return due, last, err
}

func tidy(ctx context.Context, a *app.App, as db.As) (int, error) {
	var after db.ID
	total := 0
	for {
		tasks, err := db.See(ctx, a.DB, as, func(r *db.Read) ([]dunning.Action, error) { return dunning.Tasks(r, as.Entity, after, chunk) })
		if err != nil || len(tasks) == 0 {
			return total, err
		}
		ids := make([]db.ID, len(tasks))
		for i, t := range tasks {
			ids[i], after = t.ID, t.ID
		}
		n, err := judged(ctx, a, as, ids, dunning.Tidy)
		if total += n; err != nil {
			return total, err
		}
	}
}
