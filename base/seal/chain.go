// Package seal numbers the facts and chains them by their hashes, so that any
// later change shows (domain.md 10): the sealer, signed heads, the export and
// its check without a database.
package seal

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"time"
	"weak"

	"encaisse/base/db"
)

var (
	qLock    = db.Q("seal.lock", `select value from setting where name = 'seal'`).Locks(db.Root)
	qRow     = db.Q("seal.row", `insert into setting (name, value) values ('seal', '') on conflict (name) do nothing`)
	qTail    = db.Q("seal.tail", `select number, event, hash from seal order by number desc limit 1`)
	qHighest = db.Q("seal.highest", `select coalesce(max(event), 0) from seal`)
	qCounts  = db.Q("seal.counts", `select (select count(*) from event), (select coalesce(max(number), 0) from seal)`).Scans()
	qFind    = db.Q("seal.find", `select e.id from event e where e.id > $1
		and not exists (select 1 from seal s where s.event = e.id and s.event > $1) order by e.id limit $2`)
	qLoose = db.Q("seal.loose", `select e.id from event e where e.id > $1
		and not exists (select 1 from seal s where s.event = e.id and s.event > $1) order by e.id`).Scans()
	qFacts = db.Q("seal.facts", `select `+factColumns+` from event e where e.id >= $1 and e.id <= $2
		and not exists (select 1 from seal s where s.event = e.id) order by e.id`)
	qSeal   = db.Q("seal.insert", `insert into seal (number, event, hash) values ($1, $2, $3)`).Gather()
	qObject = db.Q("seal.object", `insert into event_object (object, event, kind, qualifier) values ($1, $2, $3, $4)
		on conflict (object, event, kind) do nothing`).Gather()
)

// How far back unsealed facts are looked for. A transaction gives ids before
// it commits, so one that lasts is found behind what was sealed meanwhile: a
// short look each time, a long one now and then, and everything when the
// program starts and about once an hour after.
const (
	shortLook   = 20 * time.Second
	longLook    = 10 * time.Minute
	longEvery   = 30
	wholeEvery  = 3600
	chunk       = 500
	mostAtATime = 20 * chunk
)

// looks is how many runs each open database has had.
type looks struct {
	sync.Mutex
	runs int
}

var ran sync.Map // weak.Pointer[db.DB] → *looks

func looksOf(d *db.DB) *looks {
	k := weak.Make(d)
	if l, ok := ran.Load(k); ok {
		return l.(*looks)
	}
	l, loaded := ran.LoadOrStore(k, &looks{})
	if !loaded {
		runtime.AddCleanup(d, func(k weak.Pointer[db.DB]) { ran.Delete(k) }, k)
	}
	return l.(*looks)
}

// Run seals what is committed and has no number yet, oldest id first, and
// returns how many facts it sealed. One sealer works at a time, whatever the
// number of nodes. When nothing is to be sealed it writes nothing.
func Run(ctx context.Context, d *db.DB) (int, error) {
	l := looksOf(d)
	l.Lock()
	defer l.Unlock()
	after, err := from(ctx, d, l.runs)
	if err != nil {
		return 0, err
	}
	total := 0
	for {
		ids, err := db.See(ctx, d, db.As{}, func(r *db.Read) ([]db.ID, error) {
			return db.All[db.ID](r, qFind, after, mostAtATime)
		})
		if err != nil {
			return total, err
		}
		for some := range slices.Chunk(ids, chunk) {
			n, err := db.Do(ctx, d, db.As{}, func(w *db.Write) (int, error) { return seal(w, some) })
			total += n
			if err != nil {
				return total, err
			}
		}
		if len(ids) < mostAtATime {
			l.runs++
			return total, nil
		}
		after = ids[len(ids)-1]
	}
}

