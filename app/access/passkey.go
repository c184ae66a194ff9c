package access

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
)

// FindPasskey is the passkey of a handle with what is kept of it. It refuses
// access.passkey.
func FindPasskey(r *db.Read, v Vault, handle []byte) (Factor, []byte, error) {
	f, err := db.One[Factor](r, qFactorFind, Passkey, handle)
	if err == db.ErrNone {
		return f, nil, NoPasskey()
	}
	if err != nil {
		return f, nil, err
	}
	kept, err := v.open(r, f.User, f.Secret)
	return f, kept, err
}

// NoPasskey is the no to a passkey that is not known, or does not fit.
func NoPasskey() error { return refuse.New(refuse.Unauthorized, "access.passkey") }

// UsePasskey keeps what a passkey said of itself when it was used, and that it was.
func UsePasskey(w *db.Write, v Vault, f Factor, counter int64, kept []byte) error {
	sealed, err := v.seal(w, f.User, kept)
	if err != nil {
		return err
	}
	w.Exec1(qFactorSeen, f.ID, counter, sealed, w.Now().UnixMicro())
	return w.Err()
}

// PasskeysOf are what is kept of a user's passkeys.
func PasskeysOf(r *db.Read, v Vault, user db.ID) (out [][]byte, err error) {
	list, err := FactorsOf(r, user)
	for _, f := range list {
		if f.Kind != Passkey {
			continue
		}
		kept, err := v.open(r, user, f.Secret)
		if err != nil {
			return nil, err
		}
		out = append(out, kept)
	}
	return out, err
}
