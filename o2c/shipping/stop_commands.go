package shipping

import (
	"slices"
	"strings"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/order"
)

// Ending an order lives here: it needs to know what is on its way. Open
// shipments are cancelled first, their picks put back.

// ToStop names an order and says why.
type ToStop struct {
	ID     string `path:"id" json:"-" doc:"id or number"`
	Reason string `json:"reason,omitempty" maxLength:"200"`
}

// Cancel cancels an order of which nothing was shipped or invoiced.
func Cancel(w *db.Write, in ToStop) (order.View, error) { return stop(w, in, "cancel") }

// Remainder says what of the rest of an order to cancel.
type Remainder struct {
	ID     string `path:"id" json:"-" doc:"id or number"`
	Reason string `json:"reason,omitempty" maxLength:"200"`
	Lines  []Part `json:"lines,omitempty" maxItems:"2000" doc:"order lines; everything not shipped when left out"`
}

// CancelRemainder cancels what is not shipped: all of it, with the shipments
// that wait, or a quantity of some lines that no shipment is planned of.
func CancelRemainder(w *db.Write, in Remainder) (order.View, error) {
	if len(in.Lines) == 0 {
		return stop(w, ToStop{in.ID, in.Reason}, "cancel_remainder")
	}
	var busy *db.Answer[Part]
	l, err := order.LockWith(w, in.ID, func(id db.ID) { busy = db.Ask[Part](w.Read, qPlanned, id) })
	if err != nil {
		return order.View{}, err
	}
	o := l.Order
	if err := o.Can("cancel_remainder"); err != nil {
		return order.View{}, err
	}
	planned, err := busy.All()
	if err != nil {
		return order.View{}, err
	}
	var parts []order.Part
	for _, p := range in.Lines {
		if p.N < 1 || p.N > int64(len(o.Lines)) || slices.ContainsFunc(parts, func(q order.Part) bool { return q.N == p.N }) {
			return order.View{}, refuse.New(refuse.Invalid, "shipping.line", "line", p.N)
		}
		line := o.Lines[p.N-1]
		free := line.Left() - line.Picked
		for _, q := range planned {
			if q.N == p.N {
				free -= q.Quantity
			}
		}
		if p.Quantity > free {
			return order.View{}, refuse.New(refuse.Conflict, "shipping.planned_line", "sku", line.SKU, "left", free, "wanted", p.Quantity)
		}
		parts = append(parts, order.Part(p))
	}
	if o, err = order.Stop(w, o, "cancel_remainder", in.Reason, parts...); err != nil {
		return order.View{}, err
	}
	return order.Show(w.Read, order.ByID{ID: o.ID.Text(order.Prefix)})
}

// Hold keeps an order (after a first shipment: the rest of it) until a person
// releases it.
func Hold(w *db.Write, in ToStop) (order.View, error) { return stop(w, in, "hold") }

// Recall takes an order back from the warehouse.
func Recall(w *db.Write, in ToStop) (order.View, error) { return stop(w, in, "recall") }

func stop(w *db.Write, in ToStop, event string) (order.View, error) {
	l, err := order.Lock(w, in.ID)
	if err != nil {
		return order.View{}, err
	}
	o := l.Order
	if err := o.Can(event); err != nil {
		return order.View{}, err
	}
	list, err := OfOrder(w.Read, o.ID)
	if err != nil {
		return order.View{}, err
	}
	for _, s := range list {
		if s.Open() {
			if o, err = cancel(w, o, s.ID, event); err != nil {
				return order.View{}, err
			}
		}
	}
	if o, err = order.Stop(w, o, event, in.Reason); err != nil {
		return order.View{}, err
	}
	return order.Show(w.Read, order.ByID{ID: o.ID.Text(order.Prefix)})
}

// cancel ends an open shipment. Picked goods are put back only when the order
// itself is cancelled; a hold or a recall wants nothing picked.
func cancel(w *db.Write, o order.Order, id db.ID, event string) (order.Order, error) {
	old, err := lock(w, id)
	if err != nil {
		return o, err
	}
	if (event == "hold" || event == "recall") && o.Picked() {
		return o, refuse.New(refuse.Conflict, "order.picked", "number", o.Number)
	}
	s, err := old.to("cancel")
	if err != nil {
		return o, err
	}
	back := s.parts(false)
	for i := range back {
		back[i].Quantity = -back[i].Quantity
	}
	if len(back) > 0 {
		if o, err = order.Picked(w, o, back); err != nil {
			return o, err
		}
	}
	emit(w, "shipping.cancelled", s, struct{}{})
	save(w, old, s)
	return o, nil
}

// ToRefuse names an order that waits for credit and says why it is not let go.
type ToRefuse struct {
	ID     string `path:"id" json:"-" doc:"id or number"`
	Reason string `json:"reason" minLength:"1" maxLength:"200" doc:"what the salesperson and the customer are told"`
}

// Refuse ends an order that credit does not let go: it is cancelled with its
// reason. One that began to ship keeps what it shipped.
func Refuse(w *db.Write, in ToRefuse) (order.View, error) {
	if strings.TrimSpace(in.Reason) == "" {
		return order.View{}, refuse.New(refuse.Invalid, "order.invalid").At("/reason", "order.refuse_reason")
	}
	o, err := order.Find(w.Read, in.ID)
	if err != nil {
		return order.View{}, err
	}
	if o.State != order.CreditHold {
		return order.View{}, o.Unfit()
	}
	if o.Shipping() != "none" {
		return stop(w, ToStop{in.ID, in.Reason}, "cancel_remainder")
	}
	return stop(w, ToStop{in.ID, in.Reason}, "cancel")
}
