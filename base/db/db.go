// Package db runs commands and questions on SQLite or PostgreSQL with one SQL
// text: transactions, locks, events, kept balances, steps to do, clock, ids.
package db

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Options are what a program decides when it opens its database.
type Options struct {
	Clock  func() time.Time     // the product's clock; nil = the wall clock. Ids never use it
	Steps  []Step               // what follows from which fact (package flow)
	Finish []func(*Write) error // looked at each command that said yes, before its balances are kept
	Fatal  func(error)          // stops the process; nil = log and exit 3
	Log    *slog.Logger
}

// DB is an open database.
type DB struct {
	opt    Options
	path   string        // SQLite file
	pool   *pgxpool.Pool // PostgreSQL
	url    string
	ids    maker
	group  *writer
	alone  atomic.Bool // PostgreSQL: no other node is alive
	read   chan *sqliteConn
	steps  map[string][]Step // by event type
	byName map[string]Step
	run    runner
	caches sync.Map // *Cache → *cacheStore
	drops  atomic.Int64
	seen   int64        // SQLite data_version, seen by the writer
	looked atomic.Int64 // size of the SQLite file when it was analysed last
	node   nodeLease
	closed sync.Once
}

// readers is how many questions SQLite answers at once.
const readers = 4

// Open opens sqlite:PATH or postgres://…; it does not migrate.
func Open(ctx context.Context, url string, o Options) (*DB, error) {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Fatal == nil {
		o.Fatal = func(err error) { o.Log.Error("fatal", "error", err.Error()); os.Exit(3) }
	}
	d := &DB{opt: o, url: url, steps: map[string][]Step{}, byName: map[string]Step{}}
	for _, s := range o.Steps {
		d.steps[s.On] = append(d.steps[s.On], s)
		d.byName[s.Name] = s
	}
	d.run.init(d)
	var err error
	switch {
	case strings.HasPrefix(url, "sqlite:"):
		err = d.openFile(strings.TrimPrefix(url, "sqlite:"))
	case strings.HasPrefix(url, "postgres://"), strings.HasPrefix(url, "postgresql://"):
		err = d.openServer(ctx, url)
	default:
		err = fmt.Errorf("database %q: use sqlite:PATH or postgres://…", url)
	}
	if err != nil {
		return nil, err
	}
	return d, nil
}

func (d *DB) openFile(path string) error {
	d.path = path
	c, err := openSQLite(path, false)
	if err != nil {
		return err
	}
	d.read = make(chan *sqliteConn, readers)
	for range readers {
		r, err := openSQLite(path, true)
		if err != nil {
			return err
		}
		d.read <- r
	}
	d.alone.Store(true)
	d.startWriter(c)
	return nil
}

func (d *DB) openServer(ctx context.Context, url string) error {
	pool, err := openPool(ctx, url)
	if err != nil {
		return err
	}
	d.pool = pool
	c, err := d.acquire(context.Background())
	if err != nil {
		pool.Close()
		return fmt.Errorf("connecting to PostgreSQL: %w", err)
	}
	d.startWriter(c)
	return nil
}

func (d *DB) startWriter(c conn) {
	d.group = &writer{db: d, c: c, queue: make(chan *job, 4*groupSize), stopped: make(chan struct{})}
	go d.group.loop()
}

func (d *DB) acquire(ctx context.Context) (*pgConn, error) {
	c, err := d.pool.Acquire(ctx)
	if err != nil {
		return nil, err
	}
	return &pgConn{pooled: c, ctx: context.Background()}, nil
}

// mend replaces the writer's connection when the server dropped it.
func (d *DB) mend(g *writer) error {
	if !g.c.broken() {
		return nil
	}
	g.c.close()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	c, err := d.acquire(ctx)
	if err != nil {
		return err
	}
	g.c = c
	return nil
}

// SQLite reports whether the database is a file.
func (d *DB) SQLite() bool { return d.pool == nil }

// Path is the SQLite file, "" on PostgreSQL.
func (d *DB) Path() string { return d.path }

// Now is the product's clock.
func (d *DB) Now() time.Time { return d.opt.Clock() }

// NewID makes an id of this node.
func (d *DB) NewID() ID { return d.ids.next() }

// Close gives the node number back and closes every connection.
func (d *DB) Close() {
	d.closed.Do(func() {
		d.run.stop()
		d.node.release(d)
		close(d.group.queue)
		<-d.group.stopped
		d.group.c.close()
		if d.pool != nil {
			d.pool.Close()
			return
		}
		for range readers {
			(<-d.read).close()
		}
	})
}

