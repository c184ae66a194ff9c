package receivable

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/seller"
)

// MayAgree refuses a rate that no contract of the company may state today: in France
// below three times the legal rate (domain.md 3.5).
func MayAgree(w *db.Write, e seller.Entity, rate money.Percent) error {
	least := money.Percent(0)
	if e.Country == "FR" {
		least = LeastRate(w.Today())
	}
	if rate < 0 || rate > 0 && rate < least {
		return refuse.New(refuse.Invalid, "party.invalid").At("/late_rate", "receivable.late_rate", "rate", rate, "least", least)
	}
	return nil
}

// Agree keeps a lawful rate of late payment, a year, that was agreed with a customer
// and holds from today on; 0 ends what was agreed. Nothing is written when it is the
// one in force.
func Agree(w *db.Write, customer db.ID, rate money.Percent) error {
	now, err := AgreedNow(w.Read, w.Entity, customer)
	if err != nil || now == rate {
		return err
	}
	event := w.Emit("receivable.rate_agreed", agreed{w.Today(), rate}, db.Obj("customer", customer))
	w.Exec(qAgree, w.NewID(), w.Entity, customer, w.Today(), rate, event)
	return w.Err()
}
