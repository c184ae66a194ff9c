package ui

import "testing"

// A document has one double rule, under what is left to pay.
func TestLastTotal(t *testing.T) {
	got := LastTotal([]Fact{{Name: "net"}, {Name: "total", Total: true}, {Name: "deposit"}, {Name: "to pay", Total: true}, {Name: "due"}})
	for i, want := range []bool{false, false, false, true, false} {
		if got[i].Total != want {
			t.Errorf("%s: %v, want %v", got[i].Name, got[i].Total, want)
		}
	}
	if one := LastTotal([]Fact{{Name: "total", Total: true}}); !one[0].Total {
		t.Error("a sum alone has lost its rule")
	}
}
