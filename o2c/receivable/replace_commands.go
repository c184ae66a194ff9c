package receivable

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
)

// CanReplace refuses what may not move to another document: an item that is
// contested, in a plan that goes on, or of which something was given up
// (domain.md 1.5). The customer is locked.
func CanReplace(r *db.Read, items []Item) error {
	var planned map[db.ID]bool
	for _, i := range items {
		if i.Contested > 0 {
			return refuse.New(refuse.Conflict, "receivable.replace_disputed", "number", i.Number)
		}
		lost, err := db.One[int64](r, qLost, i.ID)
		if err != nil {
			return err
		}
		if lost > 0 {
			return refuse.New(refuse.Conflict, "receivable.replace_lost", "number", i.Number)
		}
		if planned == nil {
			list, err := Planned(r, i.Customer)
			if err != nil {
				return err
			}
			planned = map[db.ID]bool{}
			for _, id := range list {
				planned[id] = true
			}
		}
		if planned[i.ID] {
			return refuse.New(refuse.Conflict, "receivable.replace_planned", "number", i.Number)
		}
	}
	return nil
}

var qLost = db.Q("receivable.lost", `select count(*) from application where debit = $1 and debit is not null and kind = 'write_off'`)

// Replace closes the items of a document, all of which is open, and opens those
// of the one that replaces it. How late they are goes with them: who was
// suspended stays so.
func Replace(w *db.Write, old, items []Item, d day.Day, event db.ID) ([]Item, error) {
	var crossed int64
	for _, o := range old {
		done, err := o.settle(o.Open, o.HomeOpen)
		if err != nil {
			return nil, err
		}
		save(w, o, done)
		record(w, "replaced", o.ID, 0, o.Open, worths{Debit: o.HomeOpen}, d, event)
		crossed = max(crossed, o.Late)
	}
	out := make([]Item, len(items))
	for n, i := range items {
		i = New(w, i)
		i.Late = min(crossed, Threshold(i.DueOn, w.Today()))
		insert(w, i)
		if i.Late > 0 {
			w.Emit("receivable.late", late{int64(DaysLate(i.DueOn, w.Today())), i.Late, i.Open, i.Currency},
				db.Obj("item", i.ID), db.Obj("invoice", i.Document), db.Obj("customer", i.Customer))
		}
		out[n] = i
	}
	return out, w.Err()
}
