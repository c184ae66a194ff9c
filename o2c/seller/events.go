package seller

import "encaisse/base/money"

// created is the body of seller.created.
type created struct {
	Country  string         `json:"country"`
	Currency money.Currency `json:"currency"`
	Tax      string         `json:"tax"`
}
