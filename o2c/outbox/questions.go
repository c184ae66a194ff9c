package outbox

import (
	"math"
	"time"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/party"
)

// Filter asks for messages.
type Filter struct {
	db.Paging
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number"`
	State    string `query:"state" json:"state,omitempty" enum:"queued,sending,sent,kept,failed,unknown,cancelled,bounced" doc:"bounced: those that came back, whatever their state"`
	Template string `query:"template" json:"template,omitempty" maxLength:"40" doc:"what kind it is: invoice, statement, friendly…"`
}

// View is a message as doors show it, with its words as they were sent.
type View struct {
	ID        string     `json:"id"`
	Customer  string     `json:"customer" doc:"empty: it is to a user"`
	Action    string     `json:"action" doc:"the reminder it is of; empty when it is of none"`
	Template  string     `json:"template"`
	Language  string     `json:"language"`
	State     string     `json:"state" doc:"queued, sending, sent, kept (no server is configured), failed, unknown (it may have left), cancelled"`
	Attempts  int64      `json:"attempts"`
	QueuedAt  time.Time  `json:"queued_at"`
	SentAt    *time.Time `json:"sent_at"`
	Error     string     `json:"error"`
	Delayed   string     `json:"delayed" doc:"status with which a server said that it is late (RFC 3463); empty: none did"`
	Bounced   string     `json:"bounced" doc:"status with which it came back, 5 for good and 4 for now; empty: it did not"`
	BouncedAt *time.Time `json:"bounced_at"`
	To        string     `json:"to"`
	Subject   string     `json:"subject"`
	Text      string     `json:"text"`
	HTML      string     `json:"html"`
	Papers    []Paper    `json:"papers" doc:"what goes with it"`
}

// List pages through the messages, the latest first.
func List(r *db.Read, in Filter) (db.Counted[View], error) {
	out := db.Counted[View]{Page: db.Page[View]{Items: []View{}}}
	before, err := in.First()
	if err != nil {
		return out, err
	}
	if before == 0 {
		before = math.MaxInt64
	}
	customer, err := party.Only(r, in.Customer)
	if err != nil {
		return out, err
	}
	var rows []Message
	if in.State == Bounced {
		rows, err = db.All[Message](r, qBounced, r.Entity, before, customer, in.Template, in.Rows()+1)
	} else {
		rows, err = db.All[Message](r, qList, r.Entity, before, customer, in.State, in.Template, in.Rows()+1)
	}
	if err != nil {
		return out, err
	}
	page, err := db.Shown(db.Paged(in.Paging, rows, func(m Message) db.ID { return m.ID }), func(m Message) (View, error) { return m.View(r) })
	if err != nil {
		return out, err
	}
	return in.count(r, page, customer)
}

// count counts the messages that a page is of.
func (in Filter) count(r *db.Read, page db.Page[View], customer db.ID) (db.Counted[View], error) {
	switch {
	case in.State == Bounced:
		return db.Count(r, in.Paging, page, qBouncedCount, r.Entity, customer, in.Template)
	case customer != 0:
		return db.Count(r, in.Paging, page, qCountOf, r.Entity, in.State, in.Template, customer)
	}
	return db.Count(r, in.Paging, page, qCount, r.Entity, in.State, in.Template)
}

// ByID names a message.
type ByID struct {
	ID string `path:"id" json:"-"`
}

// Find returns a message by id.
func Find(r *db.Read, ref string) (Message, error) {
	id, ok := db.ParseID(Prefix, ref)
	m, err := Message{}, error(db.ErrNone)
	if ok {
		m, err = Load(r, id)
	}
	if err == db.ErrNone || err == nil && r.Entity != 0 && m.Entity != r.Entity {
		err = refuse.New(refuse.Missing, "outbox.unknown", "message", ref)
	}
	return m, err
}

// Show returns one message.
func Show(r *db.Read, in ByID) (View, error) {
	m, err := Find(r, in.ID)
	if err != nil {
		return View{}, err
	}
	return m.View(r)
}

// View is a message with its words.
func (m Message) View(r *db.Read) (View, error) {
	v := View{ID: m.ID.Text(Prefix), Template: m.Template, Language: m.Language, State: m.State,
		Attempts: m.Attempts, QueuedAt: time.UnixMicro(m.QueuedAt).UTC(), Error: m.Error, Delayed: m.Delayed, Bounced: m.Bounced, Papers: []Paper{}}
	if m.Customer != 0 {
		c, err := party.Load(r, m.Customer)
		if err != nil {
			return v, err
		}
		v.Customer = c.Number
	}
	if m.Action != 0 {
		v.Action = m.Action.Text(ActionPrefix)
	}
	if m.SentAt != 0 {
		at := time.UnixMicro(m.SentAt).UTC()
		v.SentAt = &at
	}
	if m.BouncedAt != 0 {
		at := time.UnixMicro(m.BouncedAt).UTC()
		v.BouncedAt = &at
	}
	w, err := db.One[Words](r, qWords, m.ID)
	if err == db.ErrNone {
		return v, nil
	}
	if err != nil {
		return v, err
	}
	v.To, v.Subject, v.Text, v.HTML = w.Recipient, w.Subject, w.Body, w.HTML
	if list, err := w.With(); err != nil || list != nil {
		v.Papers = list
		return v, err
	}
	return v, nil
}
