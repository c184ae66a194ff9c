package stock

import (
	"encaisse/base/day"
	"encaisse/base/money"
)

// received is the body of a movement's fact: quantity and cost, negative when
// goods leave.
type received struct {
	Quantity money.Quantity `json:"quantity"`
	Cost     money.Amount   `json:"cost"`
}

// freed is the body of facts about what is reserved or blocked.
type freed struct {
	Quantity money.Quantity `json:"quantity"`
}

// blocked is the body of stock.blocked.
type blocked struct {
	Quantity money.Quantity `json:"quantity"`
	Reason   string         `json:"reason"`
}

// change is the body of stock.adjusted, with what of it was blocked.
type change struct {
	Quantity money.Quantity `json:"quantity"`
	Cost     money.Amount   `json:"cost"`
	Reason   string         `json:"reason"`
	Blocked  money.Quantity `json:"blocked,omitempty"`
}

// zoneSet is the body of stock.zone_set.
type zoneSet struct {
	Country  string       `json:"country"`
	Region   string       `json:"region,omitempty"`
	Cost     money.Amount `json:"cost"`
	Distance int64        `json:"distance"`
	Removed  bool         `json:"removed,omitempty"`
}

// binSet is the body of stock.bin_set.
type binSet struct {
	Bin string `json:"bin"`
}

// expected is the body of stock.expected and stock.expected_changed.
type expected struct {
	Quantity  money.Quantity `json:"quantity"`
	On        day.Day        `json:"on"`
	Reference string         `json:"reference,omitempty"`
	UnitCost  money.Price    `json:"unit_cost,omitempty"`
}
