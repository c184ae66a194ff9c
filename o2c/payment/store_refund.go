package payment

import (
	"crypto/sha256"
	"encoding/hex"

	"encaisse/base/db"
	"encaisse/base/refuse"
)

const refundColumns = `id, entity, coalesce(customer, 0), credit, currency, amount, iban, payee, state, approval, event, last, version`

var (
	qRefund       = db.Q("payment.refund.by_id", `select `+refundColumns+` from refund where id = $1`)
	qRefundLock   = db.Q("payment.refund.lock", `select `+refundColumns+` from refund where id = $1`).Locks(db.Document)
	qRefundInsert = db.Q("payment.refund.insert", `insert into refund (id, entity, customer, credit, currency, amount, iban, payee, state, approval, event, last, version)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,1)`)
	qRefundSave = db.Q("payment.refund.save", `update refund set state = $2, last = $3, version = version + 1 where id = $1 and version = $4`)
	qRefundList = db.Q("payment.refund.list", `select `+refundColumns+` from refund where entity = $1 and id > $2 and (customer = $3 or $3 = 0)
		and ($4 = '' or state = $4) order by id limit $5`).Scans()
	qRefundCount   = db.Q("payment.refund.count", db.CountBegins+`refund where entity = $1 and ($2 = '' or state = $2)`+db.CountEnds)
	qRefundCountOf = db.Q("payment.refund.of.count", db.CountBegins+`refund where customer = $3 and entity = $1 and ($2 = '' or state = $2)`+db.CountEnds)
)

// findRefund returns a refund by its id.
func findRefund(r *db.Read, q *db.Stmt, ref string) (RefundOrder, error) {
	id, ok := db.ParseID(RefundPrefix, ref)
	no := refuse.New(refuse.Missing, "refund.unknown", "refund", ref)
	if !ok {
		return RefundOrder{}, no
	}
	o, err := db.One[RefundOrder](r, q, id)
	if err == db.ErrNone || err == nil && r.Entity != 0 && o.Entity != r.Entity {
		return o, no
	}
	return o, err
}

func insertRefund(w *db.Write, o RefundOrder) {
	w.Exec(qRefundInsert, o.ID, o.Entity, db.Opt(o.Customer), o.Credit, o.Currency, o.Amount, o.IBAN, o.Payee, o.State, o.Approval, o.Event, o.Last)
}

// mark of where a refund goes: facts bear it, since they hold no words and no
// account of a person.
func (o RefundOrder) mark() string {
	sum := sha256.Sum256([]byte(o.IBAN + "\n" + o.Payee))
	return hex.EncodeToString(sum[:])
}
