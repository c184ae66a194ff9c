package stat

import "math"

// EOQ is the economic order quantity √(2DS/H), rounded: yearly demand, cost of
// an order, cost of keeping a piece for a year; 0 when one of them is.
func EOQ(demand, order, keep float64) int64 {
	if demand <= 0 || order <= 0 || keep <= 0 {
		return 0
	}
	return int64(math.Round(math.Sqrt(2 * demand * order / keep)))
}

// SupplyCost is what ordering q at a time costs a year: D/q × S + q/2 × H.
func SupplyCost(demand, order, keep, q float64) float64 {
	if q <= 0 {
		return 0
	}
	return demand/q*order + q/2*keep
}

// SafetyStock is z √(L σd² + d² σL²), rounded up: z for the service level, lead
// time and its deviation, demand a day and its deviation.
func SafetyStock(z, lead, leadDeviation, demand, deviation float64) int64 {
	return int64(math.Ceil(z * math.Sqrt(lead*deviation*deviation+demand*demand*leadDeviation*leadDeviation)))
}

// ReorderPoint is the demand of the lead time and the safety stock.
func ReorderPoint(lead, demand float64, safety int64) int64 {
	return int64(math.Ceil(demand*lead)) + safety
}

// Daily is the mean and the deviation (of the population) of what happened a
// day; days on which nothing did count as zero.
func Daily(values []int64, days int) (mean, deviation float64) {
	if days <= 0 {
		return 0, 0
	}
	var sum, squares float64
	for _, v := range values {
		sum += float64(v)
	}
	mean = sum / float64(days)
	for _, v := range values {
		squares += (float64(v) - mean) * (float64(v) - mean)
	}
	squares += float64(max(days-len(values), 0)) * mean * mean
	return mean, math.Sqrt(squares / float64(days))
}

// Millionths is a decimal in millionths as a number.
func Millionths(v int64) float64 { return float64(v) / 1e6 }

// Number is a whole number as one that statistics take.
func Number(n int64) float64 { return float64(n) }

// Per is a over b, 0 when b is 0.
func Per(a, b int64) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}
