package table

import (
	"reflect"
	"strings"
	"testing"

	"encaisse/base/refuse"
)

// read is Read for a file that must be readable.
func read(t *testing.T, data string, columns []Column, o Options) *Sheet {
	t.Helper()
	s, err := Read([]byte(data), columns, o)
	if err != nil {
		t.Fatalf("Read(%.80q): %v", data, err)
	}
	return s
}

// grid is what the rows say, in the order of the columns.
func grid(s *Sheet) [][]string {
	var all [][]string
	for _, r := range s.Rows {
		var row []string
		for _, c := range s.columns {
			row = append(row, r.Text(c.Name))
		}
		all = append(all, row)
	}
	return all
}

// wantCode checks the code of a refusal and some of its arguments, as they
// print: "row=3".
func wantCode(t *testing.T, err error, code string, args ...string) {
	t.Helper()
	r, ok := refuse.As(err)
	if !ok || r.Code != code {
		t.Fatalf("got %v, want %s", err, code)
	}
	for _, a := range args {
		if !strings.Contains(r.Error()+" ", " "+a+" ") {
			t.Errorf("got %v, want %s in it", err, a)
		}
	}
}

func texts(names ...string) []Column {
	var columns []Column
	for _, n := range names {
		columns = append(columns, Column{Name: n})
	}
	return columns
}

