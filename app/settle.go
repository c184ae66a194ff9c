package app

import (
	"context"
	"time"

	"encaisse/base/db"
)

// Settle waits until everything a request caused is done or stuck, at most so
// long, and reports whether it is.
func (a *App) Settle(ctx context.Context, request db.ID, limit time.Duration) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	for pause := 2 * time.Millisecond; ; pause = min(2*pause, 20*time.Millisecond) {
		done, err := db.See(ctx, a.DB, db.As{}, func(r *db.Read) (bool, error) { return db.Settled(r, request) })
		if done || ctx.Err() != nil {
			return done, nil
		}
		if err != nil {
			return false, err
		}
		select {
		case <-ctx.Done():
			return false, nil
		case <-time.After(pause):
		}
	}
}
