package table

import (
	"encaisse/base/refuse"
	"encaisse/base/words"
)

// Mark is the decimal mark of a file.
type Mark string

const (
	Comma Mark = "comma"
	Point Mark = "point"
)

// DateOrder is the order of day, month and year in the dates of a file. Dates
// with the year first are read whatever the order is.
type DateOrder string

const (
	ISO DateOrder = "iso" // 2026-11-21
	FR  DateOrder = "fr"  // 21/11/2026, 21.11.2026
	US  DateOrder = "us"  // 11/21/2026
)

func (o DateOrder) known() bool { return o == ISO || o == FR || o == US }

// Sure is how a finding came about.
type Sure string

const (
	Given   Sure = "given"   // by the options or the map
	Certain Sure = "certain" // cells or bytes of the file that can be read in no other way
	Likely  Sure = "likely"  // other evidence in the file, or more cells for than against
	Assumed Sure = "assumed" // nothing in the file tells
	Unused  Sure = "unused"  // nothing in the file depends on it
)

// Finding is one thing found out about a file, to show before it is used.
type Finding struct {
	Value   string `json:"value"`
	Sure    Sure   `json:"sure"`
	For     int    `json:"for"`     // cells that can only be read so
	Against int    `json:"against"` // cells that can only be read otherwise
	Open    int    `json:"open"`    // cells that could be read either way, with different values
}

// Shape is how a file is written.
type Shape struct {
	Format    string    `json:"format"`    // "csv" or "xlsx"
	Encoding  Finding   `json:"encoding"`  // an Encoding; CSV only
	Separator Finding   `json:"separator"` // ",", ";", "|" or "tab"; CSV only
	Sheet     string    `json:"sheet"`     // XLSX only
	Decimal   Finding   `json:"decimal"`   // a Mark
	Dates     Finding   `json:"dates"`     // a DateOrder
	Warnings  []Warning `json:"warnings"`
}

// Warning is something a person should look at before the rows are used; its
// sentence is in Texts under its code.
type Warning struct {
	Code string       `json:"code"`
	Args []refuse.Arg `json:"args"`
}

func (s *Shape) warn(code string, pairs ...any) {
	s.Warnings = append(s.Warnings, Warning{code, no(code, pairs...).Args})
}

// tally counts the cells of a file by what they say about one question.
type tally struct{ first, second, open, neutral int }

func (t *tally) add(first, second bool) {
	switch {
	case first && second:
		t.open++
	case first:
		t.first++
	case second:
		t.second++
	}
}

// settle answers by the cells alone, if they tell; mixed says that they
// contradict each other. The first answer wins a draw.
func (t tally) settle(first, second string) (f Finding, mixed, ok bool) {
	f = Finding{Value: first, Sure: Certain, For: t.first, Against: t.second, Open: t.open}
	if t.second > t.first {
		f.Value, f.For, f.Against = second, t.second, t.first
	}
	if mixed = f.Against > 0; mixed {
		f.Sure = Likely
	}
	return f, mixed, f.For > 0
}

// judge decides how the file writes decimals and dates, over all cells of the
// columns that hold them.
func (s *Sheet) judge(o Options) {
	marks, orders := s.count()
	separator := s.Shape.Separator
	french := separator.Value == ";" && separator.Sure != Assumed
	s.Shape.Decimal = s.judgeDecimal(marks, orders, french, o.Decimal)
	s.mark = Mark(s.Shape.Decimal.Value)
	comma := s.mark == Comma && s.Shape.Decimal.For > 0 || o.Decimal == Comma
	s.Shape.Dates = s.judgeDates(orders, french || comma, o.Dates)
	s.dates = DateOrder(s.Shape.Dates.Value)
}

// judgeDecimal takes the cells that can be read with one mark only. Where there
// is none, a semicolon between cells or French dates speak for the comma.
func (s *Sheet) judgeDecimal(t, orders tally, semicolon bool, given Mark) Finding {
	f, mixed, told := t.settle(string(Comma), string(Point))
	if given != "" {
		return Finding{Value: string(given), Sure: Given, Open: t.open}
	}
	if mixed {
		s.Shape.warn("table.decimal_mixed", "decimal", words.Key("table."+f.Value), "against", f.Against)
	}
	if told {
		return f
	}
	french := semicolon || orders.first > orders.second
	f.Sure = Likely
	if !french {
		f.Value = string(Point)
		if orders.second == 0 {
			f.Sure = Assumed
		}
	}
	if t.open == 0 {
		f.Sure = Unused
		return f
	}
	s.Shape.warn("table.decimal_ambiguous", "decimal", words.Key("table."+f.Value), "cells", t.open)
	return f
}

// judgeDates takes the dates that exist in one order only; where there is none,
// a decimal comma or a semicolon speaks for French, and so does the house.
func (s *Sheet) judgeDates(t tally, french bool, given DateOrder) Finding {
	f, mixed, told := t.settle(string(FR), string(US))
	switch {
	case given != "":
		return Finding{Value: string(given), Sure: Given, Open: t.open}
	case mixed:
		s.Shape.warn("table.date_mixed", "date", words.Key("table."+f.Value), "against", f.Against)
	case told:
	case t.open > 0 && french:
		f.Sure = Likely
	case t.open > 0:
		f.Sure = Assumed
		s.Shape.warn("table.date_ambiguous", "cells", t.open)
	case t.neutral > 0:
		f = Finding{Value: string(ISO), Sure: Certain, For: t.neutral}
	default:
		f.Sure = Unused
	}
	return f
}

// count asks every cell of the columns that hold numbers or dates. Cells that a
// workbook typed itself and constants of the map have no say: they are read
// exactly.
func (s *Sheet) count() (marks, orders tally) {
	for i, c := range s.columns {
		if c.Kind == Text || s.source[i] == absent {
			continue
		}
		for _, r := range s.Rows {
			switch {
			case r.cells[i] == "" || r.isExact(i):
			case c.Kind == Date:
				orders.date(r.cells[i])
			default:
				marks.number(r.cells[i], c.Kind == Whole)
			}
		}
	}
	return marks, orders
}
