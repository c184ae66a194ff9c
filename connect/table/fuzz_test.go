package table

import (
	"encoding/binary"
	"testing"

	"encaisse/base/refuse"

	"github.com/tealeg/xlsx/v3"
)

// known fails on an error that is no refusal of this package with a text.
func known(t *testing.T, err error) {
	t.Helper()
	if r, ok := refuse.As(err); err != nil && (!ok || !hasText(r)) {
		t.Fatalf("not a refusal of this package: %v", err)
	}
}

// FuzzRead reads whatever bytes, with and without columns, and asks every cell
// to be everything: nothing panics, and every "no" is one of ours.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"", "\n\n", "a", "a,b\n1,2\n", "a;b;\r\n\"1\"\"\";2,5 €;\r\n", "a\tb\r1.234,5\t21/11/2026\r",
		"\"a", "a\n\"1\"2", "a,a", "a,b\n1", "a\x00", "\xEF\xBB\xBFa,b\n05/06/2026,(1'234.50)\n",
		"a,b\nCaf\xE9 \x80,\x81\n", "a\n\xC3\xA9\xE9\n", "\xFF\xFEa\x00\n\x001\x00", "\xFE\xFF\xD8\x3D",
		utf16Bytes("a;b\n1 234,5;21.11.2026\n", binary.LittleEndian), "PK\x03\x04", "\xD0\xCF\x11\xE0",
		"a,b\n-,+\n(,)\n$,%\n,5,\n\"5,\",2026-11-21T10:00\n", "a,b\n \"x\" , y \n\n,\n",
	} {
		f.Add([]byte(seed))
	}
	f.Add(book(f, []string{"a", "b"}, func(_ *xlsx.File, s *xlsx.Sheet) {
		r := s.AddRow()
		r.AddCell().SetFloat(1.5)
		r.AddCell().SetString("21/11/2026")
	}))
	f.Add(raw(cells(`<row r="2"><c r="A2" s="1"><v>46347</v></c><c r="B2" t="e"><v>#N/A</v></c></row>`)))
	m := Map{Constants: map[string]string{"c": "2.5"}, Values: map[string]map[string]string{"b": {"2": "20", "": "x"}}}
	columns := []Column{{Name: "a", Kind: Date}, {Name: "b", Kind: Whole}, {Name: "c", Kind: Decimal}, {Name: "d", Kind: Amount}}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, o := range []Options{{}, {Map: m}, {Encoding: CP1252, Separator: ';', Decimal: Comma, Dates: US}} {
			s, err := Read(data, columns, o)
			if known(t, err); err == nil {
				askAll(t, s)
			}
		}
		s, err := Read(data, nil, Options{})
		if known(t, err); err == nil {
			askAll(t, s)
		}
	})
}

func askAll(t *testing.T, s *Sheet) {
	t.Helper()
	last := 1
	for _, r := range s.Rows[:min(len(s.Rows), 100)] {
		if r.Number <= last && s.Shape.Format == "csv" || len(r.cells) != len(s.columns) {
			t.Fatalf("row %d after row %d, %d cells", r.Number, last, len(r.cells))
		}
		last = r.Number
		for _, c := range s.columns {
			_, e1 := r.Decimal(c.Name)
			_, e2 := r.Percent(c.Name)
			_, e3 := r.PriceIn(c.Name, "CAD")
			_, e4 := r.Amount(c.Name, "JPY")
			_, e5 := r.Whole(c.Name)
			_, e6 := r.Day(c.Name)
			for _, err := range []error{e1, e2, e3, e4, e5, e6} {
				known(t, err)
			}
		}
	}
}

// FuzzSheet puts whatever XML into an otherwise sound workbook.
func FuzzSheet(f *testing.F) {
	f.Add(cells(`<row r="2" spans="1:2"><c r="A2" s="1"><v>46347</v></c><c r="B2" t="b"><v>1</v></c></row>`))
	f.Add(cells(`<row r="2"><c r="A2"><f t="shared" si="0" ref="A2:B2">B$2+1</f><v>1E-3</v></c><c r="B2"><f t="shared" si="0"/></c></row>`))
	f.Add(cells() + `<mergeCells><mergeCell ref="A1"/></mergeCells>`)
	f.Add(`<worksheet xmlns="` + main + `"><cols><col min="1" max="2"/></cols><sheetData/><hyperlinks><hyperlink ref="A1"/></hyperlinks></worksheet>`)
	f.Fuzz(func(t *testing.T, sheet string) {
		s, err := Read(raw(sheet), texts("a", "b"), Options{})
		if known(t, err); err == nil {
			askAll(t, s)
		}
	})
}

// FuzzParseMap reads whatever map; one that is read can be used.
func FuzzParseMap(f *testing.F) {
	f.Add([]byte(mapFile))
	f.Add([]byte("a = b\nc := 5\nc. = 3\nseparator = tab"))
	f.Add([]byte(":=\n=\n.=\n# x"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ParseMap(data)
		known(t, err)
		if err == nil {
			_, err = Read([]byte("a,b\n1,2\n"), []Column{{Name: "a"}, {Name: "c", Kind: Decimal}}, Options{Map: m})
			known(t, err)
		}
	})
}
