package verify

import (
	"fmt"

	"encaisse/base/db"
)

var (
	qHeld      = db.Q("verify.roles", `select user_id, role, entity from user_role order by user_id, role, entity`).Scans()
	qHeldFacts = db.Q("verify.role_facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type in ('user.role_given', 'user.role_ended') order by id limit $2`).Scans()
	qOnce = db.Q("verify.once_facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type in ('session.proven', 'user.password_set', 'user.invited', 'user.invite_agreed', 'user.role_given',
		'user.role_ended', 'user.role_withheld', 'portal.invited', 'identity.signed_out', 'factor.codes', 'factor.recovered') order by id limit $2`).Scans()
)

// held is a role of a user, for one legal entity or (0) all.
type held struct {
	User   db.ID
	Role   string
	Entity db.ID
}

// posts checks that users have the roles that the last facts say (access.roles).
// Of a role in one legal entity facts of before do not say which: of that user
// in that role nothing can be said.
func posts(r *db.Read) (out []db.Breach, err error) {
	said, unsaid := map[held]bool{}, map[groupRole]bool{}
	err = db.Pages(r, qHeldFacts, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			var body struct {
				Role   string `json:"role"`
				By     string `json:"by"`
				Entity db.ID  `json:"entity"`
			}
			if err := e.Read(&body); err != nil {
				return err
			}
			user := e.Object("user")
			if body.By == "" && body.Entity == 0 {
				unsaid[groupRole{user, body.Role}] = true
			} else {
				said[held{user, body.Role, body.Entity}] = e.Type == "user.role_given"
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	wrong := func(h held, why string) {
		if !unsaid[groupRole{h.User, h.Role}] {
			out = append(out, db.Breach{Check: "access.roles", What: fmt.Sprintf("role %s of user %d for entity %d", h.Role, h.User, h.Entity), Why: why})
		}
	}
	rows, err := db.All[held](r, qHeld)
	for _, h := range rows {
		if !said[h] {
			wrong(h, "is there, and no fact says so")
		}
		delete(said, h)
	}
	for h, is := range said {
		if is {
			wrong(h, "was given and is not there")
		}
	}
	return out, err
}

// once checks that no request told a fact of signing in a second time (access.told).
func once(r *db.Read) (out []db.Breach, err error) {
	type fact struct {
		typ, objects, body string
		request            db.ID
	}
	seen := map[fact]bool{}
	err = db.Pages(r, qOnce, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			f := fact{e.Type, e.Objects, e.Body, e.Request}
			if seen[f] {
				out = append(out, db.Breach{Check: "access.told", What: fmt.Sprintf("fact %d", e.ID), Why: e.Type + " a second time"})
			}
			seen[f] = true
		}
		return nil
	})
	return out, err
}
