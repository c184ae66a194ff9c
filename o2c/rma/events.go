package rma

import "encaisse/base/money"

// moved is the body of the facts that change a return's state.
type moved struct {
	From   State  `json:"from"`
	To     State  `json:"to"`
	Reason string `json:"reason,omitempty"`
	Lines  []line `json:"lines,omitempty"`
}

// line is what a fact says of a line.
type line struct {
	N        int64          `json:"n"`
	Quantity money.Quantity `json:"quantity"`
	Received money.Quantity `json:"received,omitempty"`
	Good     money.Quantity `json:"good,omitempty"`
	Blocked  money.Quantity `json:"blocked,omitempty"`
	Scrapped money.Quantity `json:"scrapped,omitempty"`
	Credited money.Quantity `json:"credited,omitempty"`
	Cost     money.Amount   `json:"cost,omitempty"`
}

func (r Return) lines() []line {
	out := make([]line, len(r.Lines))
	for i, l := range r.Lines {
		out[i] = line{l.N, l.Quantity, l.Received, l.Good, l.Blocked, l.Scrapped, l.Credited, l.Cost}
	}
	return out
}
