package app

import (
	"context"
	"time"

	"encaisse/base/db"
	"encaisse/base/seal"
)

// State is how the chain stands, for those who watch it.
type State struct {
	Backlog  int64     // steps that wait
	Oldest   time.Time // since when; zero when none
	Stuck    int       // steps that failed, 1000 at most
	Unsealed int64     // facts without a seal, 100000 at most
}

// State reads how the chain stands.
func (a *App) State(ctx context.Context) (State, error) {
	return db.See(ctx, a.DB, db.As{}, func(r *db.Read) (s State, err error) {
		if s.Backlog, s.Oldest, err = db.Backlog(r); err != nil {
			return s, err
		}
		tasks, err := db.Stuck(r, 1000)
		if err != nil {
			return s, err
		}
		s.Stuck = len(tasks)
		s.Unsealed, _, err = seal.Unsealed(r)
		return s, err
	})
}

// Ready reports whether the database answers.
func (a *App) Ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	_, err := db.See(ctx, a.DB, db.As{}, func(r *db.Read) (bool, error) { return db.Settled(r, 0) })
	return err
}
