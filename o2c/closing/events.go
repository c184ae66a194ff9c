package closing

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"encaisse/base/day"
)

// closed is the body of period.closed: what was closed, known at which seal
// number, and the hash of the figures stored with it.
type closed struct {
	Kind   string  `json:"kind"`
	First  day.Day `json:"first"`
	Last   day.Day `json:"last"`
	Known  int64   `json:"known"`
	Digest string  `json:"digest"`
}

// asked is the body of period.reopening_asked.
type asked struct {
	Reason string `json:"reason"`
}

// reopened is the body of period.reopened: from which day the books are open.
type reopened struct {
	OpenFrom day.Day `json:"open_from"`
}

// year is the body of period.year_set.
type year struct {
	From int64 `json:"from"`
}

// digest is what the figures are known by.
func (f figures) digest() (string, error) {
	b, err := json.Marshal(f)
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), err
}
