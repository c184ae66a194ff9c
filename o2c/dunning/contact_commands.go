package dunning

import (
	"time"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/outbox"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
)

// Contact is who was in touch with whom, how, and what came of it.
type Contact struct {
	ID         db.ID
	Entity     db.ID
	Customer   db.ID
	At         int64 // µs
	Day        day.Day
	Actor      db.ID
	Channel    string
	Direction  string
	Template   string
	Action     db.ID
	Message    db.ID
	Result     string
	NextAction string
	NextOn     day.Day
	Event      db.ID
	Person     string
	Note       string
}

const contactColumns = `k.id, k.entity, k.customer, k.at, k.day, k.actor, k.channel, k.direction, k.template, coalesce(k.action, 0), coalesce(k.message, 0),
	k.result, k.next_action, k.next_on, k.event, coalesce(o.person, ''), coalesce(o.note, '')`

var (
	qContactNew = db.Q("dunning.contact.insert", `insert into contact (id, entity, customer, at, day, actor, channel, direction, template, action, message, result, next_action,
		next_on, event) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)`)
	qContactWords = db.Q("dunning.contact.words", `insert into contact_words (contact, person, note) values ($1,$2,$3)`)
	qContacts     = db.Q("dunning.contact.list", `select `+contactColumns+` from contact k left join contact_words o on o.contact = k.id
		where k.entity = $1 and k.id > $2 and (k.customer = $3 or $3 = 0) order by k.id limit $4`).Scans()
)

// contacted is the body of contact.logged.
type contacted struct {
	Channel   string  `json:"channel"`
	Direction string  `json:"direction"`
	Template  string  `json:"template"`
	Result    string  `json:"result"`
	Next      string  `json:"next"`
	NextOn    day.Day `json:"next_on"`
}

// note adds a row to the log of contacts; it is never changed (domain.md 8.3).
func note(w *db.Write, c Contact, person, text string) Contact {
	c.ID, c.Entity, c.At, c.Day, c.Actor, c.Person, c.Note = w.NewID(), w.Entity, w.Now().UnixMicro(), w.Today(), w.Actor, person, text
	objects := []db.Object{db.Obj("contact", c.ID), db.Obj("customer", c.Customer)}
	if c.Action != 0 {
		objects = append(objects, db.Obj("action", c.Action))
	}
	c.Event = w.EmitOn(c.Day, "contact.logged", contacted{c.Channel, c.Direction, c.Template, c.Result, c.NextAction, c.NextOn}, objects...)
	w.Exec(qContactNew, c.ID, c.Entity, c.Customer, c.At, c.Day, c.Actor, c.Channel, c.Direction, c.Template, db.Opt(c.Action), db.Opt(c.Message), c.Result,
		c.NextAction, c.NextOn, c.Event)
	if person != "" || text != "" {
		w.Exec(qContactWords, c.ID, person, text)
	}
	return c
}

// NewContact is a contact with a customer, by hand.
type NewContact struct {
	Customer   string  `json:"customer" doc:"id or number"`
	Channel    string  `json:"channel" enum:"call,email,letter,visit,sms,portal"`
	Direction  string  `json:"direction,omitempty" enum:"in,out" doc:"out when left out"`
	Person     string  `json:"person,omitempty" maxLength:"200" doc:"whom one spoke to"`
	Result     string  `json:"result" enum:"reached,message,promise,dispute,paid,refused,wrong_contact"`
	Note       string  `json:"note,omitempty" maxLength:"4000"`
	NextAction string  `json:"next_action,omitempty" maxLength:"100"`
	NextOn     day.Day `json:"next_on,omitempty"`
}

// Log records a contact. It refuses `dunning.next_past`.
func Log(w *db.Write, in NewContact) (ContactView, error) {
	if !in.NextOn.IsZero() && in.NextOn < w.Today() {
		return ContactView{}, refuse.New(refuse.Invalid, "dunning.next_past", "next", in.NextOn).At("/next_on", "dunning.next_past", "next", in.NextOn)
	}
	c, err := party.Find(w.Read, in.Customer)
	if err != nil {
		return ContactView{}, err
	}
	if in.Direction == "" {
		in.Direction = "out"
	}
	k := note(w, Contact{Customer: c.ID, Channel: in.Channel, Direction: in.Direction, Result: in.Result, NextAction: in.NextAction, NextOn: in.NextOn}, in.Person, in.Note)
	return viewContact(w.Read, k)
}

// ContactView is a contact as doors show it.
type ContactView struct {
	ID         string    `json:"id"`
	Customer   string    `json:"customer"`
	At         time.Time `json:"at"`
	By         string    `json:"by" doc:"user; empty: the system"`
	Channel    string    `json:"channel"`
	Direction  string    `json:"direction"`
	Template   string    `json:"template"`
	Message    *string   `json:"message" doc:"id of the message sent"`
	Person     string    `json:"person"`
	Result     string    `json:"result"`
	Note       string    `json:"note"`
	NextAction string    `json:"next_action"`
	NextOn     day.Day   `json:"next_on"`
}

func viewContact(r *db.Read, k Contact) (ContactView, error) {
	c, err := party.Load(r, k.Customer)
	if err != nil {
		return ContactView{}, err
	}
	by, err := receivable.PersonName(r, k.Actor)
	v := ContactView{ID: k.ID.Text(ContactPrefix), Customer: c.Number, At: time.UnixMicro(k.At).UTC(), By: by, Channel: k.Channel, Direction: k.Direction,
		Template: k.Template, Person: k.Person, Result: k.Result, Note: k.Note, NextAction: k.NextAction, NextOn: k.NextOn}
	if k.Message != 0 {
		id := k.Message.Text(outbox.Prefix)
		v.Message = &id
	}
	return v, err
}

// ContactFilter asks for the log of contacts.
type ContactFilter struct {
	db.Paging
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number"`
}

// Contacts pages through the contacts, oldest first.
func Contacts(r *db.Read, in ContactFilter) (db.Page[ContactView], error) {
	out := db.Page[ContactView]{Items: []ContactView{}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	customer, err := receivable.CustomerID(r, in.Customer)
	if err != nil {
		return out, err
	}
	rows, err := db.All[Contact](r, qContacts, r.Entity, after, customer, in.Rows()+1)
	if err != nil {
		return out, err
	}
	return db.Shown(db.Paged(in.Paging, rows, func(k Contact) db.ID { return k.ID }), func(k Contact) (ContactView, error) { return viewContact(r, k) })
}
