// Package till takes customers to a payment provider and believes what comes
// back signed: it asks outside any transaction and notes each end inside one.
package till

import (
	"context"
	"errors"
	"net/http"
	"time"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/connect/psp"
	"encaisse/o2c/portal"
)

// Till is a company's way to be paid by a provider.
type Till struct {
	App      *app.App
	Provider psp.Provider
}

// answerIn is how long a provider may think.
const answerIn = 10 * time.Second

// Pay begins a payment and returns it with the page where the customer pays. A
// provider that does not answer leaves it to be verified. back is where he
// comes back to, given its id.
func (t *Till) Pay(ctx context.Context, call app.Call, in portal.NewCheckout, subject string, back func(id string) string) (portal.CheckoutView, error) {
	in.Provider = t.Provider.Name()
	v, err := app.BeginCheckout.Do(ctx, t.App, call, in)
	if err != nil || v.State != portal.Asked {
		return v, err
	}
	id, _ := db.ParseID(portal.CheckoutPrefix, v.ID)
	asking, stop := context.WithTimeout(ctx, answerIn)
	made, asked := t.Provider.Create(asking, psp.Intent{Reference: v.ID, Amount: v.Amount, Language: call.Language, Subject: subject, Back: back(v.ID)})
	stop()
	if asked != nil {
		t.App.Log.Warn("payment provider", "provider", t.Provider.Name(), "checkout", v.ID, "error", asked.Error())
		made = psp.Created{}
	}
	return t.opened(ctx, call.User, id, made)
}

func (t *Till) opened(ctx context.Context, by, id db.ID, made psp.Created) (portal.CheckoutView, error) {
	return db.Do(context.WithoutCancel(ctx), t.App.DB, db.As{Actor: by}, func(w *db.Write) (portal.CheckoutView, error) {
		return portal.Opened(w, id, made.Token, made.URL)
	})
}

// Hear takes a message of the provider. It refuses till.signature, and answers
// alike to what it knows already.
func (t *Till) Hear(ctx context.Context, h http.Header, body []byte) error {
	e, err := t.Provider.Read(h, body, t.App.DB.Now())
	if err != nil {
		return errors.Join(refuse.New(refuse.Forbidden, "till.signature"), err)
	}
	return t.hear(ctx, e)
}

func (t *Till) hear(ctx context.Context, e psp.Event) error {
	id, ok := db.ParseID(portal.CheckoutPrefix, e.Reference)
	if !ok {
		return refuse.New(refuse.Missing, "portal.checkout", "checkout", e.Reference)
	}
	_, err := db.Do(ctx, t.App.DB, db.As{}, func(w *db.Write) (string, error) {
		return portal.Hear(w, portal.Heard{Provider: t.Provider.Name(), Token: e.Token, Checkout: id, Kind: e.Kind, Amount: e.Amount.Minor,
			Currency: e.Amount.Currency, Fee: e.Fee, Charge: e.Charge})
	})
	return err
}

// When what is not known yet is asked about, and when it is given up unless
// the provider says otherwise.
const (
	askAfter = 2 * time.Minute
	giveUp   = time.Hour
	beat     = 30 * time.Second
)

// Verify asks the provider about every payment nobody knows the end of.
func (t *Till) Verify(ctx context.Context) error {
	var after db.ID
	for {
		list, err := db.See(ctx, t.App.DB, db.As{}, func(r *db.Read) ([]portal.Checkout, error) { return portal.Going(r, after, 100) })
		if err != nil || len(list) == 0 {
			return err
		}
		for _, c := range list {
			after = c.ID
			old := t.App.DB.Now().Sub(time.UnixMicro(c.OpenedAt))
			if c.Provider != t.Provider.Name() || old < askAfter && c.State != portal.Unsure {
				continue
			}
			if err := t.verify(ctx, c, old); err != nil {
				t.App.Log.Warn("payment to verify", "checkout", c.ID.Text(portal.CheckoutPrefix), "error", err.Error())
			}
		}
	}
}

// verify asks about one payment: what the provider knows is heard; what it
// never heard of, or nobody came for, ends.
func (t *Till) verify(ctx context.Context, c portal.Checkout, old time.Duration) error {
	asking, stop := context.WithTimeout(ctx, answerIn)
	known, err := t.Provider.Look(asking, c.ID.Text(portal.CheckoutPrefix))
	stop()
	switch {
	case errors.Is(err, psp.ErrUnknown) && old >= askAfter, err == nil && len(known.Events) == 0 && old >= giveUp:
		_, err := db.Do(ctx, t.App.DB, db.As{}, func(w *db.Write) (any, error) { return nil, portal.Expire(w, c.ID) })
		return err
	case err != nil:
		return err
	}
	if c.State == portal.Asked || c.State == portal.Unsure {
		if _, err := t.opened(ctx, 0, c.ID, known.Created); err != nil {
			return err
		}
	}
	for _, e := range known.Events {
		if err := t.hear(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

// Keep verifies twice a minute until ctx ends.
func (t *Till) Keep(ctx context.Context) {
	for {
		if err := t.Verify(ctx); err != nil && ctx.Err() == nil {
			t.App.Log.Warn("payments to verify", "error", err.Error())
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(beat):
		}
	}
}
