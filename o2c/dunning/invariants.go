package dunning

import (
	"fmt"
	"slices"
	"time"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/credit"
	"encaisse/o2c/outbox"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
)

// begun is the step an action began with: what was known then decides whether
// it was right.
const begun = ` from dunning_action a join dunning_action_item p on p.action = a.id
	join collection_step e on e.subject = a.id and (e.state = 'queued' or e.state = 'todo') and e.event = (select min(f.event) from collection_step f where f.subject = a.id)
	join open_item i on i.id = p.item `

// during says that something was in one of some states when the action began.
const (
	duringPromise = ` join promise r on r.customer = a.customer and r.entity = a.entity and r.currency = a.currency and (r.item is null or r.item = p.item)
		join collection_step m on m.subject = r.id and m.state = 'open' and m.event < e.event
		where a.level >= 0 and not exists (select 1 from collection_step z where z.subject = r.id and z.state <> 'open' and z.event < e.event)`
	duringPlan = ` join plan_item q on q.item = p.item join collection_step m on m.subject = q.plan and m.state = 'accepted' and m.event < e.event
		where a.level >= 0 and not exists (select 1 from collection_step z where z.subject = q.plan and z.event < e.event
			and (z.state = 'completed' or z.state = 'broken' or z.state = 'cancelled'))`
	duringPause = ` join dunning_pause r on r.customer = a.customer and r.entity = a.entity and (r.item is null or r.item = p.item) and (r.until = 0 or r.until >= a.day)
		join collection_step m on m.subject = r.id and m.state = 'active' and m.event < e.event
		where a.level >= 0 and not exists (select 1 from collection_step z where z.subject = r.id and z.state = 'ended' and z.event < e.event)`
	duringDispute = ` where a.level >= 0 and a.amount > 0 and i.total <= coalesce((select sum(x.amount) from application x where x.debit = i.id and x.event < e.event), 0)
		+ coalesce((select sum(d.amount) from dispute d where d.item = i.id
			and exists (select 1 from collection_step m where m.subject = d.id and m.event < e.event)
			and not exists (select 1 from collection_step z where z.subject = d.id and z.event < e.event and z.state <> 'open' and z.state <> 'in_review')), 0)`
	takenOver = ` where a.level >= 0 and i.taken_over and not exists (select 1 from dunning_release y where y.entity = a.entity and y.up_to >= i.id and y.event < e.event)`
)

