package importer

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/base/refuse"
)

// piece is how many steps are given to the database at a time.
var piece = 200

// job is the applying of a file. Its steps are done in their order, and after
// one that failed none: the numbers of history follow its days.
type job struct {
	ctx    context.Context
	app    *app.App
	check  *check
	in     Request
	out    *Result
	steps  []step
	failed atomic.Int64 // place of the step that failed, -1 for none
	effect []bool
}

var errStopped = errors.New("an earlier step failed")

// apply does the steps of a checked file, piece by piece. Each step's key is
// written in the transaction of its effect, so that after a crash the same
// bytes go on where they stopped.
func apply(ctx context.Context, a *app.App, c *check, steps []step, in Request, out *Result) error {
	total := 0
	for _, u := range c.units {
		total += len(u.steps)
	}
	if err := c.file.open(ctx, a, in, total, out.Rows); err != nil {
		return err
	}
	j := &job{ctx: ctx, app: a, check: c, in: in, out: out, steps: steps, effect: make([]bool, len(steps))}
	j.failed.Store(-1)
	growth := 500
	for at := 0; at < len(steps); {
		end, err := j.piece(at, min(at+piece, len(steps)))
		if err != nil {
			return err
		}
		at = end
		if in.Progress != nil {
			in.Progress(end, len(steps))
		}
		if len(out.Errors) > 0 {
			return c.reject(in)
		}
		if end >= growth { // plans made on small tables are wrong for large ones
			growth *= 10
			if err := a.DB.Analyze(ctx); err != nil {
				return err
			}
		}
	}
	if err := j.end(); err != nil {
		return err
	}
	if len(steps) >= piece {
		return a.DB.Analyze(ctx)
	}
	return nil
}

// piece does the steps from one place to another, and returns where to go on:
// before the end when a step turned out to be done by another process.
func (j *job) piece(at, end int) (next int, err error) {
	request := j.app.DB.NewID()
	commands := make([]db.Command, 0, end-at)
	for i := at; i < end; i++ {
		s := j.steps[i]
		commands = append(commands, db.Command{As: j.check.file.as(j.in, db.As{Request: request, Day: s.day, Quiet: s.quiet}),
			Do: func(w *db.Write) error { return j.do(w, i) }})
	}
	for i, err := range db.Batch(j.ctx, j.app.DB, commands) {
		if errors.Is(err, errStopped) {
			return at + i, nil
		}
		if err := j.outcome(at+i, err); err != nil {
			return at + i, err
		}
	}
	return end, nil
}

// do does one step, unless one before it failed. A command may be played
// again, and then those behind it are too: what an earlier play said of this
// one or later ones is forgotten.
func (j *job) do(w *db.Write, i int) error {
	switch f := j.failed.Load(); {
	case f >= int64(i):
		j.failed.Store(-1)
	case f >= 0:
		return errStopped
	}
	w.Exec1(qRow, j.steps[i].key, j.check.file.ID, j.steps[i].line)
	changed, err := j.steps[i].do(w)
	if err == nil {
		err = w.Err()
	}
	if j.effect[i] = changed; err != nil {
		j.failed.Store(int64(i))
	}
	return err
}

// outcome counts a step that was done. One that was refused is an error of its
// row; any other error ends the import, which the same bytes take up again.
func (j *job) outcome(i int, err error) error {
	s := j.steps[i]
	if err == nil {
		if j.effect[i] {
			j.out.Applied += s.rows
		} else {
			j.out.AlreadyImported += s.rows
		}
		return nil
	}
	if j.ctx.Err() != nil {
		return j.ctx.Err()
	}
	by, kerr := db.See(j.ctx, j.app.DB, db.As{}, func(r *db.Read) (db.ID, error) { return db.One[db.ID](r, qKnown, s.key) })
	if kerr == nil && by != 0 { // another process imports the same file
		j.out.AlreadyImported += s.rows
		j.failed.CompareAndSwap(int64(i), -1)
		return nil
	}
	no, ok := refuse.As(err)
	if !ok || no.Kind == refuse.Unknown || no.Kind == refuse.Full {
		return fmt.Errorf("importing row %d: %w", s.line, err)
	}
	for _, u := range j.check.units {
		if u.row.Number == s.line {
			j.out.Errors = append(j.out.Errors, cells(j.app, j.in.Caller.Language, no, s.line, u.row.Header)...)
		}
	}
	return nil
}

// end marks the file done. Money that came in without starting a step may have
// freed orders that wait: they are asked again.
func (j *job) end() error {
	f := j.check.file
	_, err := db.Do(j.ctx, j.app.DB, f.as(j.in, db.As{}), func(w *db.Write) (any, error) {
		if j.check.kind.frees && j.out.Applied > 0 {
			held, err := db.All[db.ID](w.Read, qHeld, f.Entity)
			if err != nil {
				return nil, err
			}
			for _, root := range held {
				w.Todo("order.RetryHeld", root, root)
			}
		}
		w.Exec1(qEnd, f.ID, done, f.Applied+int64(j.out.Applied))
		return nil, w.Err()
	})
	return err
}
