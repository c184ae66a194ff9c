package closing

import (
	"maps"
	"reflect"
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/o2c/ledger"
	"encaisse/o2c/seller"
)

// cutOff posts the entries of the end of a period on its last day and takes
// them back on the next (domain.md 5.1). A period that was reopened has some
// already: what is not the same is taken back on both days, and posted again.
func cutOff(w *db.Write, e seller.Entity, last day.Day) error {
	if last < e.OpenFrom {
		return nil // its months have them
	}
	list, err := cut(w.Read, e, last)
	if err != nil {
		return err
	}
	have, err := booked(w.Read, e, last)
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(have)) {
		at := slices.IndexFunc(list, func(c cutoff) bool { return reflect.DeepEqual(c, have[id]) })
		if at >= 0 {
			list = slices.Delete(list, at, at+1)
			continue
		}
		if err := have[id].turn(w, e, last, id, true); err != nil {
			return err
		}
	}
	for _, c := range list {
		if err := c.turn(w, e, last, 0, false); err != nil {
			return err
		}
	}
	return nil
}

// turn posts an entry on the last day of a period and its mirror on the next,
// or, of one that stands (id), the mirror first.
func (c cutoff) turn(w *db.Write, e seller.Entity, last day.Day, id db.ID, back bool) error {
	for n, d := range []day.Day{last, last.AddDays(1)} {
		body, typ := c, "cutoff.booked"
		if back || n == 1 {
			body, typ = cutoff{Kind: c.Kind, Reverses: id}, "cutoff.reversed"
		}
		event := w.EmitOn(d, typ, body, db.Obj("entity", e.ID))
		if id == 0 {
			id = event
		}
		entry, err := c.entry(ledger.Chart(e.Chart()), ledger.Head{Day: d, Currency: e.Currency, Text: c.Kind})
		if err != nil {
			return err
		}
		if (n == 1) != back {
			entry = entry.Reversed(d, entry.Text)
		}
		if err := ledger.Post(w, event, entry); err != nil {
			return err
		}
	}
	return nil
}