var (
	qChased = []struct {
		why string
		q   *db.Stmt
	}{
		{"promised", db.Q("dunning.check.promised", `select a.id, i.number`+begun+duringPromise+` order by a.id limit 1000`).Scans()},
		{"in a plan", db.Q("dunning.check.planned", `select a.id, i.number`+begun+duringPlan+` order by a.id limit 1000`).Scans()},
		{"paused", db.Q("dunning.check.paused", `select a.id, i.number`+begun+duringPause+` order by a.id limit 1000`).Scans()},
		{"paid or disputed", db.Q("dunning.check.disputed", `select a.id, i.number`+begun+duringDispute+` order by a.id limit 1000`).Scans()},
		{"taken over, not released", db.Q("dunning.check.taken_over", `select a.id, i.number`+begun+takenOver+` order by a.id limit 1000`).Scans()},
	}
	qInsolvencies = db.Q("dunning.check.insolvencies", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where type = 'credit.insolvency_set' order by id`).Scans()
	qBegun = db.Q("dunning.check.begun", `select a.id, i.number, e.event, a.day`+begun+`where a.customer = $1 and a.level >= 0 order by a.id`).Scans()
	qClimb = db.Q("dunning.check.climb", `select item, level, coalesce(before, 0) from
		(select item, level, lag(level) over (partition by item order by action) as before from dunning_action_item where live and level > 0) t
		where level <= coalesce(before, 0) order by item limit 1000`).Scans()
	qActions = db.Q("dunning.check.actions", `select `+actionColumns+` from dunning_action where level > 0 and state <> 'cancelled' order by entity, customer, id`).Scans()
	qLeft    = db.Q("dunning.check.sent", `select id, entity, customer, action, about, template, language, state, attempts, queued_at, sent_at, error, hash, version, delayed, bounced, bounced_at from mail_message m where (m.state = 'sent' or m.state = 'kept')
		and exists (select 1 from dunning_action a where a.id = m.action and a.action = 'email' and (a.state = 'sent' or m.bounced <> '')) order by m.id`).Scans()
	qJudged = db.Q("dunning.check.promises", `select id, entity, customer, coalesce(item, 0), currency, amount, made_on, due_on, until, state, received, version from promise
		where state <> 'open' and state <> 'cancelled' order by id`).Scans()
	qJudgedAt = db.Q("dunning.check.judged_at", `select event, state, amount, day from collection_step where subject = $1 order by event desc limit 1`)
	qKnownPay = db.Q("dunning.check.known", `select p.id, p.amount - cast(coalesce((select sum(a.amount) from application a
			where a.credit = p.id and a.kind in ('refund', 'refund_back') and a.event < $6), 0) as bigint)
		from payment p where p.customer = $1 and p.entity = $2 and p.currency = $3 and p.received_on >= $4
		and p.received_on <= $5 and p.id > $7 and p.event < $6 and not exists (select 1 from application a where a.credit = p.id and a.kind = 'return' and a.event < $6)`)
	qIdentified = db.Q("dunning.check.identified", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type = 'payment.identified' order by id limit $2`).Scans()
	qLoose = db.Q("dunning.check.facts", `select e.id, e.type from event e where e.type = 'contact.logged' and not exists (select 1 from contact k where k.event = e.id)
		union all select e.id, e.type from event e where e.type = 'collections.released' and not exists (select 1 from dunning_release k where k.event = e.id)
		union all select k.event, 'contact' from contact k where not exists (select 1 from event e where e.id = k.event)
		union all select k.event, 'release' from dunning_release k where not exists (select 1 from event e where e.id = k.event)
		order by 1 limit 1000`).Scans()
)

