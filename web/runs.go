package web

import (
	"encoding/json"
	"fmt"
	"strings"

	"encaisse/app"
	"encaisse/app/work"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/closing"
	"encaisse/web/ui"
)

var runList = list{
	path: "/runs", title: "web.runs", keys: "runs",
	views:   []string{"every", "mine", "running", "ready", "broken"},
	columns: []column{{key: "run", grow: true}, {key: "state"}, {key: "by"}, {key: "begun"}, {key: "done", num: true}, {key: "failed", num: true, sum: true}},
	rows:    runRows,
}

// runs are the long works: what anybody began, and what the visitor may start.
func (v *visit) runs() error {
	l := runList
	for _, kind := range app.LongRuns() {
		if app.MayStart(v.signed.Role, kind) {
			l.starts = append(l.starts, starting{Kind: kind, Name: v.say("web.run." + kind), Why: v.say("web.run." + kind + ".why")})
		}
	}
	if v.opens("/imports/new") {
		l.link = ui.Link{Href: "/imports/new", Text: v.say("web.import")}
	}
	return l.draw(v)
}

// starting is a long run that may be started from its list.
type starting struct{ Kind, Name, Why string }

func runRows(v *visit, q query) (rows, error) {
	in := work.Filter{Paging: q.paging, Mine: q.view == "mine"}
	if q.view == "running" || q.view == "ready" || q.view == "broken" {
		in.State = q.view
	}
	out, err := ask(v, app.ListRuns, in)
	if err != nil {
		return rows{}, err
	}
	r := ofCounted(out)
	for _, w := range out.Items {
		state := v.workState(w)
		r.lines = append(r.lines, row{id: w.ID, cells: map[string]cell{
			"run":    {ui.Cell{Text: v.workName(w), Href: "/runs/" + escape(w.ID)}, v.workName(w)},
			"state":  {ui.Cell{State: &state}, state.Text},
			"by":     {ui.Cell{Text: v.byWhom(w), Soft: true}, v.byWhom(w)},
			"begun":  {ui.Cell{Text: v.instant(w.BegunAt), Soft: true}, v.instant(w.BegunAt)},
			"done":   {ui.Cell{Text: v.ofTotal(w)}, w.Done},
			"failed": {ui.Cell{Text: ui.Number(v.ctx, w.Failed), Soft: w.Failed == 0}, w.Failed},
		}})
	}
	return r, nil
}

func (v *visit) byWhom(w work.View) string {
	if w.By == "" {
		return v.say("web.machine")
	}
	return w.By
}

func (v *visit) ofTotal(w work.View) string {
	if w.Total == 0 {
		return ui.Number(v.ctx, w.Done)
	}
	return v.say("web.n_of", "n", w.Done, "all", w.Total)
}

// workName is what a piece of work is called.
func (v *visit) workName(w work.View) string {
	switch w.Kind {
	case work.Command:
		if key := "web.do." + w.Command; sentences.Has(key) {
			return v.say(key)
		}
		return w.Command
	case work.Import:
		return v.say("web.run.import", "what", v.say("web.kind."+w.Command))
	case work.Export:
		what := w.Command
		if _, kind, _ := strings.Cut(w.Command, "."); sentences.Has("web.books.export." + kind) {
			what = v.say("web.books.export." + kind)
		} else if w.Command == app.Audit.Name {
			what = v.say("web.books.export.facts")
		}
		return v.say("web.run.export", "what", what)
	case work.Closing:
		return v.say("web.run.closing", "what", v.closingOf(w))
	}
	return v.say("web.run." + w.Kind)
}

// closingOf is the period that work closes.
func (v *visit) closingOf(w work.View) string {
	var in closing.ToClose
	if json.Unmarshal(w.Input, &in) != nil || in.Day.IsZero() {
		return ""
	}
	if in.Kind == "year" {
		return v.say("web.books.fiscal", "year", in.Day.String()[:4])
	}
	return ui.Month(v.ctx, in.Day)
}

var workSigns = map[string][2]string{work.Waiting: {"", "clock"}, work.Running: {"go", "refresh"}, work.Ready: {"warn", "eye"}, work.Done: {"ok", "done"}, work.Cancelled: {"", "x"}, work.Broken: {"alert", "stop"}}

func (v *visit) workState(w work.View) ui.State {
	sign := workSigns[w.State]
	if w.State == work.Done && w.Failed > 0 {
		sign = [2]string{"warn", "warn"}
	}
	key := w.State
	if w.Preview && (key == work.Running || key == work.Waiting) {
		key = "previewing"
	}
	return ui.State{Tone: sign[0], Icon: sign[1], Text: v.say("web.work." + key)}
}

