package charge

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
	"encaisse/o2c/rate"
)

// ByPolicy charges a customer by himself, when his policy says so: the days up to
// one, in each currency he was invoiced in. It reports whether there was something
// to charge. Where a rate is missing it is left: those days are charged next time.
func ByPolicy(w *db.Write, customer db.ID, mode string, up day.Day) (done bool, err error) {
	h, err := hold(w, customer.Text(party.Prefix))
	if err != nil || h.p.Mode != mode || h.allowed(w.Read) != nil {
		return false, err
	}
	list, err := h.currencies(w.Read)
	for _, in := range list {
		if err != nil {
			break
		}
		var did bool
		did, err = h.byPolicy(w, ToCharge{UpTo: up, Currency: in}, mode)
		done = done || did
	}
	return done, err
}

// byPolicy is ByPolicy in one currency.
func (h held) byPolicy(w *db.Write, in ToCharge, mode string) (bool, error) {
	_, err := rate.Worth(w.Read, h.e, in.Currency, h.e.PostingDay(w.Today()), 0)
	if _, no := refuse.As(err); no {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	c, err := h.draft(w.Read, in)
	if err != nil || c.Total <= 0 {
		return false, err
	}
	worth, err := rate.Worth(w.Read, h.e, in.Currency, h.e.PostingDay(w.Today()), c.Total)
	if err != nil || worth < h.p.Least {
		return false, err
	}
	if c.Why = byMonth; mode == WithLast {
		c.Why = byReminder
	}
	_, err = h.issue(w, c)
	return err == nil, err
}

// ToRecharge names a payment the bank took back.
type ToRecharge struct {
	ID string `path:"id" json:"-"`
}

// Recharge charges the customer what the bank took for his returned payment: a
// damage made good, on which there is no tax. It goes off what it cost us: 411 / 627.
func Recharge(w *db.Write, in ToRecharge) (View, error) {
	p, err := payment.Find(w.Read, in.ID)
	if err != nil {
		return View{}, err
	}
	if p.Customer == 0 {
		return View{}, refuse.New(refuse.Conflict, "charge.unknown_payer")
	}
	h, err := hold(w, p.Customer.Text(party.Prefix))
	if err != nil {
		return View{}, err
	}
	if err := h.allowed(w.Read); err != nil {
		return View{}, err
	}
	c, err := h.fee(w, p)
	if err != nil {
		return View{}, err
	}
	return h.issue(w, c)
}

// FeeBack is Recharge as the chain does it when a payment came back: by policy,
// once, and of nobody who is not known.
func FeeBack(w *db.Write, id db.ID) error {
	p, err := payment.Find(w.Read, id.Text(payment.Prefix))
	if err != nil || p.Customer == 0 {
		return err
	}
	h, err := hold(w, p.Customer.Text(party.Prefix))
	if err != nil || !h.p.Fees || h.allowed(w.Read) != nil {
		return err
	}
	c, err := h.fee(w, p)
	if _, no := refuse.As(err); no { // there was none, or a person was faster
		return nil
	}
	if err == nil {
		_, err = h.issue(w, c)
	}
	return err
}

// fee is the charge of what the bank took for a payment, once.
func (h held) fee(w *db.Write, p payment.Payment) (Charge, error) {
	c := Charge{Entity: h.e.ID, Customer: h.c.ID, Currency: p.Currency, UpTo: w.Today(), Why: byReturn, Apart: h.p.Apart}
	name := p.ID.Text(payment.Prefix)
	fee, err := feeOf(w.Read, p.ID)
	if err != nil {
		return c, err
	}
	if fee == 0 {
		return c, refuse.New(refuse.Conflict, "charge.no_fee", "payment", name)
	}
	before, err := db.All[string](w.Read, qOnce, p.ID, Fee)
	if err == nil && len(before) > 0 {
		err = refuse.New(refuse.Conflict, "charge.fee_charged", "payment", name, "number", before[0])
	}
	c.Lines = []Line{{Kind: Fee, Document: p.ID, Number: name, Amount: fee}}
	return c.summed(), err
}

// feeOf is what the bank took when it took a payment back, 0 when it did not.
func feeOf(r *db.Read, payment db.ID) (money.Amount, error) {
	event, err := db.One[db.ID](r, qReturn, payment)
	if err == db.ErrNone {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	fact, err := db.Fact(r, event)
	if err != nil || fact.Type != "payment.returned" {
		return 0, err
	}
	var said struct {
		Fee money.Amount `json:"fee"`
	}
	return said.Fee, fact.Read(&said)
}
