package app

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"time"

	"encaisse/base/db"
	"encaisse/base/refuse"
)

var (
	qKeyAdd  = db.Q("app.key.add", `insert into idempotency (id, key, request, status, answer) values ($1,$2,$3,$4,$5)`).Gather()
	qKeyFind = db.Q("app.key.find", `select id, request, status, answer from idempotency where key = $1`)
	qKeyOld  = db.Q("app.key.purge", `delete from idempotency where id in
		(select id from idempotency where id < $1 order by id limit $2) returning id`)
)

// keyDays is how long a key is remembered (quality 1.2).
const keyDays = 30

// maxKey is the longest idempotency key, in bytes.
const maxKey = 255

// ParseKey reads the header Idempotency-Key: bare or as a quoted string
// (RFC 8941). It refuses app.key_missing and app.key_text.
func ParseKey(header []string) (string, error) {
	if len(header) == 0 {
		return "", refuse.New(refuse.BadRequest, "app.key_missing")
	}
	s := strings.TrimSpace(header[0])
	if quoted, ok := strings.CutPrefix(s, `"`); ok {
		inner, closed := strings.CutSuffix(quoted, `"`)
		if !closed {
			return "", refuse.New(refuse.BadRequest, "app.key_text", "max", maxKey)
		}
		s = strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(inner)
	}
	if len(header) > 1 || s == "" || len(s) > maxKey {
		return "", refuse.New(refuse.BadRequest, "app.key_text", "max", maxKey)
	}
	return s, nil
}

// Stored may be implemented by an answer that holds a secret: what it returns
// is kept under the key instead of the answer itself.
type Stored interface{ Stored() any }

// once runs a command under its key: the row of the key is written last in the
// command's transaction, and any failure first looks the key up, because the
// command may have been done before.
func (e *Entry) once(ctx context.Context, a *App, c Call, in any) (Answer, error) {
	key := e.key(c)
	request, err := e.request(in)
	if err != nil {
		return Answer{}, err
	}
	if !a.keys.take(key) {
		return Answer{}, refuse.New(refuse.Conflict, "app.key_in_flight")
	}
	defer a.keys.release(key)
	ans, err := db.Do(ctx, a.DB, c.as(), func(w *db.Write) (Answer, error) {
		out, err := e.carry(w, in)
		ans, err := encoded(e.status(out), out, err)
		if err != nil {
			return ans, err
		}
		kept := ans.Body
		if s, ok := out.(Stored); ok {
			if kept, err = json.Marshal(s.Stored()); err != nil {
				return ans, err
			}
		}
		w.Exec(qKeyAdd, w.Request, key, request, ans.Status, string(kept))
		return ans, nil
	})
	if err == nil {
		return ans, nil
	}
	return a.replay(ctx, key, request, err)
}

type keyRow struct {
	ID      db.ID // of the request
	Request []byte
	Status  int64
	Answer  string
}

// replay answers a failed command from its key, if it was done before; else
// the failure stands.
func (a *App) replay(ctx context.Context, key int64, request []byte, failure error) (Answer, error) {
	// The caller may be gone: the look-up must still tell done from not done.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	row, err := db.See(ctx, a.DB, db.As{}, func(r *db.Read) (keyRow, error) { return db.One[keyRow](r, qKeyFind, key) })
	switch {
	case errors.Is(err, db.ErrNone):
		return Answer{}, failure
	case err != nil:
		return Answer{}, errors.Join(failure, err)
	case string(row.Request) != string(request):
		return Answer{}, refuse.New(refuse.Invalid, "app.key_reused")
	}
	body := []byte(row.Answer)
	return Answer{Status: int(row.Status), Out: json.RawMessage(body), Body: body, Request: row.ID, Replayed: true}, nil
}

// key is 63 bits of a hash over who, for which entity, what and the key: nobody
// meets another's key.
func (e *Entry) key(c Call) int64 {
	h := sha256.New()
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], uint64(c.User))
	binary.BigEndian.PutUint64(b[8:], uint64(c.Entity))
	h.Write(b[:])
	h.Write([]byte(e.Method + " " + e.Path + "\x00" + c.Key))
	return int64(binary.BigEndian.Uint64(h.Sum(nil)) >> 1)
}

// request is the hash of what is asked: the input written again by ourselves,
// so that the order of its keys and its blanks do not count, and the ids of
// the path, which the input does not show in its JSON.
func (e *Entry) request(in any) ([]byte, error) {
	body, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	h.Write(body)
	v := reflect.ValueOf(in).Elem()
	for _, f := range e.Fields {
		if f.Path {
			h.Write([]byte("\x00" + v.FieldByIndex(f.Index).String()))
		}
	}
	return h.Sum(nil), nil
}

// PurgeKeys forgets the keys older than 30 days, some thousand a transaction,
// and returns how many.
func PurgeKeys(ctx context.Context, a *App) (int, error) {
	const chunk = 2000
	before := db.FirstAt(time.Now().AddDate(0, 0, -keyDays))
	total := 0
	for {
		gone, err := db.Do(ctx, a.DB, db.As{}, func(w *db.Write) ([]db.ID, error) {
			return db.Returning[db.ID](w, qKeyOld, before, chunk)
		})
		if total += len(gone); err != nil || len(gone) < chunk {
			return total, err
		}
	}
}
