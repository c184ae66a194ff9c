package mail

import (
	netmail "net/mail"
	"strings"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/letter"
	"encaisse/o2c/outbox"
)

// ToRead is a notification, as its mail is.
type ToRead struct {
	Data []byte `json:"data" doc:"the whole mail as its file is (.eml), as base64: 6 MB at most"`
}

// Bounce reads the notification that a message came back, or is late, and notes
// it: the message is found by its Message-ID and by nothing else. It refuses
// what ReadReport does, mail.not_ours, and what letter.Returned does.
func Bounce(w *db.Write, in ToRead) (letter.ReturnView, error) {
	r, err := ReadReport(in.Data)
	if err != nil {
		return letter.ReturnView{}, err
	}
	at := strings.LastIndex(r.MessageID, "@")
	m, err := outbox.Find(w.Read, r.MessageID[:at])
	ours := err == nil
	if ours {
		ours, err = from(w.Read, m.ID, r.MessageID[at+1:])
	}
	if refuse.Code(err) == "outbox.unknown" || err == nil && !ours {
		err = unread("mail.not_ours", "id", r.MessageID)
	}
	if err != nil {
		return letter.ReturnView{}, err
	}
	return letter.Returned(w, m.ID, r.Action, r.Status)
}

// from tells whether a message left from a domain, as far as its sender is known.
func from(r *db.Read, message db.ID, domain string) (bool, error) {
	said, err := outbox.Said(r, message)
	if err == db.ErrNone {
		return true, nil
	}
	a, bad := netmail.ParseAddress(said.Sender)
	if err != nil || bad != nil {
		return err == nil, err
	}
	_, ours, _ := strings.Cut(a.Address, "@")
	return strings.EqualFold(ours, domain), nil
}
