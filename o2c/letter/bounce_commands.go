package letter

import (
	"strings"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/dunning"
	"encaisse/o2c/outbox"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// CameBack is what somebody knows of a message after a server had taken it.
type CameBack struct {
	ID     string `path:"id" json:"-"`
	Status string `json:"status" maxLength:"11" doc:"as the notification has it (RFC 3463): 5.1.1, 4.4.7"`
	Action string `json:"action,omitempty" enum:"failed,delayed," doc:"failed when left out: it came back; delayed: it is late"`
}

// ReturnView is what a notification changed.
type ReturnView struct {
	Message  string `json:"message"`
	Customer string `json:"customer" doc:"empty: it was to a user"`
	Template string `json:"template"`
	Action   string `json:"action" doc:"failed, delayed"`
	Status   string `json:"status"`
	News     bool   `json:"news" doc:"false: it was known, nothing changed"`
	Bounces  bool   `json:"bounces" doc:"the customer’s address is bad from now on: a person writes or calls instead"`
}

// NoteBounce notes by hand that a message came back, or is late. It refuses what
// Returned does.
func NoteBounce(w *db.Write, in CameBack) (ReturnView, error) {
	m, err := outbox.Find(w.Read, in.ID)
	if err != nil {
		return ReturnView{}, err
	}
	return Returned(w, m.ID, in.Action, in.Status)
}

// Returned notes that a message came back, or is late: a reminder is a person’s
// to do then, and an address that is bad for good is not reminded by mail until
// it changes. What is known already changes nothing. It refuses outbox.status
// and outbox.not_left.
func Returned(w *db.Write, message db.ID, action, status string) (ReturnView, error) {
	m, c, err := holding(w, message)
	if err != nil {
		return ReturnView{}, err
	}
	if action == "" {
		action = outbox.Failed
	}
	v := ReturnView{Message: m.ID.Text(outbox.Prefix), Customer: c.Number, Template: m.Template, Action: action, Status: status}
	to, err := outbox.Recipient(w.Read, m.ID)
	if err == nil && m.Action != 0 && !strings.Contains(to, "@") { // a person posted it
		err = refuse.New(refuse.Conflict, "outbox.not_left", "message", v.Message)
	}
	if err != nil {
		return v, err
	}
	next, news, err := m.CameBack(action, status, w.Now().UnixMicro())
	if err != nil || !news {
		return v, err
	}
	v.News = true
	outbox.Note(w, m, next)
	objects, err := returned(w.Read, m)
	if err != nil {
		return v, err
	}
	if action == outbox.Delayed {
		w.Emit("mail.delayed", told{Template: m.Template, State: outbox.Delayed, Status: status}, objects...)
		return v, w.Err()
	}
	w.Emit("mail.bounced", told{Template: m.Template, State: outbox.Bounced, Status: status}, objects...)
	if m.Action != 0 {
		if err := dunning.CameBack(w, m.Action); err != nil {
			return v, err
		}
	}
	if m.Customer == 0 || !outbox.ForGood(status) {
		return v, w.Err()
	}
	if !strings.EqualFold(strings.TrimSpace(to), strings.TrimSpace(c.Email)) {
		return v, w.Err() // he is written to elsewhere by now
	}
	v.Bounces = c.Email != ""
	return v, party.Bounces(w, c, status)
}

// holding takes the locks of a message: its customer's credit row, then its own.
func holding(w *db.Write, message db.ID) (m outbox.Message, c party.Customer, err error) {
	if m, err = outbox.Load(w.Read, message); err != nil {
		return m, c, err
	}
	if m.Customer != 0 {
		if c, err = guarded(w, m.Customer); err != nil {
			return m, c, err
		}
	}
	m, err = outbox.Lock(w, message)
	return m, c, err
}

// guarded is a customer whose credit row is held.
func guarded(w *db.Write, customer db.ID) (party.Customer, error) {
	c, err := party.Load(w.Read, customer)
	if err == nil {
		err = credit.Hold(w, c)
	}
	return c, err
}

// returned is what a message of any kind is about, for the facts of its return.
func returned(r *db.Read, m outbox.Message) ([]db.Object, error) {
	if m.Action == 0 {
		return touched(r, m)
	}
	about, err := dunning.Touched(r, m.Action)
	return append([]db.Object{db.Obj("message", m.ID), db.Obj("customer", m.Customer)}, about...), err
}

// Trust notes that mail reaches a customer after all at the address he has: what
// came back had another cause. Reminders leave by mail again. It refuses
// letter.good_address when nothing says otherwise.
func Trust(w *db.Write, in Account) (AddressView, error) {
	found, err := party.Find(w.Read, in.Customer)
	if err != nil {
		return AddressView{}, err
	}
	if _, err := seller.Of(w.Read); err != nil {
		return AddressView{}, err
	}
	c, err := guarded(w, found.ID)
	if err == nil && c.Bounced == "" {
		err = refuse.New(refuse.Conflict, "letter.good_address", "customer", c.Number)
	}
	if err != nil {
		return AddressView{}, err
	}
	return AddressView{c.Number, c.Email, ""}, party.Reachable(w, c)
}

// AddressView is where a customer is written to.
type AddressView struct {
	Customer string `json:"customer"`
	Email    string `json:"email"`
	Bounced  string `json:"bounced" doc:"status with which mail to it comes back for good; empty: it does not"`
}
