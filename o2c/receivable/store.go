package receivable

import (
	"cmp"
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/ledger"
)

// Columns are those of an item as the table holds it.
const Columns = `id, entity, customer, currency, kind, document, number, reference, instalment, issued_on, due_on, total, open, late, contested, taken_over, event, pending, discount, discount_until, retained, home, home_open`

var (
	qInsert   = db.Q("receivable.insert", `insert into open_item (`+Columns+`) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23)`).Gather()
	qLock     = db.Q("receivable.lock", `select `+Columns+` from open_item where id = $1`).Locks(db.Item)
	qSave     = db.Q("receivable.save", `update open_item set open = $2, late = $3, customer = $4, issued_on = $6, contested = $8, home_open = $9 where id = $1 and open = $5 and reference = $7`).Gather()
	qRefunded = db.Q("receivable.refunded", `select cast(coalesce(sum(amount), 0) as bigint) from application where credit = $1 and kind in ('refund', 'refund_back')`)
	qApply    = db.Q("receivable.application.insert", `insert into application (id, entity, kind, debit, credit, amount, debit_home, credit_home, day, event) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)`).Gather()
	qPair     = db.Q("receivable.application.of_pair", `select cast(coalesce(sum(debit_home), 0) as bigint), cast(coalesce(sum(credit_home), 0) as bigint) from application
		where credit = $1 and credit is not null and debit = $2`)
	qPaidBack = db.Q("receivable.application.paid_back", `select credit_home from application where credit = $1 and credit is not null and event = $2`)
	qUsed     = db.Q("receivable.application.of_credit", `select debit, cast(sum(amount) as bigint) from application
		where credit = $1 and debit is not null group by debit having sum(amount) <> 0 order by debit`)
	qLastDay   = db.Q("receivable.last_day", `select coalesce(max(day), 0) from application where credit = $1 and credit is not null`)
	qTakenBack = db.Q("receivable.taken_back", `select coalesce(max(day), 0) from (select day from application where debit = $1 and debit is not null and amount < 0
		union all select day from application where credit = $2 and credit is not null and amount < 0) t`)
	qSettled = db.Q("receivable.settled", `select i.number, cast(sum(a.amount) as bigint), max(a.day) from application a join open_item i on i.id = a.debit
		where a.credit = $1 and a.debit is not null and i.kind <> 'difference' group by i.id, i.number having sum(a.amount) <> 0 order by i.id`)
	qOf = db.Q("receivable.of_document", `select `+Columns+` from open_item where id = $1
		union all select `+Columns+` from open_item where document = $1 and instalment > 1 order by 9`)
	qReference = db.Q("receivable.by_reference", `select `+Columns+` from open_item where reference = $1 and reference <> '' and total > 0 and not retained order by id`).Locks(db.Item)
	qNamed     = db.Q("receivable.named", `select `+Columns+` from open_item where reference = $1 and reference <> '' and total > 0 and not retained order by id`)
	// Credits of a reference, on any account: credit notes and credits taken over.
	Credits = db.Q("receivable.credits", `select `+Columns+` from open_item where reference = $1 and reference <> '' and total < 0 order by id`)
	qExact  = db.Q("receivable.exact", `select `+Columns+` from open_item where customer = $1 and open <> 0 and entity = $2 and currency = $3
		and (open = $4 or discount > 0 and open - discount = $4 and discount_until >= $5) and total > 0 and not retained order by id limit 2`)
	qLeft       = db.Q("receivable.left", `select `+Columns+` from open_item where customer = $1 and open <> 0 and total > 0 and not retained order by due_on, id`)
	qDue        = db.Q("receivable.due", `select customer, cast(count(*) as bigint) from open_item where open > 0 and open > contested and due_on < $1 and late < $2 and entity = $3 group by customer order by customer`)
	qDueOf      = db.Q("receivable.due_of", `select `+Columns+` from open_item where customer = $1 and open <> 0 and total > 0 and due_on < $2 and entity = $3 order by due_on, id`)
	qRelease    = db.Q("receivable.release", `update open_item set due_on = $2, retained = false where id = $1 and open = $3 and retained`)
	qCreditLeft = db.Q("receivable.credits_left", `select `+Columns+` from open_item where open < 0 and kind = 'payment' and customer is not null and id > $1 order by id limit $2`).Scans()
)

// lockItem reads an item under its lock.
func lockItem(w *db.Write, id db.ID) (Item, error) {
	i, err := db.Lock[Item](w, qLock, id)
	if err == db.ErrNone {
		err = refuse.New(refuse.Missing, "receivable.unknown")
	}
	return i, err
}

