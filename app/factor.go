package app

import (
	"context"
	"errors"
	"time"

	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/refuse"
)

// Second is what is asked of who gave a first proof.
type Second struct {
	User    string
	App     bool // he may give a code of his app
	Passkey bool // he may show a passkey
	Key     access.AppKey
}

// SecondOf is what a step asks for: the second proof, or the app that is to be
// set up (with its key). It refuses access.step.
func (a *App) SecondOf(ctx context.Context, step string) (out Second, err error) {
	return db.See(ctx, a.DB, db.As{}, func(r *db.Read) (out Second, err error) {
		s, err := access.FindStep(r, a.vault, step, access.StepSecond, access.StepEnrol, access.StepApp)
		if err != nil {
			return out, err
		}
		u, err := access.Named(r, s.User.Text(access.UserPrefix))
		if err != nil {
			return out, err
		}
		out.User = u.Name
		if s.Data.Secret != nil {
			house, err := houseName(r)
			out.Key = s.Key(house, u.Name)
			return out, err
		}
		out.App, out.Passkey, err = access.Seconds(r, s.User)
		return out, err
	})
}

// SignInSecond opens the session of who gives, after a first proof, a code of
// his app or a recovery code. It refuses access.step, access.wait and
// access.code.
func (a *App) SignInSecond(ctx context.Context, step, code string, from From) (string, error) {
	s, err := a.step(ctx, step, from, access.StepSecond)
	if err != nil {
		return "", err
	}
	session, err := db.Do(ctx, a.DB, db.As{Actor: s.User}, func(w *db.Write) (string, error) {
		by, err := access.TakeCode(w, a.vault, s.User, code)
		if err != nil {
			return "", err
		}
		return a.arrive(w, step, s, by, from)
	})
	return session, a.counted(ctx, s.User, from, err)
}

// step is a step whose user may try. It refuses access.step and access.wait.
func (a *App) step(ctx context.Context, secret string, from From, kinds ...string) (access.Step, error) {
	return db.See(ctx, a.DB, db.As{}, func(r *db.Read) (access.Step, error) {
		s, err := access.FindStep(r, a.vault, secret, kinds...)
		if err == nil {
			err = access.MayTry(r, access.ByCode(s.User, from.Address))
		}
		return s, err
	})
}

// arrive opens the session at the end of a step.
func (a *App) arrive(w *db.Write, step string, s access.Step, by string, from From) (string, error) {
	access.EndStep(w, step)
	access.Succeeded(w, access.ByCode(s.User, from.Address))
	return enter(w, s.User, s.Data.By+"+"+by, from)
}

// counted counts a proof that was wrong against who tried.
func (a *App) counted(ctx context.Context, user db.ID, from From, why error) error {
	if refuse.Code(why) != "access.code" {
		return why
	}
	_, err := db.Do(ctx, a.DB, db.As{}, func(w *db.Write) (any, error) {
		return nil, access.Failed(w, access.ByCode(user, from.Address))
	})
	return errors.Join(why, err)
}

// Enrolled is what who set up an app gets: his session and, this once, his
// recovery codes.
type Enrolled struct {
	Session string
	Codes   []string
}

// EnrolApp ends the step in which an app is set up: a code shows that it has
// the secret. Who was asked for it at sign-in is in then; the session of who was
// in goes on under another secret. It refuses access.step, access.wait and
// access.code.
func (a *App) EnrolApp(ctx context.Context, step, code string, from From) (Enrolled, error) {
	s, err := a.step(ctx, step, from, access.StepEnrol, access.StepApp)
	if err != nil {
		return Enrolled{}, err
	}
	out, err := db.Do(ctx, a.DB, db.As{Actor: s.User}, func(w *db.Write) (out Enrolled, err error) {
		if err = access.AddApp(w, a.vault, s.User, s.Data.Secret, code); err != nil {
			return out, err
		}
		if out.Codes, err = access.NewCodes(w, s.User); err != nil {
			return out, err
		}
		if s.Kind == access.StepEnrol {
			out.Session, err = a.arrive(w, step, s, access.TOTP, from)
			return out, err
		}
		access.EndStep(w, step)
		access.Succeeded(w, access.ByCode(s.User, from.Address))
		out.Session, err = access.Prove(w, s.Session, s.User, access.TOTP)
		return out, err
	})
	return out, a.counted(ctx, s.User, from, err)
}

// ProofTime is how long a proof is good for what moves money, and for what
// changes how one proves who he is (quality S17).
const ProofTime = 10 * time.Minute

// Sure refuses access.proof to who did not prove lately who he is.
func (a *App) Sure(s Signed) error {
	if a.DB.Now().Sub(s.Proven) > ProofTime {
		return refuse.New(refuse.Forbidden, "access.proof", "minutes", int64(ProofTime/time.Minute))
	}
	return nil
}

