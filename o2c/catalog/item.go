// Package catalog holds what is sold, and at what price.
package catalog

import (
	"strings"

	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/tax"
)

// Prefix of an item's id as people see it.
const Prefix = "itm"

// Kinds of item.
const (
	Goods   = "goods"
	Service = "service"
	Freight = "freight" // what delivery is charged for: a service with accounts of its own
)

// Item is an article or a service. Price is the list price, in its currency,
// before tax; Priced says that there is one: no price is never zero. Below
// Floor, when it is Floored, a unit is sold only with authority.
type Item struct {
	ID       id.ID
	SKU      string
	Name     string
	Kind     string
	Unit     string
	Priced   bool
	Price    money.Price
	Currency money.Currency
	TaxClass string
	Weight   money.Quantity // kilograms
	Length   money.Quantity // centimetres, of one unit as it is packed
	Width    money.Quantity
	Height   money.Quantity
	Floored  bool
	Floor    money.Price
	GTIN     string // number of the bar code, "" none
	Version  int64
}

// New is what an item starts with.
type New struct {
	SKU      string         `json:"sku" minLength:"1" maxLength:"60"`
	Name     string         `json:"name" minLength:"1" maxLength:"300"`
	Kind     string         `json:"kind" enum:"goods,service,freight"`
	Unit     string         `json:"unit,omitempty" maxLength:"20"`
	Price    *money.Price   `json:"price,omitempty" doc:"list price before tax; left out: no list price"`
	Currency money.Currency `json:"currency,omitempty" doc:"the company's currency when left out"`
	TaxClass string         `json:"tax_class,omitempty" enum:"standard,intermediate,reduced,super_reduced,exempt,zero,reverse_charge" doc:"standard when left out"`
	Weight   money.Quantity `json:"weight_kg,omitempty"`
	Length   money.Quantity `json:"length_cm,omitempty" doc:"of one unit as it is packed"`
	Width    money.Quantity `json:"width_cm,omitempty"`
	Height   money.Quantity `json:"height_cm,omitempty"`
	GTIN     string         `json:"gtin,omitempty" maxLength:"20" doc:"number of the bar code: GTIN-8, -12 (UPC), -13 (EAN) or -14"`
	Seen     int64          `json:"seen,omitempty" doc:"version of the item that was read: refused when somebody changed it since"`
}

func (in New) item(home money.Currency) (Item, error) {
	i := Item{SKU: strings.TrimSpace(in.SKU), Name: strings.TrimSpace(in.Name), Kind: in.Kind, Unit: strings.TrimSpace(in.Unit),
		Currency: in.Currency, TaxClass: in.TaxClass, Weight: in.Weight, Length: in.Length, Width: in.Width, Height: in.Height}
	if in.Price != nil {
		i.Priced, i.Price = true, *in.Price
	}
	if i.Currency == "" {
		i.Currency = home
	}
	if i.TaxClass == "" {
		i.TaxClass = string(tax.Standard)
	}
	if i.Unit == "" {
		i.Unit = "unit"
	}
	r := refuse.New(refuse.Invalid, "catalog.invalid")
	if i.SKU == "" {
		r.At("/sku", "catalog.sku_missing")
	}
	if i.Name == "" {
		r.At("/name", "catalog.name_missing")
	}
	if i.Kind != Goods && i.Kind != Service && i.Kind != Freight {
		r.At("/kind", "catalog.kind", "kind", in.Kind)
	}
	if !tax.Class(i.TaxClass).Known() {
		r.At("/tax_class", "catalog.tax_class", "class", in.TaxClass)
	}
	if i.Price < 0 {
		r.At("/price", "catalog.price_negative")
	}
	if i.Weight < 0 {
		r.At("/weight_kg", "catalog.weight_negative")
	}
	for field, size := range map[string]money.Quantity{"/length_cm": i.Length, "/width_cm": i.Width, "/height_cm": i.Height} {
		if size < 0 {
			r.At(field, "catalog.size_negative")
		}
	}
	if code := strings.TrimSpace(in.GTIN); code != "" {
		var ok bool
		if i.GTIN, ok = GTIN(code); !ok {
			r.At("/gtin", "catalog.gtin", "gtin", code)
		}
	}
	if len(r.Fields) > 0 {
		return i, r
	}
	return i, nil
}
