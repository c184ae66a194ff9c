package loss

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/credit"
	"encaisse/o2c/invoice"
	"encaisse/o2c/ledger"
	"encaisse/o2c/party"
	"encaisse/o2c/rate"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
	"encaisse/o2c/tax"
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
	open    money.Amount // of all its instalments
	bill    bill
}

// hold takes the customer's credit row, then the invoice's open items.
func hold(w *db.Write, in ByInvoice) (held, error) {
	var h held
	v, err := invoice.Find(w.Read, in.ID)
	if err != nil {
		return h, err
	}
	if !v.Bills() {
		return h, refuse.New(refuse.Conflict, "loss.credit_note", "number", v.Number)
	}
	h.invoice = v
	c, err := party.Load(w.Read, v.Customer)
	if err != nil {
		return h, err
	}
	if err := credit.Hold(w, c); err != nil {
		return h, err
	}
	if h.entity, err = seller.Of(w.Read); err != nil {
		return h, err
	}
	if h.bill, err = billed(v.Net, v.Total, v.Taxes).credited(w.Read, v.ID); err != nil {
		return h, err
	}
	items, err := receivable.ItemsOf(w.Read, v.ID)
	if err != nil {
		return h, err
	}
	i, err := in.of(items, v.Number)
	if err != nil {
		return h, err
	}
	for _, other := range items {
		h.open += other.Open
	}
	if h.item, err = receivable.LockOne(w, i.ID); err == nil && h.item.Retained {
		err = refuse.New(refuse.Conflict, "loss.retained", "number", v.Number)
	}
	return h, err
}

