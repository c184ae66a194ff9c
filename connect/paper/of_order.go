package paper

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/catalog"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/tax"
)

// OrderIn asks for the confirmation of an order.
type OrderIn struct {
	ID       string `path:"id" json:"-" doc:"id or number"`
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number: found only when it is his"`
}

// OfOrder says what the confirmation of an order is made from, as it stands:
// it is not kept, since an order may be amended. Refusal: paper.not_confirmed.
func OfOrder(r *db.Read, in OrderIn) (Job, error) {
	o, err := order.Find(r, in.ID)
	if err != nil {
		return Job{}, err
	}
	c, err := party.Load(r, o.Customer)
	if err != nil {
		return Job{}, err
	}
	if err := owned(r, in.Customer, c, refuse.New(refuse.Missing, "order.unknown", "order", in.ID)); err != nil {
		return Job{}, err
	}
	if o.State != order.Confirmed && o.State != order.Released && o.State != order.Closed {
		return Job{}, refuse.New(refuse.Conflict, "paper.not_confirmed", "number", o.Number)
	}
	j := Job{Kind: Confirmation, Object: o.ID, Customer: o.Customer}
	j.Document, err = ofOrder(r, o, c)
	return j, err
}

func ofOrder(r *db.Read, o order.Order, c party.Customer) (Document, error) {
	d, err := opened(r, Confirmation, o.Number, o.Entity, o, c)
	if err != nil {
		return d, err
	}
	d.fact("ordered_on", words.Date(d.Language, o.OrderedOn))
	return d, d.agreed(o)
}

// agreed is what an order or a quote says: its terms, its lines, its totals.
func (d *Document) agreed(o order.Order) error {
	d.Day = o.OrderedOn
	d.fact("your_order", o.PONumber)
	d.fact("requested_on", words.Date(d.Language, o.RequestedOn))
	d.fact("terms", receivable.Terms(o.Terms).Describe(d.Language))
	d.fact("customer", d.Buyer.Number)
	for _, l := range o.Lines {
		t, err := tax.Stored(l.Treatment)
		if err != nil {
			return err
		}
		steps, err := catalog.ParseSteps(l.Discounts)
		if err != nil {
			return err
		}
		_, included, err := l.Stated(o.Currency)
		if err != nil {
			return err
		}
		d.Lines = append(d.Lines, Line{N: l.N, SKU: l.SKU, Name: l.Name, Quantity: l.Quantity, Unit: l.Unit, UnitPrice: l.UnitPrice,
			Discount: d.discount(steps), Tax: d.rates(t), Net: l.Net, Before: before(l.UnitPrice, t, included)})
	}
	b, err := o.Taxes(o.OrderedOn)
	d.Net, d.Tax, d.Total = b.Net, b.Tax, b.Total
	for _, row := range b.Rows {
		d.Taxes = append(d.Taxes, Tax{d.taxName(row.Code, row.Rate), row.Base, row.Amount})
	}
	return err
}
