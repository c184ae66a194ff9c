package portal

import (
	"slices"
	"time"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/invoice"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
	"encaisse/o2c/seller"
)

// NewCheckout is what a customer wants to pay.
type NewCheckout struct {
	Customer string    `path:"customer" json:"-" doc:"id or number"`
	Invoice  string    `json:"invoice,omitempty" scope:"document" doc:"id: nothing but that one is paid"`
	Provider string    `json:"provider" maxLength:"40" doc:"who takes the money"`
	Parts    []PayPart `json:"parts" minItems:"1" maxItems:"200"`
}

// PayPart is an invoice, and how much of it is paid.
type PayPart struct {
	Invoice string         `json:"invoice" doc:"id or number"`
	Amount  *money.Decimal `json:"amount,omitempty" doc:"all that is to be paid of it when left out"`
}

// Begin writes down what a customer is about to pay by a provider. Who comes
// back with the same wish while the first is open goes on with that. It refuses
// portal.not_due, portal.part, portal.under_way and portal.filed.
func Begin(w *db.Write, in NewCheckout) (CheckoutView, error) {
	e, err := seller.Of(w.Read)
	if err != nil {
		return CheckoutView{}, err
	}
	cu, err := party.Find(w.Read, in.Customer)
	if err != nil {
		return CheckoutView{}, err
	}
	c := Checkout{ID: w.NewID(), Entity: e.ID, Customer: cu.ID, Provider: in.Provider, State: Asked, OpenedAt: w.Now().UnixMicro(), Version: 1}
	dues, err := dueOf(w.Read, cu)
	if err != nil {
		return CheckoutView{}, err
	}
	opened, err := openingOf(w.Read, cu)
	if err != nil {
		return CheckoutView{}, err
	}
	shares, err := in.shares(dues, &c, opened)
	if err != nil {
		return CheckoutView{}, err
	}
	if err := credit.Hold(w, cu); err != nil {
		return CheckoutView{}, err
	}
	same, err := underWay(w.Read, c, shares)
	if err != nil || same != nil {
		if same != nil {
			return viewCheckout(w.Read, *same)
		}
		return CheckoutView{}, err
	}
	objects, body := c.objects(), begun{Amount: c.Amount, Currency: c.Currency, Provider: c.Provider}
	for _, s := range shares {
		body.Shares = append(body.Shares, told{s.Document, s.Amount})
		objects = append(objects, db.Obj("invoice", s.Document))
	}
	c.Event = w.Emit("checkout.begun", body, objects...)
	w.Exec(qCheckoutAdd, c.ID, c.Entity, c.Customer, c.Currency, c.Amount, c.Provider, c.State, c.OpenedAt, c.Event)
	for _, s := range shares {
		w.Exec(qShareAdd, c.ID, s.Document, s.Amount)
	}
	return viewCheckout(w.Read, c)
}

// shares are what is paid of each document, in the order of their ids.
func (in NewCheckout) shares(dues []Due, c *Checkout, opened opening) ([]Share, error) {
	var out []Share
	for _, p := range in.Parts {
		i := slices.IndexFunc(dues, func(d Due) bool { return d.named(p.Invoice) })
		if i < 0 || in.Invoice != "" && !dues[i].named(in.Invoice) {
			return nil, refuse.New(refuse.Conflict, "portal.not_due", "number", p.Invoice)
		}
		d := dues[i]
		if d.Filed != nil {
			return nil, opened.refused(d.Number)
		}
		s := Share{d.document, d.ToPay.Minor}
		if p.Amount != nil {
			var err error
			if s.Amount, err = p.Amount.Amount(d.ToPay.Currency); err != nil {
				return nil, err
			}
		}
		switch {
		case s.Amount <= 0 || s.Amount > d.ToPay.Minor:
			return nil, refuse.New(refuse.Conflict, "portal.part", "number", d.Number, "left", d.ToPay, "amount", s.Amount.In(d.ToPay.Currency))
		case c.Currency != "" && c.Currency != d.ToPay.Currency:
			return nil, refuse.New(refuse.Conflict, "portal.currencies")
		case slices.ContainsFunc(out, func(o Share) bool { return o.Document == s.Document }):
			return nil, refuse.New(refuse.Conflict, "portal.twice", "number", d.Number)
		}
		c.Currency, c.Amount = d.ToPay.Currency, c.Amount+s.Amount
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b Share) int { return int(a.Document - b.Document) })
	return out, nil
}

// resumable is how long who comes back finds the same page of the provider.
const resumable = 25 * time.Minute

// underWay is the checkout of the same wish that is open still. One that the
// provider has money of, or may have, and that meets the wish, is refused.
func underWay(r *db.Read, c Checkout, shares []Share) (*Checkout, error) {
	ids, err := db.All[db.ID](r, qUnderWay, c.Customer, c.Entity)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		o, err := db.One[Checkout](r, qCheckoutByID, id)
		if err != nil {
			return nil, err
		}
		theirs, err := Shares(r, id)
		if err != nil {
			return nil, err
		}
		met := slices.ContainsFunc(theirs, func(t Share) bool {
			return slices.ContainsFunc(shares, func(s Share) bool { return s.Document == t.Document })
		})
		fresh := r.Now().UnixMicro()-o.OpenedAt < resumable.Microseconds()
		switch {
		case !met:
		case (o.State == Open || o.State == Asked) && fresh && o.Provider == c.Provider && slices.Equal(theirs, shares):
			return &o, nil
		case o.State == Unsure || o.State == Pending:
			return nil, refuse.New(refuse.Conflict, "portal.under_way", "amount", o.Amount.In(o.Currency))
		}
	}
	return nil, nil
}

