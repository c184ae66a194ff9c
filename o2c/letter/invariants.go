package letter

import (
	"fmt"
	"slices"

	"encaisse/base/db"
	"encaisse/o2c/outbox"
)

var (
	qEnded = db.Q("letter.check.ended", `select id, entity, customer, action, about, template, language, state, attempts, queued_at, sent_at, error, hash, version, delayed, bounced, bounced_at from mail_message
		where action = 0 and state <> 'queued' and state <> 'sending' order by id`).Scans()
	qReturned = db.Q("letter.check.returned", `select id, entity, customer, action, about, template, language, state, attempts, queued_at, sent_at, error, hash, version, delayed, bounced, bounced_at
		from mail_message where delayed <> '' or bounced <> '' order by id`).Scans()
	qTold = db.Q("letter.check.told", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body from event
		where id > $1 and type in ('mail.sent', 'mail.failed', 'mail.unsure', 'mail.cancelled', 'mail.delayed', 'mail.bounced') order by id limit $2`).Scans()
)

// outcome is what a fact says of a message.
type outcome struct {
	told
	entity, customer, about, action db.ID
	at                              int64
	typ                             string
}

// Breaches checks that each message that is no reminder's ended as its one fact
// says, in the words it is bound to, that each that came back or is late has one
// fact of it, and that no fact tells of a message that is not there (mail.facts).
func Breaches(r *db.Read) (out []db.Breach, err error) {
	facts, came := map[db.ID][]outcome{}, map[db.ID][]outcome{}
	err = db.Pages(r, qTold, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			o := outcome{typ: e.Type, at: e.At, action: e.Object("action"), entity: e.Entity, customer: e.Object("customer"), about: e.Object("invoice") + e.Object("quote") + e.Object("charge") + e.Object("user")}
			if err := e.Read(&o.told); err != nil {
				return err
			}
			into := facts
			if e.Type == "mail.delayed" || e.Type == "mail.bounced" {
				into = came
			}
			into[e.Object("message")] = append(into[e.Object("message")], o)
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
	if err != nil {
		return out, err
	}
	list, err := db.All[outbox.Message](r, qReturned)
	for _, m := range list {
		var have []string
		for _, o := range came[m.ID] {
			have = append(have, o.cameBack())
		}
		if want := returns(m); !slices.Equal(have, want) {
			out = append(out, db.NotEqual("mail.facts", "message "+m.ID.Text(outbox.Prefix), "what came back of it", have, want))
		}
		delete(came, m.ID)
	}
	for id := range came {
		out = append(out, db.Breach{Check: "mail.facts", What: "message " + id.Text(outbox.Prefix), Why: "has a fact of its return and did not come back"})
	}
	return out, err
}

// returns is what the facts of a message's return have to say, in their order.
func returns(m outbox.Message) (out []string) {
	about := m.About
	if m.Action != 0 || m.Template == Statement {
		about = 0
	}
	say := func(state, status string, at int64) string {
		return outcome{told{Template: m.Template, State: state, Status: status}, m.Entity, m.Customer, about, m.Action, at, "mail." + state}.cameBack()
	}
	if m.Delayed != "" {
		out = append(out, say(outbox.Delayed, m.Delayed, 0))
	}
	if m.Bounced != "" {
		out = append(out, say(outbox.Bounced, m.Bounced, m.BouncedAt))
	}
	return out
}

func (o outcome) cameBack() string {
	if o.State == outbox.Delayed {
		o.at = 0
	}
	if o.action != 0 { // its documents are those of the reminder
		o.about = 0
	}
	return fmt.Sprint(o.typ, o.entity, o.customer, o.about, o.action, o.Template, o.State, o.Status, o.at)
}

func (o outcome) said() string {
	return fmt.Sprint(o.entity, o.customer, o.about, o.Template, o.State, fmt.Sprintf("%x", o.Hash))
}
