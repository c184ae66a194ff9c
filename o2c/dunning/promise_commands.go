package dunning

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// NewPromise is what a customer promises to pay.
type NewPromise struct {
	Customer string         `json:"customer" doc:"id or number"`
	Amount   money.Decimal  `json:"amount"`
	Currency money.Currency `json:"currency,omitempty" doc:"the invoice's when left out, else the company's, or the only one he owes in"`
	DueOn    day.Day        `json:"due_on" doc:"day promised"`
	Invoice  string         `json:"invoice,omitempty" doc:"id or number, when it is about one; else all he owes"`
	Grace    *int64         `json:"grace,omitempty" minimum:"0" maximum:"30" doc:"business days, 2 when left out"`
}

// Promise records a promise to pay: until its day and the grace are over the
// customer is not chased for what it covers (domain.md 1.9).
func Promise(w *db.Write, in NewPromise) (PromiseView, error) {
	e, err := seller.Of(w.Read)
	if err != nil {
		return PromiseView{}, err
	}
	c, err := party.Find(w.Read, in.Customer)
	if err != nil {
		return PromiseView{}, err
	}
	grace := int64(receivable.Grace)
	if in.Grace != nil {
		grace = *in.Grace
	}
	in.Currency, err = meant(w.Read, e, c, in.Currency, in.Invoice)
	if err != nil {
		return PromiseView{}, err
	}
	p := receivable.Promise{ID: w.NewID(), Entity: e.ID, Customer: c.ID, Currency: in.Currency, MadeOn: w.Today(), DueOn: in.DueOn,
		Until: c.Calendar().AddWorkdays(in.DueOn, int(grace)), State: "open", Version: 1}
	if p.Amount, err = in.Amount.Amount(p.Currency); err != nil {
		return PromiseView{}, err
	}
	if in.DueOn < p.MadeOn {
		return PromiseView{}, refuse.New(refuse.Invalid, "dunning.promise").At("/due_on", "dunning.past_day", "day", in.DueOn)
	}
	if err := credit.Hold(w, c); err != nil {
		return PromiseView{}, err
	}
	owed, err := in.owed(w.Read, c, &p)
	if err != nil {
		return PromiseView{}, err
	}
	if p.Amount <= 0 || p.Amount > owed {
		return PromiseView{}, refuse.New(refuse.Invalid, "dunning.promise").At("/amount", "dunning.promise_amount", "amount", p.Amount.In(p.Currency), "owed", owed.In(p.Currency))
	}
	open, err := receivable.OpenPromises(w.Read, c.ID)
	if err != nil {
		return PromiseView{}, err
	}
	for _, o := range open {
		if o.Currency == p.Currency {
			return PromiseView{}, refuse.New(refuse.Conflict, "dunning.promise_open", "promise", o.ID.Text(receivable.PromisePrefix), "customer", c.Number)
		}
	}
	receivable.AddPromise(w, p)
	tellPromise(w, "promise.made", p)
	return viewPromise(w.Read, p)
}

// owed is what the promise can be about: one invoice, or all.
func (in NewPromise) owed(r *db.Read, c party.Customer, p *receivable.Promise) (money.Amount, error) {
	items, err := receivable.Left(r, c.ID)
	if err != nil {
		return 0, err
	}
	var sum money.Amount
	for _, i := range items {
		switch {
		case i.Entity != p.Entity || i.Currency != p.Currency:
		case in.Invoice == "":
			sum += i.Open
		case named(i, in.Invoice) && p.Item == 0:
			p.Item, sum = i.ID, i.Open
		}
	}
	if in.Invoice != "" && p.Item == 0 {
		return 0, refuse.New(refuse.Conflict, "dunning.not_owed", "number", in.Invoice, "customer", c.Number)
	}
	return sum, nil
}

// named tells that an item is of the invoice of a number or id.
func named(i receivable.Item, ref string) bool {
	id, ok := db.ParseID("inv", ref)
	return ok && id == i.Document || receivable.Normal(ref) == i.Reference && i.Reference != ""
}

// ByPromise names a promise.
type ByPromise struct {
	ID string `path:"id" json:"-"`
}

// CancelPromise takes an open promise back.
func CancelPromise(w *db.Write, in ByPromise) (PromiseView, error) {
	p, err := receivable.FindPromise(w.Read, in.ID)
	if err != nil {
		return PromiseView{}, err
	}
	if p, err = lockPromise(w, p); err != nil {
		return PromiseView{}, err
	}
	if err := receivable.Move(receivable.KindPromise, p.State, "cancelled"); err != nil {
		return PromiseView{}, err
	}
	old := p
	p.State = "cancelled"
	receivable.KeepPromise(w, old, p)
	tellPromise(w, "promise.cancelled", p)
	return viewPromise(w.Read, p)
}

func lockPromise(w *db.Write, p receivable.Promise) (receivable.Promise, error) {
	c, err := party.Load(w.Read, p.Customer)
	if err != nil {
		return p, err
	}
	if err := credit.Hold(w, c); err != nil {
		return p, err
	}
	return receivable.LockPromise(w, p.ID)
}

// outcomes are the facts of what becomes of a promise.
var outcomes = map[string]string{"kept": "promise.kept", "partially_kept": "promise.partially_kept", "broken": "promise.broken"}

// JudgePromise looks what became of an open promise by today and reports
// whether something did.
func JudgePromise(w *db.Write, id db.ID) (bool, error) {
	p, err := receivable.FindPromise(w.Read, id.Text(receivable.PromisePrefix))
	if err != nil {
		return false, err
	}
	if p, err = lockPromise(w, p); err != nil || p.State != "open" {
		return false, err
	}
	received, err := db.One[money.Amount](w.Read, qReceived, p.Customer, p.Entity, p.Currency, p.MadeOn, p.Until, p.ID)
	if err != nil {
		return false, err
	}
	state := p.Outcome(received, w.Today())
	if state == p.State {
		return false, nil
	}
	old := p
	p.State, p.Received = state, received
	receivable.KeepPromise(w, old, p)
	tellPromise(w, outcomes[state], p)
	return true, w.Err()
}

func tellPromise(w *db.Write, typ string, p receivable.Promise) {
	objects := []db.Object{db.Obj("promise", p.ID), db.Obj("customer", p.Customer)}
	if p.Item != 0 {
		objects = append(objects, db.Obj("item", p.Item))
	}
	event := w.EmitOn(w.Today(), typ, promised{p.Amount, p.Currency, p.DueOn, p.Until, p.Received, p.State}, objects...)
	receivable.Record(w, receivable.KindPromise, p.ID, event, p.State, p.Received, w.Today())
}
