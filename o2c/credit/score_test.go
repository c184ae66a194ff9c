package credit

import (
	"testing"

	"encaisse/base/day"
	"encaisse/base/money"
)

func TestWeightedDays(t *testing.T) { // domain.md 2.4: (1 000×5 + 4 000×12 + 5 000×0)/10 000
	c := Conduct{Paid: 1_000_000, LateDays: 100_000*5 + 400_000*12}
	if d := c.AverageLate(); d != 5_300000 {
		t.Errorf("%s days, want 5.3", d)
	}
	if d := (Conduct{}).AverageLate(); d != 0 {
		t.Errorf("nothing paid: %s", d)
	}
}

func TestScore(t *testing.T) { // domain.md 2.4: 36.47 + 6 + 21 + 16 = 79.47, class B
	in := Inputs{DaysLate: 5_300000, Years: 3_000000, Rating: 700000, Events: 1}
	if s := usualWeights.Rate(in); s.Points != 7947 || s.Class != "B" {
		t.Errorf("%+v", s)
	}
	for _, c := range []struct {
		in     Inputs
		points int64
		class  string
	}{
		{Inputs{Rating: one, Years: 30 * one}, 10000, "A"},
		{Inputs{DaysLate: 90 * one, Events: 9}, 0, "E"},
		{Inputs{Rating: one, Years: 30 * one, Insolvent: true}, 10000, "E"},
		{Inputs{Rating: one / 3, Years: 0}, 7000, "B"},
		{Inputs{DaysLate: 60 * one, Rating: one, Events: 5}, 3000, "E"},
	} {
		if s := usualWeights.Rate(c.in); s.Points != c.points || s.Class != c.class {
			t.Errorf("%+v: %+v, want %d %s", c.in, s, c.points, c.class)
		}
	}
}

func TestSuggestedLimit(t *testing.T) { // domain.md 2.4
	equity := money.Amount(2_000_000) // 10 % of 200 000
	for _, c := range []struct {
		carried *money.Amount
		monthly money.Amount
		days    money.Decimal
		want    money.Amount
	}{
		{nil, 1_000_000, 35_300000, 1_412_000}, // 10 000 × 35.3/30 × 1.2
		{&equity, 1_000_000, 35_300000, 1_412_000},
		{&equity, 5_000_000, 60_000000, 2_000_000},
		{nil, 0, 30_000000, 0},
	} {
		if got, err := Suggest(c.carried, c.monthly, c.days); err != nil || got != c.want {
			t.Errorf("%+v: %d %v, want %d", c, got, err, c.want)
		}
	}
}

func TestInsurance(t *testing.T) { // domain.md 2.7: min(59 000, 50 000) × 90 % = 45 000, 14 000 at own risk
	for _, c := range []struct {
		exposure, limit money.Amount
		share           money.Percent
		want            Cover
	}{
		{5_900_000, 5_000_000, 90_000000, Cover{4_500_000, 1_400_000}},
		{1_000_000, 5_000_000, 90_000000, Cover{900_000, 100_000}},
		{-500, 5_000_000, 90_000000, Cover{0, 0}},
		{5_900_000, 0, 90_000000, Cover{0, 5_900_000}},
	} {
		if got, err := Insure(c.exposure, c.limit, c.share); err != nil || got != c.want {
			t.Errorf("%+v: %+v %v", c, got, err)
		}
	}
}

func TestNextReview(t *testing.T) { // domain.md 2.8
	d, small, large := day.Of(2026, 1, 15), money.Amount(5_000_000), money.Amount(5_000_001)
	for _, c := range []struct {
		limit *money.Amount
		class string
		want  day.Day
	}{
		{nil, "", day.Of(2027, 1, 15)},
		{&small, "C", day.Of(2027, 1, 15)},
		{&large, "A", day.Of(2026, 7, 15)},
		{&small, "D", day.Of(2026, 7, 15)},
		{nil, "E", day.Of(2026, 7, 15)},
	} {
		if got := NextReview(d, c.limit, "EUR", c.class); got != c.want {
			t.Errorf("%v %s: %s", c.limit, c.class, got)
		}
	}
}
