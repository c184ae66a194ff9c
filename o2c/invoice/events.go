package invoice

import (
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/o2c/tax"
)

// issued is the body of invoice.issued, invoice.credited and invoice.corrected: it binds the
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

// replaced is the body of invoice.replaced, of the original: by which number, its
// total that is taken back, and the tax that waits no more.
type replaced struct {
	By       string         `json:"by"`
	Total    money.Amount   `json:"total"`
	Currency money.Currency `json:"currency"`
	Moves    []tax.Moved    `json:"moves,omitempty"`
}

// moved is the body of invoice.tax_due and invoice.tax_back: what a payment
// made due of the VAT on receipts, by rate, or what was taken back.
type moved struct {
	Moves []tax.Moved `json:"moves"`
}

// released is the body of invoice.retention_released: what a customer kept back of
// works that he accepted on a day.
type released struct {
	Amount     money.Amount   `json:"amount"`
	Currency   money.Currency `json:"currency"`
	AcceptedOn day.Day        `json:"accepted_on"`
	Home       money.Amount   `json:"home,omitempty"` // where it is another: in the company's currency, at the rate of the invoice
}
