package access

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"

	"encaisse/base/db"
	"encaisse/base/refuse"
)

var (
	qVaultKey    = db.Q("access.vault.key", `select value from setting where name = 'factor_key'`)
	qVaultNewKey = db.Q("access.vault.key.insert", `insert into setting (name, value) values ('factor_key', $1) on conflict (name) do nothing`)
)

// Vault seals the secrets that must be read again, each for its user: AES-256
// in Galois counter mode. Its key is made from a secret of the program's
// surroundings; without one it stays in the database, as that of the chain.
type Vault struct{ key []byte }

// shortestSecret of the program's surroundings.
const shortestSecret = 32

// NewVault is the vault of a secret; "" is that of the database's own key. It
// refuses access.secret to one that is too short.
func NewVault(secret string) (Vault, error) {
	if secret == "" {
		return Vault{}, nil
	}
	if len(secret) < shortestSecret {
		return Vault{}, refuse.New(refuse.Invalid, "access.secret", "min", shortestSecret)
	}
	key, err := hkdf.Key(sha256.New, []byte(secret), nil, "encaisse factors", 32)
	return Vault{key}, err
}

// markLen is how much of a key's hash stands before what it sealed.
const markLen = 4

func mark(key []byte) string {
	sum := sha256.Sum256(key)
	return string(sum[:markLen])
}

func (v Vault) seal(w *db.Write, whose db.ID, plain []byte) ([]byte, error) {
	key := v.key
	if key == nil {
		var err error
		if key, err = ownKey(w); err != nil {
			return nil, err
		}
	}
	box, err := boxOf(key)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, box.NonceSize())
	rand.Read(nonce) // never fails: the program stops instead
	return box.Seal(append([]byte(mark(key)), nonce...), nonce, plain, about(whose)), nil
}

// open refuses access.sealed when another secret sealed it.
func (v Vault) open(r *db.Read, whose db.ID, sealed []byte) ([]byte, error) {
	key := v.key
	if key == nil || len(sealed) > markLen && mark(key) != string(sealed[:markLen]) { // sealed before there was a secret
		var err error
		if key, err = keptKey(r); err != nil && err != db.ErrNone {
			return nil, err
		}
	}
	if key == nil || len(sealed) < markLen || mark(key) != string(sealed[:markLen]) {
		return nil, refuse.New(refuse.Conflict, "access.sealed")
	}
	box, err := boxOf(key)
	if err != nil {
		return nil, err
	}
	rest := sealed[markLen:]
	if len(rest) < box.NonceSize() {
		return nil, refuse.New(refuse.Conflict, "access.sealed")
	}
	return box.Open(nil, rest[:box.NonceSize()], rest[box.NonceSize():], about(whose))
}

func boxOf(key []byte) (cipher.AEAD, error) {
	b, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(b)
}

// about binds what is sealed to its user: another's row does not open.
func about(whose db.ID) []byte { return binary.BigEndian.AppendUint64(nil, uint64(whose)) }

func keptKey(r *db.Read) ([]byte, error) {
	text, err := db.One[string](r, qVaultKey)
	if err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(text)
}

// ownKey is the database's own key, made at first use.
func ownKey(w *db.Write) ([]byte, error) {
	key, err := keptKey(w.Read)
	if err != db.ErrNone {
		return key, err
	}
	made := make([]byte, 32)
	rand.Read(made) // never fails: the program stops instead
	w.Exec(qVaultNewKey, base64.StdEncoding.EncodeToString(made))
	return keptKey(w.Read)
}
