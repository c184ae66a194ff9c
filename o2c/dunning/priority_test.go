package dunning

import "testing"

// Domain.md 8.4: 8 000, 45 days, 0.6, broken → 60.5.
func TestPriority(t *testing.T) {
	if p := Priority(8000_00, 45, 600_000, true).String(); p != "60.5" {
		t.Errorf("%s, want 60.5", p)
	}
	if p := Priority(50000_00, 400, 2*one, true).String(); p != "100" {
		t.Errorf("%s, want 100", p)
	}
	if p := Priority(0, 0, 0, false); p != 0 {
		t.Errorf("%s, want 0", p)
	}
	// Domain.md 2.4: (1 000×5 + 4 000×12 + 5 000×0) / 10 000 = 5.3 days.
	if r := Risk(1000*5+4000*12, 10000); r != 88333 {
		t.Errorf("%d, want 5.3 days of 60", r)
	}
	if Risk(5, 0) != 0 || Risk(1000*90, 1000) != one {
		t.Error("nothing paid is no risk known; 90 days is the highest")
	}
}
