package receivable

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/ledger"
	"encaisse/o2c/party"
	"encaisse/o2c/rate"
	"encaisse/o2c/seller"
)

// TakenOver is what a customer owes from the books before, by document: its
// total, tax included, and what is left of it. Negative is a credit on his
// account. What was paid before is not made again (domain.md 12, point 6).
type TakenOver struct {
	Customer string         `json:"customer" doc:"id or number"`
	Number   string         `json:"invoice_number" doc:"of the books before"`
	IssuedOn day.Day        `json:"issued_on"`
	DueOn    day.Day        `json:"due_on"`
	Currency money.Currency `json:"currency,omitempty" doc:"the company's when left out"`
	Total    money.Decimal  `json:"total"`
	Open     money.Decimal  `json:"open" doc:"what is left of it, with the sign of the total"`
}

// opened is the body of receivable.taken_over.
type opened struct {
	Number   string         `json:"number"`
	Total    money.Amount   `json:"total"`
	Open     money.Amount   `json:"open"`
	Currency money.Currency `json:"currency"`
	IssuedOn day.Day        `json:"issued_on"`
	DueOn    day.Day        `json:"due_on"`
	Home     money.Amount   `json:"home,omitempty"` // where it is another: what is left in the company's currency
}

// Amounts are the total and what is left in minor units of the currency. It
// refuses what can not be an open item, each place by its pointer.
func (in TakenOver) Amounts() (total, open money.Amount, err error) {
	r := refuse.New(refuse.Invalid, "receivable.opening")
	if total, err = in.Total.Amount(in.Currency); err != nil {
		return 0, 0, err
	}
	if open, err = in.Open.Amount(in.Currency); err != nil {
		return 0, 0, err
	}
	if strings.TrimSpace(in.Number) == "" {
		r.At("/invoice_number", "receivable.opening_number")
	}
	if open.Abs() > total.Abs() || open > 0 && total < 0 || open < 0 && total > 0 {
		r.At("/open", "receivable.opening_amount", "open", open.In(in.Currency), "total", total.In(in.Currency))
	}
	if in.IssuedOn.IsZero() || open > 0 && in.DueOn < in.IssuedOn {
		r.At("/due_on", "receivable.opening_due", "due", in.DueOn, "issued", in.IssuedOn)
	}
	if len(r.Fields) > 0 {
		return 0, 0, r
	}
	return total, open, nil
}

// TakeOver opens an item of the books before: receivable against opening
// balance (411 / 890) on its day of issue, in the journal of takeovers. The
// item's total is what was left, so that the account is the sum of the items;
// the total of the document is in the fact. In another currency it is booked at
// the rate of its day of issue. Nothing left makes no item. The
// caller holds the customer's credit row.
func TakeOver(w *db.Write, in TakenOver) (Item, error) {
	e, err := seller.Of(w.Read)
	if err != nil {
		return Item{}, err
	}
	if in.Currency == "" {
		in.Currency = e.Currency
	}
	total, open, err := in.Amounts()
	if err != nil {
		return Item{}, err
	}
	c, err := party.Find(w.Read, in.Customer)
	if err != nil || open == 0 {
		return Item{}, err
	}
	home, err := rate.Worth(w.Read, e, in.Currency, in.IssuedOn, open)
	if err != nil {
		return Item{}, err
	}
	number := strings.TrimSpace(in.Number)
	d := e.PostingDay(in.IssuedOn)
	i := Item{ID: w.NewID(), Customer: c.ID, Currency: in.Currency, Kind: Opening, Number: number, Reference: Normal(number),
		Instalment: 1, IssuedOn: d, DueOn: in.DueOn, Total: open, Home: home, TakenOver: true}
	i.Document = i.ID
	i.Event = w.EmitOn(d, "receivable.taken_over", opened{number, total, open, in.Currency, in.IssuedOn, in.DueOn, i.Worth().Said()},
		db.Obj("item", i.ID), db.Obj("customer", c.ID))
	entry, err := ledger.OpeningItem(ledger.Chart(e.Chart()), ledger.Head{Day: d, Currency: in.Currency, Text: number, Worth: i.Worth()}, int64(c.ID), open)
	if err != nil {
		return i, err
	}
	if err := ledger.Post(w, i.Event, entry); err != nil {
		return i, err
	}
	return Open(w, i), w.Err()
}
