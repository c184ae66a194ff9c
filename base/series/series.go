// Package series gives legal numbers: unique, without a gap, dates never going
// back (domain.md 4.1). A number is taken inside the transaction that issues,
// so a rollback leaves no hole; it is the last lock a command takes.
package series

import (
	"fmt"

	"encaisse/base/day"
	"encaisse/base/db"
)

// Number is what a document is known by.
type Number struct {
	Series   db.ID
	Position int64   // 1..N in the series
	Text     string  // "FA-2026-000041"
	Day      day.Day // the day it counts for: not before the last one of the series
}

var (
	qLock = db.Q("series.lock", `select id, next, prefix, last_day from series where id = $1`).Locks(db.Series)
	qNext = db.Q("series.next", `update series set next = $2, last_day = $3 where id = $1 and next < $2`).Latest()
	qFind = db.Q("series.find", `select id from series where entity = $1 and name = $2 and year = $3`)
	qOpen = db.Q("series.open", `insert into series (id, entity, name, year, prefix, next, last_day) values ($1,$2,$3,$4,$5,1,0)
		on conflict (entity, name, year) do nothing`)
)

// key is a series by what it is for; its id never changes.
type key struct {
	entity db.ID
	name   string
	year   int64
}

var ids = db.NewCache[key, db.ID]("series.id")

// Take takes the next number of the entity's series of a name ("invoice") and
// year (0: a series without years), opened with the prefix when it is new.
func Take(w *db.Write, name string, year int64, prefix string, d day.Day) (Number, error) {
	id, err := find(w, key{w.Entity, name, year}, prefix)
	if err != nil {
		return Number{}, err
	}
	r, err := lock(w, id)
	if err != nil {
		return Number{}, err
	}
	n := Number{id, r.Next, fmt.Sprintf("%s%06d", r.Prefix, r.Next), max(r.Day, d)}
	w.Exec1(qNext, id, n.Position+1, n.Day)
	w.Leave(id, state{id, n.Position + 1, r.Prefix, n.Day})
	return n, nil
}

// state is a series under its lock.
type state struct {
	ID     db.ID
	Next   int64
	Prefix string
	Day    day.Day // of its last number
}

// lock reads a series under its lock, unless a command of the same group did
// and took numbers from it since.
func lock(w *db.Write, id db.ID) (state, error) {
	if err := w.Climb(db.Series); err != nil {
		return state{}, err
	}
	if s, ok := db.Left[state](w, id); ok {
		return s, nil
	}
	s, err := db.Lock[state](w, qLock, id)
	if err == db.ErrNone {
		err = fmt.Errorf("series %d is gone", id)
	}
	return s, err
}

// find returns the id of a series, opened when it is new.
func find(w *db.Write, k key, prefix string) (db.ID, error) {
	if id, ok := ids.Peek(w.DB(), k); ok {
		return id, nil
	}
	id, err := db.One[db.ID](w.Read, qFind, k.entity, k.name, k.year)
	if err == db.ErrNone {
		w.Exec(qOpen, w.NewID(), k.entity, k.name, k.year, prefix)
		id, err = db.One[db.ID](w.Read, qFind, k.entity, k.name, k.year) // another node may have been faster
	}
	if err == nil {
		w.After(func() { ids.Put(w.DB(), k, id) })
	}
	return id, err
}

// Yearly takes a number of the series of the day's year: "FA-2026-000041".
func Yearly(w *db.Write, name, prefix string, d day.Day) (Number, error) {
	year, _, _ := d.Date()
	return Take(w, name, int64(year), fmt.Sprintf("%s-%04d-", prefix, year), d)
}
