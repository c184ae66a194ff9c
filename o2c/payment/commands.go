package payment

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/invoice"
	"encaisse/o2c/ledger"
	"encaisse/o2c/party"
	"encaisse/o2c/rate"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// New is money that came in.
type New struct {
	Customer   string         `json:"customer,omitempty" doc:"id or number; left out: found by the reference, or not known yet"`
	Amount     money.Decimal  `json:"amount" doc:"what the payer paid; with a fee, the gross that settles the invoice"`
	Fee        *money.Decimal `json:"fee,omitempty" doc:"of the amount, what the bank or the card scheme kept: the rest came in"`
	Currency   money.Currency `json:"currency,omitempty" doc:"the company's when left out"`
	ReceivedOn day.Day        `json:"received_on,omitempty" doc:"the business day when left out"`
	Reference  string         `json:"reference,omitempty" maxLength:"200"`
	Payer      string         `json:"payer,omitempty" maxLength:"200"`
}

// Receive records a receipt and applies it by its reference, else by the exact
// amount of exactly one open item of the customer; otherwise it stays
// unapplied: nothing is guessed.
func Receive(w *db.Write, in New) (View, error) {
	e, err := seller.Of(w.Read)
	if err != nil {
		return View{}, err
	}
	p, err := in.payment(w, e)
	if err != nil {
		return View{}, err
	}
	c, named, asked, err := in.guard(w, p)
	if err != nil {
		return View{}, err
	}
	p.Customer = c.ID
	w.As.Day = p.ReceivedOn
	p.Event = w.EmitOn(e.PostingDay(p.ReceivedOn), "payment.received", received{p.Amount, p.Currency, p.ReceivedOn, p.Fee, p.Worth().Said()}, p.objects()...)
	insert(w, p)
	entry, err := ledger.Receipt(ledger.Chart(e.Chart()), head(e, p.ReceivedOn, p), int64(p.Customer), p.Amount, p.Fee)
	if err != nil {
		return View{}, err
	}
	if err := ledger.Post(w, p.Event, entry); err != nil {
		return View{}, err
	}
	item := receivable.New(w, receivable.Item{ID: p.ID, Customer: p.Customer, Currency: p.Currency, Kind: receivable.Payment,
		Document: p.ID, Number: p.Reference, Instalment: 1, IssuedOn: e.PostingDay(p.ReceivedOn), DueOn: p.ReceivedOn, Total: -p.Amount, Home: -p.Home, Event: p.Event})
	item, advance, err := asked.cashed(w, e, p, item)
	if err != nil {
		return View{}, err
	}
	x := &early{paid: p.ReceivedOn}
	item, uses, err := match(w, e, p, item, named, x)
	if err != nil {
		return View{}, err
	}
	receivable.Keep(w, nil, item)
	return view(p, c, item, append(advance, uses...), x.differences), w.Err()
}

// guard finds what the reference names and whose money it is, and locks his
// credit row; when the customer was said both travel together.
func (in New) guard(w *db.Write, p Payment) (party.Customer, []receivable.Item, *asked, error) {
	c, err := payer(w.Read, in.Customer, nil)
	if err != nil {
		return c, nil, nil, err
	}
	refs := candidates(p.Reference)
	d, err := invoice.Referred(w.Read, refs)
	if err != nil {
		return c, nil, nil, err
	}
	if c.ID == 0 { // whose it is must be known before anything is locked
		named, err := receivable.Referred(w.Read, refs)
		if err != nil {
			return c, nil, nil, err
		}
		named = slices.DeleteFunc(named, func(i receivable.Item) bool { return i.Entity != p.Entity || i.Currency != p.Currency })
		if len(named) == 0 && d != nil {
			c, err = party.Load(w.Read, d.Customer)
		} else {
			c, err = payer(w.Read, "", named)
		}
		if err != nil || c.ID == 0 {
			return c, nil, nil, err
		}
	}
	hold, err := credit.QueueHold(w, c)
	if err != nil {
		return c, nil, nil, err
	}
	a, err := ask(w, d, p, c)
	if err != nil {
		return c, nil, nil, err
	}
	if err := w.Climb(db.Item); err != nil {
		return c, nil, nil, err
	}
	named, err := referred(w, p)()
	if err != nil {
		return c, nil, nil, err
	}
	_, err = hold(p.Currency, w.Entity)
	return c, named, a, err
}

