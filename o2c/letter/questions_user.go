package letter

import (
	"encaisse/base/db"
	"encaisse/base/words"
	"encaisse/o2c/outbox"
	"encaisse/o2c/seller"
)

// Templates of the messages to users of the house.
const (
	Invitation = "invitation"
	Elsewhere  = "address_moved" // to the address before: said when it was asked for
)

var qUser = db.Q("letter.user", `select u.id, u.name, u.language, coalesce(m.email, case when p.user_id is null then '' else u.name end) from app_user u
	left join user_email m on m.user_id = u.id left join portal_user p on p.user_id = u.id and p.invited where u.id = $1 and not u.disabled`)

var qGuest = db.Q("letter.guest", `select count(*) from portal_user where user_id = $1 and invited`)

// Guest tells a portal user, whose name is his address, from one of the house.
func Guest(r *db.Read, user db.ID) (bool, error) {
	n, err := db.One[int64](r, qGuest, user)
	return n > 0, err
}

// user is one who comes in by a password, and where he is written to.
type user struct {
	ID       db.ID
	Name     string
	Language words.Language
	Email    string
}

// toUser is a message to a user in words. One whose words were kept when it was
// asked for says those, to whom it was then.
func toUser(r *db.Read, m outbox.Message) (outbox.Words, error) {
	if m.Template != Invitation {
		said, err := outbox.Said(r, m.ID)
		if err == db.ErrNone { // erased
			err = nil
		}
		return said, err
	}
	u, err := db.One[user](r, qUser, m.About)
	if err == db.ErrNone { // suspended meanwhile
		return outbox.Words{}, nil
	}
	if err != nil {
		return outbox.Words{}, err
	}
	e, err := seller.Load(r, m.Entity)
	if err != nil {
		return outbox.Words{}, err
	}
	said := invites(e, u).write()
	said.Recipient = u.Email
	return said, nil
}

// invites is the message that brings somebody the link where he chooses his
// password.
func invites(e seller.Entity, u user) draft {
	d := draft{language: u.Language, seller: e, subject: "message.invitation.subject", before: []string{"message.hello.name", "message.invitation"}, button: "message.invitation.button",
		after: []string{"message.invitation.until", "message.invitation.unasked", "message.bye"}}
	d.give("seller", e.Name)
	d.give("name", u.Name)
	d.give("days", InvitationDays)
	d.fact("message.user", u.Name)
	return d
}

// moved tells somebody that he is written to elsewhere from now on.
func moved(e seller.Entity, name string, l words.Language) draft {
	d := draft{language: l, seller: e, subject: "message.address_moved.subject", before: []string{"message.hello.name", "message.address_moved", "message.address_moved.unasked"}, after: []string{"message.bye"}}
	d.give("seller", e.Name)
	d.give("name", name)
	return d
}
