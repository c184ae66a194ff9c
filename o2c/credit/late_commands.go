package credit

import (
	"encaisse/base/db"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
)

// MarkLate records what of a customer crossed a threshold of lateness by
// today, under the lock that guards his orders. It returns how many items did.
func MarkLate(w *db.Write, customer db.ID) (int, error) {
	c, err := party.Load(w.Read, customer)
	if err != nil {
		return 0, err
	}
	if err := Hold(w, c); err != nil {
		return 0, err
	}
	return receivable.MarkLate(w, customer, w.Today())
}
