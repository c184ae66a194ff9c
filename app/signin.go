package app

import (
	"context"
	"errors"
	"time"

	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/seller"
)

// From is where somebody signs in from.
type From struct{ Address, Agent string }

// Entrance is what who signs in gets: the secret of a session's cookie or, when
// more is asked of him, that of a step's.
type Entrance struct {
	Session string
	Step    string
	Enrol   bool // the step is to get a second factor, which he has not
}

// SignIn opens a session for a name and a password, in the first of the user's
// posts, or asks for his second factor. It refuses access.wait, access.signin
// (alike for a name that is not there) and access.no_role.
func (a *App) SignIn(ctx context.Context, name, password string, from From) (Entrance, error) {
	u, err := a.proven(ctx, name, password, from)
	if err != nil {
		return Entrance{}, err
	}
	return a.admit(ctx, u, "password", from, func(w *db.Write) { access.Succeeded(w, access.ByName(name, from.Address)) })
}

// proven is the user whose name and password these are.
func (a *App) proven(ctx context.Context, name, password string, from From) (db.ID, error) {
	type user struct {
		access.Account
		hash string
	}
	u, err := db.See(ctx, a.DB, db.As{}, func(r *db.Read) (u user, err error) {
		if err := access.MayTry(r, access.ByName(name, from.Address)); err != nil {
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
		_, err := db.Do(ctx, a.DB, db.As{}, func(w *db.Write) (any, error) { return nil, access.Failed(w, access.ByName(name, from.Address)) })
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
	return db.Do(ctx, a.DB, db.As{Actor: u.ID}, func(w *db.Write) (string, error) { return enter(w, u.ID, "demonstration", from) })
}

// admit opens a session for who gave a first proof, or begins the step that is
// missing.
func (a *App) admit(ctx context.Context, user db.ID, by string, from From, also func(*db.Write)) (Entrance, error) {
	return db.Do(ctx, a.DB, db.As{Actor: user}, func(w *db.Write) (Entrance, error) {
		also(w)
		return a.pass(w, user, by, from)
	})
}

// pass opens a session for who gave a first proof, or begins the step that is
// missing.
func (a *App) pass(w *db.Write, user db.ID, by string, from From) (Entrance, error) {
	posts, err := access.PostsOf(w.Read, user)
	if err == nil && len(posts) == 0 {
		err = refuse.New(refuse.Forbidden, "access.no_role")
	}
	if err != nil {
		return Entrance{}, err
	}
	app, passkey, err := access.Seconds(w.Read, user)
	if err != nil {
		return Entrance{}, err
	}
	needs, err := access.Needs(w.Read, user)
	if err != nil {
		return Entrance{}, err
	}
	step := access.Step{User: user, Data: access.StepData{By: by}}
	switch {
	case app || passkey:
		step.Kind = access.StepSecond
		secret, err := access.Begin(w, a.vault, step)
		return Entrance{Step: secret}, err
	case needs:
		step.Kind = access.StepEnrol
		secret, err := access.NewApp(w, a.vault, step)
		return Entrance{Step: secret, Enrol: true}, err
	}
	session, err := enter(w, user, by, from)
	return Entrance{Session: session}, err
}

// enter opens a session in the first of the user's posts.
func enter(w *db.Write, user db.ID, by string, from From) (string, error) {
	posts, err := access.PostsOf(w.Read, user)
	if err != nil {
		return "", err
	}
	if len(posts) == 0 {
		return "", refuse.New(refuse.Forbidden, "access.no_role")
	}
	p := posts[0]
	if p.Entity == 0 { // of all: the first of them, until another is chosen
		if p.Entity, err = firstEntity(w.Read); err != nil {
			return "", err
		}
	}
	return access.Open(w, from.opening(user, p, by, w.Now()))
}

// opening is a session to be, of who is here.
func (f From) opening(user db.ID, p access.Post, by string, proven time.Time) access.Opening {
	return access.Opening{User: user, Post: p, By: by, Proven: proven, Address: f.Address, Agent: words.Readable(cut(f.Agent, 200))}
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

// Signed is who is signed in, as what.
type Signed struct {
	Caller
	Session db.ID
	Proven  time.Time // when he last proved who he is
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
	return Signed{Caller: Caller{User: s.User, Name: s.Name, Role: s.Role, Entity: s.Entity, Language: s.Language}, Session: s.ID, Proven: time.UnixMicro(s.Proven)}, nil
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
// the old one, with a new secret. It refuses app.seat, and access.factor_needed
// for a role that asks for a second factor of who has none.
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
			if err := access.MaySit(w.Read, s.User, role); err != nil {
				return "", err
			}
			if err := access.End(w, s.Session); err != nil {
				return "", err
			}
			return access.Open(w, from.opening(s.User, access.Post{Role: role, Entity: entity}, "", s.Proven))
		})
	}
	return "", refuse.New(refuse.Forbidden, "app.seat", "role", words.Key("role."+role))
}

// SignOut ends the session.
func (a *App) SignOut(ctx context.Context, s Signed) error {
	_, err := db.Do(ctx, a.DB, db.As{Actor: s.User}, func(w *db.Write) (any, error) { return nil, access.End(w, s.Session) })
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
	if err := a.provenBy(ctx, s, old, from); err != nil {
		return err
	}
	if err := access.CheckPassword(s.Name, password); err != nil {
		return err
	}
	hash, err := access.Hash(ctx, password)
	if err != nil {
		return err
	}
	_, err = db.Do(ctx, a.DB, db.As{Actor: s.User}, func(w *db.Write) (any, error) {
		return nil, access.SetPassword(w, s.User, hash, s.Session)
	})
	return err
}

// provenBy takes the password of who is signed in. It refuses access.wait and
// access.old_password.
func (a *App) provenBy(ctx context.Context, s Signed, password string, from From) error {
	hash, err := db.See(ctx, a.DB, db.As{}, func(r *db.Read) (string, error) {
		if err := access.MayTry(r, access.ByName(s.Name, from.Address)); err != nil {
			return "", err
		}
		return access.PasswordOf(r, s.User)
	})
	if err != nil {
		return err
	}
	right, err := access.Matches(ctx, password, hash)
	if err != nil || right {
		return err
	}
	_, err = db.Do(ctx, a.DB, db.As{}, func(w *db.Write) (any, error) {
		return nil, access.Failed(w, access.ByName(s.Name, from.Address))
	})
	return errors.Join(refuse.New(refuse.Invalid, "access.old_password").At("/old", "access.old_password"), err)
}
