package paper

import (
	"encoding/json"
	"strings"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/catalog"
	"encaisse/o2c/invoice"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
	"encaisse/o2c/shipping"
	"encaisse/o2c/tax"
)

// InvoiceIn asks for the PDF of an invoice or credit note.
type InvoiceIn struct {
	ID       string `path:"id" json:"-" scope:"document" doc:"id or number, also of the books before"`
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number: found only when it is his"`
}

// OfInvoice finds the kept PDF of an invoice or credit note, or says what to
// make it from.
func OfInvoice(r *db.Read, in InvoiceIn) (Job, error) {
	v, err := invoice.Find(r, in.ID)
	if err != nil {
		return Job{}, err
	}
	c, err := party.Load(r, v.Customer)
	if err != nil {
		return Job{}, err
	}
	if err := owned(r, in.Customer, c, refuse.New(refuse.Missing, "invoice.unknown", "invoice", in.ID)); err != nil {
		return Job{}, err
	}
	j := Job{Kind: kindOf(v), Object: v.ID, Customer: v.Customer, Keep: true}
	if j.Kept, err = find(r, j.Kind, j.Object, 0); err != nil || j.Kept != nil {
		return j, err
	}
	e, err := seller.Load(r, v.Entity)
	if err != nil {
		return j, err
	}
	h, err := letterheadOf(r, v.Entity)
	if err != nil {
		return j, err
	}
	j.Document, err = ofInvoice(r, v, e, c, h)
	return j, err
}

// kindOf is what a document is called.
func kindOf(v invoice.Invoice) Kind {
	switch v.Type {
	case invoice.CreditNote:
		return CreditNote
	case invoice.Corrected:
		return Corrected
	case invoice.DepositInvoice:
		return Deposit
	}
	return Invoice
}

// titled is what a line is called: those of deposits say what of.
func (d *Document) titled(r *db.Read, v invoice.Invoice, l invoice.Line) (string, error) {
	switch {
	case v.Type == invoice.DepositInvoice:
		return d.say("deposit_on", "order", l.Name), nil
	case l.Deposit == 0:
		return l.Name, nil
	}
	of, err := invoice.Find(r, l.Deposit.Text(invoice.Prefix))
	return d.say("deposit_less", "number", of.Number, "day", of.IssuedOn), err
}

// prepaid adds what a deposit paid.
func (d *Document) prepaid(r *db.Read, l invoice.Line) error {
	of, err := invoice.Find(r, l.Deposit.Text(invoice.Prefix))
	d.Prepaid = append(d.Prepaid, Prepaid{l.N, of.Number, of.IssuedOn, -l.Prepaid})
	return err
}

// owned refuses what is not of the customer named, as if it were not there.
func owned(r *db.Read, named string, c party.Customer, no error) error {
	if named == "" {
		return nil
	}
	other, err := party.Find(r, named)
	if refuse.Code(err) == "party.unknown" || err == nil && other.ID != c.ID {
		return no
	}
	return err
}

// begin is what all documents to a customer say alike.
func begin(kind Kind, number string, currency money.Currency, e seller.Entity, c party.Customer, h Letterhead) Document {
	return Document{Kind: kind, Number: number, Language: words.ParseLanguage(string(c.Language)), Format: format(e.Country),
		Regime: regime(e.Country), Currency: currency, Letterhead: h, Lines: []Line{}}
}

func ofInvoice(r *db.Read, v invoice.Invoice, e seller.Entity, c party.Customer, h Letterhead) (Document, error) {
	d := begin(kindOf(v), v.Number, v.Currency, e, c, h)
	says, err := v.Stated()
	if err != nil {
		return d, err
	}
	d.Day, d.Net, d.Tax, d.Total = v.IssuedOn, says.Net, says.Tax, says.Total
	var sides invoice.Parties
	if err := json.Unmarshal([]byte(v.Parties), &sides); err != nil {
		return d, err
	}
	abroad := sides.Seller.Country != sides.Buyer.Country
	d.Seller, d.Buyer = d.side(sides.Seller, abroad), d.side(sides.Buyer, abroad)
	d.registered(e, v.IssuedOn)
	if err := d.references(r, v); err != nil {
		return d, err
	}
	for _, l := range v.Lines {
		if l.Prepaid != 0 {
			if err := d.prepaid(r, l); err != nil {
				return d, err
			}
			continue
		}
		line, err := d.line(l)
		if err != nil {
			return d, err
		}
		if line.Name, err = d.titled(r, v, l); err != nil {
			return d, err
		}
		d.Lines = append(d.Lines, line)
	}
	for _, t := range says.Taxes {
		d.Taxes = append(d.Taxes, Tax{d.taxName(t.Code, t.Rate), t.Base, t.Amount})
	}
	if d.Kind.asks() {
		if err := d.payable(r, v, e); err != nil {
			return d, err
		}
	}
	d.Notes, err = d.notesOf(r, v, e, h)
	return d, err
}

