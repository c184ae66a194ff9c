package dunning

import (
	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
)

// Action is one thing done, or to do, about a customer: at most one at a time,
// for all his items that are due for it.
type Action struct {
	ID        id.ID
	Entity    id.ID
	Customer  id.ID
	Currency  money.Currency
	Level     int64
	Action    string
	Template  string
	Amount    money.Amount // of the items
	Unapplied money.Amount // money and credit notes not applied, said beside it
	Day       day.Day
	State     string
	Why       string // of a task or a cancellation
	Message   id.ID
	Result    string
	Version   int64
}

// Part is an item of an action.
type Part struct {
	Action  id.ID
	Item    id.ID
	Level   int64
	Amount  money.Amount
	Penalty money.Amount
	Live    bool // false: the action was cancelled, the level is not reached
}
