package app

import (
	"context"
	"errors"

	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/connect/paper"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// Guest is a customer who is in: a caller held to his own account, or to the
// one invoice of his link.
type Guest struct {
	Caller
	Link bool // he came by a link, without a password
	in   access.Guest
}

// Knock opens a session for who holds a link and returns the secret of its
// cookie. It refuses portal.link. Tries are not counted: nobody guesses 256
// bits, and many customers may share an address.
func (a *App) Knock(ctx context.Context, link string, from From) (string, error) {
	return db.Do(ctx, a.DB, db.As{}, func(w *db.Write) (string, error) {
		secret, _, err := access.OpenByLink(w, link, from.Address, words.Readable(cut(from.Agent, 200)))
		return secret, err
	})
}

// SignInGuest opens a session for a portal user by name and password. It
// refuses what SignIn does, alike for who is no portal user.
func (a *App) SignInGuest(ctx context.Context, name, password string, from From) (string, error) {
	u, err := a.proven(ctx, name, password, from)
	if err != nil {
		return "", err
	}
	secret, err := db.Do(ctx, a.DB, db.As{}, func(w *db.Write) (string, error) {
		access.Succeeded(w, access.ByName(name, from.Address))
		return access.OpenGuest(w, u, from.Address, words.Readable(cut(from.Agent, 200)))
	})
	if refuse.Code(err) == "access.no_role" {
		err = refuse.New(refuse.Unauthorized, "access.signin")
	}
	return secret, err
}

// GuestOf is the customer a cookie's secret belongs to. It refuses app.signin
// when nobody, or not any more.
func (a *App) GuestOf(ctx context.Context, secret string) (Guest, error) {
	if secret == "" {
		return Guest{}, refuse.New(refuse.Unauthorized, "app.signin")
	}
	g, err := db.See(ctx, a.DB, db.As{}, func(r *db.Read) (access.Guest, error) { return access.FindGuest(r, secret) })
	if errors.Is(err, db.ErrNone) {
		return Guest{}, refuse.New(refuse.Unauthorized, "app.signin")
	}
	if err == nil && g.Fades(a.DB.Now()) {
		_, err = db.Do(ctx, a.DB, db.As{Actor: g.User}, func(w *db.Write) (any, error) { return nil, access.TouchGuest(w, g) })
	}
	return Guest{Caller: Caller{User: g.User, Name: g.Name, Role: customer, Entity: g.Entity, Customer: g.Customer, Document: g.Document, Language: g.Language},
		Link: g.Link != 0, in: g}, err
}

// Leave ends a customer's session.
func (a *App) Leave(ctx context.Context, g Guest) error {
	_, err := db.Do(ctx, a.DB, db.As{Actor: g.User}, func(w *db.Write) (any, error) { return nil, access.EndGuest(w, g.in) })
	return err
}

// Accounts are the accounts a customer may look at, his own among them.
func (a *App) Accounts(ctx context.Context, g Guest) ([]party.Customer, error) {
	return db.See(ctx, a.DB, db.As{Entity: g.Entity}, func(r *db.Read) ([]party.Customer, error) { return access.Siblings(r, g.in) })
}

// SwitchAccount goes to another account of the customer's group.
func (a *App) SwitchAccount(ctx context.Context, g Guest, to string, from From) (string, error) {
	secret, err := db.Do(ctx, a.DB, db.As{Actor: g.User, Entity: g.Entity}, func(w *db.Write) (string, error) {
		return access.Switch(w, g.in, to, from.Address, words.Readable(cut(from.Agent, 200)))
	})
	if errors.Is(err, db.ErrNone) {
		err = refuse.New(refuse.Missing, "app.not_found")
	}
	return secret, err
}

// House is the name and the logo of the first company: who is outside knows no
// other.
func (a *App) House(ctx context.Context) (paper.LogoFile, error) {
	return db.See(ctx, a.DB, db.As{}, func(r *db.Read) (paper.LogoFile, error) {
		all, err := seller.All(r)
		if err != nil || len(all) == 0 {
			return paper.LogoFile{}, err
		}
		return paper.LogoOf(r, all[0].ID, all[0].Name)
	})
}

func houseName(r *db.Read) (string, error) {
	all, err := seller.All(r)
	if err != nil || len(all) == 0 {
		return "", err
	}
	return all[0].Name, nil
}
