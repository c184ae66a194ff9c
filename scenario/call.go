package scenario

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/app/form"
	"encaisse/base/refuse"
)

// call calls a command or question of the registry and compares its answer.
func (s *stage) call(l Line) error {
	e, err := entry(l)
	if err != nil {
		return err
	}
	in, expected, err := s.fill(e, l)
	if err != nil {
		return err
	}
	if l.Kind == Do {
		if err := s.introduce(e.Name, l.Args); err != nil {
			return err
		}
	}
	caller, err := s.caller()
	if err != nil {
		return err
	}
	out, _, err := e.Run(s.ctx, s.app, app.Call{Caller: caller}, in)
	if l.Kind == Refuse {
		return no(l.Code, out, err)
	}
	if err != nil {
		return err
	}
	a, err := take(out)
	if err != nil {
		return err
	}
	if l.Keep != "" {
		s.kept[l.Keep] = a
	}
	return a.compare(expected)
}

func entry(l Line) (*app.Entry, error) {
	e, ok := app.Find(l.Verb)
	switch {
	case !ok:
		return nil, fmt.Errorf("no command or question is called so; near: %s", near(l.Verb))
	case l.Kind == See && !e.Question:
		return nil, errors.New("it is a command: without see")
	case l.Kind == Do && e.Question:
		return nil, errors.New("it is a question: see " + l.Verb)
	case len(l.Words) > 0:
		return nil, fmt.Errorf("%q is neither name=value nor a sign", l.Words[0])
	}
	return e, nil
}

// near lists the verbs with the same noun or the same action.
func near(verb string) string {
	noun, action, _ := strings.Cut(verb, ".")
	var list []string
	for _, e := range app.All() {
		if n, a, _ := strings.Cut(e.Name, "."); n == noun || a == action {
			list = append(list, e.Name)
		}
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

// fill sets the fields of the input that a line names; the other names, and
// those with a dot before them, are what is expected of the answer.
func (s *stage) fill(e *app.Entry, l Line) (in any, expected []Arg, err error) {
	in = e.NewInput()
	for _, a := range l.Args {
		if a.Value, err = s.insert(a.Value); err != nil {
			return nil, nil, err
		}
		if name, ok := strings.CutPrefix(a.Name, "."); ok {
			expected = append(expected, Arg{name, a.Value})
			continue
		}
		switch err := form.Set(in, a.Name, a.Value); {
		case l.Kind == See && refuse.Code(err) == "form.field":
			expected = append(expected, a)
		case err != nil:
			return nil, nil, err
		}
	}
	return in, expected, nil
}

var reference = regexp.MustCompile(`\$(\$|[a-zA-Z]\w*(?:\.[\w#]+)*)`)

// insert puts kept answers into a value: $p is the id of the answer kept under
// p, $p.number another value of it, $$ a dollar.
func (s *stage) insert(value string) (string, error) {
	var failed error
	out := reference.ReplaceAllStringFunc(value, func(ref string) string {
		if ref == "$$" {
			return "$"
		}
		name, path, ok := strings.Cut(ref[1:], ".")
		if !ok {
			path = "id"
		}
		a, ok := s.kept[name]
		if !ok {
			failed = fmt.Errorf("nothing was kept under %s (a line keeps its answer with > %s)", ref, name)
			return ""
		}
		text, err := a.text(path)
		if err != nil {
			failed = fmt.Errorf("%s: %w", ref, err)
		}
		return text
	})
	return out, failed
}

// introduce creates a customer whom a story names for the first time: with the
// country and currency of the company, net 30 days, and no limit said.
func (s *stage) introduce(verb string, args []Arg) error {
	create, ok := app.Find("customer.create")
	if !ok {
		return nil
	}
	for _, a := range args {
		if verb == create.Name && a.Name == "number" {
			s.known[a.Value] = true
		}
		if a.Name != "customer" || a.Value == "" || s.known[a.Value] || strings.HasPrefix(a.Value, "cus_") || strings.HasPrefix(a.Value, "$") {
			continue
		}
		in := create.NewInput()
		for _, f := range []Arg{{"number", a.Value}, {"name", a.Value}, {"country", s.home.Country},
			{"currency", string(s.home.Currency)}, {"terms", "net30"}} {
			if err := form.Set(in, f.Name, f.Value); err != nil {
				return err
			}
		}
		admin, err := s.app.Act(s.ctx, "admin", app.Admin, s.entity)
		if err != nil {
			return err
		}
		_, _, err = create.Run(s.ctx, s.app, app.Call{Caller: admin}, in)
		if err != nil && refuse.Code(err) != "unique.customer_number" {
			return fmt.Errorf("introducing customer %s: %w", a.Value, err)
		}
		s.known[a.Value] = true
	}
	return nil
}

// no checks that a command was refused, with that code of its own or of one of
// its fields.
func no(code string, out any, err error) error {
	if err == nil {
		b, _ := json.Marshal(out)
		return fmt.Errorf("it said yes, expected the refusal %s; it answered %s", code, b)
	}
	r, ok := refuse.As(err)
	if ok && (r.Code == code || slices.ContainsFunc(r.Fields, func(f refuse.Field) bool { return f.Code == code })) {
		return nil
	}
	return fmt.Errorf("expected the refusal %s: %w", code, err)
}

// compare tells every value that is not the expected one.
func (a answer) compare(expected []Arg) error {
	var errs []error
	for _, e := range expected {
		got, err := a.text(e.Name)
		switch {
		case err != nil:
			errs = append(errs, err)
		case got != e.Value:
			errs = append(errs, fmt.Errorf("%s is %q, expected %q", e.Name, got, e.Value))
		}
	}
	return errors.Join(errs...)
}
