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

var qBackups = db.Q("verify.backups", `select b.id, b.at, b.bytes, b.sha256, coalesce(e.type, ''), coalesce(e.at, 0), coalesce(e.objects, ''), coalesce(e.body, '{}')
	from backup b left join event e on e.id = b.event union all select 0, 0, 0, '', e.type, e.at, e.objects, e.body from event e
	where e.type = 'backup.made' and not exists (select 1 from backup b where b.event = e.id) order by 1 limit 10000`).Scans()

// backups checks that each backup that was noted is what its fact says
// (backups.facts).
func backups(r *db.Read) (out []db.Breach, err error) {
	rows, err := db.All[struct {
		ID            db.ID
		At, Bytes     int64
		SHA256, Type  string
		Told          int64
		Objects, Body string
	}](r, qBackups)
	for _, b := range rows {
		e := db.Event{Objects: b.Objects, Body: b.Body}
		var said struct {
			Bytes  int64  `json:"bytes"`
			SHA256 string `json:"sha256"`
		}
		if err := e.Read(&said); err != nil {
			return nil, err
		}
		if b.ID == 0 || b.Type != "backup.made" || e.Object("backup") != b.ID || b.Told != b.At || said.Bytes != b.Bytes || said.SHA256 != b.SHA256 {
			out = append(out, db.Breach{Check: "backups.facts", What: fmt.Sprintf("backup %d", b.ID), Why: "is not what its fact says"})
		}
	}
	return out, err
}

// users checks that those are suspended whom the last fact says are, and that
// each such fact changed something (users.suspended).
func users(r *db.Read) (out []db.Breach, err error) {
	told := map[db.ID]bool{}
	err = db.Pages(r, qBarred, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			id, now := e.Object("user"), e.Type == "user.suspended"
			if told[id] == now {
				out = append(out, db.Breach{Check: "users.suspended", What: fmt.Sprintf("user %d, fact %d", id, e.ID), Why: e.Type + " a second time"})
			}
			told[id] = now
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
