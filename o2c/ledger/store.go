package ledger

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
)

var (
	qLeg = db.Q("ledger.leg.insert", `insert into leg (event, n, entity, journal, day, account, holder, currency, amount, home)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)`).Gather()
	qTrial = db.Q("ledger.trial_balance", `select account, cast(sum(home) as bigint) from leg
		where entity = $1 and day <= $2 group by account having sum(home) <> 0 order by account`).Scans()
	qTrialThen = db.Q("ledger.trial_balance.then", `select l.account, cast(sum(l.home) as bigint) from leg l
		join seal s on s.event = l.event and s.number <= $3
		where l.entity = $1 and l.day <= $2 group by l.account having sum(l.home) <> 0 order by l.account`).Scans()
	qUnnumbered = db.Q("ledger.unnumbered", `select l.event, l.journal, l.day from leg l where l.entity = $1 and l.day >= $4 and l.day <= $2 and l.n = 1
		and not exists (select 1 from entry_number x where x.event = l.event) order by l.day, l.event limit $3`).Scans()
	// Of what was looked through by event $6, up to day $5, nothing is left but what was posted since.
	qUnnumberedSince = db.Q("ledger.unnumbered.since", `select l.event, l.journal, l.day from leg l where l.event > $6 and l.entity + 0 = $1 and l.day + 0 >= $4 and l.day + 0 <= $5 and l.day + 0 <= $2 and l.n = 1
		and not exists (select 1 from entry_number x where x.event = l.event)
		union all select l.event, l.journal, l.day from leg l where l.entity = $1 and l.day > $5 and l.day <= $2 and l.n = 1
		and not exists (select 1 from entry_number x where x.event = l.event) order by day, event limit $3`).Scans()
	qLastValidated = db.Q("ledger.last_validated", `select validated from entry_number where entity = $1 order by validated desc limit 1`)
	qLastNumber    = db.Q("ledger.last_number", `select coalesce(max(number), 0) from entry_number where entity = $1 and journal = $2 and year = $3`)
	qAnyNumber     = db.Q("ledger.any_number", `select event from entry_number where entity = $1 order by journal, year, number limit 1`)
	qNumber        = db.Q("ledger.number", `insert into entry_number (event, entity, journal, year, number, validated, validated_on) values ($1,$2,$3,$4,$5,$6,$7)`)
	qBooks         = db.Q("ledger.books", `select open_from from entity where id = $1`).Locks(db.Root)
	qStillOpen     = db.Q("ledger.still_open", `update entity set open_from = open_from where id = $1 and open_from <= $2`).Behind()
	qLegsOf        = db.Q("ledger.legs_of", `select journal, day, account, coalesce(holder, 0), currency, amount, home from leg where event = $1 order by n`)
	qTaxBooked     = db.Q("ledger.tax_booked", `select cast(coalesce(-sum(home), 0) as bigint) from leg where entity = $1 and day between $2 and $3 and journal <> 'RE'
		and (account = $4 or account = $5 or account = $6 or account = $7)`).Scans()
)

// Post writes an entry as part of a fact, in its transaction. An event posts
// one entry, so its legs balance by themselves.
func Post(w *db.Write, event db.ID, e Entry) error {
	if e.Empty() {
		return nil
	}
	if err := e.Check(); err != nil {
		return err
	}
	StillOpen(w, e.Day)
	for i, l := range e.Legs {
		w.Exec(qLeg, event, i+1, w.Entity, string(e.Journal), e.Day, l.Account, db.Opt(l.Holder), e.Currency, l.Amount, l.Home)
	}
	return nil
}

// StillOpen sees to it that a day is open still, also for what has no entry: an
// application moves the aging of its day. Only a month that is over can be
// closed, so postings of the current one need not look. On SQLite the entity
// that gave the posting day was not changed since; of several nodes another one
// may have closed the month meanwhile: then nothing of the command is kept.
func StillOpen(w *db.Write, d day.Day) {
	if d < w.Today().MonthStart() && !w.DB().SQLite() {
		w.Exec1(qStillOpen, w.Entity, d)
	}
}

// unnumbered is an entry that is not validated.
type unnumbered struct {
	Event   db.ID
	Journal string
	Day     day.Day
}

// Sum is an account's balance in the currency of the books: debit positive.
type Sum struct {
	Account string
	Amount  money.Amount
}

// TrialBalance sums the legs of an entity up to a day, as known now or, with
// a seal number, as known then; accounts that are not zero, by number.
func TrialBalance(r *db.Read, entity db.ID, asOf day.Day, known int64) ([]Sum, error) {
	if known > 0 {
		return db.All[Sum](r, qTrialThen, entity, asOf, known)
	}
	return db.All[Sum](r, qTrial, entity, asOf)
}

// TaxBooked is what the entries of a period say is owed of taxes on sales, taken
// over documents left out.
func TaxBooked(r *db.Read, entity db.ID, c Chart, from, to day.Day) (money.Amount, error) {
	return db.One[money.Amount](r, qTaxBooked, entity, from, to, c.Account(TaxVAT), c.Account(TaxGST), c.Account(TaxQST), c.Account(TaxPST))
}

// Posted is one leg as it was written.
type Posted struct {
	Journal  string
	Day      day.Day
	Account  string
	Holder   db.ID
	Currency money.Currency
	Amount   money.Amount
	Home     money.Amount
}

// LegsOf returns what a fact posted.
func LegsOf(r *db.Read, event db.ID) ([]Posted, error) { return db.All[Posted](r, qLegsOf, event) }

// AnyNumber reports whether an entry of an entity is validated.
func AnyNumber(r *db.Read, entity db.ID) (bool, error) {
	rows, err := db.All[db.ID](r, qAnyNumber, entity)
	return len(rows) > 0, err
}