// Keep seals every second until ctx ends; an error is told and tried again.
func Keep(ctx context.Context, d *db.DB, tell func(error)) {
	for ctx.Err() == nil {
		if _, err := Run(ctx, d); err != nil && ctx.Err() == nil {
			tell(err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
	}
}

// from is the id after which a run looks.
func from(ctx context.Context, d *db.DB, runs int) (db.ID, error) {
	return db.See(ctx, d, db.As{}, func(r *db.Read) (db.ID, error) {
		whole := false
		if runs%wholeEvery == 0 {
			n, err := db.One[struct{ Facts, Seals int64 }](r, qCounts)
			if err != nil {
				return 0, err
			}
			whole = n.Facts != n.Seals
		}
		switch {
		case whole:
			return 0, nil
		case runs%longEvery == 0:
			return horizon(r, longLook)
		}
		return horizon(r, shortLook)
	})
}

// Here seals every fact a command sees, its own too, in its transaction and
// returns the last number: what was known then is all that the command knows.
func Here(w *db.Write) (int64, error) {
	ids, err := loose(w)
	if err != nil {
		return 0, err
	}
	for some := range slices.Chunk(ids, chunk) {
		if _, err := seal(w, some); err != nil {
			return 0, err
		}
	}
	t, err := last(w.Read)
	return t.Number, err
}

// loose are the facts without a number that a command sees: those after the
// last that has one, when the counts say that there are no others.
func loose(w *db.Write) ([]db.ID, error) {
	n, err := db.One[struct{ Facts, Seals int64 }](w.Read, qCounts)
	if err != nil {
		return nil, err
	}
	highest, err := db.One[db.ID](w.Read, qHighest)
	if err != nil {
		return nil, err
	}
	ids, err := db.All[db.ID](w.Read, qLoose, highest)
	if err == nil && int64(len(ids)) != n.Facts-n.Seals {
		ids, err = db.All[db.ID](w.Read, qLoose, db.ID(0))
	}
	return ids, err
}

// horizon is the first id of some time before the newest sealed fact. A fact
// of a clock that ran ahead does not move it past now.
func horizon(r *db.Read, back time.Duration) (db.ID, error) {
	highest, err := db.One[db.ID](r, qHighest)
	if err != nil || highest == 0 {
		return 0, err
	}
	t := highest.Time()
	if now := time.Now(); t.After(now) {
		t = now
	}
	return db.FirstAt(t.Add(-back)), nil
}

// tail is the last record of the chain.
type tail struct {
	Number int64
	Event  db.ID
	Hash   []byte
}

func last(r *db.Read) (tail, error) {
	t, err := db.One[tail](r, qTail)
	if err == db.ErrNone {
		return tail{Hash: genesis}, nil
	}
	return t, err
}

// seal appends facts to the chain under the lock of the chain: those between
// the first and the last of ids. What another node sealed meanwhile is left
// alone.
func seal(w *db.Write, ids []db.ID) (int, error) {
	if _, err := db.Lock[string](w, qLock); err == db.ErrNone {
		w.Exec(qRow)
		_, err = db.Lock[string](w, qLock)
		if err != nil {
			return 0, err
		}
	} else if err != nil {
		return 0, err
	}
	if err := ensureKey(w); err != nil {
		return 0, err
	}
	t, err := last(w.Read)
	if err != nil {
		return 0, err
	}
	facts, err := db.All[fact](w.Read, qFacts, ids[0], ids[len(ids)-1])
	if err != nil {
		return 0, err
	}
	for _, e := range facts {
		t = tail{t.Number + 1, e.ID, e.link(t.Hash, t.Number+1)}
		w.Exec(qSeal, t.Number, e.ID, t.Hash)
		for _, o := range distinct((db.Event{Objects: e.Objects}).Touched()) {
			w.Exec(qObject, o.ID, e.ID, o.Kind, o.As)
		}
	}
	return len(facts), w.Err()
}

// distinct leaves of each thing that a fact names twice what it is named first.
func distinct(list []db.Object) []db.Object {
	out := list[:0]
	for _, o := range list {
		if !slices.ContainsFunc(out, func(x db.Object) bool { return x.ID == o.ID && x.Kind == o.Kind }) {
			out = append(out, o)
		}
	}
	return out
}
