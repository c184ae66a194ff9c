package seal

import (
	"bytes"
	"fmt"
	"time"

	"encaisse/base/db"
)

// Break is a place where the chain does not hold.
type Break struct {
	Number int64
	Event  db.ID
	Type   string
	Why    string // number, missing, changed
}

// mostBreaks are listed at once.
const mostBreaks = 1000

// Breaks goes through the chain: numbers 1..n without a hole, every fact
// there, every hash that of all its columns after the hash before it.
func Breaks(r *db.Read) ([]Break, error) {
	var list []Break
	before, expected := genesis, int64(1)
	err := each(r, func(s sealed) error {
		why := ""
		switch {
		case s.Number != expected:
			why = "number"
		case !s.There:
			why = "missing"
		case !bytes.Equal(s.link(before, s.Number), s.Hash):
			why = "changed"
		}
		if why != "" && len(list) < mostBreaks {
			list = append(list, Break{s.Number, s.Event, s.Type, why})
		}
		before, expected = s.Hash, s.Number+1
		return nil
	})
	return list, err
}

var (
	qOutside = db.Q("seal.check.outside", `select 0, e.id, e.type, 'unsealed' from event e where e.id < $1
		and not exists (select 1 from seal s where s.event = e.id) order by e.id limit 1000`).Scans()
	qLate = db.Q("seal.check.late", `select number, event, '', 'late' from
		(select number, event, max(event) over (order by number rows between unbounded preceding and 1 preceding) as highest from seal) s
		where event < highest - $1 order by number limit 1000`).Scans()
	qObjects = db.Q("seal.check.objects", `select 0, o.event, o.kind, 'object' from event_object o
		where not exists (select 1 from seal s where s.event = o.event) order by o.event limit 1000`).Scans()
)

// Outside lists facts recorded more than a minute ago that have no seal.
func Outside(r *db.Read) ([]Break, error) {
	return db.All[Break](r, qOutside, db.FirstAt(time.Now().Add(-time.Minute)))
}

// Late lists facts whose id is more than ten minutes older than one sealed
// before them: a clock was set back, or somebody wrote them in later.
func Late(r *db.Read) ([]Break, error) {
	return db.All[Break](r, qLate, int64(db.FirstAt(time.Unix(600, 0))-db.FirstAt(time.Unix(0, 0))))
}

// Loose lists entries of the index of touched things that are of no sealed fact.
func Loose(r *db.Read) ([]Break, error) { return db.All[Break](r, qObjects) }

// What names the place.
func (b Break) What() string { return fmt.Sprintf("record %d, fact %d %s", b.Number, b.Event, b.Type) }
