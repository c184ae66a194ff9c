package db

import (
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// On PostgreSQL nodes tell each other two things: "cache NAME" (a master
// changed) and "node" (one came or went).
const channel = "encaisse"

var qNotify = Q("db.notify", `select pg_notify('encaisse', $1)`)

// tellOthers sends a notice with the transaction's COMMIT.
func (d *DB) tellOthers(w *Write, what string) {
	if d.pool != nil {
		w.Exec(qNotify, what)
	}
}

// listen hears the notices of other nodes until ctx ends. While the line is
// down nothing is trusted for long: the caches are dropped at each attempt.
func (d *DB) listen(ctx context.Context) {
	for ctx.Err() == nil {
		d.dropCaches()
		d.hear(ctx)
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
	}
}

func (d *DB) hear(ctx context.Context) {
	c, err := pgx.Connect(ctx, d.url)
	if err != nil {
		return
	}
	defer c.Close(context.Background())
	if _, err := c.Exec(ctx, "listen "+channel); err != nil {
		return
	}
	d.dropCaches()
	for {
		n, err := c.WaitForNotification(ctx)
		if err != nil {
			return
		}
		if n.PID == c.PgConn().PID() {
			continue
		}
		if name, ok := strings.CutPrefix(n.Payload, "cache "); ok {
			d.cache(name).clear()
		} else {
			d.alone.Store(false) // the next renewal looks who is there
		}
	}
}