func TestRecords(t *testing.T) {
	cases := []struct {
		name, data string
		want       [][]string
	}{
		{"plain", "a,b\n1,2\n3,4\n", [][]string{{"1", "2"}, {"3", "4"}}},
		{"no line break at the end", "a,b\n1,2", [][]string{{"1", "2"}}},
		{"CRLF", "a,b\r\n1,2\r\n", [][]string{{"1", "2"}}},
		{"CR", "a,b\r1,2\r3,4\r", [][]string{{"1", "2"}, {"3", "4"}}},
		{"semicolon", "a;b\n1;2\n", [][]string{{"1", "2"}}},
		{"tab", "a\tb\n1\t2\n\t5\n", [][]string{{"1", "2"}, {"", "5"}}},
		{"quotes", "a,b\n\"x, y\",\"say \"\"hi\"\"\"\n", [][]string{{"x, y", `say "hi"`}}},
		{"quotes doubled at both ends", "a,b\n\"\"\"x\"\"\",\"\"\"\"\n", [][]string{{`"x"`, `"`}}},
		{"empty quotes", "a,b\n\"\",2\n", [][]string{{"", "2"}}},
		{"a line break in quotes", "a,b\n\"x\ny\",\"1\r\n2\"\n", [][]string{{"x\ny", "1\r\n2"}}},
		{"blanks around cells and quotes", "a , b\n 1 ,  \"2\" \n", [][]string{{"1", "2"}}},
		{"a quote inside a cell", "a,b\n5\" pipe,2\n", [][]string{{`5" pipe`, "2"}}},
		{"empty lines at the end", "a,b\n1,2\n\n\r\n  \n", [][]string{{"1", "2"}}},
		{"rows of blanks at the end", "a;b\n1;2\n;\n;\n", [][]string{{"1", "2"}}},
		{"an empty line between", "a,b\n1,2\n\n3,4\n", [][]string{{"1", "2"}, {"3", "4"}}},
		{"columns in another order, others between", "x,b,y,a\n9,2,8,1\n", [][]string{{"1", "2"}}},
		{"capitals and blanks in headers", " A ,\u00A0B\n1,2\n", [][]string{{"1", "2"}}},
		{"no-break spaces around a cell", "a,b\n\u00A01\u202F,2\n", [][]string{{"1", "2"}}},
		{"a column that the file does not have", "a\n1\n", [][]string{{"1", ""}}},
		{"headers only", "a,b\n", nil},
		{"one column whose cells hold a comma", "a\nSmith, John\n", [][]string{{"Smith, John", ""}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := grid(read(t, c.data, texts("a", "b"), Options{})); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestRowNumbers(t *testing.T) {
	for _, br := range []string{"\n", "\r\n", "\r"} {
		data := strings.ReplaceAll("a,b\n1,\"x\n\ny\"\n2,y\n\n3,\"\"\"\n\"\n4,z", "\n", br)
		var got []int
		for _, r := range read(t, data, texts("a", "b"), Options{}).Rows {
			got = append(got, r.Number)
		}
		if want := []int{2, 5, 7, 9}; !reflect.DeepEqual(got, want) {
			t.Errorf("line break %q: got %v, want %v", br, got, want)
		}
	}
}

func TestRefusedFiles(t *testing.T) {
	wide := strings.Repeat("a,", maxColumns) + "a\n"
	cases := []struct {
		name, data, code string
		args             []string
	}{
		{"nothing", "", "table.empty_file", nil},
		{"blanks only", "\n , \n", "table.empty_file", nil},
		{"a short row", "a,b\n1,2\n3\n", "table.uneven", []string{"row=3", "cells=1", "columns=2"}},
		{"a long row", "a,b\n1,2,3\n", "table.uneven", []string{"row=2", "cells=3"}},
		{"a decimal comma without quotes", "a,b\n1,2,50\n", "table.uneven", []string{"row=2"}},
		{"two headers alike", "a,b, A\n1,2,3\n", "table.header_duplicate", []string{"headers=[A]"}},
		{"missing headers, all of them", "x,y\n1,2\n", "table.header_missing", []string{"headers=[a", "b]"}},
		{"NUL", "a,b\n1,2\n3,\x004\n", "table.nul", []string{"row=3"}},
		{"a quote that never closes", "a,b\n1,2\n3,\"4\n5,6\n", "table.quote_open", []string{"row=3"}},
		{"text behind a quote", "a,b\n\"1\"2,3\n", "table.quote", []string{"row=2"}},
		{"too many columns", wide, "table.columns", []string{"row=1", "limit=200"}},
		{"a cell too large", "a,b\n1," + strings.Repeat("x", maxCell+1) + "\n", "table.cell", []string{"row=2"}},
		{"a cell too large in quotes", "a,b\n1,\"" + strings.Repeat("x", maxCell+1) + "\"\n", "table.cell", []string{"row=2"}},
		{"too large", strings.Repeat("x", maxBytes+1), "table.size", []string{"limit=100"}},
		{"an old or encrypted workbook", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....", "table.xls", nil},
	}
	columns := []Column{{Name: "a", Required: true}, {Name: "b", Required: true}}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read([]byte(c.data), columns, Options{})
			wantCode(t, err, c.code, c.args...)
		})
	}
}

func TestLargestAllowed(t *testing.T) {
	headers := make([]string, maxColumns)
	for i := range headers {
		headers[i] = "h" + strings.Repeat("x", i)
	}
	cell := strings.Repeat("y", maxCell)
	s := read(t, strings.Join(headers, ",")+"\n"+cell+strings.Repeat(",", maxColumns-1)+"\n", nil, Options{})
	if len(s.Headers) != maxColumns || s.Rows[0].Text("h") != cell {
		t.Errorf("%d columns, first cell of %d bytes", len(s.Headers), len(s.Rows[0].Text("h")))
	}
}

func TestTooManyRows(t *testing.T) {
	data := []byte("a\n" + strings.Repeat("1\n", maxRows))
	s, err := Read(data, texts("a"), Options{})
	if err != nil || len(s.Rows) != maxRows {
		t.Fatalf("%d rows: %v", len(s.Rows), err)
	}
	_, err = Read(append(data, "1\n"...), texts("a"), Options{})
	wantCode(t, err, "table.rows")
}

func TestUnevenRowsAreAllListed(t *testing.T) {
	_, err := Read([]byte("a,b\n1\n1,2\n1,2,3\n"), texts("a", "b"), Options{})
	r, _ := refuse.As(err)
	if len(r.Fields) != 2 || r.Fields[0].Pointer != "/2" || r.Fields[1].Pointer != "/4" {
		t.Errorf("got %+v", r.Fields)
	}
}

func TestHeadersLeftOut(t *testing.T) {
	s := read(t, "a,Note,,c\n1,2,,\n3,,lost,\n", texts("a"), Options{})
	if want := []string{"Note", "c"}; !reflect.DeepEqual(s.Unknown, want) {
		t.Errorf("unknown %q, want %q", s.Unknown, want)
	}
	if got := warnings(s); got != "table.header_unknown table.header_blank" {
		t.Errorf("warnings %s", got)
	}
	if s = read(t, "a,\n1,\n", texts("a"), Options{}); warnings(s) != "" {
		t.Errorf("a blank column is nothing to warn of: %s", warnings(s))
	}
}

func warnings(s *Sheet) string {
	var codes []string
	for _, w := range s.Shape.Warnings {
		codes = append(codes, w.Code)
	}
	return strings.Join(codes, " ")
}

func TestPreview(t *testing.T) {
	s := read(t, "Nom;Ville\nDupont;Lyon\n", nil, Options{})
	if r := s.Rows[0]; r.Text("Nom") != "Dupont" || r.Text("Ville") != "Lyon" || len(s.Unknown) != 0 {
		t.Errorf("got %q, unknown %q", grid(s), s.Unknown)
	}
}

func TestOptionsAreChecked(t *testing.T) {
	for name, o := range map[string]Options{
		"encoding": {Encoding: "ebcdic"}, "separator": {Separator: 'x'}, "decimal": {Decimal: "dot"}, "date": {Dates: "uk"},
	} {
		_, err := Read([]byte("a\n1\n"), nil, o)
		wantCode(t, err, "table.option", "option="+name)
	}
}

// A refusal shows little of a file, however long its texts are.
func TestRefusalsStayShort(t *testing.T) {
	long := strings.Repeat("😀", 100_000)
	_, err := Read([]byte("x,"+long+"\n1,2\n"), []Column{{Name: "a", Required: true}}, Options{})
	wantCode(t, err, "table.header_missing")
	headers := make([]string, maxColumns)
	for i := range headers {
		headers[i] = long[:4*(i+100)]
	}
	_, err2 := Read([]byte(strings.Join(headers, ",")), []Column{{Name: "a", Required: true}}, Options{})
	wantCode(t, err2, "table.header_missing")
	s := read(t, "n,x\n"+long+",1\n", []Column{{Name: "n", Kind: Decimal}}, Options{})
	_, err3 := s.Rows[0].Decimal("n")
	wantCode(t, err3, "table.number")
	for i, limit := range []int{1_000, 20_000, 1_000} {
		if got := len([]error{err, err2, err3}[i].Error()); got > limit {
			t.Errorf("refusal %d has %d bytes", i, got)
		}
	}
}
