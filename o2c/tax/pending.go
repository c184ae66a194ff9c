package tax

import (
	"slices"

	"encaisse/base/money"
)

// Part is VAT on receipts at one rate: the base and the tax.
type Part struct {
	Code   Code          `json:"code"`
	Rate   money.Percent `json:"rate"`
	Base   money.Amount  `json:"base"`
	Amount money.Amount  `json:"amount"`
}

// Pending is the VAT of a document that waits for its money, by rate: what of
// account 44574 is the document's (domain.md 4.5).
type Pending []Part

// PendingOf is what waits of the rows of a document when it is issued. The base
// is the services' part of the row's base.
func PendingOf(rows []Row) Pending {
	var p Pending
	for _, r := range rows {
		if r.Pending != 0 || r.PendingBase != 0 {
			p = append(p, Part{r.Code, r.Rate, r.PendingBase, r.Pending})
		}
	}
	return p
}

// Moved is what a settlement moves at one rate: Pending leaves 44574, Due is
// owed on 44571 from now on (negative: owed no more), each with its base.
type Moved struct {
	Code        Code          `json:"code"`
	Rate        money.Percent `json:"rate"`
	Base        money.Amount  `json:"base"`
	Due         money.Amount  `json:"due"`
	PendingBase money.Amount  `json:"pending_base"`
	Pending     money.Amount  `json:"pending"`

	// The same in the company's currency, where it is another and the rate is not
	// that of the document: what fell due at the rate of its money, and what waited
	// at the rate it was booked at.
	BaseHome    money.Amount `json:"base_home,omitempty"`
	DueHome     money.Amount `json:"due_home,omitempty"`
	PendingHome money.Amount `json:"pending_home,omitempty"`
}

// Back is the move taken back.
func (m Moved) Back() Moved {
	m.Base, m.Due, m.PendingBase, m.Pending = -m.Base, -m.Due, -m.PendingBase, -m.Pending
	m.BaseHome, m.DueHome, m.PendingHome = -m.BaseHome, -m.DueHome, -m.PendingHome
	return m
}

func (m Moved) nothing() bool {
	return m.Base == 0 && m.Due == 0 && m.PendingBase == 0 && m.Pending == 0
}

// Cash says what a payment makes due: of each rate the part of what waits that
// the payment is of what is open, and all of it when nothing stays open, so
// that the last payment takes the remainder (domain.md 4.5).
func (p Pending) Cash(paid, open money.Amount) ([]Moved, Pending, error) {
	var out []Moved
	left := slices.Clone(p)
	for i, part := range left {
		amount, base, err := part.share(paid, open)
		if err != nil {
			return nil, nil, err
		}
		left[i].Amount, left[i].Base = part.Amount-amount, part.Base-base
		if amount != 0 || base != 0 {
			out = append(out, Moved{Code: part.Code, Rate: part.Rate, Base: base, Due: amount, PendingBase: base, Pending: amount})
		}
	}
	return out, left, nil
}

func (part Part) share(paid, open money.Amount) (amount, base money.Amount, err error) {
	if paid >= open {
		return part.Amount, part.Base, nil
	}
	a, err := money.MulDiv(int64(part.Amount), int64(paid), int64(open))
	if err != nil {
		return 0, 0, err
	}
	b, err := money.MulDiv(int64(part.Base), int64(paid), int64(open))
	return money.Amount(a), money.Amount(b), err
}

// Credit says what a credit note or a discount does whose own VAT on receipts
// is note, of which settled out of total settles the document and open was
// open: for the part not yet cashed 44574 falls, for the rest 44571 (domain.md
// 5.1). When nothing stays open, what still waits was paid by what came before
// and falls due.
func (p Pending) Credit(note Pending, settled, total, open money.Amount) ([]Moved, Pending, error) {
	var out []Moved
	left := slices.Clone(p)
	for _, n := range note {
		i := slices.IndexFunc(left, func(x Part) bool { return x.Code == n.Code && x.Rate == n.Rate })
		m := Moved{Code: n.Code, Rate: n.Rate, Base: -n.Base, Due: -n.Amount}
		if i >= 0 && settled > 0 {
			amount, base, err := n.share(settled, total)
			if err != nil {
				return nil, nil, err
			}
			if settled == open { // the last takes what waits, as far as it is its own
				amount, base = n.Amount, n.Base
			}
			amount, base = min(amount, left[i].Amount), min(base, left[i].Base)
			left[i].Amount, left[i].Base = left[i].Amount-amount, left[i].Base-base
			m.Base, m.Due, m.PendingBase, m.Pending = m.Base+base, m.Due+amount, base, amount
		}
		if !m.nothing() {
			out = append(out, m)
		}
	}
	if settled != open || settled == 0 {
		return out, left, nil
	}
	rest, left, err := left.Cash(1, 1)
	return Merged(out, rest), left, err
}

// Merged adds what moves at the same rate.
func Merged(a, b []Moved) []Moved {
	for _, m := range b {
		i := slices.IndexFunc(a, func(x Moved) bool { return x.Code == m.Code && x.Rate == m.Rate })
		if i < 0 {
			a = append(a, m)
			continue
		}
		a[i].Base, a[i].Due = a[i].Base+m.Base, a[i].Due+m.Due
		a[i].PendingBase, a[i].Pending = a[i].PendingBase+m.PendingBase, a[i].Pending+m.Pending
		a[i].BaseHome, a[i].DueHome, a[i].PendingHome = a[i].BaseHome+m.BaseHome, a[i].DueHome+m.DueHome, a[i].PendingHome+m.PendingHome
	}
	return slices.DeleteFunc(a, Moved.nothing)
}

// After is what waits when something moved; a move taken back has its amounts
// negative.
func (p Pending) After(moves []Moved) Pending {
	left := slices.Clone(p)
	for _, m := range moves {
		if i := slices.IndexFunc(left, func(x Part) bool { return x.Code == m.Code && x.Rate == m.Rate }); i >= 0 {
			left[i].Amount -= m.Pending
			left[i].Base -= m.PendingBase
		}
	}
	return left
}
