package insight

import "encaisse/base/db"

// What was known later of what a day shows: facts of a type after it, or not
// sealed by then. The few of such a type have an index of their own.
const later = `select e.id, e.type, e.at, e.day, e.actor, coalesce(e.entity, 0), coalesce(e.cause, 0), e.request, e.objects, e.body
	from event e where e.entity = $1
	and (e.day > $2 or cast($3 as bigint) <> 0 and not exists (select 1 from seal s where s.event = e.id and s.number <= $3))`

var (
	qNamedLater    = db.Q("insight.later.identified", later+` and e.type = 'payment.identified' order by e.id`)
	qReleasedLater = db.Q("insight.later.released", later+` and e.type = 'invoice.retention_released' order by e.id`)
)

// namedLater are the payments whose customer became known after that.
func namedLater(r *db.Read, failed *error, entity db.ID, in AsOf) map[db.ID]bool {
	return toldLater(r, failed, qNamedLater, entity, in, "payment")
}

// releasedLater are the invoices of which something was kept back until a day
// after that: their last instalment.
func releasedLater(r *db.Read, failed *error, entity db.ID, in AsOf) map[db.ID]bool {
	return toldLater(r, failed, qReleasedLater, entity, in, "invoice")
}

// toldLater are the objects of such facts.
func toldLater(r *db.Read, failed *error, q *db.Stmt, entity db.ID, in AsOf, object string) map[db.ID]bool {
	out := map[db.ID]bool{}
	for _, e := range gather[db.Event](r, failed, q, entity, in.day(r), in.Known) {
		out[e.Object(object)] = true
	}
	return out
}

// lastParts tells where in a list the last instalment of each of these documents is.
func lastParts[T any](of map[db.ID]bool, list []T, part func(T) (document db.ID, instalment int64)) map[db.ID]int {
	last := map[db.ID]int{}
	if len(of) == 0 {
		return last
	}
	most := map[db.ID]int64{}
	for k := range list {
		if document, n := part(list[k]); of[document] && n > most[document] {
			last[document], most[document] = k, n
		}
	}
	return last
}
