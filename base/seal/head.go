package seal

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"time"

	"encaisse/base/db"
	"encaisse/base/refuse"
)

// Head is the end of the chain, signed: whoever keeps one can tell later
// whether the records up to it are still the same.
type Head struct {
	Number    int64     `json:"number"`
	Event     db.ID     `json:"event,string"`
	Hash      Bytes     `json:"hash"`
	At        time.Time `json:"at"`
	Key       Bytes     `json:"key" doc:"Ed25519 public key"`
	Signature Bytes     `json:"signature"`
}

var (
	qKey    = db.Q("seal.key", `select value from setting where name = 'audit_key'`)
	qNewKey = db.Q("seal.key.insert", `insert into setting (name, value) values ('audit_key', $1) on conflict (name) do nothing`)
	qAt     = db.Q("seal.at", `select number, event, hash from seal where number = $1`)
)

// ensureKey makes the signing key at first use. Its seed stays in the database.
func ensureKey(w *db.Write) error {
	_, err := db.One[string](w.Read, qKey)
	if err != db.ErrNone {
		return err
	}
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		return err
	}
	w.Exec(qNewKey, base64.StdEncoding.EncodeToString(key.Seed()))
	return nil
}

func signingKey(r *db.Read) (ed25519.PrivateKey, error) {
	text, err := db.One[string](r, qKey)
	if err != nil {
		return nil, err
	}
	seed, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, fmt.Errorf("setting audit_key is no key")
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// End is the signed head of the chain now. It refuses seal.none before the
// first sealing.
func End(r *db.Read) (Head, error) {
	t, err := last(r)
	if err != nil {
		return Head{}, err
	}
	if t.Number == 0 {
		return Head{}, refuse.New(refuse.Conflict, "seal.none")
	}
	key, err := signingKey(r)
	if err != nil {
		return Head{}, err
	}
	h := Head{Number: t.Number, Event: t.Event, Hash: t.Hash, At: r.Now().UTC().Truncate(time.Microsecond),
		Key: Bytes(key.Public().(ed25519.PublicKey))}
	h.Signature = ed25519.Sign(key, h.canonical())
	return h, nil
}

func (h Head) canonical() []byte {
	return form(nil).text(headForm).number(h.Number).number(int64(h.Event)).text(string(h.Hash)).
		number(h.At.UnixMicro()).text(string(h.Key))
}

// Signed refuses seal.signature when the head was not signed by its key.
func (h Head) Signed() error {
	if len(h.Key) != ed25519.PublicKeySize || !ed25519.Verify(ed25519.PublicKey(h.Key), h.canonical(), h.Signature) {
		return refuse.New(refuse.Conflict, "seal.signature", "number", h.Number)
	}
	return nil
}

// against compares a record of a chain with an earlier head of that number.
func (h Head) against(hash, key []byte) error {
	switch {
	case !bytes.Equal(h.Hash, hash):
		return refuse.New(refuse.Conflict, "seal.rewritten", "number", h.Number)
	case !bytes.Equal(h.Key, key):
		return refuse.New(refuse.Conflict, "seal.other_key", "number", h.Number)
	}
	return nil
}

// Compare refuses when the chain in the database is not the one an earlier
// head is of: cut (seal.shorter), rewritten (seal.rewritten), or signed by
// another key (seal.other_key).
func Compare(r *db.Read, earlier Head) error {
	if err := earlier.Signed(); err != nil {
		return err
	}
	t, err := db.One[tail](r, qAt, earlier.Number)
	if err == db.ErrNone {
		end, err := last(r)
		if err != nil {
			return err
		}
		return refuse.New(refuse.Conflict, "seal.shorter", "number", end.Number, "earlier", earlier.Number)
	}
	if err != nil {
		return err
	}
	key, err := signingKey(r)
	if err != nil {
		return err
	}
	return earlier.against(t.Hash, key.Public().(ed25519.PublicKey))
}
