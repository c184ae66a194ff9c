package receivable

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

const disputeColumns = `id, entity, customer, item, document, currency, amount, reason, lines, owner, state, opened_on, credited, coalesce(credit_note, 0), version`

var (
	qDispute     = db.Q("receivable.dispute.load", `select `+disputeColumns+` from dispute where id = $1`)
	qDisputeLock = db.Q("receivable.dispute.lock", `select `+disputeColumns+` from dispute where id = $1`).Locks(db.Document)
	qDisputeNew  = db.Q("receivable.dispute.insert", `insert into dispute (id, entity, customer, item, document, currency, amount, reason, lines, owner, state,
		opened_on, credited, credit_note, version) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,1)`)
	qDisputeSave = db.Q("receivable.dispute.save", `update dispute set state = $2, owner = $3, credited = $4, credit_note = $5, version = version + 1 where id = $1 and version = $6`)
	qStep        = db.Q("receivable.step", `insert into collection_step (subject, event, kind, state, amount, day) values ($1,$2,$3,$4,$5,$6)`)
	qSteps       = db.Q("receivable.steps", `select s.event, s.state, s.amount, s.day from collection_step s where s.subject = $1 and s.day <= $2
		and (cast($3 as bigint) = 0 or exists (select 1 from seal z where z.event = s.event and z.number <= $3)) order by s.day, s.event`)
	qUserNamed = db.Q("receivable.user", `select id from app_user where name = $1`)
	qUserName  = db.Q("receivable.user_name", `select name from app_user where id = $1`)
)

// Step is a state that something came to.
type Step struct {
	Event  db.ID
	State  string
	Amount money.Amount
	Day    day.Day
}

// Record keeps a state that something of a kind came to by a fact.
func Record(w *db.Write, kind string, subject, event db.ID, state string, amount money.Amount, d day.Day) {
	w.Exec(qStep, subject, event, kind, state, amount, d)
}

// StepsOf are the states something came to by a day, as known at a seal number
// (0: now), oldest first.
func StepsOf(r *db.Read, subject db.ID, asOf day.Day, known int64) ([]Step, error) {
	return db.All[Step](r, qSteps, subject, asOf, known)
}

// FindDispute returns a dispute by id.
func FindDispute(r *db.Read, ref string) (Dispute, error) {
	id, ok := db.ParseID(DisputePrefix, ref)
	if !ok {
		return Dispute{}, refuse.New(refuse.Missing, "receivable.dispute_unknown", "dispute", ref)
	}
	d, err := db.One[Dispute](r, qDispute, id)
	if err == db.ErrNone || err == nil && r.Entity != 0 && d.Entity != r.Entity {
		err = refuse.New(refuse.Missing, "receivable.dispute_unknown", "dispute", ref)
	}
	return d, err
}

// LockDispute reads it under its lock; the caller holds the customer's.
func LockDispute(w *db.Write, id db.ID) (Dispute, error) {
	return db.Lock[Dispute](w, qDisputeLock, id)
}

func keepDispute(w *db.Write, old, d Dispute) {
	w.Exec1(qDisputeSave, d.ID, d.State, d.Owner, d.Credited, db.Opt(d.CreditNote), old.Version)
}

// Person is the id of a user by name; none is refused.
func Person(r *db.Read, name string) (db.ID, error) {
	id, err := db.One[db.ID](r, qUserNamed, name)
	if err == db.ErrNone {
		err = refuse.New(refuse.Invalid, "receivable.dispute").At("/owner", "receivable.owner", "name", name)
	}
	return id, err
}

// PersonName is the name of a user, "" for none.
func PersonName(r *db.Read, id db.ID) (string, error) {
	if id == 0 {
		return "", nil
	}
	name, err := db.One[string](r, qUserName, id)
	if err == db.ErrNone {
		err = nil
	}
	return name, err
}
