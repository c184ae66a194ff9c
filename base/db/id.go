package db

import (
	"sync"
	"time"

	"encaisse/base/id"
)

// ID is the identity of a row (base/id).
type ID = id.ID

// ParseID reads an id with its prefix.
func ParseID(prefix, s string) (ID, bool) { return id.Parse(prefix, s) }

// FirstAt returns the smallest id of an instant, to bound a search by time.
func FirstAt(t time.Time) ID { return id.FirstAt(t) }

// maker makes ids of one node. The time part is the larger of the wall clock
// and the last one used: a clock that goes back repeats nothing, and a full
// sequence borrows the next millisecond.
type maker struct {
	sync.Mutex
	node int64
	last int64
	seq  int64
}

func (m *maker) next() ID {
	m.Lock()
	defer m.Unlock()
	if now := time.Now().UnixMilli() - id.Epoch; now > m.last {
		m.last, m.seq = now, 0
	} else if m.seq++; m.seq == 1024 {
		m.last, m.seq = m.last+1, 0
	}
	return ID(m.last<<22 | m.node<<10 | m.seq)
}
