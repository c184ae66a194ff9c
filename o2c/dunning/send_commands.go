package dunning

import (
	"encaisse/base/db"
	"encaisse/base/words"
	"encaisse/o2c/credit"
	"encaisse/o2c/outbox"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// Ready decides at the last moment, under the customer's lock, whether a
// message may leave: what was paid, disputed or promised meanwhile is not asked
// for, and outside the hours it waits. kept says that no server is configured,
// so that the message stays here as if it had been sent. ok is false when there
// is nothing to send.
func Ready(w *db.Write, message db.ID, sender string, kept bool) (out outbox.Leaving, ok bool, err error) {
	m, err := outbox.Load(w.Read, message)
	if err != nil {
		return out, false, err
	}
	s, a, err := actionOf(w, m)
	if err != nil {
		return out, false, err
	}
	if m, err = outbox.Load(w.Read, message); err != nil {
		return out, false, err
	}
	parts, err := partsOf(w.Read, a.ID)
	if err != nil {
		return out, false, err
	}
	switch {
	case m.State == "sending": // who began did not say how it ended
		return out, false, unsure(w, m, a, parts)
	case m.State != "queued" || a.State != "queued":
		return out, false, nil
	}
	d, minute := local(s.c, w.Now())
	if !s.policy.Open(a.Action, s.c.Calendar(), d, minute) {
		w.Later(outbox.SendStep, m.ID, outbox.Outgoing{Message: m.ID}, opening(s.policy, a.Action, s.c, w.Now()))
		return out, false, w.Err()
	}
	live, sum := s.still(parts, w.Now)
	switch {
	case len(live) == 0 || s.c.Email == "":
		return out, false, withdraw(w, m, a, parts)
	case s.c.Bounced != "":
		return out, false, byHand(w, m, a, parts)
	}
	next := a
	next.Amount, next.Unapplied = sum, s.facts.Unapplied
	var papers []outbox.Paper
	out.Words, papers, err = s.words(w, m, next, live, parts)
	if err != nil {
		return out, false, err
	}
	out.Sender, out.Recipient = sender, s.c.Email
	old := m
	m, out.Words = outbox.Say(w, m, out.Words, papers)
	m.State, m.Attempts = "sending", m.Attempts+1
	outbox.Save(w, old, m)
	saveAction(w, a, next)
	out.Message, out.Kept = m, kept || outbox.Nobody(out.Recipient)
	if out.Kept {
		m.Version++
		next.Version++
		return out, true, left(w, m, next, parts, "kept")
	}
	return out, true, w.Err()
}

// actionOf takes the locks of a message: the customer's, then its action's.
func actionOf(w *db.Write, m outbox.Message) (situation, Action, error) {
	e, err := seller.Load(w.Read, m.Entity)
	if err != nil {
		return situation{}, Action{}, err
	}
	c, err := party.Load(w.Read, m.Customer)
	if err != nil {
		return situation{}, Action{}, err
	}
	if err := credit.Hold(w, c); err != nil {
		return situation{}, Action{}, err
	}
	a, err := db.Lock[Action](w, qActionLock, m.Action)
	if err != nil {
		return situation{}, a, err
	}
	s, err := look(w.Read, e, c, a.Currency)
	return s, a, err
}

// words puts an action into words for what of it is asked for still; what is
// not leaves it, as if its level had not been reached.
func (s situation) words(w *db.Write, m outbox.Message, a Action, live []Chased, parts []Part) (outbox.Words, []outbox.Paper, error) {
	asked := map[db.ID]Chased{}
	for _, c := range live {
		asked[c.ID] = c
	}
	for i, p := range parts {
		c, ok := asked[p.Item]
		if p.Live && (!ok || c.Amount != p.Amount) {
			amount := p.Amount
			if ok {
				amount = c.Amount
			}
			w.Exec1(qPartSave, p.Action, p.Item, ok, amount)
			parts[i].Live, parts[i].Amount = ok, amount
		}
	}
	p, err := s.paper(w.Read, a, live)
	if err != nil {
		return outbox.Words{}, nil, err
	}
	p.language = words.Language(m.Language)
	subject, text, page := p.write()
	return outbox.Words{Message: m.ID, Subject: subject, Body: text, HTML: page}, p.papers, nil
}

// paper is a message about some items.
func (s situation) paper(r *db.Read, a Action, live []Chased) (paper, error) {
	p := paper{template: a.Template, posted: a.Action == Letter, language: s.c.Language, seller: s.e, customer: s.c, currency: a.Currency, today: r.Today(), held: s.facts.Unapplied,
		papers: attached(a.Template, s, live)}
	once := map[db.ID]bool{}
	for _, c := range live {
		l := claim{number: c.Number, issuedOn: c.IssuedOn, dueOn: c.DueOn, late: receivable.DaysLate(c.DueOn, r.Today()), amount: c.Amount}
		if l.late > 0 && a.Template != Friendly && a.Template != Courtesy {
			var err error
			if l.penalty, err = accrued(r, s.e, c.Item, r.Today()); err != nil {
				return p, err
			}
			charged, err := db.One[int64](r, qFixed, c.Document)
			if err != nil {
				return p, err
			}
			if charged == 0 && c.Kind != receivable.Charge && !once[c.Document] { // once an invoice
				once[c.Document] = true
				fixed, err := abroad(r, s.e, c.Item, receivable.Indemnity(s.e.Country))
				if err != nil {
					return p, err
				}
				p.charges += fixed
			}
		}
		p.lines = append(p.lines, l)
	}
	if a.ID != 0 && a.Template == Notice && a.Action == Email { // the letter itself, as it would be posted
		p.papers = append(p.papers, outbox.Paper{Kind: outbox.Reminder, Number: s.c.Number, ID: a.ID.Text(ActionPrefix)})
	}
	return p, nil
}

// withdraw cancels what need not be said any more.
func withdraw(w *db.Write, m outbox.Message, a Action, parts []Part) error {
	old, was := m, a
	m.State, m.Error = "cancelled", "settled"
	a.State, a.Why = "cancelled", "settled"
	outbox.Save(w, old, m)
	return move(w, was, a, "dunning.cancelled", parts)
}

// byHand leaves to a person what would only come back.
func byHand(w *db.Write, m outbox.Message, a Action, parts []Part) error {
	old, was := m, a
	m.State, m.Error = "cancelled", "bounced"
	a.State, a.Why, a.Message = "todo", "bounced", 0
	outbox.Save(w, old, m)
	return move(w, was, a, "dunning.todo", parts)
}

// unsure flags a message of which nobody knows whether it left: it is not sent
// again, a person decides.
func unsure(w *db.Write, m outbox.Message, a Action, parts []Part) error {
	m2 := m
	m2.State, m2.Error = "unknown", "unknown"
	outbox.Save(w, m, m2)
	next := a
	next.State, next.Why = "sent", "unknown"
	return move(w, a, next, "dunning.unsure", parts)
}

// Sent notes how the sending of a message ended: failure is "" when it left;
// refused says that trying again is no use.
func Sent(w *db.Write, message db.ID, failure string, refused bool) error {
	m, err := outbox.Load(w.Read, message)
	if err != nil {
		return err
	}
	_, a, err := actionOf(w, m)
	if err != nil {
		return err
	}
	if m, err = outbox.Load(w.Read, message); err != nil || m.State != "sending" {
		return err
	}
	parts, err := partsOf(w.Read, a.ID)
	if err != nil {
		return err
	}
	if failure == "" {
		return left(w, m, a, parts, "sent")
	}
	old := m
	m.Error = failure
	if refused || m.Attempts >= outbox.Attempts {
		m.State = "failed"
		outbox.Save(w, old, m)
		next := a
		next.State, next.Why = "todo", "undeliverable"
		return move(w, a, next, "dunning.todo", parts)
	}
	m.State = "queued"
	outbox.Save(w, old, m)
	w.Later(outbox.SendStep, m.ID, outbox.Outgoing{Message: m.ID}, w.Now().Add(outbox.Again(m.Attempts)))
	return w.Err()
}

// left notes that a message left, or is kept here as if it had.
func left(w *db.Write, m outbox.Message, a Action, parts []Part, state string) error {
	old := m
	m.State, m.SentAt, m.Error = state, w.Now().UnixMicro(), ""
	outbox.Save(w, old, m)
	next := a
	next.State = "sent"
	if err := move(w, a, next, "dunning.sent", parts); err != nil {
		return err
	}
	note(w, Contact{Customer: a.Customer, Channel: a.Action, Direction: "out", Template: a.Template, Action: a.ID, Message: m.ID, Result: "sent"}, "", "")
	return w.Err()
}
