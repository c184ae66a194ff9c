package app

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/words"
	"encaisse/connect/oidc"
)

// App is an open company: what every door calls.
type App struct {
	DB    *db.DB
	Texts *words.Catalog
	Log   *slog.Logger
	Watch func(e *Entry, err error, took time.Duration) // told of each call; set before the first one

	Identity *oidc.Provider // of the organisation; nil = there is none

	keys   inFlight
	vault  access.Vault
	roused chan struct{}
}

// Options are what a program decides when it opens the company.
type Options struct {
	Clock     func() time.Time // the product's clock; nil = the wall clock
	Log       *slog.Logger     // nil = silent
	NoMigrate bool             // the caller brings the schema up to date himself, by DB.Migrate
	Steps     []db.Step        // nil = the chain of package flow, see wiring.go
	Finish    []func(*db.Write) error
	Fatal     func(error)
	Identity  *oidc.Settings // of the organisation's identity provider; nil = there is none
	Secret    string         // what seals the secrets of second factors; "" = a key in the database
}

// Open opens the company in sqlite:PATH or postgres://…, brings its schema up
// to date and takes a node's place among those that write to it.
func Open(ctx context.Context, url string, o Options) (*App, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Steps == nil {
		o.Steps = Steps
	}
	if o.Finish == nil {
		o.Finish = Finish
	}
	if o.Identity != nil {
		if err := access.CheckGroups(o.Identity.Roles); err != nil {
			return nil, err
		}
	}
	vault, err := access.NewVault(o.Secret)
	if err != nil {
		return nil, err
	}
	d, err := db.Open(ctx, url, db.Options{Clock: o.Clock, Log: o.Log, Steps: o.Steps, Finish: o.Finish, Fatal: o.Fatal})
	if err != nil {
		return nil, err
	}
	if !o.NoMigrate {
		if err := d.Migrate(ctx); err != nil {
			d.Close()
			return nil, err
		}
	}
	a := &App{DB: d, Texts: Texts, Log: o.Log, keys: inFlight{held: map[int64]bool{}}, vault: vault, roused: make(chan struct{}, 1)}
	if o.Identity != nil {
		a.Identity = oidc.New(*o.Identity, d.Now)
	}
	return a, nil
}

// Close ends the steps under way and leaves the database.
func (a *App) Close() { a.DB.Close() }

// inFlight are the idempotency keys this process is working on.
type inFlight struct {
	mu   sync.Mutex
	held map[int64]bool
}

// take holds a key until release; false when it is held already.
func (f *inFlight) take(key int64) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.held[key] {
		return false
	}
	f.held[key] = true
	return true
}

func (f *inFlight) release(key int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.held, key)
}
