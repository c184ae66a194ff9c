package dunning

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/receivable"
)

// MailFilter asks for messages.
type MailFilter struct {
	db.Paging
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number"`
	State    string `query:"state" json:"state,omitempty" enum:"queued,sending,sent,kept,failed,unknown,cancelled"`
}

// Mails pages through the messages, oldest first.
func Mails(r *db.Read, in MailFilter) (db.Page[MailView], error) {
	out := db.Page[MailView]{Items: []MailView{}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	customer, err := receivable.CustomerID(r, in.Customer)
	if err != nil {
		return out, err
	}
	rows, err := db.All[Message](r, qMessageList, r.Entity, after, customer, in.State, in.Rows()+1)
	if err != nil {
		return out, err
	}
	return db.Shown(db.Paged(in.Paging, rows, func(m Message) db.ID { return m.ID }), func(m Message) (MailView, error) { return Mail(r, m) })
}

// ByMail names a message.
type ByMail struct {
	ID string `path:"id" json:"-"`
}

// ShowMail returns one message.
func ShowMail(r *db.Read, in ByMail) (MailView, error) {
	id, ok := db.ParseID(MessagePrefix, in.ID)
	m, err := Message{}, error(db.ErrNone)
	if ok {
		m, err = db.One[Message](r, qMessageByID, id)
	}
	if err == db.ErrNone || err == nil && r.Entity != 0 && m.Entity != r.Entity {
		err = refuse.New(refuse.Missing, "dunning.message_unknown", "message", in.ID)
	}
	if err != nil {
		return MailView{}, err
	}
	return Mail(r, m)
}
