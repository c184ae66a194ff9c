package charge

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/receivable"
)

const (
	columns       = `id, entity, series, position, number, customer, currency, issued_on, due_on, up_to, why, penalties, indemnities, fees, total, apart, event`
	policyColumns = `id, entity, customer, valid_from, mode, indemnity, fees, apart, least, version`
	lineColumns   = `kind, document, item, number, base, from_on, to_on, rate, amount`
	itemColumns   = `i.id, i.entity, i.customer, i.currency, i.kind, i.document, i.number, i.reference, i.instalment, i.issued_on, i.due_on, i.total, i.open, i.late, i.contested, i.taken_over,
		i.event, i.pending, i.discount, i.discount_until, i.retained, i.home, i.home_open`
	paidLate = `(i.open > 0 or exists (select 1 from application a where a.debit = i.id and a.debit is not null and a.day > i.due_on))`
)

var (
	qByID     = db.Q("charge.by_id", `select `+columns+` from charge where id = $1`)
	qByNumber = db.Q("charge.by_number", `select `+columns+` from charge where number = $1 and entity = $2`)
	qNumber   = db.Q("charge.number", `select number from charge where id = $1`)
	qList     = db.Q("charge.list", `select `+columns+` from charge where entity = $1 and id > $2 order by id limit $3`).Scans()
	qListOf   = db.Q("charge.list_of", `select `+columns+` from charge where customer = $4 and entity = $1 and id > $2 order by id limit $3`)
	qLines    = db.Q("charge.lines", `select `+lineColumns+` from charge_line where charge = $1 order by n`)
	qOfItem   = db.Q("charge.lines_of_item", `select l.kind, l.document, l.item, l.number, l.base, l.from_on, l.to_on, l.rate, l.amount from charge_line l
		where l.item = $1 and l.kind = 'penalty' order by l.charge, l.n`)
	qOnce = db.Q("charge.once", `select n.number from charge_line l join charge n on n.id = l.charge where l.document = $1 and (l.kind = 'indemnity' or l.kind = 'fee') and l.kind = $2`)

	qInsert     = db.Q("charge.insert", `insert into charge (`+columns+`) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17)`)
	qInsertLine = db.Q("charge.line.insert", `insert into charge_line (charge, n, `+lineColumns+`) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)`)
	qWaivers    = db.Q("charge.waivers", `select id, charge, penalties, indemnities, fees, reason, event from charge_waiver where charge = $1 order by id`)
	qWaive      = db.Q("charge.waive", `insert into charge_waiver (id, charge, penalties, indemnities, fees, reason, event) values ($1,$2,$3,$4,$5,$6,$7)`)

	qPolicies  = db.Q("charge.policies", `select `+policyColumns+` from charge_policy where entity = $1 and (customer = $2 or customer = 0) order by valid_from, customer`)
	qPolicyAll = db.Q("charge.policies_all", `select `+policyColumns+` from charge_policy where entity = $1 order by customer, valid_from`).Scans()
	qPolicyOn  = db.Q("charge.policy_on", `select `+policyColumns+` from charge_policy where entity = $1 and customer = $2 and valid_from = $3`)
	qPolicyNew = db.Q("charge.policy.insert", `insert into charge_policy (`+policyColumns+`) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,1)`)
	qPolicyPut = db.Q("charge.policy.update", `update charge_policy set mode = $2, indemnity = $3, fees = $4, apart = $5, least = $6, version = version + 1 where id = $1 and version = $7`)

	// What of a customer was paid late, or is: of his invoices, not of those taken over.
	qLate = db.Q("charge.late", `select `+itemColumns+` from invoice v join open_item i on i.id = v.id where v.customer = $1 and v.entity = $2 and v.currency = $3 and not v.taken_over
			and i.total > 0 and i.due_on < $4 and `+paidLate+`
		union all select `+itemColumns+` from invoice v join open_item i on i.document = v.id and i.instalment > 1 where v.customer = $1 and v.entity = $2 and v.currency = $3 and not v.taken_over
			and i.total > 0 and i.due_on < $4 and `+paidLate+` order by 11, 1`)
	qCurrencies = db.Q("charge.currencies", `select distinct currency from invoice where customer = $1 and entity = $2 and currency <> $3 order by currency`)
	qUses       = db.Q("charge.uses", `select amount, day from application where debit = $1 and debit is not null and kind <> 'replaced' order by day, id`)
	qCredited   = db.Q("charge.credited", `select cast(sum(a.amount) as bigint), max(a.day) from application a join open_item n on n.id = a.credit and n.kind = 'credit_note'
		where a.debit = $1 and a.debit is not null group by a.credit having sum(a.amount) > 0 order by 2, 1`)
	qReturn  = db.Q("charge.returned", `select event from application where credit = $1 and credit is not null and debit is null and kind = 'return'`)
	qDebtors = db.Q("charge.debtors", `select distinct i.customer from open_item i where i.entity = $1 and i.customer > $2 and i.kind = 'invoice' and i.total > 0 and not i.taken_over
		and i.due_on < $3 and `+paidLate+` order by i.customer limit $4`).Scans()
	qMonthly = db.Q("charge.monthly", `select cast(count(*) as bigint) from charge_policy where entity = $1 and mode = 'monthly'`).Scans()
)

