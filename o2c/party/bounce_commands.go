package party

import "encaisse/base/db"

// Bounces notes, for who holds a customer's credit row, that mail to his address
// comes back for good; what is known already is no fact.
func Bounces(w *db.Write, c Customer, status string, objects ...db.Object) error {
	if c.Bounced != "" {
		return nil
	}
	return c.reached(w, "party.bounced", status, objects...)
}

// Reachable notes, for who holds a customer's credit row, that his address is
// good after all, though it is the same.
func Reachable(w *db.Write, c Customer) error {
	if c.Bounced == "" {
		return nil
	}
	return c.reached(w, "party.reachable", "")
}

func (c Customer) reached(w *db.Write, typ, status string, objects ...db.Object) error {
	if err := c.current(w); err != nil {
		return err
	}
	c.Bounced = status
	save(w, c)
	w.Emit(typ, returned{status}, append([]db.Object{db.Obj("customer", c.ID)}, objects...)...)
	return w.Err()
}
