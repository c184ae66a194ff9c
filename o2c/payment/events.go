package payment

import (
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/o2c/tax"
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

// advanced is the body of payment.deposited and, with its amounts negative, of
// payment.deposit_back; of payment.deposit_claimed what is owed again.
type advanced struct {
	Amount   money.Amount   `json:"amount"`
	Currency money.Currency `json:"currency"`
}

type returned struct {
	Amount   money.Amount   `json:"amount"`
	Fee      money.Amount   `json:"fee"`
	Currency money.Currency `json:"currency"`
	Reason   string         `json:"reason,omitempty"`
}

// discounted is the body of payment.discounted, and, with its amounts negative,
// of payment.discount_taken_back.
type discounted struct {
	Amount     money.Amount   `json:"amount"`
	Net        money.Amount   `json:"net"`
	Currency   money.Currency `json:"currency"`
	Documented bool           `json:"documented"`
	Moves      []tax.Moved    `json:"moves,omitempty"`
}
