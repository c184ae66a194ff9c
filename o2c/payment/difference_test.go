package payment

import (
	"testing"

	"encaisse/base/day"
	"encaisse/base/money"
)

// domain.md 1.6: 0.50 or 0.1 % of the item, whichever is lower; the row in force
// on the day stands before it.
func TestTolerance(t *testing.T) {
	rows := []Tolerance{{Currency: "EUR", ValidFrom: 100, Amount: 200, Percent: 1_000000}, {Currency: "EUR", ValidFrom: 200}}
	for _, c := range []struct {
		currency money.Currency
		on       int
		total    money.Amount
		want     money.Amount
	}{
		{"EUR", 99, 1200_00, 50}, {"EUR", 99, 500_00, 50}, {"EUR", 99, 499_00, 50}, {"EUR", 99, 300_00, 30}, {"EUR", 99, 4_00, 0},
		{"EUR", 100, 1200_00, 200}, {"EUR", 199, 100_00, 100}, {"EUR", 200, 1200_00, 0}, {"USD", 200, 1200_00, 50}, {"JPY", 99, 1_000_000, 0},
	} {
		got, err := toleranceOn(rows, c.currency, dayOf(c.on)).of(c.total)
		if err != nil || got != c.want {
			t.Errorf("%s on %d of %d: %d, %v, want %d", c.currency, c.on, c.total, got, err, c.want)
		}
	}
}

func dayOf(n int) day.Day { return day.Day(n) }
