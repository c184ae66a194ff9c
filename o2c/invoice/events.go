package invoice

import (
	"encaisse/base/day"
	"encaisse/base/money"
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
}
