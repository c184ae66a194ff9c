package order

import (
	"encaisse/base/day"
	"encaisse/base/money"
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
	Answer *asked `json:"answer,omitempty"`
}

func told(o Order, v credit.Verdict) amended {
	body := amended{captured: captured{o.Total, o.Currency, nil}}
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
}

// allocated is the body of order.allocated.
type allocated struct {
	Line     int64          `json:"line"`
	Quantity money.Quantity `json:"quantity"`
}

// authorised is the body of order.price_authorised.
type authorised struct {
	Lines []int64 `json:"lines"`
}
