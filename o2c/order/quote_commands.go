package order

import (
	"slices"
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/party"
	"encaisse/o2c/quote"
	"encaisse/o2c/seller"
)

// NewQuote is what a customer is to be offered.
type NewQuote struct {
	Customer    string         `json:"customer" doc:"id or number"`
	Currency    money.Currency `json:"currency,omitempty" doc:"the company's when left out"`
	ValidUntil  day.Day        `json:"valid_until,omitempty" doc:"its last day; 30 days from the business day when left out"`
	RequestedOn day.Day        `json:"requested_on,omitempty"`
	ShipTo      string         `json:"ship_to,omitempty" doc:"code of a delivery address of the customer; his own address when left out"`
	Freight     string         `json:"freight,omitempty" maxLength:"40" doc:"way of delivery: the code of a tariff; left out: none is charged"`
	Residential bool           `json:"residential,omitempty" doc:"delivered to a home"`
	TaxIncluded bool           `json:"tax_included,omitempty" doc:"the prices it says are with tax included, and so are the lists asked first"`
	Billing     string         `json:"billing,omitempty" maxLength:"20" doc:"when the order is invoiced; the customer's way when left out"`
	Lines       []NewLine      `json:"lines" minItems:"1" maxItems:"2000"`

	AllowancePercent money.Percent `json:"allowance_percent,omitempty" doc:"taken off the whole, freight apart: each line bears its share"`
	AllowanceAmount  money.Decimal `json:"allowance_amount,omitempty" doc:"likewise, an amount: before tax, or with it where prices include it"`

	Send *bool `json:"send,omitempty" doc:"true when left out: it goes to the customer; else it stays a draft"`
}

func (in NewQuote) order() New {
	return New{Customer: in.Customer, Currency: in.Currency, RequestedOn: in.RequestedOn, ShipTo: in.ShipTo, Freight: in.Freight, Residential: in.Residential,
		TaxIncluded: in.TaxIncluded, Billing: in.Billing, Lines: in.Lines, AllowancePercent: in.AllowancePercent, AllowanceAmount: in.AllowanceAmount}
}

// Offer makes a quote: its prices and taxes are those an order would have today,
// and the order of it keeps them. What would keep that order from being confirmed
// is refused at its place, but for the customer's own number, which he gives when
// he accepts.
func Offer(w *db.Write, in NewQuote) (quote.View, error) {
	c, err := party.Find(w.Read, in.Customer)
	if err != nil {
		if refuse.Code(err) == "party.unknown" {
			err = refuse.New(refuse.Invalid, "quote.invalid").At("/customer", "party.unknown", "customer", in.Customer)
		}
		return quote.View{}, err
	}
	p, err := in.priced(w, c)
	if err != nil {
		return quote.View{}, err
	}
	q, err := quote.Make(w, p)
	if err != nil {
		return quote.View{}, err
	}
	return quote.Shown(w.Read, q)
}

// Reoffer is a quote as it is to be from now on, whole.
type Reoffer struct {
	ID string `path:"id" json:"-" doc:"id of a version, or number: the latest"`
	NewQuote
}

// OfferAgain changes a quote: a draft in its place, one that was sent by a new
// version that supersedes it. It refuses another customer.
func OfferAgain(w *db.Write, in Reoffer) (quote.View, error) {
	old, err := quote.Find(w.Read, in.ID)
	if err != nil {
		return quote.View{}, err
	}
	c, err := party.Find(w.Read, in.Customer)
	if err != nil || c.ID != old.Customer {
		return quote.View{}, refuse.New(refuse.Invalid, "quote.invalid").At("/customer", "order.quote_customer", "customer", in.Customer, "number", old.Number)
	}
	p, err := in.priced(w, c)
	if err != nil {
		return quote.View{}, err
	}
	q, err := quote.Change(w, old, p)
	if err != nil {
		return quote.View{}, err
	}
	return quote.Shown(w.Read, q)
}

// given are the exceptions that the customer's answer settles.
var given = []string{"order.po_missing", "order.duplicate"}

func (in NewQuote) priced(w *db.Write, c party.Customer) (quote.Priced, error) {
	ask := in.order()
	if err := ask.check(); err != nil {
		return quote.Priced{}, err
	}
	o, exceptions, err := capture(w, ask, c)
	if err != nil {
		return quote.Priced{}, err
	}
	wrong := refuse.New(refuse.Invalid, "quote.invalid")
	for _, x := range exceptions {
		if !slices.Contains(given, x.Code) {
			wrong.At(x.Pointer, x.Code, pairs(x.Args)...)
		}
	}
	if len(wrong.Fields) > 0 {
		return quote.Priced{}, wrong
	}
	return quote.Priced{Customer: c.ID, Entity: o.Entity, Currency: o.Currency, Net: o.Net, Tax: o.Tax, Total: o.Total, Content: o.offered(),
		ValidUntil: in.ValidUntil, Send: in.Send == nil || *in.Send}, nil
}

