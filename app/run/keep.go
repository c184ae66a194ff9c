package run

import (
	"context"
	"time"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/seal"
	"encaisse/o2c/dunning"
	"encaisse/o2c/seller"
)

// beat is how often a server looks at what the hour or the day asks for.
const beat = time.Minute

// Keep does the long runs beside a server until ctx ends: facts are sealed each
// second, payments that wait are matched each minute, and what a civil day
// brings is done at the start and once each day of each entity. A run that
// fails is logged and tried again at the next beat.
func Keep(ctx context.Context, a *app.App) {
	sealed := make(chan struct{})
	go func() {
		defer close(sealed)
		seal.Keep(ctx, a.DB, func(err error) { a.Log.Warn("sealing", "error", err.Error()) })
	}()
	driven := make(chan struct{})
	go func() {
		defer close(driven)
		Drive(ctx, a)
	}()
	k := keeper{a: a, days: map[db.ID]day.Day{}, rung: map[db.ID]int64{}}
	for ctx.Err() == nil {
		k.beat(ctx)
		select {
		case <-ctx.Done():
		case <-time.After(beat):
		}
	}
	<-sealed
	<-driven
}

// keeper remembers which days are done.
type keeper struct {
	a      *app.App
	days   map[db.ID]day.Day // the last daily run, by entity
	purged day.Day
	rung   map[db.ID]int64 // the last hour reminders were looked at, by entity
}

func (k *keeper) beat(ctx context.Context) {
	k.try(ctx, "matching", func() error {
		_, err := matching(ctx, k.a)
		return err
	})
	entities, err := db.See(ctx, k.a.DB, db.As{}, seller.All)
	k.try(ctx, "daily", func() error { return err })
	for _, e := range entities {
		k.try(ctx, "daily", func() error { return k.day(ctx, e.ID) })
		k.try(ctx, "dunning", func() error { return k.remind(ctx, e.ID) })
	}
	k.try(ctx, "files", func() error {
		_, err := removeFiles(ctx, k.a)
		return err
	})
	k.try(ctx, "purge", func() error { return k.purge(ctx) })
}

// try logs why a run failed; the end of the server is no failure.
func (k *keeper) try(ctx context.Context, name string, do func() error) {
	if err := do(); err != nil && ctx.Err() == nil {
		k.a.Log.Warn("long run failed", "run", name, "error", err.Error())
	}
}

// day does the daily run of an entity when its civil day is a new one.
func (k *keeper) day(ctx context.Context, entity db.ID) error {
	as, err := frame(ctx, k.a, entity)
	if err != nil {
		return err
	}
	today := day.FromTime(k.a.DB.Now(), as.Zone)
	if k.days[entity] == today {
		return nil
	}
	if _, err := ofOrganisation(ctx, k.a); err != nil {
		return err
	}
	if _, err := billingOf(ctx, k.a, as, ""); err != nil {
		return err
	}
	if _, err := dailyOf(ctx, k.a, entity); err != nil {
		return err
	}
	k.days[entity] = today
	return nil
}

// remind does the reminders of an entity each hour, when its policy says that
// this goes by itself; else they wait for a person's run.
func (k *keeper) remind(ctx context.Context, entity db.ID) error {
	hour := k.a.DB.Now().Unix() / 3600
	if k.rung[entity] == hour {
		return nil
	}
	as, err := frame(ctx, k.a, entity)
	if err != nil {
		return err
	}
	automatic, err := db.See(ctx, k.a.DB, as, dunning.Automatic)
	if err == nil && automatic {
		_, err = dunningOf(ctx, k.a, entity)
	}
	if err == nil {
		k.rung[entity] = hour
	}
	return err
}

// purge forgets old idempotency keys once a day.
func (k *keeper) purge(ctx context.Context) error {
	today := day.FromTime(k.a.DB.Now(), time.UTC)
	if k.purged == today {
		return nil
	}
	if _, err := app.PurgeKeys(ctx, k.a); err != nil {
		return err
	}
	k.purged = today
	return nil
}
