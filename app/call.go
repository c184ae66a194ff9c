package app

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"time"

	"encaisse/app/form"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/approval"
	"encaisse/o2c/charge"
	"encaisse/o2c/invoice"
	"encaisse/o2c/party"
	"encaisse/o2c/quote"
)

// Caller is who asks.
type Caller struct {
	User     db.ID // 0 only for System
	Name     string
	Role     string // System only inside
	Entity   db.ID  // the legal entity acted for; 0 = the organisation
	Customer db.ID  // a portal user's own customer
	Document db.ID  // the only invoice or quote that his link opens; 0 = all of his own
	Language words.Language
}

// Call is one call: who, and how.
type Call struct {
	Caller
	Key     string  // idempotency key; "" = none (inside)
	Preview bool    // run, answer, keep nothing
	Request db.ID   // shared by every fact the call causes, its own for each call with a key; 0 = a new one
	Day     day.Day // business day when it is not today
}

// Answer is what a call gave, before and behind the door.
type Answer struct {
	Status   int
	Out      any    // Out, or the stored json.RawMessage when Replayed
	Body     []byte // Out as JSON: for a command byte by byte what is stored under its key
	Request  db.ID  // what the facts were caused by, also when Replayed
	Replayed bool   // the key was used before: nothing was done now
}

// Run calls an entry with in, a pointer to its input: rights, idempotency, the
// transaction, preview. out is the answer (json.RawMessage when the call's key
// was used before) and status its HTTP status. A no is a *refuse.Refusal in
// err's chain; Say gives its sentence.
func (e *Entry) Run(ctx context.Context, a *App, c Call, in any) (out any, status int, err error) {
	ans, err := e.run(ctx, a, c, in, false)
	return ans.Out, ans.Status, err
}

// Answer is Run with the answer's bytes.
func (e *Entry) Answer(ctx context.Context, a *App, c Call, in any) (Answer, error) {
	return e.run(ctx, a, c, in, true)
}

func (e *Entry) run(ctx context.Context, a *App, c Call, in any, body bool) (Answer, error) {
	begun := time.Now()
	if c.Request == 0 {
		c.Request = a.DB.NewID()
	}
	ans, err := e.answer(ctx, a, c, in, body)
	if ans.Request == 0 {
		ans.Request = c.Request
	}
	if err != nil {
		err = a.known(err, e.Name, c.Request)
		point(err, in)
	}
	if err == nil && e.rouses {
		a.Rouse()
	}
	if a.Watch != nil {
		a.Watch(e, err, time.Since(begun))
	}
	return ans, err
}

func (e *Entry) answer(ctx context.Context, a *App, c Call, in any, body bool) (Answer, error) {
	if err := e.Authorise(c.Role); err != nil {
		return Answer{}, err
	}
	if t := reflect.TypeOf(in); t != reflect.PointerTo(e.In) {
		return Answer{}, fmt.Errorf("%s takes a *%s, not a %v", e.Name, e.In, t)
	}
	if places := form.Illegible(in); len(places) > 0 {
		return Answer{}, &refuse.Refusal{Code: "input.invalid", Kind: refuse.Invalid, Fields: places}
	}
	if err := e.scope(c.Caller, in); err != nil {
		return Answer{}, err
	}
	if !e.Question && !c.Preview && c.Key != "" {
		return e.once(ctx, a, c, in)
	}
	var out any
	var err error
	switch {
	case e.job != nil:
		out, err = e.file(ctx, a, c, in)
	case e.Question:
		out, err = db.See(ctx, a.DB, c.as(), func(r *db.Read) (any, error) { return e.answerTo(r, in) })
	case c.Preview:
		out, err = db.Preview(ctx, a.DB, c.as(), func(w *db.Write) (any, error) { return e.carry(w, in) })
	default:
		out, err = db.Do(ctx, a.DB, c.as(), func(w *db.Write) (any, error) { return e.carry(w, in) })
	}
	if err == nil && !body {
		return Answer{Status: e.status(out), Out: out}, nil
	}
	return encoded(e.status(out), out, err)
}

// status of an answer: that of the entry, or 202 when it only was asked for.
func (e *Entry) status(out any) int {
	if _, asked := out.(approval.View); asked && e.Asks {
		return waits
	}
	return e.Status
}

