package invoice

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/catalog"
	"encaisse/o2c/ledger"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
	"encaisse/o2c/shipping"
	"encaisse/o2c/tax"
)

// ToCorrect says what of an invoice was wrong. The parties are always as they
// are known now, so that a wrong address needs nothing else.
type ToCorrect struct {
	ID     string       `path:"id" json:"-" doc:"id or number"`
	Lines  []Correction `json:"lines,omitempty" maxItems:"2000" doc:"what changes; the other lines stay as they are"`
	Terms  string       `json:"terms,omitempty" maxLength:"40" doc:"other terms of payment; they count from the day of the invoice replaced"`
	Retax  bool         `json:"retax,omitempty" doc:"true: how the lines are taxed is decided again by what is known now, at the rates of the day of delivery"`
	Reason string       `json:"reason,omitempty" maxLength:"100"`
}

// Correctable is a corrected invoice that may be issued.
type Correctable struct {
	draft    Invoice
	of       Invoice
	seller   seller.Entity
	customer party.Customer
}

// Seller is whose invoice it is.
func (d Correctable) Seller() seller.Entity { return d.seller }

// Original is the invoice that is replaced.
func (d Correctable) Original() Invoice { return d.of }

// DraftCorrection makes a corrected invoice for who holds the credit row of the
// customer, or says that it waits for a second person: nothing may be written
// before. What cannot move whole to another document is refused, each with what
// to do instead.
func DraftCorrection(w *db.Write, found Invoice, c party.Customer, in ToCorrect) (Correctable, error) {
	none := Correctable{}
	old, err := whole(w.Read, found)
	if err != nil {
		return none, err
	}
	if err := old.correctable(w.Read); err != nil {
		return none, err
	}
	e, err := seller.Of(w.Read)
	if err != nil {
		return none, err
	}
	draft := Invoice{ID: w.NewID(), Entity: e.ID, Type: Corrected, Customer: c.ID, Order: old.Order, Original: old.ID, Currency: old.Currency,
		Terms: old.Terms, TermsFrom: old.TermsFrom, Parties: db.JSON(parties(e, c))}
	if in.Terms != "" {
		terms, err := receivable.ParseTerms(in.Terms)
		if err != nil {
			return none, err
		}
		draft.Terms = string(terms)
	}
	if draft, err = old.corrected(draft, in.Lines); err != nil {
		return none, err
	}
	if in.Retax {
		if draft, err = draft.retaxed(w, e, c); err != nil {
			return none, err
		}
	}
	if draft, err = draft.totalled(); err != nil {
		return none, err
	}
	switch {
	case len(draft.Lines) == 0 || draft.Total <= 0:
		return none, refuse.New(refuse.Conflict, "invoice.correct_all", "number", old.Number)
	case old.same(draft):
		return none, refuse.New(refuse.Conflict, "invoice.correct_nothing", "number", old.Number)
	}
	return Correctable{draft, old, e, c}, draft.permitted(w, old, in)
}

// correctable refuses an invoice that no other can replace.
func (v Invoice) correctable(r *db.Read) error {
	if !v.Bills() || v.TakenOver {
		return refuse.New(refuse.Conflict, "invoice.correct_what", "number", v.Number)
	}
	if err := v.stands(r); err != nil {
		return err
	}
	if v.Retention != 0 {
		return refuse.New(refuse.Conflict, "invoice.correct_retention", "number", v.Number)
	}
	for _, l := range v.Lines {
		if l.Deposit != 0 {
			return refuse.New(refuse.Conflict, "invoice.correct_deposit", "number", v.Number)
		}
		if l.Credited != 0 || l.CreditedNet != 0 {
			return refuse.New(refuse.Conflict, "invoice.correct_credited", "number", v.Number)
		}
	}
	items, err := receivable.ItemsOf(r, v.ID)
	if err != nil {
		return err
	}
	return receivable.CanReplace(r, items)
}

// retaxed decides again how each line is taxed.
func (v Invoice) retaxed(w *db.Write, e seller.Entity, c party.Customer) (Invoice, error) {
	orders := map[db.ID]order.Order{}
	for i, l := range v.Lines {
		o, ok := orders[l.Order]
		if !ok {
			var err error
			if o, err = order.Find(w.Read, l.Order.Text(order.Prefix)); err != nil {
				return v, err
			}
			orders[l.Order] = o
		}
		s, err := shipping.Find(w.Read, l.Shipment.Text(shipping.Prefix))
		if err != nil {
			return v, err
		}
		again, err := o.TaxedAgain(w.Read, e, c, l.OrderN, w.Today())
		if err != nil {
			return v, err
		}
		if again, err = again.Delivered(w.Read, s.ShippedOn); err != nil {
			return v, err
		}
		t, err := again.TreatmentOn(s.ShippedOn)
		if err != nil {
			return v, err
		}
		v.Lines[i].Treatment = db.JSON(e.TaxSeller(issueDay(w, e)).Due(catalog.Item{Kind: l.Kind}.TaxKind(), t))
	}
	return v, nil
}

