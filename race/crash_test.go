package race

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"encaisse/base/db/dbtest"
)

// recovery is how soon a killed process, started again, must be ready.
const recovery = 5 * time.Second

// quality R1: sixteen clients take orders to cash; the process is killed at a
// random moment, twenty times (five for each of four companies), and asked to
// end in an orderly way in between. Each client keeps its own log. After each
// restart what was not answered is asked again
// under the same key; then everything that was answered is there, nothing is
// there twice, and the books are in order.
func TestKilledUnderLoad(t *testing.T) {
	t.Parallel() // beside the takeover, which mostly waits
	companies, kills := 4, 5
	if testing.Short() {
		companies, kills = 1, 3
	}
	for name, database := range map[string]func(testing.TB) string{"sqlite": dbtest.SQLite, "postgres": dbtest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := dice(t)
			for range companies {
				killed(newTrade(found(t, database(t), 1), d), kills, d)
			}
		})
	}
}

func killed(t *trade, kills int, d *rand.Rand) {
	for round := range kills + 1 {
		t.round = round
		end := (*node).kill
		if round == 2 {
			end = func(n *node) { n.stop(t.T) }
		}
		t.run(time.Duration(50+d.IntN(1450))*time.Millisecond, end)
		t.nodes[0] = serve(t.T, t.database)
		if took := t.nodes[0].ready; took > recovery && !detecting {
			t.Errorf("round %d: ready again only after %v", round, took)
		}
		t.again()
		t.replayed(10)
		t.settled()
		t.kept()
		t.verify()
		if t.Failed() {
			t.Fatalf("in round %d", round)
		}
	}
	t.replayed(40)
	t.audit()
	t.Logf("%d kills, %d requests answered, %d asked again", kills, t.answered(), t.asked)
	t.nodes[0].kill()
}

// trade is sixteen clients of one company, and what they know.
type trade struct {
	*company
	round, asked int
	clients      []*trader
}

const (
	traders   = 16
	customers = 4 // shared, so that the traders meet at their credit lines
	articles  = 6 // shared, so that they meet at the shelves
	stock     = 1_000_000
)

func newTrade(c *company, d *rand.Rand) *trade {
	t := &trade{company: c}
	for i := range customers {
		c.customer(fmt.Sprint("client-", i), "")
	}
	for i := range articles {
		c.goods(fmt.Sprint("art-", i), fmt.Sprint(i+1, ".00"), fmt.Sprint(stock))
	}
	for i := range traders {
		t.clients = append(t.clients, &trader{trade: t, n: i, dice: rand.New(rand.NewPCG(d.Uint64(), uint64(i)))})
	}
	return t
}

// run lets the clients work and ends the process on the way.
func (t *trade) run(after time.Duration, end func(*node)) {
	victim := t.nodes[0]
	var work sync.WaitGroup
	work.Go(func() { crowd(traders, func(i int) { t.clients[i].work(victim) }) })
	time.Sleep(after)
	end(victim)
	work.Wait()
}

// again asks what was not answered under the same keys.
func (t *trade) again() {
	for _, c := range t.clients {
		if c.pending != nil {
			t.asked++
		}
	}
	crowd(traders, func(i int) {
		if c := t.clients[i]; c.pending != nil {
			c.step(t.nodes[0], c.pending)
		}
	})
	for _, c := range t.clients {
		if c.pending != nil {
			t.Errorf("client %d got no answer after the restart", c.n)
		}
	}
}

// replayed asks the last answered requests of each client once more: the
// answers are the same to the byte.
func (t *trade) replayed(most int) {
	crowd(traders, func(i int) {
		log := t.clients[i].log
		for _, a := range log[max(0, len(log)-most):] {
			if again := t.ask(a.request); again.status != a.status || !bytes.Equal(again.body, a.body) {
				t.Errorf("replayed:\n%v\nbefore:\n%v", again, a)
			}
		}
	})
}

func (t *trade) answered() (n int) {
	for _, c := range t.clients {
		n += len(c.log)
	}
	return n
}

// trader is one client: it has a few deals under way and takes now this, now
// that one a step further.
type trader struct {
	*trade
	n       int
	dice    *rand.Rand
	keys    int
	deals   []*deal  // all of them
	open    []*deal  // under way
	touched []*deal  // since the last kill
	pending *deal    // whose request was not answered
	log     []answer // of requests with a key
}

// work goes on until an answer does not come.
func (c *trader) work(n *node) {
	c.touched = nil
	for c.pending == nil {
		c.open = slices.DeleteFunc(c.open, func(d *deal) bool { return d.stage == len(d.path) })
		if len(c.open) < 2+c.dice.IntN(6) {
			d := c.newDeal()
			c.deals, c.open = append(c.deals, d), append(c.open, d)
		}
		if !c.step(n, c.open[c.dice.IntN(len(c.open))]) {
			return // an answer that no deal expects: reported already
		}
	}
}

// step sends the deal's next request, a new one or the unanswered one again.
func (c *trader) step(n *node, d *deal) bool {
	s := d.path[d.stage]
	r := s.ask(d)
	if r.method != "GET" {
		if c.pending != d {
			c.keys++
			d.key = fmt.Sprintf("client-%d-%d", c.n, c.keys)
		}
		r.key = d.key
	}
	c.pending = d
	c.touched = append(c.touched, d)
	a, err := c.send(n, r)
	if err != nil {
		return true
	}
	c.pending = nil
	right := a.status == s.status && s.told(d, a)
	if right {
		d.stage++
	}
	if r.method == "GET" && a.status == s.status {
		return true // not there yet
	}
	c.log = append(c.log, a)
	if !right {
		c.Errorf("round %d, client %d, deal %s is %v: %v", c.round, c.n, d.mark, d.names(), a)
	}
	return right
}
