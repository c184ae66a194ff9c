package access

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"time"

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
	Secret   *string `json:"key" doc:"the secret, shown once; null when the same request is answered again, and when a second person agreed: who asked collects it"`
}

// Stored is the key as it is kept under its idempotency key: without the
// secret, which is nowhere in clear.
func (k Key) Stored() any {
	k.Secret = nil
	return k
}

// keysOfMoney is the kind of making a key in a role that moves money: always two
// people (quality S17).
var keysOfMoney = approval.Register(approval.Kind{Name: "apikey.create", Ladder: approval.FinanceLadder})

// CreateKey makes an API key of 256 random bits; in a role that moves money with
// a second person. Its secret is then fetched by who asked, with CollectKey: the
// other one never sees it. It refuses access.user, access.role, access.customer,
// and entities and customers that are not there.
func CreateKey(w *db.Write, in NewKey) (Key, error) {
	if !movesMoney(in.Role) {
		return IssueKey(w, in)
	}
	u, err := Named(w.Read, in.User)
	if err != nil {
		return Key{}, err
	}
	by, err := two(w, u.ID, approval.Ask{Kind: keysOfMoney, Subject: u.ID, Object: "user", Number: u.Name, Maker: u.ID, Always: true, Replaces: true,
		Stamp: db.JSON([]any{in.Role, in.Entity, in.Customer}), Detail: map[string]any{"was": []string{}, "now": []string{in.Role}}})
	if err != nil {
		return Key{}, err
	}
	k, err := IssueKey(w, in)
	if err != nil || by.Approval == 0 {
		return k, err
	}
	id, _ := db.ParseID(KeyPrefix, k.ID)
	w.Exec(qKeyOwe, id, by.Requester, w.Now().Add(owedDays*24*time.Hour).UnixMicro())
	k.Secret = nil
	return k, w.Err()
}

// owedDays is how long who asked for a key may take to fetch its secret.
const owedDays = 7

// CollectKey shows the secret of a key that two people agreed on, once, to who
// asked for it. It refuses access.key_owed.
func CollectKey(w *db.Write, in KeyRef) (Collected, error) {
	id, _ := db.ParseID(KeyPrefix, in.ID)
	o, err := db.One[owed](w.Read, qKeyOwed, id)
	if err != nil && err != db.ErrNone {
		return Collected{}, err
	}
	if err == db.ErrNone || o.User != w.Actor || w.Now().UnixMicro() > o.Ends {
		return Collected{}, refuse.New(refuse.Conflict, "access.key_owed")
	}
	secret, hash := newSecret()
	w.Exec1(qKeyPaid, id)
	w.Exec1(qKeyHash, id, hash)
	keys.Drop(w)
	w.Emit("apikey.collected", struct{}{}, db.Obj("key", id))
	return Collected{ID: in.ID, Secret: &secret}, w.Err()
}

type owed struct {
	User db.ID
	Ends int64
}

// Collected is the secret of a key, shown this once.
type Collected struct {
	ID     string  `json:"id"`
	Secret *string `json:"key" doc:"the secret, shown once; null when the same request is answered again"`
}

// Stored is it as it is kept under its idempotency key.
func (c Collected) Stored() any {
	c.Secret = nil
	return c
}

// IssueKey is CreateKey without a second person, for who makes a company.
func IssueKey(w *db.Write, in NewKey) (Key, error) {
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
