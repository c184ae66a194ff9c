package closing

import (
	"fmt"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/o2c/ledger"
	"encaisse/o2c/seller"
)

var (
	qEveryCutoff = db.Q("closing.check.cutoffs", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type like 'cutoff.%' order by id limit $2`).Scans()
	qOddLegs = db.Q("closing.check.odd_cutoff", `select l.event, l.account from leg l left join event e on e.id = l.event
		where l.account in ('4181', '1150', '487', '2400', '4198', '2410', '44587', '476', '477', '1515', '6815') and (e.id is null or e.type not like 'cutoff.%') order by l.event, l.n limit 1000`).Scans()
)

// standing is an entry of the end of a period while its facts are followed.
type standing struct {
	cutoff
	entity seller.Entity
	day    day.Day
	here   int // entries that stand on the last day: 1, or 0 once taken back
	next   int // mirrors that stand on the day after
}

// Cutoffs checks the entries of the ends of periods: each is what its documents
// sum to, and is taken back on the next day, or on both (closing.cutoffs).
func Cutoffs(r *db.Read) ([]db.Breach, error) {
	var out []db.Breach
	breach := func(id db.ID, why string) {
		out = append(out, db.Breach{Check: "closing.cutoffs", What: fmt.Sprintf("fact %d", id), Why: why})
	}
	all := map[db.ID]*standing{}
	err := db.Pages(r, qEveryCutoff, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			why, err := follow(r, all, e)
			if err != nil {
				return err
			}
			if why != "" {
				breach(e.ID, e.Type+" "+why)
			}
		}
		return nil
	})
	if err != nil {
		return out, err
	}
	for id, s := range all {
		if s.here != s.next || s.here < 0 || s.here > 1 {
			breach(id, "is not taken back on the next day")
		}
	}
	odd, err := db.All[struct {
		Event   db.ID
		Account string
	}](r, qOddLegs)
	for _, l := range odd {
		breach(l.Event, "moves "+l.Account+", which is of the ends of periods")
	}
	return out, err
}

// follow applies a fact to the entry it is of, and compares its own entry with
// that: "" when it is right.
func follow(r *db.Read, all map[db.ID]*standing, e db.Event) (string, error) {
	var c cutoff
	if err := e.Read(&c); err != nil || (e.Type == "cutoff.booked") != (c.Reverses == 0) || e.Object("entity") != e.Entity {
		return "says something else", nil
	}
	s, mirror := all[c.Reverses], true
	switch {
	case c.Reverses == 0:
		of, err := seller.Load(r, e.Entity)
		if err == db.ErrNone {
			return "is of no company", nil
		}
		if err != nil {
			return "", err
		}
		s, mirror = &standing{c, of, e.Day, 1, 0}, false
		all[e.ID] = s
	case s == nil || s.Kind != c.Kind:
		return "takes nothing back", nil
	case e.Day == s.day:
		s.here--
	case e.Day == s.day.AddDays(1) && s.here == 1:
		s.next++
	case e.Day == s.day.AddDays(1):
		s.next--
		mirror = false
	default:
		return "is of another day", nil
	}
	entry, err := s.entry(ledger.Chart(s.entity.Chart()), ledger.Head{Day: e.Day, Currency: s.entity.Currency})
	if err != nil {
		return err.Error(), nil
	}
	if mirror {
		entry = entry.Reversed(e.Day, "")
	}
	legs, err := ledger.LegsOf(r, e.ID)
	if err != nil || !ledger.Same(legs, entry) {
		return "has another entry", err
	}
	return "", nil
}
