// Package rate holds rates of exchange, and says what an amount in another
// currency is worth in a company's own (domain.md 5.2).
package rate

import (
	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// Prefix of a rate's id as people see it.
const Prefix = "fxr"

// Oldest is how many days a rate may be old on the day it is used.
const Oldest = 7

// Rate says what one of a currency is worth in another on a day: 1 Base =
// Value Quote, as central banks publish it.
type Rate struct {
	ID      id.ID
	Day     day.Day
	Base    money.Currency
	Quote   money.Currency
	Value   money.Price
	Version int64
}

// highest keeps the products of a conversion within 64 bits.
const highest = money.Price(10_000_000_000000)

// check refuses what is no rate, by its field.
func (x Rate) check() error {
	r := refuse.New(refuse.Invalid, "rate.invalid")
	if x.Day.IsZero() {
		r.At("/day", "rate.day")
	}
	if x.Base == "" {
		r.At("/from", "rate.currency")
	}
	if x.Quote == "" || x.Quote == x.Base {
		r.At("/to", "rate.currency")
	}
	if x.Value <= 0 || x.Value > highest {
		r.At("/rate", "rate.positive", "rate", x.Value)
	}
	if len(r.Fields) > 0 {
		return r
	}
	return nil
}

// To is an amount of either currency in the other one, in minor units, rounded
// once.
func (x Rate) To(home money.Currency, a money.Amount) (money.Amount, error) {
	const whole = 1_000000
	if home == x.Quote {
		v, err := money.MulDiv(int64(a), int64(x.Value)*x.Quote.Unit(), whole*x.Base.Unit())
		return money.Amount(v), err
	}
	v, err := money.MulDiv(int64(a), whole*x.Base.Unit(), int64(x.Value)*x.Quote.Unit())
	return money.Amount(v), err
}

// newest is the last of rates, either way round; none has no id.
func newest(rows []Rate, home money.Currency) (last Rate) {
	for _, x := range rows {
		if last.ID == 0 || x.Day > last.Day || x.Day == last.Day && x.Base == home {
			last = x
		}
	}
	return last
}

// usable refuses a rate that is too old on a day, and the lack of one.
func usable(rows []Rate, from, home money.Currency, on day.Day) (Rate, error) {
	last := newest(rows, home)
	if last.ID == 0 {
		return last, refuse.New(refuse.Conflict, "rate.missing", "from", string(from), "to", string(home), "day", on)
	}
	if on.Sub(last.Day) > Oldest {
		return last, refuse.New(refuse.Conflict, "rate.old", "from", string(from), "to", string(home), "day", on, "last", last.Day, "days", Oldest)
	}
	return last, nil
}
