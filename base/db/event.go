package db

import (
	"encoding/json"
	"strings"
	"time"

	"encaisse/base/day"
)

// Object is one thing a fact touches, with the part it plays in it when that
// is not obvious (OCEL 2.0 qualifier).
type Object struct {
	Kind string // "order", "invoice", "customer" …
	ID   ID
	As   string // qualifier, often empty
}

// Obj names an object of a fact.
func Obj(kind string, id ID) Object { return Object{Kind: kind, ID: id} }

// Event is one recorded fact. Its body holds ids, codes, amounts and days,
// never a person's words.
type Event struct {
	ID      ID
	Type    string
	At      int64 // µs since 1970, UTC: when it was recorded
	Day     day.Day
	Actor   ID
	Entity  ID
	Cause   ID
	Request ID
	Objects string // "kind:id" or "kind:id:qualifier", separated by blanks
	Body    string // JSON
}

// Instant is when the fact was recorded.
func (e Event) Instant() time.Time { return time.UnixMicro(e.At).UTC() }

// Read decodes the body.
func (e Event) Read(body any) error { return json.Unmarshal([]byte(e.Body), body) }

// Touched returns the objects of the fact.
func (e Event) Touched() []Object {
	var out []Object
	for _, s := range strings.Fields(e.Objects) {
		p := strings.SplitN(s, ":", 3)
		o := Object{Kind: p[0], ID: parseNumber(p[1])}
		if len(p) == 3 {
			o.As = p[2]
		}
		out = append(out, o)
	}
	return out
}

// Object returns the id of the first object of a kind, 0 when there is none.
func (e Event) Object(kind string) ID {
	for _, o := range e.Touched() {
		if o.Kind == kind {
			return o.ID
		}
	}
	return 0
}

var (
	qEmit = Q("db.event.emit", `insert into event (id, type, at, day, actor, entity, cause, request, objects, body)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)`).Gather()
	qEvent = Q("db.event.load", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body from event where id = $1`)
	qFacts = Q("db.event.facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body from event
		where request = $1 and id > $2 order by id limit $3`)
)

// Emit records a fact in the transaction of the change, with the steps that
// follow from it, and returns its id.
func (w *Write) Emit(typ string, body any, objects ...Object) ID {
	return w.EmitOn(w.Day(), typ, body, objects...)
}

// EmitOn is Emit for a fact that counts for another day than the command's.
func (w *Write) EmitOn(d day.Day, typ string, body any, objects ...Object) ID {
	w.turn() // facts are numbered in the order of their commands
	id := w.NewID()
	w.Exec(qEmit, id, typ, w.now.UnixMicro(), d, w.Actor, Opt(w.Entity), Opt(w.Cause), w.Request,
		objectText(objects), w.legibleBody(JSON(body)))
	if !w.Quiet {
		for _, s := range w.db.steps[typ] {
			w.todo(s, id, objects)
		}
	}
	return id
}

func objectText(objects []Object) string {
	var b strings.Builder
	for i, o := range objects {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(o.Kind)
		b.WriteByte(':')
		b.WriteString(number(o.ID))
		if o.As != "" {
			b.WriteByte(':')
			b.WriteString(o.As)
		}
	}
	return b.String()
}

// Fact reads one event.
func Fact(r *Read, id ID) (Event, error) { return One[Event](r, qEvent, id) }

// Facts lists what one request caused, in order, after a given event.
func Facts(r *Read, request, after ID, limit int) ([]Event, error) {
	return All[Event](r, qFacts, request, after, limit)
}
