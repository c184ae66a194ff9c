package loss

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/invoice"
	"encaisse/o2c/ledger"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// Grounds on which a claim is given up: the tax comes back on the first two
// alone (domain.md 5.4).
const (
	Failed      = "failed_recovery" // every way to recover it failed
	Liquidation = "liquidation"     // by judgment
	Goodwill    = "goodwill"        // our own choice
)

// held is what a command about a claim holds.
type held struct {
	entity  seller.Entity
	invoice invoice.Invoice
	item    receivable.Item
	bill    bill
}

// hold takes the customer's credit row, then the invoice's open item.
func hold(w *db.Write, ref string) (held, error) {
	var h held
	v, err := invoice.Find(w.Read, ref)
	if err != nil {
		return h, err
	}
	if v.Type != invoice.Commercial {
		return h, refuse.New(refuse.Conflict, "loss.credit_note", "number", v.Number)
	}
	h.invoice = v
	c, err := party.Load(w.Read, v.Customer)
	if err != nil {
		return h, err
	}
	if _, err := credit.Guard(w, c, v.Currency); err != nil {
		return h, err
	}
	if h.entity, err = seller.Of(w.Read); err != nil {
		return h, err
	}
	if h.bill, err = (bill{v.Net, v.Total, taxAmounts(v.Taxes)}).credited(w.Read, v.ID); err != nil {
		return h, err
	}
	h.item, err = receivable.LockOne(w, v.ID)
	return h, err
}

// keep posts what moved and records the fact.
func (h held) keep(w *db.Write, typ string, old, c Claim, l ledger.Loss, taxed money.Amount, ground string) (db.ID, day.Day, error) {
	d := h.entity.PostingDay(max(w.Day(), h.item.IssuedOn))
	event := w.EmitOn(d, typ, changed{c.Booked - old.Booked, c.Impaired - old.Impaired, c.WrittenOff - old.WrittenOff, c.Recovered - old.Recovered, taxed, c.Currency, ground},
		db.Obj("item", c.Item), db.Obj("invoice", h.invoice.ID), db.Obj("customer", c.Customer))
	entry, err := ledger.LossEntry(ledger.Chart(h.entity.Chart()), ledger.Head{Day: d, Currency: c.Currency, Text: h.invoice.Number}, l)
	if err != nil {
		return event, d, err
	}
	if old.Version == 0 {
		insert(w, c)
	} else {
		save(w, c)
	}
	return event, d, ledger.Post(w, event, entry)
}

// ByInvoice names an invoice.
type ByInvoice struct {
	ID string `path:"id" json:"-" doc:"id or number"`
}

// Doubt calls what is open of an invoice doubtful: 416 / 411.
func Doubt(w *db.Write, in ByInvoice) (View, error) {
	h, err := hold(w, in.ID)
	if err != nil {
		return View{}, err
	}
	if _, err := load(w.Read, h.item.ID); refuse.Code(err) != "loss.not_doubtful" {
		if err == nil {
			err = refuse.New(refuse.Conflict, "loss.doubtful", "number", h.invoice.Number)
		}
		return View{}, err
	}
	if h.item.Open <= 0 {
		return View{}, refuse.New(refuse.Conflict, "loss.paid", "number", h.invoice.Number)
	}
	c := Claim{Item: h.item.ID, Entity: h.entity.ID, Customer: h.item.Customer, Currency: h.item.Currency, AskedBy: w.Actor, Booked: h.item.Open}
	if _, _, err := h.keep(w, "loss.doubtful_marked", Claim{}, c, c.moved(Claim{}), 0, ""); err != nil {
		return View{}, err
	}
	return view(c, h.invoice.Number, h.item.Open), w.Err()
}

// ToImpair says how much of a doubtful claim is thought lost.
type ToImpair struct {
	ID   string        `path:"id" json:"-" doc:"id or number"`
	Rate money.Percent `json:"rate" doc:"percent of what is open before tax; 0 takes the impairment back"`
}

// Impair sets the allowance of a doubtful claim: a rate of what is open before
// tax, 68174 / 491; less than before goes back by 78174.
func Impair(w *db.Write, in ToImpair) (View, error) {
	if in.Rate < 0 || in.Rate > 100_000000 {
		return View{}, refuse.New(refuse.Invalid, "loss.rate", "rate", in.Rate).At("/rate", "loss.rate", "rate", in.Rate)
	}
	return adjust(w, in.ID, &in.Rate)
}

// Follow brings a claim in line with what was paid or credited of it; it is
// what the daily run does.
func Follow(w *db.Write, item db.ID) error {
	_, err := adjust(w, item.Text(invoice.Prefix), nil)
	return err
}

func adjust(w *db.Write, ref string, rate *money.Percent) (View, error) {
	h, err := hold(w, ref)
	if err != nil {
		return View{}, err
	}
	old, err := load(w.Read, h.item.ID)
	if err != nil {
		return View{}, err
	}
	c := old
	if rate != nil {
		c.Rate = *rate
	}
	if c, err = c.follow(h.bill, h.item.Open); err != nil {
		return View{}, err
	}
	if l := c.moved(old); c != old {
		typ := "loss.followed"
		if rate != nil {
			typ = "loss.impaired"
		}
		if !nonZero(l.Doubtful, l.Impairment) {
			typ = "loss.rated" // of nothing: the rate alone
		}
		if _, _, err := h.keep(w, typ, old, c, l, 0, ""); err != nil {
			return View{}, err
		}
	}
	return view(c, h.invoice.Number, h.item.Open), w.Err()
}

