package receivable

import (
	"fmt"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
	"encaisse/o2c/seller"
)

var (
	qNotApplied = db.Q("receivable.check.open", `select i.number, i.id, i.open, cast(i.total - coalesce(s.amount, 0) as bigint) from open_item i left join
		(select item, sum(amount) as amount from (select debit as item, amount from application where debit is not null union all
			select credit, -amount from application) x group by item) s on s.item = i.id
		where i.open <> i.total - coalesce(s.amount, 0) order by i.id limit 1000`).Scans()
	qNotWorth = db.Q("receivable.check.worth", `select i.number, i.id, i.home_open, cast(i.home - coalesce(s.amount, 0) as bigint) from open_item i left join
		(select item, sum(amount) as amount from (select debit as item, debit_home as amount from application where debit is not null union all
			select credit, -credit_home from application where credit is not null) x group by item) s on s.item = i.id
		where i.home_open <> i.home - coalesce(s.amount, 0) order by i.id limit 1000`).Scans()
	qOwnWorth = db.Q("receivable.check.own_worth", `select i.number, i.id, i.home, i.total from open_item i join entity e on e.id = i.entity
		where i.currency = e.currency and i.home <> i.total order by i.id limit 1000`).Scans()
	qSideWorth = db.Q("receivable.check.side_worth", `select i.number, a.id, a.debit_home, a.credit_home from application a join entity e on e.id = a.entity
		join open_item i on i.id = coalesce(a.debit, a.credit) where a.debit is null and a.debit_home <> 0 or a.credit is null and a.credit_home <> 0
			or i.currency = e.currency and (a.debit is not null and a.debit_home <> a.amount or a.credit is not null and a.credit_home <> a.amount)
			or a.amount > 0 and (a.debit_home < 0 or a.credit_home < 0) or a.amount < 0 and (a.debit_home > 0 or a.credit_home > 0) order by a.id limit 1000`).Scans()
	qPairs = db.Q("receivable.check.pairs", `select c.number, a.credit, cast(sum(a.amount) as bigint), 0 from application a left join open_item c on c.id = a.credit
		where a.debit is not null and a.credit is not null group by a.credit, a.debit, c.number having sum(a.amount) < 0 order by a.credit limit 1000`).Scans()
	qSides = db.Q("receivable.check.sides", `select coalesce(c.number, ''), a.id, a.amount, 0 from application a
		left join open_item d on d.id = a.debit left join open_item c on c.id = a.credit left join event e on e.id = a.event
		where (a.kind in ('write_off', 'replaced') or a.kind = 'return' and coalesce(d.kind, '') = 'difference') <> (c.id is null) or c.total >= 0 or e.id is null or coalesce(e.entity, 0) <> a.entity or c.entity <> a.entity
			or a.kind = 'write_off' and (d.id is null or e.type <> 'loss.written_off' or e.day <> a.day or a.amount <= 0)
			or a.kind = 'replaced' and (d.id is null or e.type <> 'invoice.replaced' or e.day <> a.day or a.amount <> d.total)
			or (a.kind in ('refund', 'refund_back', 'deposit') or a.kind = 'return' and coalesce(d.kind, '') <> 'difference') <> (a.debit is null)
			or a.kind <> 'deposit' and (a.kind in ('unapply', 'refund_back')) <> (a.amount < 0)
			or a.kind = 'deposit' and (e.type <> case when a.amount > 0 then 'payment.deposited' else 'payment.deposit_back' end or e.day <> a.day or c.kind <> 'payment')
			or a.kind in ('refund', 'refund_back') and (e.day <> a.day or (a.kind = 'refund') <> (e.type = 'refund.ordered') or (a.kind = 'refund_back') <> (e.type in ('refund.cancelled', 'refund.returned')))
			or a.debit is not null and (d.id is null or d.total <= 0 or d.entity <> a.entity or d.currency <> coalesce(c.currency, d.currency) or c.id is not null and d.customer <> coalesce(c.customer, 0))
			or a.kind = 'apply' and e.type not in ('payment.applied', 'invoice.credited', 'account.applied', 'payment.discounted', 'payment.difference_written_off', 'charge.waived')
			or a.kind = 'unapply' and e.type not in ('payment.unapplied', 'payment.returned', 'account.unapplied', 'payment.discount_taken_back', 'payment.difference_taken_back') or a.kind = 'unapply' and e.day <> a.day
			or a.kind = 'return' and (e.type not in ('payment.returned', 'payment.discount_taken_back', 'payment.difference_taken_back') or e.day <> a.day)
		order by a.id limit 1000`).Scans()
	qAsOf = db.Q("receivable.check.as_of", `select number, id, open, total from
		(select i.number, i.id, i.total, i.total - cast(sum(s.amount) over (partition by i.id order by s.day) as bigint) as open from open_item i join
			(select item, day, sum(amount) as amount from
				(select debit as item, day, amount from application where debit is not null union all
				select credit, day, -amount from application) x group by item, day) s on s.item = i.id) t
		where total > 0 and (open < 0 or open > total) or total < 0 and (open > 0 or open < total) order by id limit 1000`).Scans()
	// Money whose payer was not known may have been promised back before it was his.
	qEarly = db.Q("receivable.check.early", `select i.number, i.id, a.day, i.issued_on from application a join open_item i on i.id = a.debit or i.id = a.credit
		join event e on e.id = i.event where a.day < i.issued_on and (a.kind not in ('refund', 'refund_back') or a.day < e.day) order by i.id limit 1000`).Scans()
	qDays = db.Q("receivable.check.days", `select d.number, a.id, a.day, case when d.issued_on > c.issued_on then d.issued_on else c.issued_on end
		from application a join open_item d on d.id = a.debit join open_item c on c.id = a.credit
		where a.kind = 'apply' and a.day <> case when d.issued_on > c.issued_on then d.issued_on else c.issued_on end
			and not exists (select 1 from period p where p.entity = a.entity and (p.last_day = a.day - 1 or p.first_day = a.day))
			and not exists (select 1 from application t where t.debit = a.debit and t.amount < 0 and t.day = a.day)
			and not exists (select 1 from application t where t.credit = a.credit and t.amount < 0 and t.day = a.day)
		order by a.id limit 1000`).Scans()
	qUnopened = db.Q("receivable.check.unopened", `select '', e.id, 0, 1 from event e left join open_item i on i.event = e.id
		where e.type = 'receivable.taken_over' and i.id is null order by e.id limit 1000`).Scans()
	qKept = db.Q("receivable.check.kept", `select holder, kind, cast(sum(kept) as bigint), cast(sum(found) as bigint) from
		(select holder, entity, currency, kind, amount as kept, 0 as found from balance where kind in ('open', 'unapplied', 'late', 'stop') union all
		select customer, entity, currency, 'open', 0, open from open_item where customer is not null and total > 0 union all
		select customer, entity, currency, 'unapplied', 0, -open from open_item where customer is not null and total < 0 union all
		select customer, entity, currency, 'late', 0, open - case when contested < open then contested else open end from open_item where customer is not null and total > 0 and late >= 15 union all
		select customer, entity, currency, 'stop', 0, open - case when contested < open then contested else open end from open_item where customer is not null and total > 0 and late >= 45) t
		group by holder, entity, currency, kind having sum(kept) <> sum(found) order by holder, kind limit 1000`).Scans()
)

