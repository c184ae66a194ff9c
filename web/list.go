package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/listing"
	"encaisse/web/ui"
)

// list is a page of rows. Whatever is chosen on it stands in its address.
type list struct {
	path, title string
	views       []string // keys of the saved views; the first is what holds when none is said
	filters     []string // names of the fields: q, customer, from, to
	columns     []column
	rows        func(*visit, query) (rows, error)
	keys        string // of the words of its empty page
	create      string // command whose form begins a new one; "" for none
	begin       string // or the screen that does
}

// column is what may be shown of each row.
type column struct {
	key            string
	num, grow, sum bool
}

// rows are those of a page, and of the whole filter what they sum to.
type rows struct {
	lines []row
	next  *string
	count int64 // of the filter, on all pages
	sums  []listing.Sum
	many  bool // more than are counted
	plain bool // not counted
}

// row is one of them: its cells by column, as text and as a value for a file.
type row struct {
	id       string
	cells    map[string]cell
	currency money.Currency // of its amounts, for a file, where they have no sign
}

type cell struct {
	ui.Cell
	value any
}

// query is what the address of a list asks for.
type query struct {
	view, q, customer string
	from, to          day.Day
	cols              []string
	paging            db.Paging
	raw               url.Values
}

// perPage is how many rows a page shows.
const perPage = 50

// query reads the address. A day that is none is a problem at its field.
func (l list) query(v *visit) (query, error) {
	raw := v.r.URL.Query()
	q := query{view: raw.Get("view"), q: strings.TrimSpace(raw.Get("q")), customer: strings.TrimSpace(raw.Get("customer")), raw: raw, cols: raw["col"],
		paging: db.Paging{Limit: perPage, Cursor: raw.Get("cursor")}}
	if len(l.views) > 0 && !slices.Contains(l.views, q.view) {
		q.view = l.views[0]
	}
	wrong := refuse.New(refuse.Invalid, "input.invalid")
	for _, f := range []struct {
		name string
		to   *day.Day
	}{{"from", &q.from}, {"to", &q.to}} {
		if text := raw.Get(f.name); text != "" {
			d, err := day.Parse(text)
			if err != nil {
				wrong.At("/"+f.name, "input.date")
			}
			*f.to = d
		}
	}
	if len(wrong.Fields) > 0 {
		return q, wrong
	}
	return q, nil
}

// with is the address of the list with a parameter changed or taken away, from
// its first page.
func (l list) with(q query, name, value string) string {
	values := url.Values{}
	for k, list := range q.raw {
		if k != "cursor" && k != "done" && k != "id" && k != "format" && k != name {
			for _, one := range list {
				if one != "" {
					values.Add(k, one)
				}
			}
		}
	}
	if value != "" {
		values.Set(name, value)
	}
	if len(values) == 0 {
		return l.path
	}
	return l.path + "?" + values.Encode()
}

// shown are the columns that are chosen; all when none is.
func (l list) shown(q query) []column {
	out := slices.DeleteFunc(slices.Clone(l.columns), func(c column) bool { return !slices.Contains(q.cols, c.key) })
	if len(out) == 0 {
		return l.columns
	}
	if out[0].key != l.columns[0].key {
		out = append([]column{l.columns[0]}, out...)
	}
	return out
}

// draw is the page, or its file when the address ends in format=csv.
func (l list) draw(v *visit) error {
	q, err := l.query(v)
	var r rows
	if err == nil && q.raw.Get("format") == "csv" {
		return l.file(v, q)
	}
	if err == nil {
		r, err = l.rows(v, q)
	}
	if known, no := refuse.As(err); err != nil && (!no || known.Kind != refuse.Invalid && known.Code != "party.unknown") {
		return err
	}
	page := l.page(v, q, r)
	status := http.StatusOK
	if err != nil {
		status = http.StatusUnprocessableEntity
		if refuse.Code(err) == "party.unknown" {
			err = refuse.New(refuse.Invalid, "input.invalid").At("/customer", "party.unknown", "customer", q.customer)
		}
		v.wrong(err, page.Fields, &page.Problems)
		page.Empty = nil
	}
	return v.status(status, page.Head.Title, listBody(page))
}

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
	Export   ui.Link
	Create   ui.Link
}

