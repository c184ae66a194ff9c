package order

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
	"encaisse/o2c/stock"
)

// ByID names one order.
type ByID struct {
	ID string `path:"id" json:"-" doc:"id or number"`
}

// Answered is an order with what credit said about it.
type Answered struct {
	Order      Order
	Verdict    credit.Verdict
	Exceptions []Exception
	event      db.ID // of the confirmation
}

func amount(n int) money.Amount { return money.Amount(n) }

// Confirm asks credit about a draft and reserves its stock.
func Confirm(w *db.Write, in ByID) (View, error) {
	l, err := Lock(w, in.ID)
	if err != nil {
		return View{}, err
	}
	old, c, lines := l.Order, l.Customer, l.Credit
	if err := old.Can("confirm"); err != nil {
		return View{}, err
	}
	e, err := seller.Of(w.Read)
	if err != nil {
		return View{}, err
	}
	o, exceptions, err := resolve(w, old, c, e)
	if err != nil {
		return View{}, err
	}
	a := Answered{Order: o, Exceptions: exceptions}
	if len(exceptions) == 0 {
		if a, err = ask(w, o, c, lines, nil); err != nil {
			return View{}, err
		}
	}
	save(w, old, a.Order)
	return view(w.Read, a, c), w.Err()
}

// ask puts an order to credit, under the lock of the customer's group: it is
// held, or it passes and its stock is reserved.
func ask(w *db.Write, o Order, c party.Customer, lines []credit.Line, past *History) (Answered, error) {
	rest, err := o.rest(w.Day())
	if err != nil {
		return Answered{}, err
	}
	v := credit.Decide(w.Day(), o.Currency, rest, lines...)
	from := o.State
	switch {
	case past != nil && past.Hold:
		v.Failed = []string{credit.RuleManual}
	case past != nil:
		return takenOver(w, o, v)
	}
	if !v.Passed() {
		o = o.hold(v.Hold())
		event := emit(w, "order.held", o, verdict(v, from, o.State, ""))
		credit.Record(w, o.ID, event, v, false, 0, "")
		o.bill(w)
		return Answered{Order: o, Verdict: v}, nil
	}
	a, err := confirm(w, o, v, "order.confirmed", approval.Given{})
	if err == nil {
		a.Order.bill(w)
	}
	return a, err
}

// bill says that money is asked for ahead, by the order's policy, once credit
// has answered: also of a held order, which may wait for just that money.
func (o Order) bill(w *db.Write) {
	if percent := o.Policy.Advance(); percent > 0 {
		emit(w, "order.advance_due", o, advanceDue{percent})
	}
}

// confirm lets an order pass, reserves what is there and records the verdict
// that was true under the lock, or who overruled it.
func confirm(w *db.Write, o Order, v credit.Verdict, typ string, by approval.Given) (Answered, error) {
	from := o.State
	o, err := o.pass(v)
	if err != nil {
		return Answered{}, err
	}
	if o, err = reserve(w, o); err != nil {
		return Answered{}, err
	}
	objects := []db.Object{db.Obj("order", o.ID), db.Obj("customer", o.Customer)}
	if by.Approval != 0 {
		objects = append(objects, db.Obj("approval", by.Approval))
	}
	event := w.Emit(typ, verdict(v, from, o.State, ""), objects...)
	credit.Record(w, o.ID, event, v, true, by.Approver, "")
	tellLacking(w, o)
	return Answered{Order: o, Verdict: v, event: event}, nil
}

// tellLacking says what stock did not cover of an order that went through.
func tellLacking(w *db.Write, o Order) {
	var missing []Part
	for _, l := range o.Lines {
		if l.Backordered > 0 {
			missing = append(missing, Part{l.N, l.Backordered})
		}
	}
	if len(missing) > 0 {
		emit(w, "order.backordered", o, lacking{missing})
	}
}

