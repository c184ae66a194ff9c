// Package stat holds statistics for people to look at. Nothing of it reaches an
// amount; what needs floats has its only place here.
package stat

import "slices"

// Percentile is the value below which that percent of the values lie (from 0 to
// 100; 50 is the median), interpolated between neighbours, as an exact decimal
// text rounded half away from zero; "n/a" and false when there is no value.
func Percentile(values []int64, percent, decimals int) (string, bool) {
	if len(values) == 0 || percent < 0 || percent > 100 {
		return "n/a", false
	}
	sorted := slices.Sorted(slices.Values(values))
	i, part := percent*(len(sorted)-1)/100, int64(percent*(len(sorted)-1)%100)
	next := sorted[min(i+1, len(sorted)-1)]
	return Ratio{sorted[i]*(100-part) + next*part, 100}.Times(1, decimals)
}
