package order

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/stock"
)

// What packages further down tell an order, in their own transaction and under
// its lock. It keeps the quantities its guards need, never a copied status.

// Part is a quantity of a line.
type Part struct {
	N        int64          `json:"n"`
	Quantity money.Quantity `json:"quantity"`
}

// Plan releases a confirmed order to the warehouse.
func Plan(w *db.Write, old Order) Order {
	if old.State == Released {
		return old
	}
	o := Launch(w, old)
	save(w, old, o)
	o.Version++
	return o
}

// Launch says that a confirmed order is released, without writing it: the
// fact comes before those of the shipment, which writes the order once.
func Launch(w *db.Write, o Order) Order {
	if from := o.State; from != Released {
		o.State = Released
		emit(w, "order.released", o, moved{from, o.State, "", nil, 0})
	}
	return o
}

// Picked notes what was taken from the shelf (negative: put back).
func Picked(w *db.Write, old Order, parts []Part) (Order, error) {
	return tell(w, old, parts, func(l *Line, q money.Quantity) error {
		if !l.Goods() {
			return nil
		}
		l.Picked += q
		if l.Picked > l.Reserved || l.Picked < 0 {
			return refuse.New(refuse.Conflict, "order.not_reserved", "sku", l.SKU, "reserved", l.Reserved)
		}
		return nil
	})
}

// Missed notes what could not be found on the shelf: it waits again.
func Missed(w *db.Write, old Order, parts []Part) (Order, []stock.Want, error) {
	var back []stock.Want
	o, err := tell(w, old, parts, func(l *Line, q money.Quantity) error {
		// What was amended away since it was planned is not reserved any more.
		if q = min(q, l.Reserved-l.Picked); l.Goods() && q > 0 {
			l.Reserved, l.Backordered = l.Reserved-q, l.Backordered+q
			back = append(back, stock.Want{Item: l.Item, Warehouse: l.Warehouse, Quantity: q})
		}
		return nil
	})
	return o, back, err
}

// Shipped notes what left, and returns what of the remainder's value, tax
// included, went with it. An order that was held since it was planned does not
// leave: it counts nothing in exposure.
func Shipped(w *db.Write, old Order, parts []Part) (Order, money.Amount, error) {
	if old.State == CreditHold {
		return old, 0, old.Can("ship")
	}
	o, err := change(old, parts, func(l *Line, q money.Quantity) error {
		l.Shipped += q
		if l.Goods() {
			l.Reserved, l.Picked = l.Reserved-q, l.Picked-q
		}
		if l.Left() < 0 { // a service was amended below what is on its way
			return refuse.New(refuse.Conflict, "order.not_left", "sku", l.SKU, "left", l.Left()+q, "wanted", q)
		}
		return nil
	})
	if err != nil {
		return o, 0, err
	}
	return remaining(w, old, o)
}

// ShippedAtOnce is Picked and Shipped in one go, for an order that Launch
// released.
func ShippedAtOnce(w *db.Write, old Order, parts []Part) (Order, money.Amount, error) {
	o, err := change(old, parts, func(l *Line, q money.Quantity) error {
		l.Shipped += q
		if l.Goods() {
			l.Reserved -= q
		}
		if l.Reserved < l.Picked {
			return refuse.New(refuse.Conflict, "order.not_reserved", "sku", l.SKU, "reserved", l.Reserved+q-l.Picked)
		}
		return nil
	})
	if err != nil {
		return o, 0, err
	}
	o.State = Released
	return remaining(w, old, o)
}

// ShippedLongAgo is Shipped for a taken-over order, whose goods never waited
// in our stock.
func ShippedLongAgo(w *db.Write, old Order) (Order, money.Amount, error) {
	o := old
	o.State = Released
	emit(w, "order.released", o, moved{old.State, o.State, "history", nil, 0})
	o.Lines = append([]Line(nil), o.Lines...)
	for i := range o.Lines {
		l := &o.Lines[i]
		l.Shipped, l.Backordered = l.Left(), 0
	}
	return remaining(w, old, o)
}

func remaining(w *db.Write, old, o Order) (Order, money.Amount, error) {
	rest, err := o.rest(w.Day())
	if err != nil {
		return o, 0, err
	}
	o.Remainder = rest
	save(w, old, o)
	o.Version++
	return o, old.Remainder - rest, nil
}

// Bill is what was invoiced of a line.
type Bill struct {
	N        int64
	Quantity money.Quantity
	Net      money.Amount
}

// Take locks an order for who holds its customer's credit row.
func Take(w *db.Write, id db.ID) (Order, error) { return db.Lock[Order](w, qLock, id) }

// Deposited notes money cashed of a deposit invoice of an order; negative: given
// back, or credited to the customer. The order is taken, and not written besides.
func Deposited(w *db.Write, o Order, amount money.Amount) {
	w.Exec1(qDeposited, o.ID, amount)
	w.Move(credit.BalanceDeposit, o.Customer, o.Currency, amount)
}

