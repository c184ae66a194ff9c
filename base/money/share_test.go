package money_test

import (
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"encaisse/base/money"
	"encaisse/base/refuse"
)

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		a    money.Amount
		n    int
		want []money.Amount
	}{
		{100000, 3, []money.Amount{33333, 33333, 33334}}, // domain.md 0
		{-100000, 3, []money.Amount{-33333, -33333, -33334}},
		{2, 3, []money.Amount{0, 0, 2}},
		{7, 1, []money.Amount{7}},
	} {
		if got := money.Split(c.a, c.n); !slices.Equal(got, c.want) {
			t.Errorf("%d in %d: %v, want %v", c.a, c.n, got, c.want)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("a split into no parts passes")
		}
	}()
	money.Split(1, 0)
}

func TestProRata(t *testing.T) {
	for _, c := range []struct {
		a             money.Amount
		weights, want []money.Amount
		code          string
	}{
		{1000, []money.Amount{10000, 5000}, []money.Amount{667, 333}, ""}, // domain.md 4.3
		{-1000, []money.Amount{10000, 5000}, []money.Amount{-667, -333}, ""},
		{1000, []money.Amount{-10000, -5000}, []money.Amount{667, 333}, ""},
		{100, []money.Amount{1, 1, 1}, []money.Amount{34, 33, 33}, ""},
		{100, []money.Amount{0, 1, 0}, []money.Amount{0, 100, 0}, ""},
		{100, []money.Amount{300, -100}, []money.Amount{150, -50}, ""},
		{10, []money.Amount{4, -1}, []money.Amount{13, -3}, ""}, // 13.33, -3.33
		{0, []money.Amount{0, 0}, []money.Amount{0, 0}, ""},
		{1, []money.Amount{0, 0}, nil, "money.weights"},
		{1, []money.Amount{5, -5}, nil, "money.weights"},
		{1, nil, nil, "money.weights"},
		{money.Max, []money.Amount{money.Max, 1 - money.Max}, nil, "money.overflow"},
		{money.Max, []money.Amount{money.Max - 1, 1}, []money.Amount{money.Max - 1, 1}, ""},
		{1, []money.Amount{math.MaxInt64, 1}, nil, "money.overflow"},
	} {
		got, err := money.ProRata(c.a, c.weights)
		if !slices.Equal(got, c.want) || refuse.Code(err) != c.code {
			t.Errorf("%d over %v: %v %v, want %v %s", c.a, c.weights, got, err, c.want, c.code)
		}
	}
}

func TestPartsSumToTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := amount(t, "a")
		parts := money.Split(a, rapid.IntRange(1, 60).Draw(t, "n"))
		for _, p := range parts[:len(parts)-1] {
			if p != parts[0] || p.Abs() > parts[len(parts)-1].Abs() {
				t.Fatalf("uneven parts %v", parts)
			}
		}
		checkSum(t, a, parts)
	})
	rapid.Check(t, func(t *rapid.T) {
		a := amount(t, "a")
		weight := rapid.OneOf(rapid.Int64Range(0, 100), rapid.Int64Range(0, 1e13), rapid.Int64Range(-1000, 1000))
		weights := rapid.SliceOfN(rapid.Map(weight, func(v int64) money.Amount { return money.Amount(v) }), 1, 20).Draw(t, "w")
		total, _ := money.Sum(weights...)
		parts, err := money.ProRata(a, weights)
		if err != nil {
			if code := refuse.Code(err); total == 0 && code == "money.weights" || code == "money.overflow" && slices.Min(weights) < 0 {
				return
			}
			t.Fatal(err)
		}
		checkSum(t, a, parts)
		if total == 0 {
			return
		}
		for i, p := range parts { // each part is within one minor unit of its exact share
			share := new(big.Int).Mul(big.NewInt(int64(a)), big.NewInt(int64(weights[i])))
			off := new(big.Int).Sub(new(big.Int).Mul(big.NewInt(int64(p)), big.NewInt(int64(total))), share)
			if off.CmpAbs(big.NewInt(int64(total))) >= 0 {
				t.Fatalf("part %d of %v is %d", i, weights, p)
			}
		}
	})
}

func checkSum(t *rapid.T, a money.Amount, parts []money.Amount) {
	t.Helper()
	if sum, err := money.Sum(parts...); err != nil || sum != a {
		t.Fatalf("%v sum to %d %v, not %d", parts, sum, err, a)
	}
}

func TestSum(t *testing.T) {
	for _, c := range []struct {
		list []money.Amount
		want money.Amount
		code string
	}{
		{nil, 0, ""},
		{[]money.Amount{1, -2, 4}, 3, ""},
		{[]money.Amount{money.Max, 1, -1}, money.Max, ""},
		{[]money.Amount{money.Max, 1}, 0, "money.overflow"},
		{[]money.Amount{-money.Max, -1}, 0, "money.overflow"},
		{[]money.Amount{math.MaxInt64, math.MaxInt64, 2}, 0, "money.overflow"},
		{[]money.Amount{math.MinInt64, math.MinInt64}, 0, "money.overflow"},
	} {
		if got, err := money.Sum(c.list...); got != c.want || refuse.Code(err) != c.code {
			t.Errorf("%v: %d %v", c.list, got, err)
		}
	}
}
