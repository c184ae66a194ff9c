package receivable

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
	"encaisse/o2c/seller"
)

// exchanged is the body of receivable.exchanged: what an application gained by
// the rates (lost: negative), in the company's currency; taken back, the gain
// that is gone.
type exchanged struct {
	Application db.ID          `json:"application"`
	Gain        money.Amount   `json:"gain"`
	Currency    money.Currency `json:"currency"`
	Back        bool           `json:"back,omitempty"`
}

// gained is what the body of the fact says: the credit was worth more than what
// it settled, or less.
func (x worths) gained(application db.ID, c money.Currency, back bool) exchanged {
	gain := x.Credit - x.Debit
	if back {
		gain = -gain
	}
	return exchanged{application, gain, c, back}
}

// exchange books the difference between what a credit and what it settles were
// booked at, as a fact of its own (domain.md 5.2). In the company's own currency
// there is none.
func exchange(w *db.Write, owed, used Item, application db.ID, x worths, d day.Day, back bool) error {
	if x.Debit == x.Credit {
		return nil
	}
	e, err := seller.Load(w.Read, owed.Entity)
	if err != nil {
		return err
	}
	kind := "credit"
	if used.Kind == Payment {
		kind = "payment"
	}
	body := x.gained(application, e.Currency, back)
	event := w.EmitOn(d, "receivable.exchanged", body, db.Obj("invoice", owed.Document), db.Obj(kind, used.Document), db.Obj("customer", owed.Customer))
	entry, err := body.entry(e, owed, d)
	if err != nil {
		return err
	}
	return ledger.Post(w, event, entry)
}

func (x exchanged) entry(e seller.Entity, owed Item, d day.Day) (ledger.Entry, error) {
	return ledger.Exchange(ledger.Chart(e.Chart()), ledger.Head{Day: d, Currency: owed.Currency, Text: owed.Number}, int64(owed.Customer), x.Gain, x.Back)
}
