package table

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"encaisse/base/day"
	"encaisse/base/money"
)

// Workbook writes an XLSX file of one sheet row by row: it holds one row at a
// time, whatever their number.
type Workbook struct {
	zip  *zip.Writer
	to   *bufio.Writer
	rows int
	line []byte
}

// The styles of cells, as workbookStyles has them in their order.
const (
	plainCell = iota
	headCell
	amountCell // 1 234,56: the separators are those of who opens it
	numberCell
	dateCell
	quotedCell // a text that would be a formula once it is edited
)

const (
	workbookTypes = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`
	workbookRels = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	workbookParts = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`
	workbookStyles = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="4" applyNumberFormat="1"/><xf/><xf numFmtId="14" applyNumberFormat="1"/><xf quotePrefix="1"/></cellXfs></styleSheet>`
	workbookBook = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="%s" sheetId="1" r:id="rId1"/></sheets></workbook>`
	sheetBegins = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultColWidth="16" defaultRowHeight="15"/><sheetData>`
	sheetEnds = `</sheetData></worksheet>`
)

// NewWorkbook writes the parts around the sheet and its headers, and is then
// ready for rows. Call Close at the end.
func NewWorkbook(w io.Writer, name string, headers []string) (*Workbook, error) {
	b := &Workbook{zip: zip.NewWriter(w)}
	for _, part := range []struct{ name, text string }{{"[Content_Types].xml", workbookTypes}, {"_rels/.rels", workbookRels}, {"xl/_rels/workbook.xml.rels", workbookParts},
		{"xl/styles.xml", workbookStyles}, {"xl/workbook.xml", fmt.Sprintf(workbookBook, sheetName(name))}} {
		f, err := b.zip.Create(part.name)
		if err == nil {
			_, err = io.WriteString(f, part.text)
		}
		if err != nil {
			return nil, err
		}
	}
	f, err := b.zip.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		return nil, err
	}
	b.to = bufio.NewWriter(f)
	if _, err := b.to.WriteString(sheetBegins); err != nil {
		return nil, err
	}
	b.begin()
	for i, h := range headers {
		b.text(i, h, headCell)
	}
	return b, b.end()
}

// sheetName is a name as a sheet may have one.
func sheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return -1
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 31 {
		s = string(r[:31])
	}
	return string(escaped(nil, s))
}

// Write writes one row, of the cells that Writer.Write takes. Amounts are
// numbers, days are dates, and a text is a text: one that begins like a formula
// is marked so that it stays one when it is edited.
func (b *Workbook) Write(cells ...any) error {
	b.begin()
	for i, c := range cells {
		switch c := c.(type) {
		case nil:
		case string:
			b.words(i, c)
		case money.Currency:
			b.words(i, string(c))
		case bool:
			b.words(i, strconv.FormatBool(c))
		case money.Money:
			b.number(i, c.Text(), amountCell)
		case day.Day:
			if !c.IsZero() {
				b.number(i, strconv.Itoa(int(c)+excelEpoch), dateCell)
			}
		default:
			text, err := RFC4180.text(c)
			if err != nil {
				return err
			}
			b.number(i, text, numberCell)
		}
	}
	return b.end()
}

// excelEpoch is the serial number of 1970-01-01 in a workbook.
const excelEpoch = 25569

// Close ends the sheet and the file.
func (b *Workbook) Close() error {
	if _, err := b.to.WriteString(sheetEnds); err != nil {
		return err
	}
	if err := b.to.Flush(); err != nil {
		return err
	}
	return b.zip.Close()
}

func (b *Workbook) begin() {
	b.rows++
	b.line = fmt.Appendf(b.line[:0], `<row r="%d">`, b.rows)
}

func (b *Workbook) end() error {
	b.line = append(b.line, "</row>"...)
	_, err := b.to.Write(b.line)
	return err
}

func (b *Workbook) words(column int, s string) {
	if harmless(s) != s {
		b.text(column, s, quotedCell)
	} else if s != "" {
		b.text(column, s, plainCell)
	}
}

func (b *Workbook) text(column int, s string, style int) {
	b.line = fmt.Appendf(b.line, `<c r="%s%d" s="%d" t="inlineStr"><is><t xml:space="preserve">`, letters(column), b.rows, style)
	b.line = escaped(b.line, s)
	b.line = append(b.line, "</t></is></c>"...)
}

func (b *Workbook) number(column int, s string, style int) {
	b.line = fmt.Appendf(b.line, `<c r="%s%d" s="%d"><v>%s</v></c>`, letters(column), b.rows, style, s)
}

// letters of a column: A, B … Z, AA.
func letters(n int) string {
	s := ""
	for n++; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

// longestCell is what a workbook holds in one, in UTF-16 units; less is kept.
const longestCell = 32_000

// escaped appends a text as XML may have it: what XML can not hold is left out.
func escaped(line []byte, s string) []byte {
	n := 0
	for _, r := range s {
		if n++; n > longestCell {
			break
		}
		switch {
		case r == '&':
			line = append(line, "&amp;"...)
		case r == '<':
			line = append(line, "&lt;"...)
		case r == '>':
			line = append(line, "&gt;"...)
		case r == '"':
			line = append(line, "&quot;"...)
		case r == '\r':
			line = append(line, "&#13;"...)
		case r < ' ' && r != '\t' && r != '\n', r == 0xFFFE, r == 0xFFFF, r == utf8.RuneError:
		default:
			line = utf8.AppendRune(line, r)
		}
	}
	return line
}