// Breaches checks the open items: what is open is the total less what was
// applied, each pair and each side within bounds, also as of any past day
// (receivable.applied); they sum to the receivable of the ledger per customer
// and currency, as of any day (receivable.equals_ledger), and to the kept
// balances (receivable.kept).
func Breaches(r *db.Read) ([]db.Breach, error) {
	type row struct {
		Number     string
		ID         db.ID
		Is, Should money.Amount
	}
	var out []db.Breach
	for _, c := range []struct {
		why string
		q   *db.Stmt
	}{{"open", qNotApplied}, {"open in the company's currency", qNotWorth}, {"worth in its own currency", qOwnWorth}, {"worth of the sides of an application", qSideWorth}, {"taken back more than applied", qPairs}, {"an application of two sides that do not go together", qSides},
		{"open as of a past day, against its total", qAsOf}, {"applied before it was there", qEarly}, {"day of an application", qDays}, {"taken over, without its item", qUnopened}} {
		rows, err := db.All[row](r, c.q)
		if err != nil {
			return nil, err
		}
		for _, b := range rows {
			out = append(out, db.NotEqual("receivable.applied", fmt.Sprintf("item %s (%d)", b.Number, b.ID), c.why, int64(b.Is), int64(b.Should)))
		}
	}
	kept, err := db.All[struct {
		Holder     db.ID
		Kind       string
		Is, Should int64
	}](r, qKept)
	if err != nil {
		return nil, err
	}
	for _, k := range kept {
		out = append(out, db.NotEqual("receivable.kept", fmt.Sprintf("customer %d", k.Holder), "balance "+k.Kind, k.Is, k.Should))
	}
	late, err := lateness(r)
	if err != nil {
		return nil, err
	}
	opened, err := openings(r)
	if err != nil {
		return nil, err
	}
	gains, err := exchanges(r)
	if err != nil {
		return nil, err
	}
	late = append(late, gains...)
	differ, err := flows(r)
	return append(append(append(out, late...), opened...), differ...), err
}

type opening struct {
	Item
	Type, Body string
}

