package ledger

import (
	"fmt"

	"encaisse/base/day"
	"encaisse/base/db"
)

var (
	qNumbered = db.Q("ledger.check.numbers", `select x.event, x.entity, x.journal, x.year, x.number, x.validated, x.validated_on,
		coalesce(l.entity, 0), coalesce(l.journal, ''), coalesce(l.day, 0), coalesce(n.year_from, 1)
		from entry_number x left join leg l on l.event = x.event and l.n = 1 left join entity n on n.id = x.entity
		order by x.entity, x.journal, x.year, x.number limit $1 offset $2`).Scans()
	qValidations = db.Q("ledger.check.validations", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type = 'ledger.validated' order by id limit $2`).Scans()
)

// numbered is a validated entry and what it should go with.
type numbered struct {
	Event       db.ID
	Entity      db.ID
	Journal     string
	Year        int64
	Number      int64
	Validated   db.ID
	ValidatedOn day.Day
	Owner       db.ID
	Book        string
	Day         day.Day
	YearFrom    int64
}

// numbers checks that validated entries are numbered 1..N in each journal and
// fiscal year, in the order of day and fact within a validation, and that each
// validation numbered as many as its fact says.
func numbers(r *db.Read) (out []db.Breach, err error) {
	differ := func(n numbered, why string, is, should any) {
		if is != should {
			out = append(out, db.NotEqual("ledger.numbered", fmt.Sprintf("entry of fact %d", n.Event), why, is, should))
		}
	}
	count, days := map[db.ID]int64{}, map[db.ID]day.Day{}
	var last numbered
	const rows = 2000
	for from := 0; ; from += rows {
		page, err := db.All[numbered](r, qNumbered, rows, from)
		if err != nil {
			return out, err
		}
		for _, n := range page {
			same := n.Entity == last.Entity && n.Journal == last.Journal && n.Year == last.Year
			if !same {
				last = numbered{}
			}
			differ(n, "number", n.Number, last.Number+1)
			if same && n.Validated == last.Validated {
				differ(n, "order of day and fact", n.Day > last.Day || n.Day == last.Day && n.Event > last.Event, true)
			}
			differ(n, "order of validation", n.Validated >= last.Validated, true)
			differ(n, "company", n.Entity, n.Owner)
			differ(n, "journal", n.Journal, n.Book)
			differ(n, "fiscal year", n.Year, YearOf(n.Day, n.YearFrom).Label())
			differ(n, "validated after its day", n.ValidatedOn > n.Day, true)
			if d, ok := days[n.Validated]; ok {
				differ(n, "day of validation", n.ValidatedOn, d)
			}
			count[n.Validated]++
			days[n.Validated], last = n.ValidatedOn, n
		}
		if len(page) < rows {
			break
		}
	}
	err = db.Pages(r, qValidations, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			var body validated
			n := numbered{Event: e.ID}
			if err := e.Read(&body); err != nil {
				differ(n, "body", err.Error(), "")
			}
			differ(n, "entries it validated", body.Entries, count[e.ID])
			differ(n, "day of validation", days[e.ID], e.Day)
			delete(count, e.ID)
		}
		return nil
	})
	for id := range count {
		differ(numbered{Event: id}, "a validation without its fact", true, false)
	}
	return out, err
}
