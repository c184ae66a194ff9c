package party

import (
	"testing"

	"encaisse/base/day"
	"encaisse/base/id"
)

// The last check on or before the day decides; one that failed, gave no answer
// or is too old counts as none; another number's does not count.
func TestVATConfirmed(t *testing.T) {
	d := day.Of(2026, 3, 1)
	c := Customer{TaxID: "DE136695976"}
	noted := Customer{TaxID: "DE136695976", VATConfirmedOn: d}
	at := func(n int64, on day.Day, result string) VATCheck {
		return VATCheck{ID: id.ID(n), TaxID: "DE136695976", Day: on, Result: result}
	}
	other := at(1, d, VATValid)
	other.TaxID = "DE111111125"
	for name, x := range map[string]struct {
		c      Customer
		checks []VATCheck
		on     day.Day
		most   int64
		want   bool
	}{
		"never checked":         {c, nil, d, 0, false},
		"noted on the customer": {noted, nil, d, 0, true},
		"noted, the day before": {noted, nil, d.AddDays(-1), 0, false},
		"noted, too old":        {noted, nil, d.AddDays(31), 30, false},
		"valid that day":        {c, []VATCheck{at(1, d, VATValid)}, d, 30, true},
		"valid the day after":   {c, []VATCheck{at(1, d, VATValid)}, d.AddDays(-1), 0, false},
		"on its last day":       {c, []VATCheck{at(1, d, VATValid)}, d.AddDays(30), 30, true},
		"a day too old":         {c, []VATCheck{at(1, d, VATValid)}, d.AddDays(31), 30, false},
		"of any age":            {c, []VATCheck{at(1, d, VATValid)}, d.AddDays(3000), 0, true},
		"failed since":          {noted, []VATCheck{at(1, d, VATValid), at(2, d.AddDays(5), VATInvalid)}, d.AddDays(5), 0, false},
		"before it failed":      {c, []VATCheck{at(1, d, VATValid), at(2, d.AddDays(5), VATInvalid)}, d.AddDays(4), 0, true},
		"no answer":             {noted, []VATCheck{at(1, d, VATUnknown)}, d, 0, false},
		"the later of a day":    {c, []VATCheck{at(1, d, VATInvalid), at(2, d, VATValid)}, d, 0, true},
		"of another number":     {c, []VATCheck{other}, d, 0, false},
		"no number any more":    {Customer{VATConfirmedOn: d}, []VATCheck{at(1, d, VATValid)}, d, 0, false},
	} {
		if got := x.c.confirmed(x.checks, x.on, x.most); got != x.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
