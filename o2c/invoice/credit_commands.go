package invoice

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
	"encaisse/o2c/tax"
)

// ToCredit says what of an invoice to credit.
type ToCredit struct {
	ID     string `path:"id" json:"-" doc:"id or number"`
	Lines  []Part `json:"lines,omitempty" maxItems:"2000" doc:"everything not credited yet when left out"`
	Reason string `json:"reason,omitempty" maxLength:"100"`
}

// Credit issues a credit note by line against an invoice and settles it with
// what is still open of that invoice; the rest is credit on account.
func Credit(w *db.Write, in ToCredit) (View, error) {
	found, err := Find(w.Read, in.ID)
	if err != nil {
		return View{}, err
	}
	if found.Type == CreditNote {
		return View{}, refuse.New(refuse.Conflict, "invoice.is_credit_note", "number", found.Number)
	}
	c, err := party.Load(w.Read, found.Customer)
	if err != nil {
		return View{}, err
	}
	if _, err := credit.Guard(w, c, found.Currency); err != nil {
		return View{}, err
	}
	// What was credited so far is read again under the customer's lock.
	old, err := whole(w.Read, found)
	if err != nil {
		return View{}, err
	}
	e, err := seller.Of(w.Read)
	if err != nil {
		return View{}, err
	}
	note := Invoice{ID: w.NewID(), Entity: e.ID, Type: CreditNote, Customer: c.ID, Order: old.Order, Original: old.ID,
		Currency: old.Currency, Terms: "net0"}
	var credited []tax.Row
	if note, credited, err = against(w, old, note, in.Lines); err != nil {
		return View{}, err
	}
	owed, err := receivable.LockOpen(w, old.ID)
	if err != nil {
		return View{}, err
	}
	if note.Moves, err = old.settles(w.Read, note, owed); err != nil {
		return View{}, err
	}
	if note, err = issue(w, note, e, c, "credit_note", "AV"); err != nil {
		return View{}, err
	}
	left, _, err := receivable.Settle(w, e, owed, receivable.New(w, note.item()), note.Total, note.Event)
	if err != nil {
		return View{}, err
	}
	if err := rediscount(w, old, credited); err != nil {
		return View{}, err
	}
	if note.Total != 0 {
		receivable.Keep(w, nil, left)
	}
	number, err := order.Number(w.Read, note.Order)
	if err != nil {
		return View{}, err
	}
	return view(note, c.Number, number, left.Open), w.Err()
}

// against makes the lines and the tax of a credit note and marks on the invoice
// what it credits; it returns all that is credited so far too.
func against(w *db.Write, old, note Invoice, parts []Part) (Invoice, []tax.Row, error) {
	original, note, err := old.credit(note, parts)
	if err != nil {
		return note, nil, err
	}
	before, err := db.All[tax.Row](w.Read, qNotes, old.ID)
	if err != nil {
		return note, nil, err
	}
	if note, err = note.limit(original, before); err != nil {
		return note, nil, err
	}
	for i, l := range original.Lines {
		if was := old.Lines[i]; l != was {
			w.Exec1(qCredited, l.Invoice, l.N, l.Credited, l.CreditedNet, was.Credited)
		}
	}
	return note, append(before, note.Taxes...), nil
}
