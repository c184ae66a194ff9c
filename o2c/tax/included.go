package tax

import (
	"slices"

	"encaisse/base/money"
)

// Before is what is left of an amount with tax included, before tax: TTC / (1 +
// rate), rounded once (domain.md 4.3).
func Before(gross money.Amount, rate money.Percent) (money.Amount, error) {
	net, err := money.MulDiv(int64(gross), int64(money.Whole), int64(money.Whole+rate))
	return money.Amount(net), err
}

// Rate is that of all its taxes together: each is on the net.
func (t Treatment) Rate() (sum money.Percent) {
	for _, x := range t.Taxes {
		sum += x.Rate
	}
	return sum
}

// Untaxed are the nets of lines: those whose prices hold the tax lose it, by
// rate on the document, and share what is left by largest remainder, so that
// net and tax of each rate are what domain.md 4.3 says of their sum. The others
// keep theirs.
func Untaxed(lines []Line) ([]money.Amount, error) {
	nets := make([]money.Amount, len(lines))
	done := make([]bool, len(lines))
	for i, l := range lines {
		if !l.Included {
			nets[i] = l.Net
		}
		if !l.Included || done[i] {
			continue
		}
		weights := make([]money.Amount, len(lines))
		var gross money.Amount
		for k := i; k < len(lines); k++ {
			if o := lines[k]; o.Included && o.Treatment.Category == l.Treatment.Category && slices.EqualFunc(o.Treatment.Taxes, l.Treatment.Taxes, sameRate) {
				weights[k], done[k], gross = o.Gross, true, gross+o.Gross
			}
		}
		net, err := Before(gross, l.Treatment.Rate())
		if err != nil {
			return nil, err
		}
		shares, err := money.ProRata(net, weights)
		if err != nil {
			return nil, err
		}
		for k, share := range shares {
			nets[k] += share
		}
	}
	return nets, nil
}

func sameRate(a, b Tax) bool { return a.Code == b.Code && a.Rate == b.Rate }
