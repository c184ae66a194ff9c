package table

import (
	"strings"

	"encaisse/base/refuse"
)

// absent is the source of a column that the file does not have.
const absent = -1

// loader takes the records of a file one by one, the header first, and keeps
// the cells of the columns asked for.
type loader struct {
	sheet   *Sheet
	options Options
	width   int                 // of the header
	values  []map[string]string // of each column, translated by the map
	slab    []string            // room for the cells of the rows to come
	wrong   *refuse.Refusal     // records that cannot be kept
	kept    int
}

// most wrong records that one refusal lists.
const mostWrong = 100

func (l *loader) csv(data []byte) error {
	text, encoding, err := decode(data, l.options.Encoding)
	if err != nil {
		return err
	}
	sep, found := byte(l.options.Separator), Finding{Sure: Given}
	if sep == 0 {
		sep, found = findSeparator(text, l.wanted())
	}
	found.Value = separatorName(sep)
	l.sheet.Shape = Shape{Format: "csv", Encoding: encoding, Separator: found}
	s := newScanner(text, sep)
	for {
		line, err := s.next()
		if err != nil {
			return err
		}
		if line == 0 {
			return nil
		}
		if s.blank() {
			continue
		}
		if err := l.record(line, s.cells, nil); err != nil {
			return err
		}
	}
}

// record takes one record that is not blank; exact tells which of its cells a
// workbook typed, nil for none.
func (l *loader) record(number int, cells []string, exact []bool) error {
	if l.width == 0 {
		l.width = len(cells)
		return l.header(cells)
	}
	if len(cells) != l.width {
		l.reject(number, "table.uneven", "cells", len(cells), "columns", l.width)
		return nil
	}
	s := l.sheet
	if l.kept += len(s.columns); len(s.Rows) == maxRows || l.kept > maxKept {
		return no("table.rows", "limit", maxRows)
	}
	row := Row{Number: number, sheet: s, cells: l.room(len(s.columns))}
	for i, from := range s.source {
		if s.fixed[i] {
			row.cells[i] = l.options.Map.Constants[s.columns[i].Name]
			continue
		}
		if from == absent {
			continue
		}
		cell := cells[from]
		if to, ok := l.values[i][fold(cell)]; ok {
			row.cells[i] = to
			continue
		}
		row.cells[i] = cell
		if exact != nil && exact[from] {
			row.setExact(i)
		}
	}
	s.Rows = append(s.Rows, row)
	return nil
}

// room cuts the cells of one row from a slab, so that a million rows are not a
// million small allocations.
func (l *loader) room(n int) []string {
	if n > len(l.slab) {
		const most = 1 << 16
		l.slab = make([]string, max(n, min(most, n*max(16, len(l.sheet.Rows)))))
	}
	cells := l.slab[:n:n]
	l.slab = l.slab[n:]
	return cells
}

// reject notes a record that cannot be kept; finish refuses the file with all
// of them.
func (l *loader) reject(number int, code string, pairs ...any) {
	pairs = append([]any{"row", number}, pairs...)
	if l.wrong == nil {
		l.wrong = no(code, pairs...)
	}
	if len(l.wrong.Fields) < mostWrong {
		l.wrong.At(pointer(number), code, pairs...)
	}
}

// finish refuses what cannot be used as a whole.
func (l *loader) finish() error {
	if l.width == 0 {
		return no("table.empty_file")
	}
	if l.wrong != nil {
		return l.wrong
	}
	return nil
}

// header finds the columns asked for in the first record.
func (l *loader) header(cells []string) error {
	s := l.sheet
	s.Headers = append([]string(nil), cells...)
	at, err := places(s.Headers)
	if err != nil {
		return err
	}
	if len(s.columns) == 0 {
		s.columns = preview(s.Headers)
	}
	s.index = make(map[string]int, len(s.columns))
	s.source = make([]int, len(s.columns))
	s.fixed = make([]bool, len(s.columns))
	l.values = make([]map[string]string, len(s.columns))
	var missing []string
	used := make([]bool, len(s.Headers))
	for i, c := range s.columns {
		s.index[c.Name], s.source[i] = i, absent
		l.values[i] = l.options.Map.translation(c.Name)
		if _, s.fixed[i] = l.options.Map.Constants[c.Name]; s.fixed[i] {
			continue
		}
		want, renamed := l.options.Map.Headers[c.Name]
		from, ok := at[fold(either(want, c.Name))]
		switch {
		case ok:
			s.source[i], used[from] = from, true
		case renamed, c.Required:
			missing = append(missing, either(want, c.Name))
		}
	}
	if missing != nil {
		return no("table.header_missing", "headers", missing, "found", s.Headers)
	}
	s.leaveOut(used)
	return nil
}

// leaveOut warns of the headers that nothing asked for.
func (s *Sheet) leaveOut(used []bool) {
	for i, h := range s.Headers {
		if !used[i] && h != "" {
			s.Unknown = append(s.Unknown, h)
		}
	}
	if s.Unknown != nil {
		s.Shape.warn("table.header_unknown", "headers", s.Unknown)
	}
}

// wanted tells whether a header is one that the columns or the map ask for.
func (l *loader) wanted() func(string) bool {
	names := map[string]bool{}
	for _, c := range l.sheet.columns {
		names[fold(either(l.options.Map.Headers[c.Name], c.Name))] = true
	}
	return func(header string) bool { return names[fold(header)] }
}

// places finds each header; two alike are refused, for neither could be meant.
func places(headers []string) (map[string]int, error) {
	at := make(map[string]int, len(headers))
	var twice []string
	for i, h := range headers {
		if h == "" {
			continue
		}
		if _, ok := at[fold(h)]; ok {
			twice = append(twice, h)
			continue
		}
		at[fold(h)] = i
	}
	if twice != nil {
		return nil, no("table.header_duplicate", "headers", twice)
	}
	return at, nil
}

// preview makes a Text column of every header.
func preview(headers []string) []Column {
	var columns []Column
	for _, h := range headers {
		if h != "" {
			columns = append(columns, Column{Name: h})
		}
	}
	return columns
}

// fold is a header or a value without what does not matter.
func fold(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
