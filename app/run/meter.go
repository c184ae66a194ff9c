package run

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"encaisse/app"
	"encaisse/app/work"
	"encaisse/base/db"
)

// lease is how long work is held without a sign of life: what a dead process
// left is taken over after it.
const lease = 15 * time.Second

// tick is how often the row of work is told how far it is.
const tick = 300 * time.Millisecond

// errStopped ends a long run that somebody told to stop.
var errStopped = errors.New("told to stop")

type meterKey struct{}

// meter counts what a long run does and writes it into its row, now and then.
type meter struct {
	a           *app.App
	id          db.ID
	as          db.As
	done, total atomic.Int64
	stop        atomic.Bool
	cancel      context.CancelFunc
	end         chan struct{}
	ended       chan struct{}
}

// metered begins to count for a piece of work; what it returns ends that.
func metered(ctx context.Context, a *app.App, row work.Row) (context.Context, *meter) {
	m := &meter{a: a, id: row.ID, as: db.As{Entity: row.Entity}, end: make(chan struct{}), ended: make(chan struct{})}
	inside, cancel := context.WithCancel(context.WithValue(ctx, meterKey{}, m))
	m.cancel = cancel
	go m.tell(ctx)
	return inside, m
}

func (m *meter) tell(ctx context.Context) {
	defer close(m.ended)
	var said int64 = -1
	last := time.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-m.end:
			m.write(ctx)
			return
		case <-time.After(tick):
		}
		if now := m.done.Load(); now != said || time.Since(last) > lease/3 {
			m.write(ctx)
			said, last = now, time.Now()
		}
	}
}

func (m *meter) write(ctx context.Context) {
	row, err := db.Do(ctx, m.a.DB, m.as, func(w *db.Write) (work.Row, error) { return work.Told(w, m.id, m.done.Load(), m.total.Load(), lease) })
	if err == nil && row.Stop {
		m.stop.Store(true)
		m.cancel()
	}
}

func (m *meter) close() {
	close(m.end)
	<-m.ended
	m.cancel()
}

// counted tells the meter of a long run, if it has one, that so much more is
// done; expected, that so much more is to do. counted ends a run that was told
// to stop.
func counted(ctx context.Context, n int) error {
	m, ok := ctx.Value(meterKey{}).(*meter)
	if !ok {
		return nil
	}
	m.done.Add(int64(n))
	if m.stop.Load() {
		return errStopped
	}
	return nil
}

func expected(ctx context.Context, n int) {
	if m, ok := ctx.Value(meterKey{}).(*meter); ok {
		m.total.Add(int64(n))
	}
}

// Progress says how far work is that knows its whole.
func Progress(ctx context.Context, done, total int) {
	if m, ok := ctx.Value(meterKey{}).(*meter); ok {
		m.done.Store(int64(done))
		m.total.Store(int64(total))
	}
}
