package letter

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/charge"
	"encaisse/o2c/invoice"
	"encaisse/o2c/outbox"
	"encaisse/o2c/party"
	"encaisse/o2c/quote"
)

// ToSend names a document to be sent.
type ToSend struct {
	ID string `path:"id" json:"-" doc:"id or number"`
}

// Account names a customer whose statement is to be sent.
type Account struct {
	Customer string `path:"customer" json:"-" doc:"id or number"`
}

// Queued is a message as it would leave now; its words are written again when
// it does.
type Queued struct {
	Message  string         `json:"message"`
	To       string         `json:"to"`
	Language string         `json:"language"`
	Subject  string         `json:"subject"`
	Text     string         `json:"text"`
	HTML     string         `json:"html"`
	Papers   []outbox.Paper `json:"papers"`
}

// SendInvoice sends an invoice or a credit note to its customer by mail, again
// or for the first time. It refuses letter.no_address.
func SendInvoice(w *db.Write, in ToSend) (Queued, error) {
	v, err := invoice.Find(w.Read, in.ID)
	if err != nil {
		return Queued{}, err
	}
	c, err := addressed(w.Read, v.Customer)
	if err != nil {
		return Queued{}, err
	}
	return asked(w, invoice.Send(w, v, c))
}

// SendCharge sends a charge for lateness to its customer by mail, again or for
// the first time. It refuses letter.no_address.
func SendCharge(w *db.Write, in ToSend) (Queued, error) {
	n, err := charge.Find(w.Read, in.ID)
	if err != nil {
		return Queued{}, err
	}
	c, err := addressed(w.Read, n.Customer)
	if err != nil {
		return Queued{}, err
	}
	return asked(w, charge.Send(w, n, c))
}

// SendQuote sends a quote that was sent to its customer by mail again, as it
// stands. It refuses quote.state for one that waits for no answer, quote.over
// after its last day, and letter.no_address.
func SendQuote(w *db.Write, in ToSend) (Queued, error) {
	q, err := quote.Find(w.Read, in.ID)
	if err != nil {
		return Queued{}, err
	}
	if err := q.Acceptable(w.Day()); err != nil {
		return Queued{}, err
	}
	c, err := addressed(w.Read, q.Customer)
	if err != nil {
		return Queued{}, err
	}
	return asked(w, quote.Queue(w, q, c))
}

// SendStatement sends a customer his statement of account by mail, as of the
// moment it leaves. It refuses letter.no_address.
func SendStatement(w *db.Write, in Account) (Queued, error) {
	found, err := party.Find(w.Read, in.Customer)
	if err != nil {
		return Queued{}, err
	}
	c, err := addressed(w.Read, found.ID)
	if err != nil {
		return Queued{}, err
	}
	return asked(w, outbox.Queue(w, outbox.Message{Entity: w.Entity, Customer: c.ID, Template: Statement, Language: string(c.Language)}))
}

// addressed is a customer who can be written to.
func addressed(r *db.Read, id db.ID) (party.Customer, error) {
	c, err := party.Load(r, id)
	if err == nil && c.Email == "" {
		err = refuse.New(refuse.Conflict, "letter.no_address", "customer", c.Number)
	}
	return c, err
}

// asked says that somebody wanted a message to leave.
func asked(w *db.Write, m outbox.Message) (Queued, error) {
	said, papers, err := compose(w.Read, m)
	if err != nil {
		return Queued{}, err
	}
	objects, err := touched(w.Read, m)
	if err != nil {
		return Queued{}, err
	}
	w.Emit("mail.asked", told{Template: m.Template, State: m.State}, objects...)
	return Queued{m.ID.Text(outbox.Prefix), said.Recipient, m.Language, said.Subject, said.Body, said.HTML, papers}, w.Err()
}