// Invoiced notes what was invoiced, and what of deposits that deducted. Shipped goods that are all invoiced close
// an order of the past at once; others are closed by hand or by the daily run.
func Invoiced(w *db.Write, old Order, bills []Bill, deducted money.Amount) (Order, error) {
	o := old
	o.Deposit -= deducted
	o.Lines = append([]Line(nil), o.Lines...)
	for _, b := range bills {
		l := &o.Lines[b.N-1]
		l.Invoiced += b.Quantity
		l.InvoicedNet += b.Net
	}
	if old.TakenOver && o.complete() && old.Can("close") == nil {
		o.State, o.Remainder = Closed, 0
		emit(w, "order.closed", o, moved{old.State, o.State, "history", nil, 0})
	}
	save(w, old, o)
	o.Version++
	return o, nil
}

// Stop takes an order out of the way of credit: held by a person, or recalled
// from the warehouse, or cancelled. Nothing may be picked; its reservations
// are given back.
func Stop(w *db.Write, old Order, event, reason string, parts ...Part) (Order, error) {
	if err := old.Can(event); err != nil {
		return old, err
	}
	if old.Picked() && len(parts) == 0 {
		return old, refuse.New(refuse.Conflict, "order.picked", "number", old.Number)
	}
	o, back := old, []stock.Want(nil)
	switch event {
	case "recall":
		if !old.left() { // confirmed it could only be cancelled for the rest, of which there is none
			return old, refuse.New(refuse.Conflict, "order.nothing_left", "number", old.Number)
		}
		o.State = Confirmed
	case "hold":
		o, back = old.freed()
		o = o.hold("manual")
		o.Reason = reason
	case "cancel":
		if old.started() {
			return old, refuse.New(refuse.Conflict, "order.started", "number", old.Number)
		}
		if old.Deposit != 0 {
			return old, refuse.New(refuse.Conflict, "order.deposit_paid", "number", old.Number, "amount", old.Deposit.In(old.Currency))
		}
		o, back = old.freed()
		o.State, o.Hold, o.Remainder, o.Reason = Cancelled, "", 0, reason
		for i := range o.Lines {
			o.Lines[i].Cancelled = o.Lines[i].Quantity
		}
	case "cancel_remainder":
		if len(parts) > 0 {
			return cancelParts(w, old, reason, parts)
		}
		o, back = old.freed()
		for i := range o.Lines {
			if l := &o.Lines[i]; l.Left() > 0 {
				parts = append(parts, Part{l.N, l.Left()})
				l.Cancelled += l.Left()
			}
		}
		o.Remainder = 0
		if o.State == Confirmed && o.started() {
			o.State = Released
		}
	}
	if err := stock.Release(w, back); err != nil {
		return old, err
	}
	emit(w, "order."+stopped[event], o, moved{From: old.State, To: o.State, Reason: reason, Lines: parts})
	save(w, old, o)
	o.Version++
	return o, nil
}

// cancelParts cancels a quantity of some lines: what is waited for first, then
// what is reserved and neither picked nor planned.
func cancelParts(w *db.Write, old Order, reason string, parts []Part) (Order, error) {
	var back []stock.Want
	o, err := change(old, parts, func(l *Line, q money.Quantity) error {
		if free := l.Left() - l.Picked; q <= 0 || q > free {
			return refuse.New(refuse.Conflict, "order.not_left", "sku", l.SKU, "left", free, "wanted", q)
		}
		l.Cancelled += q
		if !l.Goods() || old.State == CreditHold {
			return nil
		}
		waited := min(q, l.Backordered)
		l.Backordered -= waited
		if q -= waited; q > 0 {
			l.Reserved -= q
			back = append(back, stock.Want{Item: l.Item, Warehouse: l.Warehouse, Quantity: q})
		}
		return nil
	})
	if err != nil {
		return old, err
	}
	if o.State != CreditHold {
		if o.Remainder, err = o.rest(w.Day()); err != nil {
			return old, err
		}
	}
	if o.State == Confirmed && o.started() && !o.left() {
		o.State = Released
	}
	if err := stock.Release(w, back); err != nil {
		return old, err
	}
	emit(w, "order.remainder_cancelled", o, moved{old.State, o.State, reason, parts, o.Remainder})
	save(w, old, o)
	o.Version++
	return o, nil
}

var stopped = map[string]string{"recall": "recalled", "hold": "held_by_person", "cancel": "cancelled", "cancel_remainder": "remainder_cancelled"}

func tell(w *db.Write, old Order, parts []Part, f func(*Line, money.Quantity) error) (Order, error) {
	o, err := change(old, parts, f)
	if err != nil {
		return old, err
	}
	save(w, old, o)
	o.Version++
	return o, nil
}

func change(o Order, parts []Part, f func(*Line, money.Quantity) error) (Order, error) {
	o.Lines = append([]Line(nil), o.Lines...)
	for _, p := range parts {
		if p.N < 1 || p.N > int64(len(o.Lines)) {
			return o, refuse.New(refuse.Invalid, "order.line", "line", p.N)
		}
		if err := f(&o.Lines[p.N-1], p.Quantity); err != nil {
			return o, err
		}
	}
	return o, nil
}
