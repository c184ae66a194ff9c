package run

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"encaisse/app"
	"encaisse/app/work"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

// drivers is how many pieces of work are done beside each other; look is how
// often each of them looks for work that nobody told it of.
const (
	drivers = 3
	look    = 700 * time.Millisecond
)

// Drive does the work that people begin, until ctx ends.
func Drive(ctx context.Context, a *app.App) {
	var wg sync.WaitGroup
	for range drivers {
		wg.Go(func() {
			for ctx.Err() == nil {
				did, err := Next(ctx, a)
				if err != nil && ctx.Err() == nil {
					a.Log.Warn("work", "error", err.Error())
				}
				if did && err == nil {
					continue
				}
				select {
				case <-ctx.Done():
				case <-a.Roused():
				case <-time.After(look):
				}
			}
		})
	}
	wg.Wait()
}

// Next does the next piece of work that nobody does; false when there is none.
func Next(ctx context.Context, a *app.App) (bool, error) {
	there, err := db.See(ctx, a.DB, db.As{}, work.There)
	if err != nil || !there {
		return false, err
	}
	row, err := db.Do(ctx, a.DB, db.As{}, func(w *db.Write) (work.Row, error) { return work.Claim(w, lease) })
	if errors.Is(err, db.ErrNone) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, do(ctx, a, row)
}

// handler does a kind of work and answers what it comes to. What it counts by
// the meter is written as it goes.
type handler func(ctx context.Context, a *app.App, row work.Row) (report any, err error)

var handlers = map[string]handler{}

// Handle makes a kind of work known; it is called for a package variable.
func Handle(kind string, h func(ctx context.Context, a *app.App, row work.Row) (any, error)) bool {
	handlers[kind] = h
	return true
}

func do(ctx context.Context, a *app.App, row work.Row) error {
	if row.Kind == work.Command {
		return toEach(ctx, a, row)
	}
	h, ok := handlers[row.Kind]
	if !ok {
		h = long
	}
	_, err := tracked(ctx, a, row, func(ctx context.Context) (any, error) { return h(ctx, a, row) })
	return err
}

// tracked does work under a meter and writes how it ended.
func tracked(ctx context.Context, a *app.App, row work.Row, f func(context.Context) (any, error)) (any, error) {
	inside, m := metered(ctx, a, row)
	report, err := f(inside)
	m.close()
	state := work.Done
	switch {
	case err == nil && row.Preview:
		state = work.Ready
	case err == nil:
	case errors.Is(err, errStopped), err != nil && m.stop.Load() && ctx.Err() == nil:
		state, err = work.Cancelled, nil
	case err != nil && ctx.Err() != nil:
		return report, released(ctx, a, row)
	case err != nil:
		if _, no := refuse.As(err); !no {
			a.Log.Warn("work broke", "kind", row.Kind, "error", err.Error())
		}
		state = work.Broken
		report = map[string]string{"fr": a.Say(words.French, err), "en": a.Say(words.English, err)}
	}
	text := ""
	if report != nil {
		text = db.JSON(report)
	}
	_, kept := db.Do(ctx, a.DB, asOf(row), func(w *db.Write) (work.Row, error) { return work.End(w, row.ID, state, text) })
	return report, errors.Join(err, kept)
}

// released lets another process take work up at once that this one leaves.
func released(ctx context.Context, a *app.App, row work.Row) error {
	_, err := db.Do(context.WithoutCancel(ctx), a.DB, asOf(row), func(w *db.Write) (work.Row, error) { return work.Mark(w, row.ID, nil, row.Report, 0) })
	return errors.Join(ctx.Err(), err)
}

func asOf(row work.Row) db.As { return db.As{Entity: row.Entity, Actor: row.User} }

// long does a long run, or says how much there is to do.
func long(ctx context.Context, a *app.App, row work.Row) (any, error) {
	if row.Preview {
		n, err := forecast(ctx, a, row.Kind)
		expected(ctx, n)
		return nil, err
	}
	return Do(ctx, a, row.Kind, false)
}

// mass is a command that is done to many things.
type mass struct {
	a      *app.App
	e      *app.Entry
	row    work.Row
	shared app.Shared
	call   app.Call
	sums   map[money.Currency]money.Amount
}

