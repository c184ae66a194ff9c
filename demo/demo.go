// Package demo makes the demonstration: a small wholesaler with some months of
// trade behind it, grown by the product's own commands on a clock of the past.
package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/seal"
)

// Options say which demonstration to make. The same seed and day give the same
// company to the cent.
type Options struct {
	Clock    *Clock  // the one the database was opened with
	Seed     int64   // 0 is a seed too
	Today    day.Day // its last day; today when 0
	Months   int     // of trade; 12 when 0, and 4 of the small one
	Small    bool    // the small company: one entity, forty customers
	Orders   int     // of the whole company; 2,400 when 0
	Progress func(done, total int)

	evening func(context.Context, day.Day) error // for tests: looks at what a day left
}

// Mark is what a database says of itself when it holds the demonstration.
type Mark struct {
	Seed  int64   `json:"seed"`
	Today day.Day `json:"today"` // its last day when it was made
	Whole bool    `json:"whole"` // it was made to the end
}

// Built is a demonstration that was just made.
type Built struct {
	Mark
	Keys []Key
}

const markName = "demo"

// together is how many days are made in one transaction.
const together = 28

// measured are the days after the first on which the tables are looked at anew:
// plans made on small ones are wrong for large ones.
var measured = []int{7, 28, 133}

var (
	qMark   = db.Q("demo.mark", `select value from setting where name = 'demo'`)
	qSetup  = db.Q("demo.mark.set", `insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value`)
	qUsed   = db.Q("demo.used", `select (select count(*) from entity) + (select count(*) from app_user)`).Scans()
	qSchema = db.Q("demo.schema", `pragma schema_version`)
)

// Find looks for the demonstration in a database, also in one without tables;
// ok is false when it is empty. It refuses demo.used where there is anything
// else, and demo.partial where one was not made to the end.
func Find(ctx context.Context, a *app.App) (m Mark, ok bool, err error) {
	if a.DB.SQLite() {
		n, err := see[int64](ctx, a, qSchema)
		if err != nil || n == 0 {
			return m, false, err
		}
	}
	text, err := see[string](ctx, a, qMark)
	if err == nil {
		if err = json.Unmarshal([]byte(text), &m); err == nil && !m.Whole {
			err = refuse.New(refuse.Conflict, "demo.partial")
		}
		return m, true, err
	}
	if errors.Is(err, db.ErrNone) {
		var n int64
		if n, err = see[int64](ctx, a, qUsed); err == nil && n == 0 {
			return m, false, nil
		}
	} else if !a.DB.SQLite() {
		// A server's database without our tables.
		if pending, err := a.DB.Pending(ctx); err == nil && len(pending) > 0 && pending[0].N == 1 {
			return m, false, nil
		}
	}
	return m, false, refuse.New(refuse.Conflict, "demo.used")
}

func see[T any](ctx context.Context, a *app.App, q *db.Stmt) (T, error) {
	return db.See(ctx, a.DB, db.As{}, func(r *db.Read) (T, error) { return db.One[T](r, q) })
}

// Build makes the demonstration in an empty database that has its tables. The
// clock is the wall clock again when it returns.
func Build(ctx context.Context, a *app.App, o Options) (Built, error) {
	defer o.Clock.Release()
	m, err := begin(ctx, a, &o)
	if err != nil {
		return Built{}, err
	}
	live := m.day
	if !o.Small {
		f, err := whole(m, &o)
		if err != nil {
			return Built{}, err
		}
		live, m = f.live, f.maker
	}
	keys, err := Keys(ctx, a)
	if err == nil {
		err = share(ctx, a) // whom a key makes a collector
	}
	if err != nil {
		return Built{}, err
	}
	for d := m.first; d <= o.Today; d = d.AddDays(together) {
		if err := stretch(ctx, m, &o, d, live); err != nil {
			return Built{}, err
		}
	}
	if err := db.Together(ctx, a.DB, func(ctx context.Context) error {
		_, err := seal.Run(ctx, a.DB)
		return err
	}); err != nil {
		return Built{}, err
	}
	if err := a.DB.Analyze(ctx); err != nil {
		return Built{}, err
	}
	o.Clock.Release()
	mark := Mark{o.Seed, o.Today, true}
	_, err = db.Do(ctx, a.DB, db.As{}, func(w *db.Write) (any, error) { return nil, note(w, mark) })
	return Built{mark, keys}, err
}

// stretch lives some days from one on, in one transaction.
func stretch(ctx context.Context, m *maker, o *Options, from day.Day, live func(day.Day) error) error {
	return db.Together(ctx, m.a.DB, func(ctx context.Context) error {
		m.ctx = ctx
		for d := from; d < from.AddDays(together) && d <= o.Today; d = d.AddDays(1) {
			n := d.Sub(m.first)
			if slices.Contains(measured, n) {
				if err := m.a.DB.Analyze(ctx); err != nil {
					return err
				}
			}
			err := live(d)
			if err == nil && o.evening != nil {
				err = o.evening(ctx, d)
			}
			if err != nil {
				return fmt.Errorf("demonstration, %s: %w", d, err)
			}
			if o.Progress != nil {
				o.Progress(n+1, o.Today.Sub(m.first)+1)
			}
		}
		return nil
	})
}

func note(w *db.Write, m Mark) error {
	w.Exec(qSetup, markName, db.JSON(m))
	return w.Err()
}

// begin founds the company on the first day and marks the database as the
// demonstration's, in one transaction.
func begin(ctx context.Context, a *app.App, o *Options) (*maker, error) {
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		return nil, err
	}
	if o.Today == 0 {
		o.Today = day.FromTime(time.Now(), zone)
	}
	switch {
	case o.Months == 0 && o.Small:
		o.Months = 4
	case o.Months == 0:
		o.Months = 12
	}
	if o.Orders == 0 {
		o.Orders = allOrders * o.Months / 12
	}
	m := &maker{ctx: ctx, a: a, clock: o.Clock, zone: zone, first: o.Today.AddMonths(-o.Months), last: o.Today,
		dice: rand.New(rand.NewPCG(uint64(o.Seed), 20261121)), real: time.Now(), calls: map[string]app.Call{},
		agenda: map[day.Day][]func() error{}, shelf: map[string]int64{}}
	m.wake(m.first)
	_, err = db.Do(ctx, a.DB, db.As{Zone: zone}, func(w *db.Write) (company.Made, error) {
		made, err := company.Found(w, house)
		if err != nil {
			return made, err
		}
		if err := hire(w); err != nil {
			return made, err
		}
		return made, note(w, Mark{Seed: o.Seed, Today: o.Today})
	})
	if err != nil {
		return nil, err
	}
	for _, p := range staff {
		caller, err := a.Act(ctx, p.Name, p.Role, "")
		if err != nil {
			return nil, err
		}
		m.calls[p.Role] = app.Call{Caller: caller}
	}
	if _, err := app.SetLetterhead.Do(ctx, a, m.calls[access.Finance], heading); err != nil {
		return nil, err
	}
	if o.Small {
		return m, m.open()
	}
	return m, nil
}
