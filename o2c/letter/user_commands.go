package letter

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"time"

	"encaisse/base/db"
	"encaisse/base/words"
	"encaisse/o2c/outbox"
	"encaisse/o2c/seller"
)

var qInvitation = db.Q("letter.invitation.add", `insert into invitation (id, user_id, hash, ends, used) values ($1,$2,$3,$4,0)`)

// InvitationDays is how long an invitation can be used.
const InvitationDays = 7

// MintInvitation makes the link by which a user chooses a password, and says
// until when it is good: of 256 random bits, kept as their hash.
func MintInvitation(w *db.Write, user db.ID) (path string, until time.Time) {
	var b [32]byte
	rand.Read(b[:]) // never fails: the program stops instead
	secret := base64.RawURLEncoding.EncodeToString(b[:])
	hash := sha256.Sum256([]byte(secret))
	until = w.Now().Add(InvitationDays * 24 * time.Hour)
	w.Exec(qInvitation, w.NewID(), user, hash[:], until.UnixMicro())
	return "/invitation/" + secret, until
}

// Invite lets the invitation of a user leave; its link is made then.
func Invite(w *db.Write, user db.ID) error {
	m, err := toWhom(w, user, Invitation)
	if err == nil {
		outbox.Queue(w, m)
	}
	return err
}

// Moved tells the address that a user had that he is written to elsewhere.
func Moved(w *db.Write, user db.ID, name, before string, l words.Language) error {
	m, err := toWhom(w, user, Elsewhere)
	if err != nil {
		return err
	}
	e, err := seller.Load(w.Read, m.Entity)
	if err != nil {
		return err
	}
	said := moved(e, name, l).write()
	said.Recipient = before
	keep(w, m, said)
	return w.Err()
}

// toWhom is a message to a user, from the company that is acted for, else from
// the first.
func toWhom(w *db.Write, about db.ID, template string) (m outbox.Message, err error) {
	m = outbox.Message{Entity: w.Entity, About: about, Template: template}
	u, err := db.One[user](w.Read, qUser, about)
	if err == nil {
		m.Language = string(u.Language)
	} else if err != db.ErrNone {
		return m, err
	}
	_, err = seller.Load(w.Read, m.Entity)
	return m, err
}

// keep lets a message leave in words that are said now.
func keep(w *db.Write, m outbox.Message, said outbox.Words) outbox.Message {
	m.Hash = said.Hash()
	if m = outbox.Queue(w, m); !w.Quiet {
		outbox.Say(w, m, said, nil)
	}
	return m
}
