package db

import (
	"cmp"
	"context"
	"slices"
	"sync"
)

// Idle does every step that is due by the product's clock, until none is, and
// returns how many were done. Steps that failed wait for their next time.
func (d *DB) Idle(ctx context.Context) (int, error) {
	total := 0
	for {
		due, err := d.due(ctx)
		if err != nil || !due {
			return total, err
		}
		tasks, err := d.claim(ctx, 400)
		if err != nil {
			return total, err
		}
		if len(tasks) == 0 {
			return total, ctx.Err()
		}
		if sessionOf(ctx, d) != nil {
			total += d.inOrder(ctx, tasks)
			continue
		}
		var wg sync.WaitGroup
		var mu sync.Mutex
		slots := make(chan struct{}, 32)
		for _, t := range tasks {
			slots <- struct{}{}
			wg.Go(func() {
				defer func() { <-slots }()
				n := d.queue(ctx, t)
				mu.Lock()
				total += n
				mu.Unlock()
			})
		}
		wg.Wait()
	}
}

// queue does a task and those that wait behind it for the same object, until one
// fails, and returns how many were done.
func (d *DB) queue(ctx context.Context, t Task) (done int) {
	tasks := []Task{t}
	for len(tasks) > 0 {
		for i, t := range tasks {
			if d.perform(ctx, t) != nil {
				for _, later := range tasks[i+1:] {
					d.free(ctx, later)
				}
				return done
			}
			done++
		}
		var err error
		if tasks, err = d.behind(ctx, t.Object); err != nil {
			return done // what is left is claimed, and told, by the next round
		}
	}
	return done
}

// inOrder does steps one after the other, in the order in which they were
// queued, and returns how many were done.
func (d *DB) inOrder(ctx context.Context, tasks []Task) int {
	slices.SortFunc(tasks, func(a, b Task) int { return cmp.Compare(a.ID, b.ID) })
	done := 0
	for _, t := range tasks {
		if d.perform(ctx, t) == nil {
			done++
		}
	}
	return done
}
