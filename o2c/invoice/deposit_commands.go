package invoice

import (
	"cmp"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/ledger"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
	"encaisse/o2c/tax"
)

// depositPrefix begins the numbers of deposit invoices, which have their own
// series: a payer's reference tells them without a look-up.
const depositPrefix = "AC"

// NewDeposit asks for a deposit on an order.
type NewDeposit struct {
	Order   string        `path:"id" json:"-" doc:"id or number of the order"`
	Percent money.Percent `json:"percent,omitempty" doc:"of what is ordered: 30; or an amount"`
	Amount  money.Decimal `json:"amount,omitempty" doc:"tax included"`
	Terms   string        `json:"terms,omitempty" maxLength:"40" doc:"net0 (at once) when left out"`
}

// AskDeposit issues a deposit invoice (386) on an order that was confirmed, or
// that waits for credit. Nothing is posted until it is cashed.
func AskDeposit(w *db.Write, in NewDeposit) (View, error) {
	l, err := order.Lock(w, in.Order)
	if err != nil {
		return View{}, err
	}
	o, c := l.Order, l.Customer
	if o.State != order.Confirmed && o.State != order.Released && o.State != order.CreditHold || o.TakenOver {
		return View{}, o.Unfit()
	}
	e, err := seller.Of(w.Read)
	if err != nil {
		return View{}, err
	}
	terms, err := receivable.ParseTerms(cmp.Or(in.Terms, "net0"))
	if err != nil {
		return View{}, err
	}
	v := Invoice{ID: w.NewID(), Entity: e.ID, Type: DepositInvoice, Customer: c.ID, Order: o.ID, Currency: o.Currency, Terms: string(terms)}
	if v, err = in.fill(w, v, o, issueDay(w, e), e); err != nil {
		return View{}, err
	}
	if v, err = issue(w, v, e, c, "deposit", depositPrefix); err != nil {
		return View{}, err
	}
	d := Deposit{ID: v.ID, Entity: v.Entity, Order: o.ID, Customer: c.ID, Currency: v.Currency, Reference: receivable.Normal(v.Number), Total: v.Total, Version: 1}
	w.Exec(qOpenDeposit, d.ID, d.Entity, d.Order, d.Customer, d.Currency, d.Reference, d.Total)
	return view(v, c.Number, o.Number, 0).deposit(d, money.Amount(0).In(e.Currency)), w.Err()
}

// Advance asks for what the policy of an order wants ahead, once: it is what the
// chain does when credit has answered. An order that was stopped meanwhile, or of
// which nothing is to be paid, is left alone.
func Advance(w *db.Write, id db.ID) error {
	o, err := order.Find(w.Read, id.Text(order.Prefix))
	if err != nil {
		return err
	}
	asked, err := db.All[Deposit](w.Read, qDepositsOf, id)
	if err != nil || len(asked) > 0 || o.Policy.Advance() == 0 || o.State == order.Cancelled || o.State == order.Closed {
		return err
	}
	_, err = AskDeposit(w, NewDeposit{Order: id.Text(order.Prefix), Percent: o.Policy.Advance()})
	if refuse.Code(err) == "invoice.deposit_beyond" {
		return nil
	}
	return err
}

// fill makes the lines: so many percent, or such an amount, of what is ordered,
// by how it is taxed. All deposits together are at most what is not invoiced.
func (in NewDeposit) fill(w *db.Write, v Invoice, o order.Order, d day.Day, e seller.Entity) (Invoice, error) {
	if (in.Percent == 0) == (in.Amount == 0) || in.Percent < 0 || in.Percent > money.Percent(money.Whole) || in.Amount < 0 {
		return v, refuse.New(refuse.Invalid, "invoice.deposit_what")
	}
	list, err := groups(o, d)
	if err != nil {
		return v, err
	}
	nets := make([]money.Amount, len(list))
	weights := make([]money.Amount, len(list))
	var owed money.Amount
	for i, g := range list {
		t, err := tax.Stored(g.treatment)
		if err != nil {
			return v, err
		}
		for _, x := range t.Taxes {
			if x.Code != tax.VAT { // in Canada a deposit bears no tax until it is applied: not kept yet
				return v, refuse.New(refuse.Conflict, "invoice.deposit_tax", "tax", string(x.Code))
			}
		}
		if nets[i], err = in.Percent.Of(g.stated()); err != nil {
			return v, err
		}
		weights[i], owed = g.stated(), owed+g.owed
	}
	if in.Amount > 0 {
		if nets, err = in.amounts(o, list, weights); err != nil {
			return v, err
		}
	}
	others, err := db.All[Deposit](w.Read, qDepositsOf, o.ID)
	if err != nil {
		return v, err
	}
	for _, other := range others {
		if other.Awaited() == 0 && other.Held() == 0 {
			continue
		}
		was, moved, err := other.whole(w.Read)
		if err != nil {
			return v, err
		}
		net, _ := sums(movedOf(was, moved, held))
		if other.Awaited() > 0 {
			cashed, _ := sums(movedOf(was, moved, ofKind(moveCashed)))
			net += was.Net - cashed
		}
		owed -= net
	}
	if v, err = v.advanced(list, nets, o.Number); err != nil {
		return v, err
	}
	if v.Total <= 0 || v.Net > owed {
		return v, refuse.New(refuse.Conflict, "invoice.deposit_beyond", "number", o.Number, "net", v.Net.In(o.Currency), "left", max(owed, 0).In(o.Currency))
	}
	return v, nil
}

