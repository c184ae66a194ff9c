package table

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Map says how a foreign file is to be read: which headers stand for our
// columns, which columns are the same for every row, what foreign values mean,
// and what is not to be found out but taken as given.
type Map struct {
	Headers   map[string]string            // our column: their header
	Constants map[string]string            // our column: its value in every row; numbers with a point, dates as ISO
	Values    map[string]map[string]string // our column: their value (capitals and blanks around do not matter): ours, written as a constant

	Encoding  Encoding
	Separator rune
	Decimal   Mark
	Dates     DateOrder
	Sheet     string
}

// maxMap is the size of a map file in bytes.
const maxMap = 1 << 20

// ParseMap reads a map file, one line each:
//
//	# a comment
//	name = Customer name          our column = their header
//	currency := EUR               our column := the same for every row
//	status.Shipped = shipped      our column . their value = our value
//	date = fr                     fr, us or iso
//	decimal = comma               comma or point
//	separator = ;                 , ; | or tab
//	encoding = latin1             utf-8, latin1, cp1252, utf-16le or utf-16be
//	sheet = Orders
//
// The last five words are no names of columns. A line that is none of this, or
// says a thing twice, is refused with table.map and its number.
func ParseMap(data []byte) (Map, error) {
	m := Map{Headers: map[string]string{}, Constants: map[string]string{}, Values: map[string]map[string]string{}}
	if len(data) > maxMap {
		return m, no("table.map", "row", 1, "text", "")
	}
	text, _, err := decode(data, "")
	if err != nil {
		return m, err
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if !m.line(line) {
			return m, no("table.map", "row", i+1, "text", clip(line))
		}
	}
	return m, nil
}

// line takes one line of a map file; false for one that says nothing or says
// it again.
func (m *Map) line(line string) bool {
	key, value, ok := strings.Cut(line, "=")
	key, constant := strings.CutSuffix(key, ":")
	key, value = strings.TrimSpace(key), strings.TrimSpace(value)
	if !ok || key == "" {
		return false
	}
	column, theirs, translates := strings.Cut(key, ".")
	column = strings.TrimSpace(column)
	switch {
	case column == "" || constant && (translates || reserved(key)):
		return false
	case constant:
		return m.free(key) && put(m.Constants, key, value)
	case translates:
		if m.Values[column] == nil {
			m.Values[column] = map[string]string{}
		}
		return put(m.Values[column], fold(theirs), value)
	case reserved(key):
		return m.override(key, value)
	}
	return value != "" && m.free(key) && put(m.Headers, key, value)
}

// free tells that a column has neither a header nor a constant yet.
func (m *Map) free(column string) bool {
	_, header := m.Headers[column]
	_, constant := m.Constants[column]
	return !header && !constant
}

func put(to map[string]string, key, value string) bool {
	_, twice := to[key]
	to[key] = value
	return !twice
}

func reserved(key string) bool {
	switch key {
	case "date", "decimal", "separator", "encoding", "sheet":
		return true
	}
	return false
}

// override takes one of the reserved words, once.
func (m *Map) override(key, value string) bool {
	if key == "sheet" {
		return set(&m.Sheet, value, value != "")
	}
	value = strings.ToLower(value)
	switch key {
	case "date":
		return set(&m.Dates, DateOrder(value), DateOrder(value).known())
	case "decimal":
		return set(&m.Decimal, Mark(value), value == string(Comma) || value == string(Point))
	case "encoding":
		e := encodingNamed(value)
		return set(&m.Encoding, e, e != "")
	}
	if value == "tab" {
		value = "\t"
	}
	r, n := utf8.DecodeRuneInString(value)
	return set(&m.Separator, r, n == len(value) && knownSeparator(r))
}

func set[T comparable](to *T, value T, known bool) bool {
	var zero T
	first := *to == zero
	*to = value
	return known && first
}

// encodingNamed finds an encoding by the names people give it.
func encodingNamed(s string) Encoding {
	switch s {
	case "latin1", "iso-8859-1":
		return Latin1
	case "utf8":
		return UTF8
	case "windows-1252":
		return CP1252
	}
	if e := Encoding(s); e.known() {
		return e
	}
	return ""
}

// check refuses names that are no columns: a slip of the pen would otherwise
// leave a column empty in silence. A preview knows no columns.
func (m Map) check(columns []Column) error {
	if len(columns) == 0 {
		return nil
	}
	known := map[string]bool{}
	for _, c := range columns {
		known[c.Name] = true
	}
	var unknown []string
	for _, names := range [][]string{
		slices.Sorted(maps.Keys(m.Headers)), slices.Sorted(maps.Keys(m.Constants)), slices.Sorted(maps.Keys(m.Values)),
	} {
		for _, name := range names {
			if !known[name] && !slices.Contains(unknown, name) {
				unknown = append(unknown, name)
			}
		}
	}
	if unknown != nil {
		return no("table.map_column", "columns", clipAll(unknown))
	}
	return nil
}

// translation is what the map makes of the values of a column, by their folded
// text; nil for nothing.
func (m Map) translation(column string) map[string]string {
	values := m.Values[column]
	if len(values) == 0 {
		return nil
	}
	folded := make(map[string]string, len(values))
	for theirs, ours := range values {
		folded[fold(theirs)] = ours
	}
	return folded
}

// checkConstants refuses a constant of the map that its column cannot hold;
// the rows never could say where it came from.
func (s *Sheet) checkConstants() error {
	for i, c := range s.columns {
		if !s.fixed[i] {
			continue
		}
		r := Row{sheet: s, cells: make([]string, len(s.columns))}
		r.cells[i] = s.constants[c.Name]
		if err := r.check(c); err != nil && r.cells[i] != "" {
			return no("table.map_constant", "column", c.Name, "value", clip(r.cells[i]))
		}
	}
	return nil
}

// check reads a cell as the kind of its column.
func (r Row) check(c Column) (err error) {
	switch c.Kind {
	case Whole:
		_, err = r.Whole(c.Name)
	case Decimal, Amount:
		_, err = r.Decimal(c.Name)
	case Date:
		_, err = r.Day(c.Name)
	}
	return err
}