func (in New) payment(w *db.Write, e seller.Entity) (Payment, error) {
	p := Payment{ID: w.NewID(), Entity: e.ID, Currency: in.Currency, ReceivedOn: in.ReceivedOn,
		Reference: strings.TrimSpace(in.Reference), Payer: strings.TrimSpace(in.Payer)}
	if p.Currency == "" {
		p.Currency = e.Currency
	}
	if p.ReceivedOn.IsZero() {
		p.ReceivedOn = w.Day()
	}
	r := refuse.New(refuse.Invalid, "payment.invalid")
	var err error
	if p.Amount, err = in.Amount.Amount(p.Currency); err != nil {
		return p, err
	}
	if p.Amount <= 0 {
		r.At("/amount", "payment.amount", "amount", in.Amount)
	}
	if in.Fee != nil {
		if p.Fee, err = in.Fee.Amount(p.Currency); err != nil {
			return p, err
		}
		if p.Fee < 0 || p.Amount > 0 && p.Fee >= p.Amount {
			r.At("/fee", "payment.fee_of", "fee", *in.Fee, "amount", in.Amount)
		}
	}
	if p.ReceivedOn > w.Today() {
		r.At("/received_on", "payment.future", "day", p.ReceivedOn)
	}
	if len(r.Fields) > 0 {
		return p, r
	}
	p.Home, err = rate.Worth(w.Read, e, p.Currency, p.ReceivedOn, p.Amount)
	return p, err
}

// payer is the customer named, else the one the reference leads to.
func payer(r *db.Read, ref string, named []receivable.Item) (party.Customer, error) {
	if ref != "" {
		c, err := party.Find(r, ref)
		if refuse.Code(err) == "party.unknown" {
			err = refuse.New(refuse.Invalid, "payment.invalid").At("/customer", "party.unknown", "customer", ref)
		}
		return c, err
	}
	if len(named) == 0 {
		return party.Customer{}, nil
	}
	for _, i := range named[1:] {
		if i.Customer != named[0].Customer {
			return party.Customer{}, nil
		}
	}
	return party.Load(r, named[0].Customer)
}

// Part is what to apply of a payment to an invoice.
type Part struct {
	ID      string        `path:"id" json:"-"`
	Invoice string        `json:"invoice" doc:"id or number"`
	Amount  money.Decimal `json:"amount"`

	Difference bool `json:"difference,omitempty" doc:"true: what is missing of the invoice, or, when the amount settles it, what is left of the payment is written off (658, 758); refused beyond the tolerance"`

	Discount *bool `json:"discount,omitempty" doc:"the cash discount: left out, taken when in time and exactly short; true grants it later too; false refuses it"`
}

// Apply applies money to an invoice by hand: one payment to many invoices,
// many payments to one, in part.
func Apply(w *db.Write, in Part) (View, error) {
	t, err := find(w.Read, in.Invoice)
	if err != nil {
		return View{}, err
	}
	p, c, e, err := lock(w, in.ID, t.customer)
	if err != nil {
		return View{}, err
	}
	if err := t.hold(w); err != nil {
		return View{}, err
	}
	if c, err = own(w, e, &p, c, t.customer); err != nil {
		return View{}, err
	}
	used, err := use(w, e, "payment.applied", p.ID, p.objects(), t, in.Amount, &early{paid: p.ReceivedOn, granted: in.Discount, asked: in.Difference})
	if err != nil {
		return View{}, err
	}
	return looked(w.Read, p, c, used)
}

// use applies part of what is left of a credit (a payment, a credit note, a
// credit taken over) to what is open of a document of the same customer.
func use(w *db.Write, e seller.Entity, typ string, credit db.ID, objects []db.Object, t target, asked money.Decimal, x *early) (receivable.Item, error) {
	owed, err := receivable.LockOpen(w, t.document)
	if err != nil {
		return receivable.Item{}, err
	}
	used, err := receivable.LockOne(w, credit)
	if err != nil {
		return used, err
	}
	amount, err := asked.Amount(used.Currency)
	if err != nil {
		return used, err
	}
	if amount <= 0 {
		return used, refuse.New(refuse.Invalid, "payment.invalid").At("/amount", "payment.amount", "amount", asked)
	}
	if amount > used.Left() {
		return used, refuse.New(refuse.Conflict, "payment.unapplied_short", "unapplied", used.Left().In(used.Currency), "amount", amount.In(used.Currency))
	}
	if t.deposit != nil && len(owed) == 0 {
		return t.cash(w, e, objects, used, amount)
	}
	if open := sum(owed); amount > open {
		return used, refuse.New(refuse.Conflict, "receivable.open_short", "number", t.number, "open", open.In(used.Currency), "amount", amount.In(used.Currency))
	}
	before := used
	if owed, err = x.take(w, e, objects, owed, used, amount); err != nil {
		return used, err
	}
	if owed, used, err = x.even(w, e, objects, owed, used, amount); err != nil {
		return used, err
	}
	if used, _, err = settle(w, e, typ, objects, owed, used, amount, "hand"); err != nil {
		return used, err
	}
	receivable.Keep(w, &before, used)
	return used, nil
}

