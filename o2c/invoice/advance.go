package invoice

import (
	"fmt"

	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/ledger"
	"encaisse/o2c/seller"
	"encaisse/o2c/tax"
)

// advance is what of a deposit invoice's line is meant, before tax and its tax, and
// what its money was booked at in the company's currency: it leaves 4191 as it came.
type advance struct {
	N        int64
	Net, Tax money.Amount

	NetHome, TaxHome money.Amount
}

func (a advance) total() money.Amount { return a.Net + a.Tax }

// booked shares what its total was booked at.
func (a advance) booked(home money.Amount) (advance, error) {
	a.NetHome, a.TaxHome = home, 0
	if a.Tax == 0 || a.total() == 0 {
		return a, nil
	}
	net, err := money.MulDiv(int64(home), int64(a.Net), int64(a.total()))
	a.NetHome, a.TaxHome = money.Amount(net), home-money.Amount(net)
	return a, err
}

// part is so much of it before tax, with that tax: what it was booked at goes
// along, and whole with the last.
func (a advance) part(net, taxes money.Amount) (advance, error) {
	out := advance{N: a.N, Net: net, Tax: taxes, NetHome: a.NetHome, TaxHome: a.TaxHome}
	for _, x := range []struct {
		home            *money.Amount
		whole, of, part money.Amount
	}{{&out.NetHome, a.NetHome, a.Net, net}, {&out.TaxHome, a.TaxHome, a.Tax, taxes}} {
		if x.part == x.of || x.of == 0 {
			continue
		}
		share, err := money.MulDiv(int64(x.whole), int64(x.part), int64(x.of))
		if err != nil {
			return out, err
		}
		*x.home = money.Amount(share)
	}
	return out, nil
}

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
// line tax and total are in the proportion they have on the invoice, and so is
// what the money was booked at.
func cash(whole, before []advance, x ledger.Worth) ([]advance, error) {
	weights, all := make([]money.Amount, len(whole)), x.Amount
	for i, a := range whole {
		weights[i] = a.total()
		all += before[i].total()
	}
	shares, err := money.ProRata(all, weights)
	if err != nil {
		return nil, err
	}
	var out []advance
	var totals []money.Amount
	for i, a := range whole {
		if a.total() == 0 {
			continue
		}
		part, err := money.MulDiv(int64(a.Tax), int64(shares[i]), int64(a.total()))
		if err != nil {
			return nil, err
		}
		m := advance{N: a.N, Net: shares[i] - money.Amount(part) - before[i].Net, Tax: money.Amount(part) - before[i].Tax}
		if m.Net != 0 || m.Tax != 0 {
			out, totals = append(out, m), append(totals, m.total())
		}
	}
	homes, err := money.ProRata(x.Home, totals)
	if err != nil {
		return nil, err
	}
	for i := range out {
		if out[i], err = out[i].booked(homes[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// moves are the taxes of advances, by rate: what falls due, in the company's
// currency at what the money was booked at.
func (v Invoice) moves(e seller.Entity, list []advance) ([]tax.Moved, error) {
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
			m := tax.Moved{Code: x.Code, Rate: x.Rate, Base: a.Net, Due: a.Tax}
			if v.Currency != e.Currency {
				m.BaseHome, m.DueHome = a.NetHome, a.TaxHome
			}
			out = tax.Merged(out, []tax.Moved{m})
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

// worth is what advances are, tax included, and what they were booked at.
func worth(list []advance) (x ledger.Worth) {
	for _, a := range list {
		x.Amount, x.Home = x.Amount+a.total(), x.Home+a.NetHome+a.TaxHome
	}
	return x
}

// apart is what of the entry is worth another amount than at its rate: deposits
// leave 4191 as they came, and what was sold for them is revenue of that rate.
// What is given back of a deposit leaves its tax as it came.
func (v Invoice) apart(x ledger.Worth) (list []ledger.Apart, err error) {
	var net, home, services, servicesHome money.Amount
	for _, l := range v.Lines {
		if l.Deposit == 0 {
			continue
		}
		net, home = net-l.Net, home+l.NetHome
		if l.Kind == catalog.Service {
			services, servicesHome = services-l.Net, servicesHome+l.NetHome
		}
	}
	if v.ofDeposit() {
		net, _ = v.back()
		at, err := x.Of(net)
		return v.leaves(list, home-at, ledger.TaxVAT), err
	}
	at, err := x.Of(net)
	if err != nil {
		return nil, err
	}
	atServices, err := x.Of(services)
	more := servicesHome - atServices
	sign := money.Amount(1)
	if v.Type == CreditNote {
		sign = -1
	}
	list = v.leaves(list, sign*(home-at-more), ledger.RevenueGoods)
	return v.leaves(list, sign*more, ledger.RevenueServices), err
}

func (v Invoice) leaves(list []ledger.Apart, more money.Amount, against ledger.Role) []ledger.Apart {
	if more == 0 {
		return list
	}
	return append(list, ledger.Apart{Role: ledger.Deposits, Holder: int64(v.Customer), More: more, Against: against})
}

// deducts is what of deposits its lines deduct, or give back, before tax, and what
// that was booked at.
func (v Invoice) deducts() (x ledger.Worth) {
	for _, l := range v.Lines {
		if l.Deposit != 0 {
			x.Amount, x.Home = x.Amount-l.Net, x.Home+l.NetHome
		}
	}
	return x
}

// backWorth is what a credit note against a deposit invoice gives back of money,
// tax included, and what that was booked at.
func (v Invoice) backWorth() (x ledger.Worth) {
	net, taxes := v.back()
	x.Amount = net + taxes
	for _, l := range v.Lines {
		x.Home += l.NetHome + l.TaxHome
	}
	return x
}
