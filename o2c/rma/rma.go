// Package rma follows what customers send back: asked for, authorised, received,
// inspected, then credited, replaced or rejected (domain.md 1.12).
package rma

import (
	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

// Prefix of a return's id as people see it.
const Prefix = "ret"

// State is where a return is.
type State string

// The states.
const (
	Requested  State = "requested"
	Authorised State = "authorised"
	Refused    State = "refused"
	Received   State = "received"
	Inspected  State = "inspected"
	Accepted   State = "accepted"
	Replaced   State = "replaced"
	Rejected   State = "rejected"
	Closed     State = "closed"
)

// Return is goods of one shipment that a customer sends back.
type Return struct {
	ID          id.ID
	Entity      id.ID
	Number      string
	Order       id.ID
	Shipment    id.ID
	Customer    id.ID
	Warehouse   id.ID
	State       State
	Outcome     State // accepted, replaced or rejected once it is decided
	Reason      string
	RequestedOn day.Day
	CreditNote  id.ID
	Replacement id.ID // order at no charge
	Version     int64
	Lines       []Line `db:"-"`
}

// Line is a quantity of a line of the shipment.
type Line struct {
	Return    id.ID
	N         int64
	ShipmentN int64
	Item      id.ID
	Quantity  money.Quantity // announced
	Received  money.Quantity
	Good      money.Quantity // good + blocked + scrapped = received, once inspected
	Blocked   money.Quantity
	Scrapped  money.Quantity
	Credited  money.Quantity
	Cost      money.Amount // of what was received, a share of the shipment's
}

// edges is the table of domain.md 1.12: event, from, to. What is not listed is
// refused.
var edges = map[string]map[State]State{
	"authorise": {Requested: Authorised},
	"refuse":    {Requested: Refused},
	"receive":   {Authorised: Received},
	"inspect":   {Received: Inspected},
	"accept":    {Inspected: Accepted},
	"replace":   {Inspected: Replaced},
	"reject":    {Inspected: Rejected},
	"close":     {Accepted: Closed, Replaced: Closed, Rejected: Closed},
}

// to moves the return along an edge, or refuses.
func (r Return) to(event string) (Return, error) {
	next, ok := edges[event][r.State]
	if !ok {
		return r, refuse.New(refuse.Conflict, "rma.state", "number", r.Number, "state", words.Key("rma.is."+r.State), "allowed", words.Allowed(edges, r.State, "rma.may."))
	}
	if r.State = next; next == Accepted || next == Replaced || next == Rejected {
		r.Outcome = next
	}
	r.Lines = append([]Line(nil), r.Lines...)
	return r, nil
}

// Part is a quantity of line n.
type Part struct {
	N        int64          `json:"n"`
	Quantity money.Quantity `json:"quantity"`
}

// received notes what came back of each line, everything announced when
// nothing is said.
func (r Return) received(parts []Part) (Return, error) {
	return r.each(parts, func(l *Line, q money.Quantity, said bool) error {
		if !said {
			q = l.Quantity
		}
		if q < 0 || q > l.Quantity {
			return refuse.New(refuse.Invalid, "rma.more", "line", l.N, "quantity", q, "most", l.Quantity)
		}
		l.Received = q
		return nil
	})
}

// credited notes what of each line is credited, everything received when
// nothing is said; lines left out get nothing.
func (r Return) credited(parts []Part) (Return, error) {
	for i := range r.Lines {
		l := &r.Lines[i]
		if l.Credited = l.Received; len(parts) > 0 {
			l.Credited = 0
		}
	}
	for _, p := range parts {
		if p.N < 1 || p.N > int64(len(r.Lines)) {
			return r, refuse.New(refuse.Invalid, "rma.line", "line", p.N)
		}
		l := &r.Lines[p.N-1]
		if p.Quantity < 0 || p.Quantity > l.Received {
			return r, refuse.New(refuse.Invalid, "rma.more", "line", p.N, "quantity", p.Quantity, "most", l.Received)
		}
		l.Credited = p.Quantity
	}
	return r, nil
}

// each says f of every line, with what was said of it; when something is said
// every line must be.
func (r Return) each(parts []Part, f func(l *Line, q money.Quantity, said bool) error) (Return, error) {
	said := map[int64]money.Quantity{}
	for _, p := range parts {
		if p.N < 1 || p.N > int64(len(r.Lines)) {
			return r, refuse.New(refuse.Invalid, "rma.line", "line", p.N)
		}
		said[p.N] = p.Quantity
	}
	for i := range r.Lines {
		l := &r.Lines[i]
		q, ok := said[l.N]
		if !ok && len(parts) > 0 {
			return r, refuse.New(refuse.Invalid, "rma.line_missing", "line", l.N)
		}
		if err := f(l, q, ok); err != nil {
			return r, err
		}
	}
	return r, nil
}

// Finding is what an inspection says of line n.
type Finding struct {
	N        int64          `json:"n"`
	Good     money.Quantity `json:"good,omitempty" doc:"to be sold again"`
	Blocked  money.Quantity `json:"blocked,omitempty" doc:"on hand, kept apart"`
	Scrapped money.Quantity `json:"scrapped,omitempty" doc:"thrown away"`
}

// inspected notes the state of what came back: all good when nothing is said,
// else every line that received something.
func (r Return) inspected(findings []Finding) (Return, error) {
	said := map[int64]Finding{}
	for _, f := range findings {
		if f.N < 1 || f.N > int64(len(r.Lines)) {
			return r, refuse.New(refuse.Invalid, "rma.line", "line", f.N)
		}
		said[f.N] = f
	}
	for i := range r.Lines {
		l := &r.Lines[i]
		f, ok := said[l.N]
		switch {
		case len(findings) == 0:
			f.Good = l.Received
		case !ok && l.Received > 0:
			return r, refuse.New(refuse.Invalid, "rma.line_missing", "line", l.N)
		}
		if f.Good < 0 || f.Blocked < 0 || f.Scrapped < 0 || f.Good+f.Blocked+f.Scrapped != l.Received {
			return r, refuse.New(refuse.Invalid, "rma.finding", "line", l.N, "received", l.Received, "found", f.Good+f.Blocked+f.Scrapped)
		}
		l.Good, l.Blocked, l.Scrapped = f.Good, f.Blocked, f.Scrapped
	}
	return r, nil
}

// empty reports whether nothing came back.
func (r Return) empty() bool {
	for _, l := range r.Lines {
		if l.Received > 0 {
			return false
		}
	}
	return true
}

// costed gives a line its share of what its shipment line cost: that of all
// pieces back so far less that of those before, so that all of them together
// cost what was shipped.
func (l Line) costed(before, shipped money.Quantity, cost money.Amount) (Line, error) {
	upTo, err := money.MulDiv(int64(cost), int64(before+l.Received), int64(shipped))
	if err != nil {
		return l, err
	}
	from, err := money.MulDiv(int64(cost), int64(before), int64(shipped))
	l.Cost = money.Amount(upTo - from)
	return l, err
}
