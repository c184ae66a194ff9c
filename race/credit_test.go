package race

import (
	"slices"
	"testing"

	"encaisse/base/money"
)

// quality R11: a hundred orders of 1,000.00 at once against a limit of
// 10,000.00. At no moment is the exposure above the limit.
func TestALimitHolds(t *testing.T) {
	everywhere(t, func(c *company) {
		c.customer("dupont", "10000")
		c.service("conseil", "1000.00")
		meanwhile(func() { c.within("dupont", 10_000_00) }, func() {
			var got tally
			crowd(100, func(int) {
				a := c.do("POST", "/v1/orders", m{"customer": "dupont", "lines": lines("conseil", "1")})
				got.add(a)
			})
			if !got.is(map[string]int{"201": 100}) {
				c.Errorf("a hold is an effect, 201: %v", got.n)
			}
			c.freed(10)
			c.paid()
			c.cancelled()
		})
	})
}

// within polls the exposure of a customer.
func (c *company) within(customer string, limit money.Amount) {
	a := c.do("GET", "/v1/customers/"+customer+"/exposure", nil)
	if e := c.amount(a.text("exposure")); e > limit {
		c.Errorf("an exposure of %v", e.In("EUR"))
	}
}

// freed checks that so many orders are confirmed, and returns them with those
// that wait, oldest first.
func (c *company) freed(want int) (confirmed, held []string) {
	c.Helper()
	for _, o := range list[sales](c, "/v1/orders", "") {
		switch o.State {
		case "confirmed":
			confirmed = append(confirmed, o.ID)
		case "credit_hold":
			held = append(held, o.ID)
		default:
			c.Errorf("order %s is %s", o.Number, o.State)
		}
	}
	if len(confirmed) != want {
		c.Errorf("%d orders confirmed, want %d", len(confirmed), want)
	}
	return confirmed, held
}

// paid: payments free exactly as many orders as fit, the oldest first.
func (c *company) paid() {
	c.Helper()
	before, held := c.freed(10)
	c.must("POST", "/v1/payments", m{"customer": "dupont", "amount": "3500.00"}, settle)
	after, _ := c.freed(13)
	for _, id := range held[:3] {
		if !slices.Contains(after, id) {
			c.Errorf("%s waits, although it came before others that do not", id)
		}
	}
	for _, id := range before {
		if !slices.Contains(after, id) {
			c.Errorf("%s is not confirmed any more", id)
		}
	}
	crowd(5, func(int) {
		c.must("POST", "/v1/payments", m{"customer": "dupont", "amount": "1500.00"}, settle)
	})
	c.freed(21) // 10,000 of limit and 11,000 of money
}

// cancelled: each order that is cancelled makes room for one that waits.
func (c *company) cancelled() {
	c.Helper()
	confirmed, held := c.freed(21)
	ended := append(slices.Clone(confirmed[:4]), held[len(held)-1]) // one of them had no room to give
	crowd(len(ended), func(i int) {
		c.must("POST", "/v1/orders/"+ended[i]+"/cancel", m{}, settle)
	})
	n := map[string]int{}
	for _, o := range list[sales](c, "/v1/orders", "") {
		n[o.State]++
	}
	if n["confirmed"] != 21 || n["cancelled"] != 5 || n["credit_hold"] != 74 {
		c.Errorf("after five cancellations: %v", n)
	}
}
