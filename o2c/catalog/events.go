package catalog

import "encaisse/base/money"

// priced is the body of catalog.created and catalog.changed.
type priced struct {
	Price    money.Price    `json:"price"`
	Currency money.Currency `json:"currency"`
}
