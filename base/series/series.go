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
	qNext = db.Q("series.next", `update series set next = next + 1, last_day = case when last_day > $4 then last_day else $4 end
		where entity = $1 and name = $2 and year = $3 returning id, next - 1, prefix, last_day`).Locks(db.Series)
	qOpen = db.Q("series.open", `insert into series (id, entity, name, year, prefix, next, last_day) values ($1,$2,$3,$4,$5,1,0)
		on conflict (entity, name, year) do nothing`)
)

// Take takes the next number of the entity's series of a name ("invoice") and
// year (0: a series without years), opened with the prefix when it is new.
func Take(w *db.Write, name string, year int64, prefix string, d day.Day) (Number, error) {
	for {
		rows, err := db.Returning[struct {
			Series   db.ID
			Position int64
			Prefix   string
			Day      day.Day
		}](w, qNext, w.Entity, name, year, d)
		if err != nil {
			return Number{}, err
		}
		if len(rows) == 1 {
			r := rows[0]
			return Number{r.Series, r.Position, fmt.Sprintf("%s%06d", r.Prefix, r.Position), r.Day}, nil
		}
		w.Exec(qOpen, w.NewID(), w.Entity, name, year, prefix)
	}
}

// Yearly takes a number of the series of the day's year: "FA-2026-000041".
func Yearly(w *db.Write, name, prefix string, d day.Day) (Number, error) {
	year, _, _ := d.Date()
	return Take(w, name, int64(year), fmt.Sprintf("%s-%04d-", prefix, year), d)
}
