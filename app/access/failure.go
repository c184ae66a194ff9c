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

// counter is one of the counters that a try belongs to, with what is free of it.
type counter struct {
	who  []byte
	free int64
}

// Tries are the counters that a try belongs to; the first is forgotten by success.
type Tries []counter

// ByName are those of a name and a password: of the name from its address, and
// of the address.
func ByName(name, address string) Tries {
	return Tries{count("pair\x00"+strings.ToLower(name)+"\x00"+address, freeTries), count("address\x00"+address, freeAddress)}
}

// ByCode are those of a second proof. Who gives one has given a first: so the
// user's own counter holds wherever the tries come from.
func ByCode(user db.ID, address string) Tries {
	return Tries{count("code\x00"+user.Text(UserPrefix), freeTries), count("address\x00"+address, freeAddress)}
}

func count(who string, free int64) counter {
	sum := sha256.Sum256([]byte(who))
	return counter{sum[:], free}
}

// MayTry refuses access.wait while a try has to wait.
func MayTry(r *db.Read, tries Tries) error {
	for _, t := range tries {
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

// Failed counts a try that failed; what is a day old is forgotten.
func Failed(w *db.Write, tries Tries) error {
	w.Exec(qFailOld, w.Now().Add(-24*time.Hour).UnixMicro())
	for _, t := range tries {
		w.Exec(qFailed, t.who, w.Now().UnixMicro())
	}
	return w.Err()
}

// Succeeded forgets the failures before.
func Succeeded(w *db.Write, tries Tries) { w.Exec(qSucceeds, tries[0].who) }
