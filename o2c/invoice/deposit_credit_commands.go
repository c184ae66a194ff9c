package invoice

import (
	"slices"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// givesBack are the lines of a deposit invoice that a credit note gives back.
func (n Note) givesBack(deposit db.ID) map[int64]bool {
	lines := map[int64]bool{}
	for _, l := range n.draft.Lines {
		if l.Deposit == deposit {
			lines[n.of.Lines[l.OriginalN-1].OriginalN] = true
		}
	}
	return lines
}

// restore notes what a credit note gives back to deposits that its invoice took.
func (n Note) restore(w *db.Write, note Invoice) error {
	seen := map[db.ID]bool{}
	for _, l := range note.Lines {
		if l.Deposit == 0 || seen[l.Deposit] {
			continue
		}
		seen[l.Deposit] = true
		d, err := DepositOf(w.Read, l.Deposit)
		if err != nil {
			return err
		}
		v, moved, err := d.whole(w.Read)
		if err != nil {
			return err
		}
		lines := n.givesBack(l.Deposit)
		parts := slices.DeleteFunc(movedOf(v, moved, by(moveDeducted, note.Original)), func(a advance) bool { return !lines[a.N] })
		d.move(w, note.Event, moveDeducted, note.Original, note.IssuedOn, parts, -1)
	}
	return nil
}

// restores is what of deposits, tax included, a credit note would give back.
func (n Note) restores(r *db.Read) (money.Amount, error) {
	var sum money.Amount
	seen := map[db.ID]bool{}
	for _, l := range n.draft.Lines {
		if l.Deposit == 0 || seen[l.Deposit] {
			continue
		}
		seen[l.Deposit] = true
		list, err := db.All[movedAdvance](r, qAdvances, l.Deposit)
		if err != nil {
			return 0, err
		}
		lines := n.givesBack(l.Deposit)
		list = slices.DeleteFunc(list, func(m movedAdvance) bool { return !lines[m.N] })
		for _, m := range list {
			sum += by(moveDeducted, n.draft.Original)(m) * (m.Net + m.Tax)
		}
	}
	return sum, nil
}

// draftUncash makes the credit note that cancels a deposit invoice: what is held
// of it goes to the customer's account, what is awaited is asked for no more.
func draftUncash(w *db.Write, v Invoice, c party.Customer, reason string) (Note, error) {
	d, err := DepositOf(w.Read, v.ID)
	if err != nil {
		return Note{}, err
	}
	e, err := seller.Of(w.Read)
	if err != nil {
		return Note{}, err
	}
	v, moved, err := d.whole(w.Read)
	if err != nil {
		return Note{}, err
	}
	note := Invoice{ID: w.NewID(), Entity: e.ID, Type: CreditNote, Customer: c.ID, Order: v.Order, Original: v.ID, Currency: v.Currency, Terms: "net0"}
	if note, err = v.uncash(note, movedOf(v, moved, ofKind(moveCashed)), movedOf(v, moved, held), !d.Closed); err != nil {
		return Note{}, err
	}
	if len(note.Lines) == 0 {
		return Note{}, refuse.New(refuse.Conflict, "invoice.fully_credited", "number", v.Number)
	}
	return Note{draft: note, of: v, seller: e, customer: c}, allowed(w, v, note, reason)
}

// issueUncash issues it: 4191 and its tax / 411.
func (n Note) issueUncash(w *db.Write) (note Invoice, left money.Amount, err error) {
	locked, err := LockDeposit(w, Deposit{ID: n.of.ID, Order: n.of.Order})
	if err != nil {
		return note, 0, err
	}
	d := locked.Deposit
	net, taxes := n.draft.back()
	if net+taxes != 0 {
		order.Deposited(w, locked.of, -net-taxes)
	}
	if note, err = issue(w, n.draft, n.seller, n.customer, "credit_note", "AV"); err != nil {
		return note, 0, err
	}
	_, moved, err := d.whole(w.Read)
	if err != nil {
		return note, 0, err
	}
	old := d
	d.Closed = true
	d = d.save(w, old)
	d.move(w, note.Event, moveCredited, note.ID, note.IssuedOn, movedOf(n.of, moved, held), 1)
	if net+taxes > 0 {
		receivable.Open(w, note.item())
	}
	return note, net + taxes, w.Err()
}
