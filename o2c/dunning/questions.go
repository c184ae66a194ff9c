package dunning

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/o2c/outbox"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// ActionView is an action as doors show it.
type ActionView struct {
	ID        string      `json:"id"`
	Customer  string      `json:"customer"`
	Level     int64       `json:"level" doc:"0: before the due day; -1: an invoice to be repaired"`
	Action    string      `json:"action" doc:"email, letter, call, handover, check"`
	Template  string      `json:"template"`
	State     string      `json:"state" doc:"queued, sent, todo, done, cancelled"`
	Why       string      `json:"why"`
	Day       day.Day     `json:"day"`
	Amount    money.Money `json:"amount"`
	Unapplied money.Money `json:"unapplied" doc:"money not applied yet, said beside it"`
	Result    string      `json:"result"`
	Message   *string     `json:"message"`
	Items     []PartView  `json:"items"`
	Letter    *LetterView `json:"letter" doc:"what a person is to send, as of now"`
}

// PartView is an item of an action.
type PartView struct {
	Invoice string      `json:"invoice"`
	Level   int64       `json:"level"`
	Amount  money.Money `json:"amount"`
	Penalty money.Money `json:"penalty"`
	Live    bool        `json:"live"`
}

// LetterView is a message in words.
type LetterView struct {
	Language words.Language `json:"language"`
	Subject  string         `json:"subject"`
	Text     string         `json:"text"`
	HTML     string         `json:"html"`
}

// view is a letter as its reader will see it.
func (p paper) view() LetterView {
	subject, text, page := p.write()
	return LetterView{p.language, subject, text, page}
}

func viewAction(r *db.Read, a Action, whole bool) (ActionView, error) {
	c, err := party.Load(r, a.Customer)
	if err != nil {
		return ActionView{}, err
	}
	m := func(x money.Amount) money.Money { return x.In(a.Currency) }
	v := ActionView{ID: a.ID.Text(ActionPrefix), Customer: c.Number, Level: a.Level, Action: a.Action, Template: a.Template, State: a.State, Why: a.Why, Day: a.Day,
		Amount: m(a.Amount), Unapplied: m(a.Unapplied), Result: a.Result, Items: []PartView{}}
	if a.Message != 0 {
		id := a.Message.Text(outbox.Prefix)
		v.Message = &id
	}
	parts, err := partsOf(r, a.ID)
	if err != nil {
		return v, err
	}
	for _, p := range parts {
		i, err := receivable.ItemByID(r, p.Item)
		if err != nil {
			return v, err
		}
		v.Items = append(v.Items, PartView{i.Number, p.Level, m(p.Amount), m(p.Penalty), p.Live})
	}
	if whole && a.State == "todo" && (a.Action == Letter || a.Action == Email) {
		v.Letter, err = draft(r, a, parts)
	}
	return v, err
}

// draft is the letter of a task as it would be sent now; none when nothing is
// left to ask for.
func draft(r *db.Read, a Action, parts []Part) (*LetterView, error) {
	e, err := seller.Of(r)
	if err != nil {
		return nil, err
	}
	c, err := party.Load(r, a.Customer)
	if err != nil {
		return nil, err
	}
	s, err := look(r, e, c, a.Currency)
	if err != nil {
		return nil, err
	}
	live, _ := s.still(parts, r.Now)
	if len(live) == 0 {
		return nil, nil
	}
	p, err := s.paper(r, a, live)
	if err != nil {
		return nil, err
	}
	l := p.view()
	return &l, nil
}

// Show returns one action; a letter to be sent by hand with its words.
func Show(r *db.Read, in ByAction) (ActionView, error) {
	a, err := FindAction(r, in.ID)
	if err != nil {
		return ActionView{}, err
	}
	return viewAction(r, a, true)
}

// Filter asks for a list of actions.
type Filter struct {
	db.Paging
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number"`
	State    string `query:"state" json:"state,omitempty" enum:"queued,sent,todo,done,cancelled"`
}

