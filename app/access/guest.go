package access

import (
	"strings"
	"time"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/approval"
	"encaisse/o2c/party"
	"encaisse/o2c/portal"
)

// How long a customer who came by a link may be away, and stay in all: his mail
// is at hand. Who signed in stays as others do.
const (
	LinkIdle = 2 * time.Hour
	LinkLong = 12 * time.Hour
)

// GuestPrefix begins the ids of customers' sessions.
const GuestPrefix = "gst"

const guestFrom = ` from portal_session s join app_user u on u.id = s.user_id left join portal_link l on l.id = s.link
	where s.hash = $1 and s.ended = 0 and not u.disabled and (s.link = 0 or l.revoked = 0 and l.ends > $2)`

var (
	qGuestUser   = db.Q("access.guest.user", `select u.id, u.name, u.language, p.entity, p.customer, p.whole, p.invited from portal_user p join app_user u on u.id = p.user_id where p.user_id = $1 and not u.disabled`)
	qGuestByLink = db.Q("access.guest.by_link", `select user_id from portal_user where customer = $1 and not invited`)
	qGuestAdd    = db.Q("access.guest.add", `insert into portal_user (user_id, entity, customer, whole, invited) values ($1,$2,$3,$4,$5)`)
	qGuestOpen   = db.Q("access.guest.open", `insert into portal_session (id, user_id, link, entity, customer, document, hash, opened, seen, ends, ended, address, agent)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$8,$9,0,$10,$11)`)
	qGuestFind = db.Q("access.guest.find", `select s.id, s.user_id, u.name, u.language, s.link, s.entity, s.customer, s.document, s.seen, s.ends`+guestFrom)
	qGuestSeen = db.Q("access.guest.seen", `update portal_session set seen = $2 where id = $1 and ended = 0 and seen < $2`)
	qGuestEnd  = db.Q("access.guest.end", `update portal_session set ended = $2 where id = $1 and ended = 0`)
	qGuestOld  = db.Q("access.guest.old", `delete from portal_session where user_id = $1 and ends < $2`)
	qGuestEnds = db.Q("access.guest.end_user", `update portal_session set ended = $2 where user_id = $1 and ended = 0`)
	qSiblings  = db.Q("access.guest.siblings", `select c.id from customer c where c.root = $1 order by c.id limit 200`)
)

// Guest is a customer who is in, and what he is held to: one customer of one
// legal entity, and one document when his link opens no more.
type Guest struct {
	ID       db.ID
	User     db.ID
	Name     string
	Language words.Language
	Link     db.ID // 0 = he signed in
	Entity   db.ID
	Customer db.ID
	Document db.ID // 0 = the whole account
	Seen     int64
	Ends     int64
}

type guestUser struct {
	User     db.ID
	Name     string
	Language words.Language
	Entity   db.ID
	Customer db.ID
	Whole    bool
	Invited  bool
}

// OpenByLink lets the customer of a link in and returns the secret of his
// cookie. It refuses portal.link.
func OpenByLink(w *db.Write, secret, address, agent string) (string, portal.Link, error) {
	l, err := portal.FindLink(w.Read, secret)
	if err != nil {
		return "", l, err
	}
	c, err := party.Load(w.Read, l.Customer)
	if err != nil {
		return "", l, err
	}
	user, err := db.One[db.ID](w.Read, qGuestByLink, c.ID)
	if err == db.ErrNone { // the first time: who acts by his links has a name in the facts
		var u User
		if u, err = AddUser(w, NewUser{Name: "portail:" + c.Number, Language: c.Language}); err != nil {
			return "", l, err
		}
		user, _ = db.ParseID(UserPrefix, u.ID)
		w.Exec(qGuestAdd, user, l.Entity, c.ID, false, false)
	}
	if err != nil {
		return "", l, err
	}
	w.Actor, w.Entity = user, l.Entity
	ends := min(l.Ends, w.Now().Add(LinkLong).UnixMicro())
	touched, err := l.Touched(w.Read)
	if err != nil {
		return "", l, err
	}
	session, err := openGuest(w, Guest{User: user, Link: l.ID, Entity: l.Entity, Customer: l.Customer, Document: l.Document, Ends: ends}, address, agent, touched...)
	return session, l, err
}

// OpenGuest lets a portal user in who proved who he is. It refuses
// access.no_role to who is none.
func OpenGuest(w *db.Write, user db.ID, address, agent string) (string, error) {
	u, err := db.One[guestUser](w.Read, qGuestUser, user)
	if err == db.ErrNone || err == nil && !u.Invited {
		return "", refuse.New(refuse.Forbidden, "access.no_role")
	}
	if err != nil {
		return "", err
	}
	w.Actor, w.Entity = user, u.Entity
	return openGuest(w, Guest{User: user, Entity: u.Entity, Customer: u.Customer, Ends: w.Now().Add(Long).UnixMicro()}, address, agent)
}

func openGuest(w *db.Write, g Guest, address, agent string, touched ...db.Object) (string, error) {
	secret, hash := token()
	g.ID = w.NewID()
	now := w.Now()
	w.Exec(qGuestOld, g.User, now.Add(-30*24*time.Hour).UnixMicro())
	w.Exec(qGuestOpen, g.ID, g.User, g.Link, g.Entity, g.Customer, g.Document, hash, now.UnixMicro(), g.Ends, address, agent)
	objects := []db.Object{db.Obj("session", g.ID), db.Obj("user", g.User), db.Obj("customer", g.Customer)}
	if g.Link != 0 {
		objects = append(objects, db.Obj("link", g.Link))
	}
	w.Emit("portal.session", struct{}{}, append(objects, touched...)...)
	return secret, w.Err()
}

