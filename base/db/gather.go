package db

import (
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
)

// gather is a write taken apart, so that many rows of it can be one statement.
type gather struct {
	table  string
	bit    uint64         // of the table
	fixed  map[string]int // column → index of the argument: which rows it touches
	single bool           // an insert whose rows are new, and all others', or else do nothing
	latest bool           // of several for one row the last counts
	many   func(source string, array func(n string) string) string
	bulk   atomic.Pointer[bulk] // as PostgreSQL takes it; made when first needed
}

var (
	insertText = regexp.MustCompile(`^(insert into (\w+) \(([^)]*)\)) values \(([^()]*)\)(?:( on conflict \(([^)]*)\) do (nothing|update set)) ?(.*))?$`)
	updateText = regexp.MustCompile(`^update (\w+) set (.*) where (.*)$`)
	assigned   = regexp.MustCompile(`(\w+) ?= ?`)
	equalTo    = regexp.MustCompile(`(\w+) ?= ?\$(\d+)`)
	parameter  = regexp.MustCompile(`\$(\d+)`)
)

// Gather says of a plain insert, upsert or update by key (or of an insert that
// does nothing where its row is there, if equal keys have equal rows) that its rows may wait
// for those of other commands of the group: on PostgreSQL they travel together
// as one statement before the COMMIT. Nobody sees a difference, because a
// statement that may touch one of them sends them first: it names their table,
// and no column shows that it is about other rows. An update must not set a
// column of a unique index.
func (s *Stmt) Gather() *Stmt {
	text := strings.Join(strings.Fields(s.sql), " ")
	g := &gather{fixed: map[string]int{}}
	if m := insertText.FindStringSubmatch(text); m != nil {
		g.table, g.single = m[2], m[7] != "update set"
		g.many = func(source string, _ func(string) string) string {
			return m[1] + " select " + parameter.ReplaceAllString(m[4], "v.p$1") + " from " + source + m[5] + " " + m[8]
		}
		columns, values := strings.Split(m[3], ","), strings.Split(m[4], ",")
		for i, v := range values {
			if p := parameter.FindStringSubmatch(strings.TrimSpace(v)); p != nil {
				g.fix(columns[i], p[1])
			}
		}
		g.loosen(m[8])
	} else if m := updateText.FindStringSubmatch(text); m != nil {
		g.table = m[1]
		key := equalTo.FindStringSubmatch(m[3])
		g.many = func(source string, array func(n string) string) string {
			// The last condition is always true: without it a plan made while the
			// table was empty reads all of it to find the rows.
			return "update " + m[1] + " set " + parameter.ReplaceAllString(m[2], "v.p$1") + " from " + source +
				" where " + parameter.ReplaceAllString(m[3], "v.p$1") + " and " + key[1] + " = any(" + array(key[2]) + ")"
		}
		for c, n := range shapeOf(text).equal[g.table] {
			g.fixed[c] = n
		}
		g.loosen(m[2])
	} else {
		panic("db: " + s.name + " is neither a plain insert nor an update by key")
	}
	g.bit = bitOf(g.table)
	s.gather = g
	return s
}

// bitOf gives a table its bit. Every Gather statement is there before the
// first is run.
func bitOf(table string) uint64 {
	registry.Lock()
	defer registry.Unlock()
	if registry.gathered == nil {
		registry.gathered = map[string]uint64{}
	}
	if registry.gathered[table] == 0 {
		if registry.judged || len(registry.gathered) == 64 {
			panic("db: a Gather statement on " + table + " comes too late, or is one too many")
		}
		registry.gathered[table] = 1 << len(registry.gathered)
	}
	return registry.gathered[table]
}

func (g *gather) fix(column, n string) {
	k, _ := strconv.Atoi(n)
	g.fixed[strings.TrimSpace(column)] = k - 1
}

// loosen forgets the columns that a set list changes.
func (g *gather) loosen(set string) {
	for _, m := range assigned.FindAllStringSubmatch(set, -1) {
		delete(g.fixed, m[1])
	}
}

// Latest is Gather for an update that says what a row is from now on: of those
// that wait for the same row only the last is sent.
func (s *Stmt) Latest() *Stmt {
	s.Gather().gather.latest = true
	return s
}

// Gathers returns the table of a Gather statement, "" of another.
func (s *Stmt) Gathers() string {
	if s.gather == nil {
		return ""
	}
	return s.gather.table
}

// rows are those of Gather statements that wait: one operation a statement, in
// the order in which the statements came first. No two of them touch the same
// row of a table, so that their order does not matter.
type rows struct {
	ops  []*op
	bits uint64 // of their tables, and perhaps of some whose rows were sent
}

// add lets the rows of an operation wait; those it meets were taken before.
func (r *rows) add(o *op) {
	if o.rows == nil {
		o.rows, o.args = [][]any{o.args}, nil
	}
	for _, have := range r.ops {
		if have.q == o.q && have.one == o.one {
			have.join(o.rows)
			return
		}
	}
	r.ops = append(r.ops, o)
	r.bits |= o.q.gather.bit
}