// Prove takes a new proof of who is signed in: a code, when he gives one, else
// his password. His session goes on under the secret it returns.
// It refuses access.wait, access.code and access.old_password.
func (a *App) Prove(ctx context.Context, s Signed, password, code string, from From) (string, error) {
	if code == "" {
		if err := a.provenBy(ctx, s, password, from); err != nil {
			return "", err
		}
		return a.sureBy(ctx, s, "password", from)
	}
	_, err := db.See(ctx, a.DB, db.As{}, func(r *db.Read) (any, error) {
		return nil, access.MayTry(r, access.ByCode(s.User, from.Address))
	})
	if err != nil {
		return "", err
	}
	secret, err := db.Do(ctx, a.DB, db.As{Actor: s.User}, func(w *db.Write) (string, error) {
		by, err := access.TakeCode(w, a.vault, s.User, code)
		if err != nil {
			return "", err
		}
		access.Succeeded(w, access.ByCode(s.User, from.Address))
		return access.Prove(w, s.Session, s.User, by)
	})
	return secret, a.counted(ctx, s.User, from, err)
}

func (a *App) sureBy(ctx context.Context, s Signed, by string, from From) (string, error) {
	return db.Do(ctx, a.DB, db.As{Actor: s.User}, func(w *db.Write) (string, error) {
		access.Succeeded(w, access.ByName(s.Name, from.Address))
		return access.Prove(w, s.Session, s.User, by)
	})
}

// ProveFreely is Prove without a proof: for the demonstration, whose doors stand
// open.
func (a *App) ProveFreely(ctx context.Context, s Signed) (string, error) {
	return db.Do(ctx, a.DB, db.As{Actor: s.User}, func(w *db.Write) (string, error) {
		return access.Prove(w, s.Session, s.User, "demonstration")
	})
}

// Ways are the factors of who is signed in, and how many recovery codes he has.
type Ways struct {
	Factors  []access.Factor
	Codes    int64
	Password bool
}

// WaysOf are how who is signed in proves who he is.
func (a *App) WaysOf(ctx context.Context, s Signed) (Ways, error) {
	return db.See(ctx, a.DB, db.As{}, func(r *db.Read) (out Ways, err error) {
		if out.Factors, err = access.FactorsOf(r, s.User); err != nil {
			return out, err
		}
		hash, err := access.PasswordOf(r, s.User)
		if out.Password = hash != ""; err != nil {
			return out, err
		}
		out.Codes, err = access.CodesLeft(r, s.User)
		return out, err
	})
}

// BeginApp begins the step in which who is signed in sets up an app. It refuses
// access.proof and unique.factor_app.
func (a *App) BeginApp(ctx context.Context, s Signed) (string, error) {
	if err := a.Sure(s); err != nil {
		return "", err
	}
	return db.Do(ctx, a.DB, db.As{Actor: s.User}, func(w *db.Write) (string, error) {
		has, _, err := access.Seconds(w.Read, s.User)
		if err != nil {
			return "", err
		}
		if has {
			return "", refuse.New(refuse.Conflict, "unique.factor_app")
		}
		return access.NewApp(w, a.vault, access.Step{Kind: access.StepApp, User: s.User, Session: s.Session})
	})
}

// RenewCodes makes other recovery codes for who is signed in; those before
// open nothing any more. It refuses access.proof.
func (a *App) RenewCodes(ctx context.Context, s Signed) ([]string, error) {
	if err := a.Sure(s); err != nil {
		return nil, err
	}
	return db.Do(ctx, a.DB, db.As{Actor: s.User}, func(w *db.Write) ([]string, error) { return access.NewCodes(w, s.User) })
}

// EndFactor takes a factor of who is signed in away. It refuses access.proof
// and access.factor_required.
func (a *App) EndFactor(ctx context.Context, s Signed, id string) error {
	if err := a.Sure(s); err != nil {
		return err
	}
	return a.own(ctx, s, id, func(w *db.Write, f db.ID) error { return access.EndFactor(w, s.User, f) })
}

// NameFactor gives a factor of who is signed in another name.
func (a *App) NameFactor(ctx context.Context, s Signed, id, name string) error {
	return a.own(ctx, s, id, func(w *db.Write, f db.ID) error { return access.NameFactor(w, s.User, f, cut(name, 60)) })
}

// own does something to a factor that is named by its id.
func (a *App) own(ctx context.Context, s Signed, id string, do func(*db.Write, db.ID) error) error {
	f, _ := db.ParseID(access.FactorPrefix, id)
	_, err := db.Do(ctx, a.DB, db.As{Actor: s.User}, func(w *db.Write) (any, error) { return nil, do(w, f) })
	if errors.Is(err, db.ErrNone) {
		err = refuse.New(refuse.Missing, "app.not_found")
	}
	return err
}
