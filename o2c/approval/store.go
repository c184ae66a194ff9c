package approval

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
)

const columns = `id, entity, kind, command, input, subject, object, number, amount, currency, stamp, maker, requester, role, day,
	asked_at, expires_at, detail, event, state, decided_by, decided_at, closed, version`

var (
	qInsert  = db.Q("approval.insert", `insert into approval (`+columns+`) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,'open',0,0,0,1)`)
	qByID    = db.Q("approval.by_id", `select `+columns+` from approval where id = $1`)
	qLock    = db.Q("approval.lock", `select `+columns+` from approval where id = $1`).Locks(db.Request)
	qOpen    = db.Q("approval.open", `select `+columns+` from approval where kind = $1 and subject = $2 and state = 'open'`)
	qOpenOf  = db.Q("approval.open_of", `select `+columns+` from approval where subject = $1 and state = 'open' order by id`)
	qDue     = db.Q("approval.due", `select `+columns+` from approval where state = 'open' and expires_at <= $1 order by id limit $2`).Scans()
	qClose   = db.Q("approval.close", `update approval set state = $2, decided_by = $3, decided_at = $4, closed = $5, version = version + 1 where id = $1 and state = 'open'`)
	qList    = db.Q("approval.list", `select `+columns+` from approval where id > $1 and ($2 = '' or state = $2) and (entity = $3 or entity = 0 or $3 = 0) order by id limit $4`).Scans()
	qWaiting = db.Q("approval.waiting", `select `+columns+` from approval where state = 'open' and id > 0 order by id limit $1`)
	qName    = db.Q("approval.name", `select name from app_user where id = $1`)
	qWords   = db.Q("approval.words.insert", `insert into decision_words (event, author, words) values ($1,$2,$3)`)
	qRead    = db.Q("approval.words", `select words from decision_words where event = $1`)

	qPeople = db.Q("approval.people", `select count(*) from (select u.id from app_user u where not u.disabled and not exists (select 1 from portal_user p where p.user_id = u.id) and (
		not exists (select 1 from api_key k where k.user_id = u.id) or exists (select 1 from api_key k where k.user_id = u.id and k.role <> 'customer')) limit 2) t`).Scans()
	qRules = db.Q("approval.rules", `select kind, enabled, hours, days from approval_rule order by kind`).Scans()
	qRule  = db.Q("approval.rule.set", `insert into approval_rule (kind, enabled, hours, days, version) values ($1,$2,$3,$4,1)
		on conflict (kind) do update set enabled = excluded.enabled, hours = excluded.hours, days = excluded.days, version = approval_rule.version + 1`)
	qAuthority = db.Q("approval.authorities", `select id, holder, kind, currency, up_to is not null, coalesce(up_to, 0), ended, version from authority order by kind, holder, currency`).Scans()
	qAllow     = db.Q("approval.allow", `insert into authority (id, holder, kind, currency, up_to, ended, version) values ($1,$2,$3,$4,$5,false,1)`)
	qReallow   = db.Q("approval.allow.change", `update authority set up_to = $2, ended = $3, version = version + 1 where id = $1 and version = $4`)
)

// rule is what the company set about a kind.
type rule struct {
	Kind    string
	Enabled bool
	Hours   int64
	Days    int64
}

var (
	rules       = db.NewCache[struct{}, []rule]("approval.rules")
	authorities = db.NewCache[struct{}, []Authority]("approval.authorities")
	people      = db.NewCache[struct{}, int64]("approval.people")
)

// Joined is told by who changes users or their keys: whether there is a second
// person is counted again.
func Joined(w *db.Write) { people.Drop(w) }

// Solo reports whether there is nobody to ask: four eyes wait for a second
// user. Customers' own users do not count.
func Solo(r *db.Read) (bool, error) {
	n, err := people.Find(r, struct{}{}, func() (int64, error) { return db.One[int64](r, qPeople) })
	return n < 2, err
}

func ladder(r *db.Read) ([]Authority, error) {
	return authorities.Find(r, struct{}{}, func() ([]Authority, error) { return db.All[Authority](r, qAuthority) })
}

// ruleOf is what holds for a kind: what the company set, else what it brings.
func ruleOf(r *db.Read, k Kind) (rule, error) {
	set, err := rules.Find(r, struct{}{}, func() ([]rule, error) { return db.All[rule](r, qRules) })
	for _, s := range set {
		if s.Kind == k.Name {
			return s, err
		}
	}
	return rule{k.Name, true, k.Hours, k.Days}, err
}

// Find returns a request by its id.
func Find(r *db.Read, ref string) (Request, error) { return found(r, qByID, ref) }

func found(r *db.Read, q *db.Stmt, ref string) (Request, error) {
	id, _ := db.ParseID(Prefix, ref)
	a, err := db.One[Request](r, q, id)
	if err == db.ErrNone || err == nil && r.Entity != 0 && a.Entity != 0 && a.Entity != r.Entity {
		err = refuse.New(refuse.Missing, "approval.unknown", "approval", ref)
	}
	return a, err
}

func lock(w *db.Write, ref string) (Request, error) {
	if err := w.Climb(db.Request); err != nil {
		return Request{}, err
	}
	return found(w.Read, qLock, ref)
}

func insert(w *db.Write, q Request) {
	w.Exec(qInsert, q.ID, q.Entity, q.Kind, q.Command, q.Input, q.Subject, q.Object, q.Number, q.Amount, q.Currency, q.Stamp, q.Maker,
		q.Requester, q.Role, q.Day, q.AskedAt, q.ExpiresAt, q.Detail, q.Event)
}

// end closes an open request with its fact.
func end(w *db.Write, q Request, to State, typ string, by db.ID, reason string) Request {
	q.Closed = w.Emit(typ, closed{q.Kind, q.Requester.Text("usr"), reason}, q.objects()...)
	q.State, q.DecidedBy, q.DecidedAt = to, by, w.Now().UnixMicro()
	w.Exec1(qClose, q.ID, q.State, q.DecidedBy, q.DecidedAt, q.Closed)
	return q
}

func (q Request) objects() []db.Object {
	return []db.Object{db.Obj("approval", q.ID), db.Obj(q.Object, q.Subject)}
}

// Say keeps what a person wrote about a fact.
func Say(w *db.Write, event db.ID, text string) {
	if text != "" {
		w.Exec(qWords, event, w.Actor, text)
	}
}

// Said is what was written about a fact, "" when nothing.
func Said(r *db.Read, event db.ID) (string, error) {
	text, err := db.One[string](r, qRead, event)
	if err == db.ErrNone {
		err = nil
	}
	return text, err
}
