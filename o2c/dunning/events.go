package dunning

import (
	"encaisse/base/day"
	"encaisse/base/money"
)

// promised is the body of a promise's facts.
type promised struct {
	Amount   money.Amount   `json:"amount"`
	Currency money.Currency `json:"currency"`
	DueOn    day.Day        `json:"due_on"`
	Until    day.Day        `json:"until"`
	Received money.Amount   `json:"received"`
	State    string         `json:"state"`
}

// planned is the body of a plan's facts.
type planned struct {
	Total    money.Amount   `json:"total"`
	Currency money.Currency `json:"currency"`
	Paid     money.Amount   `json:"paid"`
	State    string         `json:"state"`
}
