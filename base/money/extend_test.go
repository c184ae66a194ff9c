package money_test

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"encaisse/base/money"
	"encaisse/base/refuse"
)

func TestExtend(t *testing.T) {
	for _, c := range []struct {
		quantity, price string
		currency        money.Currency
		discounts       []string
		want            money.Amount
	}{
		{"3", "1.115", "EUR", nil, 335},                // domain.md 4.3
		{"7", "2.333", "EUR", nil, 1633},               // domain.md 4.3
		{"1", "0.99", "EUR", nil, 99},                  // domain.md 4.3
		{"-3", "1.115", "EUR", nil, -335},              // half away from zero on both sides
		{"1", "100", "EUR", []string{"10", "5"}, 8550}, // domain.md 1.13
		{"1", "100", "EUR", []string{"100"}, 0},
		{"1", "100", "EUR", []string{"0"}, 10000},
		{"1", "100", "JPY", []string{"0.5"}, 100}, // 99.5 yen
		{"1", "1.0005", "TND", nil, 1001},
		{"1", "0.005", "EUR", []string{"0.000001"}, 0}, // 0.00499999995
		{"3", "33.33", "EUR", []string{"33.333333", "33.333333", "33.333333", "33.333333"}, 1975},
	} {
		q, err1 := money.ParseQuantity(c.quantity)
		p, err2 := money.ParsePrice(c.price)
		var list []money.Percent
		for _, s := range c.discounts {
			d, err := money.ParsePercent(s)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, d)
		}
		got, err := money.Extend(q, p, c.currency, list...)
		if err1 != nil || err2 != nil || err != nil || got != c.want {
			t.Errorf("%s × %s %s less %v: %d %v, want %d", c.quantity, c.price, c.currency, c.discounts, got, err, c.want)
		}
	}
}

func TestExtendRefuses(t *testing.T) {
	for _, c := range []struct {
		q    money.Quantity
		p    money.Price
		off  []money.Percent
		code string
	}{
		{money.Units(1), 1_000000, []money.Percent{-1}, "money.discount"},
		{money.Units(1), 1_000000, []money.Percent{money.Whole + 1}, "money.discount"},
		{money.Units(1e6), money.Price(1e7 * 1e6), nil, ""}, // just Max
		{money.Units(1e6) + 1, money.Price(1e7 * 1e6), nil, "money.overflow"},
		{math.MaxInt64, math.MaxInt64, nil, "money.overflow"},
		{math.MinInt64, math.MinInt64, nil, "money.overflow"},
		{math.MaxInt64, math.MaxInt64, []money.Percent{1, 3, 7}, "money.overflow"},
		{math.MaxInt64, math.MaxInt64, []money.Percent{1, 3, 7, money.Whole}, ""},
	} {
		if _, err := money.Extend(c.q, c.p, "EUR", c.off...); refuse.Code(err) != c.code {
			t.Errorf("%s × %s less %v: %v, want %q", c.q, c.p, c.off, err, c.code)
		}
	}
}

// exact is n/d in whole numbers, half away from zero, by math/big.
func exact(n, d *big.Int) *big.Int {
	twice := new(big.Int).Mul(new(big.Int).Abs(n), big.NewInt(2))
	half := new(big.Int).Abs(d)
	q := new(big.Int).Quo(twice.Add(twice, half), new(big.Int).Mul(half, big.NewInt(2)))
	if n.Sign()*d.Sign() < 0 {
		q.Neg(q)
	}
	return q
}

func TestExtendEqualsBig(t *testing.T) {
	discount := rapid.OneOf(
		rapid.Map(rapid.Int64Range(0, 100), func(n int64) money.Percent { return money.Percent(n * 1e6) }),
		rapid.Map(rapid.Int64Range(0, int64(money.Whole)), func(n int64) money.Percent { return money.Percent(n) }))
	number := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-1e10, 1e10))
	exponents := map[money.Currency]int64{"EUR": 2, "JPY": 0, "TND": 3, "CLF": 4}
	rapid.Check(t, func(t *rapid.T) {
		q, p := number.Draw(t, "q"), number.Draw(t, "p")
		c := rapid.SampledFrom([]money.Currency{"EUR", "JPY", "TND", "CLF"}).Draw(t, "c")
		list := rapid.SliceOfN(discount, 0, 5).Draw(t, "discounts")
		n := new(big.Int).Mul(big.NewInt(q), big.NewInt(p))
		d := new(big.Int).Exp(big.NewInt(10), big.NewInt(12-exponents[c]), nil)
		for _, off := range list {
			n.Mul(n, big.NewInt(int64(money.Whole-off)))
			d.Mul(d, big.NewInt(int64(money.Whole)))
		}
		want := exact(n, d)
		got, err := money.Extend(money.Quantity(q), money.Price(p), c, list...)
		if new(big.Int).Abs(want).Cmp(big.NewInt(int64(money.Max))) > 0 {
			if refuse.Code(err) != "money.overflow" {
				t.Fatalf("got %d %v, want a refusal of %s", got, err, want)
			}
			return
		}
		if err != nil || big.NewInt(int64(got)).Cmp(want) != 0 {
			t.Fatalf("got %d %v, want %s", got, err, want)
		}
	})
}

