package stat_test

import (
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"encaisse/base/stat"
)

func TestMedianAndPercentile(t *testing.T) {
	values := []int64{4, 1, 3, 2}
	for _, c := range []struct {
		values []int64
		p      float64
		want   float64
		ok     bool
	}{
		{values, 0, 1, true}, {values, 50, 2.5, true}, {values, 90, 3.7, true}, {values, 100, 4, true},
		{[]int64{7}, 90, 7, true}, {[]int64{1, 2, 3}, 50, 2, true},
		{nil, 50, 0, false}, {values, -1, 0, false}, {values, 101, 0, false}, {values, math.NaN(), 0, false},
	} {
		got, ok := stat.Percentile(c.values, c.p)
		if math.Abs(got-c.want) > 1e-9 || ok != c.ok {
			t.Errorf("p%v of %v: %v %v", c.p, c.values, got, ok)
		}
	}
	if m, ok := stat.Median([]int64{math.MaxInt64, math.MaxInt64}); !ok || m != math.MaxInt64 {
		t.Errorf("median of huge values %v", m)
	}
	if !slices.Equal(values, []int64{4, 1, 3, 2}) {
		t.Errorf("the values were moved: %v", values)
	}
}

func TestWeightedMean(t *testing.T) {
	// domain.md 2.4: weighted average days late.
	mean, ok := stat.WeightedMean([]int64{5, 12, 0}, []int64{1000, 4000, 5000})
	if !ok || mean != 5.3 {
		t.Errorf("%v %v", mean, ok)
	}
	if m, ok := stat.WeightedMean([]int64{1e15, 1e15}, []int64{1e15, 1e15}); !ok || m != 1e15 {
		t.Errorf("beyond 64 bits: %v %v", m, ok)
	}
	for _, w := range [][]int64{{0, 0}, {1, -1}, {1}} {
		if _, ok := stat.WeightedMean([]int64{1, 2}, w); ok {
			t.Errorf("a mean by weights %v", w)
		}
	}
}

func TestRatio(t *testing.T) {
	for _, c := range []struct {
		r        stat.Ratio
		k        int64
		decimals int
		want     string
	}{ // the figures of domain.md 6
		{stat.Ratio{420000, 1260000}, 90, 1, "30.0"},
		{stat.Ratio{650, 1050}, 90, 1, "55.7"},
		{stat.Ratio{800 + 1050 - 900, 800 + 1050 - 650}, 100, 1, "79.2"},
		{stat.Ratio{4200, 850}, 1, 2, "4.94"},
		{stat.Ratio{850, 4200}, 365, 1, "73.9"},
		{stat.Ratio{650, 900}, 100, 1, "72.2"},
		{stat.Ratio{12, 400}, 100, 1, "3.0"},
		{stat.Ratio{388, 400}, 100, 1, "97.0"},
		{stat.Ratio{312, 400}, 100, 1, "78.0"},
		{stat.Ratio{368, 400}, 100, 1, "92.0"},
		{stat.Ratio{451, 500}, 100, 1, "90.2"},
		{stat.Ratio{6300, 1260000}, 100, 1, "0.5"},
		{stat.Ratio{34, 40}, 100, 1, "85.0"},
		{stat.Ratio{18000, 60000}, 100, 1, "30.0"},
		{stat.Ratio{1, 8}, 1, 2, "0.13"},
		{stat.Ratio{-1, 8}, 1, 2, "-0.13"},
		{stat.Ratio{1, -8}, 1, 2, "-0.13"},
		{stat.Ratio{-1, 1000}, 1, 2, "0.00"},
		{stat.Ratio{1, 2}, 1, 0, "1"},
		{stat.Ratio{math.MinInt64, 1}, math.MaxInt64, 0, "-85070591730234615856620279821087277056"},
	} {
		if got, ok := c.r.Times(c.k, c.decimals); got != c.want || !ok {
			t.Errorf("%v × %d: %s, want %s", c.r, c.k, got, c.want)
		}
	}
	if s, ok := (stat.Ratio{1, 0}).Times(100, 1); ok || s != "n/a" {
		t.Errorf("over nothing: %s %v", s, ok)
	}
}

// big.Rat rounds half away from zero too.
func TestRatioEqualsRat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, k := rapid.Int64().Draw(t, "n"), rapid.Int64().Draw(t, "k")
		d := rapid.Int64().Filter(func(d int64) bool { return d != 0 }).Draw(t, "d")
		decimals := rapid.IntRange(0, 8).Draw(t, "decimals")
		r := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(n), big.NewInt(k)), big.NewInt(d))
		want := r.FloatString(decimals)
		if strings.Trim(want, "-0.") == "" {
			want = strings.TrimPrefix(want, "-")
		}
		if got, _ := (stat.Ratio{Num: n, Den: d}).Times(k, decimals); got != want {
			t.Fatalf("%s, want %s", got, want)
		}
	})
}

func TestQuantile(t *testing.T) {
	for _, c := range []struct {
		values  []int64
		percent int
		want    string
	}{
		{nil, 50, "n/a"}, {[]int64{7}, 90, "7.0"}, {[]int64{4, 1, 3}, 50, "3.0"}, {[]int64{1, 2, 3, 4}, 50, "2.5"},
		{[]int64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 20}, 90, "9.0"}, {[]int64{10, 0}, 90, "9.0"}, {[]int64{1, 2}, 101, "n/a"}, {[]int64{5, 9}, 100, "9.0"},
	} {
		if got, ok := stat.Quantile(c.values, c.percent, 1); got != c.want || ok != (c.want != "n/a") {
			t.Errorf("%d %% of %v: %s", c.percent, c.values, got)
		}
	}
}
