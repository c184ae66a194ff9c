package receivable

import (
	"testing"

	"encaisse/base/day"
	"encaisse/base/money"
)

// The worked figures of domain.md 3.5 and 3.6.
func TestPenalty(t *testing.T) {
	monthly := []LateRate{{day.Of(2020, 1, 1), 1_500000, false, "contract"}}
	yearly := []LateRate{{day.Of(2020, 1, 1), 18_000000, true, "contract"}}
	for _, c := range []struct {
		name              string
		list              []Unpaid
		agreed, statutory []LateRate
		want              money.Amount
	}{
		{"30 days at 12.15 %", []Unpaid{{120000, day.Of(2025, 11, 15), day.Of(2025, 12, 15)}}, nil, Statutory["FR"], 1198},
		{"over a semester", []Unpaid{{1000000, day.Of(2025, 6, 15), day.Of(2025, 8, 14)}}, nil, Statutory["FR"], 20384},
		{"18 % a year", []Unpaid{{100000, day.Of(2026, 1, 1), day.Of(2026, 1, 31)}}, yearly, nil, 1479},
		{"1.5 % a month only", []Unpaid{{100000, day.Of(2026, 1, 1), day.Of(2026, 1, 31)}}, monthly, nil, 411},
		{"nothing agreed in Québec", []Unpaid{{100000, day.Of(2026, 1, 1), day.Of(2026, 1, 31)}}, nil, Statutory["CA"], 0},
		{"agreed instead of the law", []Unpaid{{100000, day.Of(2026, 1, 1), day.Of(2026, 1, 31)}}, yearly, Statutory["FR"], 1479},
		{"not late", []Unpaid{{100000, day.Of(2026, 1, 31), day.Of(2026, 1, 31)}}, nil, Statutory["FR"], 0},
		{"in two parts", []Unpaid{{60000, day.Of(2025, 11, 15), day.Of(2025, 12, 15)}, {60000, day.Of(2025, 11, 15), day.Of(2025, 12, 15)}}, nil, Statutory["FR"], 1198},
	} {
		if got := Penalty(c.list, c.agreed, c.statutory); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	if Indemnity("FR") != 4000 || Indemnity("CA") != 0 {
		t.Error("the indemnity is 40 € in France, none elsewhere")
	}
	if LeastRate(day.Of(2025, 3, 1)) != 11_130000 || LeastRate(day.Of(2025, 7, 1)) != 8_280000 || LeastRate(day.Of(2026, 2, 1)) != 7_860000 {
		t.Error("the floor of a contract is three times the legal rate")
	}
}
