package note

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
	documents "encaisse/o2c/invoice"
	orders "encaisse/o2c/order"
	"encaisse/o2c/party"
	payments "encaisse/o2c/payment"
	shipments "encaisse/o2c/shipping"
)

var (
	qWords   = db.Q("note.words.insert", `insert into note_words (event, author, object, words) values ($1,$2,$3,$4)`)
	qMention = db.Q("note.mention", `insert into mention (user_id, event, kind, number, seen) values ($1,$2,$3,$4,false) on conflict (user_id, event) do nothing`)
	qUser    = db.Q("note.user", `select id from app_user where name = $1 and not disabled`)
	qMine    = db.Q("note.mentions", `select m.event, m.kind, m.number, m.seen, n.words, u.name from mention m join note_words n on n.event = m.event join app_user u on u.id = n.author
		where m.user_id = $1 and not m.seen and m.event < $2 order by m.event desc limit $3`)
	qSeen   = db.Q("note.mention.seen", `update mention set seen = true where user_id = $1 and event = $2`)
	qUnread = db.Q("note.mentions.unread", `select count(*) from mention where user_id = $1 and not seen`)
)

// thing is what a note is about.
type thing struct {
	id       db.ID
	number   string
	customer db.ID
}

func find(r *db.Read, kind, ref string) (thing, error) {
	switch kind {
	case order:
		x, err := orders.Find(r, ref)
		return thing{x.ID, x.Number, x.Customer}, err
	case invoice:
		x, err := documents.Find(r, ref)
		return thing{x.ID, x.Number, x.Customer}, err
	case customer:
		x, err := party.Find(r, ref)
		return thing{x.ID, x.Number, x.ID}, err
	case shipment:
		x, err := shipments.Find(r, ref)
		return thing{x.ID, x.Number, x.Customer}, err
	case payment:
		x, err := payments.Find(r, ref)
		return thing{x.ID, x.ID.Text(payments.Prefix), x.Customer}, err
	}
	return thing{}, refuse.New(refuse.Invalid, "note.kind", "kind", kind).At("/kind", "note.kind", "kind", kind)
}
