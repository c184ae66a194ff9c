package access

import (
	"time"

	"encaisse/base/db"
	"encaisse/base/words"
)

// How long a session lasts: without a sign of life, and in all.
const (
	Idle = 4 * time.Hour
	Long = 16 * time.Hour
)

// seenEvery is how often a sign of life is written.
const seenEvery = 5 * time.Minute

// SessionPrefix begins the ids of sessions.
const SessionPrefix = "ses"

var (
	qSession = db.Q("access.session.add", `insert into session (id, user_id, role, entity, hash, opened, seen, ends, ended, address, agent, proven)
		values ($1,$2,$3,$4,$5,$6,$6,$7,0,$8,$9,$10)`)
	qSessionFind = db.Q("access.session.find", `select s.id, u.id, u.name, u.language, s.role, s.entity, s.seen, s.ends, s.proven
		from session s join app_user u on u.id = s.user_id where s.hash = $1 and s.ended = 0 and not u.disabled`)
	qSessionSeen     = db.Q("access.session.seen", `update session set seen = $2 where id = $1 and ended = 0 and seen < $2`)
	qSessionProven   = db.Q("access.session.proven", `update session set proven = $2, seen = $2, hash = $3 where id = $1 and ended = 0`)
	qSessionEnd      = db.Q("access.session.end", `update session set ended = $2 where id = $1 and ended = 0`)
	qSessionLock     = db.Q("access.session.lock", `select user_id, role, ended from session where id = $1`).Locks(db.Document)
	qSessionsEndRole = db.Q("access.session.end_role", `update session set ended = $3 where user_id = $1 and role = $2 and ended = 0`)
	qSessionsEndUser = db.Q("access.session.end_user", `update session set ended = $3 where user_id = $1 and id <> $2 and ended = 0`)
	qSessionsOld     = db.Q("access.session.old", `delete from session where user_id = $1 and ends < $2`)
	qSessionsOf      = db.Q("access.session.of", `select s.id, u.name, s.role, s.opened, s.seen, s.ends, s.address, s.agent
		from session s join app_user u on u.id = s.user_id where s.user_id = $1 and s.ended = 0 and s.ends > $2 and s.seen > $3 order by s.id desc limit 200`)
	qSessionsAll = db.Q("access.session.all", `select s.id, u.name, s.role, s.opened, s.seen, s.ends, s.address, s.agent
		from session s join app_user u on u.id = s.user_id where s.id > $1 and s.ended = 0 and s.ends > $2 and s.seen > $3 order by s.id limit $4`)
)

// Session is who is signed in, and as what.
type Session struct {
	ID       db.ID
	User     db.ID
	Name     string
	Language words.Language
	Role     string
	Entity   db.ID
	Seen     int64
	Ends     int64
	Proven   int64 // when he last proved who he is
}

// sessions are the open ones by hash, dropped when one ends.
var sessions = db.NewCache[string, Session]("access.session")

// sessionFact is the body of session.opened and session.ended, provenFact that of session.proven.
type sessionFact struct {
	Role string `json:"role"`
	By   string `json:"by,omitempty"`
}

type provenFact struct {
	By string `json:"by"`
}

// Opening is a session to be.
type Opening struct {
	User           db.ID
	Post           Post
	By             string    // what he proved who he is by
	Proven         time.Time // when
	Address, Agent string
}

// Open opens a session in one of the user's posts and returns its secret, for
// the cookie. What is long over is forgotten.
func Open(w *db.Write, o Opening) (string, error) {
	secret, hash := token()
	now := w.Now()
	id := w.NewID()
	w.Exec(qSessionsOld, o.User, now.Add(-30*24*time.Hour).UnixMicro())
	w.Exec(qSession, id, o.User, o.Post.Role, o.Post.Entity, hash, now.UnixMicro(), now.Add(Long).UnixMicro(), o.Address, o.Agent, o.Proven.UnixMicro())
	w.Emit("session.opened", sessionFact{o.Post.Role, o.By}, db.Obj("session", id), db.Obj("user", o.User))
	return secret, w.Err()
}

// Prove notes that who sits in a session proved again who he is; the session
// goes on under another secret.
func Prove(w *db.Write, id, user db.ID, by string) (string, error) {
	secret, hash := token()
	w.Exec1(qSessionProven, id, w.Now().UnixMicro(), hash)
	sessions.Drop(w)
	w.Emit("session.proven", provenFact{by}, db.Obj("session", id), db.Obj("user", user))
	return secret, w.Err()
}

