package app

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"net"
	"net/url"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/refuse"
)

// relying is what a passkey is bound to: the address of the pages
// ("https://erp.exemple.fr"). It refuses access.passkey_name to an address that is
// a number.
func relying(origin string) (*webauthn.WebAuthn, error) {
	u, err := url.Parse(origin)
	if err != nil {
		return nil, err
	}
	if net.ParseIP(u.Hostname()) != nil {
		return nil, refuse.New(refuse.Conflict, "access.passkey_name", "address", u.Hostname())
	}
	return webauthn.New(&webauthn.Config{RPID: u.Hostname(), RPDisplayName: "Encaisse", RPOrigins: []string{origin}})
}

// keyholder is a user as the library sees him.
type keyholder struct {
	id   db.ID
	name string
	keys []webauthn.Credential
}

func (k keyholder) WebAuthnID() []byte                         { return binary.BigEndian.AppendUint64(nil, uint64(k.id)) }
func (k keyholder) WebAuthnName() string                       { return k.name }
func (k keyholder) WebAuthnDisplayName() string                { return k.name }
func (k keyholder) WebAuthnCredentials() []webauthn.Credential { return k.keys }

// PasskeyStep is what a browser needs to make or to show a passkey, and the
// secret of the step it is done in.
type PasskeyStep struct {
	Options json.RawMessage
	Step    string
}

// AskPasskey asks for any passkey that its owner unlocked: it is two proofs in
// one, the thing and its PIN or his finger.
func (a *App) AskPasskey(ctx context.Context, origin string) (PasskeyStep, error) {
	site, err := relying(origin)
	if err != nil {
		return PasskeyStep{}, err
	}
	options, session, err := site.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return PasskeyStep{}, err
	}
	return a.passkeyStep(ctx, access.Step{Kind: access.StepPasskey}, options.Response, session)
}

// passkeyStep keeps what the answer of a browser is compared with.
func (a *App) passkeyStep(ctx context.Context, s access.Step, options any, session *webauthn.SessionData) (out PasskeyStep, err error) {
	if out.Options, err = json.Marshal(options); err != nil {
		return out, err
	}
	if s.Data.Passkey, err = json.Marshal(session); err != nil {
		return out, err
	}
	out.Step, err = db.Do(ctx, a.DB, db.As{Actor: s.User}, func(w *db.Write) (string, error) { return access.Begin(w, a.vault, s) })
	return out, err
}

// fitting is a passkey that was shown and fits.
type fitting struct {
	factor  access.Factor
	counter int64
	kept    []byte
}

// fits checks what a browser answered to AskPasskey. It refuses access.step,
// access.wait and access.passkey.
func (a *App) fits(ctx context.Context, step, answer, origin string, from From) (fitting, error) {
	site, err := relying(origin)
	if err != nil {
		return fitting{}, err
	}
	return db.See(ctx, a.DB, db.As{}, func(r *db.Read) (out fitting, err error) {
		s, err := access.FindStep(r, a.vault, step, access.StepPasskey)
		if err != nil {
			return out, err
		}
		if err := access.MayTry(r, access.ByName("", from.Address)); err != nil {
			return out, err
		}
		var session webauthn.SessionData
		if err := json.Unmarshal(s.Data.Passkey, &session); err != nil {
			return out, err
		}
		said, err := protocol.ParseCredentialRequestResponseBytes([]byte(answer))
		if err != nil {
			return out, access.NoPasskey()
		}
		f, kept, err := access.FindPasskey(r, a.vault, said.RawID)
		if err != nil {
			return out, err
		}
		owner := keyholder{id: f.User, keys: make([]webauthn.Credential, 1)}
		if err := json.Unmarshal(kept, &owner.keys[0]); err != nil {
			return out, err
		}
		key, err := site.ValidateDiscoverableLogin(func(_, _ []byte) (webauthn.User, error) { return owner, nil }, session, said)
		if err != nil || key.Authenticator.CloneWarning || !key.Flags.UserVerified {
			return out, access.NoPasskey()
		}
		out.factor, out.counter = f, int64(key.Authenticator.SignCount)
		out.kept, err = json.Marshal(key)
		return out, err
	})
}

