package receivable

import "encaisse/base/money"

// late is the body of receivable.late: an item crossed a threshold.
type late struct {
	Days      int64          `json:"days"`
	Threshold int64          `json:"threshold"`
	Open      money.Amount   `json:"open"`
	Currency  money.Currency `json:"currency"`
}
