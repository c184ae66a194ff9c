package party

import (
	"testing"

	"encaisse/base/money"
)

func TestBilling(t *testing.T) {
	for _, c := range []struct {
		text, is string
		advance  money.Percent
		right    bool
	}{
		{"", "", 0, true}, {" Shipment ", "shipment", 0, true}, {"month", "month", 0, true}, {"Manual", "manual", 0, true}, {"order", "order", 100_000000, true},
		{"deposit30", "deposit30", 30_000000, true}, {"deposit12.50", "deposit12.5", 12_500000, true}, {"deposit100", "deposit100", 100_000000, true},
		{"milestone", "milestone", 0, true}, {"milestone5", "milestone5", 0, true}, {"milestone5.01", "", 0, false}, {"milestone0", "", 0, false},
		{"deposit", "", 0, false}, {"deposit0", "", 0, false}, {"deposit-5", "", 0, false}, {"deposit101", "", 0, false}, {"weekly", "", 0, false},
	} {
		b, err := ParseBilling(c.text)
		if string(b) != c.is || (err == nil) != c.right || b.Advance() != c.advance {
			t.Errorf("%q: %q, %v, %v", c.text, b, b.Advance(), err)
		}
	}
}

func TestRetention(t *testing.T) {
	for text, want := range map[Billing]money.Percent{"milestone": 0, "milestone5": 5_000000, "milestone2.5": 2_500000, "deposit30": 0, "shipment": 0, "manual": 0} {
		if text.Retention() != want || text.Milestones() != (text[:2] == "mi") {
			t.Error(text, text.Retention(), text.Milestones())
		}
	}
}
