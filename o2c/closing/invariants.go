package closing

import (
	"fmt"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/o2c/seller"
)

var (
	qFacts = db.Q("closing.check.facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type like 'period.%' order by id limit $2`).Scans()
	qStray = db.Q("closing.check.stray", `select t.period, 0 from (select period from period_account union all select period from period_aging) t
		where not exists (select 1 from period p where p.id = t.period) order by t.period limit 1000`).Scans()
	qEveryPeriod = db.Q("closing.check.page", `select `+columns+` from period where id > $1 order by id limit $2`).Scans()
)

// history is what the facts say about periods and books.
type history struct {
	periods  map[db.ID]Period
	digests  map[db.ID]string
	openFrom map[db.ID]day.Day // by entity
	yearFrom map[db.ID]int64
	out      []db.Breach
}

func (h *history) differ(check, what, why string, is, should any) {
	if fmt.Sprint(is) != fmt.Sprint(should) {
		h.out = append(h.out, db.NotEqual(check, what, why, is, should))
	}
}

// Breaches checks the closed periods: their figures are those that were stored,
// come out the same as known then and, while closed, as known now, so nothing
// was posted into them (closing.figures); they went the lawful way, reopened by
// two persons, and the books are open from where the facts say (closing.states).
func Breaches(r *db.Read) ([]db.Breach, error) {
	h := &history{periods: map[db.ID]Period{}, digests: map[db.ID]string{}, openFrom: map[db.ID]day.Day{}, yearFrom: map[db.ID]int64{}}
	err := db.Pages(r, qFacts, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			h.follow(e)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	entities, err := seller.All(r)
	if err != nil {
		return nil, err
	}
	for _, e := range entities {
		year := h.yearFrom[e.ID]
		if year == 0 {
			year = 1
		}
		h.differ("closing.states", "company "+e.Name, "first open day and month of its years", []any{e.OpenFrom, e.YearFrom}, []any{h.openFrom[e.ID], year})
	}
	strays, err := db.All[struct{ Period, N db.ID }](r, qStray)
	if err != nil {
		return nil, err
	}
	for _, s := range strays {
		h.differ("closing.figures", fmt.Sprintf("period %d", s.Period), "figures without their period", 1, 0)
	}
	err = db.Pages(r, qEveryPeriod, func(p Period) db.ID { return p.ID }, func(page []Period) error {
		for _, p := range page {
			if err := h.compare(r, p); err != nil {
				return err
			}
		}
		return nil
	})
	for id := range h.periods {
		h.differ("closing.states", fmt.Sprintf("period %d", id), "has facts and is not there", 1, 0)
	}
	return h.out, err
}

// follow applies a fact.
func (h *history) follow(e db.Event) {
	what := fmt.Sprintf("fact %d", e.ID)
	var body struct {
		closed
		reopened
		year
		asked
	}
	if err := e.Read(&body); err != nil {
		h.differ("closing.states", what, "body", err, nil)
		return
	}
	id := e.Object("period")
	p, known := h.periods[id]
	var err error
	switch e.Type {
	case "period.year_set":
		h.yearFrom[e.Entity] = body.From
		return
	case "period.closed":
		h.differ("closing.states", what, "a second closing of the period", known, false)
		p = Period{ID: id, Entity: e.Entity, Kind: body.Kind, First: body.First, Last: body.Last, State: Closed, Known: body.Known, Event: e.ID}
		h.digests[id] = body.Digest
		h.openFrom[e.Entity] = max(h.openFrom[e.Entity], p.Last.AddDays(1))
	case "period.reopening_asked":
		p, err = p.to("ask")
		p.AskedBy = e.Actor
	case "period.reopening_refused":
		p, err = p.to("refuse")
		p.AskedBy = 0
	case "period.reopened":
		h.differ("closing.states", what, "asked for and granted by one person", p.AskedBy == e.Actor, false)
		p, err = p.to("reopen")
		h.openFrom[e.Entity] = body.OpenFrom
	}
	h.differ("closing.states", what, "transition", err, nil)
	p.Version++
	h.periods[id] = p
}

// compare holds a period against its facts and against the books.
func (h *history) compare(r *db.Read, p Period) error {
	what := fmt.Sprintf("period %s to %s", p.First, p.Last)
	h.differ("closing.states", what, "what its facts say", p, h.periods[p.ID])
	delete(h.periods, p.ID)
	kept, err := stored(r, p.ID)
	if err != nil {
		return err
	}
	if kept.Accounts == nil {
		kept.Accounts = []account{}
	}
	if kept.Aging == nil {
		kept.Aging = []aged{}
	}
	was := r.Entity
	defer func() { r.Entity = was }()
	r.Entity = p.Entity
	entity, err := seller.Load(r, p.Entity)
	if err == db.ErrNone {
		return nil // its facts name another, which was told above
	}
	if err != nil {
		return err
	}
	then, err := compute(r, p.Last, p.Known)
	if err != nil {
		return err
	}
	views := map[string]figures{"stored": kept, "as known then": then}
	if p.Last < entity.OpenFrom && p.State != Reopened {
		if views["as known now"], err = compute(r, p.Last, 0); err != nil {
			return err
		}
	}
	for name, f := range views {
		digest, err := f.digest()
		if err != nil {
			return err
		}
		h.differ("closing.figures", what, "figures "+name, digest, h.digests[p.ID])
	}
	return nil
}
