// Package quote keeps what customers were offered: versions that replace one
// another, each good until a day (domain.md 1.1). Package order makes the prices
// of a quote, and an order of it when it is accepted.
package quote

import (
	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

// Prefix of a quote's id as people see it.
const Prefix = "quo"

// State is where a version of a quote is.
type State string

// The states.
const (
	Draft      State = "draft"
	Sent       State = "sent"
	Accepted   State = "accepted"
	Refused    State = "refused"
	Expired    State = "expired"
	Superseded State = "superseded"
)

// Quote is one version of what a customer was offered. Amounts are minor units
// of its currency.
type Quote struct {
	ID         id.ID
	Entity     id.ID
	Number     string
	Revision   int64 // 1, 2, …
	Customer   id.ID
	Currency   money.Currency
	QuotedOn   day.Day
	ValidUntil day.Day // its last day
	State      State
	Net        money.Amount
	Tax        money.Amount
	Total      money.Amount
	Content    string // JSON of Content
	Reason     string
	Order      id.ID // that it became
	MadeBy     id.ID
	Version    int64
}

// Content is what a quote offers, and how the order of it will be.
type Content struct {
	Terms       string        `json:"terms"`
	Billing     string        `json:"billing"`
	RequestedOn day.Day       `json:"requested_on,omitempty"`
	ShipTo      id.ID         `json:"ship_to,omitempty"`
	ShipCountry string        `json:"ship_country"`
	ShipRegion  string        `json:"ship_region,omitempty"`
	Freight     string        `json:"freight,omitempty"`
	Residential bool          `json:"residential,omitempty"`
	TaxIncluded bool          `json:"tax_included,omitempty"`
	AllowedPart money.Percent `json:"allowance_percent,omitempty"`
	Allowed     money.Amount  `json:"allowance,omitempty"`
	Lines       []Line        `json:"lines"`
}

// Line is a line as it was priced and taxed, with the sources of both.
type Line struct {
	N          int64          `json:"n"`
	Item       id.ID          `json:"item"`
	SKU        string         `json:"sku"`
	Name       string         `json:"name"`
	Kind       string         `json:"kind"`
	Unit       string         `json:"unit"`
	Quantity   money.Quantity `json:"quantity"`
	UnitPrice  money.Price    `json:"unit_price"`
	Discounts  string         `json:"discounts,omitempty"`
	PriceFrom  string         `json:"price_from"`
	Authorised id.ID          `json:"authorised,omitempty"`
	Net        money.Amount   `json:"net"`
	TaxClass   string         `json:"tax_class"`
	Treatment  string         `json:"treatment"`
}

// edges is the table of domain.md 1.1: event, from, to. What is not listed is
// refused.
var edges = map[string]map[State]State{
	"change":     {Draft: Draft},
	"send":       {Draft: Sent},
	"supersede":  {Sent: Superseded},
	"accept":     {Sent: Accepted},
	"refuse":     {Sent: Refused},
	"expire":     {Sent: Expired},
	"revalidate": {Sent: Sent, Expired: Sent},
}

// to moves the quote along an edge, or refuses.
func (q Quote) to(event string) (Quote, error) {
	next, ok := edges[event][q.State]
	if !ok {
		return q, refuse.New(refuse.Conflict, "quote.state", "number", q.Number, "state", words.Key("quote.is."+q.State), "allowed", words.Allowed(edges, q.State, "quote.may.", "supersede", "expire"))
	}
	q.State = next
	return q, nil
}

// usualDays is how long a quote is good when nobody says.
const usualDays = 30

// longestDays is how long one may be good.
const longestDays = 366

// until is the last day of a quote of a day.
func until(asked, on day.Day) (day.Day, error) {
	if asked.IsZero() {
		asked = on.AddDays(usualDays)
	}
	if asked < on || asked > on.AddDays(longestDays) {
		return 0, refuse.New(refuse.Invalid, "quote.invalid").At("/valid_until", "quote.valid_until", "from", on, "to", on.AddDays(longestDays))
	}
	return asked, nil
}