// Breaches checks what was said to customers: nobody was chased for what was
// paid, disputed, promised, planned, paused or not released when it was decided,
// nor while proceedings were open (dunning.chased); levels only go up, once each, with the gap of the
// policy between them (dunning.levels); messages left within the hours
// (dunning.window); a promise's state is what the money known then makes it
// (dunning.promises); each contact has its fact (dunning.facts);
// each customer is in the portfolio that its facts say (portfolio.facts).
func Breaches(r *db.Read) (out []db.Breach, err error) {
	for _, find := range []func(*db.Read) ([]db.Breach, error){chased, chasedInsolvent, levels, windows, promises, loose, portfolios} {
		found, err := find(r)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

func chased(r *db.Read) (out []db.Breach, err error) {
	for _, c := range qChased {
		rows, err := db.All[struct {
			Action db.ID
			Number string
		}](r, c.q)
		if err != nil {
			return nil, err
		}
		for _, b := range rows {
			out = append(out, db.Breach{Check: "dunning.chased", What: "action " + b.Action.Text(ActionPrefix), Why: b.Number + " was " + c.why})
		}
	}
	return out, nil
}

// chasedInsolvent finds actions begun while proceedings were known to be open.
func chasedInsolvent(r *db.Read) (out []db.Breach, err error) {
	facts, err := db.All[db.Event](r, qInsolvencies)
	if err != nil {
		return nil, err
	}
	told := map[db.ID][]db.Event{}
	for _, f := range facts {
		c := f.Object("customer")
		told[c] = append(told[c], f)
	}
	for c, known := range told {
		rows, err := db.All[struct {
			Action db.ID
			Number string
			Event  db.ID
			Day    day.Day
		}](r, qBegun, c)
		if err != nil {
			return nil, err
		}
		for _, b := range rows {
			var open day.Day
			for _, f := range known {
				if f.ID > b.Event {
					break
				}
				if _, open, err = credit.Proceedings(f); err != nil {
					return nil, err
				}
			}
			if !open.IsZero() && open <= b.Day {
				out = append(out, db.Breach{Check: "dunning.chased", What: "action " + b.Action.Text(ActionPrefix), Why: b.Number + " was of a customer in insolvency proceedings"})
			}
		}
	}
	return out, nil
}

func levels(r *db.Read) (out []db.Breach, err error) {
	rows, err := db.All[struct {
		Item          db.ID
		Level, Before int64
	}](r, qClimb)
	if err != nil {
		return nil, err
	}
	for _, b := range rows {
		out = append(out, db.NotEqual("dunning.levels", fmt.Sprintf("item %d", b.Item), "level", b.Level, fmt.Sprint("above ", b.Before)))
	}
	actions, err := db.All[Action](r, qActions)
	var earlier, before Action // of the same customer: on an earlier day, and the last one
	var said []money.Currency  // on that day: letters of one day, one a currency, are one action
	for _, a := range actions {
		if a.Customer != before.Customer || a.Entity != before.Entity {
			earlier, before = Action{}, Action{}
		}
		if a.Day != before.Day {
			earlier, said = before, nil
		}
		last := earlier
		if slices.Contains(said, a.Currency) {
			last = before
		}
		said, before = append(said, a.Currency), a
		if last.ID == 0 {
			continue
		}
		c, err := party.Load(r, a.Customer)
		if err != nil {
			return out, err
		}
		p, err := policyOf(r, a.Entity, place(c), a.Day)
		if err != nil {
			return out, err
		}
		if int64(a.Day.Sub(last.Day)) < p.Gap {
			out = append(out, db.NotEqual("dunning.levels", "action "+a.ID.Text(ActionPrefix), "days since the one before", a.Day.Sub(last.Day), p.Gap))
		}
	}
	return out, err
}

// windows checks when messages left; one that was begun within the hours may
// end some minutes after.
func windows(r *db.Read) (out []db.Breach, err error) {
	sent, err := db.All[outbox.Message](r, qLeft)
	for _, m := range sent {
		c, err := party.Load(r, m.Customer)
		if err != nil {
			return out, err
		}
		open := false
		for _, late := range []time.Duration{0, 5 * time.Minute} {
			d, minute := local(c, time.UnixMicro(m.SentAt).Add(-late))
			p, err := policyOf(r, m.Entity, place(c), d)
			if err != nil {
				return out, err
			}
			open = open || p.Open(Email, c.Calendar(), d, minute)
		}
		if !open {
			out = append(out, db.Breach{Check: "dunning.window", What: "message " + m.ID.Text(outbox.Prefix), Why: "left outside the hours"})
		}
	}
	return out, err
}

// promises are judged again by the money known when they were.
func promises(r *db.Read) (out []db.Breach, err error) {
	named := map[db.ID]db.ID{} // payments whose customer was found later
	err = db.Pages(r, qIdentified, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			named[e.Object("payment")] = e.ID
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	judged, err := db.All[receivable.Promise](r, qJudged)
	for _, p := range judged {
		at, err := db.One[struct {
			Event  db.ID
			State  string
			Amount money.Amount
			Day    day.Day
		}](r, qJudgedAt, p.ID)
		if err == db.ErrNone {
			continue // collections.steps names it
		}
		if err != nil {
			return out, err
		}
		known, err := db.All[struct {
			ID     db.ID
			Amount money.Amount
		}](r, qKnownPay, p.Customer, p.Entity, p.Currency, p.MadeOn, p.Until, at.Event, p.ID)
		if err != nil {
			return out, err
		}
		var sum money.Amount
		for _, k := range known {
			if named[k.ID] < at.Event {
				sum += k.Amount
			}
		}
		if state := p.Outcome(sum, at.Day); state != p.State || sum != p.Received || sum != at.Amount {
			out = append(out, db.NotEqual("dunning.promises", "promise "+p.ID.Text(receivable.PromisePrefix), "state and money",
				fmt.Sprint(p.State, " ", p.Received), fmt.Sprint(state, " ", sum)))
		}
	}
	return out, err
}

func loose(r *db.Read) (out []db.Breach, err error) {
	rows, err := db.All[struct {
		ID   db.ID
		Type string
	}](r, qLoose)
	for _, b := range rows {
		out = append(out, db.Breach{Check: "dunning.facts", What: fmt.Sprintf("fact %d", b.ID), Why: b.Type + " has no counterpart"})
	}
	return out, err
}
