package race

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"encaisse/base/db/dbtest"
	"encaisse/base/id"
)

// Two processes on one PostgreSQL: both take orders and both carry the chain.
func TestTwoProcessesShareTheWork(t *testing.T) {
	c := found(t, dbtest.Postgres(t), 2)
	c.customer("dupont", "")
	c.goods("vis", "2.00", "0.5")
	c.service("conseil", "100.00")
	c.pricesFollow()
	c.keysFollow()
	c.bothWork()
	c.settled()
	c.verify()
}

// soon is how fast a change made through one process must be seen by the other.
const soon = 2 * time.Second

// pricesFollow: a price changed through one process is used by the other.
func (c *company) pricesFollow() {
	c.Helper()
	price := func(n *node) string {
		r := request{method: "POST", path: "/v1/orders?preview=true", body: m{"customer": "dupont", "lines": lines("conseil", "1")}}
		a, err := c.send(n, r)
		if err != nil {
			c.Fatal(err)
		}
		return a.text("net")
	}
	for i := range 6 {
		from, to := c.nodes[i%2], c.nodes[(i+1)%2]
		price(from)
		price(to) // both know the old one
		want := fmt.Sprintf("%d.00", 101+i)
		body := m{"sku": "conseil", "name": "conseil", "kind": "service", "price": want}
		if a, err := c.send(from, request{method: "PUT", path: "/v1/items", key: fmt.Sprint("price-", i), body: body}); err != nil || a.status != 200 {
			c.Fatal(a, err)
		}
		changed := time.Now()
		if got := price(from); got != want {
			c.Errorf("the process that changed the price to %s uses %s", want, got)
		}
		for price(to) != want {
			if time.Since(changed) > soon {
				c.Fatalf("the price %s is not known to the other process after %v", want, soon)
			}
		}
	}
}

// keysFollow: an API key revoked through one process opens the other no more.
func (c *company) keysFollow() {
	c.Helper()
	k := c.must("POST", "/v1/apikeys", m{"user": "admin", "role": "sales"})
	header := [][2]string{{"Authorization", "Bearer " + k.text("key")}}
	ask := func(n *node) int {
		a, err := c.send(n, request{method: "GET", path: "/v1/orders", header: header})
		if err != nil {
			c.Fatal(err)
		}
		return a.status
	}
	for _, n := range c.nodes {
		if got := ask(n); got != 200 {
			c.Fatalf("a new key: %d", got)
		}
	}
	if a, err := c.send(c.nodes[0], request{method: "POST", path: "/v1/apikeys/" + k.text("id") + "/revoke", key: "revoke"}); err != nil || a.status != 200 {
		c.Fatal(a, err)
	}
	revoked := time.Now()
	if got := ask(c.nodes[0]); got != 401 {
		c.Errorf("a revoked key: %d", got)
	}
	for ask(c.nodes[1]) != 401 {
		if time.Since(revoked) > soon {
			c.Fatalf("a revoked key still opens the other process after %v", soon)
		}
	}
}

// bothWork: each process takes orders, and each does steps of the chain. The
// number of the process is in the ids of what it does.
func (c *company) bothWork() {
	c.Helper()
	var mu sync.Mutex
	takers, doers := map[int64]int{}, map[int64]int{}
	crowd(100, func(int) {
		o := c.do("POST", "/v1/orders", m{"customer": "dupont", "lines": lines("conseil", "1")})
		s := c.do("POST", "/v1/shipments", m{"order": o.text("id"), "ship": true}, settle)
		facts := read[struct {
			Items []struct{ ID, Type string }
		}](c, c.do("GET", "/v1/facts?cause="+s.header.Get("Encaisse-Request"), nil))
		mu.Lock()
		defer mu.Unlock()
		takers[made("ord", o.text("id"))]++
		for _, f := range facts.Items {
			if f.Type == "invoice.issued" {
				doers[made("evt", f.ID)]++
			}
		}
	})
	total := 0
	for _, n := range doers {
		total += n
	}
	if len(takers) != 2 || len(doers) != 2 || total != 100 {
		c.Errorf("orders taken by process: %v; invoices made by process: %v", takers, doers)
	}
}

// made is the number of the process that made an id.
func made(prefix, text string) int64 {
	n, _ := id.Parse(prefix, text)
	return int64(n) >> 10 & 0xfff
}

// takeover is how soon the steps of a dead process must be done by another.
const takeover = 60 * time.Second

// One of two processes is killed with steps in its hands: the other does them.
// What its clients had no answer to is asked of the other under the same keys.
func TestAnotherTakesOver(t *testing.T) {
	t.Parallel() // it mostly waits
	c := found(t, dbtest.Postgres(t), 2)
	c.customer("dupont", "")
	c.service("conseil", "100.00")
	left := 0.0
	shipped := 0
	for round := 0; left == 0; round++ {
		if round == 8 {
			t.Fatal("no process could be killed with steps in its hands")
		}
		shipped += c.killed(round)
		left, _ = c.gauge(c.nodes[0], "encaisse_flow_backlog")
		if left == 0 {
			c.nodes[1] = serve(t, c.database)
		}
	}
	t.Logf("killed with %v steps to do", left)
	died := time.Now()
	c.nodes = c.nodes[:1]
	for {
		backlog, ok := c.gauge(c.nodes[0], "encaisse_flow_backlog")
		if ok && backlog == 0 {
			break
		}
		if time.Since(died) > takeover {
			t.Fatalf("%v steps still wait %v after their process was killed", backlog, takeover)
		}
		time.Sleep(200 * time.Millisecond)
	}
	t.Logf("done by the other after %v", time.Since(died).Round(time.Second))
	if got := len(list[json.RawMessage](c, "/v1/invoices", "")); got != shipped {
		t.Errorf("%d invoices of %d shipments", got, shipped)
	}
	c.settled()
	c.verify()
}

// killed sends two hundred shipments to the second process, kills it on the
// way, asks the first one for those that were not answered, and returns how
// many orders are shipped now.
func (c *company) killed(round int) int {
	c.Helper()
	const n = 200
	orders := make([]string, n)
	crowd(n, func(i int) {
		orders[i] = c.do("POST", "/v1/orders", m{"customer": "dupont", "lines": lines("conseil", "1")}).text("id")
	})
	ship := func(i int) request {
		return request{method: "POST", path: "/v1/shipments", key: fmt.Sprintf("ship-%d-%d", round, i), body: m{"order": orders[i], "ship": true}}
	}
	var mu sync.Mutex
	var unanswered []int
	answered := 0
	crowd(n, func(i int) {
		a, err := c.send(c.nodes[1], ship(i))
		mu.Lock()
		defer mu.Unlock()
		switch {
		case err != nil:
			unanswered = append(unanswered, i)
		case a.status != 201:
			c.Errorf("%v", a)
		default:
			if answered++; answered == n/3 {
				c.nodes[1].kill()
			}
		}
	})
	for _, i := range unanswered {
		a, err := c.send(c.nodes[0], ship(i))
		if err != nil || a.status != 201 && !strings.Contains(a.text("code"), "key_in_flight") {
			c.Fatal(a, err)
		}
	}
	return n
}
