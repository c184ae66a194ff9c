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
	qOverdue = db.Q("dunning.worklist.overdue", `select customer, currency, cast(sum(open) as bigint), cast(sum(total) as bigint), cast(sum(home) as bigint), min(due_on) from open_item
		where entity = $1 and customer is not null and open > 0 and due_on < $2 and due_on > 0 group by customer, currency order by customer, currency`).Scans()
	// What was paid is in the company's currency already, as it was booked.
	qWeighted = db.Q("dunning.worklist.weighted", `select customer, currency, cast(sum(amount * (case when day > due_on then day - due_on else 0 end)) as bigint), cast(sum(amount) as bigint) from
		(select i.customer as customer, $3 as currency, a.debit_home as amount, a.day as day, i.due_on as due_on from application a join open_item i on i.id = a.debit
			where a.entity = $1 and a.day > $2 and i.customer is not null
		union all select customer, currency, open, $4, due_on from open_item where entity = $1 and customer is not null and open > 0 and due_on < $4) t group by customer, currency`).Scans()
	// Of a customer's broken promises the last one counts, unless another came after.
	qBroken = db.Q("dunning.worklist.broken", `select b.customer from (select customer, max(id) as id from promise where entity = $1 and state = 'broken' and until > $2 group by customer) b
		where not exists (select 1 from promise n where n.customer = b.customer and n.entity = $1 and n.id > b.id and n.state <> 'cancelled')`).Scans()
	qLastContact = db.Q("dunning.worklist.last", `select day from contact where customer = $1 and entity = $2 order by id desc limit 1`)
)

// WorklistIn asks for the day's work.
type WorklistIn struct {
	Limit int    `query:"limit" json:"limit,omitempty" minimum:"1" maximum:"1000" doc:"customers, 50 when left out"`
	Of    string `query:"of" json:"of,omitempty" enum:"mine,all," doc:"mine: those given to who asks, to whom he stands in for, and to nobody; all when left out, and for who was given none"`
}

// WorkView is a customer to be followed: one row each, the most pressing first.
type WorkView struct {
	Customer string        `json:"customer"`
	Name     string        `json:"name"`
	Priority money.Decimal `json:"priority" doc:"0 to 100"`
	Overdue  money.Money   `json:"overdue" doc:"what is in other currencies at the rate of the day, else as it was booked"`
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
}

// WorklistOut is the day's work.
type WorklistOut struct {
	Items []WorkView `json:"items"`
	Given bool       `json:"given" doc:"customers were given to who asks, or to whom he stands in for"`
}

// Worklist ranks the customers who are late by how pressing they are
// (domain.md 8.4); equals by the larger amount, then by age.
func Worklist(r *db.Read, in WorklistIn) (WorklistOut, error) {
	out := WorklistOut{Items: []WorkView{}}
	e, err := seller.Of(r)
	if err != nil {
		return out, err
	}
	list, err := pressing(r, e)
	if err != nil {
		return out, err
	}
	if list, out.Given, err = mine(r, list, in.Of == "mine"); err != nil {
		return out, err
	}
	for i := range list {
		list[i].rank(r.Today())
	}
	slices.SortStableFunc(list, func(a, b debtor) int {
		return cmp.Or(cmp.Compare(b.priority, a.priority), cmp.Compare(b.open, a.open), cmp.Compare(a.since, b.since))
	})
	if in.Limit <= 0 {
		in.Limit = 50
	}
	for _, d := range list[:min(len(list), in.Limit)] {
		v, err := d.view(r, e)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, v)
	}
	return out, nil
}

// view shows a late customer, and what is to be done about him.
func (d debtor) view(r *db.Read, e seller.Entity) (WorkView, error) {
	c, err := party.Load(r, d.customer)
	if err != nil {
		return WorkView{}, err
	}
	v := WorkView{Customer: c.Number, Name: c.Name, Priority: d.priority, Overdue: d.open.In(e.Currency), DaysLate: d.late, Risk: d.risk, Broken: d.broken}
	return v, v.next(r, d.customer)
}

// mine tells whether customers were given to who asks, and leaves out those that
// somebody else follows when that is wanted.
func mine(r *db.Read, list []debtor, wanted bool) ([]debtor, bool, error) {
	of, all, err := holders(r)
	own := func(p Portfolio) bool { return p.followedBy(r.Actor, r.Today()) }
	if err != nil || !slices.ContainsFunc(all, own) {
		return list, false, err
	}
	if wanted {
		list = slices.DeleteFunc(list, func(d debtor) bool { p, held := of[d.customer]; return held && !own(p) })
	}
	return list, true, nil
}

// next says what is to be done about the customer, or what holds it back: the
// highest rung of those due in his currencies.
func (v *WorkView) next(r *db.Read, customer db.ID) error {
	list, err := about(r, customer)
	if err != nil {
		return err
	}
	if err := v.expects(r, customer, list); err != nil {
		return err
	}
	for _, s := range list {
		if s.d.Acts() && s.d.Level.N > v.Level {
			v.Next, v.Level, v.Why = s.d.Level.Action, s.d.Level.N, ""
			if !s.window {
				v.Why = "window"
			}
		}
	}
	for _, s := range list {
		if v.Next == "" && v.Why == "" && len(s.d.Held) > 0 {
			v.Why = s.d.Held[0].Why
		}
	}
	return nil
}

// expects says what may come in of what is late, in the company's currency, and
// since when nobody spoke with the customer.
func (v *WorkView) expects(r *db.Read, customer db.ID, list []situation) error {
	last := db.Ask[day.Day](r, qLastContact, customer, r.Entity)
	expected, contested := money.Amount(0), money.Amount(0)
	for _, s := range list {
		e, c, promised, err := s.expects(r)
		if err != nil {
			return err
		}
		if expected, contested = expected+e, contested+c; v.Promised.IsZero() {
			v.Promised = promised
		}
	}
	v.Expected, v.Disputed = expected.In(v.Overdue.Currency), contested.In(v.Overdue.Currency)
	day, err := last.One()
	if err != db.ErrNone {
		v.Last = day
		return err
	}
	return nil
}

// expects is what may come in of what is late in a currency, what is disputed
// of it, and the day of an open promise.
func (s situation) expects(r *db.Read) (expected, contested money.Amount, promised day.Day, err error) {
	late := money.Amount(0)
	for _, d := range s.facts.Debts {
		if d.DueOn < r.Today() {
			late += d.Open
			contested += d.Disputed()
		}
	}
	expected = max(late-contested-s.facts.Unapplied, 0)
	for _, p := range s.facts.Promises {
		if p.Currency != s.currency || p.Entity != s.e.ID {
			continue
		}
		received, err := db.One[money.Amount](r, qReceived, p.Customer, p.Entity, p.Currency, p.MadeOn, p.Until, p.ID)
		if err != nil {
			return 0, 0, 0, err
		}
		expected, promised = max(p.Amount-received, 0), p.DueOn
	}
	if len(s.facts.Debts) == 0 {
		return expected, contested, promised, nil
	}
	booked := s.facts.Debts[len(s.facts.Debts)-1].Item
	if expected, err = atHome(r, s.e, booked, expected); err != nil {
		return 0, 0, 0, err
	}
	contested, err = atHome(r, s.e, booked, contested)
	return expected, contested, promised, err
}
