package receivable

import (
	"encaisse/base/day"
	"encaisse/base/money"
)

// late is the body of receivable.late: an item crossed a threshold.
type late struct {
	Days      int64          `json:"days"`
	Threshold int64          `json:"threshold"`
	Open      money.Amount   `json:"open"`
	Currency  money.Currency `json:"currency"`
}

// agreed is the body of receivable.rate_agreed.
type agreed struct {
	ValidFrom day.Day       `json:"valid_from"`
	Rate      money.Percent `json:"rate"`
}
