package catalog

import (
	"fmt"
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/seller"
)

// NewTariff is a way of delivery and what it is charged, from a day on.
type NewTariff struct {
	Code         string         `json:"code" minLength:"1" maxLength:"40" doc:"letters, digits, _ . -"`
	SKU          string         `json:"sku" doc:"id or SKU of the freight item on the order"`
	From         day.Day        `json:"valid_from,omitempty" doc:"the business day when left out"`
	Currency     money.Currency `json:"currency,omitempty" doc:"the company's when left out"`
	Units        string         `json:"units,omitempty" enum:"cm,in" doc:"cm and kg when left out, or in and lb"`
	Divisor      money.Quantity `json:"divisor,omitempty" doc:"of the dimensional weight: 5000 or 6000 in cm, 139 or 166 in inches; left out: size does not count"`
	DivisorAbove money.Quantity `json:"divisor_above,omitempty" doc:"volume from which size counts, 1728 for 1 ft³"`
	Step         money.Quantity `json:"step,omitempty" doc:"the weight is rounded up to it"`
	Fuel         money.Percent  `json:"fuel_percent,omitempty" doc:"on the rate"`
	Remote       money.Price    `json:"remote,omitempty" doc:"charge for remote zones"`
	Residential  money.Price    `json:"residential,omitempty" doc:"charge for deliveries to a home"`
	FreeFrom     *money.Decimal `json:"free_from,omitempty" doc:"net of the goods from which delivery is free"`
	Zones        []Zone         `json:"zones" minItems:"1" maxItems:"5000"`
	Rates        []Rate         `json:"rates" minItems:"1" maxItems:"5000"`
}

// SetTariff adds a tariff, or replaces the one of the same code and first day.
// Orders keep the freight they were given.
func SetTariff(w *db.Write, in NewTariff) (TariffView, error) {
	t, i, err := in.tariff(w)
	if err != nil {
		return TariffView{}, err
	}
	all, err := Tariffs(w.Read)
	if err != nil {
		return TariffView{}, err
	}
	t.ID, t.Version = w.NewID(), 1
	made := true
	for _, old := range all {
		if old.Code == t.Code && old.From == t.From {
			t.ID, t.Version, made = old.ID, old.Version, false
		}
	}
	typ := "catalog.tariff_set"
	if !made {
		typ = "catalog.tariff_changed"
	}
	putTariff(w, t, made)
	w.Emit(typ, tariffBody{t.Code, t.From, len(t.Zones), len(t.Rates)}, db.Obj("tariff", t.ID))
	return tariffView(t, i.SKU), w.Err()
}

func (in NewTariff) tariff(w *db.Write) (t Tariff, i Item, err error) {
	t = Tariff{Code: strings.TrimSpace(in.Code), From: in.From, Currency: in.Currency, Units: in.Units, Divisor: in.Divisor,
		DivisorAbove: in.DivisorAbove, Step: in.Step, Fuel: in.Fuel, Remote: in.Remote, Residential: in.Residential, Zones: in.Zones, Rates: in.Rates}
	if i, err = Find(w.Read, in.SKU); err != nil {
		return t, i, err
	}
	e, err := seller.Of(w.Read)
	if err != nil {
		return t, i, err
	}
	if t.Item = i.ID; t.Currency == "" {
		t.Currency = e.Currency
	}
	if t.From.IsZero() {
		t.From = w.Day()
	}
	if t.Units == "" {
		t.Units = Metric
	}
	r := refuse.New(refuse.Invalid, "catalog.tariff_invalid")
	if t.Free = in.FreeFrom != nil; t.Free {
		if t.FreeFrom, err = in.FreeFrom.Amount(t.Currency); err != nil {
			return t, i, err
		}
	}
	if !code.MatchString(t.Code) {
		r.At("/code", "catalog.code", "code", t.Code)
	}
	if i.Kind != Freight {
		r.At("/sku", "catalog.not_freight", "sku", i.SKU)
	}
	if t.Units != Metric && t.Units != Imperial {
		r.At("/units", "catalog.units", "units", t.Units)
	}
	if min(t.Divisor, t.DivisorAbove, t.Step) < 0 || t.Fuel < 0 || min(t.Remote, t.Residential) < 0 || t.FreeFrom < 0 {
		r.At("/fuel_percent", "catalog.tariff_negative")
	}
	t.places(r)
	if len(r.Fields) > 0 {
		return t, i, r
	}
	return t, i, nil
}

// places cleans the zones and checks that each has rates, and each rate a zone.
func (t *Tariff) places(r *refuse.Refusal) {
	t.Zones, t.Rates = append([]Zone(nil), t.Zones...), append([]Rate(nil), t.Rates...)
	zones := map[string]bool{}
	for i := range t.Zones {
		z := &t.Zones[i]
		z.Country, z.Region = strings.ToUpper(strings.TrimSpace(z.Country)), strings.ToUpper(strings.TrimSpace(z.Region))
		zones[z.Zone] = false
		if !code.MatchString(z.Zone) {
			r.At(fmt.Sprintf("/zones/%d/zone", i), "catalog.code", "code", z.Zone)
		}
	}
	seen := map[Rate]bool{}
	for i, p := range t.Rates {
		at := func(field string) string { return fmt.Sprintf("/rates/%d/%s", i, field) }
		if _, ok := zones[p.Zone]; !ok {
			r.At(at("zone"), "catalog.rate_zone", "zone", p.Zone)
		}
		if p.UpTo <= 0 || seen[Rate{Zone: p.Zone, UpTo: p.UpTo}] {
			r.At(at("up_to"), "catalog.rate_weight", "zone", p.Zone, "weight", p.UpTo)
		}
		if p.Price < 0 {
			r.At(at("price"), "catalog.price_negative")
		}
		zones[p.Zone], seen[Rate{Zone: p.Zone, UpTo: p.UpTo}] = true, true
	}
	for i, z := range t.Zones {
		if !zones[z.Zone] {
			r.At(fmt.Sprintf("/zones/%d/zone", i), "catalog.zone_rate", "zone", z.Zone)
		}
	}
}
