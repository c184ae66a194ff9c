package order

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
	"encaisse/o2c/stock"
)

// Turn is a place among the held orders of a group, oldest first.
type Turn struct {
	On day.Day `json:"on"`
	ID db.ID   `json:"id"`
}

// askedAtOnce is how many held orders one transaction looks at.
const askedAtOnce = 50

// RetryHeld asks credit again about the held orders of a group, oldest first,
// after one of them; those a person holds stay. At most one passes in a
// transaction (domain.md 2.2), and after so many it pauses: next is where the
// following transaction goes on, nil at the end.
func RetryHeld(w *db.Write, root db.ID, after Turn) (next *Turn, err error) {
	w.Entity = 0 // what eased may have happened in another company of ours
	held, err := db.All[heldOrder](w.Read, qHeld, root, after.On, after.ID, askedAtOnce)
	if err != nil || len(held) == 0 {
		return nil, err
	}
	l, err := lockHeld(w, held)
	if err != nil {
		return nil, err
	}
	for i, h := range held {
		passed, err := askHeld(w, l[i])
		if err != nil {
			return nil, err
		}
		if passed && i < len(held)-1 || i == askedAtOnce-1 {
			return &Turn{h.OrderedOn, h.ID}, nil
		}
	}
	return nil, nil
}

// heldOrder is a held order as the list of them says.
type heldOrder struct {
	ID        db.ID
	Customer  db.ID
	OrderedOn day.Day
}

// lockHeld takes the credit row of the group, then its orders.
func lockHeld(w *db.Write, held []heldOrder) ([]Locked, error) {
	out := make([]Locked, len(held))
	guards := map[db.ID]credit.Guarded{}
	var err error
	for i, h := range held {
		if out[i].Customer, err = party.Load(w.Read, h.Customer); err != nil {
			return nil, err
		}
		if guards[h.Customer] == nil {
			if guards[h.Customer], err = credit.Queue(w, out[i].Customer); err != nil {
				return nil, err
			}
		}
	}
	if err := w.Climb(db.Document); err != nil {
		return nil, err
	}
	orders, lines := make([]*db.Answer[Order], len(held)), make([]*db.Answer[Line], len(held))
	for i, h := range held {
		orders[i], lines[i] = db.Ask[Order](w.Read, qLock, h.ID), db.Ask[Line](w.Read, qLines, h.ID)
	}
	for i, h := range held {
		if out[i].Order, err = orders[i].One(); err != nil {
			return nil, err
		}
		if out[i].Order.Lines, err = lines[i].All(); err != nil {
			return nil, err
		}
		if out[i].Credit, err = guards[h.Customer](out[i].Order.Currency, out[i].Order.Entity); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// askHeld asks credit again about one held order, under its lock. It reports
// whether credit let it pass, also when it waits on for its stock.
func askHeld(w *db.Write, l Locked) (passed bool, err error) {
	if l.Order.State != CreditHold || l.Order.HeldByPerson() {
		return false, nil
	}
	w.Entity = l.Order.Entity
	if w.Zone, err = seller.Zone(w.Read, w.Entity); err != nil {
		return false, err
	}
	rest, err := l.Order.rest(w.Day())
	if err != nil {
		return false, err
	}
	passed = credit.Decide(w.Day(), l.Order.Currency, rest, l.Credit...).Passed()
	if passed && !l.Order.Backorder {
		// It is refused whole when stock lacks: it waits on, and is asked again
		// when stock arrives.
		wants, _, err := allot(w, l.Order)
		if err != nil {
			return passed, unserved(err)
		}
		if enough, err := stock.Enough(w, wants); err != nil || !enough {
			return passed, err
		}
	}
	_, err = retry(w, l.Order, l.Customer, l.Credit)
	return passed, err
}

// RetryOne asks credit again about one order, if it still waits.
func RetryOne(w *db.Write, id db.ID) error {
	w.Entity = 0 // what eased may have happened in another company of ours
	l, err := Lock(w, id.Text(Prefix))
	if err != nil {
		return err
	}
	_, err = askHeld(w, l)
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

// unserved is no error of a step: no warehouse delivers there for now, so the
// order waits on.
func unserved(err error) error {
	if refuse.Code(err) == "stock.unserved" {
		return nil
	}
	return err
}

// Waiting queues the orders that wait for an item in a warehouse, in the order
// of domain.md 1.3: priority, promised date, order date, id. One that takes no backorder
// and is held waits too: credit may have let it pass while stock lacked, so it
// is asked again. What waits in the queue already is not queued twice.
func Waiting(w *db.Write, item, warehouse db.ID, allocate, retry string, queue db.Queue) error {
	list, err := db.All[struct {
		ID   db.ID
		Held bool
	}](w.Read, qWaiting, item, warehouse, w.Entity)
	for _, o := range list {
		step := allocate
		if o.Held {
			step = retry
		}
		if !queue[db.Queued{Step: step, Subject: o.ID}] {
			w.Todo(step, item, o.ID)
		}
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
	wants, at, err := allot(w, o)
	if err != nil {
		return unserved(err)
	}
	got, err := stock.Reserve(w, wants, o.Partial)
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