// missed counts a passkey that did not fit.
func (a *App) missed(ctx context.Context, from From, why error) error {
	if refuse.Code(why) == "access.passkey" {
		_, err := db.Do(ctx, a.DB, db.As{}, func(w *db.Write) (any, error) { return nil, access.Failed(w, access.ByName("", from.Address)) })
		if err != nil {
			return err
		}
	}
	return why
}

// SignInPasskey opens a session for who shows his passkey. It refuses
// access.step, access.wait, access.passkey and access.no_role.
func (a *App) SignInPasskey(ctx context.Context, step, answer, origin string, from From) (string, error) {
	k, err := a.fits(ctx, step, answer, origin, from)
	if err != nil {
		return "", a.missed(ctx, from, err)
	}
	return db.Do(ctx, a.DB, db.As{Actor: k.factor.User}, func(w *db.Write) (string, error) {
		access.EndStep(w, step)
		if err := access.UsePasskey(w, a.vault, k.factor, k.counter, k.kept); err != nil {
			return "", err
		}
		return enter(w, k.factor.User, access.Passkey, from)
	})
}

// ProvePasskey is Prove by a passkey of who is signed in.
func (a *App) ProvePasskey(ctx context.Context, s Signed, step, answer, origin string, from From) (string, error) {
	k, err := a.fits(ctx, step, answer, origin, from)
	if err == nil && k.factor.User != s.User {
		err = access.NoPasskey()
	}
	if err != nil {
		return "", a.missed(ctx, from, err)
	}
	return db.Do(ctx, a.DB, db.As{Actor: s.User}, func(w *db.Write) (string, error) {
		access.EndStep(w, step)
		if err := access.UsePasskey(w, a.vault, k.factor, k.counter, k.kept); err != nil {
			return "", err
		}
		return access.Prove(w, s.Session, s.User, access.Passkey)
	})
}

// BeginPasskey begins the step in which who is signed in makes a passkey. It
// refuses access.proof.
func (a *App) BeginPasskey(ctx context.Context, s Signed, origin string) (PasskeyStep, error) {
	if err := a.Sure(s); err != nil {
		return PasskeyStep{}, err
	}
	return a.newPasskey(ctx, access.Step{Kind: access.StepNewPasskey, User: s.User, Session: s.Session}, s.Name, origin)
}

// BeginFirstPasskey is BeginPasskey for who has to have a second factor before
// he is in. It refuses access.step and access.wait.
func (a *App) BeginFirstPasskey(ctx context.Context, step, origin string, from From) (PasskeyStep, error) {
	s, err := a.step(ctx, step, from, access.StepEnrol)
	if err != nil {
		return PasskeyStep{}, err
	}
	asked, err := a.SecondOf(ctx, step)
	if err != nil {
		return PasskeyStep{}, err
	}
	return a.newPasskey(ctx, access.Step{Kind: access.StepNewPasskey, User: s.User}, asked.User, origin)
}

func (a *App) newPasskey(ctx context.Context, s access.Step, name, origin string) (PasskeyStep, error) {
	site, err := relying(origin)
	if err != nil {
		return PasskeyStep{}, err
	}
	kept, err := db.See(ctx, a.DB, db.As{}, func(r *db.Read) ([][]byte, error) { return access.PasskeysOf(r, a.vault, s.User) })
	if err != nil {
		return PasskeyStep{}, err
	}
	owner := keyholder{id: s.User, name: name, keys: make([]webauthn.Credential, len(kept))}
	for i, k := range kept {
		if err := json.Unmarshal(k, &owner.keys[i]); err != nil {
			return PasskeyStep{}, err
		}
	}
	required := true
	options, session, err := site.BeginRegistration(owner, webauthn.WithExclusions(webauthn.Credentials(owner.keys).CredentialDescriptors()),
		webauthn.WithAuthenticatorSelection(protocol.AuthenticatorSelection{RequireResidentKey: &required, ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired}))
	if err != nil {
		return PasskeyStep{}, err
	}
	return a.passkeyStep(ctx, s, options.Response, session)
}

