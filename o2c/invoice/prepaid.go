package invoice

import (
	"cmp"

	"encaisse/base/money"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
	"encaisse/o2c/tax"
)

// An invoice says what deposits paid of it as lines below zero (form (a)), or as
// already paid (form (b), BT-113): then its totals are those of the whole sale
// (domain.md 1.5). What it asks for, books and declares is the balance in both: Net,
// Tax, Total and Taxes of an Invoice, its deductions among its Lines.

// Stated is a document as it is printed.
type Stated struct {
	Net, Tax, Total money.Amount
	Taxes           []tax.Row
	Prepaid         money.Amount // of the total, tax included: paid by deposits, or given back to them
}

// Stated is what the document says: the balance, or the whole sale of which so much
// is already paid.
func (v Invoice) Stated() (Stated, error) {
	s := Stated{Net: v.Net, Tax: v.Tax, Total: v.Total, Taxes: append([]tax.Row(nil), v.Taxes...)}
	for _, l := range v.Lines {
		if l.Prepaid == 0 {
			continue
		}
		t, err := tax.Stored(l.Treatment)
		if err != nil {
			return s, err
		}
		s.Net, s.Tax, s.Total, s.Prepaid = s.Net-l.Net, s.Tax-(l.Prepaid-l.Net), s.Total-l.Prepaid, s.Prepaid-l.Prepaid
		for i, r := range s.Taxes {
			if rowOf(t) == (tax.Row{Category: r.Category, Code: r.Code, Rate: r.Rate}) {
				s.Taxes[i].Base, s.Taxes[i].Amount = r.Base-l.Net, r.Amount-(l.Prepaid-l.Net)
			}
		}
	}
	if s.Prepaid != 0 {
		s.Taxes = meant(s.Taxes)
	}
	return s, nil
}

// meant leaves out rows of nothing: a rate that only a deposit had.
func meant(rows []tax.Row) (out []tax.Row) {
	for _, r := range rows {
		if r.Base != 0 || r.Amount != 0 {
			out = append(out, r)
		}
	}
	return out
}

// rowOf is the row of the breakdown that a line of a deposit is in: it bears one tax
// or none.
func rowOf(t tax.Treatment) tax.Row {
	r := tax.Row{Category: t.Category}
	for _, x := range t.Taxes {
		r.Code, r.Rate = x.Code, x.Rate
	}
	return r
}

// untaken is what of the taxes of a sale deposits did not take yet, by rate.
type untaken map[tax.Row]tax.Row

// untaken begins with all of it.
func (v Invoice) untaken() (untaken, error) {
	b, err := v.breakdown()
	rows := untaken{}
	for _, r := range b.Rows {
		rows[tax.Row{Category: r.Category, Code: r.Code, Rate: r.Rate}] = tax.Row{Base: r.Base, Amount: r.Amount}
	}
	return rows, err
}

// take is the tax that goes with so much before tax of a deposit, of which it bears
// so much: that of its money, of which this is its share; never more than the sale
// bears at that rate, and of the last of the sale all of it, as far as money came.
func (u untaken) take(t tax.Treatment, net, taxes, most money.Amount) money.Amount {
	r, ok := u[rowOf(t)]
	if !ok { // the rate changed since
		return taxes
	}
	if net == r.Base {
		taxes = most
	}
	taxes = min(taxes, max(r.Amount, 0))
	u[rowOf(t)] = tax.Row{Base: r.Base - net, Amount: r.Amount - taxes}
	return taxes
}

// room is what of a sale deposits did not take yet, by how it is taxed whatever the
// rate: before tax, and with it where prices include it.
type room struct {
	net, stated map[string]money.Amount
	taxes       untaken
}

// room begins with all of it.
func (v Invoice) room() (room, error) {
	x := room{net: map[string]money.Amount{}, stated: map[string]money.Amount{}}
	for _, l := range v.Lines {
		k, err := l.alike()
		if err != nil {
			return x, err
		}
		x.net[k], x.stated[k] = x.net[k]+l.Net, x.stated[k]+l.Gross
	}
	var err error
	x.taxes, err = v.untaken()
	return x, err
}

// take is what of an advance on a line of a deposit invoice there is room for; of one
// that is said as already paid the tax is at most that of the sale.
func (x room) take(a advance, of Line, paid bool) (advance, error) {
	k, err := of.alike()
	if err != nil {
		return advance{}, err
	}
	net, taxes := a.Net, a.Tax
	switch {
	case of.Gross != 0:
		if a.total() > x.stated[k] {
			net, taxes = x.net[k], x.stated[k]-x.net[k]
		}
	case net > x.net[k]:
		share, err := money.MulDiv(int64(a.Tax), int64(max(x.net[k], 0)), int64(a.Net))
		if err != nil {
			return advance{}, err
		}
		net, taxes = max(x.net[k], 0), money.Amount(share)
	}
	if net <= 0 {
		return advance{}, nil
	}
	if paid && of.Gross == 0 {
		t, err := tax.Stored(of.Treatment)
		if err != nil {
			return advance{}, err
		}
		taxes = x.taxes.take(t, net, taxes, a.Tax)
	}
	part, err := a.part(net, taxes)
	x.net[k], x.stated[k] = x.net[k]-part.Net, x.stated[k]-part.total()
	return part, err
}

// prepaid reports whether invoices of a company to a customer say deposits as already
// paid: as he wants, else as the company does.
func prepaid(e seller.Entity, c party.Customer) bool {
	return cmp.Or(c.DepositForm, e.DepositForm) == seller.DepositPaid
}
