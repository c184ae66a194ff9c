// Package stat holds the only floats of the house: statistics for people to
// look at. Nothing of it reaches an amount.
package stat

import (
	"math/big"
	"slices"
)

// Median is the middle value, the mean of the two middle ones of an even
// number; false when there is none.
func Median(values []int64) (float64, bool) { return Percentile(values, 50) }

// Percentile is the value below which p percent of the values lie (p from 0 to
// 100), interpolated linearly between neighbours; false when there is no value
// or p is out of range.
func Percentile(values []int64, p float64) (float64, bool) {
	if len(values) == 0 || !(p >= 0 && p <= 100) {
		return 0, false
	}
	sorted := slices.Sorted(slices.Values(values))
	at := p / 100 * float64(len(sorted)-1)
	i := int(at)
	low, part := float64(sorted[i]), at-float64(i)
	if part == 0 {
		return low, true
	}
	return low*(1-part) + float64(sorted[i+1])*part, true
}

// WeightedMean is Σ value × weight / Σ weight; false when the weights sum to 0
// or there are not as many weights as values.
func WeightedMean(values, weights []int64) (float64, bool) {
	if len(values) != len(weights) {
		return 0, false
	}
	sum, total, product := new(big.Int), new(big.Int), new(big.Int)
	for i, v := range values {
		w := big.NewInt(weights[i])
		sum.Add(sum, product.Mul(big.NewInt(v), w))
		total.Add(total, w)
	}
	if total.Sign() == 0 {
		return 0, false
	}
	mean, _ := new(big.Rat).SetFrac(sum, total).Float64()
	return mean, true
}

// Quantile is Percentile as an exact decimal text with that many decimals,
// rounded half away from zero; "n/a" and false when there is no value.
func Quantile(values []int64, percent, decimals int) (string, bool) {
	if len(values) == 0 || percent < 0 || percent > 100 {
		return "n/a", false
	}
	sorted := slices.Sorted(slices.Values(values))
	i, part := percent*(len(sorted)-1)/100, int64(percent*(len(sorted)-1)%100)
	next := sorted[min(i+1, len(sorted)-1)]
	return Ratio{sorted[i]*(100-part) + next*part, 100}.Times(1, decimals)
}
