package receivable

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

const (
	promiseColumns = `id, entity, customer, coalesce(item, 0), currency, amount, made_on, due_on, until, state, received, version`
	planColumns    = `id, entity, customer, currency, total, grace, starts_on, state, since, paid, version`
)

var (
	qPromise     = db.Q("receivable.promise.load", `select `+promiseColumns+` from promise where id = $1`)
	qPromiseLock = db.Q("receivable.promise.lock", `select `+promiseColumns+` from promise where id = $1`).Locks(db.Document)
	qPromiseNew  = db.Q("receivable.promise.insert", `insert into promise (id, entity, customer, item, currency, amount, made_on, due_on, until, state, received, version)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,1)`)
	qPromiseSave = db.Q("receivable.promise.save", `update promise set state = $2, received = $3, version = version + 1 where id = $1 and version = $4`)
	qPromiseOpen = db.Q("receivable.promise.open", `select `+promiseColumns+` from promise where customer = $1 and entity = $2 and state = 'open' order by id`)
	qPromiseDue  = db.Q("receivable.promise.due", `select `+promiseColumns+` from promise where entity = $1 and state = 'open' order by until, id`)
	qPromises    = db.Q("receivable.promise.list", `select `+promiseColumns+` from promise where entity = $1 and id > $2 and (customer = $3 or $3 = 0) and (state = $4 or $4 = '')
		order by id limit $5`).Scans()

	qPromiseCount   = db.Q("receivable.promise.count", db.CountBegins+`promise where entity = $1 and ($2 = '' or state = $2)`+db.CountEnds)
	qPromiseCountOf = db.Q("receivable.promise.of.count", db.CountBegins+`promise where customer = $3 and entity = $1 and ($2 = '' or state = $2)`+db.CountEnds)

	qPlan     = db.Q("receivable.plan.load", `select `+planColumns+` from plan where id = $1`)
	qPlanLock = db.Q("receivable.plan.lock", `select `+planColumns+` from plan where id = $1`).Locks(db.Document)
	qPlanNew  = db.Q("receivable.plan.insert", `insert into plan (id, entity, customer, currency, total, grace, starts_on, state, since, paid, version)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,1)`)
	qPlanSave     = db.Q("receivable.plan.save", `update plan set state = $2, since = $3, paid = $4, starts_on = $5, version = version + 1 where id = $1 and version = $6`)
	qPlanItemNew  = db.Q("receivable.plan.item", `insert into plan_item (plan, item, amount) values ($1,$2,$3)`)
	qPlanPartNew  = db.Q("receivable.plan.part", `insert into plan_instalment (plan, n, due_on, until, amount) values ($1,$2,$3,$4,$5)`)
	qPlanParts    = db.Q("receivable.plan.parts", `select n, due_on, until, amount from plan_instalment where plan = $1 order by n`)
	qPlanItems    = db.Q("receivable.plan.items", `select item, amount from plan_item where plan = $1 order by item`)
	qPlanGoing    = db.Q("receivable.plan.going", `select `+planColumns+` from plan where entity = $1 and (state = 'accepted' or state = 'active') order by id`)
	qPlannedItems = db.Q("receivable.plan.planned", `select i.item from plan p join plan_item i on i.plan = p.id
		where p.customer = $1 and (p.state = 'accepted' or p.state = 'active') order by i.item`)
	qPlanCount   = db.Q("receivable.plan.count", db.CountBegins+`plan where entity = $1 and ($2 = '' or state = $2)`+db.CountEnds)
	qPlanCountOf = db.Q("receivable.plan.of.count", db.CountBegins+`plan where customer = $3 and entity = $1 and ($2 = '' or state = $2)`+db.CountEnds)
	qPlans       = db.Q("receivable.plan.list", `select `+planColumns+` from plan where entity = $1 and id > $2 and (customer = $3 or $3 = 0) and (state = $4 or $4 = '')
		order by id limit $5`).Scans()
)

// FindPromise returns a promise by id.
func FindPromise(r *db.Read, ref string) (Promise, error) {
	id, ok := db.ParseID(PromisePrefix, ref)
	p, err := Promise{}, error(db.ErrNone)
	if ok {
		p, err = db.One[Promise](r, qPromise, id)
	}
	if err == db.ErrNone || err == nil && r.Entity != 0 && p.Entity != r.Entity {
		err = refuse.New(refuse.Missing, "receivable.promise_unknown", "promise", ref)
	}
	return p, err
}

// LockPromise reads it under its lock; the caller holds the customer's.
func LockPromise(w *db.Write, id db.ID) (Promise, error) {
	return db.Lock[Promise](w, qPromiseLock, id)
}

