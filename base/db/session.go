package db

import (
	"context"
	"errors"
	"fmt"
)

// session is one long transaction in which many commands are run one after the
// other, each seeing what those before it did.
type session struct {
	g     *writer
	outer *Write // of the job that holds the writer
	gone  error  // why nothing of it may be kept
}

type sessionKey struct{ d *DB }

// sessionOf is the session a context was given, or nil.
func sessionOf(ctx context.Context, d *DB) *session {
	s, _ := ctx.Value(sessionKey{d}).(*session)
	return s
}

// Together runs f once, in one transaction: every command, question and step
// that is given f's context is done in it at once, in the order of the calls,
// each command undoing itself alone when it says no. It is what f asks for that
// decides what comes next, as Batch can not. All of it is durable when Together
// returns nil, and nothing when f returned an error or the database refused what
// a command that had said yes left to be written. Nobody else writes meanwhile, so it
// is for making things while nobody is served. Where other nodes write too, the
// commands are run as ever.
func Together(ctx context.Context, d *DB, f func(context.Context) error) error {
	if sessionOf(ctx, d) != nil || !d.alone.Load() {
		return f(ctx)
	}
	var first error
	ran := false
	j := newJob(ctx, As{}, nil)
	j.solo = true
	j.f = func(w *Write) error {
		if ran { // a group that failed is played again: this may not be
			return first
		}
		ran = true
		w.sent = true
		s := &session{g: d.group, outer: w}
		first = f(context.WithValue(ctx, sessionKey{d}, s))
		if first == nil {
			first = s.gone
		}
		return first
	}
	d.group.queue <- j
	<-j.done
	if j.err != nil {
		d.dropCaches() // they may hold what was never durable
	}
	return j.err
}

// do runs a command in the session. What it leaves to do after it is done at
// once: in the session it is a fact.
func (s *session) do(j *job) {
	s.g.born = s.g.db.drops.Load()
	if err := s.g.guarded(j, true); err != nil {
		s.gone = errors.Join(s.gone, err)
		j.err = errors.Join(j.err, fmt.Errorf("the session is gone: %w", err))
	}
	if j.err != nil {
		j.err = known(j.err)
		return
	}
	for _, f := range j.w.after {
		f()
	}
	for _, c := range j.w.purged {
		s.outer.purged = append(s.outer.purged, c)
		s.outer.After(c.clear)
	}
	s.outer.tasks = append(s.outer.tasks, j.w.tasks...)
}

// see asks a question in the session: it sees what is not durable yet.
func (s *session) see(ctx context.Context, as As) *Read {
	return &Read{As: as, ctx: ctx, db: s.g.db, c: s.g.c, born: s.g.db.drops.Load(), now: s.g.db.opt.Clock()}
}
