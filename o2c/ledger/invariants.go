package ledger

import (
	"fmt"
	"slices"

	"encaisse/base/db"
	"encaisse/base/money"
)

var (
	qUnbalanced = db.Q("ledger.check.balanced", `select event, journal, cast(sum(amount) as bigint) from leg
		group by event, entity, currency, journal, day having sum(amount) <> 0 or sum(home) <> 0 order by event limit 1000`).Scans()
	qEntries = db.Q("ledger.check.entries", `select event, case when count(distinct journal) > 1 then 'journals' when count(distinct day) > 1 then 'days'
			when count(distinct entity) > 1 then 'entities' when count(distinct currency) > 1 then 'currencies' else 'legs' end, cast(count(*) as bigint)
		from leg group by event having count(distinct journal) > 1 or count(distinct day) > 1 or count(distinct entity) > 1
			or count(distinct currency) > 1 or min(n) <> 1 or max(n) <> count(*) or count(*) < 2 order by event limit 1000`).Scans()
	qWorth = db.Q("ledger.check.worth", `select l.event, l.account, l.n from leg l join entity e on e.id = l.entity
		where l.currency = e.currency and l.home <> l.amount order by l.event, l.n limit 1000`).Scans()
	qStray = db.Q("ledger.check.facts", `select l.event, case when e.id is null then 'no fact' when coalesce(e.entity, 0) <> l.entity then 'entity' else 'day' end, l.n
		from leg l left join event e on e.id = l.event
		where e.id is null or coalesce(e.entity, 0) <> l.entity or l.day < e.day
			or l.day > e.day and not exists (select 1 from period p where p.entity = l.entity and (p.last_day = l.day - 1 or p.first_day = l.day))
		order by l.event, l.n limit 1000`).Scans()
)

// qHolders: a customer stands on the accounts of customers only.
var qHolders = db.Q("ledger.check.holders", `select event, account, n from leg
	where holder is not null and substr(account, 1, 3) not in ('411', '416', '419', '110', '117', '118', '210') order by event, n limit 1000`).Scans()

var qAccounts = db.Q("ledger.check.accounts", `select min(event), account, cast(count(*) as bigint) from leg group by account order by account`).Scans()

// known reports whether an account is one of either chart.
func known(account string) bool {
	for _, a := range accounts {
		if a.pcg == account || a.generic == account {
			return true
		}
	}
	return false
}

// Breaches checks that the legs of each fact are one entry that balances, per
// entity, currency, journal and day (ledger.balanced; so each journal, day and
// the whole ledger balance too), and that it is posted with its fact
// (ledger.facts); validated entries are numbered 1..N (ledger.numbered).
func Breaches(r *db.Read) ([]db.Breach, error) {
	type row struct {
		Event db.ID
		Why   string
		N     int64
	}
	var out []db.Breach
	for _, c := range []struct {
		check, why string
		q          *db.Stmt
	}{
		{"ledger.balanced", "does not balance in journal", qUnbalanced},
		{"ledger.balanced", "is not one entry", qEntries},
		{"ledger.balanced", "is worth another amount in its own currency", qWorth},
		{"ledger.facts", "does not go with its fact", qStray},
		{"ledger.facts", "names a customer on account", qHolders},
	} {
		rows, err := db.All[row](r, c.q)
		if err != nil {
			return nil, err
		}
		for _, b := range rows {
			out = append(out, db.Breach{Check: c.check, What: fmt.Sprintf("entry of fact %d", b.Event), Why: fmt.Sprintf("%s: %s %d", c.why, b.Why, b.N)})
		}
	}
	used, err := db.All[row](r, qAccounts)
	for _, a := range used {
		if !known(a.Why) {
			out = append(out, db.Breach{Check: "ledger.facts", What: fmt.Sprintf("entry of fact %d", a.Event), Why: "is on account " + a.Why + ", which no chart has"})
		}
	}
	if err != nil {
		return nil, err
	}
	more, err := numbers(r)
	return append(out, more...), err
}

// AskLegs queues LegsOf.
func AskLegs(r *db.Read, event db.ID) *db.Answer[Posted] { return db.Ask[Posted](r, qLegsOf, event) }

// Same reports whether what was posted is the entry, leg by leg.
func Same(posted []Posted, e Entry) bool {
	want := make([]Posted, len(e.Legs))
	for i, l := range e.Legs {
		want[i] = Posted{string(e.Journal), e.Day, l.Account, db.ID(l.Holder), e.Currency, l.Amount, l.Home}
	}
	return slices.Equal(posted, want)
}

// Flow is what one day moved on an account of a holder, debit positive.
type Flow struct {
	Entity   db.ID
	Holder   db.ID
	Currency money.Currency
	Day      int64
	Amount   money.Amount
	Home     money.Amount // in the currency of the books
}

var qFlows = db.Q("ledger.check.flows", `select entity, coalesce(holder, 0), currency, day, cast(sum(amount) as bigint), cast(sum(home) as bigint) from leg
	where account = $1 or account = $2 group by entity, holder, currency, day having sum(amount) <> 0 or sum(home) <> 0`).Scans()

// Flows sums the account of a role day by day, on either chart.
func Flows(r *db.Read, role Role) ([]Flow, error) {
	return db.All[Flow](r, qFlows, PCG.Account(role), Generic.Account(role))
}
