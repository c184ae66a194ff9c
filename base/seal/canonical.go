package seal

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strconv"

	"encaisse/base/day"
	"encaisse/base/db"
)

// Canonical bytes: what is hashed and signed, whoever recomputes it.
//
// A record is a list of fields, each written as its length in 4 bytes, the
// most significant first, and then its bytes. A text is its UTF-8 bytes; a
// whole number is its decimal text; null is the length FFFFFFFF and no bytes.
//
//	record n: "encaisse.fact.1", number, id, type, at, day, actor,
//	          entity or null, cause or null, request, objects, body
//	head:     "encaisse.head.1", number, id of its fact, hash, at, key
//
// hash(n) = SHA-256(hash(n-1) followed by the canonical bytes of record n);
// hash(0) is 32 bytes of zero.

const (
	factForm = "encaisse.fact.1"
	headForm = "encaisse.head.1"
)

// fact is one row of the log, nulls told apart from zero so that every column
// is covered as it is stored.
type fact struct {
	ID        db.ID
	Type      string
	At        int64
	Day       day.Day
	Actor     db.ID
	HasEntity bool
	Entity    db.ID
	HasCause  bool
	Cause     db.ID
	Request   db.ID
	Objects   string
	Body      string
}

const factColumns = `e.id, e.type, e.at, e.day, e.actor, e.entity is not null, coalesce(e.entity, 0), e.cause is not null, coalesce(e.cause, 0),
	e.request, e.objects, e.body`

// form writes canonical bytes.
type form []byte

func (f form) text(s string) form {
	return append(binary.BigEndian.AppendUint32(f, uint32(len(s))), s...)
}

func (f form) number(n int64) form { return f.text(strconv.FormatInt(n, 10)) }

func (f form) maybe(there bool, n db.ID) form {
	if !there {
		return append(f, 0xff, 0xff, 0xff, 0xff)
	}
	return f.number(int64(n))
}

// canonical is the canonical bytes of record n.
func (e fact) canonical(number int64) []byte {
	return form(make([]byte, 0, 256+len(e.Body))).text(factForm).number(number).
		number(int64(e.ID)).text(e.Type).number(e.At).number(int64(e.Day)).number(int64(e.Actor)).
		maybe(e.HasEntity, e.Entity).maybe(e.HasCause, e.Cause).number(int64(e.Request)).text(e.Objects).text(e.Body)
}

// link is the hash of record n after that of n-1.
func (e fact) link(before []byte, number int64) []byte {
	h := sha256.New()
	h.Write(before)
	h.Write(e.canonical(number))
	return h.Sum(nil)
}

// genesis is the hash before the first record.
var genesis = make([]byte, sha256.Size)

// Bytes are written as hexadecimal text.
type Bytes []byte

// String is the hexadecimal text.
func (b Bytes) String() string { return hex.EncodeToString(b) }

// MarshalText writes hexadecimal text.
func (b Bytes) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText reads hexadecimal text.
func (b *Bytes) UnmarshalText(s []byte) (err error) {
	*b, err = hex.DecodeString(string(s))
	return err
}
