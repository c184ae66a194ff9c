package dunning

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// NewPlan is a payment by instalments of some invoices, or of all that is owed.
type NewPlan struct {
	Customer    string         `json:"customer" doc:"id or number"`
	Invoices    []string       `json:"invoices,omitempty" maxItems:"500" doc:"ids or numbers; all he owes when left out"`
	Currency    money.Currency `json:"currency,omitempty" doc:"the invoices' when left out, else the company's, or the only one he owes in"`
	Instalments []Instalment   `json:"instalments,omitempty" maxItems:"120" doc:"they sum to what is owed; left out: equal parts"`
	Parts       int64          `json:"parts,omitempty" minimum:"0" maximum:"120" doc:"how many equal parts, a month apart"`
	FirstOn     day.Day        `json:"first_on,omitempty" doc:"day of the first equal part"`
	StartsOn    day.Day        `json:"starts_on,omitempty" doc:"the day it is accepted when left out"`
	Grace       *int64         `json:"grace,omitempty" minimum:"0" maximum:"30" doc:"business days, 2 when left out"`
}

// Instalment is a part to be paid by a day.
type Instalment struct {
	DueOn  day.Day       `json:"due_on"`
	Amount money.Decimal `json:"amount"`
}

// ProposePlan writes a plan down; it changes nothing until it is accepted.
func ProposePlan(w *db.Write, in NewPlan) (PlanView, error) {
	e, err := seller.Of(w.Read)
	if err != nil {
		return PlanView{}, err
	}
	c, err := party.Find(w.Read, in.Customer)
	if err != nil {
		return PlanView{}, err
	}
	in.Currency, err = meant(w.Read, e, c, in.Currency, in.Invoices...)
	if err != nil {
		return PlanView{}, err
	}
	p := receivable.Plan{ID: w.NewID(), Entity: e.ID, Customer: c.ID, Currency: in.Currency, Grace: receivable.Grace, StartsOn: in.StartsOn, State: "proposed", Version: 1}
	if in.Grace != nil {
		p.Grace = *in.Grace
	}
	if err := credit.Hold(w, c); err != nil {
		return PlanView{}, err
	}
	items, err := in.items(w.Read, c, e)
	if err != nil {
		return PlanView{}, err
	}
	for _, i := range items {
		p.Total += i.Collectible()
	}
	if p.Instalments, err = in.parts(p, c.Calendar()); err != nil {
		return PlanView{}, err
	}
	if err := p.Check(w.Today()); err != nil {
		return PlanView{}, err
	}
	receivable.AddPlan(w, p, items)
	tellPlan(w, "plan.proposed", p)
	return viewPlan(w.Read, p)
}

// items are what the plan is about, none of them in another that goes on.
func (in NewPlan) items(r *db.Read, c party.Customer, e seller.Entity) ([]receivable.Item, error) {
	left, err := receivable.Left(r, c.ID)
	if err != nil {
		return nil, err
	}
	taken, err := receivable.Planned(r, c.ID)
	if err != nil {
		return nil, err
	}
	var out []receivable.Item
	found := map[string]bool{}
	for _, i := range left {
		meant := len(in.Invoices) == 0
		for _, ref := range in.Invoices {
			if named(i, ref) {
				meant, found[ref] = true, true
			}
		}
		if !meant || i.Entity != e.ID || i.Currency != in.Currency || i.Collectible() <= 0 {
			continue
		}
		if slices.Contains(taken, i.ID) {
			return nil, refuse.New(refuse.Conflict, "dunning.planned", "number", i.Number)
		}
		out = append(out, i)
	}
	for _, ref := range in.Invoices {
		if !found[ref] {
			return nil, refuse.New(refuse.Conflict, "dunning.not_owed", "number", ref, "customer", c.Number)
		}
	}
	if len(out) == 0 {
		return nil, refuse.New(refuse.Conflict, "dunning.nothing_owed", "customer", c.Number)
	}
	return out, nil
}

// parts are the instalments said, or equal ones with the odd cent on the last.
func (in NewPlan) parts(p receivable.Plan, c day.Calendar) ([]receivable.Instalment, error) {
	var out []receivable.Instalment
	add := func(due day.Day, a money.Amount) {
		out = append(out, receivable.Instalment{N: int64(len(out) + 1), DueOn: due, Until: c.AddWorkdays(due, int(p.Grace)), Amount: a})
	}
	switch {
	case len(in.Instalments) > 0 && in.Parts > 0 || in.Parts > 0 && in.FirstOn.IsZero():
		return nil, refuse.New(refuse.Invalid, "dunning.plan_what")
	case in.Parts > 0:
		for n, a := range money.Split(p.Total, int(in.Parts)) {
			add(in.FirstOn.AddMonths(n), a)
		}
	}
	for _, i := range in.Instalments {
		a, err := i.Amount.Amount(p.Currency)
		if err != nil {
			return nil, err
		}
		add(i.DueOn, a)
	}
	return out, nil
}

