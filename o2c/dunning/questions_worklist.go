package dunning

import (
	"cmp"
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

var (
	qOverdue = db.Q("dunning.worklist.overdue", `select customer, cast(sum(open) as bigint), min(due_on) from open_item
		where entity = $1 and currency = $2 and open > 0 and due_on < $3 and due_on > 0 group by customer order by customer`).Scans()
	qWeighted = db.Q("dunning.worklist.weighted", `select customer, cast(sum(amount * (case when day > due_on then day - due_on else 0 end)) as bigint), cast(sum(amount) as bigint) from
		(select i.customer as customer, a.amount as amount, a.day as day, i.due_on as due_on from application a join open_item i on i.id = a.debit
			where a.entity = $1 and a.day > $2 and i.currency = $3
		union all select customer, open, $4, due_on from open_item where entity = $1 and open > 0 and due_on < $4 and currency = $3) t group by customer`).Scans()
	qBroken = db.Q("dunning.worklist.broken", `select distinct p.customer from promise p where p.entity = $1 and p.state = 'broken' and p.until > $2
		and not exists (select 1 from promise n where n.customer = p.customer and n.entity = p.entity and n.id > p.id and n.state <> 'cancelled')`).Scans()
	qLastContact = db.Q("dunning.worklist.last", `select day from contact where customer = $1 and entity = $2 order by id desc limit 1`)
)

// WorklistIn asks for the day's work.
type WorklistIn struct {
	Limit int `query:"limit" json:"limit,omitempty" minimum:"1" maximum:"1000" doc:"customers, 50 when left out"`
}

// WorkView is a customer to be followed: one row each, the most pressing first.
type WorkView struct {
	Customer string        `json:"customer"`
	Name     string        `json:"name"`
	Priority money.Decimal `json:"priority" doc:"0 to 100"`
	Overdue  money.Money   `json:"overdue"`
	DaysLate int           `json:"days_late" doc:"of the oldest"`
	Risk     money.Decimal `json:"risk" doc:"0 to 1"`
	Broken   bool          `json:"broken" doc:"the last promise was broken"`
	Next     string        `json:"next" doc:"email, letter, call, handover; empty: nothing is due now"`
	Level    int64         `json:"level"`
	Why      string        `json:"why" doc:"what holds it back"`
	Expected money.Money   `json:"expected" doc:"what is left of the open promise; without one, what is late less what is disputed and the money not applied yet"`
	Promised day.Day       `json:"promised" doc:"day of the open promise; empty: none"`
	Disputed money.Money   `json:"disputed" doc:"of what is late"`
	Last     day.Day       `json:"last" doc:"of the last contact; empty: none"`

	since day.Day
}

// WorklistOut is the day's work.
type WorklistOut struct {
	Items []WorkView `json:"items"`
}

// Worklist ranks the customers who are late by how pressing they are
// (domain.md 8.4); equals by the larger amount, then by age.
func Worklist(r *db.Read, in WorklistIn) (WorklistOut, error) {
	out := WorklistOut{Items: []WorkView{}}
	e, err := seller.Of(r)
	if err != nil {
		return out, err
	}
	today := r.Today()
	overdue, err := db.All[struct {
		Customer db.ID
		Open     money.Amount
		Since    day.Day
	}](r, qOverdue, e.ID, e.Currency, today)
	if err != nil {
		return out, err
	}
	weights, err := db.All[struct {
		Customer       db.ID
		Weighted, Paid int64
	}](r, qWeighted, e.ID, today.AddDays(-365), e.Currency, today)
	if err != nil {
		return out, err
	}
	risk := map[db.ID]int64{}
	for _, w := range weights {
		risk[w.Customer] = Risk(w.Weighted, w.Paid)
	}
	broken, err := db.All[db.ID](r, qBroken, e.ID, today.AddDays(-365))
	if err != nil {
		return out, err
	}
	ids := map[string]db.ID{}
	for _, o := range overdue {
		c, err := party.Load(r, o.Customer)
		if err != nil {
			return out, err
		}
		late := today.Sub(o.Since)
		v := WorkView{Customer: c.Number, Name: c.Name, Overdue: o.Open.In(e.Currency), DaysLate: late, Risk: money.Decimal(risk[o.Customer]),
			Broken: slices.Contains(broken, o.Customer), since: o.Since}
		v.Priority = Priority(o.Open, late, risk[o.Customer], v.Broken)
		ids[c.Number] = o.Customer
		out.Items = append(out.Items, v)
	}
	slices.SortStableFunc(out.Items, func(a, b WorkView) int {
		return cmp.Or(cmp.Compare(b.Priority, a.Priority), cmp.Compare(b.Overdue.Minor, a.Overdue.Minor), cmp.Compare(a.since, b.since))
	})
	if in.Limit <= 0 {
		in.Limit = 50
	}
	out.Items = out.Items[:min(len(out.Items), in.Limit)]
	for i := range out.Items {
		if err := out.Items[i].next(r, ids[out.Items[i].Customer]); err != nil {
			return out, err
		}
	}
	return out, nil
}

// next says what is to be done about the customer, or what holds it back.
func (v *WorkView) next(r *db.Read, customer db.ID) error {
	s, err := about(r, customer)
	if err != nil {
		return err
	}
	if err := v.expects(r, s); err != nil {
		return err
	}
	switch {
	case s.d.Acts() && s.d.Level.N > 0:
		v.Next, v.Level = s.d.Level.Action, s.d.Level.N
		if !s.window {
			v.Why = "window"
		}
	case len(s.d.Held) > 0:
		v.Why = s.d.Held[0].Why
	}
	return nil
}

// expects says what may come in of what is late, and since when nobody spoke
// with the customer.
func (v *WorkView) expects(r *db.Read, s situation) error {
	last := db.Ask[day.Day](r, qLastContact, s.c.ID, s.e.ID)
	late, contested := money.Amount(0), money.Amount(0)
	for _, d := range s.facts.Debts {
		if d.DueOn < r.Today() {
			late += d.Open
			contested += d.Disputed()
		}
	}
	expected := max(late-contested-s.facts.Unapplied, 0)
	for _, p := range s.facts.Promises {
		if p.Currency != s.e.Currency || p.Entity != s.e.ID {
			continue
		}
		received, err := db.One[money.Amount](r, qReceived, p.Customer, p.Entity, p.Currency, p.MadeOn, p.Until, p.ID)
		if err != nil {
			return err
		}
		expected, v.Promised = max(p.Amount-received, 0), p.DueOn
	}
	v.Expected, v.Disputed = expected.In(s.e.Currency), contested.In(s.e.Currency)
	day, err := last.One()
	if err != db.ErrNone {
		v.Last = day
		return err
	}
	return nil
}
