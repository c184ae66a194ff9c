package stock

import (
	"slices"
	"testing"

	"encaisse/base/id"
	"encaisse/base/money"
)

func site(n id.ID, cost money.Amount, km int64, free ...int64) Site {
	s := Site{ID: n, Cost: cost, Distance: km, Free: map[id.ID]money.Quantity{}}
	for i, q := range free {
		s.Free[id.ID(i+1)] = money.Units(q)
	}
	return s
}

func want(item id.ID, q int64) Want { return Want{Item: item, Quantity: money.Units(q)} }

func TestChoose(t *testing.T) { // domain.md 9
	for _, c := range []struct {
		why   string
		wants []Want
		sites []Site
		split bool
		to    []id.ID
	}{
		{"nobody serves it", []Want{want(1, 1)}, nil, true, []id.ID{0}},
		{"the cheapest of those that have it", []Want{want(1, 5)}, []Site{site(1, 900, 1, 5), site(2, 400, 9, 5), site(3, 100, 1, 4)}, true, []id.ID{2}},
		{"then the nearest", []Want{want(1, 5)}, []Site{site(1, 400, 9, 5), site(2, 400, 3, 5)}, true, []id.ID{2}},
		{"then the lowest id", []Want{want(1, 5)}, []Site{site(8, 400, 3, 5), site(7, 400, 3, 5)}, true, []id.ID{7}},
		{"one shipment rather than two cheap ones", []Want{want(1, 5), want(2, 5)}, []Site{site(1, 100, 1, 5, 0), site(2, 100, 1, 0, 5), site(3, 9999, 9, 5, 5)}, true, []id.ID{3, 3}},
		{"split when allowed", []Want{want(1, 5), want(2, 5)}, []Site{site(1, 100, 1, 5, 0), site(2, 100, 1, 0, 5)}, true, []id.ID{1, 2}},
		{"not when it is not", []Want{want(1, 5), want(2, 5), want(3, 1)}, []Site{site(1, 100, 1, 5, 0, 0), site(2, 200, 1, 0, 5, 1)}, false, []id.ID{2, 2, 2}},
		{"the fewest", []Want{want(1, 1), want(2, 1), want(3, 1)},
			[]Site{site(1, 1, 1, 1, 0, 0), site(2, 1, 1, 0, 1, 0), site(3, 1, 1, 0, 0, 1), site(4, 500, 1, 0, 1, 1)}, true, []id.ID{1, 4, 4}},
		{"two lines of one item do not share its goods", []Want{want(1, 5), want(1, 5)}, []Site{site(1, 1, 1, 7), site(2, 2, 1, 5)}, true, []id.ID{1, 2}},
		{"what nobody has waits where most of it is", []Want{want(1, 9)}, []Site{site(1, 1, 1, 2), site(2, 1, 1, 6)}, true, []id.ID{2}},
	} {
		if to := Choose(c.wants, c.sites, c.split); !slices.Equal(to, c.to) {
			t.Errorf("%s: %v, not %v", c.why, to, c.to)
		}
	}
}

func TestReach(t *testing.T) {
	zones := []Zone{{Country: "FR", Cost: 500}, {Country: "FR", Region: "69", Cost: 200}}
	for _, c := range []struct {
		country, region string
		cost            money.Amount
		ok              bool
	}{{"FR", "75", 500, true}, {"FR", "69", 200, true}, {"FR", "", 500, true}, {"DE", "", 0, false}} {
		if z, ok := reach(zones, c.country, c.region); z.Cost != c.cost || ok != c.ok {
			t.Error(c, z, ok)
		}
	}
	if _, ok := reach(nil, "DE", ""); !ok {
		t.Error("without zones it serves everywhere")
	}
}