// FindGuest is the customer a cookie's secret belongs to, or db.ErrNone. A link
// that is revoked or over takes its sessions with it at once.
func FindGuest(r *db.Read, secret string) (Guest, error) {
	now := r.Now()
	g, err := db.One[Guest](r, qGuestFind, hashOf(secret), now.UnixMicro())
	if err == nil && !g.open(now) {
		return g, db.ErrNone
	}
	return g, err
}

func (g Guest) open(now time.Time) bool {
	idle := Idle
	if g.Link != 0 {
		idle = LinkIdle
	}
	return now.UnixMicro() < g.Ends && now.Sub(time.UnixMicro(g.Seen)) < idle
}

// Fades tells that it is time to write down a sign of life.
func (g Guest) Fades(now time.Time) bool { return now.Sub(time.UnixMicro(g.Seen)) > seenEvery }

// TouchGuest writes down a sign of life.
func TouchGuest(w *db.Write, g Guest) error {
	w.Exec(qGuestSeen, g.ID, w.Now().UnixMicro())
	return w.Err()
}

// EndGuest signs a customer out.
func EndGuest(w *db.Write, g Guest) error {
	w.Exec(qGuestEnd, g.ID, w.Now().UnixMicro())
	return w.Err()
}

// EndGuests signs a user out everywhere, as when he chooses another password.
func EndGuests(w *db.Write, user db.ID) { w.Exec(qGuestEnds, user, w.Now().UnixMicro()) }

// Siblings are the accounts a guest may look at: his own, and those of its
// group when he was invited for it whole.
func Siblings(r *db.Read, g Guest) ([]party.Customer, error) {
	own, err := party.Load(r, g.Customer)
	if err != nil || g.Link != 0 {
		return []party.Customer{own}, err
	}
	u, err := db.One[guestUser](r, qGuestUser, g.User)
	if err != nil || !u.Whole {
		return []party.Customer{own}, err
	}
	home, err := party.Load(r, u.Customer)
	if err != nil {
		return nil, err
	}
	ids, err := db.All[db.ID](r, qSiblings, home.Root)
	if err != nil {
		return nil, err
	}
	out := []party.Customer{}
	for _, id := range ids {
		c, err := party.Load(r, id)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// Switch goes to another account of the group, in a session of its own. It
// refuses app.not_found for any other.
func Switch(w *db.Write, g Guest, to, address, agent string) (string, error) {
	list, err := Siblings(w.Read, g)
	if err != nil {
		return "", err
	}
	id, _ := db.ParseID(party.Prefix, to)
	for _, c := range list {
		if c.ID == id {
			w.Exec(qGuestEnd, g.ID, w.Now().UnixMicro())
			g.Customer = c.ID
			return openGuest(w, g, address, agent)
		}
	}
	return "", db.ErrNone
}

// NewGuest is somebody at a customer's to be.
type NewGuest struct {
	Customer string         `path:"customer" json:"-" doc:"id or number"`
	Email    string         `json:"email" minLength:"3" maxLength:"100" doc:"his name to sign in with"`
	Language words.Language `json:"language,omitempty" enum:"fr,fr-CA,en" doc:"the customer's when left out"`
	Group    bool           `json:"group,omitempty" doc:"true: all accounts of the customer's group, not his own alone"`
}

// InviteGuest makes a portal user of a customer, or invites him again: the link
// by which he chooses a password. Of who was in already it leaves by mail to his
// address, and nobody else sees it. It refuses access.email and, for a name that
// is another's, unique.app_user_name.
func InviteGuest(w *db.Write, in NewGuest) (Invitation, error) {
	c, err := party.Find(w.Read, in.Customer)
	if err != nil {
		return Invitation{}, err
	}
	in.Email = strings.TrimSpace(in.Email)
	if at := strings.Index(in.Email, "@"); at < 1 || at == len(in.Email)-1 || strings.ContainsAny(in.Email, " \t\r\n<>,;") {
		return Invitation{}, refuse.New(refuse.Invalid, "access.email").At("/email", "access.email")
	}
	if in.Language == "" {
		in.Language = c.Language
	}
	known, err := Named(w.Read, in.Email)
	switch {
	case refuse.Code(err) == "access.user":
		u, err := AddUser(w, NewUser{Name: in.Email, Language: in.Language})
		if err != nil {
			return Invitation{}, err
		}
		id, _ := db.ParseID(UserPrefix, u.ID)
		w.Exec(qGuestAdd, id, w.Entity, c.ID, in.Group, true)
		approval.Joined(w)
		w.Emit("portal.invited", struct{}{}, db.Obj("user", id), db.Obj("customer", c.ID))
	case err != nil:
		return Invitation{}, err
	default:
		u, err := db.One[guestUser](w.Read, qGuestUser, known.ID)
		if err == db.ErrNone || err == nil && (u.Customer != c.ID || !u.Invited) {
			return Invitation{}, refuse.New(refuse.Conflict, "unique.app_user_name")
		}
		if err != nil {
			return Invitation{}, err
		}
	}
	u, err := Named(w.Read, in.Email)
	if err != nil {
		return Invitation{}, err
	}
	was, err := settled(w.Read, u.ID)
	if err != nil {
		return Invitation{}, err
	}
	if was {
		u.Email = u.Name // it is his address
		return mailed(w, u)
	}
	i, err := linked(w, u)
	if err == nil {
		path := "/portal" + *i.Path
		i.Path = &path
	}
	return i, err
}

// noGuest refuses access.role to a customer's user: he never works here.
func noGuest(r *db.Read, user db.ID, role string) error {
	_, err := db.One[guestUser](r, qGuestUser, user)
	switch err {
	case db.ErrNone:
		return nil
	case nil:
		return refuse.New(refuse.Invalid, "access.role", "role", role).At("/role", "access.role", "role", role)
	}
	return err
}
