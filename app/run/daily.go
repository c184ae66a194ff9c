package run

import (
	"context"
	"sync/atomic"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/charge"
	"encaisse/o2c/credit"
	"encaisse/o2c/dunning"
	"encaisse/o2c/ledger"
	"encaisse/o2c/loss"
	"encaisse/o2c/order"
	"encaisse/o2c/quote"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// daily looks at the size of the tables, records who became late, closes the orders
// that are complete, ends quotes whose last day is over and looks what became of
// promises and plans.
func daily(ctx context.Context, a *app.App) (int, error) {
	if err := a.DB.AnalyzeGrown(ctx); err != nil {
		return 0, err
	}
	entities, err := db.See(ctx, a.DB, db.As{}, seller.All)
	if err != nil {
		return 0, err
	}
	total, err := ofOrganisation(ctx, a)
	if err != nil {
		return total, err
	}
	for _, e := range entities {
		n, err := dailyOf(ctx, a, e.ID)
		if total += n; err != nil {
			return total, err
		}
	}
	return total, nil
}

// dailyOf is the daily run of one entity, on its civil day.
func dailyOf(ctx context.Context, a *app.App, entity db.ID) (int, error) {
	as, err := frame(ctx, a, entity)
	if err != nil {
		return 0, err
	}
	total := 0
	for _, run := range []func(context.Context, *app.App, db.As) (int, error){
		lateness, closing, quotes, promises, plans, doubtful, charges, validation,
	} {
		n, err := run(ctx, a, as)
		if total += n; err != nil {
			return total, err
		}
	}
	return total, nil
}

func frame(ctx context.Context, a *app.App, entity db.ID) (db.As, error) {
	return db.See(ctx, a.DB, db.As{}, func(r *db.Read) (db.As, error) {
		zone, err := seller.Zone(r, entity)
		return db.As{Entity: entity, Zone: zone}, err
	})
}

// lateness marks the items that crossed a threshold, a command a customer.
func lateness(ctx context.Context, a *app.App, as db.As) (int, error) {
	late, err := db.See(ctx, a.DB, as, func(r *db.Read) ([]receivable.Overdue, error) {
		return receivable.Crossing(r, as.Entity, r.Today())
	})
	if err != nil {
		return 0, err
	}
	var marked atomic.Int64
	commands := make([]db.Command, len(late))
	for i, c := range late {
		commands[i] = db.Command{As: as, Do: func(w *db.Write) error {
			n, err := credit.MarkLate(w, c.Customer)
			w.After(func() { marked.Add(int64(n)) })
			return err
		}}
	}
	err = inChunks(ctx, a, commands)
	return int(marked.Load()), err
}

// closing closes released orders that have nothing left to ship or invoice.
func closing(ctx context.Context, a *app.App, as db.As) (int, error) {
	var after db.ID
	var closed atomic.Int64
	for {
		ids, err := db.See(ctx, a.DB, as, func(r *db.Read) ([]db.ID, error) { return order.Done(r, as.Entity, after, chunk) })
		if err != nil || len(ids) == 0 {
			return int(closed.Load()), err
		}
		commands := make([]db.Command, len(ids))
		for i, id := range ids {
			commands[i] = db.Command{As: as, Do: func(w *db.Write) error { return finish(w, id, &closed) }}
			after = id
		}
		if err := all(ctx, a, commands); err != nil {
			return int(closed.Load()), err
		}
	}
}

// quotes ends the quotes whose last day is over.
func quotes(ctx context.Context, a *app.App, as db.As) (int, error) {
	return each(ctx, a, as, quote.Due, quote.Expire)
}

// finish closes an order, unless a person or another node changed it since it
// was found.
func finish(w *db.Write, id db.ID, closed *atomic.Int64) error {
	_, err := order.Close(w, order.ByID{ID: id.Text(order.Prefix)})
	if _, no := refuse.As(err); no {
		return nil
	}
	w.After(func() { closed.Add(1) })
	return err
}

// promises looks what became of each open promise.
func promises(ctx context.Context, a *app.App, as db.As) (int, error) {
	list, err := db.See(ctx, a.DB, as, func(r *db.Read) ([]receivable.Promise, error) { return receivable.PendingPromises(r, as.Entity) })
	if err != nil {
		return 0, err
	}
	ids := make([]db.ID, len(list))
	for i, p := range list {
		ids[i] = p.ID
	}
	return judged(ctx, a, as, ids, dunning.JudgePromise)
}

// plans looks what became of each plan that goes on.
func plans(ctx context.Context, a *app.App, as db.As) (int, error) {
	list, err := db.See(ctx, a.DB, as, func(r *db.Read) ([]receivable.Plan, error) { return receivable.GoingPlans(r, as.Entity) })
	if err != nil {
		return 0, err
	}
	ids := make([]db.ID, len(list))
	for i, p := range list {
		ids[i] = p.ID
	}
	return judged(ctx, a, as, ids, dunning.JudgePlan)
}

// judged does a command for each id and counts those that did something.
func judged(ctx context.Context, a *app.App, as db.As, ids []db.ID, do func(*db.Write, db.ID) (bool, error)) (int, error) {
	var moved atomic.Int64
	commands := make([]db.Command, len(ids))
	for i, id := range ids {
		commands[i] = db.Command{As: as, Do: func(w *db.Write) error {
			done, err := do(w, id)
			if done {
				w.After(func() { moved.Add(1) })
			}
			return err
		}}
	}
	err := inChunks(ctx, a, commands)
	return int(moved.Load()), err
}

func inChunks(ctx context.Context, a *app.App, commands []db.Command) error {
	expected(ctx, len(commands))
	for len(commands) > 0 {
		n := min(chunk, len(commands))
		if err := all(ctx, a, commands[:n]); err != nil {
			return err
		}
		commands = commands[n:]
	}
	return nil
}

// validation numbers the entries of the days before, some at a time.
func validation(ctx context.Context, a *app.App, as db.As) (int, error) {
	const most = 2000
	total := 0
	for {
		n, err := db.Do(ctx, a.DB, as, func(w *db.Write) (int64, error) {
			return ledger.ValidateNew(w, w.Today().AddDays(-1), most)
		})
		if total += int(n); err != nil || n < most {
			return total, err
		}
	}
}

// doubtful brings doubtful claims in line with what was paid of them.
func doubtful(ctx context.Context, a *app.App, as db.As) (int, error) {
	ids, err := db.See(ctx, a.DB, as, func(r *db.Read) ([]db.ID, error) { return loss.Astray(r, as.Entity) })
	if err != nil {
		return 0, err
	}
	commands := make([]db.Command, len(ids))
	for i, id := range ids {
		commands[i] = db.Command{As: as, Do: func(w *db.Write) error { return loss.Follow(w, id) }}
	}
	return len(ids), inChunks(ctx, a, commands)
}

// charges asks, once a month is over, for what was paid late up to its end, of the
// customers whose policy that is.
func charges(ctx context.Context, a *app.App, as db.As) (int, error) {
	var after db.ID
	var made atomic.Int64
	for {
		var up day.Day
		ids, err := db.See(ctx, a.DB, as, func(r *db.Read) ([]db.ID, error) {
			up = r.Today().MonthStart().AddDays(-1)
			return charge.Debtors(r, after, up, chunk)
		})
		if err != nil || len(ids) == 0 {
			return int(made.Load()), err
		}
		after = ids[len(ids)-1]
		commands := make([]db.Command, len(ids))
		for i, id := range ids {
			commands[i] = db.Command{As: as, Do: func(w *db.Write) error {
				done, err := charge.ByPolicy(w, id, charge.Monthly, up)
				if done {
					w.After(func() { made.Add(1) })
				}
				return err
			}}
		}
		if err := all(ctx, a, commands); err != nil {
			return int(made.Load()), err
		}
	}
}
