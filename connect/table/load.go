package table

import (
	"strconv"

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
	unnamed []bool // columns without a header: true once a cell of theirs was left out
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
// workbook typed, nil for none. What the map puts into a row is exact as well.
func (l *loader) record(number int, cells []string, exact []bool) error {
	if l.width == 0 {
		l.width = len(cells)
		return l.header(cells)
	}
	if len(cells) != l.width {
		l.reject(number, "table.uneven", "cells", len(cells), "columns", l.width)
		return nil
	}
	l.watchUnnamed(cells)
	s := l.sheet
	if len(s.Rows) == maxRows {
		return no("table.rows", "limit", maxRows)
	}
	if l.kept += len(s.columns); l.kept > maxKept {
		return no("table.cells", "limit", maxKept)
	}
	row := Row{Number: number, sheet: s, cells: l.room(len(s.columns))}
	for i, from := range s.source {
		if s.fixed[i] {
			row.cells[i] = s.constants[s.columns[i].Name]
			continue
		}
		if from == absent {
			continue
		}
		cell := cells[from]
		if l.values[i] != nil {
			if to, ok := l.values[i][fold(cell)]; ok {
				row.cells[i] = to
				row.setExact(i)
				continue
			}
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
		l.wrong.At("/"+strconv.Itoa(number), code, pairs...)
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
	for i, lost := range l.unnamed {
		if lost {
			l.sheet.Shape.warn("table.header_blank", "column", i+1)
		}
	}
	return nil
}
