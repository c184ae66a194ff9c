package app

import (
	"context"
	"errors"

	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/seller"
)

// From is where somebody signs in from.
type From struct{ Address, Agent string }

// SignIn opens a session for a name and a password, in the first of the user's
// posts, and returns the secret of its cookie. It refuses access.wait,
// access.signin (alike for a name that is not there) and access.no_role.
func (a *App) SignIn(ctx context.Context, name, password string, from From) (string, error) {
	u, err := a.proven(ctx, name, password, from)
	if err != nil {
		return "", err
	}
	return a.enter(ctx, u, from, nil, func(w *db.Write) { access.Succeeded(w, name, from.Address) })
}

// proven is the user whose name and password these are.
func (a *App) proven(ctx context.Context, name, password string, from From) (db.ID, error) {
	type user struct {
		access.Account
		hash string
	}
	u, err := db.See(ctx, a.DB, db.As{}, func(r *db.Read) (u user, err error) {
		if err := access.MayTry(r, name, from.Address); err != nil {
			return u, err
		}
		u.Account, err = access.Named(r, name)
		if refuse.Code(err) == "access.user" {
			return user{}, nil
		}
		if err == nil && !u.Disabled {
			u.hash, err = access.PasswordOf(r, u.ID)
		}
		return u, err
	})
	if err != nil {
		return 0, err
	}
	right, err := access.Matches(ctx, password, u.hash)
	if err != nil {
		return 0, err
	}
	if !right {
		_, err := db.Do(ctx, a.DB, db.As{}, func(w *db.Write) (any, error) { return nil, access.Failed(w, name, from.Address) })
		return 0, errors.Join(refuse.New(refuse.Unauthorized, "access.signin"), err)
	}
	return u.ID, nil
}

// SignInAs opens a session for a user without a password: for the
// demonstration, whose doors stand open.
func (a *App) SignInAs(ctx context.Context, name string, from From) (string, error) {
	u, err := db.See(ctx, a.DB, db.As{}, func(r *db.Read) (access.Account, error) { return access.Named(r, name) })
	if err != nil {
		return "", err
	}
	return a.enter(ctx, u.ID, from, nil, func(*db.Write) {})
}

// enter opens a session in a post of the user's, the first one when none is said.
func (a *App) enter(ctx context.Context, user db.ID, from From, as *access.Post, also func(*db.Write)) (string, error) {
	return db.Do(ctx, a.DB, db.As{Actor: user}, func(w *db.Write) (string, error) {
		posts, err := access.PostsOf(w.Read, user)
		if err != nil {
			return "", err
		}
		for _, p := range posts {
			if as != nil && *as != p {
				continue
			}
			if p.Entity == 0 { // of all: the first of them, until another is chosen
				if p.Entity, err = firstEntity(w.Read); err != nil {
					return "", err
				}
			}
			also(w)
			return access.Open(w, user, p, from.Address, words.Readable(cut(from.Agent, 200)))
		}
		return "", refuse.New(refuse.Forbidden, "access.no_role")
	})
}

// Entity is a legal entity by its id; an empty one when there is none.
func (a *App) Entity(ctx context.Context, id db.ID) (seller.Entity, error) {
	all, known := seller.Known(a.DB)
	if !known {
		var err error
		if all, err = db.See(ctx, a.DB, db.As{}, seller.All); err != nil {
			return seller.Entity{}, err
		}
	}
	for _, e := range all {
		if e.ID == id {
			return e, nil
		}
	}
	return seller.Entity{}, nil
}

func firstEntity(r *db.Read) (db.ID, error) {
	all, err := seller.All(r)
	if err != nil || len(all) == 0 {
		return 0, err
	}
	return all[0].ID, nil
}

func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return words.Readable(s[:n])
}

// Signed is who is signed in, as what, and what else he may be.
type Signed struct {
	Caller
	Session db.ID
	Posts   []Seat
}

// Seat is a role in a legal entity that somebody may sit in.
type Seat struct {
	Role       string
	Entity     db.ID
	EntityName string
	Now        bool
}

// SessionOf is who the secret of a cookie belongs to. It refuses app.signin
// when nobody, or not any more.
func (a *App) SessionOf(ctx context.Context, secret string) (Signed, error) {
	if secret == "" {
		return Signed{}, refuse.New(refuse.Unauthorized, "app.signin")
	}
	s, known := access.KnownSession(a.DB, secret)
	if !known {
		var err error
		if s, err = a.revive(ctx, secret); err != nil {
			return Signed{}, err
		}
	}
	return Signed{Caller: Caller{User: s.User, Name: s.Name, Role: s.Role, Entity: s.Entity, Language: s.Language}, Session: s.ID}, nil
}

