package seal

import (
	"bufio"
	"encoding/json"
	"io"

	"encaisse/base/day"
	"encaisse/base/db"
)

// Record is a sealed fact as the export writes it: one line of JSON. Ids are
// text, because many readers of JSON round numbers of that size.
type Record struct {
	Number  int64   `json:"number"`
	ID      db.ID   `json:"id,string"`
	Type    string  `json:"type"`
	At      int64   `json:"at" doc:"µs since 1970, UTC"`
	Day     day.Day `json:"day"`
	Actor   db.ID   `json:"actor,string"`
	Entity  *db.ID  `json:"entity,string"`
	Cause   *db.ID  `json:"cause,string"`
	Request db.ID   `json:"request,string"`
	Objects string  `json:"objects"`
	Body    string  `json:"body"`
	Hash    Bytes   `json:"hash"`
}

func record(number int64, e fact, hash []byte) Record {
	rec := Record{Number: number, ID: e.ID, Type: e.Type, At: e.At, Day: e.Day, Actor: e.Actor,
		Request: e.Request, Objects: e.Objects, Body: e.Body, Hash: hash}
	if e.HasEntity {
		rec.Entity = &e.Entity
	}
	if e.HasCause {
		rec.Cause = &e.Cause
	}
	return rec
}

func (rec Record) fact() fact {
	e := fact{ID: rec.ID, Type: rec.Type, At: rec.At, Day: rec.Day, Actor: rec.Actor,
		Request: rec.Request, Objects: rec.Objects, Body: rec.Body}
	if rec.Entity != nil {
		e.HasEntity, e.Entity = true, *rec.Entity
	}
	if rec.Cause != nil {
		e.HasCause, e.Cause = true, *rec.Cause
	}
	return e
}

const page = 1000

type sealed struct {
	Number int64
	Event  db.ID
	Hash   []byte
	There  bool
	fact
}

var qSealed = db.Q("seal.sealed", `select s.number, s.event, s.hash, e.id is not null, coalesce(e.id, 0), coalesce(e.type, ''), coalesce(e.at, 0),
	coalesce(e.day, 0), coalesce(e.actor, 0), e.entity is not null, coalesce(e.entity, 0), e.cause is not null, coalesce(e.cause, 0),
	coalesce(e.request, 0), coalesce(e.objects, ''), coalesce(e.body, '')
	from seal s left join event e on e.id = s.event where s.number > $1 order by s.number limit $2`).Scans()

// each goes through the chain in its order.
func each(r *db.Read, f func(sealed) error) error {
	for after := int64(-1 << 62); ; {
		rows, err := db.All[sealed](r, qSealed, after, page)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := f(row); err != nil {
				return err
			}
			after = row.Number
		}
		if len(rows) < page {
			return nil
		}
	}
}

// Export writes the chain in one snapshot: a line a record, the signed head
// last, which it returns.
func Export(r *db.Read, out io.Writer) (Head, error) {
	b := bufio.NewWriterSize(out, 1<<16)
	if err := each(r, func(s sealed) error { return line(b, record(s.Number, s.fact, s.Hash)) }); err != nil {
		return Head{}, err
	}
	h, err := End(r)
	if err != nil {
		return h, err
	}
	if err := line(b, h); err != nil {
		return h, err
	}
	return h, b.Flush()
}

func line(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
