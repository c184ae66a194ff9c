package db

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"encaisse/base/refuse"
	"encaisse/base/words"
)

// runner does the steps: those this node queued itself come by memory, those
// of others, of later and of before a crash are claimed from the table.
type runner struct {
	d      *DB
	mu     sync.Mutex
	on     bool
	queues map[ID][]Task // by object; the head is being done
	depth  int
	open   map[ID]int           // tasks in memory, by request
	waits  map[ID]chan struct{} // closed when those of a request are done
	taken  map[ID]bool          // objects of which tasks were claimed: more may wait in the table
	work   chan ID
	wake   chan struct{}
	quit   context.CancelFunc
	wg     sync.WaitGroup
}

// maxDepth of the memory queue; beyond it steps stay in the table.
const maxDepth = 4096

func (r *runner) init(d *DB) {
	r.d = d
	r.queues = map[ID][]Task{}
	r.open, r.waits, r.taken = map[ID]int{}, map[ID]chan struct{}{}, map[ID]bool{}
	r.work = make(chan ID, 2*maxDepth)
	r.wake = make(chan struct{}, 1)
}

func (r *runner) takes() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.on && r.depth < maxDepth
}

// StartSteps drains the steps with so many workers until the database closes.
func (d *DB) StartSteps(workers int) {
	ctx, cancel := context.WithCancel(context.Background())
	r := &d.run
	r.mu.Lock()
	r.on, r.quit = true, cancel
	r.mu.Unlock()
	for range workers {
		r.wg.Go(func() { r.worker(ctx) })
	}
	r.wg.Go(func() { r.poll(ctx) })
}

func (r *runner) stop() {
	r.mu.Lock()
	r.on = false
	quit := r.quit
	r.mu.Unlock()
	if quit != nil {
		quit()
		r.wg.Wait()
	}
}

// hand gives tasks that are durable now to the workers.
func (d *DB) hand(tasks []Task) {
	if len(tasks) == 0 {
		return
	}
	r := &d.run
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, t := range tasks {
		r.depth++
		r.open[t.Request]++
		q := r.queues[t.Object]
		if len(q) > 0 && q[0].ID == t.ID { // what is left of the head comes right after it
			r.queues[t.Object] = slices.Insert(q, 1, t)
			continue
		}
		r.queues[t.Object] = append(q, t)
		if len(q) == 0 {
			r.work <- t.Object
		}
	}
}

func (r *runner) worker(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case object := <-r.work:
			r.mu.Lock()
			t := r.queues[object][0]
			r.mu.Unlock()
			err := r.d.perform(ctx, t)
			if r.done(object, err != nil) {
				r.follow(ctx, object)
			}
		}
	}
}

// done takes the head off its object's queue. When it failed, what waits
// behind it goes back to the table, where it is held back until it succeeds. It
// reports whether more of the object may wait in the table.
func (r *runner) done(object ID, failed bool) (more bool) {
	r.mu.Lock()
	head, rest := r.queues[object][0], r.queues[object][1:]
	r.gone(head)
	more = r.taken[object] && !failed && len(rest) == 0
	if failed || len(rest) == 0 {
		delete(r.queues, object)
		delete(r.taken, object)
		for _, t := range rest {
			r.gone(t)
		}
	} else {
		r.queues[object] = rest
		r.work <- object
		rest = nil
	}
	r.mu.Unlock()
	for _, t := range rest {
		r.d.free(context.Background(), t)
	}
	if failed {
		r.look()
	}
	return more
}

// look makes poll look at the table now.
func (r *runner) look() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// follow claims what waits in the table behind the tasks of an object that are
// done: of a long queue a piece at a time, never the table searched for each.
func (r *runner) follow(ctx context.Context, object ID) {
	tasks, err := r.d.behind(ctx, object)
	if err != nil && ctx.Err() == nil {
		r.d.opt.Log.Warn("claiming steps", "error", err.Error())
	}
	r.take(tasks)
}

// gone counts a task out of memory and wakes who waits for its request.
func (r *runner) gone(t Task) {
	r.depth--
	if r.open[t.Request]--; r.open[t.Request] > 0 {
		return
	}
	delete(r.open, t.Request)
	if c, ok := r.waits[t.Request]; ok {
		close(c)
		delete(r.waits, t.Request)
	}
}

// Await returns when the steps of a request that this node holds in memory are
// done or failed; whether all is settled, also elsewhere, is Settled's answer.
func (d *DB) Await(ctx context.Context, request ID) {
	r := &d.run
	r.mu.Lock()
	if r.open[request] == 0 {
		r.mu.Unlock()
		return
	}
	c, ok := r.waits[request]
	if !ok {
		c = make(chan struct{})
		r.waits[request] = c
	}
	r.mu.Unlock()
	select {
	case <-c:
	case <-ctx.Done():
	}
}

// poll claims what is due and nobody does: every half second, and when one has
// failed. It reads first: an idle
// system writes nothing.
func (r *runner) poll(ctx context.Context) {
	for ctx.Err() == nil {
		if err := r.d.claimDue(ctx); err != nil && ctx.Err() == nil {
			r.d.opt.Log.Warn("claiming steps", "error", err.Error())
		}
		select {
		case <-r.wake:
		case <-ctx.Done():
		case <-time.After(500 * time.Millisecond):
		}
	}
}