// List pages through the actions, oldest first.
func List(r *db.Read, in Filter) (db.Page[ActionView], error) {
	out := db.Page[ActionView]{Items: []ActionView{}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	customer, err := receivable.CustomerID(r, in.Customer)
	if err != nil {
		return out, err
	}
	rows, err := db.All[Action](r, qActionList, r.Entity, after, customer, in.State, in.Rows()+1)
	if err != nil {
		return out, err
	}
	return db.Shown(db.Paged(in.Paging, rows, func(a Action) db.ID { return a.ID }), func(a Action) (ActionView, error) { return viewAction(r, a, false) })
}

// PreviewView is what a run would do now.
type PreviewView struct {
	Actions []PlannedView `json:"actions"`
	Held    []HeldView    `json:"held"`
	Letters []LetterTask  `json:"letters" doc:"of one customer: what a person is to post"`
}

// LetterTask is a letter that waits for a person to post it.
type LetterTask struct {
	ID       string  `json:"id"`
	Template string  `json:"template"`
	Day      day.Day `json:"day"`
}

// PlannedView is an action a run would make.
type PlannedView struct {
	Customer string      `json:"customer"`
	Name     string      `json:"name" doc:"of the customer"`
	Level    int64       `json:"level"`
	Action   string      `json:"action"`
	Template string      `json:"template"`
	To       string      `json:"to" doc:"address; empty: it would be a task"`
	Why      string      `json:"why" doc:"there is none: no_address, bounced"`
	Amount   money.Money `json:"amount"`
	Invoices []string    `json:"invoices"`
	Letter   LetterView  `json:"letter"`
}

// HeldView is an item that is due for something which is not done, and why.
type HeldView struct {
	Customer string      `json:"customer"`
	Name     string      `json:"name" doc:"of the customer"`
	Invoice  string      `json:"invoice"`
	Level    int64       `json:"level"`
	Amount   money.Money `json:"amount"`
	Why      string      `json:"why" doc:"pause, insolvency, promise, plan, disputed, unapplied, taken_over, threshold, gap, window, defect"`
	Defects  []string    `json:"defects"`
}

// PreviewOf asks what a run would do, for one customer or all.
type PreviewOf struct {
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number"`
}

// Preview says what a run would do now: each message, and each item held with
// its reason.
func Preview(r *db.Read, in PreviewOf) (PreviewView, error) {
	out := PreviewView{Actions: []PlannedView{}, Held: []HeldView{}, Letters: []LetterTask{}}
	e, err := seller.Of(r)
	if err != nil {
		return out, err
	}
	one, err := receivable.CustomerID(r, in.Customer)
	if err != nil {
		return out, err
	}
	var after db.ID
	for {
		list := []db.ID{one}
		if one == 0 {
			if list, err = Owing(r, e.ID, after, 500); err != nil || len(list) == 0 {
				return out, err
			}
		}
		for _, id := range list {
			after = id
			if err := preview(r, e, id, &out); err != nil {
				return out, err
			}
		}
		if one != 0 {
			out.Letters, err = toPost(r, e.ID, one)
			return out, err
		}
	}
}

func preview(r *db.Read, e seller.Entity, customer db.ID, out *PreviewView) error {
	c, err := party.Load(r, customer)
	if err != nil {
		return err
	}
	list, err := around(r, e, c)
	for _, s := range list {
		if err = s.preview(r, out); err != nil {
			return err
		}
	}
	return err
}

func (s situation) preview(r *db.Read, out *PreviewView) error {
	c := s.c
	if s.d.Acts() && !s.window {
		s.d.hold("window")
	}
	for _, h := range s.d.Held {
		defects := h.Defects
		if defects == nil {
			defects = []string{}
		}
		out.Held = append(out.Held, HeldView{c.Number, c.Name, h.Number, h.Next.N, h.Open.In(s.currency), h.Why, defects})
	}
	if !s.d.Acts() {
		return nil
	}
	v := PlannedView{Customer: c.Number, Name: c.Name, Level: s.d.Level.N, Action: s.d.Level.Action, Template: s.d.Level.Template, Amount: s.d.Amount.In(s.currency)}
	if v.Why = c.Unreachable(); v.Why == "" {
		v.To = c.Email
	}
	p, err := s.paper(r, Action{Template: v.Template, Currency: s.currency}, s.d.Items)
	if err != nil {
		return err
	}
	for _, i := range s.d.Items {
		v.Invoices = append(v.Invoices, i.Number)
	}
	v.Letter = p.view()
	out.Actions = append(out.Actions, v)
	return nil
}
