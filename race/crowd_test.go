package race

import (
	"fmt"
	"strings"
	"sync"
	"time"
)

// crowd runs f n times at once; nobody starts before all are there.
func crowd(n int, f func(i int)) {
	var wg sync.WaitGroup
	gate := make(chan struct{})
	for i := range n {
		wg.Go(func() {
			<-gate
			f(i)
		})
	}
	close(gate)
	wg.Wait()
}

// meanwhile runs look again and again while f runs.
func meanwhile(look, f func()) {
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			look()
			select {
			case <-stop:
				return
			case <-time.After(3 * time.Millisecond):
			}
		}
	}()
	f()
	close(stop)
	<-stopped
}

// tally counts answers by status and code ("201", "409 stock.short").
type tally struct {
	mu sync.Mutex
	n  map[string]int
}

func (t *tally) add(a answer) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.n == nil {
		t.n = map[string]int{}
	}
	t.n[strings.TrimSpace(fmt.Sprint(a.status, " ", a.text("code")))]++
}

// is reports whether exactly these answers were counted.
func (t *tally) is(want map[string]int) bool { return fmt.Sprint(t.n) == fmt.Sprint(want) }
