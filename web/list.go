package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"encaisse/app/view"
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
	sorts       []string
	groups      []string // what its rows may be grouped by
	grouped     func(*visit, query) (groups, error)
	stateView   func(v *visit, state string) (name, view string) // of a group by state
	link        ui.Link                                          // to another page, beside what begins a new row
	starts      []starting                                       // long runs that may be started from it
	mass        []bulk                                           // what may be done to many rows at once
}

// column is what may be shown of each row.
type column struct {
	key            string
	num, grow, sum bool
	sort           [2]string // the orders that its head asks for in turn, the first one first
}

// rows are those of a page, and of the whole filter what they sum to.
type rows struct {
	lines []row
	next  *string
	count int64 // of the filter, on all pages
	sums  []listing.Sum
	many  bool // more than are counted
	plain bool // nobody counts them: what is tried, or read backwards, to be found
}

// ofCounted are the rows of a list whose question counts them.
func ofCounted[T any](page db.Counted[T]) rows {
	return rows{next: page.Next, count: page.Count, many: page.Beyond}
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
	sort, group       string
	from, to          day.Day
	cols              []string
	paging            db.Paging
	raw               url.Values
	saved             []view.View // those of the list that the visitor sees
}

// perPage is how many rows a page shows.
const perPage = 50

// besides are the parameters of an address that choose no rows.
var besides = []string{"done", "cursor", "format", "id", "all", "count", "list", "key", "step"}

// query reads the address. A day that is none is a problem at its field.
func (l list) query(raw url.Values) (query, error) {
	q := query{view: raw.Get("view"), q: strings.TrimSpace(raw.Get("q")), customer: strings.TrimSpace(raw.Get("customer")), raw: raw, cols: raw["col"],
		paging: db.Paging{Limit: perPage, Cursor: raw.Get("cursor")}}
	if len(l.views) > 0 && !slices.Contains(l.views, q.view) {
		q.view = l.views[0]
	}
	if q.sort = raw.Get("sort"); !slices.Contains(l.sorts, q.sort) {
		q.sort = ""
	}
	if q.group = raw.Get("group"); !slices.Contains(l.groups, q.group) {
		q.group = ""
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
		if !slices.Contains(besides, k) && k != name {
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

// draw is the page, its file when the address ends in format=…, or how many
// rows it has when it ends in count=1.
func (l list) draw(v *visit) error {
	q, err := l.query(v.r.URL.Query())
	var r rows
	switch {
	case err != nil:
	case v.asFile():
		return l.file(v, q)
	case q.raw.Get("count") != "":
		return l.howMany(v, q)
	default:
		if done, failed := l.open(v, &q); done || failed != nil {
			return failed
		}
		if q.group != "" {
			return l.drawGroups(v, q)
		}
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