// target is what a payment is applied to: an invoice, or an item taken over
// from the books before.
type target struct {
	document, customer db.ID
	number             string
	deposit            *asked // of a deposit invoice
}

func find(r *db.Read, ref string) (target, error) {
	v, err := invoice.Find(r, ref)
	if err == nil && v.Type == invoice.DepositInvoice {
		return target{v.ID, v.Customer, v.Number, &asked{number: v.Number, issued: v.IssuedOn, order: v.Order}}, nil
	}
	if err == nil && v.Type == invoice.CreditNote {
		err = refuse.New(refuse.Conflict, "payment.credit_note", "number", v.Number)
	}
	if err == nil {
		return target{v.ID, v.Customer, v.Number, nil}, nil
	}
	if refuse.Code(err) != "invoice.unknown" {
		return target{}, err
	}
	items, otherwise := receivable.Referred(r, []string{receivable.Normal(ref)})
	for _, i := range items {
		if i.Standing() && i.Entity == r.Entity {
			return target{i.Document, i.Customer, i.Number, nil}, nil
		}
	}
	if otherwise != nil {
		err = otherwise
	}
	return target{}, err
}

// own sees to it that a payment's money goes to its customer's invoices; the
// first application of an unknown payer's names the customer.
func own(w *db.Write, e seller.Entity, p *Payment, c party.Customer, customer db.ID) (party.Customer, error) {
	if p.Customer == customer {
		return c, nil
	}
	if p.Customer != 0 {
		return c, refuse.New(refuse.Conflict, "payment.other_customer", "customer", c.Number)
	}
	c, err := party.Load(w.Read, customer)
	if err != nil {
		return c, err
	}
	return c, identify(w, e, p, c)
}

// identify names the customer of an unknown payer's money: 471 / 411.
func identify(w *db.Write, e seller.Entity, p *Payment, c party.Customer) error {
	if err := w.Climb(db.Document); err != nil {
		return err
	}
	old := *p
	p.Customer = c.ID
	save(w, old, *p)
	p.Version++
	event := w.EmitOn(e.PostingDay(w.Day()), "payment.identified", struct{}{}, p.objects()...)
	entry, err := ledger.Identify(ledger.Chart(e.Chart()), head(e, w.Day(), *p), int64(c.ID), p.Amount)
	if err != nil {
		return err
	}
	if err := ledger.Post(w, event, entry); err != nil {
		return err
	}
	_, err = receivable.Assign(w, p.ID, c.ID, e.PostingDay(w.Day()))
	return err
}

// lock takes the customer's credit row, then the payment. The row of an heir
// is taken when the payer is not known: the money may become his.
func lock(w *db.Write, ref string, heir db.ID) (Payment, party.Customer, seller.Entity, error) {
	var c party.Customer
	p, err := Find(w.Read, ref)
	if err != nil {
		return p, c, seller.Entity{}, err
	}
	e, err := seller.Load(w.Read, p.Entity)
	if err != nil {
		return p, c, e, err
	}
	holder := cmp.Or(p.Customer, heir)
	if holder != 0 {
		if c, err = party.Load(w.Read, holder); err != nil {
			return p, c, e, err
		}
		if err = credit.Hold(w, c); err != nil {
			return p, c, e, err
		}
	}
	if p, err = db.Lock[Payment](w, qLock, p.ID); err != nil {
		return p, c, e, err
	}
	switch {
	case p.Customer == 0:
		c = party.Customer{}
	case p.Customer != holder && heir == 0: // identified meanwhile: begin again, with his row
		err = &db.Fault{Kind: db.Retry, Stmt: qLock.Name(), Err: errIdentified}
	case p.Customer != holder:
		c, err = party.Load(w.Read, p.Customer)
	}
	return p, c, e, err
}

var errIdentified = errors.New("the payer became known meanwhile")

func head(e seller.Entity, d day.Day, p Payment) ledger.Head {
	return ledger.Head{Day: e.PostingDay(d), Currency: p.Currency, Text: p.ID.Text(Prefix), Worth: p.Worth()}
}

func (p Payment) objects() []db.Object {
	list := []db.Object{db.Obj("payment", p.ID)}
	if p.Customer != 0 {
		list = append(list, db.Obj("customer", p.Customer))
	}
	return list
}

func sum(items []receivable.Item) money.Amount {
	var total money.Amount
	for _, i := range items {
		total += i.Left()
	}
	return total
}
