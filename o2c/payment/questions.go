package payment

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/invoice"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// View is a payment as doors show it.
type View struct {
	ID         string         `json:"id"`
	Customer   *string        `json:"customer" doc:"null: payer not known yet"`
	Name       string         `json:"name" doc:"of the customer; empty: not known yet"`
	Currency   money.Currency `json:"currency"`
	Amount     money.Money    `json:"amount"`
	Fee        money.Money    `json:"fee" doc:"of the amount, kept by the bank or the card scheme"`
	Applied    money.Money    `json:"applied"`
	Unapplied  money.Money    `json:"unapplied"`
	Refunded   money.Money    `json:"refunded"`
	WrittenOff money.Money    `json:"written_off" doc:"what was missing and is given up with it, within the tolerance"`
	Kept       money.Money    `json:"kept" doc:"of the amount: what was too much, within the tolerance"`
	State      string         `json:"state" doc:"unapplied, partially_applied, applied, refunded (what was not applied), returned"`
	ReceivedOn day.Day        `json:"received_on"`
	Reference  string         `json:"reference"`
	Payer      string         `json:"payer"`
	Invoices   []UseView      `json:"invoices"`
}

// UseView is what a payment settles.
type UseView struct {
	Number    string      `json:"number"`
	Amount    money.Money `json:"amount"`
	AppliedOn day.Day     `json:"applied_on"`
}

func view(p Payment, c party.Customer, item receivable.Item, uses []receivable.SettledItem, differences []difference) View {
	m := func(a money.Amount) money.Money { return a.In(p.Currency) }
	v := View{ID: p.ID.Text(Prefix), Currency: p.Currency, Amount: m(p.Amount), Fee: m(p.Fee), Unapplied: m(item.Left()),
		ReceivedOn: p.ReceivedOn, Reference: p.Reference, Payer: p.Payer, Invoices: []UseView{}}
	if p.Customer != 0 {
		v.Customer, v.Name = &c.Number, c.Name
	}
	var applied, refunded money.Amount
	for _, u := range uses {
		applied += u.Amount
		v.Invoices = append(v.Invoices, UseView{u.Number, m(u.Amount), u.Day})
	}
	missing, kept := apart(differences)
	if !p.Returned { // received = applied + not applied + refunded (domain.md 1.6)
		refunded = p.Amount - item.Left() - applied - kept
	}
	v.WrittenOff, v.Kept = m(missing), m(kept)
	v.Applied, v.Refunded, v.State = m(applied), m(refunded), state(p, item, refunded)
	return v
}

// looked is the view of a payment with what it settles, read anew.
func looked(r *db.Read, p Payment, c party.Customer, item receivable.Item) (View, error) {
	uses, err := receivable.Settled(r, p.ID)
	if err != nil {
		return View{}, err
	}
	advances, err := invoice.DepositUses(r, p.ID)
	if err != nil {
		return View{}, err
	}
	uses = append(uses, advances...)
	list, err := differencesOf(r, p.ID)
	return view(p, c, item, uses, list), err
}

// state is computed from the balance, never stored.
func state(p Payment, item receivable.Item, refunded money.Amount) string {
	switch {
	case p.Returned:
		return "returned"
	case item.Left() == 0 && refunded > 0:
		return "refunded"
	case item.Left() == 0:
		return "applied"
	case item.Left() < p.Amount:
		return "partially_applied"
	}
	return "unapplied"
}

// AllTolerances asks for every tolerance.
type AllTolerances struct{}

// ListTolerances lists what may be written off, by currency and day; the first
// is what holds while nothing is set.
func ListTolerances(r *db.Read, _ AllTolerances) ([]ToleranceView, error) {
	e, err := seller.Of(r)
	if err != nil {
		return nil, err
	}
	rows, err := db.All[Tolerance](r, qTolerances, e.ID)
	out := []ToleranceView{toleranceView(defaultTolerance(e.Currency))}
	for _, t := range rows {
		out = append(out, toleranceView(t))
	}
	return out, err
}

// ByID asks for one payment.
type ByID struct {
	ID string `path:"id" json:"-"`
}

// Show returns one payment.
func Show(r *db.Read, in ByID) (View, error) {
	p, err := Find(r, in.ID)
	if err != nil {
		return View{}, err
	}
	return shown(r, p)
}

func shown(r *db.Read, p Payment) (View, error) {
	var c party.Customer
	var err error
	if p.Customer != 0 {
		if c, err = party.Load(r, p.Customer); err != nil {
			return View{}, err
		}
	}
	items, err := receivable.ItemsOf(r, p.ID)
	if err != nil || len(items) == 0 {
		return View{}, err
	}
	return looked(r, p, c, items[0])
}

// Filter asks for a list of payments.
type Filter struct {
	db.Paging
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number"`
}

// List pages through the payments, in the order they were recorded.
func List(r *db.Read, in Filter) (db.Page[View], error) {
	out := db.Page[View]{Items: []View{}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	customer, err := party.Only(r, in.Customer)
	if err != nil {
		return out, err
	}
	rows, err := db.All[Payment](r, qList, r.Entity, after, customer, in.Rows()+1)
	if err != nil {
		return out, err
	}
	return db.Shown(db.Paged(in.Paging, rows, func(p Payment) db.ID { return p.ID }), func(p Payment) (View, error) { return shown(r, p) })
}
