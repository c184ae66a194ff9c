package letter

import (
	"encaisse/base/db"
	"encaisse/o2c/charge"
	"encaisse/o2c/invoice"
	"encaisse/o2c/outbox"
	"encaisse/o2c/party"
	"encaisse/o2c/quote"
)

// Ready puts a message that is no reminder's into words, as things are at this
// moment, and notes that it begins to leave. kept says that no server is
// configured, so that it stays here as if it had been sent. ok is false when
// there is nothing to send.
func Ready(w *db.Write, message db.ID, sender string, kept bool) (out outbox.Leaving, ok bool, err error) {
	m, err := outbox.Lock(w, message)
	if err != nil {
		return out, false, err
	}
	switch m.State {
	case "queued":
	case "sending": // who began did not say how it ended
		return out, false, end(w, m, "unknown", "mail.unsure", "unknown")
	default:
		return out, false, nil
	}
	var papers []outbox.Paper
	if out.Words, papers, err = compose(w.Read, m); err != nil {
		return out, false, err
	}
	if out.Recipient == "" && m.Template == quote.Template {
		return out, false, end(w, m, "cancelled", "mail.cancelled", "over") // answered or replaced meanwhile, or nowhere to go
	}
	if out.Recipient == "" {
		return out, false, end(w, m, "cancelled", "mail.cancelled", "no_address")
	}
	out.Sender = sender
	old := m
	m, out.Words = outbox.Say(w, m, out.Words, papers)
	m.State, m.Attempts = "sending", m.Attempts+1
	outbox.Save(w, old, m)
	out.Message, out.Kept = m, kept || outbox.Nobody(out.Recipient)
	if out.Kept {
		m.Version++
		return out, true, end(w, m, "kept", "mail.sent", "")
	}
	return out, true, w.Err()
}

// compose is a message in words, with whom it is to and what goes with it.
func compose(r *db.Read, m outbox.Message) (outbox.Words, []outbox.Paper, error) {
	if m.Customer == 0 {
		said, err := toUser(r, m)
		return said, nil, err
	}
	c, err := party.Load(r, m.Customer)
	if err != nil {
		return outbox.Words{}, nil, err
	}
	if m.Template == Statement {
		said, papers, err := account(r, c, c.Language)
		said.Recipient = c.Email
		return said, papers, err
	}
	if m.Template == quote.Template {
		q, err := quote.Find(r, m.About.Text(quote.Prefix))
		if err != nil {
			return outbox.Words{}, nil, err
		}
		said, papers, err := offer(r, q, c)
		if q.State == quote.Sent {
			said.Recipient = c.Email
		}
		return said, papers, err
	}
	if m.Template == charge.Template {
		n, err := charge.Find(r, m.About.Text(charge.Prefix))
		if err != nil {
			return outbox.Words{}, nil, err
		}
		said, papers, err := late(r, n, c)
		said.Recipient = c.Email
		return said, papers, err
	}
	v, err := invoice.Find(r, m.About.Text(invoice.Prefix))
	if err != nil {
		return outbox.Words{}, nil, err
	}
	k, err := brings(r, v, c)
	if err != nil {
		return outbox.Words{}, nil, err
	}
	words, papers := k.written()
	words.Recipient = c.Email
	return words, papers, nil
}

// Sent notes how the sending of a message ended: failure is "" when it left;
// refused says that trying again is no use.
func Sent(w *db.Write, message db.ID, failure string, refused bool) error {
	m, err := outbox.Lock(w, message)
	if err != nil || m.State != "sending" {
		return err
	}
	switch {
	case failure == "":
		return end(w, m, "sent", "mail.sent", "")
	case refused || m.Attempts >= outbox.Attempts:
		return end(w, m, "failed", "mail.failed", failure)
	}
	old := m
	m.State, m.Error = "queued", failure
	outbox.Save(w, old, m)
	w.Later(outbox.SendStep, m.ID, outbox.Outgoing{Message: m.ID}, w.Now().Add(outbox.Again(m.Attempts)))
	return w.Err()
}

// end brings a message, held under its lock, to its end and says so on what it
// is about.
func end(w *db.Write, m outbox.Message, state, typ, why string) error {
	old := m
	m.State, m.Error = state, why
	if state == "sent" || state == "kept" {
		m.SentAt = w.Now().UnixMicro()
	}
	outbox.Save(w, old, m)
	body := told{Template: m.Template, State: state, Hash: m.Hash}
	if state == "cancelled" {
		body.Why = why
	}
	objects, err := touched(w.Read, m)
	if err != nil {
		return err
	}
	w.Emit(typ, body, objects...)
	return w.Err()
}

// touched is what a message is about, for its facts.
func touched(r *db.Read, m outbox.Message) ([]db.Object, error) {
	list := []db.Object{db.Obj("message", m.ID)}
	if m.Customer == 0 {
		return append(list, db.Obj("user", m.About)), nil
	}
	if m.Template == Statement {
		return append(list, db.Obj("customer", m.Customer)), nil
	}
	if m.Template == quote.Template {
		q, err := quote.Find(r, m.About.Text(quote.Prefix))
		return append(list, q.Touched()...), err
	}
	if m.Template == charge.Template {
		n, err := charge.Find(r, m.About.Text(charge.Prefix))
		return append(list, n.Touched()...), err
	}
	v, err := invoice.Find(r, m.About.Text(invoice.Prefix))
	return append(list, v.Touched()...), err
}