// amounts shares an amount, tax included, over groups: before tax it is the part
// of the order's net that it is of its total; where prices include tax it is the
// amount itself.
func (in NewDeposit) amounts(o order.Order, list []group, weights []money.Amount) ([]money.Amount, error) {
	amount, err := in.Amount.Amount(o.Currency)
	if err != nil {
		return nil, err
	}
	if o.Total <= 0 {
		return nil, refuse.New(refuse.Conflict, "invoice.deposit_beyond", "number", o.Number, "net", amount.In(o.Currency), "left", money.Amount(0).In(o.Currency))
	}
	base := o.Net
	for _, g := range list {
		if g.included {
			base += g.gross - g.net
		}
	}
	net, err := money.MulDiv(int64(amount), int64(base), int64(o.Total))
	if err != nil {
		return nil, err
	}
	return money.ProRata(money.Amount(net), weights)
}

// HeldDeposit is a deposit under its lock and that of its order; who holds it
// holds the customer's credit row.
type HeldDeposit struct {
	Deposit
	of order.Order
}

// LockDeposit takes the order of a deposit invoice, then the deposit.
func LockDeposit(w *db.Write, d Deposit) (HeldDeposit, error) {
	o, err := order.Take(w, d.Order)
	if err != nil {
		return HeldDeposit{}, err
	}
	d, err = db.Lock[Deposit](w, qLockDeposit, d.ID)
	return HeldDeposit{d, o}, err
}

