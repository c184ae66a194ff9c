package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/connect/oidc"
)

// noIdentity is the no of an installation that has no identity provider.
func (a *App) noIdentity() error {
	if a.Identity == nil {
		return refuse.New(refuse.Missing, "app.not_found")
	}
	return nil
}

// told is what a provider's failure is to a person; the rest goes to the log,
// without what is secret.
func (a *App) told(err error) error {
	if err == nil {
		return nil
	}
	a.Log.Warn("identity provider", "error", err.Error())
	if errors.Is(err, oidc.ErrWrong) {
		return refuse.New(refuse.Unauthorized, "access.identity_wrong")
	}
	return refuse.New(refuse.Unauthorized, "access.identity_away")
}

// Sent is where somebody goes to prove who he is, and the secret of his step.
type Sent struct{ URL, Step string }

// AskIdentity begins a sign-in by the identity provider, which leads back to a
// page of ours; to is where one wanted to go. It refuses
// access.identity_away.
func (a *App) AskIdentity(ctx context.Context, back, to string) (Sent, error) {
	return a.sendOff(ctx, access.Step{Kind: access.StepIdentity, Data: access.StepData{To: to}}, oidc.NewTry(back))
}

// AskIdentityAgain is AskIdentity of who is signed in, to prove it once more.
func (a *App) AskIdentityAgain(ctx context.Context, s Signed, back string) (Sent, error) {
	t := oidc.NewTry(back)
	t.Again = true
	return a.sendOff(ctx, access.Step{Kind: access.StepIdentityAgain, User: s.User, Session: s.Session}, t)
}

func (a *App) sendOff(ctx context.Context, s access.Step, t oidc.Try) (out Sent, err error) {
	if err := a.noIdentity(); err != nil {
		return out, err
	}
	if out.URL, err = a.Identity.Ask(ctx, t); err != nil {
		return out, a.told(err)
	}
	s.Data.State, s.Data.Nonce, s.Data.Verifier = t.State, t.Nonce, t.Verifier
	out.Step, err = db.Do(ctx, a.DB, db.As{Actor: s.User}, func(w *db.Write) (string, error) {
		return access.Begin(w, a.vault, s)
	})
	return out, err
}

// Back is what a browser brings back from the identity provider.
type Back struct {
	Page                string // of ours, as the provider was told
	State, Code, Issuer string
}

// Failures are not counted: nobody guesses a signature, and behind a proxy one
// who is not invited would keep the others out.

// taken ends a step, whatever comes of it, and is who the provider says it is.
func (a *App) taken(ctx context.Context, step string, b Back, kinds ...string) (access.Step, oidc.Identity, error) {
	if err := a.noIdentity(); err != nil {
		return access.Step{}, oidc.Identity{}, err
	}
	s, err := db.Do(ctx, a.DB, db.As{}, func(w *db.Write) (access.Step, error) {
		s, err := access.FindStep(w.Read, a.vault, step, kinds...)
		if err == nil {
			access.EndStep(w, step)
		}
		return s, err
	})
	if err != nil {
		return s, oidc.Identity{}, err
	}
	t := oidc.Try{State: s.Data.State, Nonce: s.Data.Nonce, Verifier: s.Data.Verifier, Back: b.Page}
	who, err := a.Identity.Take(ctx, t, b.State, b.Code, b.Issuer)
	return s, who, a.told(err)
}

// SignInIdentity goes on with who comes back from the identity provider as with
// who gave his password, and gives him the roles of his groups. It also says
// where he wanted to go. It refuses access.step, access.identity,
// access.identity_wrong, access.identity_away and access.no_role.
func (a *App) SignInIdentity(ctx context.Context, step string, b Back, from From) (Entrance, string, error) {
	s, who, err := a.taken(ctx, step, b, access.StepIdentity)
	if err != nil {
		return Entrance{}, s.Data.To, err
	}
	in, err := db.Do(ctx, a.DB, db.As{}, func(w *db.Write) (Entrance, error) {
		e := a.elsewhere(who)
		user, err := access.ByIdentity(w, a.vault, e)
		if err != nil {
			return Entrance{}, err
		}
		if err := access.Grouped(w, user, a.Identity.Of(who.Groups)); err != nil {
			return Entrance{}, err
		}
		access.Remember(w, user, e)
		return a.pass(w, user, access.Identity, from)
	})
	return in, s.Data.To, err
}

func (a *App) elsewhere(who oidc.Identity) access.Elsewhere {
	return access.Elsewhere{Issuer: a.Identity.Issuer, Subject: who.Subject, Email: who.Email, SID: who.SID}
}

// ProveIdentity is Prove by who comes back from the identity provider, where he
// has just proved it anew. It refuses as SignInIdentity does.
func (a *App) ProveIdentity(ctx context.Context, signed Signed, step string, b Back) (string, error) {
	s, who, err := a.taken(ctx, step, b, access.StepIdentityAgain)
	if err != nil {
		return "", err
	}
	if s.User != signed.User || s.Session != signed.Session || a.DB.Now().Sub(who.Proven) > access.StepTime {
		return "", refuse.New(refuse.Unauthorized, "access.identity_wrong")
	}
	return db.Do(ctx, a.DB, db.As{Actor: signed.User}, func(w *db.Write) (string, error) {
		his, err := access.IsIdentity(w.Read, signed.User, a.elsewhere(who))
		if err == nil && !his {
			err = access.NoIdentity()
		}
		if err != nil {
			return "", err
		}
		return access.Prove(w, signed.Session, signed.User, access.Identity)
	})
}

// IdentityOut is where who signed out here signs out elsewhere too; "" when
// there is no such place.
func (a *App) IdentityOut(ctx context.Context, back string) (string, error) {
	if err := a.noIdentity(); err != nil {
		return "", err
	}
	out, err := a.Identity.Out(ctx, back)
	return out, a.told(err)
}

// IdentityGone signs out whom the identity provider says is signed out there.
// It refuses access.identity_wrong, access.identity_away and access.identity_told.
func (a *App) IdentityGone(ctx context.Context, token string) error {
	if err := a.noIdentity(); err != nil {
		return err
	}
	gone, err := a.Identity.Heard(ctx, token)
	if err != nil {
		return a.told(err)
	}
	_, err = db.Do(ctx, a.DB, db.As{}, func(w *db.Write) (any, error) {
		return nil, access.SignedOut(w, access.Elsewhere{Issuer: a.Identity.Issuer, Subject: gone.Subject, SID: gone.SID}, gone.ID, gone.Ends.Add(time.Minute))
	})
	return err
}

// HasIdentity tells that who is signed in is known by an identity elsewhere.
func (a *App) HasIdentity(ctx context.Context, s Signed) (bool, error) {
	if a.Identity == nil {
		return false, nil
	}
	w, err := a.WaysOf(ctx, s)
	return slices.ContainsFunc(w.Factors, func(f access.Factor) bool { return f.Kind == access.Identity }), err
}
