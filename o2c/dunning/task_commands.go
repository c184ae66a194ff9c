package dunning

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/outbox"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// Tasks lists what waits for a person, in order, after one of them.
func Tasks(r *db.Read, entity, after db.ID, limit int) ([]Action, error) {
	return db.All[Action](r, qActionTodo, entity, after, limit)
}

// lockAction takes the customer's credit row, then the action, and looks at
// what is known now.
func lockAction(w *db.Write, id db.ID) (situation, Action, []Part, error) {
	a, err := db.One[Action](w.Read, qActionByID, id)
	if err != nil {
		return situation{}, a, nil, err
	}
	e, err := seller.Load(w.Read, a.Entity)
	if err != nil {
		return situation{}, a, nil, err
	}
	c, err := party.Load(w.Read, a.Customer)
	if err != nil {
		return situation{}, a, nil, err
	}
	if err := credit.Hold(w, c); err != nil {
		return situation{}, a, nil, err
	}
	if a, err = db.Lock[Action](w, qActionLock, id); err != nil {
		return situation{}, a, nil, err
	}
	parts, err := partsOf(w.Read, id)
	if err != nil {
		return situation{}, a, nil, err
	}
	s, err := look(w.Read, e, c, a.Currency)
	return s, a, parts, err
}

// idle tells that a task has nothing left to be done for.
func (s situation) idle(w *db.Write, a Action, parts []Part) bool {
	if a.Action != Check {
		live, _ := s.still(parts, w.Now)
		return len(live) == 0
	}
	for _, debt := range s.facts.Debts {
		if debt.ID == parts[0].Item {
			return debt.DueOn > w.Today() && len(debt.Defects) == 0
		}
	}
	return true
}

// Tidy takes back a task for which nothing is left to ask, and reports whether
// it did.
func Tidy(w *db.Write, id db.ID) (bool, error) {
	s, a, parts, err := lockAction(w, id)
	if err != nil || a.State != "todo" || !s.idle(w, a, parts) {
		return false, err
	}
	next := a
	next.State, next.Why = "cancelled", "settled"
	return true, move(w, a, next, "dunning.cancelled", parts)
}

// Finished says how a task ended.
type Finished struct {
	ID     string `path:"id" json:"-"`
	Result string `json:"result" enum:"reached,message,promise,dispute,paid,refused,wrong_contact,posted,repaired,handed_over"`
	Person string `json:"person,omitempty" maxLength:"200" doc:"whom one spoke to"`
	Note   string `json:"note,omitempty" maxLength:"4000" doc:"for a registered letter: its number"`
}

// Finish marks a task as done and logs the contact; a letter is kept as it was
// posted. What was settled meanwhile is not chased: the task is refused.
func Finish(w *db.Write, in Finished) (ActionView, error) {
	found, err := FindAction(w.Read, in.ID)
	if err != nil {
		return ActionView{}, err
	}
	s, a, parts, err := lockAction(w, found.ID)
	if err != nil {
		return ActionView{}, err
	}
	if a.State == "todo" && a.Action != Check && s.idle(w, a, parts) {
		return ActionView{}, refuse.New(refuse.Conflict, "dunning.settled", "customer", s.c.Number)
	}
	next := a
	next.State, next.Result = "done", in.Result
	if a.State == "todo" && (a.Action == Letter || a.Action == Email) {
		if next.Message, err = s.posted(w, a, parts); err != nil {
			return ActionView{}, err
		}
	}
	if err := move(w, a, next, "dunning.done", parts); err != nil {
		return ActionView{}, err
	}
	channel := a.Action
	if channel == Email {
		channel = Letter
	}
	note(w, Contact{Customer: a.Customer, Channel: channel, Direction: "out", Template: a.Template, Action: a.ID, Message: next.Message, Result: in.Result}, in.Person, in.Note)
	return viewAction(w.Read, next, true)
}

// posted keeps a letter as it was when a person sent it.
func (s situation) posted(w *db.Write, a Action, parts []Part) (db.ID, error) {
	if a.Message != 0 {
		return a.Message, nil // a message that could not be delivered
	}
	live, sum := s.still(parts, w.Now)
	a.Amount = sum
	p, err := s.paper(w.Read, a, live)
	if err != nil {
		return 0, err
	}
	subject, text, page := p.write()
	recipient := outbox.Plain(s.c.Name + ", " + s.c.Address().From(s.e.Country, s.c.Language))
	m := outbox.Message{ID: w.NewID(), Entity: a.Entity, Customer: a.Customer, Action: a.ID, Template: a.Template, Language: string(s.c.Language), State: "sent",
		Attempts: 1, QueuedAt: w.Now().UnixMicro(), SentAt: w.Now().UnixMicro()}
	said := outbox.Words{Sender: s.e.Name, Recipient: recipient, Subject: subject, Body: text, HTML: page}
	m.Hash = said.Hash()
	outbox.Insert(w, m)
	outbox.Say(w, m, said, nil)
	return m.ID, nil
}

// ByAction names an action.
type ByAction struct {
	ID string `path:"id" json:"-"`
}

// Cancel takes back what was not done yet: its level is not reached.
func Cancel(w *db.Write, in ByAction) (ActionView, error) {
	found, err := FindAction(w.Read, in.ID)
	if err != nil {
		return ActionView{}, err
	}
	_, a, parts, err := lockAction(w, found.ID)
	if err != nil {
		return ActionView{}, err
	}
	next := a
	next.State, next.Why = "cancelled", "by_hand"
	if err := move(w, a, next, "dunning.cancelled", parts); err != nil {
		return ActionView{}, err
	}
	if a.Message != 0 {
		m, err := outbox.Load(w.Read, a.Message)
		if err != nil {
			return ActionView{}, err
		}
		if m.State == "queued" {
			old := m
			m.State, m.Error = "cancelled", "by_hand"
			outbox.Save(w, old, m)
		}
	}
	return viewAction(w.Read, next, false)
}
