package web

import (
	"slices"

	"encaisse/app"
	"encaisse/app/form"
	"encaisse/web/ui"
)

// beside is a command done at the side of a page, without leaving it: its form
// is folded until its key opens it. What it refuses comes back as a form of its
// own, with all that was typed.
type beside struct {
	Name, Icon, Title, Sub, Hint string
	Key                          string // that opens it
	Path, Once, Back             string
	Fields                       []ui.Input
	Hidden                       []ui.Option
	Button                       string
	Open, Primary                bool
}

// beside is the form of an action, filled from a record; the fields named are
// shown, what else the record fills goes with them. ok is false when it is not
// for the visitor.
func (v *visit) beside(name, key, back string, of about, shown ...string) (b beside, ok bool) {
	if !v.mayDo(name) {
		return b, false
	}
	e, _ := app.Find(name)
	a := actions[name]
	b = beside{Name: name, Icon: a.icon, Title: v.say("web.do." + name), Key: key, Path: "/do/" + name, Once: v.app.DB.NewID().Text("key"), Back: back, Button: v.say("web.do." + name)}
	for _, f := range a.fields {
		value := of[a.takes[f]]
		if !slices.Contains(shown, f) {
			if value != "" {
				b.Hidden = append(b.Hidden, ui.Option{Value: f, Text: value})
			}
			continue
		}
		field, err := form.Find(e.In, f)
		if err != nil {
			continue // the tests hold that there is none
		}
		in := v.input(e.Name, field, a, value)
		in.Of, in.Fixed = name+"-", false
		b.Fields = append(b.Fields, in)
	}
	return b, true
}

// choose makes a field of a form beside a choice.
func (b *beside) choose(field string, options []ui.Option) {
	for i, f := range b.Fields {
		if f.Name == field {
			b.Fields[i].Kind, b.Fields[i].Options = "select", options
			if len(options) == 1 {
				b.Fields[i].Value = options[0].Value
			}
		}
	}
}
