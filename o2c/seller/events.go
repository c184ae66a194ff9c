package seller

import (
	"encaisse/base/day"
	"encaisse/base/money"
)

// created is the body of seller.created.
type created struct {
	Country  string         `json:"country"`
	Currency money.Currency `json:"currency"`
	Tax      string         `json:"tax"`
}

// registered is the body of seller.tax_registered and its change.
type registered struct {
	Kind   string  `json:"kind"`
	Number string  `json:"number"`
	From   day.Day `json:"from"`
	To     day.Day `json:"to"`
}

// rated is the body of seller.rate_set and its change.
type rated struct {
	State    string        `json:"state"`
	Postcode string        `json:"postcode,omitempty"`
	Rate     money.Percent `json:"rate"`
	Freight  bool          `json:"freight_taxable"`
	Services bool          `json:"services_taxable"`
	From     day.Day       `json:"valid_from"`
}
