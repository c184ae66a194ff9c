package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"encaisse/app"
	"encaisse/app/form"
	"encaisse/app/work"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/web/ui"
)

// bulk is a command that may be done to many rows of a list. shared are the
// fields that all have in common, as its form asks for them.
type bulk struct {
	command, by string // by: the field that names a row, when it is not the command's usual one
	shared      []string
}

// bulkButton does a command to the rows that are ticked.
type bulkButton struct{ Path, Icon, Text string }

// bulks are those that the visitor may do.
func (l list) bulks(v *visit) (out []bulkButton) {
	for _, b := range l.mass {
		if e, ok := app.Find(b.command); ok && e.Many != "" && v.may(e) && v.may(app.BeginMass.Entry) {
			out = append(out, bulkButton{"/mass" + l.path + "/" + b.command, actions[b.command].icon, v.say("web.do." + b.command)})
		}
	}
	return out
}

// lists are those whose rows something may be done to, by their address.
func lists() []list { return []list{orderList, invoiceList, customerList, toChargeList} }

// massPage asks for what the things have in common.
type massPage struct {
	Head     ui.Heading
	Path     string
	Hidden   []ui.Option
	Fields   []ui.Input
	Problems []ui.Problem
	Icon     string
	Back     string
}

// mass begins the preview of a command for the rows that were chosen: those
// ticked, or all of the filter. What all have in common is asked for first.
func (v *visit) mass() error {
	l, b, e, err := v.massOf()
	if err != nil {
		return err
	}
	if err := v.r.ParseForm(); err != nil {
		return err
	}
	a := actions[b.command]
	p := massPage{Path: v.r.URL.Path, Icon: a.icon, Back: l.path}
	for _, name := range b.shared {
		f, err := form.Find(e.In, name)
		if err != nil {
			continue // the tests hold that there is none
		}
		p.Fields = append(p.Fields, v.input(b.command, f, action{}, v.r.PostFormValue(name)))
	}
	refs, err := l.chosen(v)
	if err != nil {
		return err
	}
	p.Head = ui.Heading{Title: v.say("web.do." + b.command), Sub: v.say("web.mass.of", "n", len(refs)), Crumbs: []ui.Link{{Href: l.path, Text: v.say(l.title)}}}
	wrong := refuse.New(refuse.Invalid, "input.invalid")
	var with []string
	if v.r.PostFormValue("step") == "preview" {
		wrong = v.fill(e, action{fields: b.shared}, e.NewInput())
		with = v.common(b.shared)
	}
	if len(b.shared) > 0 && (v.r.PostFormValue("step") != "preview" || len(wrong.Fields) > 0) {
		p.Hidden = v.passed(b.shared)
		if len(wrong.Fields) > 0 {
			v.wrong(wrong, p.Fields, &p.Problems)
			return v.status(http.StatusUnprocessableEntity, p.Head.Title, massBody(p))
		}
		return v.show(p.Head.Title, massBody(p))
	}
	out, err := command(v, app.BeginMass, v.r.PostFormValue("key"), app.Mass{Command: b.command, By: b.by, Items: refs, With: with, Preview: true})
	if err != nil {
		return err
	}
	return v.toRun(out)
}

// massAll begins the preview of a command for all there is to do it to: who
// begins it while somebody else's goes on is shown that one. When nothing is left,
// the page says so.
func (v *visit) massAll(name string, items []string, with ...string) error {
	if len(items) == 0 {
		return v.to(v.r.URL.Path)
	}
	out, err := command(v, app.BeginMass, v.r.PostFormValue("key"), app.Mass{Command: name, Items: items, With: with, All: true, Preview: true})
	if err != nil {
		return err
	}
	return v.toRun(out)
}

func (v *visit) massOf() (list, bulk, *app.Entry, error) {
	path, name := "/"+v.r.PathValue("list"), v.r.PathValue("command")
	for _, l := range lists() {
		i := slices.IndexFunc(l.mass, func(b bulk) bool { return b.command == name })
		if e, ok := app.Find(name); l.path == path && i >= 0 && ok {
			return l, l.mass[i], e, e.Authorise(v.signed.Role)
		}
	}
	return list{}, bulk{}, nil, refuse.New(refuse.Missing, "input.route", "path", v.r.URL.Path)
}

// chosen are the rows that a form names: those ticked, or with all=1 every row
// of the filter, page by page.
func (l list) chosen(v *visit) ([]string, error) {
	if v.r.PostFormValue("all") == "" {
		return v.r.PostForm["id"], nil
	}
	q, err := l.query(v.r.PostForm)
	if err != nil {
		return nil, err
	}
	var out []string
	for q.paging = (db.Paging{Limit: 1000}); ; {
		r, err := l.rows(v, q)
		if err != nil {
			return nil, err
		}
		for _, line := range r.lines {
			out = append(out, line.id)
		}
		if len(out) > app.MostItems {
			return nil, refuse.New(refuse.Invalid, "work.many", "n", len(out), "max", app.MostItems)
		}
		if r.next == nil {
			return out, nil
		}
		q.paging.Cursor = *r.next
	}
}

// passed is all that a form said but the fields that are asked for now.
func (v *visit) passed(but []string) (out []ui.Option) {
	for name, values := range v.r.PostForm {
		if slices.Contains(but, name) || name == "step" || name == "key" {
			continue
		}
		for _, value := range values {
			out = append(out, ui.Option{Value: name, Text: value})
		}
	}
	return append(out, ui.Option{Value: "key", Text: v.app.DB.NewID().Text("key")})
}

// common are the shared fields as work keeps them: name=value.
func (v *visit) common(fields []string) (out []string) {
	for _, name := range fields {
		if value := strings.TrimSpace(v.r.PostFormValue(name)); value != "" {
			out = append(out, name+"="+value)
		}
	}
	return out
}

// patience is how long a page waits for work that is quickly done.
const patience = 1200 * time.Millisecond

// toRun goes to the page of work, once it is done or has taken longer than
// somebody waits for a page.
func (v *visit) toRun(w work.View) error {
	v.awaited(w, patience)
	return v.to("/runs/" + url.PathEscape(w.ID))
}

// awaited is work as it is once it stands still, or when that takes too long.
func (v *visit) awaited(w work.View, most time.Duration) work.View {
	for end := time.Now().Add(most); time.Now().Before(end); time.Sleep(40 * time.Millisecond) {
		now, err := ask(v, app.ShowRun, work.Ref{ID: w.ID})
		if err != nil {
			break
		}
		if w = now; now.State != work.Waiting && now.State != work.Running {
			break
		}
	}
	return w
}
