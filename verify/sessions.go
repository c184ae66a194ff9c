package verify

import (
	"fmt"
	"slices"
	"time"

	"encaisse/base/db"
)

var (
	qSessions     = db.Q("verify.sessions", `select id, user_id, role, opened, proven, ended from session order by id`).Scans()
	qSessionFacts = db.Q("verify.session_facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type in ('session.opened', 'session.proven', 'session.ended', 'user.password_set', 'user.role_ended', 'user.suspended', 'factor.reset',
		'factor_rule.set', 'factor_rule.changed', 'identity.signed_out') order by id limit $2`).Scans()

	qVisits     = db.Q("verify.visits", `select id, user_id, link, customer, opened from portal_session order by id`).Scans()
	qVisitFacts = db.Q("verify.visit_facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type = 'portal.session' order by id limit $2`).Scans()
)

// forgotten is after what time the row of a session may go, when its user opens
// another one.
const forgotten = int64(30 * 24 * time.Hour / time.Microsecond)

// sitting is what facts say of a session.
type sitting struct {
	user           db.ID
	role, by       string
	opened, proven int64
	ended, again   []int64 // again: of before the fact said the role, when it was told of what had ended too
}

// ending is what ends sessions at an instant: those of a user (of all: 0), in a role (in any: "").
type ending struct {
	user db.ID
	role string
	at   int64
}

// sat is what facts say of sessions: each of them, when a user proved who he is, what ended
// sessions, and when he opened his last one.
type sat struct {
	of     map[db.ID]*sitting
	proofs map[ending]bool
	ends   map[ending]bool
	newest map[db.ID]int64
	odd    []db.ID // told to be opened twice, or to have ended in the form of before after a fact in today's
}

func sessionsSaid(r *db.Read) (sat, error) {
	s := sat{of: map[db.ID]*sitting{}, proofs: map[ending]bool{}, ends: map[ending]bool{}, newest: map[db.ID]int64{}}
	today := false
	err := db.Pages(r, qSessionFacts, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			var said struct {
				Role     string `json:"role"`
				By       string `json:"by"`
				Required bool   `json:"required"`
			}
			if err := e.Read(&said); err != nil {
				return err
			}
			user, id := e.Object("user"), e.Object("session")
			if id != 0 && s.of[id] == nil {
				s.of[id] = &sitting{}
			}
			switch {
			case e.Type == "session.opened":
				f := s.of[id]
				if f.opened != 0 {
					s.odd = append(s.odd, id)
				}
				f.user, f.role, f.by, f.opened = user, said.Role, said.By, e.At
				s.newest[user] = max(s.newest[user], e.At)
				s.proofs[ending{user: user, at: e.At}] = said.By != ""
			case e.Type == "session.proven":
				s.of[id].proven = e.At
				s.proofs[ending{user: user, at: e.At}] = true
			case e.Type == "session.ended" && said.Role != "":
				s.of[id].ended, today = append(s.of[id].ended, e.At), true
			case e.Type == "session.ended":
				s.of[id].again = append(s.of[id].again, e.At)
				if today {
					s.odd = append(s.odd, id)
				}
			case e.Type == "user.role_ended" || said.Required: // of a user, or of all in the role
				s.ends[ending{user, said.Role, e.At}] = true
			case user != 0:
				s.ends[ending{user: user, at: e.At}] = true
			}
		}
		return nil
	})
	return s, err
}

type sessionRow struct {
	ID, User              db.ID
	Role                  string
	Opened, Proven, Ended int64
}

// sessions checks that each session is its user's, in its role, opened and
// proven when its facts say, and ended by what some fact says (access.sessions).
func sessions(r *db.Read) (out []db.Breach, err error) {
	said, err := sessionsSaid(r)
	if err != nil {
		return nil, err
	}
	wrong := func(id db.ID, why string) {
		out = append(out, db.Breach{Check: "access.sessions", What: fmt.Sprintf("session %d", id), Why: why})
	}
	rows, err := db.All[sessionRow](r, qSessions)
	for _, s := range rows {
		if why := said.fault(s); why != "" {
			wrong(s.ID, why)
		}
		delete(said.of, s.ID)
	}
	for id, f := range said.of {
		if said.newest[f.user]-f.opened <= forgotten {
			wrong(id, "has facts and is not there")
		}
	}
	for _, id := range said.odd {
		wrong(id, "is told twice")
	}
	return out, err
}

// fault is what of a session its facts do not say, "" for nothing.
func (s sat) fault(row sessionRow) string {
	f := s.of[row.ID]
	if f == nil || f.user != row.User || f.role != row.Role || f.opened != row.Opened {
		return "was not opened so by its fact"
	}
	moved := f.by == "" && s.proofs[ending{user: row.User, at: row.Proven}] // another seat: proven as before
	if row.Proven != f.proven && (f.proven != 0 || row.Proven != row.Opened && !moved) {
		return "was not proven when its facts say"
	}
	if len(f.ended) > 1 || len(f.ended) == 1 && f.ended[0] != row.Ended || len(f.again) > 0 && row.Ended == 0 {
		return "did not end when its facts say"
	}
	caused := s.ends[ending{row.User, "", row.Ended}] || s.ends[ending{row.User, row.Role, row.Ended}] || s.ends[ending{0, row.Role, row.Ended}]
	if row.Ended != 0 && len(f.ended) == 0 && !slices.Contains(f.again, row.Ended) && !caused {
		return "ended, and no fact says so"
	}
	return ""
}

// visit is a session of a customer.
type visit struct {
	User, Link, Customer db.ID
	Opened               int64
}

// visits checks that each session of a customer is what its fact says (access.visits).
func visits(r *db.Read) (out []db.Breach, err error) {
	said, newest := map[db.ID]visit{}, map[db.ID]int64{}
	wrong := func(id db.ID, why string) {
		out = append(out, db.Breach{Check: "access.visits", What: fmt.Sprintf("portal session %d", id), Why: why})
	}
	err = db.Pages(r, qVisitFacts, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			v := visit{User: e.Object("user"), Link: e.Object("link"), Customer: e.Object("customer"), Opened: e.At}
			if _, told := said[e.Object("session")]; told {
				wrong(e.Object("session"), "is told twice")
			}
			said[e.Object("session")] = v
			newest[v.User] = max(newest[v.User], v.Opened)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	rows, err := db.All[struct {
		ID db.ID
		visit
	}](r, qVisits)
	for _, v := range rows {
		if said[v.ID] != v.visit {
			wrong(v.ID, "is not what its fact says")
		}
		delete(said, v.ID)
	}
	for id, v := range said {
		if newest[v.User]-v.Opened <= forgotten {
			wrong(id, "has a fact and is not there")
		}
	}
	return out, err
}
