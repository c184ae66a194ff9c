package payment

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
)

const columns = `id, entity, coalesce(customer, 0), currency, amount, home, fee, received_on, reference, payer, returned, event, version`

var (
	qByID   = db.Q("payment.by_id", `select `+columns+` from payment where id = $1`)
	qLock   = db.Q("payment.lock", `select `+columns+` from payment where id = $1`).Locks(db.Document)
	qInsert = db.Q("payment.insert", `insert into payment (id, entity, customer, currency, amount, home, fee, received_on, reference, payer, returned, event, version)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,1)`).Gather()
	qSave   = db.Q("payment.save", `update payment set customer = $2, returned = $3, version = version + 1 where id = $1 and version = $4`)
	qByHand = db.Q("payment.by_hand", `select a.debit, cast(sum(a.amount) as bigint) from application a join event e on e.id = a.event
		where a.credit = $1 and a.credit is not null and a.debit is not null and e.type in ('account.applied', 'account.unapplied')
		group by a.debit having sum(a.amount) <> 0 order by a.debit`)
	qList = db.Q("payment.list", `select `+columns+` from payment where entity = $1 and id > $2 and (customer = $3 or $3 = 0) order by id limit $4`).Scans()
)

const takenColumns = `id, entity, payment, invoice, amount, net, documented, event, taken_back`

var (
	qDiscounted = db.Q("payment.discounted", `insert into cash_discount (`+takenColumns+`) values ($1,$2,$3,$4,$5,$6,$7,$8,0)`)
	qTaken      = db.Q("payment.discounts", `select `+takenColumns+` from cash_discount where payment = $1 and invoice = $2 and taken_back = 0 order by id`)
	qTakenBack  = db.Q("payment.discount_taken_back", `update cash_discount set taken_back = $2 where id = $1 and taken_back = 0`)
)

// Find returns a payment by id.
func Find(r *db.Read, ref string) (Payment, error) {
	id, ok := db.ParseID(Prefix, ref)
	if !ok {
		return Payment{}, refuse.New(refuse.Missing, "payment.unknown", "payment", ref)
	}
	p, err := db.One[Payment](r, qByID, id)
	if err == db.ErrNone || err == nil && r.Entity != 0 && p.Entity != r.Entity {
		err = refuse.New(refuse.Missing, "payment.unknown", "payment", ref)
	}
	return p, err
}

func insert(w *db.Write, p Payment) {
	w.Exec(qInsert, p.ID, p.Entity, db.Opt(p.Customer), p.Currency, p.Amount, p.Home, p.Fee, p.ReceivedOn, p.Reference, p.Payer, p.Returned, p.Event)
}

func save(w *db.Write, old, p Payment) {
	w.Exec1(qSave, p.ID, db.Opt(p.Customer), p.Returned, old.Version)
}
