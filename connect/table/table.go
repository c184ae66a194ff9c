// Package table turns the bytes of a CSV or XLSX file into rows whose cells are
// read as what they stand for, and writes CSV. How a file is written (encoding,
// separator, decimal mark, order of dates) is found over the whole file, told
// in a Shape with how sure that is, and can be overridden. Nothing is guessed
// cell by cell: one file has one decimal mark and one order of dates.
package table

import (
	"bytes"

	"encaisse/base/refuse"
)

// Limits of what is read. Beyond them a file is refused before it costs memory.
const (
	maxBytes   = 100 << 20
	maxRows    = 2_000_000
	maxColumns = 200
	maxCell    = 1 << 20
	maxKept    = 30_000_000 // cells of the columns asked for
)

// Kind is what the cells of a column hold. Only cells of the kinds other than
// Text have a say in how the file writes numbers and dates.
type Kind int

const (
	Text    Kind = iota
	Whole        // a whole number: "1,234" cannot be a fraction here
	Decimal      // a quantity, a percent, any decimal
	Amount       // money, perhaps with its sign or code
	Date
)

// Column is one column the caller can use, under the caller's own name. A
// header matches whatever its capitals and the blanks around it; a Map may give
// it another header, or a constant.
type Column struct {
	Name     string
	Kind     Kind
	Required bool // the file must have the header; cells may be blank all the same
}

// Options override what would be found. The zero value finds everything; what
// is given here wins over what the Map gives.
type Options struct {
	Encoding  Encoding
	Separator rune // ',', ';', '\t' or '|'
	Decimal   Mark
	Dates     DateOrder
	Sheet     string // XLSX: the name of the sheet, "" for the first one shown
	Map       Map
}

// Sheet is a file that was read.
type Sheet struct {
	Shape   Shape
	Headers []string // as the file has them, blanks around them trimmed
	Unknown []string // headers that no column asked for; they are also a warning
	Rows    []Row    // without the rows whose cells are all blank

	columns   []Column
	constants map[string]string
	index     map[string]int // name of a column: its place in columns and in a Row
	source    []int          // place in Headers, absent for none
	fixed     []bool         // the column is a constant
	mark      Mark
	dates     DateOrder
}

// Read reads a CSV or XLSX file for the columns given; for none, every header
// becomes a Text column (a preview). A file that cannot be read as a whole is a
// *refuse.Refusal with a code of this package; a cell that is not what its
// column holds is refused only when the Row is asked for it.
func Read(data []byte, columns []Column, o Options) (*Sheet, error) {
	if len(data) > maxBytes {
		return nil, no("table.size", "limit", maxBytes>>20)
	}
	o, err := o.settle(columns)
	if err != nil {
		return nil, err
	}
	l := &loader{sheet: &Sheet{columns: columns, constants: o.Map.Constants}, options: o}
	switch {
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")): // an old or an encrypted workbook
		return nil, no("table.xls")
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		err = l.xlsx(data)
	default:
		err = l.csv(data)
	}
	if err != nil {
		return nil, err
	}
	if err := l.finish(); err != nil {
		return nil, err
	}
	l.sheet.judge(o)
	return l.sheet, l.sheet.checkConstants()
}

// settle puts the map's overrides under the options and checks all of them.
func (o Options) settle(columns []Column) (Options, error) {
	m := o.Map
	o.Encoding = either(o.Encoding, m.Encoding)
	o.Separator = either(o.Separator, m.Separator)
	o.Decimal = either(o.Decimal, m.Decimal)
	o.Dates = either(o.Dates, m.Dates)
	o.Sheet = either(o.Sheet, m.Sheet)
	for _, c := range []struct {
		name, value string
		known       bool
	}{
		{"encoding", string(o.Encoding), o.Encoding == "" || o.Encoding.known()},
		{"separator", string(o.Separator), o.Separator == 0 || knownSeparator(o.Separator)},
		{"decimal", string(o.Decimal), o.Decimal == "" || o.Decimal == Comma || o.Decimal == Point},
		{"date", string(o.Dates), o.Dates == "" || o.Dates.known()},
	} {
		if !c.known {
			return o, no("table.option", "option", c.name, "value", clip(c.value))
		}
	}
	return o, m.check(columns)
}

func either[T comparable](a, b T) T {
	var zero T
	if a != zero {
		return a
	}
	return b
}

func no(code string, pairs ...any) *refuse.Refusal {
	return refuse.New(refuse.Invalid, code, pairs...)
}

// clip keeps a foreign text short enough to show in a refusal.
func clip(s string) string {
	const most = 60
	if r := []rune(s[:min(len(s), 4*(most+1))]); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// clipAll keeps a list of foreign texts short.
func clipAll(list []string) []string {
	const most = 50
	short := make([]string, 0, min(len(list), most+1))
	for i, s := range list {
		if i == most {
			return append(short, "…")
		}
		short = append(short, clip(s))
	}
	return short
}
