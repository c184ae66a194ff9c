package stat

import (
	"math/big"
	"strings"
)

// Ratio is Num over Den, both of the same unit.
type Ratio struct{ Num, Den int64 }

// Times is the exact decimal text of k × Num / Den with that many decimals
// (none when negative), rounded half away from zero: Ratio{368, 400}.Times(100,
// 1) is "92.0". It is "n/a" and false when Den is 0, never 0 (domain.md 6).
func (r Ratio) Times(k int64, decimals int) (string, bool) {
	if r.Den == 0 {
		return "n/a", false
	}
	decimals = max(decimals, 0)
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil)
	n := new(big.Int).Mul(big.NewInt(r.Num), big.NewInt(k))
	n.Mul(n, scale)
	d := big.NewInt(r.Den)
	negative := n.Sign()*d.Sign() < 0
	n.Abs(n).Lsh(n, 1).Add(n, d.Abs(d)).Quo(n, d.Lsh(d, 1)) // (2n + d) / 2d
	s := n.String()
	if decimals > 0 {
		s = strings.Repeat("0", max(0, decimals+1-len(s))) + s
		s = s[:len(s)-decimals] + "." + s[len(s)-decimals:]
	}
	if negative && n.Sign() != 0 {
		s = "-" + s
	}
	return s, true
}
