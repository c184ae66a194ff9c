package ui

import (
	"context"
	"strings"

	"github.com/a-h/templ"
)

// State is a state as a chip shows it. Tone: "", go, ok, warn, alert.
type State struct{ Tone, Icon, Text string }

// Heading is the top of a page.
type Heading struct {
	Title, Sub string
	Crumbs     []Link
	State      *State
}

// Link leads somewhere; without Href it is text.
type Link struct{ Href, Text string }

// Tab is a saved view or a part of a record.
type Tab struct {
	Href, Text, Count string
	On                bool
	CountOf           string // where its count is asked for once the page stands
	Note              string // whose it is
}

// NextAction is the one thing to do next. Without Href there is nothing to do.
type NextAction struct {
	Title, Why, Href, Icon, Label, Key string
	Post                               []Option // what its form sends: it is posted, not opened
}

// The three kinds of empty page.
const (
	Nothing  = "nothing"   // there is nothing yet
	NoResult = "no_result" // nothing answers the filter
	Done     = "done"      // everything is done
)

// EmptyPage is what stands where there are no rows.
type EmptyPage struct{ Kind, Title, Text, Href, Label string }

// Key is what a key does.
type Key struct {
	Keys []string
	Text string
}

// Figure is a large figure with where its documents are.
type Figure struct{ Name, Whole, Rest, Note, Href string }

// Bar is an amount with its size, in percent of the largest.
type Bar struct {
	Text, Amount, Share, Width, Href string
	Late, Sum                        bool
}

// ExposureBar is what is owed and committed, side by side, and where the limit
// is, in percent of the whole width.
type ExposureBar struct {
	Label string
	Parts []ExposurePart
	At    string
}

// ExposurePart is a part of the bar: s1 open, s2 shipped, s3 ordered, s0 free, sx over.
type ExposurePart struct{ Class, X, Width, Text, Amount string }

// Fact is a name and its value.
type Fact struct {
	Name, Text, Href string
	Total            bool
}

// LastTotal leaves the double rule of a total to the last of facts: what comes
// before it is a sum on the way.
func LastTotal(facts []Fact) []Fact {
	last := true
	for i := len(facts) - 1; i >= 0; i-- {
		if facts[i].Total {
			facts[i].Total, last = last, false
		}
	}
	return facts
}

// Stage is a stage between order and cash.
type Stage struct {
	Name, Text, Href, Wait string
	Todo, Now, Long        bool
}

// Moment is a fact of the timeline.
type Moment struct {
	Icon, Text, Stamp, When, By string
	About                       []Link
	Changes                     []string
	Note                        string // a person's words
}

// Grid is a table: columns, rows, and the totals under two lines.
type Grid struct {
	Caption string
	Columns []Column
	Lines   []Line
	Totals  [][]string
	Ticks   bool
	Plain   bool // few narrow columns: it stays a table on a narrow sheet, and no keys walk it
}

// Column is a column of a grid. Key is the amount that stays beside the name
// when a row becomes a slip.
type Column struct {
	Name, Href, Sorted string
	Num, Grow, Key     bool
}

// Line is a row; the first cell names it.
type Line struct {
	ID    string
	Cells []Cell
	On    bool // shown at its side
}

// Cell is one place of a row.
type Cell struct {
	Text, Small, Href string
	State             *State
	Soft              bool
	Tone              string // of an amount that needs a look: warn, alert
}

// Paging is where a list goes on.
type Paging struct{ Info, First, Next string }

// Input is a field of a form. Kind: line, text, amount, date, email, password,
// check, select, hidden.
type Input struct {
	Name, Label, Hint, Kind, Value string
	Required, Fixed                bool
	Options                        []Option
	Errors                         []string
	Warning                        string // taken, though it looks wrong
	Complete                       string // autocomplete; off when left out
	Of                             string // the form it is in, where a page has several
}

// id is that of the field in the page.
func (f Input) id() string { return "f-" + f.Of + f.Name }

// Option is one of the values of a select.
type Option struct{ Value, Text string }

// Problem is what is wrong, and with which field.
type Problem struct{ Field, Text string }

func (f Input) inputType() string {
	switch f.Kind {
	case "date", "email", "password", "hidden", "file":
		return f.Kind
	}
	return "text"
}

// Held is what the field comes filled with, a number in the reader's notation.
func (f Input) Held(ctx context.Context) string {
	if f.Kind == "amount" {
		return Typed(ctx, f.Value)
	}
	return f.Value
}

func (f Input) mode() string {
	if f.Kind == "amount" {
		return "decimal"
	}
	return "text"
}

func (f Input) complete() string {
	if f.Complete == "" {
		return "off"
	}
	return f.Complete
}

// describes ties a field to its hint and its error.
func describes(f Input) templ.Attributes {
	out := templ.Attributes{}
	by := ""
	if len(f.Errors) > 0 {
		out["aria-invalid"] = "true"
		by = "e-" + f.Of + f.Name
	}
	if f.Warning != "" {
		by = strings.TrimSpace(by + " w-" + f.Of + f.Name)
	}
	if f.Hint != "" {
		if by != "" {
			by += " "
		}
		by += "h-" + f.Of + f.Name
	}
	if by != "" {
		out["aria-describedby"] = by
	}
	return out
}
