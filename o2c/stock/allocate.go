package stock

import (
	"cmp"
	"slices"

	"encaisse/base/id"
	"encaisse/base/money"
)

// Zone is a country, or a region of it, that a warehouse delivers to.
type Zone struct {
	Warehouse id.ID
	Country   string
	Region    string
	Cost      money.Amount // of a shipment, in minor units of the entity's currency
	Distance  int64        // km
}

// reach is the zone of a place among those of a warehouse: its region's, else
// its country's. A warehouse without zones serves everywhere.
func reach(zones []Zone, country, region string) (z Zone, ok bool) {
	if len(zones) == 0 {
		return Zone{}, true
	}
	for _, one := range zones {
		if one.Country == country && (one.Region == region || one.Region == "" && !ok) {
			z, ok = one, true
		}
	}
	return z, ok
}

// Site is a warehouse that may serve an order, and what it has free of each item.
type Site struct {
	ID       id.ID
	Cost     money.Amount
	Distance int64
	Free     map[id.ID]money.Quantity
}

// mostSites are weighed against each other in every combination; beyond them
// only the first by rank are.
const mostSites = 12

// Choose gives each want its warehouse (domain.md 9): one shipment when one
// warehouse has everything, the cheapest, then the nearest, then the lowest id;
// else, when the order may be split, the fewest that have each want whole. What
// nobody has whole waits where most of the order is. 0 when nobody serves it.
func Choose(wants []Want, sites []Site, split bool) []id.ID {
	out := make([]id.ID, len(wants))
	if len(sites) == 0 || len(wants) == 0 {
		return out
	}
	sites = slices.Clone(sites)
	slices.SortFunc(sites, func(a, b Site) int {
		return cmp.Or(cmp.Compare(a.Cost, b.Cost), cmp.Compare(a.Distance, b.Distance), cmp.Compare(a.ID, b.ID))
	})
	sites = sites[:min(len(sites), mostSites)]
	var best combination
	for mask := 1; mask < 1<<len(sites); mask++ {
		c := combine(wants, sites, mask)
		if c.count > 1 && !split {
			continue
		}
		if best.to == nil || c.better(best) {
			best = c
		}
	}
	return best.to
}

// combination is one set of warehouses and what it makes of the wants.
type combination struct {
	to       []id.ID
	whole    int // wants served whole
	count    int // of warehouses
	got      money.Quantity
	cost     money.Amount
	distance int64
	mask     int
}

// better compares: more wants whole, fewer shipments, more of what is not
// whole, lower cost, nearer, lower ranks.
func (c combination) better(than combination) bool {
	return cmp.Or(-cmp.Compare(c.whole, than.whole), cmp.Compare(c.count, than.count), -cmp.Compare(c.got, than.got),
		cmp.Compare(c.cost, than.cost), cmp.Compare(c.distance, than.distance), cmp.Compare(c.mask, than.mask)) < 0
}

func combine(wants []Want, sites []Site, mask int) combination {
	c := combination{to: make([]id.ID, len(wants)), mask: mask}
	taken := map[place]money.Quantity{}
	free := func(s Site, item id.ID) money.Quantity { return s.Free[item] - taken[place{item, s.ID}] }
	give := func(i int, s Site) { // what it gets of the free goods is not there for the next want
		c.to[i] = s.ID
		q := min(wants[i].Quantity, max(free(s, wants[i].Item), 0))
		c.got += q
		taken[place{wants[i].Item, s.ID}] += q
	}
	var in []Site
	for i, s := range sites {
		if mask&(1<<i) != 0 {
			in, c.count, c.cost, c.distance = append(in, s), c.count+1, c.cost+s.Cost, c.distance+s.Distance
		}
	}
	var left []int
	for i, want := range wants {
		at := slices.IndexFunc(in, func(s Site) bool { return free(s, want.Item) >= want.Quantity })
		if at < 0 {
			left = append(left, i)
			continue
		}
		give(i, in[at])
		c.whole++
	}
	for _, i := range left {
		most := in[0]
		for _, s := range in[1:] {
			if free(s, wants[i].Item) > free(most, wants[i].Item) {
				most = s
			}
		}
		give(i, most)
	}
	return c
}
