package portal

import (
	"net/url"
	"slices"

	"encaisse/base/db"
	"encaisse/web/ui"
)

// list is one of the customer's lists: its columns, and what he may choose of it.
// Its texts go by its name, which is its path too.
type list[Row any] struct {
	name    string
	states  []string // to choose from, beside all
	done    []string // of these, those of which it is good news that there is nothing
	find    string   // what is searched for; "" where nothing is
	columns []ui.Column
	rows    func(chosen) (db.Page[Row], error)
	line    func(Row) ui.Line
	next    ui.Link // what to do where there is nothing yet
	action  ui.Link
}

// chosen is what of a list is shown, as it stands in the address.
type chosen struct {
	db.Paging
	q, state string
}

// perPage is how many rows a page of a list has.
const perPage = 25

// listPage is a list as its page shows it.
type listPage struct {
	Title, Path, Q, State string
	Find                  string
	Views                 []ui.Tab
	Grid                  ui.Grid
	Pages                 ui.Paging
	Empty                 *ui.EmptyPage
	Action                ui.Link
}

// listed shows a list: its heading, what may be chosen, its rows or why there are none.
func listed[Row any](v *visit, l list[Row]) error {
	asked := v.r.URL.Query()
	c := chosen{Paging: db.Paging{Cursor: asked.Get("after"), Limit: perPage}, q: shortened(asked.Get("q"))}
	if state := asked.Get("state"); slices.Contains(l.states, state) {
		c.state = state
	}
	out, err := l.rows(c)
	if err != nil {
		return err
	}
	p := listPage{Title: v.say("portal." + l.name), Path: "/portal/" + l.name, Q: c.q, State: c.state, Action: l.action, Grid: ui.Grid{Caption: v.say("portal." + l.name), Columns: l.columns}}
	if l.find != "" {
		p.Find = v.say(l.find)
	}
	for _, row := range out.Items {
		p.Grid.Lines = append(p.Grid.Lines, l.line(row))
	}
	for _, state := range append([]string{""}, l.states...) {
		p.Views = append(p.Views, ui.Tab{Href: p.at(c.q, state, ""), Text: v.say("portal." + l.name + ".view." + state), On: state == c.state})
	}
	if c.Cursor != "" {
		p.Pages.First = p.at(c.q, c.state, "")
	}
	if out.Next != nil {
		p.Pages.Next = p.at(c.q, c.state, *out.Next)
	}
	if len(out.Items) == 0 {
		p.Empty = empty(v, l, c)
	}
	return v.show(p.Title, listBody(p))
}

// empty says why a list has no rows: there are none yet, nothing answers what is
// chosen, or all is done.
func empty[Row any](v *visit, l list[Row], c chosen) *ui.EmptyPage {
	texts := "portal." + l.name + "."
	switch all := "/portal/" + l.name; {
	case c.q == "" && c.Cursor == "" && c.state == "":
		return &ui.EmptyPage{Kind: ui.Nothing, Title: v.say(texts + "none"), Text: v.say(texts + "none.what"), Href: l.next.Href, Label: l.next.Text}
	case c.q == "" && c.Cursor == "" && slices.Contains(l.done, c.state):
		return &ui.EmptyPage{Kind: ui.Done, Title: v.say(texts + "done." + c.state), Text: v.say(texts + "done." + c.state + ".what"), Href: all, Label: v.say(texts + "whole")}
	default:
		return &ui.EmptyPage{Kind: ui.NoResult, Title: v.say("portal.no_result"), Text: v.say("portal.no_result.what"), Href: all, Label: v.say(texts + "whole")}
	}
}

// at is the address of the list with something chosen.
func (p listPage) at(q, state, after string) string {
	query := url.Values{}
	for _, x := range [][2]string{{"q", q}, {"state", state}, {"after", after}} {
		if x[1] != "" {
			query.Set(x[0], x[1])
		}
	}
	if len(query) == 0 {
		return p.Path
	}
	return p.Path + "?" + query.Encode()
}

// shortened is what was typed into a search, no longer than it may be.
func shortened(text string) string {
	if runes := []rune(text); len(runes) > 100 {
		return string(runes[:100])
	}
	return text
}
