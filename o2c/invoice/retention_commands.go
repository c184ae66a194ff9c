package invoice

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/ledger"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// What a customer of works keeps back of each milestone's invoice is owed, and
// asks for nothing: 4117 until a year after he accepted the works (domain.md 3.4;
// loi 71-584 du 16 juillet 1971, art. 2).

// retainedMonths is how long it may be kept back, from acceptance.
const retainedMonths = 12

// Acceptance says when works were accepted.
type Acceptance struct {
	ID         string  `path:"id" json:"-" doc:"id or number of the invoice"`
	AcceptedOn day.Day `json:"accepted_on" doc:"day the customer accepted the works"`
}

// ReleaseRetention makes what was kept back of an invoice due, once a year has gone
// since the works were accepted: 411 / 4117, at what it was booked at.
func ReleaseRetention(w *db.Write, in Acceptance) (View, error) {
	v, err := Find(w.Read, in.ID)
	if err != nil {
		return View{}, err
	}
	if v.Retention == 0 {
		return View{}, refuse.New(refuse.Conflict, "invoice.retention_none", "number", v.Number)
	}
	if from := in.AcceptedOn.AddMonths(retainedMonths); in.AcceptedOn.IsZero() || from > w.Today() {
		return View{}, refuse.New(refuse.Conflict, "invoice.retention_day", "number", v.Number, "accepted", in.AcceptedOn, "day", from)
	}
	c, err := party.Load(w.Read, v.Customer)
	if err != nil {
		return View{}, err
	}
	if err := credit.Hold(w, c); err != nil {
		return View{}, err
	}
	e, err := seller.Of(w.Read)
	if err != nil {
		return View{}, err
	}
	item, err := v.retained(w.Read)
	if err != nil {
		return View{}, err
	}
	if item, err = receivable.LockOne(w, item.ID); err != nil {
		return View{}, err
	}
	if !item.Retained {
		return View{}, refuse.New(refuse.Conflict, "invoice.retention_released_already", "number", v.Number, "day", item.DueOn)
	}
	d, x := e.PostingDay(w.Day()), ledger.Worth{Amount: item.Open, Home: item.HomeOpen}
	event := w.EmitOn(d, "invoice.retention_released", released{item.Open, v.Currency, in.AcceptedOn, x.Said()}, db.Obj("invoice", v.ID), db.Obj("customer", v.Customer), db.Obj("order", v.Order))
	entry, err := v.releasing(e, d, x)
	if err != nil {
		return View{}, err
	}
	if err := ledger.Post(w, event, entry); err != nil {
		return View{}, err
	}
	receivable.Release(w, item, d)
	return shown(w.Read, v)
}

// releasing is the entry of what is released.
func (v Invoice) releasing(e seller.Entity, d day.Day, x ledger.Worth) (ledger.Entry, error) {
	return ledger.RetentionReleased(ledger.Chart(e.Chart()), ledger.Head{Day: d, Currency: v.Currency, Text: v.Number, Worth: x}, int64(v.Customer), x.Amount)
}

// retained is the open item of what is kept back of an invoice: its last.
func (v Invoice) retained(r *db.Read) (receivable.Item, error) {
	items, err := receivable.ItemsOf(r, v.ID)
	if err != nil {
		return receivable.Item{}, err
	}
	return items[len(items)-1], nil
}

// keptBack is what is still kept back of an invoice, and what else is open of it.
func (v Invoice) keptBack(r *db.Read) (kept, open money.Amount, err error) {
	if v.Retention == 0 {
		return 0, 0, nil
	}
	items, err := receivable.ItemsOf(r, v.ID)
	for _, i := range items {
		if i.Retained {
			kept += i.Open
		} else {
			open += i.Open
		}
	}
	return kept, open, err
}

// creditable refuses a credit note that would take what is kept back.
func (v Invoice) creditable(r *db.Read, total money.Amount) error {
	kept, open, err := v.keptBack(r)
	if err == nil && kept > 0 && total > open {
		err = refuse.New(refuse.Conflict, "invoice.retention_credit", "number", v.Number, "open", open.In(v.Currency), "retained", kept.In(v.Currency))
	}
	return err
}
