package web

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/app/form"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/approval"
	"encaisse/web/ui"
)

// master is the form of what documents rest on, a customer or an item: made by
// one command, replaced whole by another.
type master struct {
	path, keys  string // of its list
	name        string // the field that names it and does not change
	create, put *app.Entry
	groups      []masterGroup
	read        func(v *visit, id string) (kept, error)
	start       func(*visit) map[string]string // what a new one begins with
	shape       func(v *visit, f *ui.Input, now kept)
	warn        func(typed map[string]string) map[string]string // codes by field
	answer      func(out any) []string                          // further warnings of the command
}

// masterGroup is a panel of its fields.
type masterGroup struct {
	key    string
	fields []string
}

// kept is one as it stands: how it is called, its version and its fields as
// they would be typed.
type kept struct {
	name, title, version string
	values               map[string]string
}

// masterPage is what the template shows of it.
type masterPage struct {
	Head     ui.Heading
	Path     string
	Key      string
	Seen     string
	Groups   []masterPanel
	Was      []ui.Option // what each field was filled with
	Problems []ui.Problem
	Warnings []string
	Changes  []masterChange
	Looked   bool
	Waits    []string // what a second person will be asked to agree to
	Do       string
	Back     string
}

type masterPanel struct {
	ID, Title string
	Fields    []ui.Input
}

// masterChange is a field as it is and as it will be.
type masterChange struct{ Field, From, To string }

func (m master) fields() (out []string) {
	for _, g := range m.groups {
		out = append(out, g.fields...)
	}
	return out
}

// begin is the form of a new one.
func (m master) begin(v *visit) error {
	return m.draw(v, http.StatusOK, kept{}, m.start(v), masterPage{}, nil)
}

// change is the same form filled with one there is.
func (m master) change(v *visit) error {
	now, err := m.read(v, v.r.PathValue("id"))
	if err != nil {
		return err
	}
	return m.draw(v, http.StatusOK, now, now.values, masterPage{Seen: now.version}, nil)
}

// typed is what was sent, and what each field had been filled with.
func (m master) typed(v *visit) (values, was map[string]string) {
	_ = v.r.ParseForm() // what can not be read is empty
	values, was = map[string]string{}, map[string]string{}
	for _, name := range m.fields() {
		values[name] = strings.TrimSpace(v.r.PostForm.Get(name))
		was[name] = v.r.PostForm.Get("was:" + name)
	}
	return values, was
}

// made looks at a new one, or makes it under the key of the form.
func (m master) made(v *visit) error {
	values, _ := m.typed(v)
	return m.step(v, m.create, kept{}, values, masterPage{})
}

// changed looks at the changes of one there is, or does them.
func (m master) changed(v *visit) error {
	now, err := m.read(v, v.r.PathValue("id"))
	if err != nil {
		return err
	}
	values, _ := m.typed(v)
	values[m.name] = now.name
	return m.step(v, m.put, now, values, masterPage{Seen: v.r.PostForm.Get("seen")})
}

// conflict is the form when somebody else changed what it is of since it was
// read, and nothing was done: what was not touched here becomes what it is now,
// what was is told beside it.
func (m master) conflict(v *visit, now kept, values, was map[string]string) error {
	p := masterPage{Seen: now.version, Looked: true}
	p.Problems = append(p.Problems, ui.Problem{Text: v.say("web.master.meanwhile." + m.keys)})
	for _, name := range m.fields() {
		switch theirs := now.values[name]; {
		case same(values[name], was[name]):
			values[name] = theirs
		case !same(theirs, was[name]) && !same(theirs, values[name]):
			p.Problems = append(p.Problems, ui.Problem{Field: name, Text: v.labelled(v.label(m.put.Name, name), v.say("web.master.theirs", "value", m.shown(v, name, theirs)))})
		}
	}
	return m.draw(v, refuse.Precondition.Status(), now, values, p, nil)
}

// same compares two texts of a field as numbers when they are.
func same(a, b string) bool {
	if a == b {
		return true
	}
	x, err := money.ParseDecimal(words.Untyped(a))
	y, otherwise := money.ParseDecimal(words.Untyped(b))
	return err == nil && otherwise == nil && a != "" && b != "" && x == y
}

