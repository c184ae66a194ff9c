package verify

import (
	"fmt"
	"slices"
	"time"

	"encaisse/base/db"
)

var (
	qPasswords   = db.Q("verify.passwords", `select user_id, at from password order by user_id`).Scans()
	qInvitations = db.Q("verify.invitations", `select user_id, ends from invitation order by id`).Scans()
	qInviteMails = db.Q("verify.invitation_mails", `select about, queued_at from mail_message where template = 'invitation' order by id`).Scans()
	qCodes       = db.Q("verify.recovery_codes", `select user_id, used from recovery_code order by user_id, used`).Scans()
	qOwedKeys    = db.Q("verify.owed_keys", `select k.id, (select count(*) from key_owed o where o.key_id = k.id) from api_key k order by k.id`).Scans()

	qSecretFacts = db.Q("verify.secret_facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type in ('user.password_set', 'user.invited', 'apikey.collected', 'factor.added', 'factor.ended', 'factor.reset', 'factor.codes', 'factor.recovered') order by id limit $2`).Scans()
)

// codesMade is how many recovery codes a user is given; linkGood how long a link
// of an invitation is, in microseconds.
const (
	codesMade = 10
	linkGood  = int64(7 * 24 * time.Hour / time.Microsecond)
)

// codes are what facts say of a user's recovery codes.
type codes struct {
	seconds int     // second factors he has
	made    int     // codes of his that are kept
	used    []int64 // when
}

// happened is something about a user at an instant.
type happened struct {
	user db.ID
	at   int64
}

// secrets is what facts say of what opens something.
type secrets struct {
	set    map[db.ID]int64 // when a password was set last
	links  map[happened]int
	mails  map[happened]int
	mailed map[db.ID]bool
	keys   map[db.ID]int // how often they were collected
	codes  map[db.ID]codes
}

func (s secrets) hear(e db.Event) error {
	var said struct {
		By   string `json:"by"`
		Kind string `json:"kind"`
	}
	err := e.Read(&said)
	user := e.Object("user")
	c := s.codes[user]
	switch e.Type {
	case "user.password_set":
		s.set[user] = e.At
	case "user.invited":
		if said.By == "mail" {
			s.mails[happened{user, e.At}]++
			s.mailed[user] = true
		} else { // before there were mails no fact said by what
			s.links[happened{user, e.At}]++
		}
	case "apikey.collected":
		s.keys[e.Object("key")]++
	case "factor.codes":
		c.made, c.used = codesMade, nil
	case "factor.recovered":
		c.used = append(c.used, e.At)
	case "factor.reset":
		c = codes{}
	default: // a second factor more or less; without one there are no codes
		switch {
		case said.Kind == "identity":
		case e.Type == "factor.added":
			c.seconds++
		default:
			if c.seconds--; c.seconds == 0 {
				c = codes{}
			}
		}
	}
	s.codes[user] = c
	return err
}

// passwords checks that what opens something is what its facts say: passwords
// and links to choose one (access.passwords, access.invitations), recovery codes
// (access.codes), keys that were collected (access.keys).
func passwords(r *db.Read) (out []db.Breach, err error) {
	s := secrets{map[db.ID]int64{}, map[happened]int{}, map[happened]int{}, map[db.ID]bool{}, map[db.ID]int{}, map[db.ID]codes{}}
	err = db.Pages(r, qSecretFacts, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			if err := s.hear(e); err != nil {
				return err
			}
		}
		return nil
	})
	for _, find := range []func(*db.Read, func(check, what string, id db.ID)) error{s.passwords, s.invitations, s.recovery, s.collected} {
		if err != nil {
			return nil, err
		}
		err = find(r, func(check, what string, id db.ID) {
			out = append(out, db.Breach{Check: check, What: fmt.Sprintf("%s %d", what, id), Why: "is not what its facts say"})
		})
	}
	return out, err
}

func (s secrets) passwords(r *db.Read, wrong func(check, what string, id db.ID)) error {
	rows, err := db.All[struct {
		User db.ID
		At   int64
	}](r, qPasswords)
	for _, p := range rows {
		if s.set[p.User] != p.At {
			wrong("access.passwords", "password of user", p.User)
		}
		delete(s.set, p.User)
	}
	for user := range s.set {
		wrong("access.passwords", "password, which is not there, of user", user)
	}
	return err
}

// invitations: a link that is handed over is made with its fact, and so is the
// message of the others; a link that leaves by mail is made each time that is tried.
func (s secrets) invitations(r *db.Read, wrong func(check, what string, id db.ID)) error {
	rows, err := db.All[struct {
		User db.ID
		Ends int64
	}](r, qInvitations)
	if err != nil {
		return err
	}
	for _, i := range rows {
		at := happened{i.User, i.Ends - linkGood}
		if s.links[at]--; s.links[at] < 0 && !s.mailed[i.User] {
			wrong("access.invitations", "link of user", i.User)
		}
	}
	sent, err := db.All[struct {
		User db.ID
		At   int64
	}](r, qInviteMails)
	for _, m := range sent {
		s.mails[happened{m.User, m.At}]--
	}
	for at, left := range s.links {
		if left > 0 {
			wrong("access.invitations", "link, which is not there, of user", at.user)
		}
	}
	for at, left := range s.mails {
		if left != 0 {
			wrong("access.invitations", "message of user", at.user)
		}
	}
	return err
}

func (s secrets) recovery(r *db.Read, wrong func(check, what string, id db.ID)) error {
	rows, err := db.All[struct {
		User db.ID
		Used int64
	}](r, qCodes)
	have := map[db.ID]codes{}
	for _, c := range rows {
		h := have[c.User]
		if h.made++; c.Used != 0 {
			h.used = append(h.used, c.Used)
		}
		have[c.User], s.codes[c.User] = h, s.codes[c.User] // whoever has codes is looked at
	}
	for user, said := range s.codes {
		slices.Sort(said.used)
		if h := have[user]; h.made != said.made || !slices.Equal(h.used, said.used) {
			wrong("access.codes", "recovery codes of user", user)
		}
	}
	return err
}

func (s secrets) collected(r *db.Read, wrong func(check, what string, id db.ID)) error {
	rows, err := db.All[struct {
		ID   db.ID
		Owed int64
	}](r, qOwedKeys)
	for _, k := range rows {
		if n := s.keys[k.ID]; n > 1 || n == 1 && k.Owed != 0 {
			wrong("access.keys", "key", k.ID)
		}
		delete(s.keys, k.ID)
	}
	for id := range s.keys {
		wrong("access.keys", "key, which is not there,", id)
	}
	return err
}
