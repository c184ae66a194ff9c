package db

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"time"

	"encaisse/base/refuse"
)

// job is one command waiting for its transaction.
type job struct {
	read Read // template: who, context
	f    func(*Write) error
	w    *Write // of the last run
	err  error
	done chan struct{}
	solo bool // has a group of its own

	goOn func() // after begin: runs the rest; nil when it was not begun
	stop func()
}

// Limits of one group: it is closed when it is large or old.
const (
	groupSize = 256
	groupTime = 50 * time.Millisecond
	roundSize = 64 // of it are begun at once
	// careful is how many groups use savepoints after one had to be played again.
	careful = 100
)

// writer runs commands one after another on one connection, many a COMMIT.
// On SQLite it is the only writer; on PostgreSQL it serves while this node is
// alone. Commands may run twice: they hold nothing but SQL.
type writer struct {
	db      *DB
	c       conn
	queue   chan *job
	next    *job // taken from the queue, for the next group
	stopped chan struct{}
	pooled  bool // not the group writer: others write beside it
	careful int
	born    int64 // drops of caches when its transaction began
}

func (g *writer) loop() {
	defer close(g.stopped)
	for first := g.first(); first != nil; first = g.first() {
		jobs := g.play(first)
		for _, j := range jobs {
			close(j.done)
		}
	}
}

// first is the job the next group begins with, nil at the end.
func (g *writer) first() *job {
	if j := g.next; j != nil {
		g.next = nil
		return j
	}
	return <-g.queue
}

// play runs the first job and those waiting behind it in one transaction, and
// returns the jobs with their outcome.
func (g *writer) play(first *job) []*job {
	if g.careful > 0 {
		g.careful--
		jobs := g.gather(first, groupSize)
		g.settle(jobs, g.replay(jobs))
		return jobs
	}
	jobs, err := g.speculate(first)
	if err != nil && !errors.As(err, &errCommit{}) {
		// Somebody failed after sending writes, or the queue met a fault: undo
		// everything and play the same jobs again, each behind a savepoint.
		if !errors.Is(err, errPreview) {
			g.careful = careful
		}
		err = g.replay(jobs)
	}
	g.settle(jobs, err)
	return jobs
}

func (g *writer) gather(first *job, most int) []*job {
	jobs := []*job{first}
	for len(jobs) < most && !first.solo && g.next == nil {
		select {
		case j, ok := <-g.queue:
			if !ok {
				return jobs
			}
			if j.solo {
				g.next = j
				return jobs
			}
			jobs = append(jobs, j)
		default:
			return jobs
		}
	}
	return jobs
}

// speculate plays jobs without savepoints, taking the next waiting one as long
// as there is one. An error means: roll back happened, play again carefully.
func (g *writer) speculate(first *job) (jobs []*job, err error) {
	if err := g.start(); err != nil {
		return []*job{first}, err
	}
	var tail backlog
	begun := time.Now()
	for round := g.round(first); len(round) > 0; round = g.more(first, len(jobs), begun) {
		if err := g.ahead(round, &tail); err != nil {
			return g.undo(jobs, round, err)
		}
		for i, j := range round {
			jobs = append(jobs, j)
			j.play(g, &tail)
			if j.err == nil {
				tail.accept(j.w)
				continue
			}
			var gf *groupFault
			if j.w.sent || j.w.err != nil || errors.As(j.err, &gf) {
				return g.undo(jobs, round[i+1:], j.err)
			}
		}
	}
	if rest := tail.rest(); len(rest) > 0 {
		if _, err := g.c.send(rest); err != nil {
			return jobs, errors.Join(err, g.c.rollback())
		}
	}
	return jobs, g.commit(jobs)
}

// undo rolls the group back. Jobs of the round that were only begun are to be
// played again too.
func (g *writer) undo(jobs, begun []*job, err error) ([]*job, error) {
	for _, j := range begun {
		if j.stop != nil {
			j.stop()
		}
	}
	return append(jobs, begun...), errors.Join(err, g.c.rollback())
}

// play runs a job, or the rest of one that was begun.
func (j *job) play(g *writer, tail *backlog) {
	if goOn := j.goOn; goOn != nil {
		j.goOn, j.stop = nil, nil
		goOn()
		return
	}
	j.prepare(g, tail)
	j.err = j.run()
}

// round is a job with those that wait behind it: on SQLite it is alone, since
// nothing is to be gained there by beginning several.
func (g *writer) round(first *job) []*job {
	if g.db.pool == nil {
		return []*job{first}
	}
	return g.gather(first, roundSize)
}

// more waits a little for further jobs, as long as the group is young.
func (g *writer) more(first *job, n int, begun time.Time) []*job {
	if n >= groupSize || time.Since(begun) > groupTime || first.solo || g.next != nil {
		return nil
	}
	for range yields {
		select {
		case j, ok := <-g.queue:
			if !ok {
				return nil
			}
			if j.solo {
				g.next = j
				return nil
			}
			return g.round(j)
		default:
			// Callers answered by the last COMMIT wait on this very processor to
			// bring their next command: let them, a COMMIT costs more.
			runtime.Gosched()
		}
	}
	return nil
}

