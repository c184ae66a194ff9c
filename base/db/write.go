package db

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"time"
	"unsafe"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/words"
)

// As says on whose behalf and in which frame a command or question runs.
type As struct {
	Actor   ID             // user; 0 = system (flow, long runs), which never approves
	Role    string         // what the actor acts as, for limits that differ by role; "" = system
	Entity  ID             // legal entity the command acts for; 0 = the organisation
	Request ID             // what all events caused by one request share; 0 = a new one
	Cause   ID             // event that led to this command; 0 = the request itself
	Zone    *time.Location // the entity's time zone: where its civil days begin
	Day     day.Day        // business day when it is not today (a back-dated fact); 0 = today
	Quiet   bool           // taken-over history: its facts start no step and send nothing
	Speak   words.Language // what sentences in an answer are written in
}

// op is one statement to send. Reads give each row to row.
type op struct {
	q       *Stmt
	text    string // instead of q: a text without parameters
	turn    bool   // the text is one of the few that begin or end a part of a transaction
	args    []any
	rows    [][]any // instead of args: many rows of a Gather statement
	group   bool    // of an earlier command of the group
	one     bool    // must change exactly one row
	changed int64
	row     func(cells) error
	again   func() // forgets the rows read so far
}

func (o *op) stale() error {
	if o.q.behind {
		return &Fault{Kind: Retry, Stmt: o.q.name, Err: errBehind}
	}
	return &Fault{Kind: Stale, Stmt: o.q.name, Err: errStale}
}

// conn is one connection of either engine.
type conn interface {
	send(ops []*op) (failed int, err error)
	begin(group bool) error
	snapshot() error
	commit() error
	rollback() error
	alive() bool
	broken() bool
	close()
}

// Read asks questions inside one snapshot. It can not write, by type.
type Read struct {
	As
	ctx  context.Context
	db   *DB
	c    conn
	tail *backlog // of earlier commands of the same group: what is not sent yet
	ops  []*op    // own queue
	rows rows     // own rows that wait

	wrote     []written   // by this command so far
	pause     func() bool // waits for the command's turn; nil when it has come
	asked     []*op       // reads that were sent before it
	sent      bool        // own writes were sent
	unguarded bool        // a savepoint is due before own writes are sent
	err       error       // the first error sticks: nothing goes on after a fault
	born      int64       // drops of caches when the transaction began
	now       time.Time
}

// Context is the caller's context.
func (r *Read) Context() context.Context { return r.ctx }

// Now is the instant of the command by the product's clock.
func (r *Read) Now() time.Time { return r.now }

// Today is the civil day now in the entity's time zone.
func (r *Read) Today() day.Day { return day.FromTime(r.now, r.zone()) }

// Day is the business day: the one the command was given, else Today.
func (r *Read) Day() day.Day {
	if r.As.Day != 0 {
		return r.As.Day
	}
	return r.Today()
}

func (r *Read) zone() *time.Location {
	if r.Zone == nil {
		return time.UTC
	}
	return r.Zone
}

// DB is the database the transaction runs on.
func (r *Read) DB() *DB { return r.db }

// flush sends the queue: first what earlier commands of the group left. Rows
// of Gather statements wait on.
func (r *Read) flush() error { return r.send(false) }

// drain is flush, with the rows that wait.
func (r *Read) drain() error { return r.send(true) }

func (r *Read) send(all bool) error {
	if r.err != nil {
		return r.err
	}
	if answered := r.turn(); r.err != nil || answered && !all {
		return r.err
	}
	ops := r.ready()
	if all {
		ops = append(ops, r.rows.all()...)
	}
	if len(ops) == 0 {
		return nil
	}
	for _, o := range ops {
		if r.unguarded && !o.reads() {
			if r.err = r.guard(); r.err != nil {
				return r.err
			}
		}
		if o.row == nil && !o.group {
			r.sent = true
		}
	}
	if r.tail != nil && len(r.tail.ops) > 0 {
		ops = append(r.tail.ops, ops...)
		r.tail.ops = nil
	}
	i, err := r.c.send(ops)
	if err != nil {
		if i < len(ops) && ops[i].group {
			err = &groupFault{err} // not ours: an earlier command of the group failed
		}
		r.err = err
	}
	return err
}

// groupFault is the error of an earlier command met while sending its queue.
type groupFault struct{ err error }

func (g *groupFault) Error() string { return g.err.Error() }
func (g *groupFault) Unwrap() error { return g.err }

// An Answer is a queued read: its rows are there after the next read or flush,
// so that two independent reads cost one round trip.
type Answer[T any] struct {
	r    *Read
	done bool
	rows []T
}

// Ask queues a read.
func Ask[T any](r *Read, q *Stmt, args ...any) *Answer[T] {
	a := &Answer[T]{r: r}
	p := planOf(reflect.TypeFor[T]())
	r.ops = append(r.ops, &op{q: q, args: r.legible(q, plainAll(args)), again: func() { a.rows = nil }, row: func(c cells) error {
		var v T
		if err := p.scan(unsafe.Pointer(&v), c); err != nil {
			return err
		}
		a.rows = append(a.rows, v)
		return nil
	}})
	return a
}

// All returns the rows.
func (a *Answer[T]) All() ([]T, error) {
	if !a.done {
		if err := a.r.flush(); err != nil {
			return nil, err
		}
		a.done = true
	}
	return a.rows, a.r.err
}

