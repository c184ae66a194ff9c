package access

import (
	"crypto/sha256"
	"strings"
	"time"

	"encaisse/base/db"
	"encaisse/base/refuse"
)

var (
	qFailure  = db.Q("access.failure.find", `select failed, last from signin_failure where who = $1`)
	qFailed   = db.Q("access.failure.add", `insert into signin_failure (who, failed, last) values ($1,1,$2) on conflict (who) do update set failed = signin_failure.failed + 1, last = excluded.last`)
	qSucceeds = db.Q("access.failure.clear", `delete from signin_failure where who = $1`)
	qFailOld  = db.Q("access.failure.old", `delete from signin_failure where last < $1`)
)

// How many failures are free: of one name from one address, and of one address
// whatever the name. A name alone is never shut: nobody can lock another out.
const (
	freeTries   = 10
	freeAddress = 100
)

// firstPause doubles with each further failure, up to longestPause.
const (
	firstPause   = 15 * time.Second
	longestPause = 15 * time.Minute
)

type failure struct{ Failed, Last int64 }

// tries are the counters a try to sign in belongs to, with what is free of each.
func tries(name, address string) []struct {
	who  []byte
	free int64
} {
	pair := sha256.Sum256([]byte("pair\x00" + strings.ToLower(name) + "\x00" + address))
	alone := sha256.Sum256([]byte("address\x00" + address))
	return []struct {
		who  []byte
		free int64
	}{{pair[:], freeTries}, {alone[:], freeAddress}}
}

// MayTry refuses access.wait while a name from an address has to wait.
func MayTry(r *db.Read, name, address string) error {
	for _, t := range tries(name, address) {
		f, err := db.One[failure](r, qFailure, t.who)
		if err == db.ErrNone || err == nil && f.Failed < t.free {
			continue
		}
		if err != nil {
			return err
		}
		until := time.UnixMicro(f.Last).Add(pause(f.Failed - t.free))
		if left := until.Sub(r.Now()); left > 0 {
			return refuse.New(refuse.Conflict, "access.wait", "seconds", int64(left/time.Second)+1)
		}
	}
	return nil
}

func pause(beyond int64) time.Duration {
	if beyond > 10 {
		return longestPause
	}
	return min(firstPause<<beyond, longestPause)
}

// Failed counts a failure to sign in; what is a day old is forgotten.
func Failed(w *db.Write, name, address string) error {
	w.Exec(qFailOld, w.Now().Add(-24*time.Hour).UnixMicro())
	for _, t := range tries(name, address) {
		w.Exec(qFailed, t.who, w.Now().UnixMicro())
	}
	return w.Err()
}

// Succeeded forgets the failures of a name from an address.
func Succeeded(w *db.Write, name, address string) {
	w.Exec(qSucceeds, tries(name, address)[0].who)
}
