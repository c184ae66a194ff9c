package money

import (
	"math"
	"math/big"
	"math/bits"

	"encaisse/base/refuse"
)

// MulDiv is a*n/d made in 128 bits, rounded half away from zero. It refuses
// d == 0 (money.division) and a result beyond 64 bits (money.overflow).
func MulDiv(a, n, d int64) (int64, error) {
	if d == 0 {
		return 0, refuse.New(refuse.Invalid, "money.division")
	}
	hi, lo := bits.Mul64(magnitude(a), magnitude(n))
	q, ok := divide(hi, lo, magnitude(d))
	if !ok || q > math.MaxInt64 {
		return 0, overflow()
	}
	if (a < 0) != (n < 0) != (d < 0) {
		return -int64(q), nil
	}
	return int64(q), nil
}

// divide is hi:lo / d rounded half up; ok is false when it needs more than 64
// bits.
func divide(hi, lo, d uint64) (q uint64, ok bool) {
	if hi >= d {
		return 0, false
	}
	q, rest := bits.Div64(hi, lo, d)
	if rest >= d-rest {
		q++
		return q, q != 0
	}
	return q, true
}

// Of is p percent of a in minor units, rounded half away from zero; beyond Max
// it is refused (money.overflow).
func (p Percent) Of(a Amount) (Amount, error) {
	v, err := MulDiv(int64(a), int64(p), int64(Whole))
	if err != nil {
		return 0, err
	}
	return bounded(v)
}

// Extend is the net of a line in minor units of c: quantity times price, less
// the discounts one after the other on what is left, exactly, and rounded once
// (domain.md 1.13). A discount below 0 or above 100 % is refused
// (money.discount), a net beyond Max too (money.overflow).
func Extend(q Quantity, p Price, c Currency, discounts ...Percent) (Amount, error) {
	hi, lo := bits.Mul64(magnitude(int64(q)), magnitude(int64(p)))
	d := pow10[2*places-c.Exponent()]
	fits := true
	for _, off := range discounts {
		if off < 0 || off > Whole {
			return 0, refuse.New(refuse.Invalid, "money.discount", "discount", off)
		}
		left, of := uint64(Whole-off), uint64(Whole)
		for of > 1 && left%10 == 0 { // 10 % is 9/10: keeps the usual chain in 128 bits
			left, of = left/10, of/10
		}
		over, low := bits.Mul64(d, of)
		hi, lo, fits = widen(hi, lo, left, fits && over == 0)
		d = low
	}
	if !fits {
		return extendWide(q, p, c, discounts)
	}
	n, ok := divide(hi, lo, d)
	if !ok || n > uint64(Max) {
		return 0, overflow()
	}
	if (q < 0) != (p < 0) {
		return -Amount(n), nil
	}
	return Amount(n), nil
}

// widen is hi:lo * n; fits stays true while that needs no more than 128 bits.
func widen(hi, lo, n uint64, fits bool) (uint64, uint64, bool) {
	over, high := bits.Mul64(hi, n)
	carry, low := bits.Mul64(lo, n)
	high, c := bits.Add64(high, carry, 0)
	return high, low, fits && over == 0 && c == 0
}

// extendWide is Extend for chains of discounts that need more than 128 bits.
func extendWide(q Quantity, p Price, c Currency, discounts []Percent) (Amount, error) {
	n := new(big.Int).Mul(big.NewInt(int64(q)), big.NewInt(int64(p)))
	d := new(big.Int).SetUint64(pow10[2*places-c.Exponent()])
	for _, off := range discounts {
		n.Mul(n, big.NewInt(int64(Whole-off)))
		d.Mul(d, big.NewInt(int64(Whole)))
	}
	return nearest(n, d)
}

// nearest is n / d rounded half away from zero: (2|n| + d) / 2d, with the sign
// of n. It changes both.
func nearest(n, d *big.Int) (Amount, error) {
	sign := n.Sign()
	n.Abs(n).Lsh(n, 1).Add(n, d).Quo(n, d.Lsh(d, 1))
	if n.Cmp(big.NewInt(int64(Max))) > 0 {
		return 0, overflow()
	}
	return Amount(int64(sign) * n.Int64()), nil
}

// ExtendOff is Extend less each from every unit and amount from the line, which
// come after the percents, rounded once (domain.md 1.13). Percents, each and
// amount below zero add: they are charges. The net may come out below zero.
func ExtendOff(q Quantity, p Price, c Currency, percents []Percent, each Price, amount Amount) (Amount, error) {
	charged := each != 0 || amount != 0
	for _, off := range percents {
		if off > Whole || off < -mostCharge {
			return 0, refuse.New(refuse.Invalid, "money.discount", "discount", off)
		}
		charged = charged || off < 0
	}
	if !charged {
		return Extend(q, p, c, percents...)
	}
	n := new(big.Int).Mul(big.NewInt(int64(q)), big.NewInt(int64(p)))
	less := new(big.Int).Mul(big.NewInt(int64(q)), big.NewInt(int64(each)))
	d := new(big.Int).SetUint64(pow10[2*places-c.Exponent()])
	less.Add(less, new(big.Int).Mul(big.NewInt(int64(amount)), d))
	for _, off := range percents {
		n.Mul(n, big.NewInt(int64(Whole-off)))
		less.Mul(less, big.NewInt(int64(Whole)))
		d.Mul(d, big.NewInt(int64(Whole)))
	}
	return nearest(n.Sub(n, less), d)
}

// mostCharge is the largest percent that may be added: ten times the price.
const mostCharge = 10 * Whole