// One returns the only row, or ErrNone.
func (a *Answer[T]) One() (T, error) {
	var zero T
	rows, err := a.All()
	if err != nil {
		return zero, err
	}
	if len(rows) == 0 {
		return zero, ErrNone
	}
	return rows[0], nil
}

func plainAll(args []any) []any {
	for i, a := range args {
		args[i] = plain(a)
	}
	return args
}

// All returns every row.
func All[T any](r *Read, q *Stmt, args ...any) ([]T, error) { return Ask[T](r, q, args...).All() }

// One returns one row, or ErrNone.
func One[T any](r *Read, q *Stmt, args ...any) (T, error) { return Ask[T](r, q, args...).One() }

// Write is the only capability of a command: its transaction, who acts, which
// day it is, and where facts and outgoing messages are put.
type Write struct {
	*Read
	class  Class
	moves  map[Kept]int64
	after  []func()
	tasks  []Task
	again  *Task // what is left of the step that runs
	purged []*cacheStore
	notes  map[any]any
	known  map[any]any // left for the commands behind this one
}

// Exec queues a write.
func (w *Write) Exec(q *Stmt, args ...any) {
	w.ops = append(w.ops, &op{q: q, args: w.legible(q, plainAll(args))})
}

// Exec1 queues a write that must change exactly one row; another count is a
// Stale fault and nothing of the command is kept.
func (w *Write) Exec1(q *Stmt, args ...any) {
	w.ops = append(w.ops, &op{q: q, args: w.legible(q, plainAll(args)), one: true})
}

// Wrote reports whether the command wrote something already, sent or not: what
// must come before any effect asks this.
func (w *Write) Wrote() bool {
	for _, o := range w.ops {
		if o.row == nil {
			return true
		}
	}
	return w.sent || len(w.wrote) > 0 || len(w.moves) > 0
}

// Err is the first error the transaction met; a command that ends well
// returns it.
func (w *Write) Err() error { return w.err }

// Returning runs a write that answers rows, now. When its statement has a
// class it counts as a lock.
func Returning[T any](w *Write, q *Stmt, args ...any) ([]T, error) {
	if q.class != 0 {
		if err := w.climb(q); err != nil {
			return nil, err
		}
	}
	rows, err := All[T](w.Read, q, args...)
	w.sent = true
	return rows, err
}

// Lock reads the rows that guard a decision and keeps others away until the
// end. The statement has a class; a lower class later in the same command is
// refused, because that order is what keeps commands from waiting in a circle.
func Lock[T any](w *Write, q *Stmt, args ...any) (T, error) {
	var zero T
	if err := w.climb(q); err != nil {
		return zero, err
	}
	return One[T](w.Read, q, args...)
}

// LockAll is Lock for several rows; the text orders them by key.
func LockAll[T any](w *Write, q *Stmt, args ...any) ([]T, error) {
	if err := w.climb(q); err != nil {
		return nil, err
	}
	return All[T](w.Read, q, args...)
}

func (w *Write) climb(q *Stmt) error {
	if q.class == 0 {
		return fmt.Errorf("db: %s has no lock class", q.name)
	}
	if err := w.Climb(q.class); err != nil {
		return fmt.Errorf("%s: %w", q.name, err)
	}
	return nil
}

// Climb says that locks of a class are taken now, for reads queued with Ask.
func (w *Write) Climb(c Class) error {
	if c < w.class {
		return fmt.Errorf("db: a lock of class %d after one of class %d", c, w.class)
	}
	w.class = c
	return nil
}

// Note keeps something a command learned under a lock, for who needs it later
// in the same command.
func (w *Write) Note(key, value any) {
	if w.notes == nil {
		w.notes = map[any]any{}
	}
	w.notes[key] = value
}

// Noted returns what was noted under a key, or nil.
func (w *Write) Noted(key any) any { return w.notes[key] }

// Forget returns what was noted under a key and forgets it, or what otherwise
// makes: for a read that was asked ahead and is good once.
func (w *Write) Forget(key any, otherwise func() any) any {
	if v, ok := w.notes[key]; ok {
		delete(w.notes, key)
		return v
	}
	return otherwise()
}

// NewID makes an id of this node.
func (w *Write) NewID() ID { return w.db.ids.next() }

// After runs f once the transaction is durable.
func (w *Write) After(f func()) { w.after = append(w.after, f) }

// JSON encodes a body; our own structs always encode.
func JSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("db: %T does not encode: %v", v, err))
	}
	return string(b)
}

// Kept names one kept balance: what is kept for a holder (a customer) in a
// legal entity and currency.
type Kept struct {
	Holder   ID
	Entity   ID
	Currency money.Currency
	Kind     string
}

var qMove = Q("db.balance.move", `insert into balance (holder, entity, currency, kind, amount) values ($1,$2,$3,$4,$5)
	on conflict (holder, entity, currency, kind) do update set amount = balance.amount + excluded.amount`).Gather()

// Move changes a kept balance by delta minor units. Moves of one command are
// netted and written at its end, in key order.
func (w *Write) Move(kind string, holder ID, c money.Currency, delta money.Amount) {
	if delta == 0 {
		return
	}
	if w.moves == nil {
		w.moves = map[Kept]int64{}
	}
	w.moves[Kept{holder, w.Entity, c, kind}] += int64(delta)
}

// Moved returns the net moves of the command so far.
func (w *Write) Moved() map[Kept]int64 { return w.moves }
