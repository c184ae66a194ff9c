// Package loss follows claims that may not be paid: doubtful, impaired, given
// up, and what comes back (domain.md 5.1, 5.4).
package loss

import (
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
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
	TaxBack    bool // the tax of what was given up came back
	Recovered  money.Amount
	AskedBy    id.ID // who called it doubtful: another gives it up
	Version    int64
}

// bill is the invoice behind a claim, net of its credit notes.
type bill struct {
	Net, Total money.Amount
	Taxes      []ledger.TaxAmount
}

// before is the part of an open amount that is before tax.
func (b bill) before(open money.Amount) (money.Amount, error) {
	if b.Total == 0 {
		return 0, nil
	}
	n, err := money.MulDiv(int64(open), int64(b.Net), int64(b.Total))
	return money.Amount(n), err
}

// share is the tax of an amount, A × B / C by tax, given what was shared before:
// the parts of a whole sum to its tax.
func (b bill) share(so, amount money.Amount) (list []ledger.TaxAmount, sum money.Amount, err error) {
	for _, t := range b.Taxes {
		upTo, err := money.MulDiv(int64(t.Amount), int64(so+amount), int64(b.Total))
		if err != nil {
			return nil, 0, err
		}
		was, err := money.MulDiv(int64(t.Amount), int64(so), int64(b.Total))
		if err != nil {
			return nil, 0, err
		}
		if part := money.Amount(upTo - was); part != 0 {
			list = append(list, ledger.TaxAmount{Code: t.Code, Amount: part})
			sum += part
		}
	}
	return list, sum, nil
}

// less takes what credit notes took off a document.
func (b bill) less(rows []tax.Row) bill {
	b.Taxes = append([]ledger.TaxAmount{}, b.Taxes...)
	for _, r := range rows {
		b.Net, b.Total = b.Net-r.Base, b.Total-r.Base-r.Amount
		for i := range b.Taxes {
			if b.Taxes[i].Code == r.Code {
				b.Taxes[i].Amount -= r.Amount
				break
			}
		}
	}
	return b
}

// follow brings a claim in line with what is open of it: what is on 416 is
// what is open, the allowance its rate of what is open before tax.
func (c Claim) follow(b bill, open money.Amount) (Claim, error) {
	net, err := b.before(open)
	if err != nil {
		return c, err
	}
	c.Booked = open
	c.Impaired, err = c.Rate.Of(net)
	return c, err
}

// moved is the entry between two states of a claim.
func (c Claim) moved(old Claim) ledger.Loss {
	return ledger.Loss{Holder: int64(c.Customer), Doubtful: c.Booked - old.Booked, Impairment: c.Impaired - old.Impaired}
}
