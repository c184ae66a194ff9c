package db

import (
	"errors"
	"iter"
	"strings"
)

// On PostgreSQL a trip to the server costs more than what most commands read.
// So the commands that wait are all begun, each until its first read; their
// reads are sent together, and then each goes on in its turn. A command before
// it may have written meanwhile what it read: then it reads again. What rows a
// read and a write touch is told by their texts, see shape: in doubt the same.

// written is a write that was queued.
type written struct {
	q    *Stmt
	args []any
}

// reads reports whether an operation changes nothing.
func (o *op) reads() bool { return o.row != nil && strings.HasPrefix(o.q.sql, "select") }

// alters reports whether a write may touch a row that the operation read.
func (o *op) alters(w written) bool {
	if w.q == nil {
		return true // a script
	}
	s := o.q.shape()
	if g := w.q.gather; g != nil {
		return s.tables[g.table] && overlap(s.equal[g.table], o.args, g.fixed, [][]any{w.args})
	}
	by := w.q.shape()
	for table := range s.tables {
		if !by.tables[table] {
			continue
		}
		if !strings.HasPrefix(w.q.sql, "delete") || overlap(s.equal[table], o.args, by.equal[table], [][]any{w.args}) {
			return true
		}
	}
	return false
}

var errStopped = errors.New("the command was begun and not gone on with")

// begin runs a job until its first read, or until it needs to know that all
// before it are through.
func (j *job) begin() {
	next, stop := iter.Pull(func(yield func(struct{}) bool) {
		j.w.pause = func() bool { return yield(struct{}{}) }
		j.err = j.run()
	})
	j.stop = stop
	if _, waits := next(); waits {
		j.goOn = func() { next() }
	} else {
		j.goOn = func() {}
	}
}

// turn waits until all commands before this one are through. It reports
// whether the reads that are queued were answered by then.
func (r *Read) turn() bool {
	if r.pause == nil {
		return false
	}
	pause := r.pause
	r.pause = nil
	if !pause() {
		r.err = errStopped
		return true
	}
	if r.asked == nil {
		return false
	}
	for _, o := range r.asked {
		for _, w := range r.tail.wrote {
			if o.alters(w) {
				r.askAgain()
				return false
			}
		}
	}
	left := r.ops[:0]
	for _, o := range r.ops {
		if !o.reads() {
			left = append(left, o)
		}
	}
	r.ops = left
	return true
}

func (r *Read) askAgain() {
	for _, o := range r.asked {
		o.again()
	}
}

// ahead begins jobs and sends what they read first, together.
func (g *writer) ahead(jobs []*job, b *backlog) error {
	if g.db.pool == nil || len(jobs) < 2 {
		return nil
	}
	ops := b.ops
	for _, j := range jobs {
		j.prepare(g, b)
		j.begin()
		if j.w.err != nil || !askable(j.w.ops) {
			continue
		}
		for _, o := range j.w.ops {
			if o.reads() {
				j.w.asked = append(j.w.asked, o)
				ops = append(append(ops, b.rows.take(o)...), o)
			}
		}
	}
	b.ops, b.wrote = nil, nil
	if len(ops) == 0 {
		return nil
	}
	_, err := g.c.send(ops)
	return err
}

// askable reports whether the reads of a queue can be sent by themselves: its
// writes wait anyway, and none of them concerns a read.
func askable(ops []*op) bool {
	for i, o := range ops {
		switch {
		case o.reads() && o.q.scan, !o.reads() && (o.q == nil || o.q.gather == nil):
			return false
		}
		for _, before := range ops[:i] {
			if o.reads() && !before.reads() && o.alters(written{before.q, before.args}) {
				return false
			}
		}
	}
	return true
}