func TestMulDivEqualsBig(t *testing.T) {
	number := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-1000, 1000), rapid.SampledFrom([]int64{math.MinInt64, math.MaxInt64}))
	rapid.Check(t, func(t *rapid.T) {
		a, n, d := number.Draw(t, "a"), number.Draw(t, "n"), number.Draw(t, "d")
		got, err := money.MulDiv(a, n, d)
		if d == 0 {
			if refuse.Code(err) != "money.division" {
				t.Fatalf("division by zero: %d %v", got, err)
			}
			return
		}
		want := exact(new(big.Int).Mul(big.NewInt(a), big.NewInt(n)), big.NewInt(d))
		// math.MinInt64 is beyond its own negative: refused like any overflow.
		if !want.IsInt64() || want.Int64() == math.MinInt64 {
			if refuse.Code(err) != "money.overflow" {
				t.Fatalf("got %d %v, want a refusal of %s", got, err, want)
			}
			return
		}
		if err != nil || got != want.Int64() {
			t.Fatalf("got %d %v, want %s", got, err, want)
		}
	})
}

func TestPercentOf(t *testing.T) {
	for _, c := range []struct {
		percent    string
		base, want money.Amount
	}{
		{"20", 2067, 413}, // domain.md 4.3
		{"5", 2067, 103},
		{"20", 1964, 393},
		{"20", 9333, 1867},
		{"5.5", 4667, 257},
		{"9.975", 10000, 998}, // domain.md 4.6
		{"5", 1010, 51},
		{"9.975", 1010, 101},
		{"14.975", 1010, 151},
		{"20", 333, 67},
		{"-5", 10000, -500},
		{"50", 1, 1},
		{"50", -1, -1},
		{"49.999999", 1, 0},
	} {
		p, err := money.ParsePercent(c.percent)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := p.Of(c.base); err != nil || got != c.want {
			t.Errorf("%s %% of %d: %d %v, want %d", c.percent, c.base, got, err, c.want)
		}
	}
	if _, err := (money.Whole + 1).Of(money.Max); err == nil {
		t.Error("just over 100 % of Max passes")
	}
	if _, err := money.Percent(math.MaxInt64).Of(math.MaxInt64); refuse.Code(err) != "money.overflow" {
		t.Errorf("beyond 64 bits: %v", err)
	}
	if a, err := money.Whole.Of(money.Max); err != nil || a != money.Max {
		t.Errorf("100 %% of Max: %d %v", a, err)
	}
}

func TestExtendDoesNotAllocate(t *testing.T) {
	q, p := money.Quantity(3_000000), money.Price(1_115000)
	ten, five := money.Percent(10_000000), money.Percent(5_000000)
	n := testing.AllocsPerRun(100, func() {
		if _, err := money.Extend(q, p, "EUR"); err != nil {
			t.Fatal(err)
		}
		if _, err := money.Extend(q, p, "EUR", ten, five); err != nil {
			t.Fatal(err)
		}
	})
	if n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkExtend(b *testing.B) {
	for b.Loop() {
		_, _ = money.Extend(3_000000, 1_115000, "EUR")
	}
}

func BenchmarkExtendDiscounted(b *testing.B) {
	for b.Loop() {
		_, _ = money.Extend(3_000000, 1_115000, "EUR", 10_000000, 5_000000)
	}
}

func TestExtendOff(t *testing.T) { // domain.md 1.13: percents first, one after the other, then amounts; rounded once
	for _, c := range []struct {
		q        money.Quantity
		p        money.Price
		percents []money.Percent
		each     money.Price
		amount   money.Amount
		want     money.Amount
	}{
		{money.Units(1), 100_000000, []money.Percent{10_000000, 5_000000}, 0, 0, 8550},
		{money.Units(1), 100_000000, []money.Percent{10_000000, 5_000000}, 0, 1000, 7550},
		{money.Units(3), 100_000000, []money.Percent{10_000000}, 5_000000, 0, 25500},
		{money.Units(1), 10_000000, []money.Percent{-12_500000}, 0, -500, 1625}, // fuel 12.5 % and 5.00 more
		{money.Units(7), 2_333000, []money.Percent{5_000000}, 0, 1, 1550},       // 15.51445 − 0.01, rounded at the end
		{money.Units(1), 1_000000, nil, 0, 500, -400},
	} {
		got, err := money.ExtendOff(c.q, c.p, "EUR", c.percents, c.each, c.amount)
		if err != nil || got != c.want {
			t.Errorf("%v × %v: %d, want %d (%v)", c.q, c.p, got, c.want, err)
		}
	}
}
