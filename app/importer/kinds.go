package importer

import (
	"encaisse/base/refuse"
	"encaisse/connect/table"
)

// kind is a kind of file: its columns, and what its rows become. A required
// column must be in the file; which cells may be blank, the check knows.
type kind struct {
	name    string
	columns []table.Column
	check   func(*check)
	shape   func(*kind, []byte) (*kind, []byte) // finds the columns of files that others publish; nil for none
	frees   bool                                // its rows may lower what customers owe, and so free their orders
}

// needed marks a column the file must have.
const needed = true

var kinds = []kind{
	{name: "customers", check: customers, columns: []table.Column{
		{Name: "number", Required: needed}, {Name: "name", Required: needed}, {Name: "country", Required: needed},
		{Name: "postcode"}, {Name: "street"}, {Name: "city"}, {Name: "email"}, {Name: "language"},
		{Name: "currency", Required: needed}, {Name: "terms", Required: needed}, {Name: "credit_limit", Kind: table.Amount},
		{Name: "tax_id"}, {Name: "legal_id"}, {Name: "region"}, {Name: "group"}, {Name: "late_rate", Kind: table.Decimal}, {Name: "deposit_form"},
		{Name: "collector"},
	}},
	{name: "items", check: items, columns: []table.Column{
		{Name: "sku", Required: needed}, {Name: "name", Required: needed}, {Name: "kind", Required: needed}, {Name: "unit"},
		{Name: "price", Kind: table.Amount}, {Name: "currency"}, {Name: "tax_class"}, {Name: "weight_kg", Kind: table.Decimal},
		{Name: "length_cm", Kind: table.Decimal}, {Name: "width_cm", Kind: table.Decimal}, {Name: "height_cm", Kind: table.Decimal},
		{Name: "gtin"},
	}},
	{name: "stock", check: levels, columns: []table.Column{
		{Name: "warehouse"}, {Name: "sku", Required: needed}, {Name: "quantity", Kind: table.Decimal, Required: needed},
		{Name: "unit_cost", Kind: table.Amount}, {Name: "as_of", Kind: table.Date}, {Name: "bin"},
	}},
	{name: "expected", check: expected, columns: []table.Column{
		{Name: "warehouse"}, {Name: "sku", Required: needed}, {Name: "quantity", Kind: table.Decimal, Required: needed},
		{Name: "expected_on", Kind: table.Date, Required: needed}, {Name: "reference"}, {Name: "unit_cost", Kind: table.Amount},
	}},
	{name: "orders", check: orders, columns: []table.Column{
		{Name: "order", Required: needed}, {Name: "customer", Required: needed}, {Name: "ordered_on", Kind: table.Date, Required: needed},
		{Name: "requested_on", Kind: table.Date}, {Name: "shipped_on", Kind: table.Date}, {Name: "po_number"},
		{Name: "sku", Required: needed}, {Name: "quantity", Kind: table.Decimal, Required: needed}, {Name: "unit_price", Kind: table.Amount},
		{Name: "discount_percent", Kind: table.Decimal}, {Name: "currency"}, {Name: "status", Required: needed}, {Name: "invoice_number"},
	}},
	{name: "payments", frees: true, check: payments, columns: []table.Column{
		{Name: "received_on", Kind: table.Date, Required: needed}, {Name: "customer"}, {Name: "amount", Kind: table.Amount, Required: needed},
		{Name: "currency"}, {Name: "reference"}, {Name: "payer"},
	}},
	{name: "open-items", frees: true, check: openings, columns: []table.Column{
		{Name: "customer", Required: needed}, {Name: "invoice_number", Required: needed}, {Name: "issued_on", Kind: table.Date, Required: needed},
		{Name: "due_on", Kind: table.Date, Required: needed}, {Name: "currency"}, {Name: "total", Kind: table.Amount, Required: needed},
		{Name: "open", Kind: table.Amount, Required: needed},
	}},
	{name: "prices", check: prices, columns: []table.Column{
		{Name: "list", Required: needed}, {Name: "sku", Required: needed}, {Name: "min_quantity", Kind: table.Decimal},
		{Name: "price", Kind: table.Amount, Required: needed}, {Name: "currency"}, {Name: "valid_from", Kind: table.Date},
		{Name: "valid_to", Kind: table.Date}, {Name: "customer"}, {Name: "group"}, {Name: "tax_included"},
	}},
	{name: "rates", check: rates, shape: publishedAs, columns: []table.Column{
		{Name: "day", Kind: table.Date, Required: needed}, {Name: "from", Required: needed}, {Name: "to", Required: needed},
		{Name: "rate", Kind: table.Decimal, Required: needed},
	}},
	{name: "tax-rates", check: taxRates, columns: []table.Column{
		{Name: "state", Required: needed}, {Name: "postcode"}, {Name: "rate", Kind: table.Decimal, Required: needed},
		{Name: "freight_taxable", Required: needed}, {Name: "services_taxable"}, {Name: "valid_from", Kind: table.Date, Required: needed},
	}},
}

// Kinds names what can be imported.
func Kinds() []string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.name
	}
	return names
}

func find(name string) (*kind, error) {
	for i := range kinds {
		if kinds[i].name == name {
			return &kinds[i], nil
		}
	}
	return nil, refuse.New(refuse.Invalid, "import.kind", "kind", name, "known", Kinds())
}