// EnrolPasskey keeps the passkey that was made in a step, under a name; with the
// first one come recovery codes. It refuses access.step, access.passkey and
// unique.factor_handle.
func (a *App) EnrolPasskey(ctx context.Context, s Signed, step, answer, name, origin string) (Enrolled, error) {
	made, err := a.made(ctx, s.User, s.Name, step, answer, origin)
	if err != nil {
		return Enrolled{}, err
	}
	return db.Do(ctx, a.DB, db.As{Actor: s.User}, func(w *db.Write) (out Enrolled, err error) {
		access.EndStep(w, step)
		if out.Codes, err = made.keep(w, a, name); err != nil {
			return out, err
		}
		out.Session, err = access.Prove(w, s.Session, s.User, access.Passkey)
		return out, err
	})
}

// EnrolFirstPasskey ends the step in which who needs a second factor gets one:
// the passkey that he made in a step of its own. He is in then.
func (a *App) EnrolFirstPasskey(ctx context.Context, step, making, answer, name, origin string, from From) (Enrolled, error) {
	s, err := a.step(ctx, step, from, access.StepEnrol)
	if err != nil {
		return Enrolled{}, err
	}
	made, err := a.made(ctx, s.User, "", making, answer, origin)
	if err != nil {
		return Enrolled{}, err
	}
	return db.Do(ctx, a.DB, db.As{Actor: s.User}, func(w *db.Write) (out Enrolled, err error) {
		access.EndStep(w, making)
		if out.Codes, err = made.keep(w, a, name); err != nil {
			return out, err
		}
		out.Session, err = a.arrive(w, step, s, access.Passkey, from)
		return out, err
	})
}

// madePasskey is a passkey that a browser made for a user.
type madePasskey struct {
	user db.ID
	key  *webauthn.Credential
	kept []byte
}

// made checks what a browser answered to a step in which its user makes a
// passkey.
func (a *App) made(ctx context.Context, user db.ID, name, step, answer, origin string) (out madePasskey, err error) {
	site, err := relying(origin)
	if err != nil {
		return out, err
	}
	said, err := protocol.ParseCredentialCreationResponseBytes([]byte(answer))
	if err != nil {
		return out, access.NoPasskey()
	}
	begun, err := db.See(ctx, a.DB, db.As{}, func(r *db.Read) (access.Step, error) {
		return access.FindStep(r, a.vault, step, access.StepNewPasskey)
	})
	if err != nil {
		return out, err
	}
	var session webauthn.SessionData
	if err := json.Unmarshal(begun.Data.Passkey, &session); err != nil {
		return out, err
	}
	out.user = user
	out.key, err = site.CreateCredential(keyholder{id: user, name: name}, session, said)
	if err != nil || begun.User != user || !out.key.Flags.UserVerified {
		return out, access.NoPasskey()
	}
	out.kept, err = json.Marshal(out.key)
	return out, err
}

// keep adds the passkey under a name; with a user's first factor come recovery
// codes.
func (m madePasskey) keep(w *db.Write, a *App, name string) ([]string, error) {
	f := access.Factor{User: m.user, Kind: access.Passkey, Name: cut(name, 60), Handle: m.key.ID, Used: int64(m.key.Authenticator.SignCount)}
	if err := access.AddFactor(w, a.vault, f, m.kept); err != nil {
		return nil, err
	}
	left, err := access.CodesLeft(w.Read, m.user)
	if err != nil || left > 0 {
		return nil, err
	}
	return access.NewCodes(w, m.user)
}