// AddPromise writes a new promise.
func AddPromise(w *db.Write, p Promise) {
	w.Exec(qPromiseNew, p.ID, p.Entity, p.Customer, db.Opt(p.Item), p.Currency, p.Amount, p.MadeOn, p.DueOn, p.Until, p.State, p.Received)
}

// KeepPromise writes what became of a promise.
func KeepPromise(w *db.Write, old, p Promise) {
	w.Exec1(qPromiseSave, p.ID, p.State, p.Received, old.Version)
}

// OpenPromises are those of a customer.
func OpenPromises(r *db.Read, customer db.ID) ([]Promise, error) {
	return db.All[Promise](r, qPromiseOpen, customer, r.Entity)
}

// PendingPromises are those of an entity that nothing became of yet.
func PendingPromises(r *db.Read, entity db.ID) ([]Promise, error) {
	return db.All[Promise](r, qPromiseDue, entity)
}

// Promises lists promises after an id.
func Promises(r *db.Read, after, customer db.ID, state string, limit int) ([]Promise, error) {
	return db.All[Promise](r, qPromises, r.Entity, after, customer, state, limit)
}

// CountPromises counts the promises that a page is of.
func CountPromises[T any](r *db.Read, p db.Paging, page db.Page[T], customer db.ID, state string) (db.Counted[T], error) {
	return db.CountBy(r, p, page, qPromiseCount, qPromiseCountOf, state, customer)
}

// FindPlan returns a plan by id, with its instalments.
func FindPlan(r *db.Read, ref string) (Plan, error) {
	id, ok := db.ParseID(PlanPrefix, ref)
	p, err := Plan{}, error(db.ErrNone)
	if ok {
		p, err = db.One[Plan](r, qPlan, id)
	}
	if err == db.ErrNone || err == nil && r.Entity != 0 && p.Entity != r.Entity {
		err = refuse.New(refuse.Missing, "receivable.plan_unknown", "plan", ref)
	}
	if err != nil {
		return p, err
	}
	p.Instalments, err = db.All[Instalment](r, qPlanParts, p.ID)
	return p, err
}

// LockPlan reads it under its lock; the caller holds the customer's.
func LockPlan(w *db.Write, id db.ID) (Plan, error) {
	p, err := db.Lock[Plan](w, qPlanLock, id)
	if err != nil {
		return p, err
	}
	p.Instalments, err = db.All[Instalment](w.Read, qPlanParts, id)
	return p, err
}

// Covered is an item of a plan and what was open of it.
type Covered struct {
	Item   db.ID
	Amount money.Amount
}

// CoveredBy are the items of a plan.
func CoveredBy(r *db.Read, plan db.ID) ([]Covered, error) {
	return db.All[Covered](r, qPlanItems, plan)
}

// AddPlan writes a new plan.
func AddPlan(w *db.Write, p Plan, items []Item) {
	w.Exec(qPlanNew, p.ID, p.Entity, p.Customer, p.Currency, p.Total, p.Grace, p.StartsOn, p.State, p.Since, p.Paid)
	for _, i := range items {
		w.Exec(qPlanItemNew, p.ID, i.ID, i.Collectible())
	}
	for _, part := range p.Instalments {
		w.Exec(qPlanPartNew, p.ID, part.N, part.DueOn, part.Until, part.Amount)
	}
}

// KeepPlan writes what became of a plan.
func KeepPlan(w *db.Write, old, p Plan) {
	w.Exec1(qPlanSave, p.ID, p.State, p.Since, p.Paid, p.StartsOn, old.Version)
}

// GoingPlans are the plans of an entity that are accepted or active.
func GoingPlans(r *db.Read, entity db.ID) ([]Plan, error) { return db.All[Plan](r, qPlanGoing, entity) }

// Planned are the items of a customer in a plan that goes on.
func Planned(r *db.Read, customer db.ID) ([]db.ID, error) {
	return db.All[db.ID](r, qPlannedItems, customer)
}

// Plans lists plans after an id.
func Plans(r *db.Read, after, customer db.ID, state string, limit int) ([]Plan, error) {
	return db.All[Plan](r, qPlans, r.Entity, after, customer, state, limit)
}

// CountPlans counts the plans that a page is of.
func CountPlans[T any](r *db.Read, p db.Paging, page db.Page[T], customer db.ID, state string) (db.Counted[T], error) {
	return db.CountBy(r, p, page, qPlanCount, qPlanCountOf, state, customer)
}

// CustomerID is the id of a customer named by id or number, 0 for "".
func CustomerID(r *db.Read, ref string) (db.ID, error) { return customerID(r, ref) }
