// Package invoice issues invoices and credit notes from what was shipped,
// nothing typed.
package invoice

import (
	"crypto/sha256"
	"encoding/json"
	"slices"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/catalog"
	"encaisse/o2c/ledger"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
	"encaisse/o2c/tax"
)

// Prefix of an invoice's id as people see it.
const Prefix = "inv"

// Types of document: UNTDID 1001 codes (domain.md 1.5).
const (
	Commercial     = "380"
	CreditNote     = "381"
	Corrected      = "384"
	DepositInvoice = "386"
)

// Invoice is an issued document: once issued it never changes. Amounts are
// positive minor units of its currency, also on a credit note.
type Invoice struct {
	ID        id.ID
	Entity    id.ID
	Series    id.ID
	Position  int64
	Number    string
	OldNumber string // of the books before, when taken over
	Type      string
	Customer  id.ID
	Order     id.ID
	Original  id.ID // the invoice a credit note refers to, or that is replaced
	Currency  money.Currency
	IssuedOn  day.Day
	TermsFrom day.Day // the terms count from it: the day of issue, or that of the invoice replaced
	DueOn     day.Day
	Terms     string
	Net       money.Amount
	Tax       money.Amount
	Total     money.Amount
	Retention money.Amount // of the total, kept back by the customer of works
	Home      money.Amount `json:"-"` // the total in the company's currency: its fact binds it
	Warnings  string       // codes of mentions that lack, separated by blanks
	Parties   string       // JSON: names and addresses as they were
	Hash      []byte
	TakenOver bool
	Event     id.ID
	Lines     []Line    `db:"-"`
	Taxes     []tax.Row `db:"-"`

	periodic bool `db:"-" json:"-"` // one for a month: its term of payment is capped lower

	Moves []tax.Moved `db:"-" json:"-"` // of a credit note: what it moves of the VAT on receipts of its invoice
}

// Bills reports whether the document asks for what was sold: an invoice, or one
// that replaces another.
func (v Invoice) Bills() bool { return v.Type == Commercial || v.Type == Corrected }

// Worth is how the document was booked in the company's currency.
func (v Invoice) Worth() ledger.Worth { return ledger.Worth{Amount: v.Total, Home: v.Home} }

// Line is one line of it.
type Line struct {
	Invoice     id.ID
	N           int64
	Order       id.ID
	OrderN      int64
	Shipment    id.ID
	OriginalN   int64 // line of the invoice a credit note refers to, or that is replaced, or of the deposit
	Deposit     id.ID // the deposit invoice that it deducts, or gives back
	Item        id.ID
	SKU         string
	Name        string
	Kind        string
	Unit        string
	Quantity    money.Quantity
	UnitPrice   money.Price
	Discounts   string
	Net         money.Amount
	Gross       money.Amount // what a price with tax included states; 0 = it is before tax
	Treatment   string       // JSON of tax.Treatment, with the rates of the day of delivery
	Credited    money.Quantity
	CreditedNet money.Amount
	Prepaid     money.Amount `json:",omitempty"` // of a deduction that is said as already paid: it with tax; 0 = it is a line

	// Of what deducts a deposit, or gives it back: what its money was booked at in
	// the company's currency, before tax and its tax. The deposit keeps it.
	NetHome money.Amount `db:"-" json:"-"`
	TaxHome money.Amount `db:"-" json:"-"`
}

// Parties is who sold to whom, as the document must say for its legal term.
type Parties struct {
	Seller Side `json:"seller"`
	Buyer  Side `json:"buyer"`
}

// Side is one of them.
type Side struct {
	Name     string `json:"name"`
	Street   string `json:"street,omitempty"`
	Postcode string `json:"postcode,omitempty"`
	City     string `json:"city,omitempty"`
	Region   string `json:"region,omitempty" doc:"province or state"`
	Country  string `json:"country"`
	LegalID  string `json:"legal_id,omitempty"`
	TaxID    string `json:"tax_id,omitempty"`
	Number   string `json:"number,omitempty"`
}

// Address is where the side is.
func (s Side) Address() words.Address {
	return words.Address{Street: s.Street, Postcode: s.Postcode, City: s.City, Region: s.Region, Country: s.Country}
}

// Between names seller and buyer as they are now.
func Between(e seller.Entity, c party.Customer) Parties { return parties(e, c) }

func parties(e seller.Entity, c party.Customer) Parties {
	return Parties{
		Side{e.Name, e.Street, e.Postcode, e.City, e.Region, e.Country, e.LegalID, e.TaxID, ""},
		Side{c.Name, c.Street, c.Postcode, c.City, c.Region, c.Country, c.LegalID, c.TaxID, c.Number},
	}
}

// billed is a piece of an order line that is invoiced.
type billed struct {
	line     order.Line
	shipment id.ID
	quantity money.Quantity
	on       day.Day // of delivery, which decides the rate
}

