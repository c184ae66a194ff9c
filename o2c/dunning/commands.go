package dunning

import (
	"cmp"
	"slices"
	"time"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/credit"
	"encaisse/o2c/outbox"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// LastStep is the step that follows the last reminder of a customer.
const LastStep = "charge.WithLast"

// acted is the body of an action's facts.
type acted struct {
	Level    int64          `json:"level"`
	Action   string         `json:"action"`
	Template string         `json:"template"`
	Amount   money.Amount   `json:"amount"`
	Currency money.Currency `json:"currency"`
	State    string         `json:"state"`
	Why      string         `json:"why"`
}

// situation is all that decides about a customer now, in one currency.
type situation struct {
	e        seller.Entity
	c        party.Customer
	currency money.Currency
	policy   Policy // its threshold in that currency
	facts    Facts
	d        Decision
	window   bool // the decision may be carried out at this hour
}

// look reads a customer's situation in a currency and decides. Who acts on it
// holds the customer's credit row.
func look(r *db.Read, e seller.Entity, c party.Customer, in money.Currency) (situation, error) {
	p, err := policyOf(r, e.ID, place(c), r.Today())
	if err != nil {
		return situation{e: e, c: c}, err
	}
	debts, err := owed(r, e, c.ID)
	if err != nil {
		return situation{e: e, c: c}, err
	}
	return lookBy(r, e, c, debts, in, p)
}

// lookBy is look at what is known to be owed, by a policy that may be another
// than the one in force.
func lookBy(r *db.Read, e seller.Entity, c party.Customer, debts []Debt, in money.Currency, p Policy) (situation, error) {
	s, err := glance(r, e, c, debts, in, p)
	if err != nil {
		return s, err
	}
	return s, s.inspect(r)
}

// glance is lookBy as if nothing was wrong with any invoice.
func glance(r *db.Read, e seller.Entity, c party.Customer, debts []Debt, in money.Currency, p Policy) (situation, error) {
	s := situation{e: e, c: c, currency: in}
	var err error
	if s.facts, err = facts(r, e, c, debts, in); err != nil {
		return s, err
	}
	if s.policy, err = p.in(r, e, in, s.facts.Debts); err != nil {
		return s, err
	}
	s.decide(r)
	return s, nil
}

func (s *situation) decide(r *db.Read) {
	s.d = s.policy.Decide(s.facts, r.Today())
	d, minute := local(s.c, r.Now())
	s.window = s.policy.Open(s.d.Level.Action, s.c.Calendar(), d, minute)
}

// inspect reads what is wrong with the invoices that are to be called to mind,
// and decides again.
func (s *situation) inspect(r *db.Read) (err error) {
	found := false
	for k := range s.facts.Debts {
		if d := &s.facts.Debts[k]; d.preDue(r.Today()) {
			if d.Defects, err = defects(r, s.c, d.Item); err != nil {
				return err
			}
			found = found || len(d.Defects) > 0
		}
	}
	if found {
		s.decide(r)
	}
	return nil
}

// sure tells that what inspect would find changes nothing about whether something
// is to be done. Of invoices called to mind, one with a defect is checked instead,
// which is something too, unless it was checked before.
func (s situation) sure(today day.Day) bool {
	if s.d.Acts() && s.d.Level.N > courtesyLevel {
		return true
	}
	return !slices.ContainsFunc(s.facts.Debts, func(d Debt) bool {
		return d.preDue(today) && (!s.d.Acts() || d.Level == checkLevel)
	})
}

// Due are those of the next customers after one about whom something is to be done
// now, told without a lock from about as many open items as are asked for; last is
// the last customer looked at, 0 when there are no more.
func Due(r *db.Read, after db.ID, items int64) (due []db.ID, last db.ID, err error) {
	e, err := seller.Of(r)
	if err != nil {
		return nil, 0, err
	}
	of, err := owedAfter(r, e, after, items)
	if err != nil || len(of) == 0 {
		return nil, 0, err
	}
	begin, err := mayBegin(r, e, of)
	for _, c := range begin {
		yes, err := c.due(r, e)
		if err != nil {
			return nil, 0, err
		}
		if yes {
			due = append(due, c.ID)
		}
	}
	return due, of[len(of)-1][0].Customer, err
}

// due tells that something is to be done now about what he owes in some currency.
func (c candidate) due(r *db.Read, e seller.Entity) (bool, error) {
	for _, in := range currencies(e, c.debts) {
		s, err := glance(r, e, c.Customer, c.debts, in, c.p)
		if err == nil && !s.sure(r.Today()) {
			err = s.inspect(r)
		}
		if err != nil || s.due() {
			return err == nil, err
		}
	}
	return false, nil
}

// due tells that something is to be done now.
func (s situation) due() bool { return (s.d.Acts() || len(s.d.Checks) > 0) && s.window }

// candidate is a customer one of whose hours it is, the policy that says so, and
// what he owes.
type candidate struct {
	party.Customer
	p     Policy
	debts []Debt
}

// mayBegin are the customers who may be due for something now: it is the hour of
// some action, and an item of theirs is due for its next rung or to be called to
// mind. Most owe nothing that is late enough for any rung, and no more is read.
func mayBegin(r *db.Read, e seller.Entity, of [][]Debt) (begin []candidate, err error) {
	for _, debts := range of {
		c := candidate{debts: debts}
		if c.Customer, err = party.Load(r, debts[0].Customer); err != nil {
			return nil, err
		}
		if c.p, err = policyOf(r, e.ID, place(c.Customer), r.Today()); err != nil {
			return nil, err
		}
		if c.awake(r.Now()) && c.p.begins(debts, r.Today()) {
			begin = append(begin, c)
		}
	}
	return begin, nil
}

// awake tells that the hour is that of some action.
func (c candidate) awake(now time.Time) bool {
	d, minute := local(c.Customer, now)
	return c.p.Open(Email, c.Calendar(), d, minute) || c.p.Open(Call, c.Calendar(), d, minute)
}

// begins tells whether a debt is due for its next rung or to be called to mind.
func (p Policy) begins(debts []Debt, today day.Day) bool {
	return slices.ContainsFunc(debts, func(d Debt) bool {
		_, rung := p.next(d.Level, receivable.DaysLate(d.DueOn, today))
		return rung || d.preDue(today)
	})
}

// about is a customer's situation in each currency he owes in, the company's
// first.
func about(r *db.Read, customer db.ID) ([]situation, error) {
	e, err := seller.Of(r)
	if err != nil {
		return nil, err
	}
	c, err := party.Load(r, customer)
	if err != nil {
		return nil, err
	}
	return around(r, e, c)
}

func around(r *db.Read, e seller.Entity, c party.Customer) ([]situation, error) {
	p, err := policyOf(r, e.ID, place(c), r.Today())
	if err != nil {
		return nil, err
	}
	debts, err := owed(r, e, c.ID)
	if err != nil {
		return nil, err
	}
	return inEach(r, e, c, debts, p)
}

// inEach looks at what is owed, currency by currency.
func inEach(r *db.Read, e seller.Entity, c party.Customer, debts []Debt, p Policy) (list []situation, err error) {
	for _, in := range currencies(e, debts) {
		s, err := lookBy(r, e, c, debts, in, p)
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}

// Act decides about a customer under the lock of his group and does it, once in
// each currency: a message is written to the outbox of this transaction,
// everything else is a task. It reports whether something was done.
func Act(w *db.Write, customer db.ID) (bool, error) {
	_, done, err := act(w, customer, "")
	return done, err
}

// act is Act in one currency, or in all of them; the last action it began.
func act(w *db.Write, customer db.ID, only money.Currency) (last Action, done bool, err error) {
	e, err := seller.Of(w.Read)
	if err != nil {
		return last, false, err
	}
	c, err := party.Load(w.Read, customer)
	if err != nil {
		return last, false, err
	}
	if err := credit.Hold(w, c); err != nil {
		return last, false, err
	}
	list, err := around(w.Read, e, c)
	for _, s := range list {
		if only != "" && only != s.currency || !s.due() {
			continue
		}
		for _, h := range s.d.Checks {
			check(w, s, h)
		}
		done = true
		if s.d.Acts() {
			if last, err = s.begin(w); err != nil {
				return last, false, err
			}
		}
	}
	return last, done, cmp.Or(err, w.Err())
}

// check makes the task to repair an invoice before it is called to mind.
func check(w *db.Write, s situation, h Held) {
	a := Action{ID: w.NewID(), Entity: s.e.ID, Customer: s.c.ID, Currency: s.currency, Level: checkLevel, Action: Check, Template: Courtesy,
		Amount: h.Open, Day: w.Today(), State: "todo", Why: h.Defects[0], Version: 1}
	insertAction(w, a, []Part{{a.ID, h.ID, checkLevel, a.Amount, 0, true}})
	tell(w, "dunning.todo", a, []db.ID{h.ID})
}

// begin writes the action that was decided.
func (s situation) begin(w *db.Write) (Action, error) {
	d := s.d
	a := Action{ID: w.NewID(), Entity: s.e.ID, Customer: s.c.ID, Currency: s.currency, Level: d.Level.N, Action: d.Level.Action, Template: d.Level.Template,
		Amount: d.Amount, Unapplied: s.facts.Unapplied, Day: w.Today(), State: "todo", Version: 1}
	var parts []Part
	var items []db.ID
	for _, i := range d.Items {
		penalty, err := accrued(w.Read, s.e, i.Item, w.Today())
		if err != nil {
			return a, err
		}
		parts = append(parts, Part{a.ID, i.ID, i.Next.N, i.Amount, penalty, true})
		items = append(items, i.ID)
	}
	switch {
	case a.Action == Email && s.c.Unreachable() != "":
		a.Why = s.c.Unreachable()
	case a.Action == Email:
		a.State, a.Message = "queued", w.NewID()
		outbox.Insert(w, outbox.Message{ID: a.Message, Entity: a.Entity, Customer: a.Customer, Action: a.ID, Template: a.Template,
			Language: string(s.c.Language), State: "queued", QueuedAt: w.Now().UnixMicro()})
	}
	insertAction(w, a, parts)
	typ := "dunning.todo"
	if a.State == "queued" {
		typ = "dunning.queued"
		w.Later(outbox.SendStep, a.Message, outbox.Outgoing{Message: a.Message}, w.Now())
	}
	tell(w, typ, a, items)
	if a.Template == Final { // what follows the last reminder hangs on it
		w.Todo(LastStep, a.Customer, a.Customer)
	}
	return a, w.Err()
}

func tell(w *db.Write, typ string, a Action, items []db.ID) db.ID {
	objects := []db.Object{db.Obj("action", a.ID), db.Obj("customer", a.Customer)}
	for _, i := range items {
		objects = append(objects, db.Obj("item", i))
	}
	if a.Message != 0 {
		objects = append(objects, db.Obj("message", a.Message))
	}
	event := w.EmitOn(w.Today(), typ, acted{a.Level, a.Action, a.Template, a.Amount, a.Currency, a.State, a.Why}, objects...)
	receivable.Record(w, receivable.KindAction, a.ID, event, a.State, a.Amount, w.Today())
	return event
}

// move brings an action, held under its lock, to a state; a cancelled one did
// not reach its levels.
func move(w *db.Write, old, a Action, typ string, parts []Part) error {
	if err := receivable.Move(receivable.KindAction, old.State, a.State); err != nil {
		return err
	}
	saveAction(w, old, a)
	var items []db.ID
	for _, p := range parts {
		if a.State == "cancelled" && p.Live {
			w.Exec1(qPartSave, p.Action, p.Item, false, p.Amount)
		}
		items = append(items, p.Item)
	}
	tell(w, typ, a, items)
	return w.Err()
}

// still is what of an action may be asked for at this moment: items that are
// open and that nothing keeps from being chased.
func (s situation) still(parts []Part, today func() time.Time) (live []Chased, sum money.Amount) {
	d, _ := local(s.c, today())
	for _, p := range parts {
		for _, debt := range s.facts.Debts {
			if p.Live && debt.ID == p.Item && s.facts.why(debt.Item, d) == "" {
				live = append(live, Chased{debt, Level{N: p.Level}, debt.Collectible()})
				sum += debt.Collectible()
			}
		}
	}
	if sum-s.facts.Unapplied <= s.policy.Threshold {
		return nil, 0
	}
	return live, sum
}
