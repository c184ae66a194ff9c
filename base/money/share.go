package money

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"

	"encaisse/base/refuse"
)

// Sum adds amounts and refuses a sum beyond Max (money.overflow).
func Sum(amounts ...Amount) (Amount, error) {
	var s Amount
	for _, a := range amounts {
		t := s + a
		if (a > 0) != (t > s) && a != 0 {
			return 0, overflow()
		}
		s = t
	}
	return bounded(int64(s))
}

// Split cuts a into n parts: each the whole minor units of a/n toward zero, the
// remainder on the last (domain.md 0: 1000.00 in 3 is 333.33, 333.33, 333.34).
// It panics when n < 1: no parts cannot hold an amount.
func Split(a Amount, n int) []Amount {
	if n < 1 {
		panic(fmt.Sprintf("money: split into %d parts", n))
	}
	parts := make([]Amount, n)
	each := a / Amount(n)
	for i := range parts {
		parts[i] = each
	}
	parts[n-1] = a - each*Amount(n-1)
	return parts
}

// ProRata shares a over weights by largest remainder, the earlier first among
// equals, so the parts always sum to a (domain.md 0). The shares of -a are
// those of a, negated. Weights may be of both signs (a document with negative
// lines); weights that sum to 0 are refused unless a is 0 (money.weights), and
// so is what goes beyond Max (money.overflow).
func ProRata(a Amount, weights []Amount) ([]Amount, error) {
	parts := make([]Amount, len(weights))
	if a == 0 {
		return parts, nil
	}
	total, err := Sum(weights...)
	if err != nil {
		return nil, err
	}
	if total == 0 {
		return nil, refuse.New(refuse.Invalid, "money.weights")
	}
	rests := make([]uint64, len(weights))
	left := a.Abs()
	for i, w := range weights {
		if parts[i], rests[i], err = floorShare(a.Abs(), w, total); err != nil {
			return nil, err
		}
		left -= parts[i]
	}
	order := make([]int, len(weights))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(rests[j], rests[i]) })
	for _, i := range order[:left] {
		parts[i]++
	}
	if a < 0 {
		for i := range parts {
			parts[i] = -parts[i]
		}
	}
	return parts, nil
}

// floorShare is a*w/total rounded down and what is left of it, in total-ths.
func floorShare(a, w, total Amount) (Amount, uint64, error) {
	d := magnitude(int64(total))
	hi, lo := bits.Mul64(uint64(a), magnitude(int64(w)))
	if hi >= d {
		return 0, 0, overflow()
	}
	q, rest := bits.Div64(hi, lo, d)
	if q >= uint64(Max) && (q > uint64(Max) || rest > 0) {
		return 0, 0, overflow()
	}
	if (w < 0) == (total < 0) || w == 0 {
		return Amount(q), rest, nil
	}
	if rest > 0 {
		return -Amount(q) - 1, d - rest, nil
	}
	return -Amount(q), 0, nil
}
