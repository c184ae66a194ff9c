package web

import (
	"net/url"
	"slices"
	"strings"

	"encaisse/web/ui"
)

// listPage is what the template shows of a list.
type listPage struct {
	Head     ui.Heading
	Path     string
	Hidden   []ui.Option
	Tabs     []ui.Tab
	Fields   []ui.Input
	Tokens   []token
	Columns  []choice
	Picking  []ui.Option // what the form around the rows says besides the picked ones
	Grid     ui.Grid
	Pager    ui.Paging
	Empty    *ui.EmptyPage
	Problems []ui.Problem
	Exports  []ui.Link
	Create   ui.Link
	Saving   *saving
	Starts   []starting
	Link     ui.Link
	Groups   []choice
	Grouped  bool
	Bulks    []bulkButton
	All      string // "select the 1,240 rows of this filter"; "" when the page has them all
}

type token struct{ Name, Value, Without string }

type choice struct {
	Key, Name string
	On        bool
}

func (l list) page(v *visit, q query, r rows) listPage {
	p := listPage{Head: ui.Heading{Title: v.say(l.title)}, Path: l.path, Grid: l.grid(v, q, r), Fields: l.fields(v, q), Starts: l.starts, Link: l.link}
	p.Tabs, p.Saving = l.tabs(v, q, r), l.saving(v, q)
	if view := l.other(q.view); view != "" {
		p.Hidden = append(p.Hidden, ui.Option{Value: "view", Text: view})
	}
	for _, f := range p.Fields {
		if f.Value != "" {
			p.Tokens = append(p.Tokens, token{f.Label, f.Value, l.with(q, f.Name, "")})
		}
	}
	for name, values := range q.raw {
		for _, value := range values {
			if value != "" && !slices.Contains(besides, name) {
				p.Picking = append(p.Picking, ui.Option{Value: name, Text: value})
			}
		}
	}
	chosen := l.shown(q)
	for _, c := range l.columns[1:] {
		on := slices.ContainsFunc(chosen, func(x column) bool { return x.key == c.key })
		p.Columns = append(p.Columns, choice{c.key, v.say("web.col." + c.key), on})
	}
	p.Exports, p.Groups, p.Bulks = l.exports(v, q, r), l.groupings(v, q), l.bulks(v)
	if r.next != nil || q.paging.Cursor != "" {
		p.All = v.say("web.all_rows", "n", r.count)
		if r.many || r.plain {
			p.All = v.say("web.all_of_filter")
		}
	}
	if l.create != "" && v.mayDo(l.create) {
		p.Create = ui.Link{Href: "/do/" + l.create, Text: v.say("web.do." + l.create)}
	}
	if l.begin != "" && v.opens(l.begin) {
		p.Create = ui.Link{Href: l.begin, Text: v.say("web.new." + l.keys)}
	}
	p.Pager = ui.Paging{Info: r.info(v)}
	if r.next != nil {
		p.Pager.Next = sameBut(l.with(q, "", ""), "cursor", *r.next)
	}
	if q.paging.Cursor != "" {
		p.Pager.First = l.with(q, "", "")
	}
	if len(r.lines) == 0 {
		p.Empty = l.empty(v, q, len(p.Tokens) > 0)
	}
	return p
}

// info says how many rows are shown, and of how many.
func (r rows) info(v *visit) string {
	switch {
	case r.plain:
		return v.say("web.rows", "n", len(r.lines))
	case r.many:
		return v.say("web.of_many", "n", len(r.lines))
	}
	return v.say("web.of_rows", "n", len(r.lines), "all", r.count)
}

func sameBut(path, name, value string) string {
	sign := "?"
	if strings.Contains(path, "?") {
		sign = "&"
	}
	return path + sign + name + "=" + url.QueryEscape(value)
}

// empty is what stands where there are no rows: nothing yet, nothing that
// answers the filter, or everything done.
func (l list) empty(v *visit, q query, filtered bool) *ui.EmptyPage {
	switch {
	case filtered:
		return &ui.EmptyPage{Kind: ui.NoResult, Title: v.say("web.empty.filter"), Text: v.say("web.empty.filter.why"), Href: l.usual(q), Label: v.say("web.clear")}
	case l.other(q.view) != "":
		return &ui.EmptyPage{Kind: ui.Done, Title: v.say("web.empty.done"), Text: v.say("web.empty.done.why"), Href: l.path, Label: v.say("web.view." + l.views[0])}
	}
	return &ui.EmptyPage{Kind: ui.Nothing, Title: v.say("web.empty." + l.keys), Text: v.say("web.empty." + l.keys + ".why")}
}

func (l list) fields(v *visit, q query) (out []ui.Input) {
	for _, name := range l.filters {
		f := ui.Input{Name: name, Label: v.say("web.filter." + name), Value: strings.TrimSpace(q.raw.Get(name))}
		if name == "from" || name == "to" {
			f.Kind = "date"
		}
		if name == "template" {
			f.Kind = "select"
			for _, k := range kindsOfMail {
				f.Options = append(f.Options, ui.Option{Value: k, Text: v.say("web.template." + k)})
			}
		}
		out = append(out, f)
	}
	return out
}

// head is the head of a column: where the list can be asked in its order, it
// leads there.
func (l list) head(v *visit, q query, c column) ui.Column {
	out := ui.Column{Name: v.say("web.col." + c.key), Num: c.num, Grow: c.grow, Key: c.sum}
	if !slices.Contains(l.sorts, c.sort[0]) || q.view == "open" || q.view == "overdue" {
		return out
	}
	now, to := q.sort, c.sort[0]
	if now == "" {
		now = l.sorts[0]
	}
	switch now {
	case c.sort[0]:
		to, out.Sorted = c.sort[1], "dn"
	case c.sort[1]:
		out.Sorted = "up"
	}
	if to == l.sorts[0] {
		to = ""
	}
	out.Href = l.with(q, "sort", to)
	return out
}

func (l list) grid(v *visit, q query, r rows) ui.Grid {
	g := ui.Grid{Caption: v.say(l.title), Ticks: true}
	columns := l.shown(q)
	for _, c := range columns {
		g.Columns = append(g.Columns, l.head(v, q, c))
	}
	for _, line := range r.lines {
		out := ui.Line{ID: line.id}
		for _, c := range columns {
			out.Cells = append(out.Cells, line.cells[c.key].Cell)
		}
		g.Lines = append(g.Lines, out)
	}
	for _, s := range r.sums {
		total := make([]string, len(columns))
		total[0] = v.say("web.total_rows", "n", s.Rows)
		for i, c := range columns {
			switch {
			case i > 0 && c.key == "total":
				total[i] = ui.Money(v.ctx, s.Total)
			case i > 0 && (c.key == "open" || c.key == "remainder") && s.Left.Minor != 0:
				total[i] = ui.Money(v.ctx, s.Left)
			}
		}
		g.Totals = append(g.Totals, total)
	}
	if len(r.lines) == 0 {
		g.Totals = nil
	}
	return g
}
