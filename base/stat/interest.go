package stat

import "math"

// Compound is what a rate makes of 1 over so many periods, less that 1. Rates are
// in millionths of a percent (1 % = 1 000 000), like money.Percent; the number of
// periods is num / den. It is shown, never charged.
func Compound(rate, num, den int64) int64 {
	const whole = 100e6
	return int64(math.Round((math.Pow(1+float64(rate)/whole, float64(num)/float64(den)) - 1) * whole))
}
