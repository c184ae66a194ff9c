// Package loss follows claims that may not be paid: doubtful, impaired, given
// up, and what comes back (domain.md 5.1, 5.4).
package loss

import (
	"slices"

	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/o2c/invoice"
	"encaisse/o2c/ledger"
	"encaisse/o2c/seller"
	"encaisse/o2c/tax"
)

// Claim is a doubtful open item, in minor units of its currency: what of it is
// on 416, what is impaired (before tax), given up and recovered (tax included).
type Claim struct {
	Item       id.ID
	Entity     id.ID
	Customer   id.ID
	Currency   money.Currency
	Booked     money.Amount
	Rate       money.Percent // of the impairment
	Impaired   money.Amount
	WrittenOff money.Amount
	TaxBack    bool // the tax owed already of what was given up came back
	Recovered  money.Amount
	AskedBy    id.ID // who called it doubtful: another gives it up
	Version    int64

	BookedHome   money.Amount // what of it is on 416, and on 491, in the company's currency
	ImpairedHome money.Amount
}

// bill is the invoice behind a claim, net of its credit notes, with the taxes
// that were owed when it was issued, by rate.
type bill struct {
	Net, Total money.Amount
	Taxes      []tax.Part
}

func billed(net, total money.Amount, rows []tax.Row) bill {
	b := bill{Net: net, Total: total}
	for _, r := range rows {
		if r.Code != "" {
			b.Taxes = append(b.Taxes, tax.Part{Code: r.Code, Rate: r.Rate, Base: r.Base - r.PendingBase, Amount: r.Amount - r.Pending})
		}
	}
	return b
}

// before is the part of an open amount that is before tax.
func (b bill) before(open money.Amount) (money.Amount, error) {
	if b.Total == 0 {
		return 0, nil
	}
	n, err := money.MulDiv(int64(open), int64(b.Net), int64(b.Total))
	return money.Amount(n), err
}

// share is the tax of an amount, A × B / C by rate, given what was shared
// before: the parts of a whole sum to its tax.
func (b bill) share(so, amount money.Amount) ([]tax.Moved, error) {
	var list []tax.Moved
	for _, t := range b.Taxes {
		back, err := between(t.Amount, so, so+amount, b.Total)
		if err != nil {
			return nil, err
		}
		base, err := between(t.Base, so, so+amount, b.Total)
		if err != nil {
			return nil, err
		}
		list = append(list, tax.Moved{Code: t.Code, Rate: t.Rate, Base: -base, Due: -back})
	}
	return list, nil
}

// between is the part of an amount that goes from one part of a whole to
// another.
func between(a, from, to, whole money.Amount) (money.Amount, error) {
	upTo, err := money.MulDiv(int64(a), int64(to), int64(whole))
	if err != nil {
		return 0, err
	}
	was, err := money.MulDiv(int64(a), int64(from), int64(whole))
	return money.Amount(upTo - was), err
}

// less takes what credit notes took off a document.
func (b bill) less(rows []tax.Row) bill {
	b.Taxes = slices.Clone(b.Taxes)
	for _, r := range rows {
		b.Net, b.Total = b.Net-r.Base, b.Total-r.Base-r.Amount
		i := slices.IndexFunc(b.Taxes, func(t tax.Part) bool { return t.Code == r.Code && t.Rate == r.Rate })
		if i >= 0 {
			b.Taxes[i].Base, b.Taxes[i].Amount = b.Taxes[i].Base-r.Base+r.PendingBase, b.Taxes[i].Amount-r.Amount+r.Pending
		}
	}
	return b
}

// owedAgain is the tax of money that came after all, of what was given up: of
// all that came back or never fell due, the part of the claim that is
// recovered now, less what is owed again already.
func owedAgain(gone, again []tax.Moved, recovered, given money.Amount) ([]tax.Moved, error) {
	var list []tax.Moved
	for _, g := range gone {
		m := tax.Moved{Code: g.Code, Rate: g.Rate}
		due, err := money.MulDiv(int64(g.Pending-g.Due), int64(recovered), int64(given))
		if err != nil {
			return nil, err
		}
		base, err := money.MulDiv(int64(g.PendingBase-g.Base), int64(recovered), int64(given))
		if err != nil {
			return nil, err
		}
		m.Due, m.Base = money.Amount(due), money.Amount(base)
		for _, a := range again {
			if a.Code == m.Code && a.Rate == m.Rate {
				m.Due, m.Base = m.Due-a.Due, m.Base-a.Base
			}
		}
		list = append(list, m)
	}
	return tax.Merged(list, nil), nil
}

// taxes are what moves of taxes as the ledger books it: what waited at what it was
// booked at, what falls due again at the rate of its money, the rest at the rate
// of the invoice.
func taxes(e seller.Entity, v invoice.Invoice, moves []tax.Moved) ([]ledger.TaxAmount, error) {
	var list []ledger.TaxAmount
	for _, m := range moves {
		due, waits := -m.DueHome, m.PendingHome
		if v.Currency == e.Currency {
			due, waits = -m.Due, m.Pending
		} else if m.DueHome == 0 {
			at, err := v.Worth().Of(-m.Due)
			if err != nil {
				return nil, err
			}
			due = at
		}
		list = append(list, ledger.TaxAmount{Code: m.Code, Amount: -m.Due, Home: due}, ledger.TaxAmount{Code: m.Code, Amount: m.Pending, Home: waits, Pending: true})
	}
	return list, nil
}

// taxed is the tax that moves by itself: off what is owed, and off what waits.
func taxed(moves []tax.Moved) (sum money.Amount) {
	for _, m := range moves {
		sum += m.Pending - m.Due
	}
	return sum
}

// follow brings a claim in line with what is open of it: what is on 416 is
// what is open, the allowance its rate of what is open before tax. In another
// currency both are at what the claim was booked at.
func (c Claim) follow(b bill, open ledger.Worth) (Claim, error) {
	net, err := b.before(open.Amount)
	if err != nil {
		return c, err
	}
	c.Booked, c.BookedHome = open.Amount, open.Home
	if c.Impaired, err = c.Rate.Of(net); err != nil {
		return c, err
	}
	c.ImpairedHome, err = open.Of(c.Impaired)
	return c, err
}

// moved is the entry between two states of a claim.
func (c Claim) moved(old Claim) ledger.Loss {
	return ledger.Loss{Holder: int64(c.Customer), Doubtful: ledger.Worth{Amount: c.Booked - old.Booked, Home: c.BookedHome - old.BookedHome},
		Impairment: ledger.Worth{Amount: c.Impaired - old.Impaired, Home: c.ImpairedHome - old.ImpairedHome}}
}
