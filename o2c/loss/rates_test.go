package loss

import (
	"testing"

	"encaisse/base/money"
)

// The worked figures of domain.md 5.5.
func TestMatrix(t *testing.T) {
	losses, sum, err := Usual.Expected([Stages]money.Amount{50_000_000, 12_000_000, 6_000_000, 3_000_000, 4_000_000})
	if want := [Stages]money.Amount{250_000, 180_000, 300_000, 360_000, 1_400_000}; err != nil || losses != want || sum != 2_490_000 {
		t.Fatal(losses, sum, err)
	}
	m, err := Lifetime([Stages - 1]money.Percent{20_000000, 30_000000, 40_000000, 50_000000}, 60_000000)
	if want := (Matrix{NotDue: 720_000, Late30: 3_600_000, Late60: 12_000_000, Late90: 30_000_000, Later: 60_000_000, Adjustment: money.Whole}); err != nil || m != want {
		t.Fatal(m, err)
	}
	m.Adjustment = 110_000000
	if r, err := m.Rate(0); r != 792_000 || err != nil {
		t.Fatal(r, err)
	}
	for bucket, stage := range []int{0, 1, 2, 3, 4, 4} {
		if Stage(bucket) != stage {
			t.Fatal(bucket, Stage(bucket))
		}
	}
}
