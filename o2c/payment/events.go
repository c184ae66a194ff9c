package payment

import (
	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/o2c/tax"
)

type received struct {
	Amount     money.Amount   `json:"amount"`
	Currency   money.Currency `json:"currency"`
	ReceivedOn day.Day        `json:"received_on"`
	Fee        money.Amount   `json:"fee,omitempty"`
	Home       money.Amount   `json:"home,omitempty"` // where it is another: what it is worth in the company's currency
}

// applied is the body of payment.applied; how is reference, amount,
// hand, or correction: it paid an invoice that a corrected one replaces.
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
	Home     money.Amount   `json:"home,omitempty"` // where it is another: what it was booked at in the company's currency
}

type returned struct {
	Amount   money.Amount   `json:"amount"`
	Fee      money.Amount   `json:"fee"`
	Currency money.Currency `json:"currency"`
	Reason   string         `json:"reason,omitempty"`
}

// refundFact is the body of the facts of a refund; To is a mark of account and
// holder, which stand in the refund alone.
type refundFact struct {
	Amount   money.Amount   `json:"amount"`
	Currency money.Currency `json:"currency"`
	To       string         `json:"to,omitempty"`
	Approval id.ID          `json:"approval,omitempty"`
	Reason   string         `json:"reason,omitempty"`
	Home     money.Amount   `json:"home,omitempty"`
}

// differed is the body of payment.difference_written_off (missing > 0, too much
// < 0) and of payment.difference_taken_back.
type differed struct {
	Amount   money.Amount   `json:"amount"`
	Currency money.Currency `json:"currency"`
	Moves    []tax.Moved    `json:"moves,omitempty"`
	Home     money.Amount   `json:"home,omitempty"` // always positive
}

// tolerated is the body of tolerance.set and tolerance.changed.
type tolerated struct {
	Amount   money.Amount   `json:"amount"`
	Percent  money.Percent  `json:"percent"`
	Currency money.Currency `json:"currency"`
	From     day.Day        `json:"from"`
}

// discounted is the body of payment.discounted, and, with its amounts negative,
// of payment.discount_taken_back.
type discounted struct {
	Amount     money.Amount   `json:"amount"`
	Net        money.Amount   `json:"net"`
	Currency   money.Currency `json:"currency"`
	Documented bool           `json:"documented"`
	Moves      []tax.Moved    `json:"moves,omitempty"`
	Home       money.Amount   `json:"home,omitempty"` // always positive
}