// Do runs a command in one transaction and returns when it is durable.
func Do[Out any](ctx context.Context, d *DB, as As, f func(*Write) (Out, error)) (Out, error) {
	var out Out
	j := newJob(ctx, as, func(w *Write) (err error) {
		out, err = f(w)
		return err
	})
	if s := sessionOf(ctx, d); s != nil {
		s.do(j)
	} else {
		d.submit(j)
		<-j.done
	}
	if j.err != nil {
		var zero Out
		return zero, j.err
	}
	return out, nil
}

func newJob(ctx context.Context, as As, f func(*Write) error) *job {
	return &job{read: Read{As: as, ctx: ctx}, f: f, done: make(chan struct{})}
}

// submit gives the job to the group writer, or runs it on a connection of its
// own when other nodes write too.
func (d *DB) submit(j *job) {
	if d.alone.Load() {
		d.group.queue <- j
		return
	}
	d.runAlone([]*job{j})
	close(j.done)
}

// A Command of a batch: who, and what to do.
type Command struct {
	As As
	Do func(*Write) error
}

// Batch runs commands in order, many a COMMIT, each undone alone when it
// fails. It returns an error a command.
func Batch(ctx context.Context, d *DB, commands []Command) []error {
	jobs := make([]*job, len(commands))
	for i, c := range commands {
		jobs[i] = newJob(ctx, c.As, c.Do)
	}
	switch s := sessionOf(ctx, d); {
	case s != nil:
		for _, j := range jobs {
			s.do(j)
			close(j.done)
		}
	case d.alone.Load():
		for _, j := range jobs {
			d.group.queue <- j
		}
	default:
		d.runAlone(jobs)
		for _, j := range jobs {
			close(j.done)
		}
	}
	errs := make([]error, len(jobs))
	for i, j := range jobs {
		<-j.done
		errs[i] = j.err
	}
	return errs
}

// attempts of a command that met a serialization fault or a deadlock.
const attempts = 12

// runAlone runs jobs on a pooled connection, each in its own transaction,
// again when another node was in the way.
func (d *DB) runAlone(jobs []*job) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	c, err := d.acquire(ctx)
	if err != nil {
		for _, j := range jobs {
			j.err = err
		}
		return
	}
	g := &writer{db: d, c: c, pooled: true}
	defer func() { g.c.close() }()
	for _, j := range jobs {
		for try := range attempts {
			err = g.replayAlone(j)
			if !IsFault(err, Retry) && !IsFault(j.err, Retry) {
				break
			}
			if errors.Is(err, errBehind) || errors.Is(j.err, errBehind) {
				d.dropCaches()
			}
			time.Sleep(time.Duration(rand.IntN(1<<min(try, 6)*1000)+500) * time.Microsecond)
		}
		if err != nil {
			j.err = err
		}
		j.finish()
	}
}

// replayAlone is a group of one: no savepoint is needed, the rollback is its own.
func (g *writer) replayAlone(j *job) error {
	j.err = nil
	if err := g.start(); err != nil {
		return err
	}
	j.prepare(g, nil)
	if j.err = j.run(); j.err == nil {
		j.err = j.w.drain()
	}
	if j.err != nil {
		return g.c.rollback()
	}
	return g.commit([]*job{j})
}

// errPreview ends a preview: everything is rolled back.
var errPreview = errors.New("preview")

// Preview runs a command, keeps its answer and rolls everything back.
func Preview[Out any](ctx context.Context, d *DB, as As, f func(*Write) (Out, error)) (Out, error) {
	var out Out
	_, err := Do(ctx, d, as, func(w *Write) (Out, error) {
		var err error
		if out, err = f(w); err == nil {
			if err = w.end(); err == nil {
				err = w.drain()
			}
		}
		w.sent = true
		if err == nil {
			err = errPreview
		}
		return out, err
	})
	if errors.Is(err, errPreview) {
		err = nil
	}
	return out, err
}

// See asks a question in one snapshot.
func See[Out any](ctx context.Context, d *DB, as As, f func(*Read) (Out, error)) (out Out, err error) {
	if s := sessionOf(ctx, d); s != nil {
		return f(s.see(ctx, as))
	}
	c, put, err := d.reader(ctx)
	if err != nil {
		return out, err
	}
	defer put()
	born := d.drops.Load()
	if err := c.snapshot(); err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, c.commit()) }()
	r := &Read{As: as, ctx: ctx, db: d, c: c, born: born, now: d.opt.Clock()}
	return f(r)
}

func (d *DB) reader(ctx context.Context) (conn, func(), error) {
	if d.pool != nil {
		c, err := d.acquire(ctx)
		if err != nil {
			return nil, nil, err
		}
		return c, c.close, nil
	}
	select {
	case c := <-d.read:
		return c, func() { d.read <- c }, nil
	case <-ctx.Done():
		return nil, nil, ctx.Err()
	}
}
