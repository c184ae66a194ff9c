package db

import "time"

// Ages makes what caches hold untrusted after a time, until the function it
// returns is called.
func Ages(after time.Duration) (back func()) {
	was := cacheAge
	cacheAge = after
	return func() { cacheAge = was }
}
