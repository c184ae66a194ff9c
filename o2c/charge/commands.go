package charge

import (
	"cmp"
	"strconv"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/series"
	"encaisse/o2c/credit"
	"encaisse/o2c/dunning"
	"encaisse/o2c/invoice"
	"encaisse/o2c/ledger"
	"encaisse/o2c/party"
	"encaisse/o2c/rate"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// issued is the body of charge.issued: all that the charge says.
type issued struct {
	Number      string         `json:"number"`
	DueOn       day.Day        `json:"due_on"`
	UpTo        day.Day        `json:"up_to"`
	Why         string         `json:"why"`
	Penalties   money.Amount   `json:"penalties"`
	Indemnities money.Amount   `json:"indemnities"`
	Fees        money.Amount   `json:"fees"`
	Total       money.Amount   `json:"total"`
	Currency    money.Currency `json:"currency"`
	Apart       bool           `json:"apart,omitempty"`
	Lines       []Line         `json:"lines"`
	Home        money.Amount   `json:"home,omitempty"` // where it is another: the total in the company's currency
}

func (c Charge) said() issued {
	return issued{c.Number, c.DueOn, c.UpTo, c.Why, c.Penalties, c.Indemnities, c.Fees, c.Total, c.Currency, c.Apart, c.Lines, c.worth().Said()}
}

// ToCharge asks for the penalties and fixed charges of a customer.
type ToCharge struct {
	Customer         string         `path:"customer" json:"-" doc:"id or number"`
	Invoices         []string       `json:"invoices,omitempty" maxItems:"500" doc:"these alone, one taken over too; all that were paid late when left out"`
	Currency         money.Currency `json:"currency,omitempty" doc:"of the invoices; a charge has one: when left out that of the invoices named, else the company's, or another in which he pays late when nothing is late in it"`
	UpTo             day.Day        `json:"up_to,omitempty" doc:"the last day that counts; today when left out"`
	WithoutIndemnity bool           `json:"without_indemnity,omitempty" doc:"the interest alone"`
}

// held is what a command about a customer's charges holds: his group's row.
type held struct {
	e seller.Entity
	c party.Customer
	p Policy
}

func hold(w *db.Write, customer string) (h held, err error) {
	if h.e, err = seller.Of(w.Read); err != nil {
		return h, err
	}
	if h.c, err = party.Find(w.Read, customer); err != nil {
		return h, err
	}
	if err = credit.Hold(w, h.c); err != nil {
		return h, err
	}
	h.p, err = policyOf(w.Read, h.c.ID)
	return h, err
}

// allowed refuses to charge who must not be: by policy, or under proceedings,
// from whose opening on no interest runs (L622-28).
func (h held) allowed(r *db.Read) error {
	if h.p.Mode == Never {
		return refuse.New(refuse.Conflict, "charge.never", "customer", h.c.Number)
	}
	insolvent, err := credit.Insolvent(r, h.c.ID)
	if err == nil && insolvent {
		err = refuse.New(refuse.Conflict, "charge.insolvent", "customer", h.c.Number)
	}
	return err
}

// Ask charges a customer for what was, or is, paid late: the days that were not
// charged yet, and once an invoice the fixed amount.
func Ask(w *db.Write, in ToCharge) (View, error) {
	h, err := hold(w, in.Customer)
	if err != nil {
		return View{}, err
	}
	if err := h.allowed(w.Read); err != nil {
		return View{}, err
	}
	if in.UpTo.IsZero() {
		in.UpTo = w.Today()
	}
	if in.UpTo > w.Today() {
		return View{}, refuse.New(refuse.Invalid, "charge.future", "day", in.UpTo).At("/up_to", "charge.future", "day", in.UpTo)
	}
	c, err := h.first(w.Read, in)
	if err != nil {
		return View{}, err
	}
	if c.Total <= 0 {
		return View{}, refuse.New(refuse.Conflict, "charge.nothing", "customer", h.c.Number, "day", in.UpTo)
	}
	c.Why = byDemand
	return h.issue(w, c)
}

// first is the draft in the currency meant: where none was said, the first in
// which there is something to charge.
func (h held) first(r *db.Read, in ToCharge) (c Charge, err error) {
	list := []money.Currency{in.Currency}
	if in.Currency == "" && len(in.Invoices) == 0 {
		if list, err = h.currencies(r); err != nil {
			return c, err
		}
	}
	for _, in.Currency = range list {
		if c, err = h.draft(r, in); err != nil || c.Total > 0 {
			return c, err
		}
	}
	return c, nil
}

// currencies are those a customer was invoiced in, the company's first.
func (h held) currencies(r *db.Read) ([]money.Currency, error) {
	list, err := db.All[money.Currency](r, qCurrencies, h.c.ID, h.e.ID, h.e.Currency)
	return append([]money.Currency{h.e.Currency}, list...), err
}

// draft is the charge, without an id and a number yet: in the currency of the invoices, the
// fixed amount at the rate of the day it is posted (domain.md 5.2).
func (h held) draft(r *db.Read, in ToCharge) (Charge, error) {
	c := Charge{Entity: h.e.ID, Customer: h.c.ID, Currency: in.Currency, UpTo: in.UpTo, Apart: h.p.Apart}
	items, err := in.items(r, h)
	if err != nil {
		return c, err
	}
	all, err := dunning.RatesFor(r, h.e, h.c.ID)
	if err != nil {
		return c, err
	}
	if len(items) > 0 {
		c.Currency = items[0].Currency
	}
	fixed, err := h.fixed(r, c.Currency)
	if err != nil {
		return c, err
	}
	if !h.p.Indemnity || in.WithoutIndemnity {
		fixed = 0
	}
	asked := map[db.ID]bool{}
	for _, x := range lateOf(r, items) {
		var of rates
		of.agreed, of.statutory = all.Of(x.Document, x.IssuedOn)
		lines, late, err := x.lines(in.UpTo, of)
		if err != nil {
			return c, err
		}
		c.Lines = append(c.Lines, lines...)
		before, err := x.fixed.All()
		if err != nil {
			return c, err
		}
		if late && fixed > 0 && len(before) == 0 && !asked[x.Document] {
			asked[x.Document] = true
			c.Lines = append(c.Lines, Line{Kind: Indemnity, Document: x.Document, Item: x.ID, Number: x.Number, Amount: fixed})
		}
	}
	return c.summed(), nil
}

// fixed is the fixed charge for recovery in a currency.
func (h held) fixed(r *db.Read, in money.Currency) (money.Amount, error) {
	own := receivable.Indemnity(h.e.Country)
	if in == h.e.Currency || own == 0 {
		return own, nil
	}
	x, err := rate.On(r, h.e, in, h.e.PostingDay(r.Today()))
	if err != nil {
		return 0, err
	}
	return x.To(in, own)
}

// items are those asked for: of the invoices named, or all that are late.
func (in ToCharge) items(r *db.Read, h held) ([]receivable.Item, error) {
	if len(in.Invoices) == 0 {
		return db.All[receivable.Item](r, qLate, h.c.ID, h.e.ID, in.Currency, in.UpTo)
	}
	var list []receivable.Item
	seen := map[db.ID]bool{}
	for n, ref := range in.Invoices {
		items, err := named(r, ref)
		if err != nil {
			return nil, err
		}
		for _, i := range items {
			if i.Customer != h.c.ID {
				return nil, refuse.New(refuse.Conflict, "charge.other_customer", "number", i.Number, "customer", h.c.Number).At("/invoices/"+strconv.Itoa(n), "charge.other_customer", "number", i.Number, "customer", h.c.Number)
			}
			if in.Currency == "" {
				in.Currency = i.Currency
			}
			if i.Currency != in.Currency {
				return nil, refuse.New(refuse.Conflict, "charge.currency", "number", i.Number, "currency", string(i.Currency), "asked", string(in.Currency))
			}
			if !seen[i.ID] {
				seen[i.ID] = true
				list = append(list, i)
			}
		}
	}
	return list, nil
}

// named are the items of an invoice, or of one of the books before.
func named(r *db.Read, ref string) ([]receivable.Item, error) {
	v, err := invoice.Find(r, ref)
	if refuse.Code(err) == "invoice.unknown" {
		items, otherwise := receivable.Referred(r, []string{receivable.Normal(ref)})
		for _, i := range items {
			switch {
			case i.Entity != r.Entity:
			case i.Kind == receivable.Opening:
				return []receivable.Item{i}, nil
			case i.Kind == receivable.Charge: // no penalty on a penalty (Code civil 1343-2)
				return nil, refuse.New(refuse.Conflict, "charge.on_charge", "number", i.Number)
			}
		}
		if otherwise != nil {
			err = otherwise
		}
	}
	if err == nil && !v.Bills() {
		err = refuse.New(refuse.Conflict, "charge.no_invoice", "number", v.Number)
	}
	if err != nil {
		return nil, err
	}
	return receivable.ItemsOf(r, v.ID)
}

// issue numbers a charge, last of all locks, and writes it with its open item
// and its entry.
func (h held) issue(w *db.Write, c Charge) (View, error) {
	c.ID = w.NewID()
	n, err := series.Yearly(w, "charge", numberPrefix, h.e.PostingDay(w.Today()))
	if err != nil {
		return View{}, err
	}
	c.Series, c.Position, c.Number, c.IssuedOn = n.Series, n.Position, n.Text, n.Day
	c.DueOn = c.IssuedOn.AddDays(payable)
	if c.Home, err = rate.Worth(w.Read, h.e, c.Currency, c.IssuedOn, c.Total); err != nil {
		return View{}, err
	}
	if c.Home <= 0 { // worth no cent of the company's
		return View{}, refuse.New(refuse.Conflict, "charge.nothing", "customer", h.c.Number, "day", c.UpTo)
	}
	c.Event = w.EmitOn(c.IssuedOn, "charge.issued", c.said(), c.objects()...)
	insert(w, c)
	entry, err := c.entry(h.e)
	if err != nil {
		return View{}, err
	}
	if err := ledger.Post(w, c.Event, entry); err != nil {
		return View{}, err
	}
	item := receivable.Open(w, c.item())
	c.mail(w, h.e, h.c)
	v, err := seen(w.Read, c, h.c.Number, item.Open, nil)
	return v, cmp.Or(err, w.Err())
}

func (c Charge) entry(e seller.Entity) (ledger.Entry, error) {
	return ledger.LateCharge(ledger.Chart(e.Chart()), ledger.Head{Day: c.IssuedOn, Currency: c.Currency, Text: c.Number, Worth: c.worth()}, int64(c.Customer), c.Penalties, c.Indemnities, c.Fees, c.Apart)
}

// objects are what a charge touches: its customer, and each document it is for.
func (c Charge) objects() []db.Object {
	list := c.Touched()
	seen := map[db.ID]bool{}
	for _, l := range c.Lines {
		kind := "invoice"
		if l.Kind == Fee {
			kind = "payment"
		}
		if !seen[l.Document] {
			seen[l.Document] = true
			list = append(list, db.Object{Kind: kind, ID: l.Document, As: "late"})
		}
	}
	return list
}