// join adds rows; of a Latest statement they replace those of the same keys.
func (o *op) join(rows [][]any) {
	if !o.q.gather.latest {
		o.rows = append(o.rows, rows...)
		return
	}
	for _, row := range rows {
		at := len(o.rows)
		for i, have := range o.rows {
			if overlap(o.q.gather.fixed, row, o.q.gather.fixed, [][]any{have}) {
				at = i
			}
		}
		o.rows = append(o.rows[:at], append([][]any{row}, o.rows[min(at+1, len(o.rows)):]...)...)
	}
}

// take returns the operations that o may meet, which from now on do not wait.
func (r *rows) take(o *op) (out []*op) {
	if len(r.ops) == 0 || r.bits&o.bits() == 0 {
		return nil
	}
	for i := 0; i < len(r.ops); {
		if !o.meets(r.ops[i]) {
			i++
			continue
		}
		out = append(out, r.ops[i])
		r.ops = append(r.ops[:i:i], r.ops[i+1:]...)
	}
	return out
}

// all returns what waits.
func (r *rows) all() []*op {
	out := r.ops
	*r = rows{}
	return out
}

// bits is the set of gathered tables that an operation names.
func (o *op) bits() uint64 {
	switch {
	case o.q == nil:
		return ^uint64(0) // a script
	case o.q.gather != nil:
		return o.q.gather.bit
	}
	return o.q.shape().bits
}

// meets reports whether an operation may touch a row that waits.
func (o *op) meets(waits *op) bool {
	if o.q == nil {
		return true // a script
	}
	g := waits.q.gather
	if own := o.q.gather; own != nil {
		if own.bit != g.bit || own == g && g.latest {
			return false
		}
		return !(own.single && g.single) && overlap(own.fixed, o.args, g.fixed, waits.rows)
	}
	s := o.q.shape()
	return s.bits&g.bit != 0 && overlap(s.equal[g.table], o.args, g.fixed, waits.rows)
}

// overlap reports whether a row may be one of those where columns equal what
// args say: unless a column that both name differs.
func overlap(columns map[string]int, args []any, fixed map[string]int, rows [][]any) bool {
	var pairs [8][2]int
	n := 0
	for c, i := range columns {
		if k, ok := fixed[c]; ok && n < len(pairs) {
			pairs[n], n = [2]int{i, k}, n+1
		}
	}
next:
	for _, row := range rows {
		for _, p := range pairs[:n] {
			if differ(args[p[0]], row[p[1]]) {
				continue next
			}
		}
		return true
	}
	return false
}

// differ reports whether two arguments are not equal in the database either.
func differ(a, b any) bool {
	switch x := a.(type) {
	case int64:
		y, ok := b.(int64)
		return ok && x != y
	case string:
		y, ok := b.(string)
		return ok && x != y
	}
	return false
}

// ready takes the queue and returns what of it is to be sent: rows of Gather
// statements wait until something may meet them, which they precede.
func (r *Read) ready() []*op {
	ops := r.ops
	r.ops = nil
	out := make([]*op, 0, len(ops)+4)
	for _, o := range ops {
		if r.db.pool != nil && !o.reads() {
			r.wrote = append(r.wrote, written{o.q, o.args})
		}
		if r.tail != nil {
			out = append(out, r.tail.rows.take(o)...)
		}
		out = append(out, r.rows.take(o)...)
		if o.q != nil && o.q.gather != nil {
			r.rows.add(o)
		} else {
			out = append(out, o)
		}
	}
	return out
}

// backlog is what a group has still to send, and what its commands know.
type backlog struct {
	ops   []*op
	rows  rows
	known map[any]any
	wrote []written // since reads were sent ahead
}

// accept takes over what a command that said yes has not sent.
func (b *backlog) accept(w *Write) {
	ops := w.ready()
	for _, o := range ops {
		o.group = true
	}
	b.ops = append(b.ops, ops...)
	for _, o := range w.rows.ops {
		o.group = true
		b.rows.add(o)
	}
	b.wrote = append(b.wrote, w.wrote...)
	for k, v := range w.known {
		if b.known == nil {
			b.known = map[any]any{}
		}
		b.known[k] = v
	}
}

// rest is all there is to send before COMMIT.
func (b *backlog) rest() []*op { return append(b.ops, b.rows.all()...) }

// Leave tells the commands behind this one, in the same transaction, what this
// one made of a row, so that they need not read it again. What it says lives
// as long as the transaction; when the command does not say yes nobody hears it.
func (w *Write) Leave(key, value any) {
	if w.known == nil {
		w.known = map[any]any{}
	}
	w.known[key] = value
}

// Left returns what was left under a key in this transaction.
func Left[T any](w *Write, key any) (v T, ok bool) {
	w.turn() // it may be a command before this one that leaves it
	if v, ok = w.known[key].(T); !ok && w.tail != nil {
		v, ok = w.tail.known[key].(T)
	}
	return v, ok
}
