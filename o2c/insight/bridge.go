package insight

import (
	"cmp"
	"slices"

	"encaisse/base/day"
	"encaisse/base/money"
)

// Causes of a DSO, each a part of its days: what the terms grant on sales spread
// evenly over the period; what is not due beyond that, since sales came late in
// it (or, below zero, early); what is contested; what is late; and, below zero,
// money and credits that are not applied.
const (
	CauseTerms     = "terms"
	CausePace      = "pace"
	CauseDisputes  = "disputes"
	CauseLateness  = "lateness"
	CauseUnapplied = "unapplied"
)

var causes = []string{CauseTerms, CausePace, CauseDisputes, CauseLateness, CauseUnapplied}

// Piece is what a document adds to the receivables for one cause.
type Piece struct {
	Cause    string
	Customer string
	Name     string
	Number   string
	On       day.Day
	Amount   money.Amount
}

// DSOSide is a DSO of one day: the pieces that sum to the receivables, the sales
// of so many days.
type DSOSide struct {
	Pieces []Piece
	Sales  money.Amount
	Days   int
}

// Hundredths are hundredths of a day.
type Hundredths = money.Amount

// cell is where a part of the days stands.
type cell struct{ Customer, Cause string }

// Owed is what the pieces sum to.
func (s DSOSide) Owed() (sum money.Amount) {
	for _, p := range s.Pieces {
		sum += p.Amount
	}
	return sum
}

// DSO is receivables / sales × days, rounded once; false without sales
// (domain.md 6).
func (s DSOSide) DSO() (Hundredths, bool, error) {
	if s.Sales <= 0 {
		return 0, false, nil
	}
	v, err := money.MulDiv(int64(s.Owed()), int64(s.Days)*100, int64(s.Sales))
	return Hundredths(v), true, err
}

// cells share the DSO over customers and causes by largest remainder, so that
// they sum to it.
func (s DSOSide) cells() (map[cell]Hundredths, error) {
	amounts := map[cell]money.Amount{}
	var keys []cell
	for _, p := range s.Pieces {
		k := cell{p.Customer, p.Cause}
		if _, ok := amounts[k]; !ok {
			keys = append(keys, k)
		}
		amounts[k] += p.Amount
	}
	slices.SortFunc(keys, func(a, b cell) int {
		return cmp.Or(cmp.Compare(a.Customer, b.Customer), cmp.Compare(a.Cause, b.Cause))
	})
	weights := make([]money.Amount, len(keys))
	for i, k := range keys {
		weights[i] = amounts[k]
	}
	whole, _, err := s.DSO()
	if err != nil {
		return nil, err
	}
	if s.Owed() == 0 { // nothing to share in proportion
		whole = 0
	}
	parts, err := money.ProRata(whole, weights)
	if err != nil {
		return nil, err
	}
	out := map[cell]Hundredths{}
	for i, k := range keys {
		out[k] = parts[i]
	}
	return out, nil
}

// Moved is a part of a DSO on two days.
type Moved struct{ Before, After Hundredths }

// Change is what it moved by.
func (m Moved) Change() Hundredths { return m.After - m.Before }

// BridgeOf is what moved a DSO from one side to another: by cause and by
// customer, each summing to the change.
type BridgeOf struct {
	Whole     Moved
	Causes    map[string]Moved
	Customers map[string]map[string]Moved // by customer, then by cause
}

// Between makes the bridge; ok is false when one side has no sales.
func Between(before, after DSOSide) (b BridgeOf, ok bool, err error) {
	var there [2]bool
	if b.Whole.Before, there[0], err = before.DSO(); err != nil {
		return b, false, err
	}
	if b.Whole.After, there[1], err = after.DSO(); err != nil || !there[0] || !there[1] {
		return b, false, err
	}
	b.Causes, b.Customers = map[string]Moved{}, map[string]map[string]Moved{}
	for i, s := range []DSOSide{before, after} {
		cells, err := s.cells()
		if err != nil {
			return b, false, err
		}
		for k, part := range cells {
			if b.Customers[k.Customer] == nil {
				b.Customers[k.Customer] = map[string]Moved{}
			}
			c, m := b.Causes[k.Cause], b.Customers[k.Customer][k.Cause]
			if i == 0 {
				c.Before, m.Before = c.Before+part, part
			} else {
				c.After, m.After = c.After+part, part
			}
			b.Causes[k.Cause], b.Customers[k.Customer][k.Cause] = c, m
		}
	}
	return b, true, nil
}

// granted is what an amount sold on a term of so many days is owed of on average
// when a period of that many days sells evenly.
func granted(sold money.Amount, term, days int) (money.Amount, error) {
	v, err := money.MulDiv(int64(sold), int64(min(max(term, 0), days)), int64(days))
	return money.Amount(v), err
}
