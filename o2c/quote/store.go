package quote

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

const columns = `id, entity, number, revision, customer, currency, quoted_on, valid_until, state, net, tax, total, content, reason, order_id, made_by, version`

var (
	qByID     = db.Q("quote.by_id", `select `+columns+` from quote where id = $1`)
	qByNumber = db.Q("quote.by_number", `select `+columns+` from quote where number = $1 and entity = $2 order by revision desc limit 1`)
	qInsert   = db.Q("quote.insert", `insert into quote (`+columns+`) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,1)`)
	qSave     = db.Q("quote.save", `update quote set valid_until = $2, state = $3, net = $4, tax = $5, total = $6, content = $7, reason = $8, order_id = $9, version = version + 1
		where id = $1 and version = $10`)
	qList     = db.Q("quote.list", `select `+columns+` from quote where entity = $1 and id > $2 and ($3 = '' or state = $3) and (customer = $4 or $4 = 0) order by id limit $5`).Scans()
	qDue      = db.Q("quote.due", `select id from quote where state = 'sent' and entity = $1 and valid_until < $2 order by valid_until, id limit $3`)
	qVersions = db.Q("quote.versions", `select `+columns+` from quote where number = $1 and entity = $2 order by revision desc`)
	qText     = db.Q("quote.number", `select number from quote where id = $1`)
)

// Find returns a version by its id, or the latest by number.
func Find(r *db.Read, ref string) (q Quote, err error) {
	if id, ok := db.ParseID(Prefix, ref); ok {
		q, err = db.One[Quote](r, qByID, id)
	} else {
		q, err = db.One[Quote](r, qByNumber, ref, r.Entity)
	}
	if err == db.ErrNone || err == nil && r.Entity != 0 && q.Entity != r.Entity {
		err = refuse.New(refuse.Missing, "quote.unknown", "quote", ref)
	}
	return q, err
}

// Versions are those of a quote's number, the latest first.
func Versions(r *db.Read, q Quote) ([]Quote, error) {
	return db.All[Quote](r, qVersions, q.Number, q.Entity)
}

// Number returns the number of a quote, "" of none.
func Number(r *db.Read, id db.ID) (string, error) {
	if id == 0 {
		return "", nil
	}
	return db.One[string](r, qText, id)
}

// Offers is what the quote offers.
func (q Quote) Offers() (c Content, err error) {
	err = json.Unmarshal([]byte(q.Content), &c)
	return c, err
}

func insert(w *db.Write, q Quote) {
	w.Exec(qInsert, q.ID, q.Entity, q.Number, q.Revision, q.Customer, q.Currency, q.QuotedOn, q.ValidUntil, q.State, q.Net, q.Tax, q.Total, q.Content,
		q.Reason, q.Order, q.MadeBy)
}

// save keeps a quote in its new state: of two people who move it at once the
// second is told, and finds it as the first left it.
func save(w *db.Write, q Quote) {
	w.Exec1(qSave, q.ID, q.ValidUntil, q.State, q.Net, q.Tax, q.Total, q.Content, q.Reason, q.Order, q.Version)
}

// told is the body of the facts of a quote: all that may not change unsaid.
type told struct {
	From       State        `json:"from,omitempty"`
	To         State        `json:"to"`
	ValidUntil day.Day      `json:"valid_until"`
	Total      money.Amount `json:"total"`
	Sum        string       `json:"sum"`              // SHA-256 of the row, its version apart
	Reason     bool         `json:"reason,omitempty"` // one was given
}

// sum is what a fact says of the whole row.
func (q Quote) sum() string {
	q.Version = 0
	h := sha256.Sum256([]byte(db.JSON(q)))
	return hex.EncodeToString(h[:])
}

func emit(w *db.Write, typ string, from State, q Quote, more ...db.Object) {
	w.Emit(typ, told{from, q.State, q.ValidUntil, q.Total, q.sum(), q.Reason != ""},
		append([]db.Object{db.Obj("quote", q.ID), db.Obj("customer", q.Customer)}, more...)...)
}
