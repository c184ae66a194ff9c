package order

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/seller"
	"encaisse/o2c/stock"
)

// RetryHeld queues the held orders of a group, oldest first, to be asked
// again, each in its own transaction. Those a person holds stay.
func RetryHeld(w *db.Write, root db.ID, step string) error {
	held, err := db.All[struct {
		ID   db.ID
		Hold string
	}](w.Read, qHeld, root)
	for _, h := range held {
		if o := (Order{Hold: h.Hold}); !o.HeldByPerson() {
			w.Todo(step, root, h.ID)
		}
	}
	return err
}

// RetryOne asks credit again about one order, if it still waits.
func RetryOne(w *db.Write, id db.ID) error {
	w.Entity = 0 // what eased may have happened in another company of ours
	l, err := Lock(w, id.Text(Prefix))
	if err != nil || l.Order.State != CreditHold {
		return err
	}
	w.Entity = l.Order.Entity
	if w.Zone, err = seller.Zone(w.Read, w.Entity); err != nil {
		return err
	}
	if !l.Order.Backorder {
		// It is refused whole when stock lacks: it waits on, and is asked again.
		wants, _ := l.Order.wants()
		if enough, err := stock.Enough(w, l.Order.Warehouse, wants); err != nil || !enough {
			return err
		}
	}
	_, err = retry(w, l.Order, l.Customer, l.Credit)
	return err
}

// ConfirmTaken puts an untouched order of a takeover to credit, if it still is
// a draft.
func ConfirmTaken(w *db.Write, id db.ID) error {
	o, err := Find(w.Read, id.Text(Prefix))
	if err != nil || o.State != Draft {
		return err
	}
	_, err = Confirm(w, ByID{id.Text(Prefix)})
	return err
}

// Waiting queues the orders that wait for an item in a warehouse, in the order
// of domain.md 1.3: promised date, order date, id.
func Waiting(w *db.Write, item, warehouse db.ID, step string) error {
	ids, err := db.All[db.ID](w.Read, qWaiting, item, warehouse)
	for _, id := range ids {
		w.Todo(step, item, id)
	}
	return err
}

// Allocate reserves what is there now for an order that waits: all of it, or a
// part when the order takes parts.
func Allocate(w *db.Write, id db.ID) error {
	old, err := db.Lock[Order](w, qLock, id)
	if err != nil || old.State != Confirmed && old.State != Released {
		return err
	}
	if old.Lines, err = db.All[Line](w.Read, qLines, id); err != nil {
		return err
	}
	o := old
	o.Backorder = true
	wants, at := o.wants()
	got, err := stock.Reserve(w, o.Warehouse, wants, o.Partial)
	if err != nil {
		return err
	}
	if o, err = o.granted(wants, at, got); err != nil {
		return err
	}
	o.Backorder = old.Backorder
	any := money.Quantity(0)
	for i, k := range at {
		if got[i] > 0 {
			emit(w, "order.allocated", o, allocated{o.Lines[k].N, got[i]})
			any += got[i]
		}
	}
	if any > 0 {
		save(w, old, o)
	}
	return nil
}
