package invoice

import (
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/o2c/tax"
)

// issued is the body of invoice.issued and invoice.credited: it binds the
// number to the hash of the document.
type issued struct {
	Number   string         `json:"number"`
	Net      money.Amount   `json:"net"`
	Tax      money.Amount   `json:"tax"`
	Total    money.Amount   `json:"total"`
	Currency money.Currency `json:"currency"`
	DueOn    day.Day        `json:"due_on"`
	Hash     []byte         `json:"hash"`
	Moves    []tax.Moved    `json:"moves,omitempty"`
	Home     money.Amount   `json:"home,omitempty"` // where it is another: the total in the company's currency
}

// moved is the body of invoice.tax_due and invoice.tax_back: what a payment
// made due of the VAT on receipts, by rate, or what was taken back.
type moved struct {
	Moves []tax.Moved `json:"moves"`
}
