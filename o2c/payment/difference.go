package payment

import (
	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/o2c/receivable"
)

// Tolerance is how small a difference between a payment and the item it settles
// may be written off, from a day on (domain.md 1.6).
type Tolerance struct {
	ID        id.ID
	Entity    id.ID
	Currency  money.Currency
	ValidFrom day.Day
	Amount    money.Amount
	Percent   money.Percent
	Version   int64
}

// defaultTolerance is 0.50 or 0.1 %; a currency without cents has none of its own.
func defaultTolerance(c money.Currency) Tolerance {
	t := Tolerance{Currency: c, Percent: 100_000}
	if a, err := money.Decimal(500_000).Amount(c); err == nil {
		t.Amount = a
	}
	return t
}

// toleranceOn is the one in force on a day of rows in the order of their days.
func toleranceOn(rows []Tolerance, c money.Currency, on day.Day) Tolerance {
	t := defaultTolerance(c)
	for _, row := range rows {
		if row.Currency == c && row.ValidFrom <= on {
			t = row
		}
	}
	return t
}

// of is what is tolerated on an item: the lower of amount and percent.
func (t Tolerance) of(total money.Amount) (money.Amount, error) {
	part, err := t.Percent.Of(total.Abs())
	return min(part, t.Amount), err
}

// difference is a row of small_difference: missing when positive, too much when
// negative.
type difference struct {
	ID, Entity, Payment, Invoice id.ID
	Amount                       money.Amount
	Event, TakenBack             id.ID
}

// apart are the differences that stand: what was missing, what was too much.
func apart(list []difference) (missing, tooMuch money.Amount) {
	for _, x := range list {
		switch {
		case x.TakenBack != 0:
		case x.Amount > 0:
			missing += x.Amount
		default:
			tooMuch -= x.Amount
		}
	}
	return missing, tooMuch
}

// gap is what is missing of the only item an amount settles, or what is left
// over of the money (negative). By hand, an amount that settles the item looks
// at all that is left of the payment.
func gap(owed []receivable.Item, used receivable.Item, amount money.Amount) money.Amount {
	if len(owed) != 1 {
		return 0
	}
	if amount >= owed[0].Open {
		amount = used.Left()
	}
	return owed[0].Open - amount
}
