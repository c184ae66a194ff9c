package invoice

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
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
	if err := credit.Hold(w, c); err != nil {
		return View{}, err
	}
	d, err := DraftNote(w, found, c, in.Lines, in.Reason)
	if err != nil {
		return View{}, err
	}
	note, left, err := d.Issue(w)
	if err != nil {
		return View{}, err
	}
	number, err := order.Number(w.Read, note.Order)
	if err != nil {
		return View{}, err
	}
	out := view(note, c.Number, number, left)
	if err := out.ordered(w.Read, note); err != nil {
		return View{}, err
	}
	return out, w.Err()
}

// Note is a credit note that may be issued.
type Note struct {
	draft    Invoice
	of       Invoice   // what it is against
	credited []tax.Row // of that, all so far
	seller   seller.Entity
	customer party.Customer
}

// DraftNote makes a credit note for who holds the credit row of the invoice's
// customer, or says that it waits for a second person: nothing may be written
// before.
func DraftNote(w *db.Write, found Invoice, c party.Customer, parts []Part, reason string) (Note, error) {
	if found.Type == DepositInvoice {
		if len(parts) > 0 {
			return Note{}, refuse.New(refuse.Conflict, "invoice.deposit_whole", "number", found.Number)
		}
		return draftUncash(w, found, c, reason)
	}
	if err := found.stands(w.Read); err != nil {
		return Note{}, err
	}
	// What was credited so far is read again under the customer's lock.
	old, err := whole(w.Read, found)
	if err != nil {
		return Note{}, err
	}
	e, err := seller.Of(w.Read)
	if err != nil {
		return Note{}, err
	}
	draft := Invoice{ID: w.NewID(), Entity: e.ID, Type: CreditNote, Customer: c.ID, Order: old.Order, Original: old.ID,
		Currency: old.Currency, Terms: "net0"}
	draft, credited, err := against(w, old, draft, parts, reason)
	return Note{draft, old, credited, e, c}, err
}

// Issue issues a credit note and settles it with what is open of its invoice;
// left is what the invoice did not take of it.
func (n Note) Issue(w *db.Write) (note Invoice, left money.Amount, err error) {
	if n.draft.ofDeposit() {
		return n.issueUncash(w)
	}
	back, err := n.restores(w.Read)
	if err != nil {
		return note, 0, err
	}
	if back != 0 {
		o, err := order.Take(w, n.draft.Order)
		if err != nil {
			return note, 0, err
		}
		order.Deposited(w, o, back)
	}
	owed, err := receivable.LockOpen(w, n.draft.Original)
	if err != nil {
		return note, 0, err
	}
	if n.draft.Moves, err = n.of.settles(w.Read, n.draft, owed); err != nil {
		return note, 0, err
	}
	if note, err = issue(w, n.draft, n.seller, n.customer, "credit_note", "AV"); err != nil {
		return note, 0, err
	}
	used, _, err := receivable.Settle(w, n.seller, owed, receivable.New(w, note.item()), note.Total, note.Event)
	if err != nil {
		return note, 0, err
	}
	if err := rediscount(w, n.of, n.credited); err != nil {
		return note, 0, err
	}
	if note.Total != 0 {
		receivable.Keep(w, nil, used)
	}
	return note, used.Open, n.restore(w, note)
}

// against makes the lines and the tax of a credit note and marks on the invoice
// what it credits; it returns all that is credited so far too.
func against(w *db.Write, old, note Invoice, parts []Part, reason string) (Invoice, []tax.Row, error) {
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
	if err := old.creditable(w.Read, note.Total); err != nil {
		return note, nil, err
	}
	if err := allowed(w, old, note, reason); err != nil {
		return note, nil, err
	}
	for i, l := range original.Lines {
		if was := old.Lines[i]; l != was {
			w.Exec1(qCredited, l.Invoice, l.N, l.Credited, l.CreditedNet, was.Credited)
		}
	}
	return note, append(before, note.Taxes...), nil
}

// crediting is the kind of a credit note: by authority up to its amount, and
// by two people more than 30 days after the invoice (quality S17).
var crediting = approval.Register(approval.Kind{Name: "invoice.credit", Days: 30, Ladder: approval.BillingLadder})

// allowed lets a credit note pass, or says that it waits for a second person.
func allowed(w *db.Write, old, note Invoice, reason string) error {
	late, err := approval.Old(w.Read, crediting, w.Day().Sub(old.IssuedOn))
	if err != nil {
		return err
	}
	parts := make([]Part, len(note.Lines))
	for i, l := range note.Lines {
		parts[i] = Part{l.OriginalN, l.Quantity}
	}
	_, err = approval.Need(w, approval.Ask{Kind: crediting, Subject: old.ID, Object: "invoice", Number: old.Number, Amount: note.Total,
		Currency: note.Currency, Stamp: db.JSON(parts), Always: late,
		Detail: map[string]any{"issued_on": old.IssuedOn, "total": old.Total, "currency": old.Currency, "lines": parts, "reason": reason}})
	return err
}
