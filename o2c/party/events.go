package party

import (
	"encaisse/base/day"
	"encaisse/base/money"
)

// known is the body of party.created and party.changed: no person's words.
type known struct {
	Country  string         `json:"country"`
	Currency money.Currency `json:"currency"`
	Warnings []string       `json:"warnings,omitempty"`
	Bounced  string         `json:"bounced,omitempty"` // as party.bounced left it, while the address is the same
}

// returned is the body of party.bounced and party.reachable: with what status
// mail to the address comes back, "" when it does not.
type returned struct {
	Status string `json:"status"`
}

// placed is the body of party.address_added and party.address_changed.
type placed struct {
	Country string `json:"country"`
	Region  string `json:"region,omitempty"`
}

// attested is the body of party.certified and party.certificate_changed.
type attested struct {
	State  string  `json:"state,omitempty"`
	Number string  `json:"number"`
	Kind   string  `json:"kind"`
	From   day.Day `json:"valid_from"`
	To     day.Day `json:"valid_to"`
}

// checked is the body of party.vat_checked: no person's words.
type checked struct {
	TaxID  string  `json:"tax_id"`
	Day    day.Day `json:"day"`
	Result string  `json:"result"`
	Source string  `json:"source"`
}
