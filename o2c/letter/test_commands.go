package letter

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/dunning"
	"encaisse/o2c/outbox"
)

// Test is the template of a specimen that somebody sent to himself.
const Test = "test"

// ToTry is the message to customers that somebody wants to see in his own
// mailbox.
type ToTry struct {
	Template string `json:"template" enum:"courtesy,friendly,firm,notice,final"`
	Language string `json:"language,omitempty" enum:"fr,fr-CA,en," doc:"the customer's when left out"`
	Customer string `json:"customer,omitempty" doc:"id or number, of whom it tells; one who owes something when left out"`
}

// Try sends a specimen of a message to who asks for it, and to nobody else: it
// says in its subject that it is a test, and stands on no customer's timeline.
// It refuses letter.no_own_address.
func Try(w *db.Write, in ToTry) (Queued, error) {
	u, err := db.One[user](w.Read, qUser, w.Actor)
	if err == db.ErrNone || err == nil && u.Email == "" {
		err = refuse.New(refuse.Conflict, "letter.no_own_address")
	}
	if err != nil {
		return Queued{}, err
	}
	v, err := dunning.Specimen(w.Read, dunning.SpecimenIn(in))
	if err != nil {
		return Queued{}, err
	}
	subject := said.Say(words.Language(v.Language), "message.test.subject", refuse.Arg{Name: "subject", Value: v.Letter.Subject})
	tried := outbox.Words{Recipient: u.Email, Subject: subject, Body: v.Letter.Text, HTML: v.Letter.HTML}
	m := keep(w, outbox.Message{Entity: w.Entity, About: u.ID, Template: Test, Language: v.Language}, tried)
	w.Emit("mail.asked", told{Template: Test, State: m.State}, db.Obj("message", m.ID), db.Obj("user", u.ID))
	return Queued{m.ID.Text(outbox.Prefix), tried.Recipient, m.Language, tried.Subject, tried.Body, tried.HTML, []outbox.Paper{}}, w.Err()
}
