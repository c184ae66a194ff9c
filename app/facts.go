package app

import (
	"encoding/json"
	"time"

	"encaisse/app/access"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// Prefixes begin the ids of objects, by kind as facts name them; a kind that
// is not here shows its first three letters.
var Prefixes = map[string]string{
	"customer": party.Prefix, "item": catalog.Prefix, "entity": seller.Prefix, "approval": approval.Prefix, "credit_line": credit.LinePrefix,
	"user": "usr", "key": "key", "session": access.SessionPrefix,
}

// ObjectID is the id of an object as people see it.
func ObjectID(kind string, id db.ID) string {
	p, ok := Prefixes[kind]
	if !ok {
		p = kind[:min(3, len(kind))]
	}
	return id.Text(p)
}

// FactsOf asks for what one request caused.
type FactsOf struct {
	Cause string `query:"cause" json:"-" required:"true" doc:"req_… of the header Encaisse-Request"`
	db.Paging
}

// Fact is a recorded fact as doors show it.
type Fact struct {
	ID      string          `json:"id"`
	Type    string          `json:"type"`
	At      time.Time       `json:"at"`
	Day     day.Day         `json:"day"`
	Actor   *string         `json:"actor"`
	Entity  *string         `json:"entity"`
	Cause   *string         `json:"cause" doc:"the fact that led to this one"`
	Request string          `json:"request"`
	Objects []FactObject    `json:"objects"`
	Body    json.RawMessage `json:"body"`
}

// FactObject is a thing the fact touches.
type FactObject struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	As   string `json:"as,omitempty" doc:"the part it plays"`
}

func facts(r *db.Read, in FactsOf) (db.Page[Fact], error) {
	request, ok := db.ParseID(RequestPrefix, in.Cause)
	if !ok {
		return db.Page[Fact]{}, refuse.New(refuse.Invalid, "app.request_text", "text", in.Cause)
	}
	after, err := in.First()
	if err != nil {
		return db.Page[Fact]{}, err
	}
	rows, err := db.Facts(r, request, after, in.Rows()+1)
	if err != nil {
		return db.Page[Fact]{}, err
	}
	page := db.Paged(in.Paging, rows, func(e db.Event) db.ID { return e.ID })
	out := db.Page[Fact]{Items: []Fact{}, Next: page.Next}
	for _, e := range page.Items {
		// What another legal entity did is not shown to this one.
		if r.Entity == 0 || e.Entity == 0 || e.Entity == r.Entity {
			out.Items = append(out.Items, shown(e))
		}
	}
	return out, nil
}

func shown(e db.Event) Fact {
	f := Fact{
		ID: e.ID.Text("evt"), Type: e.Type, At: e.Instant(), Day: e.Day, Request: e.Request.Text(RequestPrefix),
		Actor: optional("usr", e.Actor), Entity: optional(seller.Prefix, e.Entity), Cause: optional("evt", e.Cause),
		Objects: []FactObject{}, Body: json.RawMessage(e.Body),
	}
	for _, o := range e.Touched() {
		f.Objects = append(f.Objects, FactObject{o.Kind, ObjectID(o.Kind, o.ID), o.As})
	}
	return f
}

// optional is an id or null.
func optional(prefix string, id db.ID) *string {
	if id == 0 {
		return nil
	}
	s := id.Text(prefix)
	return &s
}