var qOpenings = db.Q("receivable.check.openings", `select i.id, i.entity, i.customer, i.currency, i.kind, i.document, i.number, i.reference, i.instalment, i.issued_on,
	i.due_on, i.total, i.open, i.late, i.contested, i.taken_over, i.event, i.pending, i.discount, i.discount_until, i.retained, i.home, i.home_open, coalesce(e.type, ''), coalesce(e.body, '') from open_item i left join event e on e.id = i.event
	where i.id > $1 and i.kind = 'opening' order by i.id limit $2`).Scans()

// openings are the items taken over that are what their facts say.
func openings(r *db.Read) (out []db.Breach, err error) {
	err = db.Pages(r, qOpenings, func(o opening) db.ID { return o.ID }, func(page []opening) error {
		for _, o := range page {
			var said opened
			err := (db.Event{Body: o.Body}).Read(&said)
			if err != nil || o.Type != "receivable.taken_over" || said.Number != o.Number || said.Open != o.Total || said.Currency != o.Currency ||
				said.DueOn != o.DueOn || said.IssuedOn > o.IssuedOn || said.Home != o.Worth().Said() {
				out = append(out, db.NotEqual("receivable.applied", "item "+o.Number, "what its fact says", o.Body, fmt.Sprint(o.Total, " ", o.Currency, " ", o.DueOn)))
			}
			same, err := o.booked(r)
			if err != nil {
				return err
			}
			if !same {
				out = append(out, db.Breach{Check: "receivable.applied", What: "item " + o.Number, Why: "its entry is another than taking it over makes"})
			}
		}
		return nil
	})
	return out, err
}

