package payment

import (
	"maps"
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/invoice"
	"encaisse/o2c/ledger"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// ToReturn is what the bank says of a payment it took back.
type ToReturn struct {
	ID         string         `path:"id" json:"-"`
	Reason     string         `json:"reason,omitempty" maxLength:"100"`
	Fee        *money.Decimal `json:"fee,omitempty" doc:"what the bank charged"`
	ReturnedOn day.Day        `json:"returned_on,omitempty" doc:"the business day when left out"`
}

// Return takes a payment back: all its applications are reversed, invoices are
// open again with their original due date, the bank's fee is apart.
func Return(w *db.Write, in ToReturn) (View, error) {
	p, c, e, err := lock(w, in.ID, 0)
	if err != nil {
		return View{}, err
	}
	if p.Returned {
		return View{}, refuse.New(refuse.Conflict, "payment.returned_state", "payment", p.ID.Text(Prefix))
	}
	fee, err := in.fee(p)
	if err != nil {
		return View{}, err
	}
	if !in.ReturnedOn.IsZero() {
		w.As.Day = in.ReturnedOn
	}
	advances, err := invoice.LockDeposits(w, p.ID)
	if err != nil {
		return View{}, err
	}
	uses, err := receivable.Uses(w.Read, p.ID)
	if err != nil {
		return View{}, err
	}
	if err := noRefund(w, p); err != nil {
		return View{}, err
	}
	last, err := receivable.LastDay(w.Read, p.ID)
	if err != nil {
		return View{}, err
	}
	d := e.PostingDay(max(w.Day(), p.ReceivedOn, last))
	if err := lose(w, e, p, advances, d); err != nil {
		return View{}, err
	}
	event := w.EmitOn(d, "payment.returned", returned{p.Amount, fee, p.Currency, in.Reason}, p.objects()...)
	freed := map[db.ID]receivable.Item{}
	for _, u := range uses {
		owed, _, err := receivable.Unapply(w, u.Debit, p.ID, u.Amount, d, event)
		if err != nil {
			return View{}, err
		}
		freed[owed.Document] = owed
	}
	item, err := receivable.Close(w, p.ID, d, event)
	if err != nil {
		return View{}, err
	}
	entry, err := ledger.ReturnedPayment(ledger.Chart(e.Chart()), head(e, d, p), int64(p.Customer), p.Amount, fee)
	if err != nil {
		return View{}, err
	}
	if err := ledger.Post(w, event, entry); err != nil {
		return View{}, err
	}
	if err := undoAll(w, e, p, freed, item, d); err != nil {
		return View{}, err
	}
	save(w, p, p.gone())
	return looked(w.Read, p.gone(), c, item)
}

// undoAll takes back what a payment did to each document it settled.
func undoAll(w *db.Write, e seller.Entity, p Payment, freed map[db.ID]receivable.Item, item receivable.Item, d day.Day) error {
	for _, document := range slices.Sorted(maps.Keys(freed)) {
		if err := undo(w, e, p.objects(), freed[document], item, d); err != nil {
			return err
		}
	}
	return nil
}

// gone is the payment once the bank took it back.
func (p Payment) gone() Payment {
	p.Returned = true
	return p
}

// fee is what the bank charged, 0 when it is not said.
func (in ToReturn) fee(p Payment) (fee money.Amount, err error) {
	if in.Fee != nil {
		fee, err = in.Fee.Amount(p.Currency)
	}
	if err == nil && fee < 0 {
		err = refuse.New(refuse.Invalid, "payment.invalid").At("/fee", "payment.fee")
	}
	return fee, err
}

// noRefund refuses to take back a payment part of which was paid back: that
// money is not ours to lose twice. A request to refund it is void.
func noRefund(w *db.Write, p Payment) error {
	refunded, err := receivable.Refunded(w.Read, p.ID)
	if err != nil {
		return err
	}
	if refunded != 0 {
		return refuse.New(refuse.Conflict, "payment.refunded", "payment", p.ID.Text(Prefix), "refunded", refunded.In(p.Currency))
	}
	return approval.Void(w, p.ID, "returned")
}

// Undo takes back what a payment settles of an invoice.
type Undo struct {
	ID      string `path:"id" json:"-"`
	Invoice string `json:"invoice" doc:"id or number"`
}

// Unapply frees money that was applied to an invoice; the invoice is open
// again with its original due date.
func Unapply(w *db.Write, in Undo) (View, error) {
	p, c, e, err := lock(w, in.ID, 0)
	if err != nil {
		return View{}, err
	}
	t, err := find(w.Read, in.Invoice)
	if err != nil {
		return View{}, err
	}
	if err := t.hold(w); err != nil {
		return View{}, err
	}
	uses, err := receivable.Uses(w.Read, p.ID)
	if err != nil {
		return View{}, err
	}
	used, err := takeBack(w, e, "payment.unapplied", p.ID, p.objects(), t, uses)
	if err != nil {
		return View{}, err
	}
	return looked(w.Read, p, c, used)
}

// undo takes back what came with a credit settling an invoice: the VAT that it
// made due, the discount for its being in time.
func undo(w *db.Write, e seller.Entity, objects []db.Object, item, credit receivable.Item, d day.Day) error {
	if err := invoice.TakenBack(w, e, item, credit, d); err != nil {
		return err
	}
	if err := giveBackDifferences(w, e, objects, item, credit, d); err != nil {
		return err
	}
	return giveBackDiscounts(w, e, objects, item, credit, d)
}

// takeBack frees what a credit settles of a document, by its uses.
func takeBack(w *db.Write, e seller.Entity, typ string, credit db.ID, objects []db.Object, t target, uses []receivable.Use) (receivable.Item, error) {
	var owed, used receivable.Item
	items, err := receivable.ItemsOf(w.Read, t.document)
	if err != nil {
		return used, err
	}
	uses = slices.DeleteFunc(uses, func(u receivable.Use) bool {
		return !slices.ContainsFunc(items, func(i receivable.Item) bool { return i.ID == u.Debit })
	})
	if len(uses) == 0 && t.deposit != nil {
		return t.uncash(w, e, objects, credit)
	}
	if len(uses) == 0 {
		return used, refuse.New(refuse.Conflict, "payment.not_applied", "number", t.number)
	}
	last, err := receivable.LastDay(w.Read, credit)
	if err != nil {
		return used, err
	}
	d := e.PostingDay(max(w.Day(), last))
	event := w.EmitOn(d, typ, struct{}{}, append(objects, db.Obj("invoice", t.document))...)
	for _, u := range uses {
		if owed, used, err = receivable.Unapply(w, u.Debit, credit, u.Amount, d, event); err != nil {
			return used, err
		}
	}
	if err := undo(w, e, objects, owed, used, d); err != nil {
		return used, err
	}
	return receivable.ItemByID(w.Read, credit) // what was too much is free again too
}
