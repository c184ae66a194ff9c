package race

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// quality R14: two hundred invoices at once carry two hundred consecutive
// numbers. Clients ask for them while the chain makes them too: each shipment
// is invoiced once, and nobody is shown a fault of the database. One request in
// ten is nonsense.
func TestNumbersHaveNoGap(t *testing.T) {
	everywhere(t, func(c *company) {
		const n = 200
		c.customer("dupont", "")
		c.customer("durand", "")
		c.service("conseil", "100.00")
		orders := make([]string, n)
		crowd(n, func(i int) {
			orders[i] = c.do("POST", "/v1/orders", m{"customer": []string{"dupont", "durand"}[i%2], "lines": lines("conseil", "1")}).text("id")
		})
		var shipped, issued tally
		crowd(n, func(i int) {
			shipped.add(c.do("POST", "/v1/shipments", m{"order": orders[i], "ship": true}))
			switch {
			case i%10 == 0:
				issued.add(c.do("POST", "/v1/invoices", m{"order": "nothing"}))
			case i%2 == 0:
				issued.add(c.do("POST", "/v1/invoices", m{"order": orders[i]}))
			}
		})
		if !shipped.is(map[string]int{"201": n}) {
			c.Errorf("shipments: %v", shipped.n)
		}
		for got, times := range issued.n {
			switch got {
			case "201", "409 invoice.nothing":
			case "404 order.unknown":
				if times != n/10 {
					c.Errorf("%d times %s", times, got)
				}
			default:
				c.Errorf("%d invoices answered with %s", times, got)
			}
		}
		c.settled()
		c.consecutive("/v1/invoices", "FA", n)
		c.consecutive("/v1/shipments", "BL", n)
		c.consecutive("/v1/orders", "C", n)
		c.once(orders)
	})
}

// consecutive checks that a list holds the numbers 1 to n of a series, and
// that days do not go back along it.
func (c *company) consecutive(path, prefix string, n int) {
	c.Helper()
	all := list[bill](c, path, "")
	slices.SortFunc(all, func(a, b bill) int { return strings.Compare(a.Number, b.Number) })
	if len(all) != n {
		c.Errorf("%s: %d numbers, want %d", path, len(all), n)
	}
	year := time.Now().Year()
	for i, v := range all {
		if want := fmt.Sprintf("%s-%04d-%06d", prefix, year, i+1); v.Number != want {
			c.Fatalf("%s: number %s, want %s", path, v.Number, want)
		}
		if i > 0 && v.IssuedOn < all[i-1].IssuedOn {
			c.Errorf("%s is of %s, before the one before it", v.Number, v.IssuedOn)
		}
	}
}

// once checks that each order has one invoice.
func (c *company) once(orders []string) {
	c.Helper()
	of := map[string]int{}
	for _, v := range list[bill](c, "/v1/invoices", "") {
		of[v.Order]++
	}
	var wg sync.WaitGroup
	for part := range slices.Chunk(orders, 50) {
		wg.Go(func() {
			for _, id := range part {
				if o := c.do("GET", "/v1/orders/"+id, nil); of[o.text("number")] != 1 {
					c.Errorf("order %s has %d invoices", o.text("number"), of[o.text("number")])
				}
			}
		})
	}
	wg.Wait()
}
