package table

import (
	"archive/zip"
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/tealeg/xlsx/v3"
)

// book makes a workbook with one sheet of a header and the rows that fill adds.
func book(t testing.TB, headers []string, fill func(*xlsx.File, *xlsx.Sheet)) []byte {
	t.Helper()
	f := xlsx.NewFile()
	s, err := f.AddSheet("Orders")
	if err != nil {
		t.Fatal(err)
	}
	row := s.AddRow()
	for _, h := range headers {
		row.AddCell().SetString(h)
	}
	fill(f, s)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var orderColumns = []Column{
	{Name: "number", Required: true}, {Name: "day", Kind: Date}, {Name: "net", Kind: Amount}, {Name: "rate", Kind: Decimal}, {Name: "code"}, {Name: "paid"},
}

func TestXLSX(t *testing.T) {
	data := book(t, []string{"Number", "DAY", "net", "rate", "code", "paid"}, func(_ *xlsx.File, s *xlsx.Sheet) {
		r := s.AddRow()
		r.AddCell().SetString(" A1 ")
		r.AddCell().SetDate(time.Date(2026, 11, 21, 14, 30, 0, 0, time.UTC))
		r.AddCell().SetFloat(0.1 + 0.2)
		r.AddCell().SetFloatWithFormat(0.055, "0.0%")
		r.AddCell().SetFloatWithFormat(750, "00000")
		r.AddCell().SetBool(true)
		s.AddRow()
		r = s.AddRow()
		r.AddCell().SetInt(1002)
		r.AddCell().SetString("21/11/2026")
		r.AddCell().SetString("1 234,50 €")
		r.AddCell().SetString("5,5 %")
	})
	s, err := Read(data, orderColumns, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"A1", "2026-11-21", "0.3", "5.5%", "00750", "true"}, {"1002", "21/11/2026", "1 234,50 €", "5,5 %", "", ""}}
	if got := grid(s); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
	if s.Rows[0].Number != 2 || s.Rows[1].Number != 4 || s.Shape.Format != "xlsx" || s.Shape.Sheet != "Orders" {
		t.Errorf("rows %d and %d, %+v", s.Rows[0].Number, s.Rows[1].Number, s.Shape)
	}
	if f := s.Shape.Decimal; f.Value != "comma" || f.Sure != Certain || f.For != 2 {
		t.Errorf("typed cells have no say in the decimal mark: %+v", f)
	}
	for i, net := range []int64{30, 123450} {
		d, err1 := s.Rows[i].Day("day")
		a, err2 := s.Rows[i].Amount("net", "EUR")
		p, err3 := s.Rows[i].Percent("rate")
		if err1 != nil || err2 != nil || err3 != nil || d.String() != "2026-11-21" || int64(a) != net || p.String() != "5.5" {
			t.Errorf("row %d: %v %v, %v %v, %v %v", i, d, err1, a, err2, p, err3)
		}
	}
}

func TestXLSXSheets(t *testing.T) {
	data := book(t, []string{"number"}, func(f *xlsx.File, s *xlsx.Sheet) {
		s.AddRow().AddCell().SetString("hidden")
		s.Hidden = true
		other, _ := f.AddSheet("Février")
		other.AddRow().AddCell().SetString("number")
		other.AddRow().AddCell().SetString("shown")
	})
	for name, want := range map[string]string{"": "shown", "orders": "hidden", "FÉVRIER": "shown"} {
		s, err := Read(data, texts("number"), Options{Sheet: name})
		if err != nil || s.Rows[0].Text("number") != want {
			t.Errorf("sheet %q: %v, want %s", name, err, want)
		}
	}
	_, err := Read(data, texts("number"), Options{Sheet: "mars"})
	wantCode(t, err, "table.sheet", "sheet=mars", "sheets=[Orders")
}