// offered is the order as a quote keeps it.
func (o Order) offered() quote.Content {
	c := quote.Content{Terms: o.Terms, Billing: string(o.Policy), RequestedOn: o.RequestedOn, ShipTo: o.ShipTo, ShipCountry: o.ShipCountry, ShipRegion: o.ShipRegion,
		Freight: o.Freight, Residential: o.Residential, TaxIncluded: o.TaxIncluded, AllowedPart: o.AllowedPart, Allowed: o.Allowed}
	for _, l := range o.Lines {
		c.Lines = append(c.Lines, quote.Line{N: l.N, Item: l.Item, SKU: l.SKU, Name: l.Name, Kind: l.Kind, Unit: l.Unit, Quantity: l.Quantity, UnitPrice: l.UnitPrice,
			Discounts: l.Discounts, PriceFrom: l.PriceFrom, Authorised: l.Authorised, Net: l.Net, TaxClass: l.TaxClass, Treatment: l.Treatment})
	}
	return c
}

// OfQuote is a quote as the order it would be, of its day.
func OfQuote(q quote.Quote) (Order, error) {
	c, err := q.Offers()
	return Order{Entity: q.Entity, Customer: q.Customer, Number: q.Number, OrderedOn: q.QuotedOn, Net: q.Net, Tax: q.Tax, Total: q.Total}.taken(q, c), err
}

// taken is the order as the quote offers it.
func (o Order) taken(q quote.Quote, c quote.Content) Order {
	o.Quote, o.Currency = q.ID, q.Currency
	o.Terms, o.Policy, o.RequestedOn, o.ShipTo, o.ShipCountry, o.ShipRegion = c.Terms, party.Billing(c.Billing), c.RequestedOn, c.ShipTo, c.ShipCountry, c.ShipRegion
	o.Freight, o.Residential, o.TaxIncluded, o.AllowedPart, o.Allowed = c.Freight, c.Residential, c.TaxIncluded, c.AllowedPart, c.Allowed
	for _, l := range c.Lines {
		o.Lines = append(o.Lines, Line{N: l.N, Item: l.Item, SKU: l.SKU, Name: l.Name, Kind: l.Kind, Unit: l.Unit, Quantity: l.Quantity, UnitPrice: l.UnitPrice,
			Discounts: l.Discounts, PriceFrom: l.PriceFrom, Authorised: l.Authorised, Net: l.Net, TaxClass: l.TaxClass, Treatment: l.Treatment})
	}
	return o
}

// Yes is a customer's yes to a quote.
type Yes struct {
	ID          string  `path:"id" json:"-" doc:"id of a version, or number: the latest"`
	PONumber    string  `json:"po_number,omitempty" maxLength:"100" doc:"the customer's own order number"`
	RequestedOn day.Day `json:"requested_on,omitempty" doc:"that of the quote when left out"`
	Confirm     *bool   `json:"confirm,omitempty" doc:"true when left out: ask credit and reserve at once"`
	Backorder   *bool   `json:"backorder,omitempty" doc:"true when left out: wait for what is missing"`
	Partial     *bool   `json:"partial,omitempty" doc:"true when left out: what is there may be shipped first"`
}

// Accept makes the order of a quote, once, with its prices, taxes and terms, and
// goes on with it as with any other: credit is asked, stock reserved. It refuses
// quote.over after the last day.
func Accept(w *db.Write, in Yes) (View, error) {
	q, err := quote.Find(w.Read, in.ID)
	if err != nil {
		return View{}, err
	}
	if err := q.Acceptable(w.Day()); err != nil {
		return View{}, err
	}
	offers, err := q.Offers()
	if err != nil {
		return View{}, err
	}
	c, err := party.Load(w.Read, q.Customer)
	if err != nil {
		return View{}, err
	}
	e, err := seller.Of(w.Read)
	if err != nil {
		return View{}, err
	}
	o := Order{ID: w.NewID(), Entity: e.ID, Customer: c.ID, Root: c.Root, OrderedOn: w.Day(), PONumber: strings.TrimSpace(in.PONumber), State: Draft, Priority: normal,
		Backorder: in.Backorder == nil || *in.Backorder, Partial: in.Partial == nil || *in.Partial, EnteredBy: w.Actor, Version: 1}.taken(q, offers)
	if !in.RequestedOn.IsZero() {
		o.RequestedOn = in.RequestedOn
	}
	o, exceptions, err := resolve(w, o, c, e)
	if err != nil {
		return View{}, err
	}
	v, err := place(w, o, exceptions, c, New{Confirm: in.Confirm})
	if err != nil {
		return View{}, err
	}
	return v, quote.Accept(w, q, o.ID)
}
