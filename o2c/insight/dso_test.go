package insight

import (
	"testing"

	"encaisse/base/day"
	"encaisse/base/money"
)

func TestSimpleDSO(t *testing.T) { // domain.md 6
	if got := SimpleDSO(42_000_000, 126_000_000, 90); got != "30.0" {
		t.Error(got)
	}
	if got := SimpleDSO(900, 1050, 90); got != "77.1" {
		t.Error(got)
	}
	if got := SimpleDSO(900, 0, 90); got != "n/a" {
		t.Error(got)
	}
}

func TestCountBack(t *testing.T) { // domain.md 6: 31 + 28 + 150/300 × 31 = 74.5
	sales := []Sale{{day.Of(2026, 1, 9), 300}, {day.Of(2026, 2, 3), 200}, {day.Of(2026, 2, 20), 150}, {day.Of(2026, 3, 31), 400}}
	for _, c := range []struct {
		owed int64
		on   day.Day
		want string
	}{
		{900, day.Of(2026, 3, 31), "74.5"},
		{400, day.Of(2026, 3, 31), "31.0"},
		{200, day.Of(2026, 3, 31), "15.5"},
		{0, day.Of(2026, 3, 31), "0.0"},
		{1051, day.Of(2026, 3, 31), "n/a"},
		{350, day.Of(2026, 4, 10), "37.1"}, // 10 days of April without sales, then 350/400 × 31
	} {
		if got := CountBack(money.Amount(c.owed), c.on, sales); got != c.want {
			t.Errorf("%d on %s: %s, want %s", c.owed, c.on, got, c.want)
		}
	}
}

// A target is compared with the DSO as it is shown: of 420 000 owed on sales of
// 1 260 000 in 90 days, 25 days would be 350 000.
func TestAgainstATarget(t *testing.T) {
	for _, c := range []struct {
		owed, sales money.Amount
		target      int64
		gap         string
		cash        money.Amount
	}{
		{420_000_00, 1_260_000_00, 25, "5.0", 70_000_00},
		{420_000_00, 1_260_000_00, 30, "0.0", 0},
		{420_000_00, 1_260_000_00, 45, "-15.0", -210_000_00},
		{100_00, 700_00, 10, "2.9", 22_22}, // 12.857 is shown as 12.9; 77.777… is rounded once
	} {
		gap, cash, ok := Against(c.owed, c.sales, 90, c.target)
		if gap != c.gap || cash != c.cash || !ok {
			t.Errorf("%d of %d, target %d: %s days, %d, %v", c.owed, c.sales, c.target, gap, cash, ok)
		}
	}
	if _, _, ok := Against(1, 0, 90, 30); ok {
		t.Error("without sales there is a gap")
	}
}
