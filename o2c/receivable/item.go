package receivable

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/ledger"
)

// Kinds of open item.
const (
	Invoice    = "invoice"
	Opening    = "opening" // taken over from the books before
	CreditNote = "credit_note"
	Payment    = "payment"
	Discount   = "discount"   // a cash discount taken
	Difference = "difference" // a small difference written off, missing (total < 0) or too much
	Charge     = "charge"     // for lateness: penalties, fixed charges, fees
	Waiver     = "waiver"     // of a charge
)

// Someday is the due day of what is retained until a day nobody knows yet.
var Someday = day.Of(9999, 12, 31)

// Thresholds of lateness in days, in the order items cross them: past the
// first the customer's orders are suspended (more than 15 days), from the
// second on deliveries stop (45 days or more). Source: domain.md 2.3.
const (
	SuspendAfter = 15
	StopFrom     = 45
)

// Item is an open item, in minor units of its currency: what the customer owes
// (total > 0) per instalment, or what is owed to him, a payment or a credit
// note (total < 0). Open is what is left of it.
type Item struct {
	ID         id.ID
	Entity     id.ID
	Customer   id.ID // 0 = payer not known yet
	Currency   money.Currency
	Kind       string
	Document   id.ID
	Number     string
	Reference  string // the number as payers write it: letters and digits only
	Instalment int64
	IssuedOn   day.Day
	DueOn      day.Day
	Total      money.Amount
	Open       money.Amount
	Late       int64        // threshold crossed: 0, SuspendAfter or StopFrom
	Contested  money.Amount // claimed by disputes under way; Disputed is what counts of it
	TakenOver  bool
	Event      id.ID

	Pending       bool         // of its document VAT waits for the money
	Discount      money.Amount // cash discount, tax included, when paid by DiscountUntil
	DiscountUntil day.Day      // the last day; 0 = no discount

	Retained bool // kept back until it is released: asks for nothing, due on no day yet (Someday)

	Home     money.Amount // the total in the company's currency, at the rate it was booked at
	HomeOpen money.Amount // what of that is open
}

// Left is what is left of the item, always positive: to be paid, or to be used.
func (i Item) Left() money.Amount { return i.Open.Abs() }

// Standing reports whether what is owed stands alone, without an invoice: it was
// taken over from the books before, or charged for lateness.
func (i Item) Standing() bool { return i.Kind == Opening || i.Kind == Charge }

// Disputed is what is contested of what is still open: never more than that,
// whatever was paid since (domain.md 1.8).
func (i Item) Disputed() money.Amount { return max(0, min(i.Contested, i.Open)) }

// Collectible is what is open and not disputed.
func (i Item) Collectible() money.Amount { return i.Open - i.Disputed() }

// Offers is the discount that who paid on a day may take.
func (i Item) Offers(paid day.Day) money.Amount {
	if i.Discount <= 0 || i.Discount > i.Open || paid > i.DiscountUntil {
		return 0
	}
	return i.Discount
}

// Share is what an amount of what is left is worth in the company's currency,
// pro rata of what is open; the last part takes the remainder (domain.md 5.2).
func (i Item) Share(amount money.Amount) (money.Amount, error) {
	switch {
	case i.Home == i.Total:
		return amount, nil
	case amount == i.Left():
		return i.HomeOpen.Abs(), nil
	case i.Open == 0:
		return 0, nil
	}
	v, err := money.MulDiv(int64(amount), int64(i.HomeOpen), int64(i.Open))
	return money.Amount(v), err
}

// Worth is how the item was booked in the company's currency.
func (i Item) Worth() ledger.Worth { return ledger.Worth{Amount: i.Total, Home: i.Home} }

// settle lowers what is left by an amount and what that is worth (raises it
// when negative).
func (i Item) settle(amount, home money.Amount) (Item, error) {
	if i.Total < 0 {
		i.Open, i.HomeOpen = i.Open+amount, i.HomeOpen+home
	} else {
		i.Open, i.HomeOpen = i.Open-amount, i.HomeOpen-home
	}
	if i.Total >= 0 && (i.Open < 0 || i.Open > i.Total) || i.Total < 0 && (i.Open > 0 || i.Open < i.Total) {
		return i, refuse.New(refuse.Conflict, "receivable.open_short", "number", i.Number,
			"open", (i.Open + amount).Abs().In(i.Currency), "amount", amount.In(i.Currency))
	}
	return i, nil
}

// Threshold is the highest threshold of lateness an item has crossed on a day.
func Threshold(due, today day.Day) int64 {
	switch late := DaysLate(due, today); {
	case late >= StopFrom:
		return StopFrom
	case late > SuspendAfter:
		return SuspendAfter
	}
	return 0
}

// Normal is a reference as it is compared: capitals and digits only.
func Normal(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z':
			return r
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		}
		return -1
	}, s)
}