// fill makes the lines of an invoice from pieces of order lines: the net of a
// piece is the net of all pieces so far less what is invoiced already, so that
// the pieces sum to the order line (domain.md 4.3). Pieces at prices with tax
// included sum to what they state: the document takes the tax out of it.
func (v Invoice) fill(pieces []billed, s tax.Seller) (Invoice, []order.Bill, error) {
	var bills []order.Bill
	type key struct{ order, n id.ID }
	so := map[key]order.Line{}
	for _, p := range pieces {
		k := key{p.line.Order, id.ID(p.line.N)}
		l, ok := so[k]
		if !ok {
			l = p.line
		}
		l.Treatment = p.line.Treatment // of the day this piece left
		upTo, err := l.NetOf(l.Invoiced + p.quantity)
		if err != nil {
			return v, nil, err
		}
		net := upTo - l.InvoicedNet
		stated, err := l.Part(l.Invoiced, l.Invoiced+p.quantity, v.Currency)
		if err != nil {
			return v, nil, err
		}
		t, err := l.TreatmentOn(p.on)
		if err != nil {
			return v, nil, err
		}
		if !v.TakenOver { // the tax of history is not declared again
			t = s.Due(catalog.Item{Kind: l.Kind}.TaxKind(), t) // freight goes with the goods
		}
		treatment, err := json.Marshal(t)
		if err != nil {
			return v, nil, err
		}
		v.Lines = append(v.Lines, Line{Invoice: v.ID, N: int64(len(v.Lines) + 1), Order: l.Order, OrderN: l.N, Shipment: p.shipment,
			Item: l.Item, SKU: l.SKU, Name: l.Name, Kind: l.Kind, Unit: l.Unit, Quantity: p.quantity, UnitPrice: l.UnitPrice,
			Discounts: l.Discounts, Net: net, Gross: stated.Gross, Treatment: string(treatment)})
		bills = append(bills, order.Bill{N: l.N, Quantity: p.quantity, Net: net})
		l.Invoiced, l.InvoicedNet = l.Invoiced+p.quantity, upTo
		so[k] = l
	}
	v, err := v.totalled()
	for i := range bills {
		bills[i].Net = v.Lines[i].Net
	}
	return v, bills, err
}

// untaxed takes the tax out of what is sold at prices that include it, by rate on
// the document (domain.md 4.3).
func (v Invoice) untaxed() (Invoice, error) {
	lines, err := v.taxable()
	if err != nil || !slices.ContainsFunc(lines, func(l tax.Line) bool { return l.Included }) {
		return v, err
	}
	for i, l := range v.Lines {
		lines[i].Included = lines[i].Included && l.Deposit == 0 // a deduction has its own
	}
	nets, err := tax.Untaxed(lines)
	for i := range nets {
		v.Lines[i].Net = nets[i]
	}
	return v, err
}

// breakdown computes the tax of the document per rate (domain.md 4.3).
func (v Invoice) breakdown() (tax.Breakdown, error) {
	lines, err := v.taxable()
	if err != nil {
		return tax.Breakdown{}, err
	}
	return tax.Total(lines, v.Currency, "")
}

// taxable are its lines as taxes see them.
func (v Invoice) taxable() ([]tax.Line, error) {
	lines := make([]tax.Line, len(v.Lines))
	for i, l := range v.Lines {
		t, err := tax.Stored(l.Treatment)
		if err != nil {
			return nil, err
		}
		lines[i] = tax.Line{Net: l.Net, Treatment: t, Gross: l.Gross, Included: l.Gross != 0}
		if l.Prepaid != 0 { // with the tax that its deposit declared
			lines[i].Gross, lines[i].Included = l.Prepaid, true
		}
	}
	return lines, nil
}

// split is what the ledger books apart.
func (v Invoice) split() (goods, services, freight, deposits money.Amount) {
	for _, l := range v.Lines {
		switch {
		case l.Deposit != 0:
			deposits -= l.Net
		case l.Kind == catalog.Service:
			services += l.Net
		case l.Kind == catalog.Freight:
			freight += l.Net
		default:
			goods += l.Net
		}
	}
	return goods, services, freight, deposits
}

// portion is an amount's part of the pieces after from up to to.
func portion(a money.Amount, from, to, of money.Quantity) (money.Amount, error) {
	upTo, err := money.MulDiv(int64(a), int64(to), int64(of))
	if err != nil {
		return 0, err
	}
	gone, err := money.MulDiv(int64(a), int64(from), int64(of))
	return money.Amount(upTo - gone), err
}

