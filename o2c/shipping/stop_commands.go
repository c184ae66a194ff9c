package shipping

import (
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

// CancelRemainder cancels what is not shipped, line by line.
func CancelRemainder(w *db.Write, in ToStop) (order.View, error) {
	return stop(w, in, "cancel_remainder")
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