// ToWriteOff gives a doubtful claim up.
type ToWriteOff struct {
	ID              string         `path:"id" json:"-" doc:"id or number"`
	Amount          *money.Decimal `json:"amount,omitempty" doc:"tax included; all that is open when left out"`
	Ground          string         `json:"ground" enum:"failed_recovery,liquidation,goodwill"`
	DuplicateSentOn day.Day        `json:"duplicate_sent_on,omitempty" doc:"France: when the duplicate of the invoice, marked unpaid, was sent to the customer; without it the tax does not come back"`
}

// WriteOff gives up what is open of a doubtful claim, or part of it: 654 and
// the tax that comes back against 416, the allowance goes back by 78174. Who
// called it doubtful may not. The tax comes back when the claim is lost for
// good and, in France, the duplicate of the invoice was sent: A × B / C.
func WriteOff(w *db.Write, in ToWriteOff) (View, error) {
	h, err := hold(w, in.ID)
	if err != nil {
		return View{}, err
	}
	old, err := load(w.Read, h.item.ID)
	if err != nil {
		return View{}, err
	}
	if err := fourEyes(w, old); err != nil {
		return View{}, err
	}
	amount, back, err := in.terms(w, h, old)
	if err != nil {
		return View{}, err
	}
	c, err := old.follow(h.bill, h.item.Open-amount)
	if err != nil {
		return View{}, err
	}
	c.WrittenOff, c.TaxBack = old.WrittenOff+amount, back
	l := c.moved(old)
	l.WrittenOff, l.EarlierYear = amount, h.invoice.IssuedOn < ledger.YearOf(h.entity.PostingDay(w.Day()), h.entity.YearFrom).First
	var taxed money.Amount
	if back {
		if l.Taxes, taxed, err = h.bill.share(old.WrittenOff, amount); err != nil {
			return View{}, err
		}
		l.WrittenOff -= taxed
	}
	event, d, err := h.keep(w, "loss.written_off", old, c, l, taxed, in.Ground)
	if err != nil {
		return View{}, err
	}
	left, err := receivable.WriteOff(w, h.item, amount, d, event)
	if err != nil {
		return View{}, err
	}
	return view(c, h.invoice.Number, left.Open), w.Err()
}

// fourEyes wants another person than who called the claim doubtful, unless the
// company has one user only.
func fourEyes(w *db.Write, c Claim) error {
	if w.Actor != 0 && w.Actor != c.AskedBy {
		return nil
	}
	solo, err := alone(w.Read)
	if err != nil || solo && w.Actor != 0 {
		return err
	}
	return refuse.New(refuse.Forbidden, "loss.four_eyes")
}

// terms are how much is given up, and whether its tax comes back.
func (in ToWriteOff) terms(w *db.Write, h held, old Claim) (amount money.Amount, back bool, err error) {
	if amount = h.item.Open; in.Amount != nil {
		if amount, err = in.Amount.Amount(old.Currency); err != nil {
			return 0, false, err
		}
	}
	if amount <= 0 || amount > h.item.Open {
		return 0, false, refuse.New(refuse.Conflict, "loss.amount", "open", h.item.Open.In(old.Currency), "amount", amount.In(old.Currency))
	}
	switch in.Ground {
	case Failed, Liquidation:
		back = h.entity.Country != "FR" || !in.DuplicateSentOn.IsZero()
	case Goodwill:
	default:
		return 0, false, refuse.New(refuse.Invalid, "loss.ground", "ground", in.Ground)
	}
	if in.DuplicateSentOn > w.Today() {
		return 0, false, refuse.New(refuse.Invalid, "loss.duplicate", "day", in.DuplicateSentOn)
	}
	if old.WrittenOff > 0 && old.TaxBack != back {
		return 0, false, refuse.New(refuse.Conflict, "loss.other_terms")
	}
	return amount, back, nil
}

// ToRecover is money that came for a claim given up.
type ToRecover struct {
	ID     string        `path:"id" json:"-" doc:"id or number"`
	Amount money.Decimal `json:"amount" doc:"tax included"`
}

// Recover books money that came after all: 512 / 7583, and the tax that came
// back is owed again in the same proportion.
func Recover(w *db.Write, in ToRecover) (View, error) {
	h, err := hold(w, in.ID)
	if err != nil {
		return View{}, err
	}
	old, err := load(w.Read, h.item.ID)
	if err != nil {
		return View{}, err
	}
	amount, err := in.Amount.Amount(old.Currency)
	if err != nil {
		return View{}, err
	}
	if left := old.WrittenOff - old.Recovered; amount <= 0 || amount > left {
		return View{}, refuse.New(refuse.Conflict, "loss.amount", "open", left.In(old.Currency), "amount", amount.In(old.Currency))
	}
	c := old
	c.Recovered += amount
	l := ledger.Loss{Holder: int64(c.Customer), Recovered: amount}
	var taxed money.Amount
	if c.TaxBack {
		list, sum, err := h.bill.share(old.Recovered, amount)
		if err != nil {
			return View{}, err
		}
		for _, t := range list {
			l.Taxes = append(l.Taxes, ledger.TaxAmount{Code: t.Code, Amount: -t.Amount})
		}
		taxed = -sum
	}
	if _, _, err := h.keep(w, "loss.recovered", old, c, l, taxed, ""); err != nil {
		return View{}, err
	}
	return view(c, h.invoice.Number, h.item.Open), w.Err()
}
