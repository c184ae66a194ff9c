package seal

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"encaisse/base/db"
)

const eventColumns = `e.id, e.type, e.at, e.day, e.actor, e.entity, e.cause, e.request, e.objects, e.body`

var (
	qTouching = db.Q("seal.touching", `select `+eventColumns+` from event_object o join event e on e.id = o.event
		where o.object = $1 order by o.event desc limit $2`)
	qFresh = db.Q("seal.touching.unsealed", `select `+eventColumns+` from event e where e.id > $1
		and (' ' || e.objects || ' ' like $2 or ' ' || e.objects || ' ' like $3)
		and not exists (select 1 from seal s where s.event = e.id and s.event > $1) order by e.id desc limit $4`)
	qUnsealed = db.Q("seal.unsealed", `select count(*), coalesce(min(id), 0) from (select e.id from event e where e.id > $1
		and not exists (select 1 from seal s where s.event = e.id and s.event > $1) order by e.id limit 100000) f`)
)

// Touching returns the latest facts that touch a thing, oldest first: the
// sealed ones by their index and the few that wait for their seal.
func Touching(r *db.Read, object db.ID, limit int) ([]db.Event, error) {
	after, err := horizon(r, longLook)
	if err != nil {
		return nil, err
	}
	id := strconv.FormatInt(int64(object), 10)
	list, err := db.All[db.Event](r, qFresh, after, "%:"+id+" %", "%:"+id+":%", limit)
	if err != nil {
		return nil, err
	}
	sealed, err := db.All[db.Event](r, qTouching, object, limit)
	if err != nil {
		return nil, err
	}
	list = append(list, sealed...)
	slices.SortFunc(list, func(a, b db.Event) int { return cmp.Compare(a.ID, b.ID) })
	list = slices.CompactFunc(list, func(a, b db.Event) bool { return a.ID == b.ID })
	return list[max(0, len(list)-limit):], nil
}

// Unsealed is how many facts wait for their seal, 100000 at most, and how long
// the oldest of them has waited.
func Unsealed(r *db.Read) (count int64, lag time.Duration, err error) {
	after, err := horizon(r, longLook)
	if err != nil {
		return 0, 0, err
	}
	row, err := db.One[struct {
		Count  int64
		Oldest db.ID
	}](r, qUnsealed, after)
	if row.Oldest != 0 {
		lag = max(0, time.Since(row.Oldest.Time()))
	}
	return row.Count, lag, err
}