// keep posts what moved and records the fact.
func (h held) keep(w *db.Write, typ string, old, c Claim, l ledger.Loss, moves []tax.Moved, ground string) (db.ID, day.Day, error) {
	d := h.entity.PostingDay(max(w.Day(), h.item.IssuedOn))
	body := changed{Booked: c.Booked - old.Booked, Impaired: c.Impaired - old.Impaired, WrittenOff: c.WrittenOff - old.WrittenOff, Recovered: c.Recovered - old.Recovered,
		Tax: taxed(moves), Currency: c.Currency, Ground: ground, Moves: moves}
	if c.Currency != h.entity.Currency {
		body.BookedHome, body.ImpairedHome, body.RecoveredHome = l.Doubtful.Home, l.Impairment.Home, l.Recovered.Home
	}
	event := w.EmitOn(d, typ, body,
		db.Obj("item", c.Item), db.Obj("invoice", h.invoice.ID), db.Obj("customer", c.Customer))
	invoice.KeepMoves(w, event, h.invoice.ID, c.Item, d, moves)
	var err error
	if l.Taxes, err = taxes(h.entity, h.invoice, moves); err != nil {
		return event, d, err
	}
	for _, t := range l.Taxes {
		if l.Recovered == (ledger.Worth{}) { // the loss is what no tax is
			l.WrittenOff.Amount, l.WrittenOff.Home = l.WrittenOff.Amount-t.Amount, l.WrittenOff.Home-t.Home
		}
	}
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

// left is what is open of it, and what that was booked at, when so much goes.
func (h held) left(gone ledger.Worth) ledger.Worth {
	return ledger.Worth{Amount: h.item.Open - gone.Amount, Home: h.item.HomeOpen - gone.Home}
}

// ByInvoice names what is owed of an invoice.
type ByInvoice struct {
	ID         string `path:"id" json:"-" doc:"id or number"`
	Instalment int64  `query:"instalment" json:"instalment,omitempty" minimum:"0" doc:"where the invoice is to be paid in several"`
}

// of is the item it names of those of an invoice.
func (in ByInvoice) of(items []receivable.Item, number string) (receivable.Item, error) {
	for _, i := range items {
		if in.Instalment == i.Instalment || in.Instalment == 0 && len(items) == 1 {
			return i, nil
		}
	}
	return receivable.Item{}, refuse.New(refuse.Invalid, "loss.instalment", "number", number, "count", len(items)).At("/instalment", "loss.instalment", "number", number, "count", len(items))
}

// Doubt calls what is open of an invoice doubtful: 416 / 411.
func Doubt(w *db.Write, in ByInvoice) (View, error) {
	h, err := hold(w, in)
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
	c := Claim{Item: h.item.ID, Entity: h.entity.ID, Customer: h.item.Customer, Currency: h.item.Currency, AskedBy: w.Actor, Booked: h.item.Open, BookedHome: h.item.HomeOpen}
	if _, _, err := h.keep(w, "loss.doubtful_marked", Claim{}, c, c.moved(Claim{}), nil, ""); err != nil {
		return View{}, err
	}
	return view(h.entity, c, h.item), w.Err()
}

// ToImpair says how much of a doubtful claim is thought lost.
type ToImpair struct {
	ByInvoice
	Rate money.Percent `json:"rate" doc:"percent of what is open before tax; 0 takes the impairment back"`
}

// Impair sets the allowance of a doubtful claim: a rate of what is open before
// tax, 68174 / 491; less than before goes back by 78174.
func Impair(w *db.Write, in ToImpair) (View, error) {
	if in.Rate < 0 || in.Rate > 100_000000 {
		return View{}, refuse.New(refuse.Invalid, "loss.rate", "rate", in.Rate).At("/rate", "loss.rate", "rate", in.Rate)
	}
	return adjust(w, in.ByInvoice, &in.Rate)
}

// Follow brings a claim in line with what was paid or credited of it; it is
// what the daily run does.
func Follow(w *db.Write, item db.ID) error {
	i, err := receivable.ItemByID(w.Read, item)
	if err != nil {
		return err
	}
	_, err = adjust(w, ByInvoice{i.Document.Text(invoice.Prefix), i.Instalment}, nil)
	return err
}

func adjust(w *db.Write, in ByInvoice, rate *money.Percent) (View, error) {
	h, err := hold(w, in)
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
	if c, err = c.follow(h.bill, h.left(ledger.Worth{})); err != nil {
		return View{}, err
	}
	if l := c.moved(old); c != old {
		typ := "loss.followed"
		if rate != nil {
			typ = "loss.impaired"
		}
		if l.Doubtful == (ledger.Worth{}) && l.Impairment == (ledger.Worth{}) {
			typ = "loss.rated" // of nothing: the rate alone
		}
		if _, _, err := h.keep(w, typ, old, c, l, nil, ""); err != nil {
			return View{}, err
		}
	}
	return view(h.entity, c, h.item), w.Err()
}

// ToWriteOff gives a doubtful claim up.
type ToWriteOff struct {
	ByInvoice
	Amount          *money.Decimal `json:"amount,omitempty" doc:"tax included; all that is open when left out"`
	Ground          string         `json:"ground" enum:"failed_recovery,liquidation,goodwill"`
	DuplicateSentOn day.Day        `json:"duplicate_sent_on,omitempty" doc:"France: when the duplicate of the invoice, marked unpaid, was sent to the customer; without it the tax does not come back"`
}

// WriteOff gives up what is open of a doubtful claim, or part of it: 654 and
// the tax that comes back against 416, the allowance goes back by 78174. Who
// called it doubtful may not. The tax comes back when the claim is lost for
// good and, in France, the duplicate of the invoice was sent: A × B / C. VAT on
// receipts was not owed yet and never is (44574).
func WriteOff(w *db.Write, in ToWriteOff) (View, error) {
	h, err := hold(w, in.ByInvoice)
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
	gone := ledger.Worth{Amount: amount}
	if gone.Home, err = h.item.Share(amount); err != nil {
		return View{}, err
	}
	c, err := old.follow(h.bill, h.left(gone))
	if err != nil {
		return View{}, err
	}
	c.WrittenOff, c.TaxBack = old.WrittenOff+amount, back
	l := c.moved(old)
	l.WrittenOff, l.EarlierYear = gone, h.invoice.IssuedOn < ledger.YearOf(h.entity.PostingDay(w.Day()), h.entity.YearFrom).First
	moves, err := h.goneTax(w.Read, old.WrittenOff, amount, back)
	if err != nil {
		return View{}, err
	}
	event, d, err := h.keep(w, "loss.written_off", old, c, l, moves, in.Ground)
	if err != nil {
		return View{}, err
	}
	left, err := receivable.WriteOff(w, h.item, amount, d, event)
	if err != nil {
		return View{}, err
	}
	return view(h.entity, c, left), w.Err()
}

// goneTax is the tax of an amount given up: what waits for the money never
// falls due, and what was owed comes back when the law lets it.
func (h held) goneTax(r *db.Read, so, amount money.Amount, back bool) ([]tax.Moved, error) {
	moves, err := invoice.NeverDue(r, h.invoice, amount, h.open)
	if err != nil || !back {
		return moves, err
	}
	owed, err := h.bill.share(so, amount)
	return tax.Merged(moves, owed), err
}

// fourEyes wants another person than who called the claim doubtful, unless the
// company has one user only.
func fourEyes(w *db.Write, c Claim) error {
	if w.Actor != 0 && w.Actor != c.AskedBy {
		return nil
	}
	solo, err := approval.Solo(w.Read)
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
	ByInvoice
	Amount money.Decimal `json:"amount" doc:"tax included"`
}

// Recover books money that came after all: 512 / 7583, and the tax that came
// back, or had waited, is owed in the same proportion.
func Recover(w *db.Write, in ToRecover) (View, error) {
	h, err := hold(w, in.ByInvoice)
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
	gone, err := db.All[tax.Moved](w.Read, qGone, h.invoice.ID, c.Item)
	if err != nil {
		return View{}, err
	}
	again, err := db.All[tax.Moved](w.Read, qAgain, h.invoice.ID, c.Item)
	if err != nil {
		return View{}, err
	}
	moves, err := owedAgain(gone, again, c.Recovered, c.WrittenOff)
	if err != nil {
		return View{}, err
	}
	l := ledger.Loss{Holder: int64(c.Customer), Recovered: ledger.Worth{Amount: amount}}
	if l.Recovered.Home, err = rate.Worth(w.Read, h.entity, c.Currency, w.Day(), amount); err != nil {
		return View{}, err
	}
	if moves, err = recoveredAt(h.entity, c.Currency, l.Recovered, moves); err != nil {
		return View{}, err
	}
	if _, _, err := h.keep(w, "loss.recovered", old, c, l, moves, ""); err != nil {
		return View{}, err
	}
	return view(h.entity, c, h.item), w.Err()
}

// recoveredAt is what is owed again of taxes by money in another currency: at the
// rate of its day.
func recoveredAt(e seller.Entity, c money.Currency, x ledger.Worth, moves []tax.Moved) (_ []tax.Moved, err error) {
	for i, m := range moves {
		if c == e.Currency {
			break
		}
		if moves[i].DueHome, err = x.Of(m.Due); err != nil {
			return nil, err
		}
		if moves[i].BaseHome, err = x.Of(m.Base); err != nil {
			return nil, err
		}
	}
	return moves, nil
}