// runPage is the page of a piece of work.
type runPage struct {
	Head    ui.Heading
	Path    string
	Key     string
	Live    liveRun
	Going   bool // it goes on by itself: the page follows it
	Ready   bool
	Do      string
	Icon    string
	Can     map[string]bool // cancel, apply, retry
	Causes  []cause
	Items   ui.Grid
	Pager   ui.Paging
	Tabs    []ui.Tab
	Files   []ui.Link
	Notices []notice
	Reading *importPage // how a file was read, to be read otherwise
}

// liveRun is the part of the page that moves.
type liveRun struct {
	Done, Of, Bar   string
	Max, Now        string
	Rate, Since     string
	Facts           []ui.Fact
	Status          string
	Preview, Undone bool
}

// cause is why things were refused, with where each leads.
type cause struct {
	Why, Count string
	Items      []ui.Link
	More       string
	Open       bool
}

// run is the page of a piece of work: its preview, how far it is, what it came to.
func (v *visit) run() error {
	w, err := ask(v, app.ShowRun, work.Ref{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	if w.EndedAt != nil && w.Mine && !w.Seen {
		if _, err := command(v, app.SeeRun, "", work.Ref{ID: w.ID}); err != nil {
			return err
		}
	}
	p := runPage{Path: "/runs/" + escape(w.ID), Key: v.app.DB.NewID().Text("key"), Live: v.live(w), Going: w.State == work.Waiting || w.State == work.Running, Ready: w.State == work.Ready,
		Do: v.workName(w), Icon: actions[w.Command].icon, Files: v.runFiles(w)}
	state := v.workState(w)
	p.Head = ui.Heading{Title: v.workName(w), State: &state, Sub: v.say("web.begun_by", "who", v.byWhom(w), "when", v.instant(w.BegunAt)), Crumbs: []ui.Link{{Href: "/runs", Text: v.say("web.runs")}}}
	from, ok := whence[w.Command]
	if base, _, _ := strings.Cut(from.Href, "?"); ok && v.opens(base) {
		p.Head.Crumbs = append(p.Head.Crumbs, ui.Link{Href: from.Href, Text: v.say(from.Text)})
	}
	if p.Ready && w.Kind == work.Command {
		p.Do = v.say("web.work.do", "what", p.Do, "n", w.Done+w.Asked)
	}
	if p.Icon == "" {
		p.Icon = "refresh"
	}
	p.Can = map[string]bool{
		"apply":  p.Ready && v.may(app.ApplyRun.Entry) && (w.Total == 0 || w.Done+w.Asked > 0) && (w.Kind != work.Import || w.Failed == 0),
		"cancel": (p.Going || p.Ready) && v.may(app.CancelRun.Entry),
		"retry":  !p.Going && !p.Ready && (w.Failed > 0 || w.State == work.Cancelled || w.State == work.Broken) && !w.Preview && v.may(app.RetryRun.Entry)}
	p.Notices = v.runNotices(w)
	if p.Causes, err = v.causes(w); err != nil {
		return err
	}
	if err := v.runItems(w, &p); err != nil {
		return err
	}
	if w.Kind == work.Import && w.Mine && p.Ready {
		p.Reading = v.reading(w)
	}
	return v.show(p.Head.Title, runBody(p))
}

func (v *visit) runNotices(w work.View) (out []notice) {
	switch {
	case w.State == work.Broken:
		var why struct{ FR, EN string }
		_ = json.Unmarshal(w.Report, &why) // a report of another shape says nothing here
		text := why.FR
		if strings.HasPrefix(string(v.view.Lang), "en") {
			text = why.EN
		}
		out = append(out, notice{"alert", "stop", v.say("web.work.broke"), text})
	case !w.Mine && (w.State == work.Running || w.State == work.Waiting):
		out = append(out, notice{"", "user", v.say("web.work.others", "who", v.byWhom(w)), v.say("web.work.others.why")})
	case w.Stop && w.State == work.Running:
		out = append(out, notice{"", "clock", v.say("web.work.stopping"), ""})
	}
	return out
}

// causes are why things were refused, the most frequent first.
func (v *visit) causes(w work.View) (out []cause, err error) {
	if w.Failed == 0 {
		return nil, nil
	}
	list, err := ask(v, app.RunCauses, work.Ref{ID: w.ID})
	for i, c := range list {
		x := cause{Why: c.Why, Count: v.say("web.times", "n", c.Count), Open: i == 0}
		for _, item := range c.Items {
			x.Items = append(x.Items, ui.Link{Text: item.Ref, Href: v.itemLink(w, item.Ref)})
		}
		if more := c.Count - int64(len(c.Items)); more > 0 {
			x.More = v.say("web.run.more", "n", more)
		}
		out = append(out, x)
	}
	return out, err
}

// itemLink is the page of a thing of work.
func (v *visit) itemLink(w work.View, ref string) string {
	var shared app.Shared
	if w.Kind != work.Command || json.Unmarshal(w.Input, &shared) != nil {
		return ""
	}
	kind := shared.By
	if kind == "id" {
		kind, _, _ = strings.Cut(w.Command, ".")
	}
	return v.record(kind, ref)
}

// whence is the page where a command is done to all there is.
var whence = map[string]ui.Link{"dunning.remind": {Href: "/reminders", Text: "web.reminders"}, "invoice.issue": {Href: "/to-invoice", Text: "web.to_invoice"},
	"invoice.month": {Href: "/to-invoice?cause=month", Text: "web.to_invoice"},
	"payments":      {Href: "/apply", Text: "web.apply"}}

// makes is the document that a command makes of each thing.
var makes = map[string]string{"invoice.issue": "invoice", "invoice.month": "invoice", "invoice.credit": "invoice", "shipping.plan": "shipment"}

var itemSigns = map[string][2]string{work.Todo: {"", "clock"}, work.Would: {"", "eye"}, work.Fine: {"ok", "done"}, work.Asked: {"warn", "clock"}, work.Failed: {"alert", "stop"}}

func (v *visit) runItems(w work.View, p *runPage) error {
	part := v.part("", work.Failed, work.Asked, work.Todo, work.Fine, work.Would)
	out, err := ask(v, app.RunItems, work.ItemsOf{ID: w.ID, State: part, Paging: db.Paging{Limit: perPage, Cursor: v.r.URL.Query().Get("cursor")}})
	if err != nil {
		return err
	}
	if len(out.Items) == 0 && part == "" {
		return nil
	}
	for _, t := range []struct {
		part string
		n    int64
	}{{"", w.Total}, {work.Failed, w.Failed}, {work.Asked, w.Asked}} {
		if t.n > 0 {
			tab := ui.Tab{Href: p.Path, Text: v.say("web.items." + t.part), Count: ui.Number(v.ctx, t.n), On: t.part == part}
			if t.part != "" {
				tab.Href += "?part=" + t.part
			}
			p.Tabs = append(p.Tabs, tab)
		}
	}
	p.Items = ui.Grid{Caption: v.say("web.run.items"), Columns: []ui.Column{{Name: v.say("web.col.what"), Grow: true}, {Name: v.say("web.col.state")}, {Name: v.say("web.col.result"), Grow: true}, {Name: v.say("web.col.total"), Num: true, Key: true}}}
	for _, i := range out.Items {
		var o app.Outcome
		_ = json.Unmarshal(i.Answer, &o) // an answer of another shape says nothing here
		sign := itemSigns[i.State]
		state := ui.State{Tone: sign[0], Icon: sign[1], Text: v.say("web.item." + i.State)}
		result := i.Why
		if result == "" && sentences.Has("state."+o.State) {
			result = v.say("state." + o.State)
		}
		if key := "web.action." + o.State; result == "" && w.Command == "dunning.remind" && sentences.Has(key) {
			result = v.say(key)
		}
		made := ""
		if result == "" && o.Number != "" && o.Number != i.Ref {
			if result = o.Number; !strings.Contains(result, ", ") { // several documents have no page
				made = v.record(makes[w.Command], result)
			}
		}
		amount := ""
		var m money.Money
		if m.UnmarshalText([]byte(o.Total)) == nil { // no total is none
			amount = ui.Money(v.ctx, m)
		}
		p.Items.Lines = append(p.Items.Lines, ui.Line{ID: fmt.Sprint(i.N), Cells: []ui.Cell{{Text: i.Ref, Href: v.itemLink(w, i.Ref)}, {State: &state}, {Text: result, Href: made}, {Text: amount}}})
	}
	if out.Next != nil {
		p.Pager.Next = sameBut(p.Path+"?part="+part, "cursor", *out.Next)
	}
	if v.r.URL.Query().Get("cursor") != "" {
		p.Pager.First = p.Path + "?part=" + part
	}
	p.Pager.Info = v.say("web.of_rows", "n", len(out.Items), "all", w.Total)
	return nil
}
