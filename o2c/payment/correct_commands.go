package payment

import (
	"cmp"
	"slices"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/invoice"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// Correct replaces an invoice by a corrected one (384): the original is reversed
// whole, what is owed moves to the new one, and so does what paid it, in the
// order it came; what does not fit any more is on the customer's account
// (domain.md 1.5). It stands here, since money moves.
func Correct(w *db.Write, in invoice.ToCorrect) (invoice.CorrectionView, error) {
	none := invoice.CorrectionView{}
	found, err := invoice.Find(w.Read, in.ID)
	if err != nil {
		return none, err
	}
	c, err := party.Load(w.Read, found.Customer)
	if err != nil {
		return none, err
	}
	if err := credit.Hold(w, c); err != nil {
		return none, err
	}
	d, err := invoice.DraftCorrection(w, found, c, in)
	if err != nil {
		return none, err
	}
	credits, err := free(w, d.Seller(), found)
	if err != nil {
		return none, err
	}
	owed, err := receivable.LockOpen(w, found.ID)
	if err != nil {
		return none, err
	}
	if sum(owed) != found.Total {
		return none, refuse.New(refuse.Conflict, "invoice.correct_settled", "number", found.Number, "open", sum(owed).In(found.Currency))
	}
	for i := range credits {
		if credits[i].used, err = receivable.LockOne(w, credits[i].used.ID); err != nil {
			return none, err
		}
	}
	v, err := d.Issue(w, owed)
	if err != nil {
		return none, err
	}
	var freed, moved money.Amount
	for _, m := range credits {
		part, err := m.move(w, d.Seller(), v)
		if err != nil {
			return none, err
		}
		moved, freed = moved+part, freed+max(0, m.paid-part)
	}
	return d.View(w.Read, v, moved, freed)
}

// mover is a credit that settled an invoice, and how much of it.
type mover struct {
	used    receivable.Item
	paid    money.Amount
	objects []db.Object
	x       *early
}

var qSettledBy = db.Q("payment.settled_by", `select a.credit, c.kind, cast(sum(a.amount) as bigint) from application a join open_item c on c.id = a.credit
	where a.debit = $1 and a.debit is not null and c.kind in ('payment', 'credit_note', 'opening') group by a.credit, c.kind having sum(a.amount) <> 0 order by a.credit`)

// free takes back all that settles an invoice; discounts and small differences go
// with the money they came with.
func free(w *db.Write, e seller.Entity, v invoice.Invoice) ([]mover, error) {
	list, err := moversOf(w.Read, v)
	if err != nil {
		return nil, err
	}
	for _, m := range list {
		uses, err := receivable.Uses(w.Read, m.used.ID)
		if err != nil {
			return nil, err
		}
		fact := "payment.unapplied"
		if m.x == nil { // no payment: a credit on the account
			fact = "account.unapplied"
		}
		if _, err := takeBack(w, e, fact, m.used.ID, m.objects, target{v.ID, v.Customer, v.Number, nil}, uses); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// moversOf are the credits that settle an invoice, over all its instalments, in
// the order they came.
func moversOf(r *db.Read, v invoice.Invoice) ([]mover, error) {
	items, err := receivable.ItemsOf(r, v.ID)
	if err != nil {
		return nil, err
	}
	var list []mover
	for _, i := range items {
		rows, err := db.All[struct {
			Credit db.ID
			Kind   string
			Paid   money.Amount
		}](r, qSettledBy, i.ID)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if at := slices.IndexFunc(list, func(m mover) bool { return m.used.ID == row.Credit }); at >= 0 {
				list[at].paid += row.Paid
				continue
			}
			m := mover{used: receivable.Item{ID: row.Credit}, paid: row.Paid, objects: []db.Object{db.Obj("credit", row.Credit), db.Obj("customer", v.Customer)}}
			if row.Kind == receivable.Payment {
				p, err := db.One[Payment](r, qByID, row.Credit)
				if err != nil {
					return nil, err
				}
				m.objects, m.x = p.objects(), &early{paid: p.ReceivedOn}
			}
			list = append(list, m)
		}
	}
	slices.SortFunc(list, func(a, b mover) int { return cmp.Compare(a.used.ID, b.used.ID) })
	return list, nil
}

// move applies a credit to the corrected invoice, as much as it paid of the
// original and the new one takes. A discount for payment in time is taken again
// when it still fits.
func (m mover) move(w *db.Write, e seller.Entity, v invoice.Invoice) (money.Amount, error) {
	items, err := receivable.ItemsOf(w.Read, v.ID)
	if err != nil {
		return 0, err
	}
	var owed []receivable.Item
	for _, i := range items {
		if i.Open > 0 {
			owed = append(owed, i)
		}
	}
	amount := min(m.paid, m.used.Left(), sum(owed))
	if amount <= 0 {
		return 0, nil
	}
	used := m.used
	if owed, err = m.x.take(w, e, m.objects, owed, used, amount); err != nil {
		return 0, err
	}
	if owed, used, err = m.x.short(w, e, m.objects, owed, used, amount); err != nil {
		return 0, err
	}
	fact := "payment.applied"
	if m.x == nil {
		fact = "account.applied"
	}
	if used, _, err = settle(w, e, fact, m.objects, owed, used, amount, "correction"); err != nil {
		return 0, err
	}
	receivable.Keep(w, &m.used, used)
	return amount, nil
}

// short writes off what is missing within the tolerance, and never what is too
// much: that is the customer's.
func (x *early) short(w *db.Write, e seller.Entity, objects []db.Object, owed []receivable.Item, used receivable.Item, amount money.Amount) ([]receivable.Item, receivable.Item, error) {
	if x == nil || gap(owed, used, amount) <= 0 {
		return owed, used, nil
	}
	return x.even(w, e, objects, owed, used, amount)
}
