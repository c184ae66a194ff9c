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
	qNext = db.Q("series.next", `update series set next = next + 1, last_day = case when last_day > $2 then last_day else $2 end
		where id = $1 returning id, next - 1, prefix, last_day`).Locks(db.Series)
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
	rows, err := db.Returning[struct {
		Series   db.ID
		Position int64
		Prefix   string
		Day      day.Day
	}](w, qNext, id, d)
	if err != nil {
		return Number{}, err
	}
	if len(rows) != 1 {
		return Number{}, fmt.Errorf("series %d is gone", id)
	}
	r := rows[0]
	return Number{r.Series, r.Position, fmt.Sprintf("%s%06d", r.Prefix, r.Position), r.Day}, nil
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
