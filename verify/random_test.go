package verify_test

import (
	"flag"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"encaisse/base/db/dbtest"
)

var (
	rounds = flag.Int("rounds", 20, "batches of steps of a random history")
	again  = flag.Uint64("seed", 0, "seed of a random history to play again")
)

// seedOf is the seed asked for (-seed, or ENCAISSE_SEED), else a new one each
// time: it is printed, so that a failure can be played again.
func seedOf(t *testing.T) uint64 {
	seed := *again
	if s := os.Getenv("ENCAISSE_SEED"); seed == 0 && s != "" {
		seed, _ = strconv.ParseUint(s, 10, 64)
	}
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("seed %d", seed)
	return seed
}

// Whatever people do, in whatever order, everything that must hold does after
// each batch of steps.
func TestRandomHistories(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		seed := seedOf(t)
		r := rand.New(rand.NewPCG(seed, 1))
		w := found(t, url)
		for range *rounds {
			for range 60 {
				w.act(r)
			}
			if t.Failed() {
				t.Fatalf("seed %d", seed)
			}
			w.check(seed)
			w.waiting(seed)
			w.accounts(seed)
			w.day(r.IntN(20) + 1)
		}
		w.check(seed)
		w.waiting(seed)
		t.Log(w.trail.done, w.trail.no)
	})
}

// The same by several people at once, on two nodes that drive the chain
// meanwhile.
func TestRandomHistoriesAtOnce(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		seed := seedOf(t)
		w := found(t, url)
		nodes := []*world{w, w.twin(url)}
		for _, n := range nodes {
			n.a.DB.StartSteps(2)
		}
		for round := range uint64(*rounds / 3) {
			var wg sync.WaitGroup
			for person := range uint64(6) {
				wg.Go(func() {
					r := rand.New(rand.NewPCG(seed, 10*round+person))
					for range 30 {
						nodes[person%2].act(r)
					}
				})
			}
			wg.Wait()
			if t.Failed() {
				t.Fatalf("seed %d", seed)
			}
			w.check(seed)
			w.forward(9)
		}
		t.Log(w.trail.done, w.trail.no)
	})
}
