package paper

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/invoice"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
	"encaisse/o2c/shipping"
)

// ShipmentIn asks for a delivery note.
type ShipmentIn struct {
	ID       string `path:"id" json:"-" doc:"id or number"`
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number: found only when it is his"`
}

// OfShipment finds the kept delivery note of a shipment, or says what to make
// it from: it goes with the goods once they are packed, and is kept from when
// they left on. Refusal: paper.not_packed.
func OfShipment(r *db.Read, in ShipmentIn) (Job, error) {
	s, err := shipping.Find(r, in.ID)
	if err != nil {
		return Job{}, err
	}
	c, err := party.Load(r, s.Customer)
	if err != nil {
		return Job{}, err
	}
	if err := owned(r, in.Customer, c, refuse.New(refuse.Missing, "shipping.unknown", "shipment", in.ID)); err != nil {
		return Job{}, err
	}
	j := Job{Kind: DeliveryNote, Object: s.ID, Customer: s.Customer}
	switch s.State {
	case shipping.Packed:
	case shipping.Shipped, shipping.Delivered, shipping.Returned:
		j.Keep = true
	default:
		return j, refuse.New(refuse.Conflict, "paper.not_packed", "number", s.Number)
	}
	if j.Kept, err = find(r, j.Kind, j.Object, 0); err != nil || j.Kept != nil {
		return j, err
	}
	j.Document, err = ofShipment(r, s, c)
	return j, err
}

func ofShipment(r *db.Read, s shipping.Shipment, c party.Customer) (Document, error) {
	o, err := order.Find(r, s.Order.Text(order.Prefix))
	if err != nil {
		return Document{}, err
	}
	d, err := opened(r, DeliveryNote, s.Number, s.Entity, o, c)
	if err != nil {
		return d, err
	}
	d.Day = s.ShippedOn
	if d.Day.IsZero() {
		d.Day = r.Today()
	}
	d.fact("shipped_on", words.Date(d.Language, d.Day))
	d.ordered(o)
	d.fact("customer", d.Buyer.Number)
	list, err := shipping.OfOrder(r, o.ID)
	if err != nil {
		return d, err
	}
	gone := soFar(list, s)
	for _, l := range s.Lines {
		if l.Picked <= 0 {
			continue
		}
		of := o.Lines[l.OrderN-1]
		d.Lines = append(d.Lines, Line{N: l.N, SKU: of.SKU, Name: of.Name, Quantity: l.Picked, Of: of.Quantity,
			Left: max(0, of.Quantity-of.Cancelled-gone[l.OrderN]), Unit: of.Unit})
	}
	return d, nil
}

// soFar is what of each line of the order has left with a shipment and those
// before it.
func soFar(list []shipping.Shipment, s shipping.Shipment) map[int64]money.Quantity {
	gone := map[int64]money.Quantity{}
	for _, other := range list {
		before := other.Left() && (other.ShippedOn < s.ShippedOn || other.ShippedOn == s.ShippedOn && other.ID < s.ID || s.ShippedOn.IsZero())
		if other.ID != s.ID && !before {
			continue
		}
		for _, l := range other.Lines {
			gone[l.OrderN] += l.Picked
		}
	}
	return gone
}

// opened begins a document about an order, to the customer as he is now.
func opened(r *db.Read, kind Kind, number string, entity db.ID, o order.Order, c party.Customer) (Document, error) {
	d, e, err := headed(r, kind, number, o.Currency, entity, c)
	if err != nil {
		return d, err
	}
	d.registered(e, r.Today())
	return d, d.deliverTo(r, o)
}

// headed begins a document from a company to a customer as they are now.
func headed(r *db.Read, kind Kind, number string, currency money.Currency, entity db.ID, c party.Customer) (Document, seller.Entity, error) {
	e, err := seller.Load(r, entity)
	if err != nil {
		return Document{}, e, err
	}
	h, err := letterheadOf(r, entity)
	if err != nil {
		return Document{}, e, err
	}
	d := begin(kind, number, currency, e, c, h)
	d.between(e, c)
	return d, e, nil
}

// deliverTo names where the goods of an order go, when that is not where the
// customer is.
func (d *Document) deliverTo(r *db.Read, o order.Order) error {
	if o.ShipTo == 0 {
		return nil
	}
	a, err := party.AddressByID(r, o.ShipTo)
	if err != nil {
		return err
	}
	e, err := seller.Load(r, o.Entity)
	if err != nil {
		return err
	}
	to := d.side(invoice.Side{Name: a.Name, Street: a.Street, Postcode: a.Postcode, City: a.City, Region: a.Region, Country: a.Country}, a.Country != e.Country)
	if to.Name == "" {
		to.Name = d.Buyer.Name
	}
	d.Deliver = &to
	return nil
}

// between names seller and customer as they are now.
func (d *Document) between(e seller.Entity, c party.Customer) {
	sides := invoice.Between(e, c)
	abroad := e.Country != c.Country
	d.Seller, d.Buyer = d.side(sides.Seller, abroad), d.side(sides.Buyer, abroad)
}
