package invoice

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
	"encaisse/o2c/tax"
)

// Cashed makes the VAT on receipts of documents due that a payment, or another
// credit of the customer, settled: pro
// rata of what is open, by rate, the last payment takes the remainder (domain.md
// 4.5). Documents without such VAT cost nothing. The items are locked.
func Cashed(w *db.Write, e seller.Entity, credit receivable.Item, settled []receivable.SettledItem) error {
	type sum struct {
		document db.ID
		paid     money.Amount
		day      day.Day
	}
	var sums []sum
next:
	for _, s := range settled {
		if !s.Item.Pending {
			continue
		}
		for i := range sums {
			if sums[i].document == s.Item.Document {
				sums[i].paid, sums[i].day = sums[i].paid+s.Amount, max(sums[i].day, s.Day)
				continue next
			}
		}
		sums = append(sums, sum{s.Item.Document, s.Amount, s.Day})
	}
	for _, s := range sums {
		p, err := waiting(w.Read, s.document)
		if err != nil {
			return err
		}
		items, err := receivable.ItemsOf(w.Read, s.document)
		if err != nil {
			return err
		}
		open := s.paid
		for _, i := range items {
			open += i.Open
		}
		moves, _, err := p.Cash(s.paid, open)
		if err != nil {
			return err
		}
		if moves, err = dueAbroad(w.Read, e, items[0], credit, moves); err != nil {
			return err
		}
		if err := tell(w, e, "invoice.tax_due", items[0], credit, s.day, moves); err != nil {
			return err
		}
	}
	return nil
}

// dueAbroad says what falls due of a document in another currency by a credit: at
// what that was booked at (CGI art. 266, 1 bis), and what leaves 44574 for it.
func dueAbroad(r *db.Read, e seller.Entity, item, credit receivable.Item, moves []tax.Moved) ([]tax.Moved, error) {
	if item.Currency == e.Currency {
		return moves, nil
	}
	v, err := db.One[Invoice](r, qByID, item.Document)
	if err != nil {
		return nil, err
	}
	for i := range moves {
		if moves[i], err = cashedAt(credit, moves[i]); err != nil {
			return nil, err
		}
	}
	return v.waited(r, e, moves)
}

// cashedAt is what falls due by a credit, at what that was booked at.
func cashedAt(credit receivable.Item, m tax.Moved) (tax.Moved, error) {
	var err error
	if m.DueHome, err = credit.Worth().Of(m.Due); err == nil {
		m.BaseHome, err = credit.Worth().Of(m.Base)
	}
	return m, err
}

// waited says what leaves 44574 of an invoice in another currency was booked at:
// of all that left so far, less what left before, so that the last takes the
// remainder.
func (v Invoice) waited(r *db.Read, e seller.Entity, moves []tax.Moved) ([]tax.Moved, error) {
	if v.Currency == e.Currency || len(moves) == 0 {
		return moves, nil
	}
	gone, err := db.All[tax.Moved](r, qMoved, v.ID)
	if err != nil {
		return nil, err
	}
	return v.left(gone, moves)
}

func (v Invoice) left(gone, moves []tax.Moved) ([]tax.Moved, error) {
	for i, m := range moves {
		so := tax.Moved{}
		for _, g := range gone {
			if g.Code == m.Code && g.Rate == m.Rate {
				so = g
			}
		}
		upTo, err := v.Worth().Of(so.Pending + m.Pending)
		if err != nil {
			return nil, err
		}
		moves[i].PendingHome = upTo - so.PendingHome
	}
	return moves, nil
}

// TakenBack takes back what a credit made due of an invoice: its money is not
// the invoice's any more.
func TakenBack(w *db.Write, e seller.Entity, item, credit receivable.Item, d day.Day) error {
	if !item.Pending {
		return nil
	}
	moves, err := db.All[tax.Moved](w.Read, qMovedBy, item.Document, credit.ID)
	if err != nil {
		return err
	}
	for i := range moves {
		moves[i] = moves[i].Back()
	}
	return tell(w, e, "invoice.tax_back", item, credit, d, moves)
}

func tell(w *db.Write, e seller.Entity, typ string, item, credit receivable.Item, d day.Day, moves []tax.Moved) error {
	if len(moves) == 0 {
		return nil
	}
	kind := "credit"
	if credit.Kind == receivable.Payment {
		kind = "payment"
	}
	event := w.EmitOn(d, typ, moved{moves}, db.Obj("invoice", item.Document), db.Obj(kind, credit.ID), db.Obj("customer", item.Customer))
	KeepMoves(w, event, item.Document, credit.ID, d, moves)
	entry, err := ledger.TaxDue(ledger.Chart(e.Chart()), ledger.Head{Day: d, Currency: item.Currency, Text: item.Number}, moves, item.Currency != e.Currency, typ == "invoice.tax_back")
	if err != nil {
		return err
	}
	return ledger.Post(w, event, entry)
}

// GivenUp is NeverDue for a document as an open item names it: one taken over
// has no such VAT.
func GivenUp(r *db.Read, item receivable.Item, amount, open money.Amount) ([]tax.Moved, error) {
	if !item.Pending {
		return nil, nil
	}
	v, err := db.One[Invoice](r, qByID, item.Document)
	if err != nil {
		return nil, err
	}
	if v, err = whole(r, v); err != nil {
		return nil, err
	}
	kept, _, err := v.keptBack(r) // its tax waits on
	if err != nil {
		return nil, err
	}
	return NeverDue(r, v, amount, open+kept)
}

// NeverDue says what of the VAT on receipts of an invoice never falls due when
// an amount is given up of what is open: pro rata, by rate, the last part takes
// the remainder.
func NeverDue(r *db.Read, v Invoice, amount, open money.Amount) ([]tax.Moved, error) {
	if len(tax.PendingOf(v.Taxes)) == 0 {
		return nil, nil
	}
	p, err := waiting(r, v.ID)
	if err != nil {
		return nil, err
	}
	moves, _, err := p.Cash(amount, open)
	for i := range moves {
		moves[i].Base, moves[i].Due = 0, 0
	}
	if err != nil {
		return nil, err
	}
	e, err := seller.Load(r, v.Entity)
	if err != nil {
		return nil, err
	}
	return v.waited(r, e, moves)
}

// settles says what a credit note moves of the VAT that waits on its invoice,
// before it is settled with what is open of it.
func (v Invoice) settles(r *db.Read, note Invoice, owed []receivable.Item) ([]tax.Moved, error) {
	waits := tax.PendingOf(note.Taxes)
	if len(tax.PendingOf(v.Taxes)) == 0 {
		return nil, nil
	}
	p, err := waiting(r, v.ID)
	if err != nil {
		return nil, err
	}
	kept, _, err := v.keptBack(r)
	if err != nil {
		return nil, err
	}
	var open money.Amount
	for _, i := range owed {
		open += i.Left()
	}
	moves, _, err := p.Credit(waits, min(open, note.Total), note.Total, open+kept)
	if err != nil {
		return nil, err
	}
	e, err := seller.Load(r, v.Entity)
	if err != nil {
		return nil, err
	}
	return v.waited(r, e, moves)
}
