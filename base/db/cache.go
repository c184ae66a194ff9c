package db

import (
	"sync"
	"sync/atomic"
	"time"
)

// Cache holds masters (items, customers, taxes) in memory. It is dropped by
// the command that changes them, in this process at once, in others by a
// notice. Limits, balances and stock are never cached.
type Cache[K comparable, V any] struct{ name string }

// NewCache makes a cache; it is a package variable.
func NewCache[K comparable, V any](name string) *Cache[K, V] { return &Cache[K, V]{name} }

// cacheStore is a cache's content on one database.
type cacheStore struct {
	mu      sync.RWMutex
	name    string
	drops   *atomic.Int64 // of the whole database
	dropped int64         // drops when this one was dropped last: what an older snapshot reads is not kept
	m       map[any]cached
}

type cached struct {
	v    any
	mark Mark
	at   time.Time
}

// Mark is how many rows a table has and what their versions sum to: another
// one after every change of a table whose rows stay.
type Mark struct{ Rows, Versions int64 }

// cacheAge bounds how long another node's change can go unseen when its notice
// was lost. Only a test changes it.
var cacheAge = 30 * time.Second

func (d *DB) cache(name string) *cacheStore {
	if s, ok := d.caches.Load(name); ok {
		return s.(*cacheStore)
	}
	s, _ := d.caches.LoadOrStore(name, &cacheStore{name: name, drops: &d.drops, m: map[any]cached{}})
	return s.(*cacheStore)
}

// Find returns the value of a key, loaded when it is not known. It is kept
// unless the cache was dropped since the transaction began, which may see the
// old state still, or one that is not durable yet.
func (c *Cache[K, V]) Find(r *Read, k K, load func() (V, error)) (V, error) {
	return c.find(r, k, nil, load)
}

// FindMarked is Find for what takes long to load: too old to be trusted it is
// still kept if the mark, a statement without parameters, is the one it was
// loaded at.
func (c *Cache[K, V]) FindMarked(r *Read, k K, mark *Stmt, load func() (V, error)) (V, error) {
	return c.find(r, k, mark, load)
}

func (c *Cache[K, V]) find(r *Read, k K, mark *Stmt, load func() (V, error)) (v V, err error) {
	s := r.db.cache(c.name)
	s.mu.RLock()
	e, ok := s.m[k]
	s.mu.RUnlock()
	if ok && time.Since(e.at) < cacheAge {
		return e.v.(V), nil
	}
	var at Mark // read first: what is loaded may be newer, never older
	if mark != nil {
		if at, err = One[Mark](r, mark); err != nil {
			return v, err
		}
	}
	if ok && mark != nil && e.mark == at {
		v = e.v.(V)
	} else if v, err = load(); err != nil {
		return v, err
	}
	s.mu.Lock()
	if s.dropped <= r.born {
		s.put(k, cached{v, at, time.Now()})
	}
	s.mu.Unlock()
	return v, nil
}

// most values of a cache; beyond it starts anew.
const most = 50_000

func (s *cacheStore) put(k any, e cached) {
	if len(s.m) >= most {
		clear(s.m)
	}
	s.m[k] = e
}

// Put keeps a value that never changes.
func (c *Cache[K, V]) Put(d *DB, k K, v V) {
	s := d.cache(c.name)
	s.mu.Lock()
	s.put(k, cached{v: v, at: time.Now()})
	s.mu.Unlock()
}

// Peek returns the value of a key if it is known, without a transaction.
func (c *Cache[K, V]) Peek(d *DB, k K) (v V, ok bool) {
	s := d.cache(c.name)
	s.mu.RLock()
	defer s.mu.RUnlock()
	if e, found := s.m[k]; found && time.Since(e.at) < cacheAge {
		return e.v.(V), true
	}
	return v, false
}

// Drop forgets everything in the cache, now and again when the change is
// durable: what a reader saw in between was the old state.
func (c *Cache[K, V]) Drop(w *Write) {
	s := w.db.cache(c.name)
	s.clear()
	w.purged = append(w.purged, s)
	w.After(s.clear)
	w.db.tellOthers(w, "cache "+c.name)
}

// Clear forgets everything in this process's cache, which proved to be old.
func (c *Cache[K, V]) Clear(d *DB) { d.cache(c.name).clear() }

func (s *cacheStore) clear() {
	s.mu.Lock()
	clear(s.m)
	s.dropped = s.drops.Add(1)
	s.mu.Unlock()
}

// purge clears again just before COMMIT, for readers of the same group.
func (w *Write) purge() {
	for _, s := range w.purged {
		s.clear()
	}
}

func (d *DB) dropCaches() {
	d.caches.Range(func(_, s any) bool {
		s.(*cacheStore).clear()
		return true
	})
}

var qDataVersion = Q("db.data_version", `pragma data_version`)

// noticeOthers drops the caches when another process wrote to the SQLite file.
func (d *DB) noticeOthers(c conn) {
	s, ok := c.(*sqliteConn)
	if !ok {
		return
	}
	if v := s.dataVersion(); v != d.seen {
		d.seen = v
		d.dropCaches()
	}
}
