package demo

import (
	"sync/atomic"
	"time"
)

// Clock is the product's clock while months of history are made: it stands
// where it was set, and is the wall clock again once it is let go. The zero
// value is the wall clock.
type Clock struct{ at atomic.Int64 } // µs; 0 = the wall clock

// Now is the instant by this clock.
func (c *Clock) Now() time.Time {
	if at := c.at.Load(); at != 0 {
		return time.UnixMicro(at)
	}
	return time.Now()
}

// Set stops the clock at an instant.
func (c *Clock) Set(t time.Time) { c.at.Store(t.UnixMicro()) }

// Release makes it the wall clock.
func (c *Clock) Release() { c.at.Store(0) }