// step tries the command, and does it when that is wanted and nothing is to be
// told before.
func (m master) step(v *visit, e *app.Entry, now kept, values map[string]string, p masterPage) error {
	in := e.NewInput()
	if wrong := v.fill(e, action{fields: m.fields()}, in); len(wrong.Fields) > 0 {
		return m.draw(v, wrong.Kind.Status(), now, values, p, wrong)
	}
	if err := set(in, m.name, values[m.name]); err != nil {
		return err
	}
	if p.Seen != "" {
		if err := set(in, "seen", p.Seen); err != nil {
			return err
		}
	}
	call := v.call
	call.Preview = true
	out, status, err := e.Run(v.r.Context(), v.app, call, in)
	save := v.r.PostForm.Get("step") == "save"
	p.Looked = true
	if asked, waits := out.(approval.View); err == nil && waits && status == http.StatusAccepted {
		p.Waits = v.detail(asked)
		save = save && v.r.PostForm.Get("told") != ""
	} else if err == nil {
		p.Warnings = v.warned(m.answer(out))
	}
	if save { // also what can not be done any more: it may be done already, under this key
		call.Preview, call.Key = false, "web:"+v.r.PostForm.Get("key")
		_, status, err = e.Run(v.r.Context(), v.app, call, in)
	}
	switch {
	case refused(err) && p.Seen != "" && ofKind(err, refuse.Precondition):
		_, was := m.typed(v)
		return m.conflict(v, now, values, was)
	case refused(err):
		r, _ := refuse.As(err)
		return m.draw(v, r.Kind.Status(), now, values, p, err)
	case err != nil:
		return err
	case !save:
		return m.draw(v, http.StatusOK, now, values, p, nil)
	}
	said := "do"
	if status == http.StatusAccepted {
		said = "asked"
	}
	return v.to(m.path + "/" + escape(values[m.name]) + "?done=" + said)
}

func ofKind(err error, k refuse.Kind) bool {
	r, no := refuse.As(err)
	return no && r.Kind == k
}

// warned are the sentences of warnings.
func (v *visit) warned(codes []string) (out []string) {
	for _, code := range codes {
		out = append(out, v.app.Texts.Say(v.view.Lang, code))
	}
	return out
}

// draw shows the form with what is typed, and what that changes.
func (m master) draw(v *visit, status int, now kept, values map[string]string, p masterPage, why error) error {
	p.Path, p.Key, p.Back, p.Do = m.path+"/new", v.keyOf(), m.path, v.say("web.new."+m.keys)
	e, title := m.create, v.say("web.new."+m.keys)
	p.Head = ui.Heading{Title: title, Crumbs: []ui.Link{{Href: m.path, Text: v.say("web." + m.keys)}}}
	if now.name != "" {
		path := m.path + "/" + escape(now.name)
		e, title = m.put, v.say("web.change."+m.keys, "name", now.title)
		p.Path, p.Back, p.Do = path+"/change", path, v.say("web.master.save")
		p.Head = ui.Heading{Title: title, Crumbs: append(p.Head.Crumbs, ui.Link{Href: path, Text: now.name})}
	}
	warnings := m.warn(values)
	said := v.warned(slices.Collect(maps.Values(warnings)))
	p.Warnings = slices.DeleteFunc(p.Warnings, func(w string) bool { return slices.Contains(said, w) })
	var all []ui.Input
	for _, g := range m.groups {
		for _, name := range g.fields {
			f, err := form.Find(e.In, name)
			if err != nil {
				return err
			}
			in := v.input(e.Name, f, action{}, values[name])
			m.shape(v, &in, now)
			if code := warnings[name]; code != "" {
				in.Warning = v.app.Texts.Say(v.view.Lang, code)
			}
			all = append(all, in)
			if now.name == "" {
				continue
			}
			p.Was = append(p.Was, ui.Option{Value: "was:" + name, Text: now.values[name]})
			if p.Looked && !same(values[name], now.values[name]) {
				p.Changes = append(p.Changes, masterChange{in.Label, m.shown(v, name, now.values[name]), m.shown(v, name, values[name])})
			}
		}
	}
	v.wrong(why, all, &p.Problems)
	for _, g := range m.groups {
		p.Groups = append(p.Groups, masterPanel{ID: g.key, Title: v.say("web.master." + g.key), Fields: all[:len(g.fields):len(g.fields)]})
		all = all[len(g.fields):]
	}
	return v.status(status, title, masterBody(p))
}

// shown is the value of a field as people say it.
func (m master) shown(v *visit, name, value string) string {
	f, err := form.Find(m.put.In, name)
	switch {
	case err != nil:
		return value
	case f.Flag && value == "true":
		return v.say("web.yes")
	case f.Flag:
		return v.say("web.no")
	case value == "" && name == "credit_limit":
		return v.say("web.unlimited")
	case value == "":
		return "–"
	case sentences.Has("web.enum." + value):
		return v.say("web.enum." + value)
	case slices.Contains(numeric, base(f.Type)):
		return ui.Number(v.ctx, words.Untyped(value))
	}
	return value
}
