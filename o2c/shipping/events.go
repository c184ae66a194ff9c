package shipping

import (
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/o2c/order"
)

// planBody is the body of shipping.planned: how many lines, and how much of each
// order line.
type planBody struct {
	Lines int    `json:"lines"`
	Parts []Part `json:"parts"`
}

// arrived is the body of shipping.delivered, with the hash of its proof.
type arrived struct {
	On   day.Day `json:"on"`
	File string  `json:"file_sha256,omitempty"`
}

// broughtBack is the body of shipping.returned.
type broughtBack struct {
	Reason string `json:"reason"`
}

// shipped is the body of shipping.shipped: the day, and what of the order's
// value, tax included, left with it.
type shipped struct {
	On    day.Day      `json:"on"`
	Value money.Amount `json:"value"`
}

// short is the body of shipping.short: what was not on the shelf, by order line.
type short struct {
	Missing []order.Part `json:"missing"`
}
