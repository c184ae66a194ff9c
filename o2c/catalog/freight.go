package catalog

import (
	"cmp"
	"slices"
	"strings"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// Tariff is what a way of delivery is charged: a rate by zone and billable
// weight, and charges on it (domain.md 9). Of the tariffs of one code the
// latest that has begun is in force.
type Tariff struct {
	ID           id.ID
	Code         string
	From         day.Day
	Item         id.ID // the freight item of its order lines
	Currency     money.Currency
	Units        string         // "cm" (and kg) or "in" (and lb)
	Divisor      money.Quantity // cubic units a unit of weight; 0 = size does not count
	DivisorAbove money.Quantity // size counts above this volume only, as USPS does above 1 ft³
	Step         money.Quantity // the weight is rounded up to it; 0 = not rounded
	Fuel         money.Percent  // on the rate
	Remote       money.Price
	Residential  money.Price
	Free         bool
	FreeFrom     money.Amount // net of the goods
	Version      int64
	Zones        []Zone `db:"-"`
	Rates        []Rate `db:"-"`
}

// Zone is a place of a tariff: the row that names a place most closely counts.
type Zone struct {
	Tariff   id.ID  `json:"-"`
	Zone     string `json:"zone" minLength:"1" maxLength:"40"`
	Country  string `json:"country,omitempty" maxLength:"2" doc:"ISO 3166-1 alpha-2; left out: everywhere else"`
	Region   string `json:"region,omitempty" maxLength:"10"`
	Postcode string `json:"postcode,omitempty" maxLength:"20" doc:"how it begins"`
	Remote   bool   `json:"remote,omitempty" doc:"bears the remote charge"`
}

// Rate is the price up to a billable weight, in the tariff's unit.
type Rate struct {
	Tariff id.ID          `json:"-"`
	Zone   string         `json:"zone" minLength:"1" maxLength:"40"`
	UpTo   money.Quantity `json:"up_to" doc:"billable weight, in kg or lb"`
	Price  money.Price    `json:"price"`
}

// Units of a tariff.
const (
	Metric   = "cm"
	Imperial = "in"
)

// Parcel is what is to be carried, in kilograms and centimetres.
type Parcel struct {
	SKU                   string
	Quantity              money.Quantity
	Weight                money.Quantity
	Length, Width, Height money.Quantity
}

// Place is where it goes.
type Place struct {
	Country, Region, Postcode string
	Residential               bool
}

const micro = 1_000000

// to converts from metric. Pounds are told to four decimals: the kilogram of a
// pound has more decimals than a weight is kept with, and must not be rounded
// up for them.
func (p Parcel) to(units string) (out Parcel, err error) {
	if out = p; units != Imperial {
		return out, nil
	}
	for _, v := range []*money.Quantity{&out.Length, &out.Width, &out.Height} {
		inches, err := money.MulDiv(int64(*v), 100, 254)
		if err != nil {
			return out, err
		}
		*v = money.Quantity(inches)
	}
	pounds, err := money.MulDiv(int64(p.Weight), 10_000*100, 45_359237)
	out.Weight = money.Quantity(pounds * 100)
	return out, err
}

// up is q rounded up to a whole number of steps.
func up(q, step money.Quantity) money.Quantity {
	if step <= 0 || q%step == 0 {
		return q
	}
	return q - q%step + step
}

// volume is the volume of one unit, in cubic units; inches are rounded up to
// the next one first, as carriers do since August 2025.
func (p Parcel) volume(units string) (money.Quantity, error) {
	l, w, h := p.Length, p.Width, p.Height
	if units == Imperial {
		l, w, h = up(l, micro), up(w, micro), up(h, micro)
	}
	area, err := money.MulDiv(int64(l), int64(w), micro)
	if err != nil {
		return 0, err
	}
	v, err := money.MulDiv(area, int64(h), micro)
	return money.Quantity(v), err
}

// Billable is the weight that is charged: the larger of what the parcels weigh
// and what their size counts for, rounded up to the carrier's step (domain.md
// 9). They travel together. One without weight and size is refused
// (catalog.no_weight).
func (t Tariff) Billable(parcels []Parcel) (money.Quantity, error) {
	var actual, sized money.Quantity
	for _, p := range parcels {
		if p.Weight == 0 && (p.Length == 0 || p.Width == 0 || p.Height == 0) {
			return 0, refuse.New(refuse.Invalid, "catalog.no_weight", "sku", p.SKU)
		}
		p, err := p.to(t.Units)
		if err != nil {
			return 0, err
		}
		volume, err := p.volume(t.Units)
		if err != nil {
			return 0, err
		}
		weight, err := money.MulDiv(int64(p.Weight), int64(p.Quantity), micro)
		if err != nil {
			return 0, err
		}
		if actual += money.Quantity(weight); t.Divisor == 0 || volume <= t.DivisorAbove {
			continue
		}
		space, err := money.MulDiv(int64(volume), int64(p.Quantity), int64(t.Divisor))
		if err != nil {
			return 0, err
		}
		sized += money.Quantity(space)
	}
	return up(max(actual, sized), t.Step), nil
}

// zone finds the row that names the place most closely: by the longest
// beginning of the postcode, then by region, then by country.
func (t Tariff) zone(to Place) (Zone, bool) {
	clean := func(s string) string { return strings.ToUpper(strings.ReplaceAll(s, " ", "")) }
	fits := slices.DeleteFunc(slices.Clone(t.Zones), func(z Zone) bool {
		return z.Country != "" && z.Country != to.Country || z.Region != "" && z.Region != to.Region ||
			!strings.HasPrefix(clean(to.Postcode), clean(z.Postcode))
	})
	slices.SortStableFunc(fits, func(a, b Zone) int {
		return cmp.Or(cmp.Compare(len(clean(b.Postcode)), len(clean(a.Postcode))), cmp.Compare(b.Region, a.Region), cmp.Compare(b.Country, a.Country))
	})
	if len(fits) == 0 {
		return Zone{}, false
	}
	return fits[0], true
}

// Price is what the delivery of some goods of that net costs: the rate, the
// charges on it, and nothing from a net on. Refusals: catalog.no_zone,
// catalog.too_heavy, catalog.no_weight.
func (t Tariff) Price(parcels []Parcel, to Place, goods money.Amount) (Priced, error) {
	z, ok := t.zone(to)
	if !ok {
		return Priced{}, refuse.New(refuse.Invalid, "catalog.no_zone", "tariff", t.Code, "country", to.Country, "postcode", to.Postcode)
	}
	weight, err := t.Billable(parcels)
	if err != nil {
		return Priced{}, err
	}
	var rate *Rate
	for i, r := range t.Rates {
		if r.Zone == z.Zone && weight <= r.UpTo && (rate == nil || r.UpTo < rate.UpTo) {
			rate = &t.Rates[i]
		}
	}
	if rate == nil {
		return Priced{}, refuse.New(refuse.Invalid, "catalog.too_heavy", "tariff", t.Code, "zone", z.Zone, "weight", weight)
	}
	p := Priced{Unit: rate.Price, From: Source{FromFreight, t.Code, z.Zone}}
	charge := func(s Step, has bool) {
		if has {
			p.Steps = append(p.Steps, s)
		}
	}
	charge(Step{Code: "fuel", Percent: -t.Fuel}, t.Fuel > 0)
	charge(Step{Code: "remote", Amount: -money.Decimal(t.Remote)}, z.Remote && t.Remote > 0)
	charge(Step{Code: "residential", Amount: -money.Decimal(t.Residential)}, to.Residential && t.Residential > 0)
	if !t.Free || goods < t.FreeFrom {
		return p, nil
	}
	net, err := p.Net(money.Units(1), t.Currency)
	charge(Step{Code: "free", Amount: decimal(net, t.Currency)}, net > 0)
	return p, err
}

// decimal is an amount as a decimal of currency units.
func decimal(a money.Amount, c money.Currency) money.Decimal {
	d := money.Decimal(a)
	for range 6 - c.Exponent() {
		d *= 10
	}
	return d
}

// Parcel is a quantity of the item to be carried.
func (i Item) Parcel(q money.Quantity) Parcel {
	return Parcel{i.SKU, q, i.Weight, i.Length, i.Width, i.Height}
}
