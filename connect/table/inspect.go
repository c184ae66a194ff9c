package table

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"
)

// Budgets for what costs the library more than it costs the file: cells times
// the width of their row, shared formulas copied into every cell, columns
// walked for every cell.
const (
	maxCellWidth   = 500_000_000
	maxFormulaWork = 10_000_000_000
	maxColumnWalk  = 200_000_000
	maxColumnDefs  = 1_000
	maxFormat      = 1_000 // characters of a number format; a workbook allows 255
)

// inspector looks through the XML of a workbook, one part after the other.
type inspector struct {
	sheet   bool // the part is a sheet
	inCells bool // and we are inside its sheetData
	row     int  // the last one
	column  int  // the last one in the row
	width   int  // of the row, as it says or as its cells are
	inRow   int  // cells

	inShared  bool // inside a shared formula
	inFormula int  // its characters so far

	cells     int // of the whole workbook, like all below
	cellWidth int
	walk      int
	columns   int // definitions in the sheet
	lastDef   int
	formula   int // the longest shared one
	shared    int // cells with a shared formula
}

// part gives the look at one part of the workbook.
func (v *inspector) part(role string) func(io.Reader) error {
	return func(r io.Reader) error {
		v.sheet, v.inCells, v.row, v.columns, v.lastDef = role == "sheet", false, 0, 0, 0
		before := v.cells
		if err := v.read(xml.NewDecoder(r)); err != nil {
			return err
		}
		v.walk += v.columns * (v.cells - before)
		return nil
	}
}

func (v *inspector) read(d *xml.Decoder) error {
	for depth := 0; ; {
		token, err := d.RawToken()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.Directive:
			return no("table.xlsx_unsafe")
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return no("table.xlsx_unsafe")
			}
			if err := v.start(t); err != nil {
				return err
			}
		case xml.EndElement:
			depth--
			v.end(t.Name.Local)
		case xml.CharData:
			if v.inShared {
				v.inFormula += len(t)
				v.formula = max(v.formula, v.inFormula)
			}
		}
	}
}

func (v *inspector) start(t xml.StartElement) error {
	switch name := t.Name.Local; {
	case name == "sst":
		if n, err := number(t, "count", 0); err != nil || n > maxBookCells {
			return no("table.xlsx_cells", "limit", maxBookCells)
		}
	case name == "numFmt":
		if code, err := attribute(t, "formatCode"); err != nil || len(code) > maxFormat {
			return no("table.xlsx_unsafe")
		}
	case !v.sheet:
	case name == "sheetData":
		v.inCells = true
	case name == "col" && !v.inCells:
		return v.define(t)
	case name == "row" && v.inCells:
		return v.startRow(t)
	case name == "c" && v.inCells:
		return v.cell(t)
	case name == "f" && v.inCells:
		if kind, err := attribute(t, "t"); err != nil || kind == "shared" {
			v.shared++
			v.inShared, v.inFormula = true, 0
			return err
		}
	}
	return nil
}

func (v *inspector) end(name string) {
	switch {
	case !v.inCells:
	case name == "sheetData":
		v.inCells = false
	case name == "f":
		v.inShared = false
	case name == "row":
		v.cellWidth += v.inRow * v.width
	}
}

// define takes a definition of columns, which must be in order and apart.
func (v *inspector) define(t xml.StartElement) error {
	first, err1 := number(t, "min", 0)
	last, err2 := number(t, "max", 0)
	v.columns++
	if err1 != nil || err2 != nil || first <= v.lastDef || last < first || last > excelColumns || v.columns > maxColumnDefs {
		return no("table.xlsx_unsafe")
	}
	v.lastDef = last
	return nil
}

func (v *inspector) startRow(t xml.StartElement) error {
	n, err := number(t, "r", 0)
	if err != nil || n <= v.row {
		return no("table.xlsx_layout", "row", v.row+1)
	}
	if n > excelRows {
		return no("table.xlsx_unsafe")
	}
	v.row, v.column, v.width, v.inRow = n, 0, 0, 0
	spans, err := attribute(t, "spans")
	if err != nil {
		return err
	}
	if strings.Count(spans, ":") == 1 {
		_, upper, _ := strings.Cut(spans, ":")
		if v.width, err = strconv.Atoi(upper); err != nil || v.width < 0 || v.width > excelColumns {
			return no("table.xlsx_unsafe")
		}
	}
	v.cellWidth += v.width
	return nil
}

// cell takes the place of a cell, which must be right of the one before.
func (v *inspector) cell(t xml.StartElement) error {
	if v.cells++; v.cells > maxBookCells {
		return no("table.xlsx_cells", "limit", maxBookCells)
	}
	at, err := attribute(t, "r")
	if err != nil {
		return err
	}
	column, row := place(at)
	if row != v.row || column <= v.column {
		return no("table.xlsx_layout", "row", v.row)
	}
	v.inRow++
	v.column, v.width = column, max(v.width, column)
	return nil
}

// place takes "C12" apart into column 3 and row 12; 0 for what is none.
func place(at string) (column, row int) {
	i := 0
	for ; i < len(at) && at[i] >= 'A' && at[i] <= 'Z' && i < 4; i++ {
		column = column*26 + int(at[i]-'A') + 1
	}
	if i == 0 || column > excelColumns || len(at)-i > 7 || !digits(at[i:]) {
		return 0, 0
	}
	row, _ = strconv.Atoi(at[i:])
	return column, row
}

// sum checks what all parts cost together.
func (v *inspector) sum() error {
	if v.cellWidth > maxCellWidth || v.walk > maxColumnWalk || v.formula*v.formula > maxFormulaWork/max(v.shared, 1) {
		return no("table.xlsx_bomb")
	}
	return nil
}

// attribute is the one attribute of a name, whatever its prefix, for that is how
// the library looks it up; two of one name could be told apart by their order
// only, and are refused.
func attribute(t xml.StartElement, name string) (value string, err error) {
	seen := false
	for _, a := range t.Attr {
		if a.Name.Local != name {
			continue
		}
		if seen {
			return "", no("table.xlsx_unsafe")
		}
		value, seen = a.Value, true
	}
	return value, nil
}

// number is an attribute that is a whole number; absent for none.
func number(t xml.StartElement, name string, absent int) (int, error) {
	s, err := attribute(t, name)
	if err != nil || s == "" {
		return absent, err
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0, no("table.xlsx_unsafe")
	}
	return n, nil
}
