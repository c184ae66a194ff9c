package web

import (
	"slices"
	"strconv"
	"strings"

	"encaisse/app"
	"encaisse/base/words"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
	"encaisse/web/ui"
)

// customerForm is the form of a customer.
var customerForm = master{
	path: "/customers", keys: "customers", name: "number", create: app.CreateCustomer.Entry, put: app.PutCustomer.Entry,
	groups: []masterGroup{
		{"who", []string{"number", "name", "language", "email"}},
		{"where", []string{"street", "postcode", "city", "country", "region"}},
		{"registers", []string{"legal_id", "tax_id", "vat_confirmed_on"}},
		{"pays", []string{"currency", "terms", "billing", "deposit_form", "send_by", "late_rate", "po_required"}},
		{"credit", []string{"group", "credit_limit"}},
	},
	read: customerKept,
	start: func(v *visit) map[string]string {
		e := v.entity()
		return map[string]string{"country": e.Country, "currency": string(e.Currency)}
	},
	shape: shapeCustomer,
	warn:  warnCustomer,
	answer: func(out any) []string {
		c, _ := out.(credit.View)
		return c.Warnings
	},
}

func (v *visit) newCustomer() error     { return customerForm.begin(v) }
func (v *visit) customerMade() error    { return customerForm.made(v) }
func (v *visit) changeCustomer() error  { return customerForm.change(v) }
func (v *visit) customerChanged() error { return customerForm.changed(v) }

func customerKept(v *visit, id string) (kept, error) {
	c, err := ask(v, app.ShowCustomer, credit.ByCustomer{ID: id})
	if err != nil {
		return kept{}, err
	}
	k := kept{name: c.Number, title: c.Name, version: c.Version, values: map[string]string{"number": c.Number, "name": c.Name, "language": c.Language, "email": c.Email,
		"street": c.Street, "postcode": c.Postcode, "city": c.City, "country": c.Country, "region": c.Region, "legal_id": c.LegalID, "tax_id": c.TaxID,
		"currency": string(c.Currency), "terms": c.Terms, "billing": c.Billing, "send_by": c.SendBy, "deposit_form": c.DepositForm, "group": c.Group}}
	if !c.ConfirmedOn.IsZero() {
		k.values["vat_confirmed_on"] = c.ConfirmedOn.String()
	}
	if c.PORequired {
		k.values["po_required"] = "true"
	}
	if c.LateRate != 0 {
		k.values["late_rate"] = c.LateRate.String()
	}
	if c.CreditLimit != nil {
		k.values["credit_limit"] = c.CreditLimit.Text()
	}
	return k, nil
}

// shapeCustomer makes a field of a customer as people fill it. The currency of
// one there is stays: his limit and what he owes are in it.
func shapeCustomer(v *visit, f *ui.Input, now kept) {
	switch f.Name {
	case "number", "currency":
		f.Fixed = now.name != ""
		if f.Fixed && f.Name == "currency" {
			f.Hint = v.say("web.hint.currency.kept")
		}
	case "email":
		f.Kind = "email"
	case "deposit_form":
		f.Hint = v.say("web.hint.deposit_form.own", "form", v.say("web.enum."+v.entity().DepositForm))
	case "language":
		f.Kind = "select"
		for _, l := range []words.Language{words.French, words.Quebecois, words.English} {
			f.Options = append(f.Options, ui.Option{Value: string(l), Text: v.say("web.language." + string(l))})
		}
	}
}

// warnCustomer says which identifiers look wrong: they are kept as they are.
func warnCustomer(typed map[string]string) map[string]string {
	out := map[string]string{}
	country := strings.ToUpper(typed["country"])
	if _, _, warning := party.CheckLegalID(country, typed["legal_id"]); warning != "" {
		out["legal_id"] = warning
	}
	if _, warning := party.CheckTaxID(country, typed["tax_id"]); warning != "" {
		out["tax_id"] = warning
	}
	return out
}

// itemForm is the form of an item.
var itemForm = master{
	path: "/items", keys: "items", name: "sku", create: app.CreateItem.Entry, put: app.PutItem.Entry,
	groups: []masterGroup{
		{"what", []string{"sku", "name", "gtin", "kind", "unit"}},
		{"price", []string{"price", "currency", "tax_class"}},
		{"size", []string{"weight_kg", "length_cm", "width_cm", "height_cm"}},
	},
	read: itemKept,
	start: func(v *visit) map[string]string {
		return map[string]string{"currency": string(v.entity().Currency), "kind": catalog.Goods, "tax_class": "standard"}
	},
	shape:  shapeItem,
	warn:   func(map[string]string) map[string]string { return nil },
	answer: func(any) []string { return nil },
}

func (v *visit) newItem() error     { return itemForm.begin(v) }
func (v *visit) itemMade() error    { return itemForm.made(v) }
func (v *visit) changeItem() error  { return itemForm.change(v) }
func (v *visit) itemChanged() error { return itemForm.changed(v) }

func itemKept(v *visit, id string) (kept, error) {
	i, err := ask(v, app.ShowItem, catalog.BySKU{ID: id})
	if err != nil {
		return kept{}, err
	}
	k := kept{name: i.SKU, title: i.Name, version: strconv.FormatInt(i.Version, 10), values: map[string]string{"sku": i.SKU, "name": i.Name, "kind": i.Kind, "unit": i.Unit,
		"currency": string(i.Currency), "tax_class": i.TaxClass, "gtin": i.GTIN}}
	if i.Price != nil {
		k.values["price"] = i.Price.String()
	}
	for name, size := range map[string]interface{ String() string }{"weight_kg": i.Weight, "length_cm": i.Length, "width_cm": i.Width, "height_cm": i.Height} {
		if text := size.String(); text != "0" {
			k.values[name] = text
		}
	}
	return k, nil
}

// shapeItem makes a field of an item as people fill it. What an item is does
// not change: documents rest on it.
func shapeItem(v *visit, f *ui.Input, now kept) {
	switch {
	case now.name == "":
	case f.Name == "sku":
		f.Fixed = true
	case f.Name == "kind":
		f.Options = slices.DeleteFunc(f.Options, func(o ui.Option) bool { return o.Value != now.values["kind"] })
	}
}
