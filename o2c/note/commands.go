package note

import (
	"strings"

	"encaisse/base/db"
	"encaisse/base/refuse"
)

// New is a note to be added to a document.
type New struct {
	Kind   string `json:"kind" enum:"order,invoice,customer,payment,shipment"`
	Number string `json:"number" doc:"id or number of the document"`
	Note   string `json:"note" minLength:"1" maxLength:"4000" doc:"@name tells that user"`
}

// View is a note as it was added.
type View struct {
	ID       string   `json:"id" doc:"of its fact"`
	Kind     string   `json:"kind"`
	Number   string   `json:"number"`
	Note     string   `json:"note"`
	Mentions []string `json:"mentions" doc:"users who are told"`
}

// Add adds a note to a document. Who is named in it by @ finds it on his first
// page. It refuses note.empty and note.user for a name that nobody has.
func Add(w *db.Write, in New) (View, error) {
	text := strings.TrimSpace(in.Note)
	if text == "" {
		return View{}, refuse.New(refuse.Invalid, "note.empty").At("/note", "note.empty")
	}
	t, err := find(w.Read, in.Kind, in.Number)
	if err != nil {
		return View{}, err
	}
	v := View{Kind: in.Kind, Number: t.number, Note: text, Mentions: []string{}}
	var told []db.ID
	for _, name := range mentioned(text) {
		id, err := db.One[db.ID](w.Read, qUser, name)
		if err == db.ErrNone {
			return v, refuse.New(refuse.Invalid, "note.user", "name", name).At("/note", "note.user", "name", name)
		}
		if err != nil {
			return v, err
		}
		told, v.Mentions = append(told, id), append(v.Mentions, name)
	}
	v.ID = keep(w, in.Kind, t, text, told).Text("evt")
	return v, w.Err()
}

// keep writes a note down and tells who is to be told; it returns its fact.
func keep(w *db.Write, kind string, t thing, text string, told []db.ID) db.ID {
	objects := []db.Object{db.Obj(kind, t.id)}
	if t.customer != 0 && kind != customer {
		objects = append(objects, db.Obj(customer, t.customer))
	}
	event := w.Emit("note.added", added{kind, len(told)}, objects...)
	w.Exec(qWords, event, w.Actor, t.id, text)
	for _, id := range told {
		w.Exec(qMention, id, event, kind, t.number)
	}
	return event
}

// Ref names a note by its fact.
type Ref struct {
	ID string `path:"id" json:"-" doc:"evt_…"`
}

// Read marks that who is named in a note knows it. It is no fact.
func Read(w *db.Write, in Ref) (Ref, error) {
	id, ok := db.ParseID("evt", in.ID)
	if !ok {
		return in, refuse.New(refuse.Missing, "note.missing")
	}
	w.Exec(qSeen, w.Actor, id)
	return in, w.Err()
}
