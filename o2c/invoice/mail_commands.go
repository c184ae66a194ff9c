package invoice

import (
	"encaisse/base/db"
	"encaisse/o2c/outbox"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// Templates of the messages that bring a document.
var Templates = map[string]string{Commercial: "invoice", CreditNote: "credit_note", Corrected: "corrected_invoice", DepositInvoice: "deposit_invoice"}

// mail puts the message that brings a document into the outbox of its
// transaction, unless the company, the customer or his missing address say no.
// What is taken over was received long ago.
func (v Invoice) mail(w *db.Write, e seller.Entity, c party.Customer) {
	if outbox.ByMail(e, c) && !v.TakenOver {
		Send(w, v, c)
	}
}

// Send puts the message that brings a document into the outbox.
func Send(w *db.Write, v Invoice, c party.Customer) outbox.Message {
	return outbox.Queue(w, outbox.Message{Entity: v.Entity, Customer: c.ID, About: v.ID, Template: Templates[v.Type], Language: string(c.Language)})
}

// Touched are the document, its customer and its orders, as facts name them.
func (v Invoice) Touched() []db.Object {
	list := []db.Object{db.Obj("invoice", v.ID), db.Obj("customer", v.Customer)}
	for _, o := range v.orders() {
		list = append(list, db.Obj("order", o))
	}
	return list
}
