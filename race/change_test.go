package race

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
)

// What was changed is used from then on, while others read what was there
// before: a reader in an older snapshot must not bring the old back into
// memory.
func TestAChangeIsUsedAtOnce(t *testing.T) {
	each(t, func(c *company) {
		c.customer("dupont", "")
		c.service("conseil", "100.00")
		crowd(50, func(int) { c.do("POST", "/v1/orders", m{"customer": "dupont", "lines": lines("conseil", "1")}) })
		id := c.do("GET", "/v1/customers/dupont", nil).text("id")
		var done atomic.Bool
		var readers sync.WaitGroup
		defer readers.Wait()
		defer done.Store(true)
		for range 4 {
			readers.Go(func() {
				for !done.Load() {
					c.do("GET", "/v1/orders?limit=50", nil)
				}
			})
		}
		for i := range 50 {
			c.changed(id, i)
		}
	})
}

// changed changes a customer and a price, and uses both.
func (c *company) changed(id string, i int) {
	c.Helper()
	name, price := fmt.Sprint("Dupont ", i), fmt.Sprintf("%d.00", 100+i)
	if a := c.do("PUT", "/v1/customers", m{"number": "dupont", "name": name, "country": "FR", "currency": "EUR", "terms": "net30"}); a.status != 200 {
		c.Fatal(a)
	}
	for _, ref := range []string{"dupont", id} {
		if a := c.do("GET", "/v1/customers/"+ref, nil); a.text("name") != name {
			c.Fatalf("changed to %q: %v", name, a)
		}
	}
	if a := c.do("PUT", "/v1/items", m{"sku": "conseil", "name": "conseil", "kind": "service", "price": price}); a.status != 200 {
		c.Fatal(a)
	}
	if a := c.do("POST", "/v1/orders?preview=true", m{"customer": "dupont", "lines": lines("conseil", "1")}); a.text("net") != price {
		c.Fatalf("changed to %s: %v", price, a)
	}
}
