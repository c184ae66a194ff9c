package party

import "encaisse/base/db"

var (
	qReaches = db.Q("party.check.bounced", `select id, bounced from customer where bounced <> '' order by id`).Scans()
	qReached = db.Q("party.check.reached", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type in ('party.changed', 'party.bounced', 'party.reachable') order by id limit $2`).Scans()
)

// Breaches checks that mail to a customer's address comes back when his facts say
// so and only then, and that each of them changed that (party.bounced).
func Breaches(r *db.Read) (out []db.Breach, err error) {
	told := map[db.ID]string{}
	wrong := func(id db.ID, what string, have, want any) {
		out = append(out, db.NotEqual("party.bounced", "customer "+id.Text(Prefix), what, have, want))
	}
	err = db.Pages(r, qReached, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			var now struct{ Status, Bounced string }
			if err := e.Read(&now); err != nil {
				return err
			}
			id := e.Object("customer")
			status, changed := now.Status, (now.Status == "") != (told[id] == "")
			if e.Type == "party.changed" { // another address, or what it was
				status, changed = now.Bounced, now.Bounced == "" || now.Bounced == told[id]
			}
			if !changed || e.Type == "party.bounced" && status == "" || e.Type == "party.reachable" && status != "" {
				wrong(id, e.Type, status, "a change of "+told[id])
			}
			if told[id] = status; status == "" {
				delete(told, id)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	rows, err := db.All[struct {
		ID      db.ID
		Bounced string
	}](r, qReaches)
	for _, c := range rows {
		if told[c.ID] != c.Bounced {
			wrong(c.ID, "status", c.Bounced, told[c.ID])
		}
		delete(told, c.ID)
	}
	for id, status := range told {
		wrong(id, "status", "", status)
	}
	return out, err
}
