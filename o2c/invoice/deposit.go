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

// advance is what of a deposit invoice's line is meant, before tax and its tax.
type advance struct {
	N        int64
	Net, Tax money.Amount
}

func (a advance) total() money.Amount { return a.Net + a.Tax }

// advances are the lines of a deposit invoice with the tax of each: that of its
// rate, by their nets.
func (v Invoice) advances() ([]advance, error) {
	list := make([]advance, len(v.Lines))
	rates := make([]money.Percent, len(v.Lines))
	for i, l := range v.Lines {
		t, err := tax.Stored(l.Treatment)
		if err != nil {
			return nil, err
		}
		list[i] = advance{N: l.N, Net: l.Net}
		for _, x := range t.Taxes {
			rates[i] = x.Rate
		}
	}
	for _, r := range v.Taxes {
		if r.Code == "" {
			continue
		}
		weights := make([]money.Amount, len(list))
		for i := range list {
			if rates[i] == r.Rate {
				weights[i] = list[i].Net
			}
		}
		shares, err := money.ProRata(r.Amount, weights)
		if err != nil {
			return nil, err
		}
		for i := range list {
			list[i].Tax += shares[i]
		}
	}
	return list, nil
}

// cash is what of each line an amount more makes cashed: what all so far is of
// it, less what was before, so that the last payment takes the remainder. Of a
// line tax and total are in the proportion they have on the invoice.
func cash(whole, before []advance, amount money.Amount) ([]advance, error) {
	weights, all := make([]money.Amount, len(whole)), amount
	for i, a := range whole {
		weights[i] = a.total()
		all += before[i].total()
	}
	shares, err := money.ProRata(all, weights)
	if err != nil {
		return nil, err
	}
	var out []advance
	for i, a := range whole {
		if a.total() == 0 {
			continue
		}
		part, err := money.MulDiv(int64(a.Tax), int64(shares[i]), int64(a.total()))
		if err != nil {
			return nil, err
		}
		m := advance{a.N, shares[i] - money.Amount(part) - before[i].Net, money.Amount(part) - before[i].Tax}
		if m.Net != 0 || m.Tax != 0 {
			out = append(out, m)
		}
	}
	return out, nil
}

// moves are the taxes of advances, by rate: what falls due.
func (v Invoice) moves(list []advance) ([]tax.Moved, error) {
	var out []tax.Moved
	for _, a := range list {
		if a.N < 1 || a.N > int64(len(v.Lines)) { // a row was tampered with
			return nil, fmt.Errorf("invoice %d has no line %d", v.ID, a.N)
		}
		t, err := tax.Stored(v.Lines[a.N-1].Treatment)
		if err != nil {
			return nil, err
		}
		for _, x := range t.Taxes {
			out = tax.Merged(out, []tax.Moved{{Code: x.Code, Rate: x.Rate, Base: a.Net, Due: a.Tax}})
		}
	}
	return out, nil
}

// sums adds advances up.
func sums(list []advance) (net, tax money.Amount) {
	for _, a := range list {
		net, tax = net+a.Net, tax+a.Tax
	}
	return net, tax
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
// what is taxed so (domain.md 1.5, form (a)).
func (v Invoice) deduct(list []deposited, s tax.Seller) (Invoice, []deducted, error) {
	room, stated := map[string]money.Amount{}, map[string]money.Amount{} // before tax; with it, where prices include it
	for _, l := range v.Lines {
		k, err := l.alike()
		if err != nil {
			return v, nil, err
		}
		room[k], stated[k] = room[k]+l.Net, stated[k]+l.Gross
	}
	var out []deducted
	for _, d := range list {
		var parts []advance
		for _, a := range d.held {
			of := d.invoice.Lines[a.N-1]
			k, err := of.alike()
			if err != nil {
				return v, nil, err
			}
			part := a
			switch {
			case of.Gross != 0:
				if part.total() > stated[k] {
					part.Net, part.Tax = room[k], stated[k]-room[k]
				}
			case part.Net > room[k]:
				share, err := money.MulDiv(int64(a.Tax), int64(max(room[k], 0)), int64(a.Net))
				if err != nil {
					return v, nil, err
				}
				part.Net, part.Tax = max(room[k], 0), money.Amount(share)
			}
			if part.Net <= 0 {
				continue
			}
			room[k], stated[k] = room[k]-part.Net, stated[k]-part.total()
			line, err := v.lessAdvance(d.invoice, of, part, s)
			if err != nil {
				return v, nil, err
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
		Quantity: money.Units(1), UnitPrice: priced(-part.Net, v.Currency), Net: -part.Net, Treatment: string(b)}
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
		rest := advance{l.N, whole[i].Net - cashed[i].Net, whole[i].Tax - cashed[i].Tax}
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
			n.Net, n.UnitPrice = part.Net, priced(part.Net, v.Currency)
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
