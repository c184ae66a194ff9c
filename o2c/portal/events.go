package portal

import (
	"encaisse/base/id"
	"encaisse/base/money"
)

// begun is the body of checkout.begun.
type begun struct {
	Amount   money.Amount   `json:"amount"`
	Currency money.Currency `json:"currency"`
	Provider string         `json:"provider"`
	Shares   []told         `json:"shares"`
}

// told is a share as a fact says it.
type told struct {
	Document id.ID        `json:"document"`
	Amount   money.Amount `json:"amount"`
}

// moved is the body of checkout.opened, checkout.unsure and checkout.expired:
// what came of asking the provider.
type moved struct {
	State string `json:"state"`
	Token string `json:"token,omitempty"`
}

// heard is the body of checkout.heard.
type heard struct {
	Provider string         `json:"provider"`
	Token    string         `json:"token"`
	Kind     string         `json:"kind"`
	Amount   money.Amount   `json:"amount"`
	Currency money.Currency `json:"currency"`
	Fee      money.Amount   `json:"fee,omitempty"`
	Charge   string         `json:"charge,omitempty"`
	Effect   string         `json:"effect"`
	Payment  id.ID          `json:"payment,omitempty"`
	State    string         `json:"state"` // afterwards
}
