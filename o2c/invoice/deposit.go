package invoice

import (
	"encoding/json"
	"fmt"

	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/tax"
)

// A deposit invoice (386, acompte) asks for money before the goods: until it is
// cashed it is in no account, open item, exposure or aging. What is cashed is on
// 4191 with its tax due; the invoices of its order deduct it (domain.md 1.5, 1.7).

// Deposit is how far a deposit invoice is cashed and used, tax included.
type Deposit struct {
	ID        id.ID
	Entity    id.ID
	Order     id.ID
	Customer  id.ID
	Currency  money.Currency
	Reference string
	Total     money.Amount
	Cashed    money.Amount
	Deducted  money.Amount // by invoices of the order
	Credited  money.Amount // to the customer's account, by credit notes
	Claimed   money.Amount // cashed, taken back by a bank when it was deducted: owed on 411
	Closed    bool         // cancelled by credit note: asks for nothing more
	Version   int64
}

// Held is what is cashed and neither deducted nor credited.
func (d Deposit) Held() money.Amount { return d.Cashed - d.Deducted - d.Credited }

// Awaited is what it still asks for. Once an invoice deducted it, that invoice
// asks for what was not cashed.
func (d Deposit) Awaited() money.Amount {
	if d.Closed || d.Deducted > 0 {
		return 0
	}
	return d.Total - d.Cashed
}

// State is computed: awaited, partly_cashed, cashed, cancelled.
func (d Deposit) State() string {
	switch {
	case d.Closed:
		return "cancelled"
	case d.Cashed == 0:
		return "awaited"
	case d.Cashed < d.Total:
		return "partly_cashed"
	}
	return "cashed"
}

// deposited is a deposit invoice with what of each line is held.
type deposited struct {
	Deposit
	invoice Invoice
	held    []advance // by line, all of them
}

// deducted is what an invoice takes of a deposit.
type deducted struct {
	deposit Deposit
	parts   []advance
}

// deduct takes off an invoice what is held of deposits on its order, as negative
// lines before tax, each taxed as its deposit was, as far as the invoice has of
// what is taxed so; or says them as already paid, each with the tax that it declared.
func (v Invoice) deduct(list []deposited, s tax.Seller, paid bool) (Invoice, []deducted, error) {
	left, err := v.room()
	if err != nil {
		return v, nil, err
	}
	var out []deducted
	for _, d := range list {
		var parts []advance
		for _, a := range d.held {
			of := d.invoice.Lines[a.N-1]
			part, err := left.take(a, of, paid)
			if err != nil {
				return v, nil, err
			}
			if part.Net <= 0 {
				continue
			}
			line, err := v.lessAdvance(d.invoice, of, part, s)
			if err != nil {
				return v, nil, err
			}
			if paid {
				line.Prepaid = -part.total()
			}
			v.Lines, parts = append(v.Lines, line), append(parts, part)
		}
		if len(parts) > 0 {
			out = append(out, deducted{d.Deposit, parts})
		}
	}
	b, err := v.breakdown()
	v.Net, v.Tax, v.Total, v.Taxes = b.Net, b.Tax, b.Total, b.Rows
	return v, out, err
}

// lessAdvance is the line that deducts so much of a line of a deposit invoice.
func (v Invoice) lessAdvance(d Invoice, of Line, part advance, s tax.Seller) (Line, error) {
	t, err := tax.Stored(of.Treatment)
	if err != nil {
		return Line{}, err
	}
	b, err := json.Marshal(s.Due(catalog.Item{Kind: of.Kind}.TaxKind(), t))
	l := Line{Invoice: v.ID, N: int64(len(v.Lines) + 1), Order: d.Order, OriginalN: of.N, Deposit: d.ID, Name: d.Number, Kind: of.Kind,
		Quantity: money.Units(1), UnitPrice: priced(-part.Net, v.Currency), Net: -part.Net, Treatment: string(b), NetHome: part.NetHome, TaxHome: part.TaxHome}
	if of.Gross != 0 {
		l.Gross = -part.total()
	}
	return l, err
}

