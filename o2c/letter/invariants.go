package letter

import (
	"fmt"

	"encaisse/base/db"
	"encaisse/o2c/outbox"
)

var (
	qEnded = db.Q("letter.check.ended", `select id, entity, customer, action, about, template, language, state, attempts, queued_at, sent_at, error, hash, version from mail_message
		where action = 0 and state <> 'queued' and state <> 'sending' order by id`).Scans()
	qTold = db.Q("letter.check.told", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body from event
		where id > $1 and type in ('mail.sent', 'mail.failed', 'mail.unsure', 'mail.cancelled') order by id limit $2`).Scans()
)

// outcome is what a fact says of a message.
type outcome struct {
	told
	entity, customer, about db.ID
}

// Breaches checks that each message that is no reminder's ended as its one fact
// says, in the words it is bound to, and that no fact tells of a message that
// is not there (mail.facts).
func Breaches(r *db.Read) (out []db.Breach, err error) {
	facts := map[db.ID][]outcome{}
	err = db.Pages(r, qTold, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			o := outcome{entity: e.Entity, customer: e.Object("customer"), about: e.Object("invoice") + e.Object("quote") + e.Object("charge") + e.Object("user")}
			if err := e.Read(&o.told); err != nil {
				return err
			}
			facts[e.Object("message")] = append(facts[e.Object("message")], o)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	rows, err := db.All[outbox.Message](r, qEnded)
	for _, m := range rows {
		list := facts[m.ID]
		delete(facts, m.ID)
		want := fmt.Sprint(m.Entity, m.Customer, m.About, m.Template, m.State, fmt.Sprintf("%x", m.Hash))
		if len(list) != 1 {
			out = append(out, db.NotEqual("mail.facts", "message "+m.ID.Text(outbox.Prefix), "facts of its end", len(list), 1))
		} else if have := list[0].said(); have != want {
			out = append(out, db.NotEqual("mail.facts", "message "+m.ID.Text(outbox.Prefix), "what its fact says", have, want))
		}
	}
	for id := range facts {
		out = append(out, db.Breach{Check: "mail.facts", What: "message " + id.Text(outbox.Prefix), Why: "has a fact and did not end"})
	}
	return out, err
}

func (o outcome) said() string {
	return fmt.Sprint(o.entity, o.customer, o.about, o.Template, o.State, fmt.Sprintf("%x", o.Hash))
}
