package order

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
	"encaisse/o2c/tax"
)

// Destination is where a supply goes, which decides its tax.
type Destination struct{ Country, Region, Postcode string }

// destination is where a line is taxed: where the goods go, or where the
// customer sits for a service.
func (o Order) destination(r *db.Read, c party.Customer, kind string) (Destination, error) {
	seat := Destination{c.Country, c.Region, c.Postcode}
	if o.ShipTo == 0 {
		return Destination{o.ShipCountry, o.ShipRegion, c.Postcode}, nil
	}
	if kind == catalog.Service {
		return seat, nil
	}
	a, err := party.AddressByID(r, o.ShipTo)
	return Destination{o.ShipCountry, o.ShipRegion, a.Postcode}, err
}

// Taxed decides how what is sold is taxed. What only some countries ask is read
// for them alone: checks of VAT numbers between member states, sales taxes and
// certificates where the seller has nexus. Refusals are those of tax.Decide and
// tax.vat_unchecked.
func Taxed(r *db.Read, e seller.Entity, c party.Customer, to Destination, kind string, class tax.Class, d day.Day) (tax.Treatment, error) {
	s := tax.Supply{Seller: e.TaxSeller(d), ShipToCountry: to.Country, ShipToRegion: to.Region,
		Kind: catalog.Item{Kind: kind}.TaxKind(), Class: class, Day: d, Local: tax.Local{Postcode: to.Postcode, Freight: kind == catalog.Freight}}
	if s.Crosses() {
		var err error
		if s.BuyerVATConfirmed, err = party.VATConfirmedOn(r, c, d, e.VATDays); err != nil {
			return tax.Treatment{}, err
		}
		if !s.BuyerVATConfirmed && c.TaxID != "" && e.VATUnchecked == seller.VATRefuse {
			return tax.Treatment{}, refuse.New(refuse.Invalid, "tax.vat_unchecked", "customer", c.Number, "day", d)
		}
	}
	if state := s.Nexus(); state != "" {
		var err error
		if s.Local.Rates, err = seller.Rates(r, state); err != nil {
			return tax.Treatment{}, err
		}
		x, ok, err := party.CertificateOn(r, c, state, d)
		if err != nil {
			return tax.Treatment{}, err
		}
		if ok {
			s.Local.Certificate, s.Local.Certified = x.Number, certified[x.Kind]
		}
	}
	return tax.Decide(s)
}

// certified is why each kind of certificate frees of tax.
var certified = map[string]string{party.Resale: tax.ReasonResale, party.Exempt: tax.ReasonCertificate}

// Delivered is how a line is taxed when it left on a day: sales taxes are those
// of that day.
func (l Line) Delivered(r *db.Read, d day.Day) (Line, error) {
	t, err := tax.Stored(l.Treatment)
	if err != nil {
		return l, err
	}
	t, changed, err := Delivered(r, t, d)
	if changed {
		l.Treatment = db.JSON(t)
	}
	return l, err
}

// advanceTax is a tax of the order that no deposit invoice bears yet, when its
// policy asks for money ahead; "" for none.
func (o Order) advanceTax() tax.Code {
	if o.Policy.Advance() == 0 {
		return ""
	}
	for _, l := range o.Lines {
		t, err := tax.Stored(l.Treatment)
		if err != nil || l.Treatment == "" {
			continue // what it lacks is said elsewhere
		}
		for _, x := range t.Taxes {
			if x.Code != tax.VAT {
				return x.Code
			}
		}
	}
	return ""
}

// TaxedAgain is a line of the order as it would be taxed by what is known on a
// day of the customer and of where it went: a corrected invoice asks.
func (o Order) TaxedAgain(r *db.Read, e seller.Entity, c party.Customer, n int64, d day.Day) (Line, error) {
	l := o.Lines[n-1]
	to, err := o.destination(r, c, l.Kind)
	if err != nil {
		return l, err
	}
	t, err := Taxed(r, e, c, to, l.Kind, tax.Class(l.TaxClass), d)
	l.Treatment = db.JSON(t)
	return l, err
}

// Delivered is a treatment at the sales taxes of the day of delivery, which are
// read only where it bears one.
func Delivered(r *db.Read, t tax.Treatment, d day.Day) (out tax.Treatment, changed bool, err error) {
	for _, state := range t.States() {
		rates, err := seller.Rates(r, state)
		if err != nil {
			return t, false, err
		}
		if t, err = t.Delivered(rates, d); err != nil {
			return t, false, err
		}
		changed = true
	}
	return t, changed, nil
}

// Certify adds a certificate to a customer of the United States.
func Certify(w *db.Write, in party.NewCertificate) (party.CertificateView, error) {
	if in.State != "" && tax.State(in.State) == "" {
		return party.CertificateView{}, refuse.New(refuse.Invalid, "party.certificate").At("/state", "tax.state", "region", in.State)
	}
	return party.Certify(w, in)
}
