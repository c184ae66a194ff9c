package charge

import (
	"encaisse/base/db"
	"encaisse/o2c/outbox"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// Template of the message that brings a charge.
const Template = "charge"

// mail puts the message that brings a charge into the outbox of its transaction,
// as that of an invoice.
func (c Charge) mail(w *db.Write, e seller.Entity, to party.Customer) {
	if outbox.ByMail(e, to) {
		Send(w, c, to)
	}
}

// Send puts the message that brings a charge into the outbox.
func Send(w *db.Write, c Charge, to party.Customer) outbox.Message {
	return outbox.Queue(w, outbox.Message{Entity: c.Entity, Customer: to.ID, About: c.ID, Template: Template, Language: string(to.Language)})
}

// Touched are the charge and its customer, as facts name them.
func (c Charge) Touched() []db.Object {
	return []db.Object{db.Obj("charge", c.ID), db.Obj("customer", c.Customer)}
}