// FindSession is who a cookie's secret belongs to, or db.ErrNone.
func FindSession(r *db.Read, secret string) (Session, error) {
	hash := hashOf(secret)
	s, err := sessions.Find(r, string(hash), func() (Session, error) { return db.One[Session](r, qSessionFind, hash) })
	if err == nil && !s.open(r.Now()) {
		return s, db.ErrNone
	}
	return s, err
}

// KnownSession is FindSession from memory, without a transaction.
func KnownSession(d *db.DB, secret string) (Session, bool) {
	s, ok := sessions.Peek(d, string(hashOf(secret)))
	return s, ok && s.open(d.Now()) && !s.Fades(d.Now())
}

func (s Session) open(now time.Time) bool {
	return now.UnixMicro() < s.Ends && now.Sub(time.UnixMicro(s.Seen)) < Idle
}

// Fades tells that it is time to write down a sign of life.
func (s Session) Fades(now time.Time) bool { return now.Sub(time.UnixMicro(s.Seen)) > seenEvery }

// Touch writes down a sign of life.
func Touch(w *db.Write, s Session) error {
	w.Exec(qSessionSeen, s.ID, w.Now().UnixMicro())
	sessions.Drop(w)
	return w.Err()
}

// SessionView is an open session as doors show it.
type SessionView struct {
	ID      string    `json:"id"`
	User    string    `json:"user" doc:"name"`
	Role    string    `json:"role"`
	Opened  time.Time `json:"opened"`
	Seen    time.Time `json:"seen" doc:"within some minutes"`
	Until   time.Time `json:"until"`
	Address string    `json:"address"`
	Agent   string    `json:"agent" doc:"what the browser says it is"`
}

type sessionRow struct {
	ID                 db.ID
	Name               string
	Role               string
	Opened, Seen, Ends int64
	Address, Agent     string
}

// MySessions lists the open sessions of the caller.
func MySessions(r *db.Read, _ struct{}) ([]SessionView, error) {
	now := r.Now()
	rows, err := db.All[sessionRow](r, qSessionsOf, r.Actor, now.UnixMicro(), now.Add(-Idle).UnixMicro())
	return shown(rows), err
}

// Sessions lists the open sessions of everybody, oldest first.
func Sessions(r *db.Read, in db.Paging) (db.Page[SessionView], error) {
	after, err := in.First()
	if err != nil {
		return db.Page[SessionView]{}, err
	}
	now := r.Now()
	rows, err := db.All[sessionRow](r, qSessionsAll, after, now.UnixMicro(), now.Add(-Idle).UnixMicro(), in.Rows()+1)
	page := db.Paged(in, rows, func(s sessionRow) db.ID { return s.ID })
	return db.Page[SessionView]{Items: shown(page.Items), Next: page.Next}, err
}

func shown(rows []sessionRow) []SessionView {
	out := []SessionView{}
	at := func(micro int64) time.Time { return time.UnixMicro(micro).UTC() }
	for _, s := range rows {
		out = append(out, SessionView{s.ID.Text(SessionPrefix), s.Name, s.Role, at(s.Opened), at(s.Seen), at(s.Ends), s.Address, s.Agent})
	}
	return out
}

// SessionRef names a session.
type SessionRef struct {
	ID string `path:"id" json:"-" doc:"ses_…"`
}

// EndSession signs a session out at once: one's own, or anybody's for an
// administrator. Doing it again changes nothing.
func EndSession(w *db.Write, in SessionRef) (Revoked, error) {
	id, _ := db.ParseID(SessionPrefix, in.ID)
	s, err := db.One[seated](w.Read, qSessionLock, id)
	if err != nil {
		return Revoked{}, err
	}
	if s.User != w.Actor && w.Role != Admin {
		return Revoked{}, db.ErrNone // what is not one's own is not there
	}
	return Revoked{in.ID}, s.end(w, id)
}

// End ends a session. What ended already, or is forgotten, is left as it is.
func End(w *db.Write, id db.ID) error {
	s, err := db.One[seated](w.Read, qSessionLock, id)
	if err == db.ErrNone {
		return nil
	}
	if err != nil {
		return err
	}
	return s.end(w, id)
}

// seated is whose session it is, in which role, and when it ended.
type seated struct {
	User  db.ID
	Role  string
	Ended int64
}

func (s seated) end(w *db.Write, id db.ID) error {
	if s.Ended != 0 {
		return nil
	}
	w.Exec1(qSessionEnd, id, w.Now().UnixMicro())
	sessions.Drop(w)
	w.Emit("session.ended", sessionFact{Role: s.Role}, db.Obj("session", id), db.Obj("user", s.User))
	return w.Err()
}