func (e *Entry) answerTo(r *db.Read, in any) (any, error) {
	if err := place(r); err != nil {
		return nil, err
	}
	return e.see(r, in)
}

func (e *Entry) carry(w *db.Write, in any) (any, error) {
	if err := place(w.Read); err != nil {
		return nil, err
	}
	out, err := e.do(w, in)
	if n, ok := approval.Waits(err); ok && e.Asks {
		return e.ask(w, n, in)
	}
	return out, err
}

// Authorise refuses app.role to who may not call the entry.
func (e *Entry) Authorise(role string) error {
	if e.Allows(role) {
		return nil
	}
	return roleRefused(role, e.Name, e.Allows)
}

// roleRefused says to whom a command is closed, and whom to ask instead.
func roleRefused(role, name string, may func(role string) bool) error {
	var list []words.Key
	for _, r := range Roles() {
		if may(r) {
			list = append(list, words.Key("role."+r))
		}
	}
	return refuse.New(refuse.Forbidden, "app.role", "role", words.Key("role."+role), "command", name, "roles", list)
}

func encoded(status int, out any, err error) (Answer, error) {
	if err != nil {
		return Answer{}, err
	}
	body, err := json.Marshal(out)
	return Answer{Status: status, Out: out, Body: body}, err
}

// scope holds a portal user to his own customer: the field customer of the
// input is his, and another's name there finds nothing. A link that opens one
// invoice is held to that in the same way, and to what asks about one.
func (e *Entry) scope(c Caller, in any) error {
	if c.Role != customer {
		return nil
	}
	if c.Customer == 0 {
		return refuse.New(refuse.Forbidden, "app.no_customer")
	}
	if err := held(in, e.customer, c.Customer.Text(party.Prefix)); err != nil || c.Document == 0 {
		return err
	}
	if e.document == nil {
		return refuse.New(refuse.Forbidden, "app.link")
	}
	return held(in, e.document, c.Document.Text(e.opens))
}

// scopes are the documents that a link may open alone, by the word of the tag
// scope: the prefix of their ids. A link to one of another kind finds nothing.
var scopes = map[string]string{"document": invoice.Prefix, "quote": quote.Prefix, "charge": charge.Prefix}

// held puts the caller's own into a field; another's name there finds nothing.
func held(in any, f *form.Field, id string) error {
	v := reflect.ValueOf(in).Elem().FieldByIndex(f.Index)
	if v.String() != "" && v.String() != id {
		return db.ErrNone
	}
	v.SetString(id)
	return nil
}

// Do calls the command from Go.
func (c Command[In, Out]) Do(ctx context.Context, a *App, call Call, in In) (Out, error) {
	return typed[Out](c.Run(ctx, a, call, &in))
}

// Ask asks the question from Go.
func (q Question[In, Out]) Ask(ctx context.Context, a *App, call Call, in In) (Out, error) {
	return typed[Out](q.Run(ctx, a, call, &in))
}

// typed gives an answer its type back. A stored one is read from its JSON,
// where it can be: money.Money without its currency can not.
// What waits for a second person is refused approval.needed.
func typed[Out any](out any, status int, err error) (Out, error) {
	var zero Out
	if err != nil {
		return zero, err
	}
	if known, ok := out.(Out); ok {
		return known, nil
	}
	if v, asked := out.(approval.View); asked {
		return zero, refuse.New(refuse.Forbidden, "approval.needed", "kind", v.Kind, "number", v.Subject)
	}
	raw := out.(json.RawMessage)
	if status == waits {
		var v approval.View
		if err := json.Unmarshal(raw, &v); err != nil {
			return zero, fmt.Errorf("reading the stored answer: %w", err)
		}
		return zero, refuse.New(refuse.Forbidden, "approval.needed", "kind", v.Kind, "number", v.Subject)
	}
	if t, ok := any(&zero).(*json.RawMessage); ok {
		*t = raw
		return zero, nil
	}
	if err := json.Unmarshal(raw, &zero); err != nil {
		return zero, fmt.Errorf("reading the stored answer: %w", err)
	}
	return zero, nil
}
