package app

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"encaisse/app/form"
	"encaisse/app/work"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// MostItems of one piece of work.
const MostItems = 20_000

// many marks a command that may be done to many things at once; field is the
// one that names each of them.
func (c Command[In, Out]) many(field string) Command[In, Out] {
	if _, err := form.Find(c.In, field); err != nil {
		panic("app: " + c.Name + ": " + err.Error())
	}
	c.Many = field
	return c
}

// wakes marks a command after which there may be work to do.
func (c Command[In, Out]) wakes() Command[In, Out] {
	c.rouses = true
	return c
}

// Mass is one command to be done to many things.
type Mass struct {
	Command string   `json:"command" doc:"name of the command: order.confirm"`
	By      string   `json:"by,omitempty" doc:"field that names each thing, when it is not the usual one"`
	Items   []string `json:"items" doc:"number or id of each; each once; fields that only it has may follow: C1 amount=120.00"`
	With    []string `json:"with,omitempty" doc:"what all have in common, as name=value: reason=…"`
	All     bool     `json:"all,omitempty" doc:"these are all there are: who starts it while it goes on is shown that run, whatever is left by then"`
	Preview bool     `json:"dry,omitempty" doc:"say what would happen to each; run.apply then does it"`
}

// Shared is what is kept of it for all items.
type Shared struct {
	By   string   `json:"by"`
	With []string `json:"with"`
}

// beginMass keeps a command to be done to many things, each in a transaction of
// its own and under the rights of who asks. It refuses work.none, work.many,
// work.command and whatever the command's rights refuse.
func beginMass(w *db.Write, in Mass) (work.View, error) {
	e, ok := Find(in.Command)
	if !ok || e.Many == "" {
		return work.View{}, refuse.New(refuse.Invalid, "work.command", "command", in.Command)
	}
	if err := e.Authorise(w.Role); err != nil {
		return work.View{}, err
	}
	refs := distinct(in.Items)
	switch {
	case len(refs) == 0:
		return work.View{}, refuse.New(refuse.Invalid, "work.none")
	case len(refs) > MostItems:
		return work.View{}, refuse.New(refuse.Invalid, "work.many", "n", len(refs), "max", MostItems)
	}
	shared := Shared{By: in.By, With: in.With}
	if shared.By == "" {
		shared.By = e.Many
	}
	if _, err := e.InputOf(shared, refs[0]); err != nil {
		return work.View{}, err
	}
	sorted := slices.Clone(refs)
	slices.Sort(sorted)
	if in.All {
		sorted = nil
	}
	stamp := stampOf(w, "command", in.Command, shared, sorted)
	row, _, err := work.Begin(w, work.New{Kind: work.Command, Command: in.Command, Input: shared, Stamp: stamp, Preview: in.Preview, Refs: refs})
	if err != nil {
		return work.View{}, err
	}
	return work.ViewOf(w.Read, row)
}

func stampOf(w *db.Write, parts ...any) string {
	text, _ := json.Marshal(append(parts, w.Entity)) // texts and lists of texts
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

func distinct(list []string) (out []string) {
	seen := map[string]bool{}
	for _, s := range list {
		if s = strings.TrimSpace(s); s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// InputOf is the command's input for one thing of a piece of work: what names
// it, what all have in common, and what only it has.
func (e *Entry) InputOf(s Shared, item string) (any, error) {
	ref, own := work.Named(item)
	in := e.NewInput()
	if err := form.Set(in, s.By, ref); err != nil {
		return nil, err
	}
	if err := s.fill(in); err != nil {
		return nil, err
	}
	return in, Shared{With: own}.fill(in)
}

// fill writes what all have in common into an input.
func (s Shared) fill(in any) error {
	for _, pair := range s.With {
		name, value, _ := strings.Cut(pair, "=")
		if err := form.Set(in, name, value); err != nil {
			return err
		}
	}
	return nil
}

// InputOfAll is an input of what all have in common alone.
func (e *Entry) InputOfAll(s Shared) (any, error) {
	in := e.NewInput()
	return in, s.fill(in)
}

// longRuns are the runs that people may start, and who may.
var longRuns = map[string][]string{
	"matching": {cash, finance}, "daily": {finance}, "dunning": {collections, finance}, "billing": {billing, finance}, "flow": {finance}, "sealing": {finance}, "verify": {finance}, "all": {finance},
}

// LongRuns are the names of the runs that people may start.
func LongRuns() []string {
	return []string{"matching", "daily", "billing", "dunning", "flow", "sealing", "verify", "all"}
}

// MayStart tells whether a role may start a long run.
func MayStart(role, kind string) bool {
	roles, ok := longRuns[kind]
	return ok && (role == Admin || role == System || slices.Contains(roles, role))
}

// ToStart is a long run to be started.
type ToStart struct {
	Kind    string `json:"kind" enum:"matching,daily,billing,dunning,flow,sealing,verify,all"`
	Preview bool   `json:"dry,omitempty" doc:"say how much there is to do; run.apply then does it"`
}

// startRun keeps a long run to be done. Who starts the one that is under way
// is shown that one.
func startRun(w *db.Write, in ToStart) (work.View, error) {
	if _, ok := longRuns[in.Kind]; !ok {
		return work.View{}, refuse.New(refuse.Invalid, "work.kind", "kind", in.Kind)
	}
	if !MayStart(w.Role, in.Kind) {
		return work.View{}, roleRefused(w.Role, in.Kind, func(role string) bool { return MayStart(role, in.Kind) })
	}
	row, _, err := work.Begin(w, work.New{Kind: in.Kind, Input: struct{}{}, Stamp: "run " + in.Kind, Preview: in.Preview})
	if err != nil {
		return work.View{}, err
	}
	return work.ViewOf(w.Read, row)
}

// Rouse tells who does the work that there is some.
func (a *App) Rouse() {
	select {
	case a.roused <- struct{}{}:
	default: // it was told already
	}
}

// Roused says when there may be work.
func (a *App) Roused() <-chan struct{} { return a.roused }

// Outcome is what people know an answer by.
type Outcome struct {
	Number string `json:"number,omitempty"`
	State  string `json:"state,omitempty"`
	Total  string `json:"total,omitempty"` // "1200.00 EUR"
}

// known is an answer that holds several documents: their numbers, and their sum
// where they have one.
type known interface {
	Known() (numbers []string, total money.Money)
}

// OutcomeOf reads it from an answer of a command.
func OutcomeOf(out any) (o Outcome) {
	if k, ok := out.(known); ok {
		numbers, total := k.Known()
		if o.Number = strings.Join(numbers, ", "); total.Currency != "" {
			o.Total = total.String()
		}
		return o
	}
	v := reflect.ValueOf(out)
	if v.Kind() != reflect.Struct {
		if raw, ok := out.(json.RawMessage); ok { // done before: its money has no type any more
			_ = json.Unmarshal(raw, &o) // an answer of another shape says nothing here
			o.Total = ""
		}
		return o
	}
	for i := range v.NumField() {
		f := v.Field(i)
		switch name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ","); {
		case name == "number" && f.Kind() == reflect.String:
			o.Number = f.String()
		case name == "state" && f.Kind() == reflect.String:
			o.State = f.String()
		case name == "total", name == "amount" && o.Total == "":
			if m, ok := f.Interface().(money.Money); ok {
				o.Total = m.String()
			}
		}
	}
	return o
}
