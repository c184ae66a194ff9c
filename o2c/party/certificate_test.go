package party

import (
	"testing"

	"encaisse/base/day"
)

// A certificate holds to the end of its last day; that of the state comes
// before one of all, then the one that holds longest.
func TestCertified(t *testing.T) {
	first, last := day.Of(2026, 1, 1), day.Of(2026, 6, 30)
	list := []Certificate{
		{Number: "ALL", From: first},
		{Number: "NY-SHORT", State: "US-NY", From: first, To: last.AddDays(-10)},
		{Number: "NY", State: "US-NY", From: first, To: last},
		{Number: "TX", State: "US-TX", From: last, To: last},
	}
	for _, c := range []struct {
		state string
		d     day.Day
		want  string
	}{
		{"US-NY", first.AddDays(-1), ""}, {"US-NY", first, "NY"}, {"US-NY", last, "NY"}, {"US-NY", last.AddDays(1), "ALL"},
		{"US-TX", last, "TX"}, {"US-TX", last.AddDays(-1), "ALL"}, {"US-CA", last, "ALL"},
	} {
		if x, ok := certified(list, c.state, c.d); x.Number != c.want || ok != (c.want != "") {
			t.Errorf("%s on %s: %q, want %q", c.state, c.d, x.Number, c.want)
		}
	}
	if x, ok := certified(list[2:3], "US-NY", last.AddDays(1)); ok {
		t.Errorf("%s expired the day before", x.Number)
	}
}