// yields before a group is taken for complete.
const yields = 4

// replay plays jobs each behind a savepoint, so that one that fails undoes
// only itself. The error, if any, is everybody's.
func (g *writer) replay(jobs []*job) error {
	if err := g.start(); err != nil {
		return err
	}
	for _, j := range jobs {
		j.err = nil
	}
	for _, j := range jobs {
		if err := g.guarded(j, false); err != nil {
			return errors.Join(err, g.c.rollback())
		}
	}
	return g.commit(jobs)
}

// guarded plays one job behind a savepoint: one it begins with or, when it may be
// late, one before the first writes that are sent while the job still decides.
// The job's own failure is in j.err; the returned error says the transaction
// itself is gone.
func (g *writer) guarded(j *job, late bool) error {
	j.prepare(g, nil)
	j.w.unguarded = true
	if !late {
		if err := j.w.guard(); err != nil {
			return err
		}
	}
	j.err = j.run()
	if unguarded := j.w.unguarded; unguarded && j.err != nil {
		return nil // it sent nothing
	} else if unguarded {
		j.w.unguarded = false
		j.err = j.w.drain()
		return j.err
	}
	if j.err == nil {
		j.err = j.w.drain()
	}
	if j.err == nil {
		_, err := g.c.send([]*op{{text: "release savepoint job", turn: true}})
		return err
	}
	if !g.c.alive() {
		return j.err
	}
	_, err := g.c.send([]*op{{text: "rollback to savepoint job", turn: true}, {text: "release savepoint job", turn: true}})
	return err
}

// guard sends the savepoint of a job that has none yet.
func (r *Read) guard() error {
	r.unguarded = false
	_, err := r.c.send([]*op{{text: "savepoint job", turn: true}})
	return err
}

func (g *writer) start() error {
	if err := g.db.mend(g); err != nil {
		return err
	}
	if err := g.c.begin(!g.pooled); err != nil {
		return err
	}
	g.db.noticeOthers(g.c) // now that nobody else can write to the file
	g.born = g.db.drops.Load()
	return nil
}

// errCommit marks an error met at COMMIT itself.
type errCommit struct{ error }

func (e errCommit) Unwrap() error { return e.error }

func (g *writer) commit(jobs []*job) error {
	for _, j := range jobs {
		if j.err == nil && len(j.w.purged) > 0 {
			j.w.purge()
		}
	}
	err := g.c.commit()
	if err == nil {
		return nil
	}
	return g.db.commitFailed(g.c, err)
}

// commitFailed decides what an error at COMMIT means. A full disk with the
// transaction rolled back is a known no; on SQLite anything else is unknown
// and stops the process; on PostgreSQL a server's error is a no, a lost
// connection is unknown and told as such, the idempotency key settles it.
func (d *DB) commitFailed(c conn, err error) error {
	rolled := c.rollback()
	if _, ok := c.(*sqliteConn); ok && !(IsFault(err, Full) && rolled == nil) && !IsFault(err, Retry) {
		d.opt.Fatal(fmt.Errorf("COMMIT has an unknown outcome, stopping: %w", err))
	}
	return errCommit{err}
}

// settle gives every job its outcome: its own, or the group's. A command that
// another node was in the way of runs again on a connection of its own.
func (g *writer) settle(jobs []*job, err error) {
	for _, j := range jobs {
		if err != nil {
			j.err = err
		}
		if g.db.pool != nil && IsFault(j.err, Retry) {
			g.db.runAlone([]*job{j})
			continue
		}
		j.finish()
	}
}

// prepare gives the job a fresh transaction handle.
func (j *job) prepare(g *writer, tail *backlog) {
	r := j.read
	r.db, r.c, r.tail, r.born, r.now = g.db, g.c, tail, g.born, g.db.opt.Clock()
	if r.Request == 0 {
		r.Request = g.db.ids.next()
	}
	j.w = &Write{Read: &r}
}

// run calls the command and its end; a panic is its error.
func (j *job) run() (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	if err := j.read.ctx.Err(); err != nil {
		return err // the caller is gone: nothing was done
	}
	if err := j.f(j.w); err != nil {
		return err
	}
	return j.w.end()
}

// finish runs what waits for durability.
func (j *job) finish() {
	if j.err != nil {
		j.err = known(j.err)
		return
	}
	for _, f := range j.w.after {
		f()
	}
	j.w.db.hand(j.w.tasks)
}

// known turns database faults that mean something to the caller into refusals.
func known(err error) error {
	var gf *groupFault
	if errors.As(err, &gf) {
		err = gf.err
	}
	switch {
	case IsFault(err, Full):
		return refuse.New(refuse.Full, "db.full")
	case IsFault(err, Unknown):
		return refuse.New(refuse.Unknown, "db.unknown")
	case IsFault(err, Stale):
		return refuse.New(refuse.Conflict, "db.stale")
	case IsFault(err, Retry):
		return refuse.New(refuse.Unknown, "db.busy")
	}
	return err
}