// takenOver confirms an order that was shipped long ago: credit lets it
// through with the recorded reason "history", stock comes with its shipment.
func takenOver(w *db.Write, o Order, v credit.Verdict) (Answered, error) {
	from := o.State
	o, err := o.pass(v)
	if err != nil {
		return Answered{}, err
	}
	o.Lines = append([]Line(nil), o.Lines...)
	for i := range o.Lines {
		if o.Lines[i].Goods() {
			o.Lines[i].Backordered, o.Lines[i].Warehouse = o.Lines[i].Quantity, o.Warehouse
		}
	}
	event := emit(w, "order.confirmed", o, verdict(v, from, o.State, "history"))
	credit.Record(w, o.ID, event, v, true, 0, "history")
	return Answered{Order: o, Verdict: credit.Verdict{}}, nil
}

func reserve(w *db.Write, o Order) (Order, error) {
	wants, at, err := allot(w, o)
	if err != nil {
		return o, err
	}
	got, err := stock.Reserve(w, wants, o.Partial)
	if err != nil {
		return o, err
	}
	return o.granted(wants, at, got)
}

// allot says what the lines still need and from where: the order's warehouse,
// or, when it has none, the one chosen by what each has (domain.md 9).
func allot(w *db.Write, o Order) ([]stock.Want, []int, error) {
	wants, at := o.wants()
	if o.Warehouse != 0 {
		return wants, at, nil
	}
	free := o.bound(wants, at)
	if len(free) == 0 {
		return wants, at, nil
	}
	chosen := make([]stock.Want, len(free))
	for i, k := range free {
		chosen[i] = wants[k]
	}
	chosen, err := stock.Allot(w, o.ShipCountry, o.ShipRegion, chosen, wants, o.Partial)
	for i, c := range chosen {
		wants[free[i]] = c
	}
	return wants, at, err
}

// Retry asks credit again for a held order.
func Retry(w *db.Write, in ByID) (View, error) {
	l, err := Lock(w, in.ID)
	if err != nil {
		return View{}, err
	}
	old, c, lines := l.Order, l.Customer, l.Credit
	if err := old.Can("retry"); err != nil {
		return View{}, err
	}
	a, err := retry(w, old, c, lines)
	if err != nil {
		return View{}, err
	}
	return view(w.Read, a, c), w.Err()
}

func retry(w *db.Write, old Order, c party.Customer, lines []credit.Line) (Answered, error) {
	if old.HeldByPerson() {
		return Answered{Order: old, Verdict: credit.Verdict{Failed: []string{credit.RuleManual}, Currency: old.Currency}}, nil
	}
	rest, err := old.rest(w.Day())
	if err != nil {
		return Answered{}, err
	}
	v := credit.Decide(w.Day(), old.Currency, rest, lines...)
	if !v.Passed() {
		o := old.hold(v.Hold())
		if o.Hold != old.Hold {
			save(w, old, o)
		}
		return Answered{Order: o, Verdict: v}, nil
	}
	a, err := confirm(w, old, v, "order.confirmed", approval.Given{})
	if err == nil {
		save(w, old, a.Order)
	}
	return a, err
}

// Close ends an order that has nothing left to ship or invoice.
func Close(w *db.Write, in ByID) (View, error) {
	l, err := Lock(w, in.ID)
	if err != nil {
		return View{}, err
	}
	old, c := l.Order, l.Customer
	if err := old.Can("close"); err != nil {
		return View{}, err
	}
	if !old.complete() {
		return View{}, refuse.New(refuse.Conflict, "order.incomplete", "number", old.Number, "shipping", old.Shipping(), "billing", old.Billing())
	}
	if old.Deposit != 0 {
		return View{}, refuse.New(refuse.Conflict, "order.deposit_left", "number", old.Number, "amount", old.Deposit.In(old.Currency))
	}
	o := old
	o.State, o.Remainder = Closed, 0
	emit(w, "order.closed", o, moved{old.State, o.State, "", nil, 0})
	save(w, old, o)
	return view(w.Read, Answered{Order: o}, c), w.Err()
}
