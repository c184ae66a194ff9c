// Package id is the identity of rows. It is apart from the database so that the
// pure rules can name things.
package id

import (
	"strings"
	"time"
)

// ID is the identity of a row: 41 bits of wall-clock milliseconds since
// epoch, 12 bits of node number, 10 bits of sequence. Ids grow with time, so
// rows append at the right edge of their table. 0 is no id.
type ID int64

// Epoch is 2020-01-01 UTC in milliseconds: 41 bits last until 2089.
const Epoch = 1577836800000

const crockford = "0123456789abcdefghjkmnpqrstvwxyz"

// Text writes the id as people and programs see it: a prefix that names the
// kind of document and 13 characters of Crockford base32: "ord_01ht4k…".
func (id ID) Text(prefix string) string {
	if id == 0 {
		return ""
	}
	var b [13]byte
	n := uint64(id)
	for i := len(b) - 1; i >= 0; i-- {
		b[i] = crockford[n&31]
		n >>= 5
	}
	return prefix + "_" + string(b[:])
}

// Parse reads what Text wrote; ok is false when s is not of that kind.
func Parse(prefix, s string) (id ID, ok bool) {
	rest, found := strings.CutPrefix(s, prefix+"_")
	if !found || len(rest) != 13 {
		return 0, false
	}
	var n uint64
	for i := range len(rest) {
		d := strings.IndexByte(crockford, rest[i]|0x20)
		if rest[i] <= '9' {
			d = strings.IndexByte(crockford, rest[i])
		}
		if d < 0 {
			return 0, false
		}
		n = n<<5 | uint64(d)
	}
	return ID(n), n>>63 == 0
}

// Time returns the wall-clock instant in the id.
func (id ID) Time() time.Time { return time.UnixMilli(int64(id)>>22 + Epoch).UTC() }

// FirstAt returns the smallest id of an instant, to bound a search by time.
func FirstAt(t time.Time) ID { return ID((t.UnixMilli() - Epoch) << 22) }
