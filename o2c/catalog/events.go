package catalog

import (
	"encaisse/base/day"
	"encaisse/base/money"
)

// priced is the body of catalog.created and catalog.changed.
type priced struct {
	Price    money.Price    `json:"price"`
	Currency money.Currency `json:"currency"`
}

// floored is the body of catalog.floored.
type floored struct {
	Floor    *money.Price   `json:"floor"`
	Currency money.Currency `json:"currency"`
}

// listBody is the body of catalog.list_created.
type listBody struct {
	Currency money.Currency `json:"currency"`
	Included bool           `json:"tax_included,omitempty"`
}

// listedBody is the body of catalog.price_set and catalog.price_changed.
type listedBody struct {
	Price    money.Price    `json:"price"`
	Currency money.Currency `json:"currency"`
	Least    money.Quantity `json:"least"`
	From     day.Day        `json:"from"`
	To       day.Day        `json:"to"`
}

// endBody is the body of catalog.price_ended and catalog.promotion_ended.
type endBody struct {
	To day.Day `json:"to"`
}

// promotionBody is the body of catalog.promotion_created.
type promotionBody struct {
	Percent  money.Percent  `json:"percent"`
	Each     money.Price    `json:"each"`
	Currency money.Currency `json:"currency"`
	From     day.Day        `json:"from"`
	To       day.Day        `json:"to"`
}

// authorityBody is the body of catalog.authority_set and
// catalog.authority_changed.
type authorityBody struct {
	Role       string         `json:"role"`
	Discount   *money.Percent `json:"max_discount"`
	BelowFloor bool           `json:"below_floor"`
}

// tariffBody is the body of catalog.tariff_set and catalog.tariff_changed.
type tariffBody struct {
	Code  string  `json:"code"`
	From  day.Day `json:"from"`
	Zones int     `json:"zones"`
	Rates int     `json:"rates"`
}
