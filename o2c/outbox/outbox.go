// Package outbox keeps the messages that leave the house: what waits to leave,
// what left, to whom and in which words.
package outbox

import (
	"crypto/sha256"
	"strings"

	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// Prefixes of ids as people see them.
const (
	Prefix       = "msg"
	ActionPrefix = "act" // of the reminder a message is of
)

// Message is what waits to leave, or has left.
type Message struct {
	ID       id.ID
	Entity   id.ID
	Customer id.ID // 0: it is to a user
	Action   id.ID // the reminder it is of; 0: it is about something else
	About    id.ID // the document or user it is about, by its template; 0: the account
	Template string
	Language string
	State    string // queued, sending, sent, kept, failed, unknown, cancelled
	Attempts int64
	QueuedAt int64 // µs
	SentAt   int64
	Error    string
	Hash     []byte
	Version  int64
	Return
}

// Words are those of a message; they may be erased.
type Words struct {
	Message   id.ID
	Sender    string
	Recipient string
	Subject   string
	Body      string
	HTML      string
	Papers    string // JSON of its []Paper
}

// Paper is a document that goes with a message.
type Paper struct {
	Kind   string `json:"kind" doc:"invoice, statement, quote, charge, reminder"`
	Number string `json:"number" doc:"of the invoice, quote or charge, or of the customer whose statement or reminder it is"`
	ID     string `json:"id,omitempty" doc:"of the version of a quote, or of a reminder"`

	Currency money.Currency `json:"currency,omitempty" doc:"of a statement in another one than the company's"`
}

// Kinds of paper.
const (
	Invoice   = "invoice"
	Statement = "statement"
	Quote     = "quote"
	Charge    = "charge"
	Reminder  = "reminder"
)

// Leaving is a message that may leave now.
type Leaving struct {
	Message
	Words
	Kept bool // it stays in the mailbox of the house: no server is configured
}

// ByMail tells whether documents of a company go to a customer by mail: unless
// the company, the customer or his missing address say no.
func ByMail(e seller.Entity, c party.Customer) bool {
	return e.SendBy == seller.ByMail && c.SendBy == party.ByMail && c.Email != ""
}

// Hash binds what was said to whom.
func (w Words) Hash() []byte {
	text := w.Recipient + "\x00" + w.Subject + "\x00" + w.Body + "\x00" + w.HTML
	if w.Papers != "" {
		text += "\x00" + w.Papers
	}
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

// Attempts to send a message before a person is asked.
const Attempts = 10

// Nobody tells an address that can be nobody's (RFC 2606): what is written to
// it, as by a demonstration, never leaves the house.
func Nobody(address string) bool { return strings.HasSuffix(strings.ToLower(address), ".example") }

// Plain takes out of a foreign text what could break a line or hide another:
// control characters and marks of direction.
func Plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r' || r == 0x2028 || r == 0x2029 || r == 0x85:
			return ' '
		case r < ' ' || r == 0x7f, r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
}
