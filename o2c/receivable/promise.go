package receivable

import (
	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// Prefixes of the ids of promises and plans as people see them.
const (
	PromisePrefix = "pro"
	PlanPrefix    = "pla"
)

// Grace is how many business days after the day promised the money may come
// when nobody says otherwise (domain.md 1.9).
const Grace = 2

// Promise is what a customer promised to pay by a day, for one item or on his
// account. Until is the last day on which money counts: the day promised and
// its grace.
type Promise struct {
	ID       id.ID
	Entity   id.ID
	Customer id.ID
	Item     id.ID // 0: all he owes
	Currency money.Currency
	Amount   money.Amount
	MadeOn   day.Day
	DueOn    day.Day
	Until    day.Day
	State    string
	Received money.Amount
	Version  int64
}

// Outcome is what becomes of an open promise on a day, given what was received
// from the day it was made to its last: kept as soon as it is all there; else
// the day after the last, kept in part or broken (domain.md 1.9).
func (p Promise) Outcome(received money.Amount, today day.Day) string {
	switch {
	case received >= p.Amount:
		return "kept"
	case today <= p.Until:
		return "open"
	case received > 0:
		return "partially_kept"
	}
	return "broken"
}

// Covers tells that an open promise keeps an item from being chased.
func (p Promise) Covers(i Item) bool {
	return p.State == "open" && p.Currency == i.Currency && p.Entity == i.Entity && (p.Item == 0 || p.Item == i.ID)
}

// Plan is a payment by instalments of what is owed (échéancier). While it goes
// on its items are not chased; broken, they are owed on their own due dates
// again.
type Plan struct {
	ID       id.ID
	Entity   id.ID
	Customer id.ID
	Currency money.Currency
	Total    money.Amount
	Grace    int64 // business days after each instalment
	StartsOn day.Day
	State    string
	Since    day.Day // of acceptance
	Paid     money.Amount
	Version  int64

	Instalments []Instalment `db:"-"`
}

// Instalment is one of a plan; Until is its day and the grace.
type Instalment struct {
	N      int64
	DueOn  day.Day
	Until  day.Day
	Amount money.Amount
}

// Going tells that the plan keeps its items from being chased.
func (p Plan) Going() bool { return p.State == "accepted" || p.State == "active" }

// Check refuses instalments that are not those of the total, in the order of
// their days (refusals receivable.plan_sum, receivable.plan_days).
func (p Plan) Check(today day.Day) error {
	var sum money.Amount
	for n, part := range p.Instalments {
		sum += part.Amount
		if part.Amount <= 0 || part.DueOn < today || n > 0 && part.DueOn <= p.Instalments[n-1].DueOn {
			return refuse.New(refuse.Invalid, "receivable.plan_days", "n", n+1)
		}
	}
	if len(p.Instalments) == 0 || sum != p.Total {
		return refuse.New(refuse.Invalid, "receivable.plan_sum", "sum", sum.In(p.Currency), "total", p.Total.In(p.Currency))
	}
	return nil
}

// Outcome is what becomes of a plan on a day, given what was paid since it was
// accepted: completed, broken by an instalment late beyond its grace, or
// still going.
func (p Plan) Outcome(paid money.Amount, today day.Day) string {
	if p.State == "accepted" && today >= p.StartsOn {
		p.State = "active"
	}
	if p.State != "active" {
		return p.State
	}
	if paid >= p.Total {
		return "completed"
	}
	var upTo money.Amount
	for _, part := range p.Instalments {
		if upTo += part.Amount; upTo > paid && today > part.Until {
			return "broken"
		}
	}
	return p.State
}
