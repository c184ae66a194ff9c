package quote

import (
	"encaisse/base/db"
	"encaisse/o2c/outbox"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// Template of the message that brings a quote.
const Template = "quote"

// mail puts the message that brings a quote into the outbox of its transaction,
// unless the company, the customer or his missing address say no.
func (q Quote) mail(w *db.Write) error {
	if q.State != Sent {
		return nil
	}
	e, err := seller.Load(w.Read, q.Entity)
	if err != nil {
		return err
	}
	c, err := party.Load(w.Read, q.Customer)
	if err != nil {
		return err
	}
	if outbox.ByMail(e, c) {
		Queue(w, q, c)
	}
	return w.Err()
}

// Queue puts the message that brings a quote into the outbox.
func Queue(w *db.Write, q Quote, c party.Customer) outbox.Message {
	return outbox.Queue(w, outbox.Message{Entity: q.Entity, Customer: c.ID, About: q.ID, Template: Template, Language: string(c.Language)})
}

// Touched are the quote and its customer, as facts name them.
func (q Quote) Touched() []db.Object {
	return []db.Object{db.Obj("quote", q.ID), db.Obj("customer", q.Customer)}
}