// ByPlan names a plan.
type ByPlan struct {
	ID string `path:"id" json:"-"`
}

// AcceptPlan notes that the customer agreed: from its first day on what it
// covers is not chased. What is owed must still be what was proposed.
func AcceptPlan(w *db.Write, in ByPlan) (PlanView, error) {
	p, err := lockPlan(w, in.ID)
	if err != nil {
		return PlanView{}, err
	}
	if err := receivable.Move(receivable.KindPlan, p.State, "accepted"); err != nil {
		return PlanView{}, err
	}
	covered, left, err := standing(w.Read, p)
	if err != nil {
		return PlanView{}, err
	}
	if left != p.Total {
		return PlanView{}, refuse.New(refuse.Conflict, "dunning.plan_changed", "total", p.Total.In(p.Currency), "owed", left.In(p.Currency))
	}
	taken, err := receivable.Planned(w.Read, p.Customer)
	if err != nil {
		return PlanView{}, err
	}
	for _, i := range covered {
		if slices.Contains(taken, i.Item) {
			return PlanView{}, refuse.New(refuse.Conflict, "dunning.planned", "number", "")
		}
	}
	old := p
	p.State, p.Since, p.StartsOn = "accepted", w.Today(), max(p.StartsOn, w.Today())
	receivable.KeepPlan(w, old, p)
	tellPlan(w, "plan.accepted", p)
	p.Version++
	if _, err := judge(w, &p, 0); err != nil {
		return PlanView{}, err
	}
	return viewPlan(w.Read, p)
}

// CancelPlan ends a plan that was not completed; what it covered is chased
// again.
func CancelPlan(w *db.Write, in ByPlan) (PlanView, error) {
	p, err := lockPlan(w, in.ID)
	if err != nil {
		return PlanView{}, err
	}
	if err := receivable.Move(receivable.KindPlan, p.State, "cancelled"); err != nil {
		return PlanView{}, err
	}
	old := p
	p.State = "cancelled"
	receivable.KeepPlan(w, old, p)
	tellPlan(w, "plan.cancelled", p)
	return viewPlan(w.Read, p)
}

func lockPlan(w *db.Write, ref string) (receivable.Plan, error) {
	p, err := receivable.FindPlan(w.Read, ref)
	if err != nil {
		return p, err
	}
	c, err := party.Load(w.Read, p.Customer)
	if err != nil {
		return p, err
	}
	if err := credit.Hold(w, c); err != nil {
		return p, err
	}
	return receivable.LockPlan(w, p.ID)
}

// standing is what of a plan's items is collectible now.
func standing(r *db.Read, p receivable.Plan) ([]receivable.Covered, money.Amount, error) {
	covered, err := receivable.CoveredBy(r, p.ID)
	if err != nil {
		return nil, 0, err
	}
	var left money.Amount
	for _, c := range covered {
		i, err := receivable.ItemByID(r, c.Item)
		if err != nil {
			return nil, 0, err
		}
		left += i.Collectible()
	}
	return covered, left, nil
}

// paid is what a plan was paid since it was accepted: what its items are less,
// and money received since that is not applied yet.
func paid(r *db.Read, p receivable.Plan) (money.Amount, error) {
	_, left, err := standing(r, p)
	if err != nil {
		return 0, err
	}
	unused, err := db.One[money.Amount](r, qUnusedSince, p.Customer, p.Entity, p.Currency, p.Since, p.ID)
	return p.Total - left + unused, err
}

// JudgePlan looks what became of a plan by today and reports whether something
// did.
func JudgePlan(w *db.Write, id db.ID) (bool, error) {
	p, err := lockPlan(w, id.Text(receivable.PlanPrefix))
	if err != nil {
		return false, err
	}
	sum, err := paid(w.Read, p)
	if err != nil {
		return false, err
	}
	return judge(w, &p, sum)
}

// planFacts are the facts of what becomes of a plan by itself.
var planFacts = map[string]string{"active": "plan.activated", "completed": "plan.completed", "broken": "plan.broken"}

// judge brings a plan where it is by today, a step at a time.
func judge(w *db.Write, p *receivable.Plan, sum money.Amount) (moved bool, err error) {
	for {
		old := *p
		state := p.Outcome(sum, w.Today())
		if old.State == "accepted" && state != "accepted" {
			state = "active"
		}
		if state == old.State {
			return moved, w.Err()
		}
		if err := receivable.Move(receivable.KindPlan, old.State, state); err != nil {
			return moved, err
		}
		p.State, p.Paid, moved = state, sum, true
		receivable.KeepPlan(w, old, *p)
		p.Version++
		tellPlan(w, planFacts[state], *p)
	}
}

func tellPlan(w *db.Write, typ string, p receivable.Plan) {
	event := w.EmitOn(w.Today(), typ, planned{p.Total, p.Currency, p.Paid, p.State}, db.Obj("plan", p.ID), db.Obj("customer", p.Customer))
	receivable.Record(w, receivable.KindPlan, p.ID, event, p.State, p.Paid, w.Today())
}