type token struct{ Name, Value, Without string }

type choice struct {
	Key, Name string
	On        bool
}

func (l list) page(v *visit, q query, r rows) listPage {
	p := listPage{Head: ui.Heading{Title: v.say(l.title)}, Path: l.path, Grid: l.grid(v, q, r), Fields: l.fields(v, q)}
	for _, view := range l.views {
		p.Tabs = append(p.Tabs, ui.Tab{Href: l.with(q, "view", l.other(view)), Text: v.say("web.view." + view), On: view == q.view, Count: l.counted(v, view, q, r)})
	}
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
			if value != "" && name != "done" && name != "cursor" && name != "format" && name != "id" {
				p.Picking = append(p.Picking, ui.Option{Value: name, Text: value})
			}
		}
	}
	chosen := l.shown(q)
	for _, c := range l.columns[1:] {
		on := slices.ContainsFunc(chosen, func(x column) bool { return x.key == c.key })
		p.Columns = append(p.Columns, choice{c.key, v.say("web.col." + c.key), on})
	}
	p.Export = ui.Link{Href: l.with(q, "format", "csv"), Text: v.say("web.export", "n", r.count)}
	if r.many {
		p.Export.Text = v.say("web.export_all")
	}
	if l.create != "" && v.mayDo(l.create) {
		p.Create = ui.Link{Href: "/do/" + l.create, Text: v.say("web.do." + l.create)}
	}
	if l.begin != "" && v.opens(l.begin) {
		p.Create = ui.Link{Href: l.begin, Text: v.say("web.new." + l.keys)}
	}
	p.Pager = ui.Paging{Info: v.say("web.of_rows", "n", len(r.lines), "all", r.count)}
	if r.many {
		p.Pager.Info = v.say("web.of_many", "n", len(r.lines))
	}
	if r.plain {
		p.Export.Text, p.Pager.Info = v.say("web.export_all"), v.say("web.rows", "n", len(r.lines))
	}
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

// other is a view as the address names it: the usual one is left out.
func (l list) other(view string) string {
	if len(l.views) > 0 && view == l.views[0] {
		return ""
	}
	return view
}

// counted is how many rows the view that is shown has.
func (l list) counted(v *visit, view string, q query, r rows) string {
	if view != q.view || r.many || r.plain {
		return ""
	}
	return ui.Number(v.ctx, r.count)
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
		return &ui.EmptyPage{Kind: ui.NoResult, Title: v.say("web.empty.filter"), Text: v.say("web.empty.filter.why"), Href: l.path, Label: v.say("web.clear")}
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
		out = append(out, f)
	}
	return out
}

func (l list) grid(v *visit, q query, r rows) ui.Grid {
	g := ui.Grid{Caption: v.say(l.title), Ticks: true}
	columns := l.shown(q)
	for _, c := range columns {
		g.Columns = append(g.Columns, ui.Column{Name: v.say("web.col." + c.key), Num: c.num, Grow: c.grow, Key: c.sum})
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

// mostRows of a file: more is for the exports of the API.
const mostRows = 100_000

// file is the list as CSV: the same filter, order and columns, all pages.
func (l list) file(v *visit, q query) error {
	columns := l.shown(q)
	var headers []string
	for _, c := range columns {
		headers = append(headers, v.say("web.col."+c.key))
	}
	headers = append(headers, v.say("web.col.currency"))
	var out [][]any
	q.paging = db.Paging{Limit: 1000}
	for {
		r, err := l.rows(v, q)
		if err != nil {
			return err
		}
		for _, line := range r.lines {
			if picked := q.raw["id"]; len(picked) > 0 && !slices.Contains(picked, line.id) {
				continue
			}
			var values []any
			for _, c := range columns {
				values = append(values, line.cells[c.key].value)
			}
			out = append(out, append(values, line.currency))
		}
		if r.next == nil || len(out) >= mostRows {
			break
		}
		q.paging.Cursor = *r.next
	}
	return v.csv(strings.Trim(l.path, "/")+"-"+v.today().String(), headers, out)
}
