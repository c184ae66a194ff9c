package verify

import (
	"fmt"

	"encaisse/base/db"
)

var (
	qBarred = db.Q("verify.users.barred", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and (type = 'user.suspended' or type = 'user.restored') order by id limit $2`).Scans()
	qDisabled = db.Q("verify.users.disabled", `select id from app_user where disabled`).Scans()
)

// users checks that those are suspended whom the last fact says are
// (users.suspended).
func users(r *db.Read) (out []db.Breach, err error) {
	told := map[db.ID]bool{}
	err = db.Pages(r, qBarred, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			told[e.Object("user")] = e.Type == "user.suspended"
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	rows, err := db.All[db.ID](r, qDisabled)
	for _, id := range rows {
		if !told[id] {
			out = append(out, db.Breach{Check: "users.suspended", What: fmt.Sprintf("user %d", id), Why: "is suspended, and no fact says so"})
		}
		delete(told, id)
	}
	for id, is := range told {
		if is {
			out = append(out, db.Breach{Check: "users.suspended", What: fmt.Sprintf("user %d", id), Why: "was suspended and is not"})
		}
	}
	return out, err
}