// booked reports whether an item taken over has its entry, leg by leg.
func (o opening) booked(r *db.Read) (bool, error) {
	e, err := seller.Load(r, o.Entity)
	if err == db.ErrNone {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	legs, err := ledger.LegsOf(r, o.Event)
	if err != nil {
		return false, err
	}
	entry, err := ledger.OpeningItem(ledger.Chart(e.Chart()), ledger.Head{Day: o.IssuedOn, Currency: o.Currency, Worth: o.Worth()}, int64(o.Customer), o.Total)
	return err == nil && ledger.Same(legs, entry), nil
}

// place is where an amount is looked for: on a customer's account, or (nobody)
// among the unidentified receipts.
type place struct {
	entity, holder db.ID
	nobody         bool
	currency       money.Currency
	day            int64
}

var (
	qItemFlows = db.Q("receivable.check.flows", `select entity, coalesce(customer, 0), currency, day, cast(sum(amount) as bigint), cast(sum(home) as bigint) from
		(select entity, customer, currency, issued_on as day, total as amount, home from open_item union all
		select i.entity, i.customer, i.currency, a.day, a.amount, a.credit_home from application a join open_item i on i.id = a.credit where a.debit is null union all
		select i.entity, i.customer, i.currency, a.day, -a.amount, -a.debit_home from application a join open_item i on i.id = a.debit where a.credit is null union all
		select i.entity, i.customer, i.currency, a.day, 0, a.credit_home - a.debit_home from application a join open_item i on i.id = a.debit
			where a.credit is not null and a.credit_home <> a.debit_home) t
		group by entity, customer, currency, day having sum(amount) <> 0 or sum(home) <> 0`).Scans()
	// What the end of a year moves, and takes back on the next day: checked with the closing.
	qCutFlows = db.Q("receivable.check.cutoffs", `select l.entity, coalesce(l.holder, 0), l.currency, l.day, cast(sum(l.amount) as bigint), cast(sum(l.home) as bigint)
		from leg l join event e on e.id = l.event where e.type like 'cutoff.%' and l.account in ($1, $2, $3, $4, $5, $6) group by l.entity, l.holder, l.currency, l.day`).Scans()
	qIdentified = db.Q("receivable.check.identified", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type = 'payment.identified' order by id limit $2`).Scans()
	qGoneBefore = db.Q("receivable.check.gone_before", `select day, amount, credit_home from application where credit = $1 and credit is not null and debit is null and event < $2`)
	qReceived   = db.Q("receivable.check.received", `select day from event where id = $1`)
	qItem       = db.Q("receivable.check.item", `select `+Columns+` from open_item where id = $1`)
)

// moved is what each place moved: in its currency, and in the company's.
type moved map[place]struct{ own, home money.Amount }

func (m moved) add(p place, amount, home money.Amount) {
	x := m[p]
	x.own, x.home = x.own+amount, x.home+home
	m[p] = x
}

// flows compares, day by day, what the items say was owed with what the ledger
// says: where every day is equal, so is every balance as of a day.
func flows(r *db.Read) ([]db.Breach, error) {
	sum := moved{}
	for _, side := range []struct {
		role   ledger.Role
		nobody bool
	}{{ledger.Receivable, false}, {ledger.DoubtfulReceivable, false}, {ledger.Retention, false}, {ledger.UnidentifiedReceipts, true}} {
		rows, err := ledger.Flows(r, side.role)
		if err != nil {
			return nil, err
		}
		for _, f := range rows {
			sum.add(place{f.Entity, f.Holder, side.nobody, f.Currency, f.Day}, f.Amount, f.Home)
		}
	}
	rows, err := db.All[ledger.Flow](r, qItemFlows)
	if err != nil {
		return nil, err
	}
	for _, f := range rows {
		sum.add(place{f.Entity, f.Holder, f.Holder == 0, f.Currency, f.Day}, -f.Amount, -f.Home)
	}
	cut, err := db.All[ledger.Flow](r, qCutFlows, ledger.PCG.Account(ledger.Receivable), ledger.Generic.Account(ledger.Receivable), ledger.PCG.Account(ledger.Retention), ledger.Generic.Account(ledger.Retention),
		ledger.PCG.Account(ledger.DoubtfulReceivable), ledger.Generic.Account(ledger.DoubtfulReceivable))
	if err != nil {
		return nil, err
	}
	for _, f := range cut {
		sum.add(place{f.Entity, f.Holder, false, f.Currency, f.Day}, -f.Amount, -f.Home)
	}
	if err := identified(r, sum); err != nil {
		return nil, err
	}
	var out []db.Breach
	for p, difference := range sum {
		if (difference.own != 0 || difference.home != 0) && len(out) < 1000 {
			out = append(out, db.Breach{Check: "receivable.equals_ledger", What: fmt.Sprintf("customer %d", p.holder),
				Why: fmt.Sprintf("on day %d the ledger moved %d %s more than the items, %d in the company's currency", p.day, difference.own, p.currency, difference.home)})
		}
	}
	return out, nil
}

// identified moves receipts whose payer was found later: until that day the
// money was nobody's.
func identified(r *db.Read, sum moved) error {
	return db.Pages(r, qIdentified, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			i, err := db.One[Item](r, qItem, e.Object("payment"))
			if err == db.ErrNone {
				continue // the payment's own check names it
			}
			if err != nil {
				return err
			}
			received, err := db.One[int64](r, qReceived, i.Event)
			if err == db.ErrNone {
				continue
			}
			if err != nil {
				return err
			}
			// The item is the customer's from that day on; until then the
			// ledger has it among the unidentified receipts.
			nobodys := place{i.Entity, 0, true, i.Currency, received}
			sum.add(nobodys, -i.Total, -i.Home)
			nobodys.day = int64(e.Day)
			sum.add(nobodys, i.Total, i.Home)
			early, err := db.All[struct {
				Day          int64
				Amount, Home money.Amount
			}](r, qGoneBefore, i.ID, e.ID)
			if err != nil {
				return err
			}
			for _, a := range early { // what was paid back, and came again, before
				sum.add(place{i.Entity, 0, true, i.Currency, a.Day}, -a.Amount, -a.Home)
				sum.add(place{i.Entity, i.Customer, false, i.Currency, a.Day}, a.Amount, a.Home)
			}
		}
		return nil
	})
}

var qLate = db.Q("receivable.check.late", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
	from event where id > $1 and type = 'receivable.late' order by id limit $2`).Scans()

var qMarked = db.Q("receivable.check.marked", `select `+Columns+` from open_item where id > $1 and late <> 0 order by id limit $2`).Scans()

// lateness checks that each threshold an item crossed was recorded once.
func lateness(r *db.Read) (out []db.Breach, err error) {
	told := map[db.ID]int64{}
	err = db.Pages(r, qLate, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			var body late
			item := e.Object("item")
			if err := e.Read(&body); err != nil || body.Threshold <= told[item] {
				out = append(out, db.NotEqual("receivable.late", fmt.Sprintf("item %d", item), "threshold recorded", told[item], body.Threshold))
			}
			told[item] = body.Threshold
		}
		return nil
	})
	if err != nil {
		return out, err
	}
	err = db.Pages(r, qMarked, func(i Item) db.ID { return i.ID }, func(page []Item) error {
		for _, i := range page {
			if i.Late != told[i.ID] {
				out = append(out, db.NotEqual("receivable.late", "item "+i.Number, "threshold crossed", i.Late, told[i.ID]))
			}
			delete(told, i.ID)
		}
		return nil
	})
	for item, threshold := range told {
		out = append(out, db.NotEqual("receivable.late", fmt.Sprintf("item %d", item), "threshold crossed", 0, threshold))
	}
	return out, err
}

// AskItems queues ItemsOf.
func AskItems(r *db.Read, document db.ID) *db.Answer[Item] { return db.Ask[Item](r, qOf, document) }
