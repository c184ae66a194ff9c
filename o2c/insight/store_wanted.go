package insight

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
)

// Wanted is what a customer wanted of an order on some day. It starts as what he
// wants now; facts that were not known then are unsaid, the newest first.
type Wanted struct {
	PromisedOn  day.Day
	RequestedOn day.Day
	Ordered     []money.Quantity // by line
	Cancelled   []money.Quantity
	Going       bool // confirmed or held, and not cancelled
	ended       bool
}

// Unsay takes in a fact that was known, or takes back one that was not.
func (w *Wanted) Unsay(e db.Event, known bool) error {
	switch e.Type {
	case "order.confirmed", "order.held":
		w.Going = w.Going || known
	case "order.cancelled":
		w.ended = w.ended || known
	case "order.remainder_cancelled":
		var body struct {
			Lines []struct {
				N        int64
				Quantity money.Quantity
			}
		}
		if err := e.Read(&body); err != nil || !known {
			return err
		}
		for _, l := range body.Lines {
			for int64(len(w.Cancelled)) < l.N {
				w.Cancelled = append(w.Cancelled, 0)
			}
			w.Cancelled[l.N-1] += l.Quantity
		}
	case "order.amended":
		if !known {
			return w.before(e)
		}
	}
	return nil
}

// before turns what an amendment changed to what it was.
func (w *Wanted) before(e db.Event) error {
	var body struct {
		Lines []struct {
			N      int64
			Before *struct{ Quantity money.Quantity }
		}
		Head []struct {
			Field  string
			Before int64
		}
	}
	if err := e.Read(&body); err != nil {
		return err
	}
	for _, l := range body.Lines {
		switch i := int(l.N) - 1; {
		case i < 0 || i >= len(w.Ordered):
		case l.Before == nil:
			w.Ordered[i] = 0 // a line added since
		default:
			w.Ordered[i] = l.Before.Quantity
		}
	}
	for _, h := range body.Head {
		switch h.Field {
		case "promised_on":
			w.PromisedOn = day.Day(h.Before)
		case "requested_on":
			w.RequestedOn = day.Day(h.Before)
		}
	}
	return nil
}

// settle is called when every fact was heard: an order without a promised day
// is wanted when it was asked for.
func (w *Wanted) settle() {
	w.Going = w.Going && !w.ended
	if w.PromisedOn.IsZero() {
		w.PromisedOn = w.RequestedOn
	}
}

// Left is what is wanted of each line, less what was cancelled.
func (w *Wanted) Left() []money.Quantity {
	left := make([]money.Quantity, len(w.Ordered))
	for i, q := range w.Ordered {
		left[i] = q
		if i < len(w.Cancelled) {
			left[i] -= w.Cancelled[i]
		}
	}
	return left
}
