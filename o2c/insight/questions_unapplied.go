package insight

import (
	"cmp"
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// UnappliedIn asks for the money that is on account.
type UnappliedIn struct {
	AsOf
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number; all, and payers not known yet, when left out"`
	Group    string `query:"group" json:"group,omitempty" doc:"number of a group: its customers"`
}

// OnAccount is a receipt, a credit note or a credit taken over that is not used
// up.
type OnAccount struct {
	ID         string      `json:"id" doc:"of a payment; empty otherwise"`
	Kind       string      `json:"kind" doc:"payment, credit_note, opening"`
	Number     string      `json:"number" doc:"of a credit note, or the reference of a payment"`
	Customer   string      `json:"customer" doc:"empty: not known yet"`
	Name       string      `json:"name" doc:"of the customer, or what the bank says of the payer"`
	ReceivedOn day.Day     `json:"received_on"`
	Age        int         `json:"age" doc:"days"`
	Amount     money.Money `json:"amount"`
	Unapplied  money.Money `json:"unapplied"`
	Home       money.Money `json:"home" doc:"what is not applied, in the company's currency as its books have it"`
}

// UnappliedAge is what is not applied of an age.
type UnappliedAge struct {
	Key       string      `json:"key" doc:"today, 1-30, 31-60, 61-90, 91-120, over_120"`
	Name      string      `json:"name"`
	Amount    money.Money `json:"amount" doc:"in the company's currency"`
	Documents []OnAccount `json:"documents"`
}

// UnappliedOut is what is not applied: the customers' part is the column of the
// aging, the rest is on the account of receipts not identified.
type UnappliedOut struct {
	AsOf         day.Day        `json:"as_of"`
	Currency     money.Currency `json:"currency"`
	Buckets      []UnappliedAge `json:"buckets"`
	Customers    money.Money    `json:"customers" doc:"of customers: the aging's column, with the other sign"`
	Unidentified money.Money    `json:"unidentified" doc:"of payers not known yet"`
	Total        money.Money    `json:"total"`
}

var unappliedKeys = [receivable.Buckets]string{"today", "1-30", "31-60", "61-90", "91-120", "over_120"}

// Unapplied lists what was received, or credited, and not wholly used on a day,
// by age.
func Unapplied(r *db.Read, in UnappliedIn) (UnappliedOut, error) {
	e, err := seller.Of(r)
	if err != nil {
		return UnappliedOut{}, err
	}
	if in.Customer != "" {
		c, err := party.Find(r, in.Customer)
		if err != nil {
			return UnappliedOut{}, err
		}
		in.Customer = c.Number
	}
	counts, err := asked(r, in.Customer, in.Group)
	if err != nil {
		return UnappliedOut{}, err
	}
	zero := money.Amount(0).In(e.Currency)
	out := UnappliedOut{AsOf: in.day(r), Currency: e.Currency, Customers: zero, Unidentified: zero, Total: zero}
	for _, key := range unappliedKeys {
		out.Buckets = append(out.Buckets, UnappliedAge{key, sentences.Say(r.Speak, "unapplied.bucket."+key), zero, []OnAccount{}})
	}
	list, err := onAccount(r, in.AsOf, e.Currency)
	for _, a := range list {
		if a.Unapplied.Minor == 0 || !counts(a.Customer) {
			continue
		}
		a.Age = max(out.AsOf.Sub(a.ReceivedOn), 0)
		b := &out.Buckets[receivable.Bucket(a.ReceivedOn, out.AsOf)]
		b.Documents = append(b.Documents, a)
		b.Amount.Minor += a.Home.Minor
		out.Total.Minor += a.Home.Minor
		if a.Customer == "" {
			out.Unidentified.Minor += a.Home.Minor
		} else {
			out.Customers.Minor += a.Home.Minor
		}
	}
	for i := range out.Buckets {
		slices.SortStableFunc(out.Buckets[i].Documents, func(a, b OnAccount) int { return cmp.Compare(a.ReceivedOn, b.ReceivedOn) })
	}
	return out, err
}

// onAccount are the payments, whosever they were on that day, and the other
// credits of customers; what is left of each in the books' currency c is what it
// was booked at.
func onAccount(r *db.Read, in AsOf, c money.Currency) ([]OnAccount, error) {
	var failed error
	d := in.day(r)
	used := map[db.ID]ledger.Worth{}
	for _, a := range gather[waitApplied](r, &failed, qWaitApplied, r.Entity, d, in.Known) {
		u := used[a.Credit]
		used[a.Credit] = ledger.Worth{Amount: u.Amount + a.Amount, Home: u.Home + a.Home}
	}
	later := namedLater(r, &failed, r.Entity, in)
	var out []OnAccount
	for _, p := range gather[waitMoney](r, &failed, qWaitMoney, r.Entity, d, in.Known) {
		u := used[p.ID]
		a := OnAccount{ID: p.ID.Text(payment.Prefix), Kind: receivable.Payment, Number: p.Reference, Customer: p.Customer, Name: p.Name, ReceivedOn: p.ReceivedOn,
			Amount: p.Amount.In(p.Currency), Unapplied: (p.Amount - u.Amount).In(p.Currency), Home: (p.Home - u.Home).In(c)}
		if later[p.ID] || p.Customer == "" {
			a.Customer, a.Name = "", p.Payer
		}
		out = append(out, a)
	}
	if failed != nil {
		return nil, failed
	}
	rest, err := items(r, AsOf{d, in.Known})
	for _, i := range rest {
		if i.Kind != receivable.Payment && i.Total < 0 && i.CustomerID != 0 {
			out = append(out, OnAccount{Kind: i.Kind, Number: i.Number, Customer: i.Customer, Name: i.Name, ReceivedOn: i.IssuedOn,
				Amount: (-i.Total).In(i.Currency), Unapplied: (-i.Open).In(i.Currency), Home: (-i.Home).In(c)})
		}
	}
	return out, err
}
