package web

import (
	"encaisse/app"
	"encaisse/o2c/insight"
	"encaisse/web/ui"
)

// recordPage is what the template shows of one document or customer.
type recordPage struct {
	Head    ui.Heading
	Files   []ui.Link // to be downloaded
	Actions []actionLink
	Stages  []ui.Stage
	Next    *ui.NextAction
	Notices []notice
	Tabs    []ui.Tab
	Grid    ui.Grid
	Foot    []ui.Fact
	Empty   *ui.EmptyPage
	Side    ui.Link // whose facts stand beside
	Facts   []ui.Fact
	Light   *light
	Credit  *ui.ExposureBar
	Moments []ui.Moment
	Noting  *noting // a note may be added
}

// noting is the form of a note about a document.
type noting struct{ Kind, Number, Back, Key string }

// notes lets the visitor add a note to a document, if he may.
func (v *visit) notes(kind, number, path string) *noting {
	if !v.may(app.AddNote.Entry) {
		return nil
	}
	return &noting{kind, number, path, v.app.DB.NewID().Text("key")}
}

type actionLink struct{ Href, Icon, Text string }

type notice struct{ Tone, Icon, Title, Text string }

type light struct{ Tone, Title, Why string }

// part is the tab that the address asks for, the first when none.
func (v *visit) part(parts ...string) string {
	asked := v.r.URL.Query().Get("part")
	for _, p := range parts {
		if p == asked {
			return p
		}
	}
	return parts[0]
}

// tabs are the parts of a record.
func (v *visit) tabs(path string, counts map[string]int, parts ...string) (out []ui.Tab) {
	on := v.part(parts...)
	for i, p := range parts {
		t := ui.Tab{Href: path + "?part=" + p, Text: v.say("web.part." + p), On: p == on}
		if i == 0 {
			t.Href = path
		}
		if n, ok := counts[p]; ok {
			t.Count = ui.Number(v.ctx, n)
		}
		out = append(out, t)
	}
	return out
}

// happened are the facts of a timeline, the latest first.
func (v *visit) happened(steps []insight.Step) (out []ui.Moment) {
	for _, s := range steps {
		out = append(out, v.moment(s))
	}
	return out
}

// actions are what the visitor may do to a record, beside the next action.
func (v *visit) actions(of about, names ...string) (out []actionLink) {
	for _, n := range names {
		if a, ok := actions[n]; ok && v.mayDo(n) {
			out = append(out, actionLink{a.href(n, of), a.icon, v.say("web.do." + n)})
		}
	}
	return out
}

// next is the one next action of a record: the first of these that the visitor
// may do.
func (v *visit) next(of about, why string, names ...string) *ui.NextAction {
	for _, n := range names {
		if a, ok := actions[n]; ok && v.mayDo(n) {
			return &ui.NextAction{Title: v.say("web.next." + n), Why: why, Href: a.href(n, of), Icon: a.icon, Label: v.say("web.do." + n), Key: a.key}
		}
	}
	return nil
}