func (c Checkout) objects() []db.Object {
	return []db.Object{db.Obj("checkout", c.ID), db.Obj("customer", c.Customer)}
}

// Opened notes how asking the provider ended: with its name for the checkout
// and where to pay, or (no token) without an answer, to be verified.
func Opened(w *db.Write, id db.ID, token, url string) (CheckoutView, error) {
	c, err := locked(w, id)
	if err != nil {
		return CheckoutView{}, err
	}
	if c.State == Asked || c.State == Unsure && token != "" {
		if c.State = Unsure; token != "" {
			c.State, c.Token, c.URL = Open, token, url
			w.Emit("checkout.opened", moved{Open, token}, c.objects()...)
		} else {
			w.Emit("checkout.unsure", moved{State: Unsure}, c.objects()...)
		}
		keep(w, c)
	}
	return viewCheckout(w.Read, c)
}

// Expire ends a checkout the provider knows nothing of.
func Expire(w *db.Write, id db.ID) error {
	c, err := locked(w, id)
	if err != nil || c.State != Asked && c.State != Unsure && c.State != Open {
		return err
	}
	c.State = Expired
	w.Emit("checkout.expired", moved{State: Expired}, c.objects()...)
	keep(w, c)
	return w.Err()
}

// locked is a checkout under the row of its customer's credit.
func locked(w *db.Write, id db.ID) (Checkout, error) {
	c, err := db.One[Checkout](w.Read, qCheckoutByID, id)
	if err != nil {
		return c, err
	}
	cu, err := party.Load(w.Read, c.Customer)
	if err != nil {
		return c, err
	}
	if w.Entity = c.Entity; w.Zone == nil {
		if w.Zone, err = seller.Zone(w.Read, c.Entity); err != nil {
			return c, err
		}
	}
	if err = credit.Hold(w, cu); err != nil {
		return c, err
	}
	return db.One[Checkout](w.Read, qCheckoutByID, id)
}

// Hear takes what a provider tells: each event once, whatever comes how often
// and in which order. Money lands as a payment on what the customer chose.
func Hear(w *db.Write, h Heard) (string, error) {
	c, err := locked(w, h.Checkout)
	if err == db.ErrNone {
		return "", refuse.New(refuse.Missing, "portal.checkout", "checkout", h.Checkout.Text(CheckoutPrefix))
	}
	if err != nil {
		return "", err
	}
	if effect, err := db.One[string](w.Read, qHeard, h.Provider, h.Token); err != db.ErrNone {
		return effect, err
	}
	next, effect := c.hear(h)
	if effect == effectMore {
		if _, err := db.One[string](w.Read, qCharged, h.Provider, h.Charge); err != db.ErrNone {
			if effect = effectNothing; err != nil {
				return "", err
			}
		}
	}
	var p db.ID
	if effect == effectPaid || effect == effectMore {
		if p, err = cash(w, c, h, effect == effectPaid); err != nil {
			return "", err
		}
	}
	objects := c.objects()
	if p != 0 {
		objects = append(objects, db.Obj("payment", p))
	}
	event := w.EmitOn(w.Today(), "checkout.heard", heard{h.Provider, h.Token, h.Kind, h.Amount, h.Currency, h.Fee, h.Charge, effect, p, next.State}, objects...)
	w.Exec(qHeardAdd, h.Provider, h.Token, c.ID, h.Kind, h.Currency, h.Amount, h.Fee, h.Charge, effect, p, event)
	if effect == effectPaid {
		next.Payment = p
	}
	if effect == effectPaid || effect == effectState {
		keep(w, next)
	}
	return effect, w.Err()
}

// cash books the money of a checkout, on what was chosen when it is the first.
func cash(w *db.Write, c Checkout, h Heard, chosen bool) (db.ID, error) {
	var parts []payment.Chosen
	if chosen {
		shares, err := Shares(w.Read, c.ID)
		if err != nil {
			return 0, err
		}
		for _, s := range shares {
			parts = append(parts, payment.Chosen{Document: s.Document, Amount: s.Amount})
		}
	}
	amount, err := money.ParseDecimal(h.Amount.In(h.Currency).Text())
	if err != nil {
		return 0, err
	}
	in := payment.New{Customer: c.Customer.Text(party.Prefix), Amount: amount, Currency: h.Currency, Reference: h.Provider + " " + c.ID.Text(CheckoutPrefix)}
	if h.Fee > 0 {
		fee, err := money.ParseDecimal(h.Fee.In(h.Currency).Text())
		if err != nil {
			return 0, err
		}
		in.Fee = &fee
	}
	p, err := payment.ReceiveFor(w, in, parts)
	return p.ID, err
}

// named is the id of an invoice as its customer names it.
func named(document db.ID) string { return document.Text(invoice.Prefix) }
