package access

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// secretPrefix begins every secret, so that one left in a file is recognised.
const secretPrefix = "enc_"

// NewKey is a key to be.
type NewKey struct {
	User     string `json:"user" doc:"id or name"`
	Role     string `json:"role" enum:"sales,credit,credit_manager,warehouse,billing,collections,cash,finance,auditor,admin,customer"`
	Entity   string `json:"entity,omitempty" doc:"id or name of the only legal entity it opens; every one when left out"`
	Customer string `json:"customer,omitempty" doc:"id or number; with the role customer only"`
}

// Key is a new key with its secret, which is shown this once.
type Key struct {
	ID       string  `json:"id"`
	User     string  `json:"user"`
	Role     string  `json:"role"`
	Entity   *string `json:"entity"`
	Customer *string `json:"customer"`
	Secret   *string `json:"key" doc:"the secret, shown once; null when the same request is answered again"`
}

// Stored is the key as it is kept under its idempotency key: without the
// secret, which is nowhere in clear.
func (k Key) Stored() any {
	k.Secret = nil
	return k
}

// CreateKey makes an API key of 256 random bits. It refuses access.user,
// access.role, access.customer, and entities and customers that are not there.
func CreateKey(w *db.Write, in NewKey) (Key, error) {
	if !isRole(in.Role) {
		return Key{}, refuse.New(refuse.Invalid, "access.role", "role", in.Role).At("/role", "access.role", "role", in.Role)
	}
	if (in.Role == Customer) != (in.Customer != "") {
		return Key{}, refuse.New(refuse.Invalid, "access.customer").At("/customer", "access.customer")
	}
	u, err := Named(w.Read, in.User)
	if err != nil {
		return Key{}, err
	}
	if err := noGuest(w.Read, u.ID, in.Role); err != nil && in.Role != Customer {
		return Key{}, err
	}
	k := Key{ID: "", User: u.ID.Text(UserPrefix), Role: in.Role}
	entity, err := entity(w.Read, in.Entity)
	if err != nil {
		return Key{}, err
	}
	var holder db.ID
	if in.Customer != "" {
		c, err := party.Find(w.Read, in.Customer)
		if err != nil {
			return Key{}, err
		}
		holder = c.ID
	}
	secret, hash := newSecret()
	id := w.NewID()
	w.Exec(qKeyAdd, id, u.ID, in.Role, db.Opt(entity), db.Opt(holder), hash)
	approval.Joined(w)
	w.Emit("apikey.created", keyFact{in.Role}, db.Obj("key", id), db.Obj("user", u.ID))
	k.ID, k.Secret = id.Text(KeyPrefix), &secret
	k.Entity, k.Customer = text(seller.Prefix, entity), text(party.Prefix, holder)
	return k, nil
}

// keyFact is the body of apikey.created.
type keyFact struct {
	Role string `json:"role"`
}

func entity(r *db.Read, ref string) (db.ID, error) {
	if ref == "" {
		return 0, nil
	}
	v, err := seller.Show(r, seller.ByID{ID: ref})
	id, _ := db.ParseID(seller.Prefix, v.ID)
	return id, err
}

// text is an id or null.
func text(prefix string, id db.ID) *string {
	if id == 0 {
		return nil
	}
	s := id.Text(prefix)
	return &s
}

// newSecret is a secret as its owner keeps it, and its hash as we do. The
// secret is random enough that a plain hash protects it.
func newSecret() (secret string, hash []byte) {
	var b [32]byte
	rand.Read(b[:]) // never fails: the program stops instead
	secret = secretPrefix + base64.RawURLEncoding.EncodeToString(b[:])
	return secret, hashOf(secret)
}

func hashOf(secret string) []byte {
	h := sha256.Sum256([]byte(secret))
	return h[:]
}

// KeyRef names one key.
type KeyRef struct {
	ID string `path:"id" json:"-" doc:"key_…"`
}

// Revoked says which key opens nothing any more.
type Revoked struct {
	ID string `json:"id"`
}

// RevokeKey ends a key at once. Revoking it again changes nothing.
func RevokeKey(w *db.Write, in KeyRef) (Revoked, error) {
	id, _ := db.ParseID(KeyPrefix, in.ID)
	revoked, err := db.One[int64](w.Read, qKeyRevoked, id)
	if err != nil {
		return Revoked{}, err
	}
	if revoked == 0 {
		w.Exec1(qKeyRevoke, id, w.Now().UnixMicro())
		keys.Drop(w)
		w.Emit("apikey.revoked", struct{}{}, db.Obj("key", id))
	}
	return Revoked{in.ID}, nil
}