// payable says what is to be paid by when, and how.
func (d *Document) payable(r *db.Read, v invoice.Invoice, e seller.Entity) error {
	items, err := receivable.ItemsOf(r, v.ID)
	if err != nil {
		return err
	}
	for _, i := range items {
		if i.Total != v.Retention || i.Instalment != int64(len(items)) || v.Retention == 0 { // kept back: due later
			d.Dues = append(d.Dues, Due{i.DueOn, i.Total})
		}
	}
	d.Retention = v.Retention
	if v.Type == invoice.DepositInvoice { // no open item: a request for payment
		d.Dues = []Due{{v.DueOn, v.Total}}
	}
	d.Terms = receivable.Terms(v.Terms).Describe(d.Language)
	number := v.Number
	if v.OldNumber != "" {
		number = v.OldNumber
	}
	d.payTo(e, number, v.Total-v.Retention)
	return nil
}

// payTo says where an amount is to be transferred, under the number of the
// document.
func (d *Document) payTo(e seller.Entity, number string, amount money.Amount) {
	if !e.Payable() || amount <= 0 {
		return
	}
	reference := payment.Structured(number)
	if len(reference) > 25 {
		reference = number // longer than ISO 11649 has room for
	}
	if d.ways(e, words.Fours(reference)); e.IBAN == "" {
		d.Pay.Reference = number // banks without IBAN know no ISO 11649
		return
	}
	if reference != number && len(d.Dues) == 1 { // a code asks for one amount
		d.Pay.QR = transfer(d.Seller.Name, e.IBAN, reference, amount.In(d.Currency))
	}
}

// ways says how the seller is paid.
func (d *Document) ways(e seller.Entity, reference string) {
	d.Pay = &Pay{Holder: d.Seller.Name, IBAN: words.Fours(e.IBAN), Interac: e.Interac, Reference: reference}
	for _, part := range e.Account(d.Language) {
		d.Pay.Account = append(d.Pay.Account, Fact{part.Name, part.Value})
	}
	if e.Cheques == seller.Cheques {
		d.Pay.Cheque = e.Remit()
	}
}

// references are the facts beside the address, and the shipments the lines
// come in.
func (d *Document) references(r *db.Read, v invoice.Invoice) error {
	d.fact("issued_on", words.Date(d.Language, v.IssuedOn))
	if d.Kind.asks() && !v.DueOn.IsZero() {
		d.fact("due_on", words.Date(d.Language, v.DueOn))
	}
	if v.Original != 0 {
		original, err := invoice.Find(r, v.Original.Text(invoice.Prefix))
		if err != nil {
			return err
		}
		d.fact(map[Kind]string{CreditNote: "credits", Corrected: "replaces"}[d.Kind], d.say("of_day", "number", original.Number, "day", original.IssuedOn))
	}
	d.fact("old_number", v.OldNumber)
	if v.Order == 0 {
		return d.several(r, v)
	}
	o, err := order.Find(r, v.Order.Text(order.Prefix))
	if err != nil {
		return err
	}
	d.ordered(o)
	if err := d.deliverTo(r, o); err != nil {
		return err
	}
	ids := shipments(v)
	for _, at := range ids {
		s, err := shipping.Find(r, at.shipment.Text(shipping.Prefix))
		if err != nil {
			return err
		}
		text := d.say("of_day", "number", s.Number, "day", s.ShippedOn)
		if len(ids) == 1 {
			d.fact("shipment", text)
		} else {
			d.Groups = append(d.Groups, Group{d.say("shipment") + " " + text, at.from})
		}
	}
	d.fact("customer", d.Buyer.Number)
	return nil
}

