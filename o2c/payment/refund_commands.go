package payment

import (
	"cmp"
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/credit"
	"encaisse/o2c/ledger"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// refunding is the kind of a refund: nobody sends money out alone (domain.md
// 11.12); who grants it has the authority.
var refunding = approval.Register(approval.Kind{Name: "payment.refund", Ladder: approval.FinanceLadder})

// ToRefund asks to pay back what is not applied of a payment.
type ToRefund struct {
	ID     string         `path:"id" json:"-"`
	Amount *money.Decimal `json:"amount,omitempty" doc:"all that is not applied when left out"`
	IBAN   string         `json:"iban" maxLength:"60" doc:"the account it goes to, checked; where banks have no IBAN (Canada, United States) its digits. Asking again with another one voids the request"`
	Payee  string         `json:"payee,omitempty" maxLength:"140" doc:"holder of the account; the customer's name, or the payer's, when left out"`
	Reason string         `json:"reason,omitempty" maxLength:"500"`
}

// Refund pays back what is not applied of a payment, after a second person
// agreed: 411 / 512, or 471 / 512 of a payer nobody knows. Never more than is
// not applied.
func Refund(w *db.Write, in ToRefund) (RefundView, error) {
	p, c, e, err := lock(w, in.ID, 0)
	if err != nil {
		return RefundView{}, err
	}
	return in.order(w, e, c, p.ID, db.Obj("payment", p.ID), cmp.Or(c.Name, p.Payer))
}

// RefundAccount pays back what is left of a credit on the customer's account: a
// credit note, a credit taken over.
func RefundAccount(w *db.Write, in ToRefund) (RefundView, error) {
	item, err := onAccount(w.Read, in.ID, 0)
	if err != nil {
		return RefundView{}, err
	}
	c, err := party.Load(w.Read, item.Customer)
	if err != nil {
		return RefundView{}, err
	}
	e, err := seller.Load(w.Read, item.Entity)
	if err != nil {
		return RefundView{}, err
	}
	if err = credit.Hold(w, c); err != nil {
		return RefundView{}, err
	}
	return in.order(w, e, c, item.ID, db.Obj("credit", item.ID), c.Name)
}

// order is the refund of a credit whose customer, and document, are locked.
func (in ToRefund) order(w *db.Write, e seller.Entity, c party.Customer, from db.ID, object db.Object, name string) (RefundView, error) {
	item, err := receivable.LockOne(w, from)
	if err != nil {
		return RefundView{}, err
	}
	o := RefundOrder{ID: w.NewID(), Entity: e.ID, Customer: item.Customer, Credit: item.ID, Currency: item.Currency,
		Payee: cmp.Or(strings.TrimSpace(in.Payee), name)}
	if err := in.check(e, item, &o); err != nil {
		return RefundView{}, err
	}
	stamp := strings.Join([]string{o.IBAN, o.Payee, o.Amount.In(o.Currency).String()}, "\n")
	given, err := approval.Need(w, approval.Ask{Kind: refunding, Subject: item.ID, Object: object.Kind, Number: cmp.Or(item.Number, item.ID.Text(Prefix)),
		Amount: o.Amount, Currency: o.Currency, Stamp: stamp, Always: true, Replaces: true, Comment: in.Reason,
		Detail: map[string]any{"customer": c.Number, "iban": o.IBAN, "payee": o.Payee, "unapplied": item.Left()}})
	if err != nil {
		return RefundView{}, err
	}
	last, err := receivable.LastDay(w.Read, item.ID)
	if err != nil {
		return RefundView{}, err
	}
	o.Approval = given.Approval
	d := e.PostingDay(max(w.Day(), item.IssuedOn, last))
	if o, item, err = move(w, e, o, item, "refund.ordered", object, d, refundFact{Amount: o.Amount, Currency: o.Currency, To: o.mark(), Approval: o.Approval}); err != nil {
		return RefundView{}, err
	}
	return refundView(w.Read, o)
}

// check sees to the account, its holder and the amount.
func (in ToRefund) check(e seller.Entity, item receivable.Item, o *RefundOrder) (err error) {
	r := refuse.New(refuse.Invalid, "payment.invalid")
	if o.IBAN, err = party.CheckAccount(e.Country, in.IBAN); err != nil {
		r.At("/iban", "party.iban", "iban", in.IBAN)
	}
	if o.Payee == "" {
		r.At("/payee", "refund.payee")
	}
	if o.Amount = item.Left(); in.Amount != nil {
		if o.Amount, err = in.Amount.Amount(o.Currency); err != nil {
			return err
		}
		if o.Amount <= 0 {
			r.At("/amount", "payment.amount", "amount", *in.Amount)
		}
	}
	if len(r.Fields) > 0 {
		return r
	}
	if o.Amount > item.Left() || o.Amount == 0 {
		return refuse.New(refuse.Conflict, "payment.unapplied_short", "unapplied", item.Left().In(o.Currency), "amount", o.Amount.In(o.Currency))
	}
	if item.Customer == 0 && o.Amount != item.Left() {
		return refuse.New(refuse.Conflict, "refund.unknown_payer", "unapplied", item.Left().In(o.Currency))
	}
	return nil
}

// move records a fact of a refund; ordering it takes the money off the credit,
// cancelling it or its coming back puts it there again.
func move(w *db.Write, e seller.Entity, o RefundOrder, item receivable.Item, typ string, object db.Object, d day.Day, body refundFact) (RefundOrder, receivable.Item, error) {
	next, err := o.to(typ)
	if err != nil {
		return o, item, err
	}
	objects := []db.Object{db.Obj("refund", o.ID), object}
	if o.Customer != 0 {
		objects = append(objects, db.Obj("customer", o.Customer))
	}
	x, err := o.worth(w.Read, item, next)
	if err != nil {
		return o, item, err
	}
	body.Home = x.Said()
	next.Last = w.EmitOn(d, typ, body, objects...)
	if o.State == "" {
		next.Event, next.Version = next.Last, 1
		insertRefund(w, next)
	} else {
		w.Exec1(qRefundSave, o.ID, next.State, next.Last, o.Version)
	}
	if o.stands() == next.stands() {
		return next, item, w.Err()
	}
	amount, home, entry := o.Amount, x.Home, ledger.Refund
	if !next.stands() {
		amount, home, entry = -o.Amount, -x.Home, ledger.RefundBack
	}
	if item, err = receivable.Refund(w, item, amount, home, d, next.Last); err != nil {
		return next, item, err
	}
	posted, err := entry(ledger.Chart(e.Chart()), ledger.Head{Day: d, Currency: o.Currency, Text: o.ID.Text(RefundPrefix), Worth: x}, int64(o.Customer), o.Amount)
	if err != nil {
		return next, item, err
	}
	return next, item, ledger.Post(w, next.Last, posted)
}

// worth is what the money of a refund was booked at: it goes out, and comes
// back, as it came in.
func (o RefundOrder) worth(r *db.Read, item receivable.Item, next RefundOrder) (x ledger.Worth, err error) {
	x = ledger.Worth{Amount: o.Amount, Home: o.Amount}
	switch {
	case item.Home == item.Total || o.stands() == next.stands():
	case next.stands():
		x.Home, err = item.Share(o.Amount)
	default:
		x.Home, err = receivable.PaidBack(r, item.ID, o.Event)
	}
	return x, err
}

// RefundDone says that the bank carried a refund out.
type RefundDone struct {
	ID     string  `path:"id" json:"-"`
	PaidOn day.Day `json:"paid_on,omitempty" doc:"the business day when left out"`
}

// PayRefund records that the bank carried a refund out.
func PayRefund(w *db.Write, in RefundDone) (RefundView, error) {
	return follow(w, in.ID, "refund.paid", in.PaidOn, "")
}

// RefundStopped says why a refund does not go out, or came back.
type RefundStopped struct {
	ID     string  `path:"id" json:"-"`
	Reason string  `json:"reason" minLength:"1" maxLength:"35" doc:"a code of the bank, or a word"`
	On     day.Day `json:"on,omitempty" doc:"the business day when left out"`
}

// CancelRefund takes a refund back before the bank carried it out; the money is
// the customer's again.
func CancelRefund(w *db.Write, in RefundStopped) (RefundView, error) {
	return follow(w, in.ID, "refund.cancelled", in.On, in.Reason)
}

// ReturnRefund records that the bank did not carry a refund out, or sent it
// back: a closed account.
func ReturnRefund(w *db.Write, in RefundStopped) (RefundView, error) {
	return follow(w, in.ID, "refund.returned", in.On, in.Reason)
}

func follow(w *db.Write, ref, typ string, on day.Day, reason string) (RefundView, error) {
	o, err := findRefund(w.Read, qRefund, ref)
	if err != nil {
		return RefundView{}, err
	}
	if on > w.Today() {
		return RefundView{}, refuse.New(refuse.Invalid, "payment.invalid").At("/on", "payment.future", "day", on)
	}
	e, err := seller.Load(w.Read, o.Entity)
	if err != nil {
		return RefundView{}, err
	}
	if o.Customer != 0 {
		c, err := party.Load(w.Read, o.Customer)
		if err != nil {
			return RefundView{}, err
		}
		if err = credit.Hold(w, c); err != nil {
			return RefundView{}, err
		}
	}
	if err := w.Climb(db.Document); err != nil {
		return RefundView{}, err
	}
	if o, err = findRefund(w.Read, qRefundLock, ref); err != nil {
		return RefundView{}, err
	}
	item, err := receivable.LockOne(w, o.Credit)
	if err != nil {
		return RefundView{}, err
	}
	if !on.IsZero() {
		w.As.Day = on
	}
	last, err := receivable.LastDay(w.Read, item.ID)
	if err != nil {
		return RefundView{}, err
	}
	object := db.Obj("credit", item.ID)
	if item.Kind == receivable.Payment {
		object.Kind = "payment"
	}
	body := refundFact{Amount: o.Amount, Currency: o.Currency, Reason: reason}
	if o, _, err = move(w, e, o, item, typ, object, e.PostingDay(max(w.Day(), item.IssuedOn, last)), body); err != nil {
		return RefundView{}, err
	}
	return refundView(w.Read, o)
}