// revive reads a session and writes down that it lives, when that is due.
func (a *App) revive(ctx context.Context, secret string) (access.Session, error) {
	s, err := db.See(ctx, a.DB, db.As{}, func(r *db.Read) (access.Session, error) { return access.FindSession(r, secret) })
	if errors.Is(err, db.ErrNone) {
		return s, refuse.New(refuse.Unauthorized, "app.signin")
	}
	if err != nil || !s.Fades(a.DB.Now()) {
		return s, err
	}
	_, err = db.Do(ctx, a.DB, db.As{Actor: s.User}, func(w *db.Write) (any, error) { return nil, access.Touch(w, s) })
	return s, err
}

// Seats are what the signed-in user may be, each role for each legal entity it
// is good for.
func (a *App) Seats(ctx context.Context, s Signed) ([]Seat, error) {
	return db.See(ctx, a.DB, db.As{Actor: s.User}, func(r *db.Read) ([]Seat, error) {
		posts, err := access.PostsOf(r, s.User)
		if err != nil {
			return nil, err
		}
		all, err := seller.All(r)
		var out []Seat
		for _, p := range posts {
			for _, e := range all {
				if p.Entity == 0 || p.Entity == e.ID {
					out = append(out, Seat{p.Role, e.ID, e.Name, p.Role == s.Role && e.ID == s.Entity})
				}
			}
		}
		return out, err
	})
}

// Sit changes what the user is signed in as: a new session takes the place of
// the old one, with a new secret. It refuses app.seat.
func (a *App) Sit(ctx context.Context, s Signed, role string, entity db.ID, from From) (string, error) {
	seats, err := a.Seats(ctx, s)
	if err != nil {
		return "", err
	}
	for _, seat := range seats {
		if seat.Role != role || seat.Entity != entity {
			continue
		}
		return db.Do(ctx, a.DB, db.As{Actor: s.User}, func(w *db.Write) (string, error) {
			if err := access.End(w, s.Session, s.User); err != nil {
				return "", err
			}
			return access.Open(w, s.User, access.Post{Role: role, Entity: entity}, from.Address, words.Readable(cut(from.Agent, 200)))
		})
	}
	return "", refuse.New(refuse.Forbidden, "app.seat", "role", words.Key("role."+role))
}

// SignOut ends the session.
func (a *App) SignOut(ctx context.Context, s Signed) error {
	_, err := db.Do(ctx, a.DB, db.As{Actor: s.User}, func(w *db.Write) (any, error) { return nil, access.End(w, s.Session, s.User) })
	return err
}

// Invited is the name of whom a link invites. It refuses access.invitation.
func (a *App) Invited(ctx context.Context, secret string) (string, error) {
	i, err := db.See(ctx, a.DB, db.As{}, func(r *db.Read) (access.Invited, error) { return access.FindInvitation(r, secret) })
	return i.Name, err
}

// AcceptInvitation sets the password of whom a link invites. It refuses
// access.invitation and access.password.
func (a *App) AcceptInvitation(ctx context.Context, secret, password string) error {
	name, err := a.Invited(ctx, secret)
	if err != nil {
		return err
	}
	if err := access.CheckPassword(name, password); err != nil {
		return err
	}
	hash, err := access.Hash(ctx, password)
	if err != nil {
		return err
	}
	_, err = db.Do(ctx, a.DB, db.As{}, func(w *db.Write) (any, error) {
		i, err := access.FindInvitation(w.Read, secret)
		if err != nil {
			return nil, err
		}
		w.Actor = i.User
		return nil, access.SetPassword(w, i.User, hash, 0)
	})
	return err
}

// ChangePassword sets another password for who is signed in and knows the old
// one; his other sessions end. It refuses access.wait, access.signin and
// access.password.
func (a *App) ChangePassword(ctx context.Context, s Signed, old, password string, from From) error {
	hash, err := db.See(ctx, a.DB, db.As{}, func(r *db.Read) (string, error) {
		if err := access.MayTry(r, s.Name, from.Address); err != nil {
			return "", err
		}
		return access.PasswordOf(r, s.User)
	})
	if err != nil {
		return err
	}
	right, err := access.Matches(ctx, old, hash)
	if err != nil {
		return err
	}
	if !right {
		_, err := db.Do(ctx, a.DB, db.As{}, func(w *db.Write) (any, error) { return nil, access.Failed(w, s.Name, from.Address) })
		return errors.Join(refuse.New(refuse.Invalid, "access.old_password").At("/old", "access.old_password"), err)
	}
	if err := access.CheckPassword(s.Name, password); err != nil {
		return err
	}
	if hash, err = access.Hash(ctx, password); err != nil {
		return err
	}
	_, err = db.Do(ctx, a.DB, db.As{Actor: s.User}, func(w *db.Write) (any, error) {
		return nil, access.SetPassword(w, s.User, hash, s.Session)
	})
	return err
}
