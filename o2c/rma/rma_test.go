package rma

import (
	"slices"
	"testing"

	"encaisse/base/money"
)

func TestStates(t *testing.T) { // domain.md 1.12: what is not listed is refused
	all := []State{Requested, Authorised, Refused, Received, Inspected, Accepted, Replaced, Rejected, Closed}
	allowed := []string{"requested authorise authorised", "requested refuse refused", "authorised receive received", "received inspect inspected",
		"inspected accept accepted", "inspected replace replaced", "inspected reject rejected", "accepted close closed", "replaced close closed", "rejected close closed"}
	found := 0
	for _, from := range all {
		for event := range edges {
			next, err := Return{State: from}.to(event)
			path := string(from) + " " + event + " " + string(next.State)
			if err == nil && !slices.Contains(allowed, path) {
				t.Error(path)
			}
			if err == nil {
				found++
			}
		}
	}
	if found != len(allowed) {
		t.Error(found)
	}
}

func TestCosted(t *testing.T) { // three pieces that cost 10.00 come back one by one: 3.33, 3.34, 3.33
	var got []money.Amount
	for before := range int64(3) {
		l, err := Line{Received: money.Units(1)}.costed(money.Units(before), money.Units(3), 1000)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, l.Cost)
	}
	if !slices.Equal(got, []money.Amount{333, 334, 333}) {
		t.Error(got)
	}
}

func TestInspected(t *testing.T) {
	r := Return{Lines: []Line{{N: 1, Received: money.Units(5)}, {N: 2, Received: money.Units(2)}}}
	for _, bad := range [][]Finding{{{N: 3}}, {{N: 1, Good: money.Units(5)}}, {{N: 1, Good: money.Units(4)}, {N: 2, Good: money.Units(2)}},
		{{N: 1, Good: money.Units(7), Blocked: -money.Units(2)}, {N: 2, Good: money.Units(2)}}} {
		if _, err := r.inspected(bad); err == nil {
			t.Error(bad)
		}
	}
	r, err := r.inspected([]Finding{{N: 1, Good: money.Units(2), Blocked: money.Units(2), Scrapped: money.Units(1)}, {N: 2, Scrapped: money.Units(2)}})
	if err != nil || r.Lines[0].Scrapped != money.Units(1) || r.Lines[1].Scrapped != money.Units(2) {
		t.Error(r, err)
	}
}