// Find returns a charge by its id or number.
func Find(r *db.Read, ref string) (Charge, error) {
	var c Charge
	var err error
	if id, ok := db.ParseID(Prefix, ref); ok {
		c, err = db.One[Charge](r, qByID, id)
	} else {
		c, err = db.One[Charge](r, qByNumber, ref, r.Entity)
	}
	if err == db.ErrNone || err == nil && r.Entity != 0 && c.Entity != r.Entity {
		err = refuse.New(refuse.Missing, "charge.unknown", "charge", ref)
	}
	if err != nil {
		return c, err
	}
	c.Lines, err = db.All[Line](r, qLines, c.ID)
	return c, err
}

// Number is the number of a charge, db.ErrNone when there is none of this id.
func Number(r *db.Read, charge db.ID) (string, error) { return db.One[string](r, qNumber, charge) }

// policyOf is the policy of a customer today.
func policyOf(r *db.Read, customer db.ID) (Policy, error) {
	rows, err := db.All[Policy](r, qPolicies, r.Entity, customer)
	return policyOn(rows, customer, r.Today()), err
}

func insert(w *db.Write, c Charge) {
	w.Exec(qInsert, c.ID, c.Entity, c.Series, c.Position, c.Number, c.Customer, c.Currency, c.IssuedOn, c.DueOn, c.UpTo, c.Why, c.Penalties, c.Indemnities, c.Fees, c.Total, c.Apart, c.Event)
	for i, l := range c.Lines {
		w.Exec(qInsertLine, c.ID, i+1, l.Kind, l.Document, l.Item, l.Number, l.Base, l.From, l.To, l.Rate, l.Amount)
	}
}

// used is an amount of an item that was settled on a day.
type used struct {
	Amount money.Amount
	Day    day.Day
}

// lateness is what is known of an item that is charged for.
type lateness struct {
	receivable.Item
	uses    *db.Answer[used]
	charged *db.Answer[Line]
	fixed   *db.Answer[string] // the charge that has the fixed amount of its invoice
}

// lateOf reads items with what settled them and what was charged for them.
func lateOf(r *db.Read, items []receivable.Item) []lateness {
	list := make([]lateness, len(items))
	for n, i := range items {
		list[n] = lateness{i, db.Ask[used](r, qUses, i.ID), db.Ask[Line](r, qOfItem, i.ID), db.Ask[string](r, qOnce, i.Document, Indemnity)}
	}
	return list
}

// lines are what of an item is not charged yet, up to a day, and whether it was late
// at all.
func (x lateness) lines(up day.Day, of rates) (lines []Line, late bool, err error) {
	due := max(x.DueOn, x.IssuedOn) // a corrected invoice may be due before it is issued: who could pay it?
	owed := []stretch{{x.Collectible(), due.AddDays(1), up}}
	uses, err := x.uses.All()
	if err != nil {
		return nil, false, err
	}
	for _, u := range uses {
		owed = append(owed, stretch{u.Amount, due.AddDays(1), min(u.Day, up)})
	}
	charged, err := x.charged.All()
	if err != nil {
		return nil, false, err
	}
	lines = unasked(owed, charged, of)
	late = len(charged) > 0 || len(lines) > 0
	if priced(charged, lines) <= 0 {
		return nil, late, nil // nothing, or too much was charged before: the next one says so
	}
	for i := range lines {
		lines[i].Document, lines[i].Item, lines[i].Number = x.Document, x.ID, x.Number
	}
	return lines, late, nil
}

// takenBack is the interest of a charge on what credit notes took back of its
// invoices: it was not owed on the days before them either, as far as nobody
// waived so much. The law is silent, so that it is proposed, not given up by itself.
func takenBack(r *db.Read, c Charge, open money.Amount, waivers []Waiver) (money.Amount, error) {
	credits := map[db.ID][]used{}
	for _, l := range c.Lines {
		if _, known := credits[l.Item]; known || l.Kind != Penalty {
			continue
		}
		list, err := db.All[used](r, qCredited, l.Item)
		if err != nil {
			return 0, err
		}
		credits[l.Item] = list
	}
	sum := c.onCredited(credits)
	for _, x := range waivers {
		sum -= x.Penalties
	}
	return max(0, min(sum, open, c.remains(Penalty, waivers))), nil
}

// Debtors lists customers of an entity who paid late, or are late, after one.
func Debtors(r *db.Read, after db.ID, up day.Day, limit int) ([]db.ID, error) {
	if n, err := db.One[int64](r, qMonthly, r.Entity); err != nil || n == 0 {
		return nil, err
	}
	return db.All[db.ID](r, qDebtors, r.Entity, after, up, limit)
}