// toEach does a command to each thing that is left, some at a time: each in its
// own transaction, under a key of its own, so that after a crash nothing is
// done twice.
func toEach(ctx context.Context, a *app.App, row work.Row) error {
	m, err := massOf(ctx, a, row)
	if err != nil {
		return err
	}
	for size := 4; ; {
		items, err := db.See(ctx, a.DB, asOf(row), func(r *db.Read) ([]work.Item, error) { return work.TodoItems(r, row.ID, size) })
		if err != nil {
			return err
		}
		if len(items) == 0 {
			state := work.Done
			if row.Preview {
				state = work.Ready
			}
			return m.end(ctx, state)
		}
		begun := time.Now()
		for i := range items {
			items[i] = m.one(ctx, items[i])
			if ctx.Err() != nil {
				items = items[:i] // it was cut off: not known
				break
			}
		}
		now, err := db.Do(context.WithoutCancel(ctx), a.DB, asOf(row), func(w *db.Write) (work.Row, error) { return work.Mark(w, row.ID, items, m.report(), lease) })
		if err != nil {
			return err
		}
		if ctx.Err() != nil {
			return released(ctx, a, now)
		}
		if now.Stop {
			return m.end(ctx, work.Cancelled)
		}
		switch took := time.Since(begun); {
		case took < 150*time.Millisecond:
			size = min(2*size, 64)
		case took > 400*time.Millisecond:
			size = max(size/2, 1)
		}
	}
}

func massOf(ctx context.Context, a *app.App, row work.Row) (*mass, error) {
	e, ok := app.Find(row.Command)
	if !ok {
		return nil, fmt.Errorf("the work %d asks for %s, which is no command any more", row.ID, row.Command)
	}
	m := &mass{a: a, e: e, row: row, sums: map[money.Currency]money.Amount{}}
	if err := m.read(); err != nil {
		return nil, err
	}
	name, err := db.See(ctx, a.DB, asOf(row), func(r *db.Read) (string, error) { return work.Name(r, row.User) })
	m.call = app.Call{Caller: app.Caller{User: row.User, Name: name, Role: row.Role, Entity: row.Entity, Language: words.Language(row.Language)}}
	return m, err
}

func (m *mass) end(ctx context.Context, state string) error {
	_, err := db.Do(ctx, m.a.DB, asOf(m.row), func(w *db.Write) (work.Row, error) { return work.End(w, m.row.ID, state, m.report()) })
	return err
}

// one does the command to one thing and says what became of it.
func (m *mass) one(ctx context.Context, i work.Item) work.Item {
	in, err := m.e.InputOf(m.shared, i.Ref)
	var out any
	var status int
	if err == nil {
		call := m.call
		if call.Preview = m.row.Preview; !call.Preview {
			call.Key = fmt.Sprintf("%s:%d", m.row.ID.Text(work.Prefix), i.N)
		}
		out, status, err = m.e.Run(ctx, m.a, call, in)
	}
	if err != nil {
		no, ok := refuse.As(err)
		if !ok {
			no = refuse.New(0, "app.internal", "request", "–")
		}
		i.State, i.Code, i.FR, i.EN = work.Failed, no.Code, m.say(words.French, err), m.say(words.English, err)
		return i
	}
	switch i.State = work.Fine; {
	case status == 202:
		i.State = work.Asked
	case m.row.Preview:
		i.State = work.Would
	}
	o := app.OutcomeOf(out)
	if i.State == work.Would {
		o.Number = "" // of a document that is not kept: the next one has it too
	}
	var t money.Money
	if t.UnmarshalText([]byte(o.Total)) == nil && i.State != work.Asked { // no total is none
		m.sums[t.Currency] += t.Minor
	}
	i.Answer = db.JSON(o)
	return i
}

// say is why it was refused: the sentence, and what is wrong with each field.
func (m *mass) say(l words.Language, err error) string {
	p := m.a.Problem(l, err)
	if p.Code == "input.invalid" && len(p.Errors) > 0 {
		return p.Errors[0].Detail
	}
	return p.Detail
}

// Track does work that is done here and now, by the command line say, so that
// it shows where all work does. While another does the same it is refused
// work.busy.
func Track(ctx context.Context, a *app.App, as db.As, in work.New, f func(context.Context) (any, error)) (any, error) {
	in.Lease = lease
	var fresh bool
	row, err := db.Do(ctx, a.DB, as, func(w *db.Write) (row work.Row, err error) {
		if row, fresh, err = work.Begin(w, in); err == nil && !fresh {
			row, err = work.TakeOver(w, row, lease)
		}
		return row, err
	})
	if err != nil {
		return nil, err
	}
	return tracked(ctx, a, row, f)
}
