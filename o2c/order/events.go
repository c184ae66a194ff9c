package order

import (
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
)

// captured is the body of order.captured.
type captured struct {
	Total      money.Amount   `json:"total"`
	Currency   money.Currency `json:"currency"`
	Exceptions []string       `json:"exceptions,omitempty"`
}

// amended is the body of order.amended: the new total and, when the order grew
// and credit let it, the verdict about that.
type amended struct {
	captured
	Answer *asked        `json:"answer,omitempty"`
	Before money.Amount  `json:"before"`              // the total
	Rest   *money.Amount `json:"remainder,omitempty"` // what an order in progress counts from now on
	Lines  []lineAmended `json:"lines,omitempty"`
	Head   []headAmended `json:"head,omitempty"`
}

// lineAmended is a line before and after; before is null of a new line.
type lineAmended struct {
	N      int64      `json:"n"`
	SKU    string     `json:"sku"`
	Before *lineTerms `json:"before"`
	After  lineTerms  `json:"after"`
}

type lineTerms struct {
	Quantity  money.Quantity `json:"quantity"`
	UnitPrice money.Price    `json:"unit_price"`
	Discounts string         `json:"discount_percent,omitempty"`
	Net       money.Amount   `json:"net"`
}

// headAmended is a day or a number of the order before and after.
type headAmended struct {
	Field  string `json:"field"`
	Before int64  `json:"before"`
	After  int64  `json:"after"`
}

func (l Line) terms() lineTerms {
	steps, _ := catalog.ParseSteps(l.Discounts) // written by ourselves
	return lineTerms{l.Quantity, l.UnitPrice, steps.Percents().String(), l.Net}
}

// changed lists what differs between two versions of an order.
func changed(old, o Order) (lines []lineAmended, head []headAmended) {
	for i, l := range o.Lines {
		a := lineAmended{N: l.N, SKU: l.SKU, After: l.terms()}
		if i < len(old.Lines) {
			before := old.Lines[i].terms()
			if a.Before = &before; before == a.After {
				continue
			}
		}
		lines = append(lines, a)
	}
	for _, f := range []headAmended{{"requested_on", int64(old.RequestedOn), int64(o.RequestedOn)},
		{"promised_on", int64(old.PromisedOn), int64(o.PromisedOn)}, {"priority", old.Priority, o.Priority},
		{"allowance_percent", int64(old.AllowedPart), int64(o.AllowedPart)}, {"allowance_amount", int64(old.Allowed), int64(o.Allowed)}} {
		if f.Before != f.After {
			head = append(head, f)
		}
	}
	return lines, head
}

func told(old, o Order, v credit.Verdict, exceptions []Exception) amended {
	body := amended{captured: captured{o.Total, o.Currency, codes(exceptions)}, Before: old.Total}
	body.Lines, body.Head = changed(old, o)
	if v.Amount > 0 && v.Passed() {
		a := verdict(v, o.State, o.State, "")
		body.Answer = &a
	}
	return body
}

// asked is the body of order.confirmed, order.held and order.released: what
// was true under the lock.
type asked struct {
	Amount   money.Amount    `json:"amount"`
	Exposure money.Amount    `json:"exposure"`
	Limit    *money.Amount   `json:"limit"`
	Failed   []string        `json:"failed,omitempty"`
	Figures  []credit.Figure `json:"figures,omitempty"`
	Day      day.Day         `json:"day"`
	Reason   string          `json:"reason,omitempty"`
	From     State           `json:"from"`
	To       State           `json:"to"`
}

func verdict(v credit.Verdict, from, to State, reason string) asked {
	return asked{v.Amount, v.Exposure, v.Limit, v.Failed, v.Figures, v.Day, reason, from, to}
}

// moved is the body of the other changes of state.
type moved struct {
	From   State  `json:"from"`
	To     State  `json:"to"`
	Reason string `json:"reason,omitempty"`
	Lines  []Part `json:"lines,omitempty"` // what of the remainder is cancelled
	// What the order counts in exposure from then on; not said: nothing.
	Rest money.Amount `json:"remainder,omitempty"`
}

// allocated is the body of order.allocated.
type allocated struct {
	Line     int64          `json:"line"`
	Quantity money.Quantity `json:"quantity"`
}

// lacking is the body of order.backordered: what of each line waits for stock
// from then on, instead of what waited before.
type lacking struct {
	Missing []Part `json:"missing"`
}

// authorised is the body of order.price_authorised.
type authorised struct {
	Lines []int64 `json:"lines"`
}

// advanceDue is the body of order.advance_due: the part of the order that its
// policy asks for ahead.
type advanceDue struct {
	Percent money.Percent `json:"percent"`
}