// several are the shipments of an invoice for several orders, each with the order
// it is of and where it went when that is not the customer's own address.
func (d *Document) several(r *db.Read, v invoice.Invoice) error {
	for _, at := range shipments(v) {
		s, err := shipping.Find(r, at.shipment.Text(shipping.Prefix))
		if err != nil {
			return err
		}
		o, err := order.Find(r, s.Order.Text(order.Prefix))
		if err != nil {
			return err
		}
		title := d.say("shipment") + " " + d.say("of_day", "number", s.Number, "day", s.ShippedOn) + ", " + d.say("of_order", "number", o.Number)
		if o.PONumber != "" {
			title += " (" + d.say("your_order") + " " + o.PONumber + ")"
		}
		d.Deliver = nil
		if err := d.deliverTo(r, o); err != nil {
			return err
		}
		if to := d.Deliver; to != nil {
			title += ", " + strings.Join(append([]string{to.Name}, to.Lines...), ", ")
		}
		d.Deliver = nil
		d.Groups = append(d.Groups, Group{title, at.from})
	}
	d.fact("customer", d.Buyer.Number)
	return nil
}

// ordered are the facts of an order.
func (d *Document) ordered(o order.Order) {
	d.fact("your_order", o.PONumber)
	d.fact("our_order", d.say("of_day", "number", o.Number, "day", o.OrderedOn))
}

// fact adds a fact that says something.
func (d *Document) fact(key, value string) {
	if strings.TrimSpace(value) != "" {
		d.Facts = append(d.Facts, Fact{d.say(key), value})
	}
}

type start struct {
	shipment db.ID
	from     int64
}

// shipments are where the lines of each shipment begin.
func shipments(v invoice.Invoice) (out []start) {
	var last db.ID
	for _, l := range v.Lines {
		if l.Shipment != 0 && l.Shipment != last {
			last = l.Shipment
			out = append(out, start{last, l.N})
		}
	}
	return out
}

func (d Document) line(l invoice.Line) (Line, error) {
	t, err := tax.Stored(l.Treatment)
	if err != nil {
		return Line{}, err
	}
	steps, err := catalog.ParseSteps(l.Discounts)
	return Line{N: l.N, SKU: l.SKU, Name: l.Name, Quantity: l.Quantity, Unit: l.Unit, UnitPrice: l.UnitPrice, Discount: d.discount(steps),
		Tax: d.rates(t), Net: l.Net, Before: before(l.UnitPrice, t, l.Gross != 0)}, err
}

// before is a unit price with tax included without it, to the fourth decimal; 0
// of another.
func before(p money.Price, t tax.Treatment, included bool) money.Price {
	if !included {
		return 0
	}
	net, err := tax.Before(money.Amount(p), t.Rate())
	if err != nil {
		return 0 // beyond money.Max nothing is priced
	}
	const fine = 100 // hundredths of a millionth
	return money.Price((net + fine/2) / fine * fine)
}

// rates are the taxes of a line: its rate where there is VAT, else their names.
func (d Document) rates(t tax.Treatment) string {
	var out []string
	for _, x := range t.Taxes {
		if d.Regime == VAT {
			out = append(out, words.Percentage(d.Language, x.Rate))
		} else {
			out = append(out, taxSaid.Say(d.Language, "tax.code."+string(x.Code)))
		}
	}
	return strings.Join(out, " + ")
}

// discount is what changes the unit price, in order: "15 % + 10 %", with a plus
// before what is added.
func (d Document) discount(steps catalog.Steps) string {
	var out []string
	add := func(text string) {
		if rest, negative := strings.CutPrefix(text, "−"); negative {
			text = "+" + rest
		}
		out = append(out, text)
	}
	amount := func(text string) string {
		if steps.Included() {
			return d.say("included", "price", text)
		}
		return text
	}
	for _, s := range steps {
		switch {
		case s.Included:
		case s.Each != 0:
			add(amount(d.say("each", "price", s.Each)))
		case s.Amount != 0:
			add(amount(words.Number(d.Language, s.Amount)))
		case s.Share != 0:
			add(amount(d.say("allowance", "share", words.Number(d.Language, s.Share))))
		default:
			add(words.Percentage(d.Language, s.Percent))
		}
	}
	return strings.Join(out, ", ")
}