// hash covers everything a reader of the document relies on, without the
// number: the series binds the number to it (domain.md 4.1).
func (v Invoice) hash() []byte {
	v.Number, v.Series, v.Position, v.Hash, v.Event = "", 0, 0, nil, 0
	lines := append([]Line(nil), v.Lines...)
	for i := range lines {
		lines[i].Credited, lines[i].CreditedNet = 0, 0 // what happened since
	}
	v.Lines = lines
	b, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	sum := sha256.Sum256(b)
	return sum[:]
}

// Part is a quantity of line n to credit.
type Part struct {
	N        int64          `json:"n"`
	Quantity money.Quantity `json:"quantity"`
}

// credit makes the lines of a credit note against the invoice, all that is not
// credited yet when no part is said, and marks them on the invoice.
func (v Invoice) credit(note Invoice, parts []Part) (original, made Invoice, err error) {
	if len(parts) == 0 {
		for _, l := range v.Lines {
			if left := l.Quantity - l.Credited; left > 0 {
				parts = append(parts, Part{l.N, left})
			}
		}
	}
	v.Lines = append([]Line(nil), v.Lines...)
	for _, p := range parts {
		if p.N < 1 || p.N > int64(len(v.Lines)) {
			return v, note, refuse.New(refuse.Invalid, "invoice.line", "line", p.N)
		}
		l := &v.Lines[p.N-1]
		if p.Quantity <= 0 || l.Credited+p.Quantity > l.Quantity || l.Deposit != 0 && p.Quantity != l.Quantity { // a deduction comes back whole
			return v, note, refuse.New(refuse.Conflict, "invoice.credited_line", "line", p.N, "left", l.Quantity-l.Credited, "quantity", p.Quantity)
		}
		upTo, err := money.MulDiv(int64(l.Net), int64(l.Credited+p.Quantity), int64(l.Quantity))
		if err != nil {
			return v, note, err
		}
		stated, err := portion(l.Gross, l.Credited, l.Credited+p.Quantity, l.Quantity)
		if err != nil {
			return v, note, err
		}
		n := *l
		n.Gross = stated
		n.Invoice, n.N, n.OriginalN = note.ID, int64(len(note.Lines)+1), l.N
		n.Quantity, n.Net, n.Credited, n.CreditedNet = p.Quantity, money.Amount(upTo)-l.CreditedNet, 0, 0
		note.Lines = append(note.Lines, n)
		l.Credited, l.CreditedNet = l.Credited+p.Quantity, money.Amount(upTo)
	}
	if len(note.Lines) == 0 {
		return v, note, refuse.New(refuse.Conflict, "invoice.fully_credited", "number", v.Number)
	}
	if !v.within() {
		return v, note, refuse.New(refuse.Conflict, "invoice.credit_deduction", "number", v.Number)
	}
	return v, note, nil
}

// within reports whether what is credited of an invoice that deducts deposits is
// at most the invoice, of each way it is taxed.
func (v Invoice) within() bool {
	left := map[string]money.Amount{}
	deducts := false
	for _, l := range v.Lines {
		k, err := l.alike()
		if err != nil {
			return false
		}
		left[k] += l.Net - l.CreditedNet
		deducts = deducts || l.Deposit != 0
	}
	for _, net := range left {
		if deducts && net < 0 {
			return false
		}
	}
	return true
}

// limit sets the tax of a credit note: on its own base, except that the note
// which completes the credit of a rate takes what is left of its tax, and none
// takes more. So the tax of a full credit is the tax of the invoice to the cent.
func (note Invoice) limit(original Invoice, before []tax.Row) (Invoice, error) {
	b, err := note.breakdown()
	if err != nil {
		return note, err
	}
	key := func(r tax.Row) tax.Row { return tax.Row{Category: r.Category, Code: r.Code, Rate: r.Rate} }
	given, used := map[tax.Row]tax.Row{}, map[tax.Row]tax.Row{}
	for _, r := range original.Taxes {
		given[key(r)] = r
	}
	for _, r := range before {
		u := used[key(r)]
		u.Base, u.Amount, u.PendingBase, u.Pending = u.Base+r.Base, u.Amount+r.Amount, u.PendingBase+r.PendingBase, u.Pending+r.Pending
		used[key(r)] = u
	}
	b.Tax = 0
	for i := range b.Rows {
		r := &b.Rows[i]
		whole, gone := given[key(*r)], used[key(*r)]
		if left := whole.Amount - gone.Amount; r.Base+gone.Base == whole.Base || r.Amount > left {
			r.Amount = left
		}
		if waits := whole.Pending - gone.Pending; r.PendingBase+gone.PendingBase == whole.PendingBase || r.Pending > min(waits, r.Amount) {
			r.Pending = min(waits, r.Amount)
		}
		b.Tax += r.Amount
	}
	note.Net, note.Tax, note.Total, note.Taxes = b.Net, b.Tax, b.Net+b.Tax, b.Rows
	return note, nil
}
