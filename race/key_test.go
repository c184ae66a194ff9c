package race

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
)

// quality R9: the same key fifty times at once has one effect.
func TestAKeyHasOneEffect(t *testing.T) {
	everywhere(t, func(c *company) {
		c.customer("dupont", "")
		c.goods("vis", "1.00", "1000")
		place := request{method: "POST", path: "/v1/orders", key: "place", body: m{"customer": "dupont", "lines": lines("vis", "3")}}
		order := c.fifty(place, 201)
		c.fifty(request{method: "POST", path: "/v1/shipments", key: "ship", body: m{"order": order.text("id"), "ship": true}}, 201)
		c.fifty(request{method: "POST", path: "/v1/payments", key: "pay", body: m{"customer": "dupont", "amount": "12.34"}}, 201)
		c.fifty(request{method: "POST", path: "/v1/stock/receipts", key: "stock", body: m{"sku": "vis", "quantity": 5}}, 201)
		c.fifty(request{method: "PUT", path: "/v1/items", key: "put", body: m{"sku": "vis", "name": "vis à bois", "kind": "goods", "price": 2}}, 200)
		for path, want := range map[string]int{"/v1/orders": 1, "/v1/shipments": 1, "/v1/payments": 1} {
			if got := len(list[m](c, path, "")); got != want {
				c.Errorf("%s: %d", path, got)
			}
		}
		if a := c.do("GET", "/v1/stock/vis", nil); a.text("on_hand") != "1002" {
			c.Errorf("1000 - 3 + 5 are on hand: %v", a)
		}
		c.reused(place)
		c.afterwards()
		c.survive(order)
	})
}

// fifty sends one request fifty times at once. Who is not told the same as the
// others is told to wait.
func (c *company) fifty(r request, status int) answer {
	c.Helper()
	var mu sync.Mutex
	var first answer
	crowd(50, func(int) {
		a := c.ask(r)
		mu.Lock()
		defer mu.Unlock()
		switch {
		case a.status == 409 && a.text("code") == "app.key_in_flight":
		case a.status != status:
			c.Errorf("%v", a)
		case first.body == nil:
			first = a
		case !bytes.Equal(a.body, first.body):
			c.Errorf("two answers under one key:\n%s\n%s", first.body, a.body)
		}
	})
	for range 2 * len(c.nodes) { // and later, at each process
		if a := c.ask(r); a.status != status || !bytes.Equal(a.body, first.body) {
			c.Errorf("a replay: %v\nwant %s", a, first.body)
		}
	}
	return first
}

// reused: another body under a used key is refused, also while it is busy.
func (c *company) reused(used request) {
	c.Helper()
	r := used
	r.body = m{"customer": "dupont", "lines": lines("vis", "4")}
	var got tally
	crowd(20, func(int) { got.add(c.ask(r)) })
	for what := range got.n {
		if what != "422 app.key_reused" && what != "409 app.key_in_flight" {
			c.Errorf("another body under a used key: %v", got.n)
		}
	}
	if a := c.ask(r); a.status != 422 {
		c.Errorf("another body under a used key: %v", a)
	}
}

// afterwards: a refusal does not use the key up; it succeeds once its cause is
// gone.
func (c *company) afterwards() {
	c.Helper()
	c.must("POST", "/v1/items", m{"sku": "clou", "name": "clou", "kind": "goods", "price": 1})
	r := request{method: "POST", path: "/v1/orders", key: "later", body: m{"customer": "dupont", "backorder": false, "lines": lines("clou", "1")}}
	var got tally
	crowd(20, func(int) { got.add(c.ask(r)) })
	for what := range got.n {
		if what != "409 stock.short" && what != "409 app.key_in_flight" {
			c.Errorf("without stock: %v", got.n)
		}
	}
	c.must("POST", "/v1/stock/receipts", m{"sku": "clou", "quantity": 1})
	c.fifty(r, 201)
}

// survive: keys are known after a restart, orderly or not.
func (c *company) survive(order answer) {
	c.Helper()
	for i, end := range []func(n *node){func(n *node) { n.stop(c.T) }, func(n *node) { n.kill() }} {
		last := c.ask(request{method: "POST", path: "/v1/payments", key: fmt.Sprint("last-", i), body: m{"customer": "dupont", "amount": 7}})
		for k, n := range c.nodes {
			end(n)
			c.nodes[k] = serve(c.T, c.database)
		}
		for _, a := range []answer{order, last} {
			if again := c.ask(a.request); again.status != a.status || !bytes.Equal(again.body, a.body) {
				c.Errorf("after a restart:\n%v\nbefore:\n%v", again, a)
			}
		}
	}
}

// A mutating route without a key is refused before anything else is looked at.
func TestEveryMutatingRouteNeedsAKey(t *testing.T) {
	c := found(t, "sqlite:"+t.TempDir()+"/encaisse.db", 1)
	mutating := 0
	for _, o := range c.operations() {
		if o.Method == "GET" {
			continue
		}
		mutating++
		for _, key := range []string{"", " ", `""`, `"open`, strings.Repeat("k", 256)} {
			r := request{method: o.Method, path: o.at("x"), body: m{}}
			if key != "" {
				r.header = [][2]string{{"Idempotency-Key", key}}
			}
			want := "app.key_text"
			if key == "" {
				want = "app.key_missing"
			}
			if a := c.ask(r); a.status != 400 || a.text("code") != want {
				c.Errorf("with the key %q: %v", clip(key), a)
			}
		}
	}
	if mutating < 30 {
		c.Errorf("%d mutating routes in the OpenAPI", mutating)
	}
}
