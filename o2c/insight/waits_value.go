package insight

import (
	"slices"

	"encaisse/base/money"
)

// What parts of an order are worth: its total is shared among its lines, and a
// quantity of a line is worth what is gone after it more than before.

// spread shares the total among the lines, tax included: they sum to it.
func (o *Ordered) spread() {
	weights, sum := make([]int64, len(o.Lines)), int64(0)
	for i, l := range o.Lines {
		tax := money.Amount(0)
		if i < len(o.Sorts) {
			tax, _ = o.Sorts[i].Rate.Of(l.Net) // beyond money.Max no order is captured
		}
		weights[i] = int64(max(l.Net+tax, 0))
		sum += weights[i]
	}
	upTo, given := int64(0), money.Amount(0)
	for i := range o.Lines {
		upTo += weights[i]
		share := o.total
		if sum > 0 {
			share = portion(o.total, upTo, sum)
		}
		o.Lines[i].gross, given = share-given, share
	}
}

// portion is a × n / d, rounded half away from zero.
func portion(a money.Amount, n, d int64) money.Amount {
	v, err := money.MulDiv(int64(a), n, d)
	if err != nil {
		return 0 // d is not 0 and n not above d, so it can not be
	}
	return money.Amount(v)
}

// rest is the value of what neither left nor is planned or cancelled.
func (o *Ordered) rest() money.Amount {
	var sum money.Amount
	for _, l := range o.Lines {
		sum += l.after(l.gone)
	}
	return sum
}

// ready is the value of what of the rest does not wait for stock.
func (o *Ordered) ready() money.Amount {
	var sum money.Amount
	for _, l := range o.Lines {
		sum += l.after(l.gone + l.waiting)
	}
	return sum
}

// after is what a line is worth beyond a quantity of it.
func (l OrderedLine) after(q money.Quantity) money.Amount {
	if q >= l.Quantity {
		return 0
	}
	return l.gross - portion(l.gross, int64(max(q, 0)), int64(l.Quantity))
}

func (o *Ordered) line(n int64) *OrderedLine {
	if n < 1 || n > int64(len(o.Lines)) {
		return &OrderedLine{}
	}
	return &o.Lines[n-1]
}

// leave takes parts out of the rest, or, with a sign of -1, puts them back.
func (o *Ordered) leave(parts []Part, sign money.Quantity) {
	for _, p := range parts {
		o.line(p.N).gone += sign * p.Quantity
	}
}

// lack makes more, or less, wait for stock.
func (o *Ordered) lack(parts []Part, sign money.Quantity) {
	for _, p := range parts {
		l := o.line(p.N)
		l.waiting = max(l.waiting+sign*p.Quantity, 0)
	}
}

// goods are the parts that take stock.
func (o *Ordered) goods(parts []Part) []Part {
	return slices.DeleteFunc(slices.Clone(parts), func(p Part) bool { return p.N > int64(len(o.Sorts)) || !o.Sorts[p.N-1].Goods })
}

// missed are the goods of a short pick that wait again: no more than is reserved
// and not picked, since what was amended away after it was planned was freed then.
func (o *Ordered) missed(at int, missing []Part) []Part {
	list := o.goods(missing)
	for i := range list {
		l := o.line(list[i].N)
		reserved := l.Quantity - l.gone - l.waiting
		for k, p := range o.parcels {
			q := amountOf(p.parts, list[i].N)
			switch {
			case k == at:
				reserved += list[i].Quantity // the rest of it is picked
			case p.stage == StageToPick:
				reserved += q
			}
		}
		list[i].Quantity = max(min(list[i].Quantity, reserved), 0)
	}
	return list
}

// amountOf is how much of a line is among parts.
func amountOf(parts []Part, n int64) (q money.Quantity) {
	for _, p := range parts {
		if p.N == n {
			q += p.Quantity
		}
	}
	return q
}

// wait says what waits for stock, and that nothing else does.
func (o *Ordered) wait(parts []Part) {
	for i := range o.Lines {
		o.Lines[i].waiting = 0
	}
	o.lack(parts, 1)
}

// cancel ends parts of the rest, what waits for stock first; all of it for nil.
func (o *Ordered) cancel(parts []Part) {
	if parts == nil {
		parts = o.left()
	}
	o.leave(parts, 1)
	o.lack(parts, -1)
}

func (o *Ordered) left() []Part {
	var out []Part
	for i, l := range o.Lines {
		if q := l.Quantity - l.gone; q > 0 {
			out = append(out, Part{int64(i + 1), q})
		}
	}
	return out
}

// less takes parts from others.
func less(from, parts []Part) []Part {
	from = slices.Clone(from)
	for _, p := range parts {
		for i := range from {
			if from[i].N == p.N {
				from[i].Quantity -= p.Quantity
			}
		}
	}
	return from
}

// quantities reports whether something is left, lacks stock, and may be planned.
func (o *Ordered) quantities() (left, lacking, free bool) {
	for _, l := range o.Lines {
		rest := l.Quantity - l.gone
		left = left || rest > 0
		lacking = lacking || rest > 0 && l.waiting > 0
		free = free || rest > l.waiting
	}
	return left, lacking, free
}
