package web

import (
	"net/url"
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/app/view"
	"encaisse/web/ui"
)

// saving is the form that keeps a view, or changes the one that is shown.
type saving struct {
	List, Query string
	Now         *view.View // the kept one that is shown
	Key         string
	Here        string
	Others      []ui.Link
}

// name of the list as views know it: its address.
func (l list) name() string { return strings.Trim(l.path, "/") }

// usual is the address of the list as it is without a view: when another is
// what opens, it has to be said.
func (l list) usual(q query) string {
	if slices.ContainsFunc(q.saved, func(s view.View) bool { return s.Default }) {
		if len(l.views) > 0 {
			return l.path + "?view=" + l.views[0]
		}
		return l.path + "?view=all"
	}
	return l.path
}

// open reads the views of the list. Who asked for nothing goes to the view that
// his list opens with.
func (l list) open(v *visit, q *query) (bool, error) {
	if !v.may(app.ListViews.Entry) {
		return false, nil
	}
	var err error
	if q.saved, err = ask(v, app.ListViews, view.Of{List: l.name()}); err != nil {
		return false, err
	}
	if len(q.raw) == 0 {
		if i := slices.IndexFunc(q.saved, func(s view.View) bool { return s.Default }); i >= 0 {
			return true, v.to(l.hrefOf(q.saved[i]))
		}
	}
	return false, nil
}

// hrefOf is the address of a kept view. What it says beside a filter is left out.
func (l list) hrefOf(s view.View) string {
	values, err := url.ParseQuery(s.Query)
	if err != nil {
		values = url.Values{}
	}
	for _, name := range besides {
		values.Del(name)
	}
	values.Set("vue", s.ID)
	return l.path + "?" + values.Encode()
}

// shown is the kept view that the address names.
func (q query) shown() *view.View {
	for i, s := range q.saved {
		if s.ID == q.raw.Get("vue") {
			return &q.saved[i]
		}
	}
	return nil
}

// tabs are the views of the list: its own, then those that are kept. How many
// rows a kept one has is asked for once the page stands.
func (l list) tabs(v *visit, q query, r rows) (out []ui.Tab) {
	kept := q.shown()
	plain := q
	plain.raw = url.Values{}
	for k, values := range q.raw {
		if k != "vue" && (kept == nil || k == "col") {
			plain.raw[k] = values
		}
	}
	for _, name := range l.views {
		t := ui.Tab{Href: l.with(plain, "view", l.other(name)), Text: v.say("web.view." + name), On: kept == nil && name == q.view}
		if l.other(name) == "" && len(plain.raw) == 0 || t.Href == l.path {
			t.Href = l.usual(q)
		}
		if t.On && !r.many && !r.plain && q.group == "" {
			t.Count = ui.Number(v.ctx, r.count)
		}
		out = append(out, t)
	}
	if len(l.views) == 0 && len(q.saved) > 0 {
		out = append(out, ui.Tab{Href: l.usual(q), Text: v.say("web.view.every"), On: kept == nil})
	}
	for _, s := range q.saved {
		href := l.hrefOf(s)
		t := ui.Tab{Href: href, Text: s.Name, On: kept != nil && kept.ID == s.ID, CountOf: href + "&count=1"}
		if s.Share != "mine" {
			t.Note = v.say("web.shared_by", "who", s.By)
		}
		out = append(out, t)
	}
	return out
}

// other is a view as the address names it: the usual one is left out.
func (l list) other(view string) string {
	if len(l.views) > 0 && view == l.views[0] {
		return ""
	}
	return view
}

func (l list) saving(v *visit, q query) *saving {
	if !v.may(app.SaveView.Entry) {
		return nil
	}
	_, filter, _ := strings.Cut(l.with(q, "vue", ""), "?")
	return &saving{List: l.name(), Query: filter, Now: q.shown(), Key: v.app.DB.NewID().Text("key"), Here: l.with(q, "", "")}
}

// saveView keeps what a list shows under a name.
func (v *visit) saveView() error {
	in := view.New{List: v.r.PostFormValue("list"), Name: v.r.PostFormValue("name"), Query: v.r.PostFormValue("query"), Share: v.r.PostFormValue("share"),
		Default: v.r.PostFormValue("default") != ""}
	if v.r.PostFormValue("step") == "change" {
		in.ID = v.r.PostFormValue("id")
	}
	if v.r.PostFormValue("step") == "forget" {
		return v.forgetView(v.r.PostFormValue("id"), in.List)
	}
	out, err := command(v, app.SaveView, v.r.PostFormValue("key"), in)
	if err != nil {
		return err
	}
	return v.to(sameBut(list{path: "/" + out.List}.hrefOf(out), "done", "view"))
}

func (v *visit) forgetView(id, name string) error {
	if _, err := command(v, app.ForgetView, v.r.PostFormValue("key"), view.Ref{ID: id}); err != nil {
		return err
	}
	return v.to(sameBut(ours("/"+name), "done", "forgotten"))
}

// command does a command of the registry as the visitor, once under a key.
func command[In, Out any](v *visit, c app.Command[In, Out], key string, in In) (Out, error) {
	call := v.call
	if key != "" {
		call.Key = "web:" + key
	}
	return c.Do(v.r.Context(), v.app, call, in)
}
