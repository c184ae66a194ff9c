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

func TestPercentile(t *testing.T) {
	for _, c := range []struct {
		values  []int64
		percent int
		want    string
	}{
		{nil, 50, "n/a"}, {[]int64{7}, 90, "7.0"}, {[]int64{4, 1, 3}, 50, "3.0"}, {[]int64{1, 2, 3, 4}, 50, "2.5"},
		{[]int64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 20}, 90, "9.0"}, {[]int64{10, 0}, 90, "9.0"}, {[]int64{1, 2}, 101, "n/a"}, {[]int64{1, 2}, -1, "n/a"}, {[]int64{5, 9}, 100, "9.0"},
	} {
		given := slices.Clone(c.values)
		if got, ok := stat.Percentile(c.values, c.percent, 1); got != c.want || ok != (c.want != "n/a") {
			t.Errorf("%d %% of %v: %s", c.percent, c.values, got)
		}
		if !slices.Equal(c.values, given) {
			t.Errorf("%v was sorted in place", given)
		}
	}
}
