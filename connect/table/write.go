package table

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"encaisse/base/day"
	"encaisse/base/money"
)

// Style is how a CSV file is written.
type Style int

const (
	RFC4180 Style = iota // UTF-8, comma, decimal point, ISO dates
	French               // for Excel in French: byte order mark, semicolon, decimal comma, 21/11/2026
)

// Writer writes CSV row by row.
type Writer struct {
	to    *bufio.Writer
	style Style
	line  []byte
}

// NewWriter writes the headers and is then ready for rows. Call Flush at the end.
func NewWriter(w io.Writer, headers []string, style Style) (*Writer, error) {
	v := &Writer{to: bufio.NewWriter(w), style: style}
	if style == French {
		if _, err := v.to.WriteString("\uFEFF"); err != nil {
			return nil, err
		}
	}
	row := make([]any, len(headers))
	for i, h := range headers {
		row[i] = h
	}
	return v, v.Write(row...)
}

// WriteCSV writes a whole table; see Writer.Write for the cells.
func WriteCSV(w io.Writer, headers []string, rows [][]any, style Style) error {
	v, err := NewWriter(w, headers, style)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := v.Write(row...); err != nil {
			return err
		}
	}
	return v.Flush()
}

// Write writes one row. A cell is nil (blank), a string, a bool, an integer, a
// day.Day, or a number of base/money other than Amount, which does not know its
// currency; of Money the number is written. A text that a spreadsheet would run
// as a formula is written behind an apostrophe; numbers, negative ones too, stay
// numbers. Another type is an error of the program.
func (v *Writer) Write(cells ...any) error {
	v.line = v.line[:0]
	separator := byte(',')
	if v.style == French {
		separator = ';'
	}
	for i, c := range cells {
		text, err := v.style.text(c)
		if err != nil {
			return err
		}
		if i > 0 {
			v.line = append(v.line, separator)
		}
		v.line = quote(v.line, text, separator, len(cells) == 1)
	}
	v.line = append(v.line, '\r', '\n')
	_, err := v.to.Write(v.line)
	return err
}

// Flush writes what is still held back.
func (v *Writer) Flush() error { return v.to.Flush() }

// text is a cell as it stands in the file, before quotes.
func (s Style) text(cell any) (string, error) {
	switch c := cell.(type) {
	case nil:
		return "", nil
	case string:
		return harmless(c), nil
	case money.Currency:
		return harmless(string(c)), nil
	case bool:
		return strconv.FormatBool(c), nil
	case int:
		return strconv.Itoa(c), nil
	case int64:
		return strconv.FormatInt(c, 10), nil
	case money.Money:
		return s.number(c.Text()), nil
	case money.Decimal:
		return s.number(c.String()), nil
	case money.Price:
		return s.number(c.String()), nil
	case money.Quantity:
		return s.number(c.String()), nil
	case money.Percent:
		return s.number(c.String()), nil
	case day.Day:
		return s.day(c), nil
	}
	return "", fmt.Errorf("table: no way to write a %T", cell)
}

func (s Style) number(plain string) string {
	if s == French {
		return strings.Replace(plain, ".", ",", 1)
	}
	return plain
}

func (s Style) day(d day.Day) string {
	if s != French || d.IsZero() {
		return d.String()
	}
	y, m, n := d.Date()
	return fmt.Sprintf("%02d/%02d/%04d", n, m, y)
}

// harmless keeps a spreadsheet from running a text: one that begins like a
// formula, in ASCII or full width, gets an apostrophe in front.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(s[:min(len(s), 4)])[0]) {
		return "'" + s
	}
	return s
}

// quote appends a cell, in quotes where it needs them: a separator, a quote or a
// line break in it, blanks around it, or a lone blank that would be no line.
func quote(line []byte, s string, separator byte, alone bool) []byte {
	plain := s == strings.TrimSpace(s) && !strings.ContainsAny(s, "\"\r\n"+string(rune(separator)))
	if plain && !(alone && s == "") {
		return append(line, s...)
	}
	line = append(line, '"')
	line = append(line, strings.ReplaceAll(s, `"`, `""`)...)
	return append(line, '"')
}
