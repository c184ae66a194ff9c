// Package app is the one registry of every command and question, with what
// each door needs done around them: rights, idempotency, transaction, preview.
package app

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"encaisse/app/form"
	"encaisse/base/db"
	"encaisse/connect/paper"
)

// Entry is one command or question as every door sees it.
type Entry struct {
	Name     string   // "order.place": the verb of the command line and of scenarios
	Method   string   // of the route
	Path     string   // "/v1/orders/{id}/confirm"
	Roles    []string // who may call it; admin always, auditor every question
	Question bool     // reads only
	Status   int      // of an answer that says yes
	In, Out  reflect.Type
	Fields   []form.Field // of In

	Asks bool   // may wait for a second person: its answer is then 202 and a request
	Many string // field that names a thing, when it may be done to many at once

	rouses bool // there may be work to do after it

	customer *form.Field // where the customer of a portal user is put
	document *form.Field // where the document is put that his link is held to
	opens    string      // prefix of the ids of such documents
	do       func(*db.Write, any) (any, error)
	see      func(*db.Read, any) (any, error)
	job      func(*db.Read, any) (paper.Job, error)
}

var registry struct {
	all    []*Entry
	byName map[string]*Entry
	routes map[string]*Entry
}

// All returns every command and question in the order of registration.
func All() []*Entry { return slices.Clone(registry.all) }

// Find returns the entry of a name.
func Find(name string) (*Entry, bool) {
	e, ok := registry.byName[name]
	return e, ok
}

// Command is a registered command, typed for callers in Go.
type Command[In, Out any] struct{ *Entry }

// Question is a registered question, typed for callers in Go.
type Question[In, Out any] struct{ *Entry }

// NewCommand registers a command. Its route is "METHOD /path", with the status
// of its answer after it where that is not the usual one (201 for a POST to a
// collection, 200 otherwise). Mistakes of the table panic at start.
func NewCommand[In, Out any](name, route string, f func(*db.Write, In) (Out, error), roles ...string) Command[In, Out] {
	e := entry[In, Out](name, route, roles)
	e.do = func(w *db.Write, in any) (any, error) { return f(w, *in.(*In)) }
	register(e)
	return Command[In, Out]{e}
}

// NewQuestion registers a question, like NewCommand.
func NewQuestion[In, Out any](name, route string, f func(*db.Read, In) (Out, error), roles ...string) Question[In, Out] {
	e := entry[In, Out](name, route, roles)
	e.Question = true
	e.see = func(r *db.Read, in any) (any, error) { return f(r, *in.(*In)) }
	register(e)
	return Question[In, Out]{e}
}

// asks marks a command that may wait for the approval of a second person.
func (c Command[In, Out]) asks() Command[In, Out] {
	c.Asks = true
	return c
}

// NewFile registers a question whose answer is a file: found where it is kept,
// else drawn outside any transaction, and kept then if it is one that is.
func NewFile[In any](name, route string, f func(*db.Read, In) (paper.Job, error), roles ...string) Question[In, paper.File] {
	e := entry[In, paper.File](name, route, roles)
	e.Question = true
	e.job = func(r *db.Read, in any) (paper.Job, error) { return f(r, *in.(*In)) }
	register(e)
	return Question[In, paper.File]{e}
}

func file[In any](name, route string, f func(*db.Read, In) (paper.Job, error), roles ...string) Question[In, paper.File] {
	return NewFile(name, route, f, roles...)
}

func command[In, Out any](name, route string, f func(*db.Write, In) (Out, error), roles ...string) Command[In, Out] {
	return NewCommand(name, route, f, roles...)
}

func question[In, Out any](name, route string, f func(*db.Read, In) (Out, error), roles ...string) Question[In, Out] {
	return NewQuestion(name, route, f, roles...)
}

func entry[In, Out any](name, route string, roles []string) *Entry {
	in := reflect.TypeFor[In]()
	e := &Entry{Name: name, Roles: roles, In: in, Out: reflect.TypeFor[Out](), Fields: form.Fields(in), Status: 200}
	words := strings.Fields(route)
	if len(words) < 2 {
		panic("app: the route of " + name + " is METHOD /path")
	}
	e.Method, e.Path = words[0], words[1]
	if e.Method == "POST" && collection(e.Path) {
		e.Status = 201
	}
	if len(words) > 2 {
		status, err := strconv.Atoi(words[2])
		if err != nil {
			panic("app: the status of " + name + " is no number")
		}
		e.Status = status
	}
	return e
}

// collection tells a path that ends in a plural ("/v1/payments/{id}/applications"):
// a POST there makes something.
func collection(path string) bool { return strings.HasSuffix(path, "s") }

func register(e *Entry) {
	if registry.byName == nil {
		registry.byName, registry.routes = map[string]*Entry{}, map[string]*Entry{}
	}
	if err := e.faults(); err != nil {
		panic("app: " + e.Name + ": " + err.Error())
	}
	registry.all = append(registry.all, e)
	registry.byName[e.Name] = e
	registry.routes[e.Method+" "+e.Path] = e
}

// faults checks an entry against its input and the rest of the table.
func (e *Entry) faults() error {
	if registry.byName[e.Name] != nil {
		return fmt.Errorf("the name is taken")
	}
	if other := registry.routes[e.Method+" "+e.Path]; other != nil {
		return fmt.Errorf("the route is that of %s", other.Name)
	}
	if e.In.Kind() != reflect.Struct {
		return fmt.Errorf("its input %s is no struct", e.In)
	}
	for _, r := range e.Roles {
		if !slices.Contains(Roles(), r) {
			return fmt.Errorf("no role is called %q", r)
		}
	}
	want := pathNames(e.Path)
	for i, f := range e.Fields {
		if scope := e.In.FieldByIndex(f.Index).Tag.Get("scope"); scope != "" {
			e.document, e.opens = &e.Fields[i], scopes[scope]
		}
		switch {
		case f.Path && !want[f.Name]:
			return fmt.Errorf("the route has no {%s}", f.Name)
		case f.Path && f.Type.Kind() != reflect.String:
			return fmt.Errorf("{%s} is no string", f.Name)
		case f.Path:
			if delete(want, f.Name); f.Name == "customer" {
				e.customer = &e.Fields[i]
			}
		case e.Question && !f.Query:
			return fmt.Errorf("field %s of a question comes from neither path nor query", f.Name)
		case f.Name == "customer" && f.Type.Kind() == reflect.String:
			e.customer = &e.Fields[i]
		}
	}
	if len(want) > 0 {
		return fmt.Errorf("no field is tagged path for %v", want)
	}
	if slices.Contains(e.Roles, customer) && e.customer == nil {
		return fmt.Errorf("the role customer needs a field customer to be held to")
	}
	return nil
}

func pathNames(path string) map[string]bool {
	names := map[string]bool{}
	for part := range strings.SplitSeq(path, "/") {
		if name, ok := strings.CutPrefix(part, "{"); ok {
			names[strings.TrimSuffix(name, "}")] = true
		}
	}
	return names
}

// NewInput returns a pointer to an empty input, for Run.
func (e *Entry) NewInput() any { return reflect.New(e.In).Interface() }

// Allows reports whether a role may call the entry. system is ours alone:
// flow and long runs.
func (e *Entry) Allows(role string) bool {
	switch role {
	case System, Admin:
		return true
	case Auditor:
		return e.Question || slices.Contains(e.Roles, role)
	}
	return slices.Contains(e.Roles, role)
}
