package dunning

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
)

// PlanView is a plan as doors show it.
type PlanView struct {
	ID          string           `json:"id"`
	Customer    string           `json:"customer"`
	Name        string           `json:"name" doc:"of the customer"`
	Total       money.Money      `json:"total"`
	Paid        money.Money      `json:"paid" doc:"since it was accepted"`
	StartsOn    day.Day          `json:"starts_on"`
	State       string           `json:"state" doc:"proposed, accepted, active, completed, broken, cancelled"`
	Invoices    []string         `json:"invoices"`
	Instalments []InstalmentView `json:"instalments"`
}

// InstalmentView is an instalment of a plan.
type InstalmentView struct {
	N      int64       `json:"n"`
	DueOn  day.Day     `json:"due_on"`
	Until  day.Day     `json:"until" doc:"last day of the grace"`
	Amount money.Money `json:"amount"`
	Paid   money.Money `json:"paid"`
}

func viewPlan(r *db.Read, p receivable.Plan) (PlanView, error) {
	c, err := party.Load(r, p.Customer)
	if err != nil {
		return PlanView{}, err
	}
	sum := p.Paid
	if p.Going() {
		if sum, err = paid(r, p); err != nil {
			return PlanView{}, err
		}
	}
	v := PlanView{ID: p.ID.Text(receivable.PlanPrefix), Customer: c.Number, Name: c.Name, Total: p.Total.In(p.Currency), Paid: sum.In(p.Currency),
		StartsOn: p.StartsOn, State: p.State, Invoices: []string{}, Instalments: []InstalmentView{}}
	covered, err := receivable.CoveredBy(r, p.ID)
	if err != nil {
		return v, err
	}
	for _, k := range covered {
		i, err := receivable.ItemByID(r, k.Item)
		if err != nil {
			return v, err
		}
		v.Invoices = append(v.Invoices, i.Number)
	}
	for _, part := range p.Instalments {
		of := max(0, min(sum, part.Amount))
		sum -= of
		v.Instalments = append(v.Instalments, InstalmentView{part.N, part.DueOn, part.Until, part.Amount.In(p.Currency), of.In(p.Currency)})
	}
	return v, nil
}

// ShowPlan returns one plan.
func ShowPlan(r *db.Read, in ByPlan) (PlanView, error) {
	p, err := receivable.FindPlan(r, in.ID)
	if err != nil {
		return PlanView{}, err
	}
	return viewPlan(r, p)
}

// PlanFilter asks for a list of plans.
type PlanFilter struct {
	db.Paging
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number"`
	State    string `query:"state" json:"state,omitempty" enum:"proposed,accepted,active,completed,broken,cancelled"`
}

// Plans pages through the plans, oldest first.
func Plans(r *db.Read, in PlanFilter) (db.Counted[PlanView], error) {
	out := db.Counted[PlanView]{Page: db.Page[PlanView]{Items: []PlanView{}}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	customer, err := receivable.CustomerID(r, in.Customer)
	if err != nil {
		return out, err
	}
	rows, err := receivable.Plans(r, after, customer, in.State, in.Rows()+1)
	if err != nil {
		return out, err
	}
	page, err := db.Shown(db.Paged(in.Paging, rows, func(p receivable.Plan) db.ID { return p.ID }), func(p receivable.Plan) (PlanView, error) {
		return ShowPlan(r, ByPlan{p.ID.Text(receivable.PlanPrefix)})
	})
	if err != nil {
		return out, err
	}
	return receivable.CountPlans(r, in.Paging, page, customer, in.State)
}