// alike is what an advance on a line and the line share: the kind, whether the
// price is with tax included, and how it is taxed whatever the rate, since that may change until delivery.
func (l Line) alike() (string, error) {
	t, err := tax.Stored(l.Treatment)
	if err != nil {
		return "", err
	}
	k := fmt.Sprint(l.Kind == catalog.Service, t.Category, l.Gross != 0)
	for _, x := range t.Taxes {
		k += fmt.Sprint(" ", x.Code, x.Place, x.Class)
	}
	return k, nil
}

// ofDeposit reports whether a credit note is against a deposit invoice.
func (v Invoice) ofDeposit() bool {
	return v.Type == CreditNote && len(v.Lines) > 0 && v.Lines[0].Deposit == v.Original
}

// uncash makes the lines of a credit note against a deposit invoice: of each line
// what is held goes back to the customer's account, and what is awaited is asked
// for no more (its tax, which never fell due, waits as on the deposit invoice).
func (v Invoice) uncash(note Invoice, cashed, held []advance, awaits bool) (Invoice, error) {
	whole, err := v.advances()
	if err != nil {
		return note, err
	}
	taxes := map[tax.Row]tax.Row{}
	for i, l := range v.Lines {
		rest := advance{N: l.N, Net: whole[i].Net - cashed[i].Net, Tax: whole[i].Tax - cashed[i].Tax}
		if !awaits {
			rest = advance{N: l.N}
		}
		for _, part := range []struct {
			advance
			waits bool
		}{{held[i], false}, {rest, true}} {
			if part.Net == 0 && part.Tax == 0 {
				continue
			}
			t, err := tax.Stored(l.Treatment)
			if err != nil {
				return note, err
			}
			t.OnReceipt = part.waits
			b, err := json.Marshal(t)
			if err != nil {
				return note, err
			}
			n := l
			n.Invoice, n.N, n.OriginalN, n.Deposit, n.Treatment = note.ID, int64(len(note.Lines)+1), l.N, v.ID, string(b)
			n.Net, n.UnitPrice, n.NetHome, n.TaxHome = part.Net, priced(part.Net, v.Currency), part.NetHome, part.TaxHome
			if l.Gross != 0 {
				n.Gross = part.Net + part.Tax
			}
			note.Lines = append(note.Lines, n)
			for _, x := range t.Taxes {
				k := tax.Row{Category: t.Category, Code: x.Code, Rate: x.Rate}
				r := taxes[k]
				if r.Amount += part.Tax; part.waits {
					r.Pending += part.Tax
				}
				taxes[k] = r
			}
		}
	}
	return note.taxedAs(taxes)
}

// taxedAs sets the amounts of the taxes of a credit note by rate.
func (note Invoice) taxedAs(amounts map[tax.Row]tax.Row) (Invoice, error) {
	b, err := note.breakdown()
	if err != nil {
		return note, err
	}
	b.Tax = 0
	for i := range b.Rows {
		r := &b.Rows[i]
		have := amounts[tax.Row{Category: r.Category, Code: r.Code, Rate: r.Rate}]
		r.Amount, r.Pending = have.Amount, have.Pending
		b.Tax += r.Amount
	}
	note.Net, note.Tax, note.Total, note.Taxes = b.Net, b.Tax, b.Net+b.Tax, b.Rows
	return note, nil
}

// back is what a credit note against a deposit invoice gives back of money.
func (v Invoice) back() (net, taxes money.Amount) {
	for _, l := range v.Lines {
		if t, err := tax.Stored(l.Treatment); err == nil && !t.OnReceipt {
			net += l.Net
		}
	}
	for _, r := range v.Taxes {
		taxes += r.Amount - r.Pending
	}
	return net, taxes
}