// LockDeposits are the deposits a payment cashed, locked.
func LockDeposits(w *db.Write, payment db.ID) ([]HeldDeposit, error) {
	list, err := db.All[Deposit](w.Read, qOfPayment, payment)
	if err != nil {
		return nil, err
	}
	out := make([]HeldDeposit, len(list))
	for i, d := range list {
		if out[i], err = LockDeposit(w, d); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// CanCash is what a deposit still asks for: nothing of an order that is done, or
// wholly invoiced, since its invoices ask for all of it.
func (d HeldDeposit) CanCash(r *db.Read) (money.Amount, error) {
	o, err := order.Find(r, d.Order.Text(order.Prefix))
	if err != nil {
		return 0, err
	}
	if o.State == order.Closed || o.State == order.Cancelled || o.Billing() == "invoiced" {
		return 0, nil
	}
	return d.Awaited(), nil
}

// Used reports whether something of it is deducted or credited already: its money
// can not be freed any more.
func (d HeldDeposit) Used() bool { return d.Deducted+d.Credited > 0 }

// Cash makes money of a payment a deposit: 411 / 4191 and its tax, which falls
// due (domain.md 4.5, 5.1), at what that money was booked at. The event is the
// payment's, of that amount.
func (d HeldDeposit) Cash(w *db.Write, e seller.Entity, event, payment db.ID, on day.Day, x ledger.Worth) error {
	v, moved, err := d.whole(w.Read)
	if err != nil {
		return err
	}
	whole, err := v.advances()
	if err != nil {
		return err
	}
	parts, err := cash(whole, movedOf(v, moved, ofKind(moveCashed)), x)
	if err != nil {
		return err
	}
	return d.book(w, e, v, event, payment, on, parts, 1)
}

// Back gives what a payment cashed of a deposit back to it.
func (d HeldDeposit) Back(w *db.Write, e seller.Entity, event, payment db.ID, on day.Day) error {
	v, moved, err := d.whole(w.Read)
	if err != nil {
		return err
	}
	return d.book(w, e, v, event, payment, on, movedOf(v, moved, ownedBy(payment)), -1)
}

// Of is what a payment cashed of the deposit, and what that was booked at.
func (d HeldDeposit) Of(r *db.Read, payment db.ID) (ledger.Worth, error) {
	v, moved, err := d.whole(r)
	return worth(movedOf(v, moved, ownedBy(payment))), err
}

func (d HeldDeposit) book(w *db.Write, e seller.Entity, v Invoice, event, payment db.ID, on day.Day, parts []advance, sign money.Amount) error {
	before := d.Cashed
	d.Deposit = d.move(w, event, moveCashed, payment, on, parts, sign)
	moves, err := v.moves(e, parts)
	if err != nil {
		return err
	}
	if sign < 0 {
		for i := range moves {
			moves[i] = moves[i].Back()
		}
	}
	KeepMoves(w, event, v.ID, payment, on, moves)
	entry, err := cashed(ledger.Head{Day: on, Currency: v.Currency, Text: v.Number}, e, v, parts, sign)
	if err != nil {
		return err
	}
	if err := ledger.Post(w, event, entry); err != nil {
		return err
	}
	order.Deposited(w, d.of, d.Cashed-before)
	return nil
}

// cashed is the entry of money that becomes a deposit.
func cashed(h ledger.Head, e seller.Entity, v Invoice, parts []advance, sign money.Amount) (ledger.Entry, error) {
	moves, err := v.moves(e, parts)
	if err != nil {
		return ledger.Entry{}, err
	}
	var taxes []ledger.TaxAmount
	for _, m := range moves {
		home := m.DueHome
		if v.Currency == e.Currency {
			home = m.Due
		}
		taxes = append(taxes, ledger.TaxAmount{Code: m.Code, Amount: sign * m.Due, Home: sign * home})
	}
	var net ledger.Worth
	for _, a := range parts {
		net.Amount, net.Home = net.Amount+sign*a.Net, net.Home+sign*a.NetHome
	}
	return ledger.DepositCashed(ledger.Chart(e.Chart()), h, int64(v.Customer), net, taxes)
}

// Claim makes money owed again that a bank took back after an invoice deducted
// it: the deduction stands, and the customer owes the deposit invoice so much.
func (d HeldDeposit) Claim(w *db.Write, event, payment db.ID, on day.Day) error {
	v, moved, err := d.whole(w.Read)
	if err != nil {
		return err
	}
	parts := movedOf(v, moved, ownedBy(payment))
	x := worth(parts)
	claims, err := receivable.ItemsOf(w.Read, v.ID)
	if err != nil {
		return err
	}
	d.move(w, event, moveClaimed, payment, on, parts, 1)
	i := v.item()
	i.Home = x.Home
	i.ID, i.Instalment, i.Total, i.IssuedOn, i.DueOn, i.Pending, i.Event = 0, int64(len(claims)+2), x.Amount, on, on, false, event
	receivable.Open(w, i)
	return nil
}

// lessDeposits deducts what is held of deposits on the order; an order without
// any costs nothing.
func (v Invoice) lessDeposits(w *db.Write, o order.Order, e seller.Entity) (Invoice, []deducted, error) {
	if o.Deposit == 0 {
		return v, nil, nil
	}
	list, err := heldOf(w.Read, o.ID)
	if err != nil {
		return v, nil, err
	}
	c, err := party.Load(w.Read, v.Customer)
	if err != nil {
		return v, nil, err
	}
	v, took, err := v.deduct(list, e.TaxSeller(issueDay(w, e)), prepaid(e, c))
	if err == nil && v.Total < 0 {
		err = refuse.New(refuse.Conflict, "invoice.deposit_rate", "number", o.Number)
	}
	return v, took, err
}

func total(list []deducted) (sum money.Amount) {
	for _, x := range list {
		net, tax := sums(x.parts)
		sum += net + tax
	}
	return sum
}

// take notes what an invoice took of deposits.
func take(w *db.Write, v Invoice, list []deducted) {
	for _, x := range list {
		x.deposit.move(w, v.Event, moveDeducted, v.ID, v.IssuedOn, x.parts, 1)
	}
}
