package order

import (
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
)

// allow sets what is taken off the whole order: a percentage, or an amount in the
// terms of its prices, which are before tax or include it (domain.md 4.3). What is left out stays; one of the two takes the other's
// place.
func (o *Order) allow(percent *money.Percent, amount *money.Decimal, wrong *refuse.Refusal) {
	if percent != nil {
		if *percent < 0 || *percent > money.Whole {
			wrong.At("/allowance_percent", "order.allowance_percent")
		}
		if o.AllowedPart = *percent; *percent != 0 {
			o.Allowed = 0
		}
	}
	if amount == nil {
		return
	}
	off, err := amount.Amount(o.Currency)
	if err != nil || off < 0 {
		wrong.At("/allowance_amount", "order.allowance_amount", "currency", string(o.Currency))
	}
	if off != 0 && percent != nil && *percent != 0 {
		wrong.At("/allowance_amount", "order.allowance_one")
	}
	if o.Allowed = off; off != 0 {
		o.AllowedPart = 0
	}
}

// begun reports whether something left or was invoiced.
func (o Order) begun() bool {
	for _, l := range o.Lines {
		if l.Shipped+l.Invoiced > 0 {
			return true
		}
	}
	return false
}

// borne is what the lines bear of an allowance, and what it is. Nothing is said of
// an order whose lines kept their shares when something left, nor of one that is
// still to be mended.
func (o Order) borne() (shares, off money.Amount, err error) {
	if o.begun() || o.Exceptions != "" {
		return 0, 0, nil
	}
	var sum money.Amount
	for _, l := range o.Lines {
		_, net, err := l.alone(o.Currency)
		if err != nil {
			return 0, 0, err
		}
		stated, _, err := l.Stated(o.Currency)
		if err != nil {
			return 0, 0, err
		}
		shares += net - stated
		if l.Kind != catalog.Freight {
			sum += net
		}
	}
	off, err = o.AllowedPart.Of(sum)
	return shares, off + o.Allowed, err
}