// correcting is the kind of a corrected invoice: by authority up to what it
// changes the total by, and by two people more than 30 days after the invoice,
// like a credit note.
var correcting = approval.Register(approval.Kind{Name: "invoice.correct", Days: 30, Ladder: approval.BillingLadder})

// permitted lets a corrected invoice pass, or says that it waits for a second
// person.
func (v Invoice) permitted(w *db.Write, old Invoice, in ToCorrect) error {
	late, err := approval.Old(w.Read, correcting, w.Day().Sub(old.IssuedOn))
	if err != nil {
		return err
	}
	_, err = approval.Need(w, approval.Ask{Kind: correcting, Subject: old.ID, Object: "invoice", Number: old.Number, Amount: (v.Total - old.Total).Abs(),
		Currency: v.Currency, Stamp: db.JSON(v.Taxes) + v.Terms, Always: late,
		Detail: map[string]any{"issued_on": old.IssuedOn, "total": old.Total, "corrected": v.Total, "currency": v.Currency, "lines": in.Lines, "reason": in.Reason}})
	return err
}

// Issue issues the corrected invoice: the original is reversed whole, what is
// owed moves to the new one. All of the original is open and locked.
func (d Correctable) Issue(w *db.Write, owed []receivable.Item) (Invoice, error) {
	v, err := issue(w, d.draft, d.seller, d.customer, "invoice", "FA")
	if err != nil {
		return v, err
	}
	moves, err := d.of.undone(d.seller)
	if err != nil {
		return v, err
	}
	event := w.EmitOn(v.IssuedOn, "invoice.replaced", replaced{v.Number, d.of.Total, v.Currency, moves},
		db.Obj("invoice", d.of.ID), db.Object{Kind: "invoice", ID: v.ID, As: "by"}, db.Obj("customer", v.Customer))
	KeepMoves(w, event, d.of.ID, v.ID, v.IssuedOn, moves)
	entry, err := d.of.reversal(d.seller, v)
	if err != nil {
		return v, err
	}
	if err := ledger.Post(w, event, entry); err != nil {
		return v, err
	}
	_, err = receivable.Replace(w, owed, v.items(nil), v.IssuedOn, event)
	return v, err
}

// reversal is the entry that takes an invoice back whole, on the day of the one
// that replaces it.
func (v Invoice) reversal(e seller.Entity, by Invoice) (ledger.Entry, error) {
	entry, err := v.entry(e)
	return entry.Reversed(by.IssuedOn, by.Number), err
}

// CorrectionView is a corrected invoice beside the one it replaces.
type CorrectionView struct {
	Old        View        `json:"old"`
	New        View        `json:"new"`
	Net        money.Money `json:"net" doc:"new less old"`
	Tax        money.Money `json:"tax"`
	Total      money.Money `json:"total"`
	Taxes      []TaxView   `json:"taxes" doc:"by category, tax and rate: new less old"`
	Unapplied  money.Money `json:"unapplied" doc:"of what paid the old one: no longer needed, on the customer's account"`
	MovedMoney money.Money `json:"moved" doc:"of what paid the old one: pays the new one"`
}

// View is the answer of a correction.
func (d Correctable) View(r *db.Read, v Invoice, moved, freed money.Amount) (CorrectionView, error) {
	m := func(a money.Amount) money.Money { return a.In(v.Currency) }
	out := CorrectionView{Net: m(v.Net - d.of.Net), Tax: m(v.Tax - d.of.Tax), Total: m(v.Total - d.of.Total), Taxes: []TaxView{}, Unapplied: m(freed), MovedMoney: m(moved)}
	for _, x := range between(v.Taxes, d.of.Taxes) {
		out.Taxes = append(out.Taxes, TaxView{x.Category, x.Code, x.Rate, m(x.Base), m(x.Amount), x.Reason})
	}
	var err error
	if out.Old, err = shown(r, d.of); err != nil {
		return out, err
	}
	out.New, err = shown(r, v)
	return out, err
}

// between is one breakdown less another, by category, tax and rate.
func between(now, was []tax.Row) []tax.Row {
	var out []tax.Row
next:
	for i, r := range append(append([]tax.Row(nil), now...), was...) {
		if i >= len(now) {
			r.Base, r.Amount = -r.Base, -r.Amount
		}
		for n, x := range out {
			if x.Category == r.Category && x.Code == r.Code && x.Rate == r.Rate {
				out[n].Base, out[n].Amount = x.Base+r.Base, x.Amount+r.Amount
				continue next
			}
		}
		out = append(out, r)
	}
	return out
}
