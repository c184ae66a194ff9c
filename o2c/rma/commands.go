package rma

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/series"
	"encaisse/o2c/shipping"
)

// Request asks to send goods of a shipment back.
type Request struct {
	Shipment string `json:"shipment" doc:"id or number"`
	Reason   string `json:"reason" enum:"damaged,defective,wrong_item,too_many,not_wanted,late,other" doc:"why"`
	Lines    []Part `json:"lines,omitempty" maxItems:"2000" doc:"lines of the shipment; all its goods when left out"`
}

// Ask enters a return that somebody else has to authorise or refuse.
func Ask(w *db.Write, in Request) (View, error) {
	s, _, err := shipping.Both(w, in.Shipment)
	if err != nil {
		return View{}, err
	}
	if !s.Left() {
		return View{}, refuse.New(refuse.Conflict, "rma.not_shipped", "shipment", s.Number)
	}
	r, err := request(w, s, in)
	if err != nil {
		return View{}, err
	}
	emit(w, "rma.requested", r, moved{To: r.State, Reason: r.Reason, Lines: r.lines()})
	if r, err = numbered(w, r); err != nil {
		return View{}, err
	}
	return said(w, r)
}

// request makes the return: no more of a line than was shipped of it and is not
// back or on its way back already.
func request(w *db.Write, s shipping.Shipment, in Request) (Return, error) {
	r := Return{ID: w.NewID(), Entity: s.Entity, Order: s.Order, Shipment: s.ID, Customer: s.Customer, Warehouse: s.Warehouse,
		State: Requested, Reason: in.Reason, RequestedOn: w.Day(), Version: 1}
	rows, err := db.All[back](w.Read, qBack, s.ID)
	if err != nil {
		return r, err
	}
	left := map[int64]money.Quantity{}
	for _, l := range s.Lines {
		if l.Kind == "goods" {
			left[l.N] = l.Picked
		}
	}
	for _, b := range rows {
		left[b.ShipmentN] -= b.Asked
	}
	parts := in.Lines
	if len(parts) == 0 {
		for _, l := range s.Lines {
			if left[l.N] > 0 {
				parts = append(parts, Part{l.N, left[l.N]})
			}
		}
	}
	for _, p := range parts {
		if p.N < 1 || p.N > int64(len(s.Lines)) {
			return r, refuse.New(refuse.Invalid, "rma.line", "line", p.N)
		}
		if s.Lines[p.N-1].Kind != "goods" {
			return r, refuse.New(refuse.Invalid, "rma.service", "line", p.N)
		}
		if p.Quantity <= 0 || p.Quantity > left[p.N] {
			return r, refuse.New(refuse.Conflict, "rma.more", "line", p.N, "quantity", p.Quantity, "most", max(left[p.N], 0))
		}
		left[p.N] -= p.Quantity
		r.Lines = append(r.Lines, Line{Return: r.ID, N: int64(len(r.Lines) + 1), ShipmentN: p.N, Item: s.Lines[p.N-1].Item, Quantity: p.Quantity})
	}
	if len(r.Lines) == 0 {
		return r, refuse.New(refuse.Conflict, "rma.nothing", "shipment", s.Number)
	}
	return r, nil
}

// numbered gives a new return its number, the last lock of the command, and
// writes it.
func numbered(w *db.Write, r Return) (Return, error) {
	n, err := series.Yearly(w, "return", "RET", w.Today())
	if err != nil {
		return r, err
	}
	r.Number = n.Text
	insert(w, r)
	return r, nil
}

// ByID names one return.
type ByID struct {
	ID string `path:"id" json:"-" doc:"id or number"`
}

// Because names a return and says why.
type Because struct {
	ID     string `path:"id" json:"-" doc:"id or number"`
	Reason string `json:"reason,omitempty" maxLength:"200"`
}

// Authorise lets the customer send the goods back.
func Authorise(w *db.Write, in Because) (View, error) {
	return step(w, in.ID, "authorise", "rma.authorised", in.Reason, nil)
}

// Refuse does not.
func Refuse(w *db.Write, in Because) (View, error) {
	return step(w, in.ID, "refuse", "rma.refused", in.Reason, nil)
}

// ToReceive says what came back.
type ToReceive struct {
	ID    string `path:"id" json:"-" doc:"id or number"`
	Lines []Part `json:"lines,omitempty" maxItems:"2000" doc:"every line; everything announced when left out"`
}

// Receive notes what came back: it is in the house, not in stock, until it is
// inspected and the return is decided.
func Receive(w *db.Write, in ToReceive) (View, error) {
	return step(w, in.ID, "receive", "rma.received", "", func(r Return) (Return, error) { return r.received(in.Lines) })
}

// ToInspect says in which state it is.
type ToInspect struct {
	ID    string    `path:"id" json:"-" doc:"id or number"`
	Lines []Finding `json:"lines,omitempty" maxItems:"2000" doc:"every line; all good when left out"`
}

// Inspect notes in which state it is.
func Inspect(w *db.Write, in ToInspect) (View, error) {
	return step(w, in.ID, "inspect", "rma.inspected", "", func(r Return) (Return, error) { return r.inspected(in.Lines) })
}

// Reject sends the goods back to the customer: neither stock nor account moves.
func Reject(w *db.Write, in Because) (View, error) {
	return step(w, in.ID, "reject", "rma.rejected", in.Reason, nil)
}

// Close ends a return that was decided.
func Close(w *db.Write, in ByID) (View, error) {
	return step(w, in.ID, "close", "rma.closed", "", nil)
}

// step moves a return along an edge when nothing else has to know.
func step(w *db.Write, ref, event, typ, reason string, change func(Return) (Return, error)) (View, error) {
	old, err := lock(w, ref)
	if err != nil {
		return View{}, err
	}
	r, err := old.to(event)
	if err == nil && change != nil {
		r, err = change(r)
	}
	if err != nil {
		return View{}, err
	}
	body := moved{From: old.State, To: r.State, Reason: reason}
	if change != nil {
		body.Lines = r.lines()
	}
	emit(w, typ, r, body)
	save(w, old, r)
	return said(w, r)
}