func TestXLSXRowsThatCannotBeKept(t *testing.T) {
	data := book(t, []string{"number", "day"}, func(_ *xlsx.File, s *xlsx.Sheet) {
		r := s.AddRow()
		r.AddCell().SetString("A1")
		r.AddCell()
		r.AddCell().SetString("beyond the headers")
	})
	_, err := Read(data, orderColumns, Options{})
	wantCode(t, err, "table.uneven", "row=2", "cells=3", "columns=2")
}

const (
	main   = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// raw makes a workbook of the XML of its one sheet, and of other parts if given.
func raw(sheet string, others ...string) []byte {
	const head = `<?xml version="1.0" encoding="UTF-8"?>`
	parts := []string{
		"xl/workbook.xml", `<workbook xmlns="` + main + `" xmlns:r="` + office + `"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + office + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/styles.xml", `<styleSheet xmlns="` + main + `"><numFmts count="1"><numFmt numFmtId="170" formatCode="[Red]dd/mm/yyyy"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml", sheet,
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for parts = append(parts, others...); len(parts) > 0; parts = parts[2:] {
		w, err := z.Create(parts[0])
		if err == nil && strings.HasSuffix(parts[0], ".xml") {
			_, err = w.Write([]byte(head))
		}
		if err == nil {
			_, err = w.Write([]byte(parts[1]))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// cells is a sheet of the rows given as XML; the first is the header a, b.
func cells(rows ...string) string {
	head := `<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>`
	return `<worksheet xmlns="` + main + `"><sheetData>` + head + strings.Join(rows, "") + `</sheetData></worksheet>`
}

func TestXLSXCells(t *testing.T) {
	cases := []struct{ name, row, want string }{
		{"a number", `<row r="2"><c r="A2"><v>1234.5</v></c></row>`, "1234.5"},
		{"a scientific number", `<row r="2"><c r="A2"><v>1.5E-3</v></c></row>`, "0.0015"},
		{"a rest of subtraction", `<row r="2"><c r="A2"><v>5.6843418860808015E-14</v></c><c r="B2"><v>1</v></c></row>`, "0"},
		{"a date by a built-in format", `<row r="2"><c r="A2" s="1"><v>46347</v></c></row>`, "2026-11-21"},
		{"a date by a format of its own", `<row r="2"><c r="A2" s="2"><v>46347.604</v></c></row>`, "2026-11-21"},
		{"an ISO date", `<row r="2"><c r="A2" t="d"><v>2026-11-21T00:00:00</v></c></row>`, "2026-11-21T00:00:00"},
		{"rich text", `<row r="2"><c r="A2" t="inlineStr"><is><r><t>one </t></r><r><t>two</t></r></is></c></row>`, "one two"},
		{"a formula with its value", `<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>`, "2"},
		{"a formula with a text", `<row r="2"><c r="A2" t="str"><f>"x"</f><v>x</v></c></row>`, "x"},
		{"a row far down", `<row r="1048576"><c r="A1048576"><v>7</v></c></row>`, "7"},
		{"an empty cell far to the right", `<row r="2"><c r="A2"><v>7</v></c><c r="XFD2" s="1"/></row>`, "7"},
		{"false", `<row r="2"><c r="A2" t="b"><v>0</v></c></row>`, "false"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := read(t, string(raw(cells(c.row))), []Column{{Name: "a", Kind: Date}, {Name: "b"}}, Options{})
			if len(s.Rows) != 1 || s.Rows[0].Text("a") != c.want {
				t.Errorf("got %q, want %q", grid(s), c.want)
			}
		})
	}
}

// The library believes the dimension that a file states; we do not.
func TestXLSXDimensionIsNotBelieved(t *testing.T) {
	sheet := strings.Replace(cells(`<row r="2"><c r="A2"><v>1</v></c></row>`, `<row r="9"><c r="A9"><v>2</v></c></row>`),
		"<sheetData>", `<dimension ref="A1:B2"/><sheetData>`, 1)
	if s := read(t, string(raw(sheet)), texts("a"), Options{}); len(s.Rows) != 2 || s.Rows[1].Number != 9 {
		t.Errorf("got %q", grid(s))
	}
}

// A header may stand below row 1.
func TestXLSXHeaderBelow(t *testing.T) {
	sheet := `<worksheet xmlns="` + main + `"><sheetData><row r="3"><c r="B3" t="inlineStr"><is><t>b</t></is></c></row><row r="5"><c r="B5"><v>1</v></c></row></sheetData></worksheet>`
	s := read(t, string(raw(sheet)), texts("b"), Options{})
	if len(s.Rows) != 1 || s.Rows[0].Number != 5 || s.Rows[0].Text("b") != "1" {
		t.Errorf("got %q", grid(s))
	}
}

func TestXLSX1904(t *testing.T) {
	data := raw(cells(`<row r="2"><c r="A2" s="1"><v>44885</v></c></row>`), "xl/workbook.xml",
		`<workbook xmlns="`+main+`" xmlns:r="`+office+`"><workbookPr date1904="1"/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`)
	if s := read(t, string(data), texts("a"), Options{}); s.Rows[0].Text("a") != "2026-11-21" {
		t.Errorf("got %q", grid(s))
	}
}

func TestXLSXErrorsInCells(t *testing.T) {
	data := raw(cells(
		`<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row>`,
		`<row r="3"><c r="A3"><f>1+1</f></c><c r="B3"><v>1</v></c></row>`))
	_, err := Read(data, texts("a"), Options{})
	wantCode(t, err, "table.formula_error", "row=2", "column=a")
	if !strings.Contains(fmt.Sprint(err), "table.formula row=3") {
		t.Errorf("the second is not listed: %v", err)
	}
	if _, err := Read(data, texts("b"), Options{}); err != nil {
		t.Errorf("a column that nobody asked for: %v", err)
	}
}

func TestTypedNumbers(t *testing.T) {
	cases := []struct{ raw, format, want string }{
		{"12.50", "general", "12.5"},
		{"-0", "general", "0"},
		{"19.989999999999998", "0.00", "19.99"},
		{"0.30000000000000004", "general", "0.3"},
		{"999999999999999.9", "general", "1000000000000000"},
		{"1E+3", "general", "1000"},
		{"-1.25e-2", "general", "-0.0125"},
		{"0.2", "0%", "20%"},
		{"-0.055", "0.00%", "-5.5%"},
		{"0.2", `0"%"`, "0.2"},
		{"1000", "00000", "01000"},
		{"123456", "00000", "123456"},
		{"1.5", "00000", "1.5"},
		{"61", "dd/mm/yyyy", "1900-03-01"},
		{"60", "dd/mm/yyyy", "60"},
		{"1", "dd/mm/yyyy", "1900-01-01"},
		{"0.5", "dd/mm/yyyy hh:mm", "0.5"},
		{"2958466", "yyyy", "2958466"},
		{"46347", "d-mmm-yy", "2026-11-21"},
		{"46347", "[$-40C]d mmmm yyyy", "2026-11-21"},
		{"46347", `[$-F800]dddd\,\ mmmm\ dd\,\ yyyy`, "2026-11-21"},
		{"46347.5", "h:mm", "46347.5"},
		{"5", `[Red]0.00`, "5"},
		{"5", `0 "days"`, "5"},
		{"5", `#,##0.00;[Red]-#,##0.00" dy"`, "5"},
		{"5", `0\d`, "5"},
	}
	for _, c := range cases {
		if got, exact := typed(c.raw, c.format, false); got != c.want || !exact {
			t.Errorf("%s as %s: %q, %v, want %q", c.raw, c.format, got, exact, c.want)
		}
	}
	for _, raw := range []string{"", "-", ".", "1.", "NaN", "Inf", "1e", "1e99", "1e9999", "0x1", "1.2.3", "--1"} {
		if got, exact := typed(raw, "general", false); got != raw || exact {
			t.Errorf("%q was taken for a number: %q", raw, got)
		}
	}
}
