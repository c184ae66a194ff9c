package table

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestHostileWorkbooks(t *testing.T) {
	nested := strings.Repeat("<x>", maxDepth+1) + strings.Repeat("</x>", maxDepth+1)
	cell := `<row r="2"><c r="A2"><v>1</v></c></row>`
	define := func(cols string) string {
		return strings.Replace(cells(cell), "<sheetData>", "<cols>"+cols+"</cols><sheetData>", 1)
	}
	var many []string
	for i := range maxEntries {
		many = append(many, fmt.Sprintf("xl/media/%d.png", i), "")
	}
	formulas := []string{`<row r="2"><c r="A2"><f t="shared" si="0" ref="A2:A9999">` + strings.Repeat("A1+", 20_000) + `A1</f><v>1</v></c></row>`}
	for i := 3; i < 1000; i++ {
		formulas = append(formulas, fmt.Sprintf(`<row r="%d"><c r="A%d"><f t="shared" si="0"/><v>1</v></c></row>`, i, i))
	}
	wideRows := make([]string, 40_000)
	for i := range wideRows {
		wideRows[i] = fmt.Sprintf(`<row r="%d" spans="1:16384"><c r="A%d"/></row>`, i+2, i+2)
	}
	cases := []struct {
		name string
		data []byte
		code string
	}{
		{"no zip behind the first bytes", []byte("PK\x03\x04 and nothing"), "table.xlsx"},
		{"an empty zip", raw("")[:4], "table.xlsx"},
		{"another kind of zip", other(), "table.xlsx"},
		{"too many parts", raw(cells(cell), many...), "table.xlsx_bomb"},
		{"zeros in a picture", raw(cells(cell), "xl/media/a.bin", strings.Repeat("\x00", 20<<20)), "table.xlsx_bomb"},
		{"blanks in a sheet", raw(cells(strings.Repeat(" ", 20<<20))), "table.xlsx_bomb"},
		{"too much, inflating little", noise(maxInflated + 1), "table.xlsx_bomb"},
		{"a size that lies", lie(raw(cells(cell), "xl/media/a.bin", strings.Repeat("\x00", 20<<20))), "table.xlsx"}, // the zip reader itself refuses
		{"zeros beside noise", noise(1<<20, "xl/media/a.bin", strings.Repeat("\x00", 20<<20)), "table.xlsx_bomb"},
		{"a DOCTYPE", raw(`<!DOCTYPE x [<!ENTITY a "b">]>` + cells(cell)), "table.xlsx_unsafe"},
		{"a DOCTYPE in the strings", raw(cells(cell), "xl/sharedStrings.xml", `<!DOCTYPE sst><sst/>`), "table.xlsx_unsafe"},
		{"nesting", raw(cells(cell) + nested), "table.xlsx_unsafe"},
		{"a row beyond the last", raw(cells(`<row r="1048577"><c r="A1048577"/></row>`)), "table.xlsx_unsafe"},
		{"a span without end", raw(cells(`<row r="2" spans="1:999999999"><c r="A2"/></row>`)), "table.xlsx_unsafe"},
		{"a span that is no number", raw(cells(`<row r="2" spans="1:x"><c r="A2"/></row>`)), "table.xlsx_unsafe"},
		{"a column beyond the last", raw(cells(`<row r="2"><c r="XFE2"/></row>`)), "table.xlsx_layout"},
		{"a column far beyond", raw(cells(`<row r="2"><c r="ZZZZZZZZ2"/></row>`)), "table.xlsx_layout"},
		{"a cell without its place", raw(cells(`<row r="2"><c><v>1</v></c></row>`)), "table.xlsx_layout"},
		{"a cell of another row", raw(cells(`<row r="2"><c r="A3"><v>1</v></c></row>`)), "table.xlsx_layout"},
		{"a cell twice", raw(cells(`<row r="2"><c r="A2"/><c r="A2"/></row>`)), "table.xlsx_layout"},
		{"cells from right to left", raw(cells(`<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>`)), "table.xlsx_layout"},
		{"a row without its number", raw(cells(`<row><c r="A2"><v>1</v></c></row>`)), "table.xlsx_layout"},
		{"rows from below", raw(cells(`<row r="3"/><row r="2"/>`)), "table.xlsx_layout"},
		{"a place twice", raw(cells(`<row r="2"><c r="A2" y:r="ZZZ2"/></row>`)), "table.xlsx_unsafe"},
		{"columns over each other", raw(define(`<col min="1" max="3"/><col min="2" max="2"/>`)), "table.xlsx_unsafe"},
		{"columns backwards", raw(define(`<col min="3" max="1"/>`)), "table.xlsx_unsafe"},
		{"strings without end", raw(cells(cell), "xl/sharedStrings.xml", `<sst count="99999999999"/>`), "table.xlsx_cells"},
		{"a string that is not there", raw(cells(`<row r="2"><c r="A2" t="s"><v>7</v></c></row>`), "xl/sharedStrings.xml", `<sst xmlns="`+main+`"><si><t>x</t></si></sst>`), "table.xlsx"},
		{"no strings at all", raw(cells(`<row r="2"><c r="A2" t="s"><v>7</v></c></row>`)), "table.xlsx"},
		{"styles that are not there", raw(cells(`<row r="2"><c r="A2" s="7"><v>7</v></c></row>`), "xl/styles.xml", `<styleSheet xmlns="`+main+`"><cellXfs count="9"/></styleSheet>`), "table.xlsx"},
		{"an unknown kind of cell", raw(cells(`<row r="2"><c r="A2" t="zz"><v>7</v></c></row>`)), "table.xlsx"},
		{"a format without end", raw(cells(cell), "xl/styles.xml", `<styleSheet xmlns="`+main+`"><numFmts><numFmt numFmtId="170" formatCode="`+strings.Repeat("0", 2000)+`"/></numFmts></styleSheet>`), "table.xlsx_unsafe"},
		{"XML that breaks off", raw(`<worksheet xmlns="` + main + `"><sheetData><row r="1">`), "table.xlsx"},
		{"no XML", raw("\x01\x02"), "table.xlsx"},
		{"a long formula in many cells", raw(cells(formulas...)), "table.xlsx_bomb"},
		{"wide rows", raw(cells(wideRows...)), "table.xlsx_bomb"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			before, start := allocated(), time.Now()
			_, err := Read(c.data, texts("a"), Options{})
			wantCode(t, err, c.code)
			if grown := allocated() - before; grown > 256<<20 {
				t.Errorf("%d MB were allocated on the way", grown>>20)
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// other is a zip that is no workbook.
func other() []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, _ := z.Create("content.xml")
	w.Write([]byte("<office/>"))
	z.Close()
	return b.Bytes()
}

// noise is a workbook with a part that hardly deflates.
func noise(size int, others ...string) []byte {
	b := make([]byte, size)
	x := uint64(1)
	for i := range b {
		x = x*6364136223846793005 + 1442695040888963407
		b[i] = byte(x >> 56)
	}
	return raw(cells(), append(others, "xl/media/noise.bin", string(b))...)
}

// lie makes the directory of a zip say that its last part inflates to nothing.
func lie(data []byte) []byte {
	data = bytes.Clone(data)
	at := bytes.LastIndex(data, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(data[at+24:], 10)
	return data
}

func TestTooManyCells(t *testing.T) {
	var b strings.Builder
	for row := 2; row < 2+maxBookCells/4; row++ {
		fmt.Fprintf(&b, `<row r="%d"><c r="A%d"/><c r="B%d"/><c r="C%d"/><c r="D%d"/></row>`, row, row, row, row, row)
	}
	_, err := Read(raw(cells(b.String())), texts("a"), Options{})
	wantCode(t, err, "table.xlsx_cells")
}
