package payment

import (
	"encaisse/base/day"
	"encaisse/base/money"
)

type received struct {
	Amount     money.Amount   `json:"amount"`
	Currency   money.Currency `json:"currency"`
	ReceivedOn day.Day        `json:"received_on"`
}

// applied is the body of payment.applied; how is reference, amount or hand.
type applied struct {
	Amount   money.Amount   `json:"amount"`
	Currency money.Currency `json:"currency"`
	How      string         `json:"how"`
}

type returned struct {
	Amount   money.Amount   `json:"amount"`
	Fee      money.Amount   `json:"fee"`
	Currency money.Currency `json:"currency"`
	Reason   string         `json:"reason,omitempty"`
}