func (d *DB) claimDue(ctx context.Context) error {
	if !d.run.takes() {
		return nil // enough in memory: the rest stays in the table for now
	}
	due, err := d.due(ctx)
	if err != nil || !due {
		return err
	}
	tasks, err := d.claim(ctx, 200)
	d.run.take(tasks)
	return err
}

// due reports whether a step may be claimed now, which costs far less than to claim.
func (d *DB) due(ctx context.Context) (bool, error) {
	first, err := See(ctx, d, As{}, func(r *Read) (int64, error) {
		return One[int64](r, qTodoNext, maxAttempts, time.Now().UnixMicro())
	})
	return first != 0 && first <= d.Now().UnixMicro(), err
}

// take hands over tasks that were claimed.
func (r *runner) take(tasks []Task) {
	r.mu.Lock()
	for _, t := range tasks {
		r.taken[t.Object] = true
	}
	r.mu.Unlock()
	r.d.hand(tasks)
}

func leaseEnd() int64 { return time.Now().Add(leaseTime).UnixMicro() }

func (d *DB) claim(ctx context.Context, n int) ([]Task, error) {
	return Do(ctx, d, As{}, func(w *Write) ([]Task, error) {
		return Returning[Task](w, qTodoClaim, d.ids.node, leaseEnd(), w.now.UnixMicro(), time.Now().UnixMicro(), maxAttempts, n)
	})
}

// pieceSize is how many tasks of one object are claimed at once.
const pieceSize = 64

// behind claims the next tasks of an object, in their order.
func (d *DB) behind(ctx context.Context, object ID) ([]Task, error) {
	tasks, err := Do(ctx, d, As{}, func(w *Write) ([]Task, error) {
		return Returning[Task](w, qTodoBehind, d.ids.node, leaseEnd(), w.now.UnixMicro(), time.Now().UnixMicro(), maxAttempts, object, pieceSize)
	})
	slices.SortFunc(tasks, func(a, b Task) int { return cmp.Compare(a.ID, b.ID) })
	return tasks, err
}

// perform does one task: its row is deleted in the transaction of its effect,
// guarded by this node's lease, which is what makes the effect happen once.
func (d *DB) perform(ctx context.Context, t Task) error {
	s, ok := d.byName[t.Step]
	var err error
	switch {
	case !ok:
		err = fmt.Errorf("no step is named %q", t.Step)
	case s.Deliver != nil:
		if err = s.Deliver(ctx, d, t); err == nil {
			_, err = Do(ctx, d, As{}, func(w *Write) (any, error) {
				w.Exec(qTodoDelivered, t.ID, d.ids.node)
				return nil, nil
			})
		}
	default:
		err = d.effect(ctx, s, t)
		if r, no := refuse.As(err); no && r.Kind == refuse.Conflict {
			err = d.effect(ctx, s, t) // somebody may have moved what it read first; a second look decides
		}
	}
	if err == nil || ctx.Err() != nil {
		return err
	}
	if errors.Is(err, errLost) {
		d.free(ctx, t)
		return err
	}
	d.opt.Log.Warn("step failed", "step", t.Step, "subject", int64(t.Subject), "attempt", t.Attempts+1, "error", err.Error())
	return errors.Join(err, d.failed(ctx, t, err))
}

// errLost says that the step is another's now, or an earlier one of its object
// came first.
var errLost = errors.New("the step is not this node's turn")

// turn is the oldest step of an object, and whose it is.
type turn struct {
	ID    ID
	Node  int64
	Lease int64
}

func (d *DB) effect(ctx context.Context, s Step, t Task) error {
	as := As{Entity: t.Entity, Request: t.Request, Cause: t.Event}
	_, err := Do(ctx, d, as, func(w *Write) (any, error) {
		// Taken first, looked at last: it travels with the step's own reads, and
		// all is undone when it was not this node's turn.
		taken := Ask[turn](w.Read, qTodoTake, t.Object)
		if err := s.Do(w, t); err != nil {
			w.sent = true
			return nil, err
		}
		if first, err := taken.One(); err != nil || first != (turn{t.ID, d.ids.node, t.Lease}) {
			w.sent = true
			return nil, errors.Join(errLost, err)
		}
		w.Exec1(qTodoDone, t.ID, t.Object)
		if w.again != nil {
			w.addTask(*w.again)
		}
		return nil, nil
	})
	return err
}

func (d *DB) failed(ctx context.Context, t Task, cause error) error {
	wait := time.Second << min(t.Attempts, 10)
	_, err := Do(context.WithoutCancel(ctx), d, As{}, func(w *Write) (any, error) {
		w.Exec(qTodoFailed, t.ID, d.ids.node, w.now.Add(wait).UnixMicro(), words.Readable(cause.Error()))
		return nil, nil
	})
	return err
}

func (d *DB) free(ctx context.Context, t Task) {
	_, err := Do(context.WithoutCancel(ctx), d, As{}, func(w *Write) (any, error) {
		w.Exec(qTodoFree, t.ID, d.ids.node)
		return nil, nil
	})
	if err != nil {
		d.opt.Log.Warn("giving a step back", "error", err.Error())
	}
}
