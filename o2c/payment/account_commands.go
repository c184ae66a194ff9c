package payment

import (
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

// What is on a customer's account without being a payment is applied to his
// invoices in the same way: what is left of a credit note, or of a credit
// taken over from the books before.

// AccountPart is what to apply of a credit to an invoice.
type AccountPart struct {
	ID      string        `path:"id" json:"-" doc:"number (or id) of a credit note, number of a credit taken over"`
	Invoice string        `json:"invoice" doc:"id or number"`
	Amount  money.Decimal `json:"amount"`
}

// AccountView is a credit with what it settles.
type AccountView struct {
	Number    string         `json:"number"`
	Customer  string         `json:"customer"`
	Currency  money.Currency `json:"currency"`
	Total     money.Money    `json:"total"`
	Applied   money.Money    `json:"applied"`
	Unapplied money.Money    `json:"unapplied"`
	Invoices  []UseView      `json:"invoices"`
}

// ApplyAccount applies a credit on the customer's account to another invoice
// of his by hand, in part or whole.
func ApplyAccount(w *db.Write, in AccountPart) (AccountView, error) {
	a, err := lockAccount(w, in.ID, in.Invoice)
	if err != nil {
		return AccountView{}, err
	}
	used, err := use(w, a.entity, "account.applied", a.item.ID, a.objects(), a.target, in.Amount, nil)
	if err != nil {
		return AccountView{}, err
	}
	return accountView(w.Read, used, a.customer)
}

// UndoAccount takes back what a credit settles of an invoice.
type UndoAccount struct {
	ID      string `path:"id" json:"-" doc:"number (or id) of a credit note, number of a credit taken over"`
	Invoice string `json:"invoice" doc:"id or number"`
}

// UnapplyAccount frees a credit that was applied by hand; what a credit note
// settled of the invoice it corrects, when it was issued, stays.
func UnapplyAccount(w *db.Write, in UndoAccount) (AccountView, error) {
	a, err := lockAccount(w, in.ID, in.Invoice)
	if err != nil {
		return AccountView{}, err
	}
	a.target.deposit = nil // only a payment cashes a deposit
	uses, err := db.All[receivable.Use](w.Read, qByHand, a.item.ID)
	if err != nil {
		return AccountView{}, err
	}
	used, err := takeBack(w, a.entity, "account.unapplied", a.item.ID, a.objects(), a.target, uses)
	if err != nil {
		return AccountView{}, err
	}
	return accountView(w.Read, used, a.customer)
}

// account is a credit and the invoice it goes to, under the credit row of the
// customer both belong to.
type account struct {
	item     receivable.Item
	target   target
	customer party.Customer
	entity   seller.Entity
}

func (a account) objects() []db.Object {
	return []db.Object{db.Obj("credit", a.item.ID), db.Obj("customer", a.customer.ID)}
}

func lockAccount(w *db.Write, ref, to string) (a account, err error) {
	if a.target, err = find(w.Read, to); err != nil {
		return a, err
	}
	if a.item, err = onAccount(w.Read, ref, a.target.customer); err != nil {
		return a, err
	}
	if a.customer, err = party.Load(w.Read, a.item.Customer); err != nil {
		return a, err
	}
	if a.item.Customer != a.target.customer {
		return a, refuse.New(refuse.Conflict, "payment.other_credit", "number", a.item.Number, "customer", a.customer.Number)
	}
	if a.entity, err = seller.Load(w.Read, a.item.Entity); err != nil {
		return a, err
	}
	err = credit.Hold(w, a.customer)
	return a, err
}

// onAccount finds a credit that is no payment by its number: that of the
// customer when two have it.
func onAccount(r *db.Read, ref string, customer db.ID) (receivable.Item, error) {
	var items []receivable.Item
	var err error
	if id, ok := db.ParseID(invoice.Prefix, ref); ok {
		items, err = receivable.ItemsOf(r, id)
	} else {
		items, err = db.All[receivable.Item](r, receivable.Credits, receivable.Normal(ref))
	}
	if err != nil {
		return receivable.Item{}, err
	}
	items = slices.DeleteFunc(items, func(i receivable.Item) bool {
		return i.Total >= 0 || r.Entity != 0 && i.Entity != r.Entity
	})
	if his := slices.IndexFunc(items, func(i receivable.Item) bool { return i.Customer == customer }); his > 0 {
		items[0] = items[his]
	}
	if len(items) == 0 {
		return receivable.Item{}, refuse.New(refuse.Missing, "payment.no_credit", "number", ref)
	}
	return items[0], nil
}

func accountView(r *db.Read, used receivable.Item, c party.Customer) (AccountView, error) {
	uses, err := receivable.Settled(r, used.ID)
	m := func(a money.Amount) money.Money { return a.In(used.Currency) }
	v := AccountView{used.Number, c.Number, used.Currency, m(-used.Total), m(used.Open - used.Total), m(used.Left()), []UseView{}}
	for _, u := range uses {
		v.Invoices = append(v.Invoices, UseView{u.Number, m(u.Amount), u.Day})
	}
	return v, err
}
