package race

import (
	"strconv"
	"testing"
)

// quality R12: five hundred orders of one unit at once, which do not wait for
// more, on sixty units in one warehouse and forty in another.
func TestStockIsNotSoldTwice(t *testing.T) {
	everywhere(t, func(c *company) {
		c.customer("dupont", "")
		c.goods("vis", "1.00", "60")
		c.must("POST", "/v1/warehouses", m{"code": "SUD"})
		c.must("POST", "/v1/stock/receipts", m{"sku": "vis", "warehouse": "SUD", "quantity": 40})
		want := map[string]int{"MAIN": 60, "SUD": 40}
		var got tally
		meanwhile(func() { c.shelves(want) }, func() {
			crowd(500, func(i int) {
				house := []string{"MAIN", "SUD"}[i%2]
				got.add(c.do("POST", "/v1/orders", m{"customer": "dupont", "warehouse": house, "backorder": false, "lines": lines("vis", "1")}))
			})
		})
		if !got.is(map[string]int{"201": 100, "409 stock.short": 400}) {
			c.Errorf("%v", got.n)
		}
		c.freed(100)
		for house, n := range c.shelves(want) {
			if n != want[house] {
				c.Errorf("%d reserved in %s", n, house)
			}
		}
	})
}

// shelves polls the stock: on hand = reserved + available + blocked, none of
// them below zero. It returns what is reserved by warehouse.
func (c *company) shelves(onHand map[string]int) map[string]int {
	reserved := map[string]int{}
	for house, want := range onHand {
		a := c.do("GET", "/v1/stock/vis?warehouse="+house, nil)
		var n [4]int
		for i, name := range []string{"on_hand", "reserved", "available", "blocked"} {
			var err error
			if n[i], err = strconv.Atoi(a.text(name)); err != nil || n[i] < 0 {
				c.Errorf("%s in %s: %v", name, house, a)
			}
		}
		if n[0] != want || n[0] != n[1]+n[2]+n[3] {
			c.Errorf("stock of %s: %v", house, a)
		}
		reserved[house] = n[1]
	}
	return reserved
}