func insert(w *db.Write, i Item) {
	w.Exec(qInsert, i.ID, i.Entity, db.Opt(i.Customer), i.Currency, i.Kind, i.Document, i.Number, i.Reference, i.Instalment,
		i.IssuedOn, i.DueOn, i.Total, i.Open, i.Late, i.Contested, i.TakenOver, i.Event, i.Pending, i.Discount, i.DiscountUntil, i.Retained, i.Home, i.HomeOpen)
	move(w, Item{}, i)
}

func save(w *db.Write, old, new Item) {
	w.Exec1(qSave, new.ID, new.Open, new.Late, db.Opt(new.Customer), old.Open, new.IssuedOn, old.Reference, new.Contested, new.HomeOpen)
	if old.Customer != new.Customer {
		old = Item{} // of nobody: in no balance so far
	}
	move(w, old, new)
}

// worths are what the sides of an application are worth in the company's
// currency; 0 where there is no such side.
type worths struct{ Debit, Credit money.Amount }

func record(w *db.Write, kind string, debit, credit db.ID, amount money.Amount, x worths, d day.Day, event db.ID) db.ID {
	ledger.StillOpen(w, d)
	id := w.NewID()
	w.Exec(qApply, id, w.Entity, kind, db.Opt(debit), db.Opt(credit), amount, x.Debit, x.Credit, d, event)
	return id
}

// Refunded is what of a credit was paid back, net of what came back again.
func Refunded(r *db.Read, credit db.ID) (money.Amount, error) {
	return db.One[money.Amount](r, qRefunded, credit)
}

// ItemsOf returns the items of a document, by instalment.
func ItemsOf(r *db.Read, document db.ID) ([]Item, error) { return db.All[Item](r, qOf, document) }

// Referred returns what is owed under any of some references, without a lock.
func Referred(r *db.Read, references []string) ([]Item, error) {
	var out []Item
	for _, ref := range references {
		items, err := db.All[Item](r, qNamed, ref)
		if err != nil {
			return nil, err
		}
		out = append(out, items...)
	}
	return out, nil
}

// AskReference asks what is owed under a reference, in its normal form, and
// locks it.
func AskReference(w *db.Write, reference string) *db.Answer[Item] {
	return db.Ask[Item](w.Read, qReference, reference)
}

// Exact returns up to two items of a customer that are open for exactly an
// amount, or for it and the discount of who paid on that day: only a single one may be settled without a person.
func Exact(r *db.Read, customer db.ID, amount money.Amount, c money.Currency, received day.Day) ([]Item, error) {
	return db.All[Item](r, qExact, customer, r.Entity, c, amount, received)
}

// AskOwed queues what is owed under some references, and up to two items of the
// holder of a credit that are open for exactly what is left of it.
func AskOwed(r *db.Read, credit Item, references []string) (named []*db.Answer[Item], exact *db.Answer[Item]) {
	for _, ref := range references {
		named = append(named, db.Ask[Item](r, qNamed, ref))
	}
	return named, db.Ask[Item](r, qExact, credit.Customer, credit.Entity, credit.Currency, credit.Left(), credit.DueOn)
}

// Left returns what a customer has not paid, oldest due first.
func Left(r *db.Read, customer db.ID) ([]Item, error) { return db.All[Item](r, qLeft, customer) }

// Unused returns payments of known customers that are not used up, in order,
// after one of them.
func Unused(r *db.Read, after db.ID, limit int) ([]Item, error) {
	return db.All[Item](r, qCreditLeft, after, limit)
}

// LockEach reads items under their locks, in the order of their ids.
func LockEach(w *db.Write, items []Item) ([]Item, error) {
	if err := w.Climb(db.Item); err != nil {
		return nil, err
	}
	items = slices.SortedFunc(slices.Values(items), func(a, b Item) int { return cmp.Compare(a.ID, b.ID) })
	asked := make([]*db.Answer[Item], len(items))
	for i := range items {
		asked[i] = db.Ask[Item](w.Read, qLock, items[i].ID)
	}
	out := make([]Item, len(items))
	for i, a := range asked {
		var err error
		if out[i], err = a.One(); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(out, func(a, b Item) int { return cmp.Compare(a.DueOn, b.DueOn) })
	return out, nil
}

// LockOne reads an item under its lock.
func LockOne(w *db.Write, id db.ID) (Item, error) { return lockItem(w, id) }

// SettledItem is what a credit settles of a document, and since when.
type SettledItem struct {
	Number string
	Amount money.Amount
	Day    day.Day
	Item   Item `db:"-"` // as it was before
}

// Settled lists the documents a credit settles, net of what was taken back.
func Settled(r *db.Read, credit db.ID) ([]SettledItem, error) {
	return db.All[SettledItem](r, qSettled, credit)
}
