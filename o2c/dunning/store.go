package dunning

import (
	"math"
	"sync"
	"time"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

const (
	policyColumns = `id, entity, place, valid_from, gap, threshold, write_from, write_to, call_from, call_to, automatic, source`
	pauseColumns  = `id, entity, customer, coalesce(item, 0), reason, until, state, version`
	actionColumns = `id, entity, customer, currency, level, action, template, amount, unapplied, day, state, why, coalesce(message, 0), result, version`
)

// Money is looked for among the payments recorded after the promise or plan:
// what came before it was known when it was made. What was paid back did not stay.
var (
	qReceived = db.Q("dunning.received", `select cast(coalesce(sum(p.amount - coalesce((select sum(a.amount) from application a
			where a.credit = p.id and a.kind in ('refund', 'refund_back')), 0)), 0) as bigint) from payment p
		where p.customer = $1 and p.entity = $2 and p.currency = $3 and p.received_on >= $4 and p.received_on <= $5 and p.id > $6 and not p.returned`)
	qUnusedSince = db.Q("dunning.unused_since", `select cast(coalesce(sum(-i.open), 0) as bigint) from payment p join open_item i on i.id = p.id
		where p.customer = $1 and p.entity = $2 and p.currency = $3 and p.received_on >= $4 and p.id > $5 and not p.returned`)
	// What is known about a customer, and how many rows there are to be read beside it.
	qKnown = db.Q("dunning.known", `select coalesce((select amount from balance where holder = $1 and entity = $2 and currency = $3 and kind = 'unapplied'), 0),
		coalesce((select day from dunning_action where customer = $1 and entity = $2 and level > 0 and (currency = $3 or day < $4) and state <> 'cancelled' order by day desc limit 1), 0),
		coalesce((select day from dunning_action where customer = $1 and entity = $2 and level >= 0 and (currency = $3 or day < $4) and state <> 'cancelled' order by day desc limit 1), 0),
		coalesce((select max(up_to) from dunning_release where entity = $2), 0),
		(select count(*) from dunning_pause where customer = $1 and entity = $2 and state = 'active'),
		(select count(*) from promise where customer = $1 and entity = $2 and state = 'open'),
		(select count(*) from plan where customer = $1 and (state = 'accepted' or state = 'active'))`)
	// What customers owe, each item with the level it reached.
	qOwed = db.Q("dunning.owed", `select `+receivable.Columns+`, coalesce((select max(p.level) from dunning_action_item p where p.item = open_item.id and p.live), -2)
		from open_item where entity = $1 and customer >= $2 and customer <= $3 and open <> 0 and total > 0 and not retained order by customer, due_on, id limit $4`)
	qReleased = db.Q("dunning.released", `select coalesce(max(up_to), 0) from dunning_release where entity = $1`)
	qPausesOf = db.Q("dunning.pauses_of", `select `+pauseColumns+` from dunning_pause where customer = $1 and entity = $2 and state = 'active' order by id`)
	qPolicies = db.Q("dunning.policies", `select `+policyColumns+` from dunning_policy where entity = $1 order by place, valid_from`)
	qLevels   = db.Q("dunning.levels", `select n, after_days, action, template from dunning_level where policy = $1 order by n`)
	qRates    = db.Q("dunning.rates", `select valid_from, rate, yearly, source from late_rate where entity = $1 and place = $2 order by valid_from`)
	// What an invoice asks that neither its order nor its shipment says.
	qDefects = db.Q("dunning.defects", `select coalesce((select o.po_number = '' from sales_order o where o.id = i.order_id), false),
		count(case when l.unit_price <> o.unit_price or l.discounts <> o.discounts then 1 end), count(case when l.quantity <> s.picked then 1 end)
		from invoice i left join invoice_line l on l.invoice = i.id
			left join order_line o on o.order_id = l.order_id and o.n = l.order_n
			left join shipment_line s on s.shipment = l.shipment and s.order_n = l.order_n
		where i.id = $1 group by i.id`)
	qSettledOn = db.Q("dunning.settled_on", `select amount, day from application where debit = $1 and debit is not null order by day, id`)
	qOwing     = db.Q("dunning.owing", `select distinct customer from open_item where entity = $1 and open <> 0 and open > 0 and customer > $2 order by customer limit $3`).Scans()
)

// stored policies of an entity, with their levels.
var stored = db.NewCache[db.ID, []Policy]("dunning.policy")

func policies(r *db.Read, entity db.ID) ([]Policy, error) {
	return stored.Find(r, entity, func() ([]Policy, error) {
		list, err := db.All[Policy](r, qPolicies, entity)
		for i := range list {
			if err == nil {
				list[i].Levels, err = db.All[Level](r, qLevels, list[i].ID)
			}
		}
		return list, err
	})
}

// place is the one whose policy a customer is followed by.
func place(c party.Customer) string {
	switch {
	case c.Country == "FR":
		return "FR"
	case c.Country == "CA" && c.Region == "QC":
		return "QC"
	}
	return ""
}

// policyOf is the policy in force for a place: the entity's own, else the
// default.
func policyOf(r *db.Read, entity db.ID, place string, today day.Day) (Policy, error) {
	list, err := policies(r, entity)
	found := defaults(place)
	for _, p := range list {
		if p.Place == place && p.ValidFrom <= today {
			found = p
		}
	}
	return found, err
}

var zones sync.Map // name → *time.Location: reading one costs more than what is asked here

func zoneOf(name string) *time.Location {
	if z, ok := zones.Load(name); ok {
		return z.(*time.Location)
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		zone = time.UTC
	}
	zones.Store(name, zone)
	return zone
}

// local is the civil day and minute at the debtor's place.
func local(c party.Customer, now time.Time) (day.Day, int) {
	zone := zoneOf(seller.ZoneOf(c.Country, c.Region))
	now = now.In(zone)
	return day.FromTime(now, zone), now.Hour()*60 + now.Minute()
}

// opening is the next instant at which an action may be done.
func opening(p Policy, action string, c party.Customer, now time.Time) time.Time {
	for step := now.Truncate(15 * time.Minute); ; step = step.Add(15 * time.Minute) {
		d, minute := local(c, step)
		if !step.Before(now) && p.Open(action, c.Calendar(), d, minute) || step.After(now.AddDate(0, 0, 30)) {
			return step
		}
	}
}

// owed is what a customer owes an entity, each with the level it reached.
func owed(r *db.Read, e seller.Entity, customer db.ID) ([]Debt, error) {
	return owedFrom(r, e, customer, customer, math.MaxInt64)
}

func owedFrom(r *db.Read, e seller.Entity, first, last db.ID, limit int64) ([]Debt, error) {
	return db.All[Debt](r, qOwed, e.ID, first, last, limit)
}

// owedAfter is what the next customers after one owe an entity, by customer: all
// that each of them owes, in about as many items as are asked for. None: there
// are no more.
func owedAfter(r *db.Read, e seller.Entity, after db.ID, limit int64) ([][]Debt, error) {
	list, err := owedFrom(r, e, after+1, math.MaxInt64, limit)
	if err != nil {
		return nil, err
	}
	of := byCustomer(list)
	if int64(len(list)) < limit {
		return of, nil
	}
	if last := len(of) - 1; last > 0 { // there may be more of the last
		return of[:last], nil
	}
	of[0], err = owed(r, e, list[0].Customer)
	return of, err
}

// byCustomer divides a list that is in the order of its customers.
func byCustomer(list []Debt) (of [][]Debt) {
	for k, d := range list {
		if k == 0 || d.Customer != list[k-1].Customer {
			of = append(of, nil)
		}
		last := &of[len(of)-1]
		*last = append(*last, d)
	}
	return of
}

// facts are what is known about a customer now, in a currency; what is wrong with
// his invoices is read by inspect.
func facts(r *db.Read, e seller.Entity, c party.Customer, debts []Debt, in money.Currency) (Facts, error) {
	f := Facts{Planned: map[id.ID]bool{}}
	for _, d := range debts {
		if d.Currency == in {
			f.Debts = append(f.Debts, d)
		}
	}
	known, err := db.One[struct {
		Unapplied               money.Amount
		Reminded, Wrote         day.Day
		Released                db.ID
		Pauses, Promises, Plans int64
	}](r, qKnown, c.ID, e.ID, in, r.Today())
	if err != nil {
		return f, err
	}
	f.Unapplied, f.Reminded, f.Wrote, f.Released = known.Unapplied, known.Reminded, known.Wrote, known.Released
	if f.Insolvent, err = credit.Insolvent(r, c.ID); err != nil {
		return f, err
	}
	if known.Pauses > 0 {
		if f.Pauses, err = db.All[Pause](r, qPausesOf, c.ID, e.ID); err != nil {
			return f, err
		}
	}
	if known.Promises > 0 {
		if f.Promises, err = receivable.OpenPromises(r, c.ID); err != nil {
			return f, err
		}
	}
	if known.Plans == 0 {
		return f, nil
	}
	planned, err := receivable.Planned(r, c.ID)
	for _, item := range planned {
		f.Planned[item] = true
	}
	return f, err
}

// defects are what would make the customer say that he could not pay an
// invoice (domain.md 8.1).
func defects(r *db.Read, c party.Customer, i receivable.Item) ([]string, error) {
	found, err := db.One[struct {
		Unnumbered      bool  // the order has no number of the customer's
		Price, Quantity int64 // lines that differ
	}](r, qDefects, i.Document)
	if err != nil && err != db.ErrNone { // none: it was taken over
		return nil, err
	}
	var out []string
	if c.PORequired && found.Unnumbered {
		out = append(out, "po_missing")
	}
	if found.Price > 0 {
		out = append(out, "price")
	}
	if found.Quantity > 0 {
		out = append(out, "quantity")
	}
	if c.Email == "" {
		out = append(out, "contact")
	}
	if c.Bounced != "" {
		out = append(out, "bounced")
	}
	return out, nil
}

// Rates are the rates of late payment of a seller towards a customer: what was agreed
// with him, what the seller asks of everybody, and those of the law.
type Rates struct {
	own                []receivable.Agreed
	general, statutory []receivable.LateRate
}

// RatesFor reads them.
func RatesFor(r *db.Read, e seller.Entity, customer db.ID) (x Rates, err error) {
	own := receivable.AskAgreed(r, e.ID, customer)
	x.statutory = receivable.Statutory[e.Country]
	if x.general, err = db.All[receivable.LateRate](r, qRates, e.ID, e.Country); err != nil {
		return x, err
	}
	x.own, err = own.All()
	return x, err
}

// Of are the rates that hold for a document: the one agreed with its customer when it
// was issued, for as long as it is late; else those of each day.
func (x Rates) Of(document db.ID, issued day.Day) (agreed, statutory []receivable.LateRate) {
	if own, ok := receivable.InForce(x.own, document, issued); ok {
		own.ValidFrom = 0
		return []receivable.LateRate{own}, nil
	}
	return x.general, x.statutory
}

// penaltyOf is the penalty of late payment of an item up to a day: on each part
// until it was paid, on the rest, what is disputed apart, until that day.
func penaltyOf(r *db.Read, e seller.Entity, i receivable.Item, to day.Day) (money.Amount, error) {
	if i.Kind == receivable.Charge { // no penalty on a penalty
		return 0, nil
	}
	of, err := RatesFor(r, e, i.Customer)
	agreed, statutory := of.Of(i.Document, i.IssuedOn)
	if err != nil || len(agreed)+len(statutory) == 0 {
		return 0, err
	}
	used, err := db.All[struct {
		Amount money.Amount
		Day    day.Day
	}](r, qSettledOn, i.ID)
	due := max(i.DueOn, i.IssuedOn) // a corrected invoice may be due before it is issued: who could pay it?
	list := []receivable.Unpaid{{Amount: i.Collectible(), Due: due, To: to}}
	for _, u := range used {
		list = append(list, receivable.Unpaid{Amount: u.Amount, Due: due, To: min(u.Day, to)})
	}
	return receivable.Penalty(list, agreed, statutory), err
}

// Owing lists customers of an entity with something open, in order, after one.
func Owing(r *db.Read, entity, after db.ID, limit int) ([]db.ID, error) {
	return db.All[db.ID](r, qOwing, entity, after, limit)
}
