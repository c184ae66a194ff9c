package payment

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
)

// Allocation says what of a payment goes to which invoices, all at once.
type Allocation struct {
	ID         string    `path:"id" json:"-"`
	Invoices   []Portion `json:"invoices" minItems:"1" maxItems:"500"`
	Difference bool      `json:"difference,omitempty" doc:"true: what is missing of the last invoice, or, when the amount settles it, what is left of the payment is written off (658, 758); refused beyond the tolerance"`

	Left *money.Decimal `json:"left,omitempty" doc:"what of the payment was unapplied when it was read: refused when it is another amount by now"`
}

// Portion is what of the money an invoice takes.
type Portion struct {
	Invoice string        `json:"invoice" doc:"id or number"`
	Amount  money.Decimal `json:"amount"`
}

// Allocate applies money to several invoices by hand, wholly or not at all;
// each as Apply does.
func Allocate(w *db.Write, in Allocation) (View, error) {
	targets := make([]target, len(in.Invoices))
	var err error
	for i, p := range in.Invoices {
		if targets[i], err = find(w.Read, p.Invoice); err != nil {
			return View{}, err
		}
	}
	if len(targets) == 0 {
		return View{}, refuse.New(refuse.Invalid, "payment.invalid").At("/invoices", "input.required", "name", "invoices")
	}
	p, c, e, err := lock(w, in.ID, targets[0].customer)
	if err != nil {
		return View{}, err
	}
	if err := in.current(w.Read, p); err != nil {
		return View{}, err
	}
	for _, t := range targets {
		if err := t.hold(w); err != nil {
			return View{}, err
		}
	}
	for _, t := range targets {
		if c, err = own(w, e, &p, c, t.customer); err != nil {
			return View{}, err
		}
	}
	x := &early{paid: p.ReceivedOn}
	for i, t := range targets {
		x.asked = in.Difference && i == len(targets)-1
		if _, err := use(w, e, "payment.applied", p.ID, p.objects(), t, in.Invoices[i].Amount, x); err != nil {
			return View{}, err
		}
	}
	return shown(w.Read, p)
}

// current refuses an allocation that was made of another amount than is left,
// with payment.changed_since.
func (in Allocation) current(r *db.Read, p Payment) error {
	if in.Left == nil {
		return nil
	}
	items, err := receivable.ItemsOf(r, p.ID)
	if err != nil || len(items) == 0 {
		return err
	}
	left := items[0].Left()
	if seen, err := in.Left.Amount(p.Currency); err != nil || seen != left {
		return refuse.New(refuse.Precondition, "payment.changed_since", "unapplied", left.In(p.Currency))
	}
	return nil
}

// Naming says whose money a payment is.
type Naming struct {
	ID       string `path:"id" json:"-"`
	Customer string `json:"customer" doc:"id or number"`
}

// Name puts the money of an unknown payer on a customer's account, unapplied.
func Name(w *db.Write, in Naming) (View, error) {
	c, err := payer(w.Read, in.Customer, nil)
	if err != nil {
		return View{}, err
	}
	if c.ID == 0 {
		return View{}, refuse.New(refuse.Invalid, "payment.invalid").At("/customer", "input.required", "name", "customer")
	}
	p, was, e, err := lock(w, in.ID, c.ID)
	if err != nil {
		return View{}, err
	}
	if p.Customer != 0 {
		return View{}, refuse.New(refuse.Conflict, "payment.other_customer", "customer", was.Number)
	}
	if c, err = party.Load(w.Read, c.ID); err != nil {
		return View{}, err
	}
	if err := identify(w, e, &p, c); err != nil {
		return View{}, err
	}
	return shown(w.Read, p)
}
