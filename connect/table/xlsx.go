package table

import (
	"archive/zip"
	"strings"

	"github.com/tealeg/xlsx/v3"

	"encaisse/base/refuse"
)

// xlsx reads one sheet of a workbook. The reading library believes what a file
// says of itself, so that the guard looks at all of it first.
func (l *loader) xlsx(data []byte) error {
	archive, err := guard(data)
	if err != nil {
		return err
	}
	book, err := openBook(archive)
	if err != nil {
		return err
	}
	sheet, err := pick(book, l.options.Sheet)
	if err != nil {
		return err
	}
	l.sheet.Shape = Shape{Format: "xlsx", Sheet: sheet.Name}
	return l.rows(sheet, book.Date1904)
}

// openBook turns whatever the library does with a damaged workbook, a panic
// too, into table.xlsx.
func openBook(archive *zip.Reader) (book *xlsx.File, err error) {
	defer func() {
		if recover() != nil {
			book, err = nil, no("table.xlsx")
		}
	}()
	// A limit of columns makes the library measure the sheet itself instead of
	// believing the dimension in the file, which may leave rows out.
	book, err = xlsx.ReadZipReader(archive, xlsx.ColLimit(excelColumns))
	if err != nil || len(book.Sheets) == 0 {
		return nil, no("table.xlsx")
	}
	return book, nil
}

// pick finds a sheet by its name, or the first one that is not hidden.
func pick(book *xlsx.File, name string) (*xlsx.Sheet, error) {
	var names []string
	for _, s := range book.Sheets {
		if name == "" && !s.Hidden || name != "" && strings.EqualFold(s.Name, name) {
			return s, nil
		}
		names = append(names, s.Name)
	}
	if name == "" {
		return book.Sheets[0], nil
	}
	return nil, no("table.sheet", "sheet", clip(name), "sheets", clipAll(names))
}

// rows hands every row of the sheet to the loader.
func (l *loader) rows(sheet *xlsx.Sheet, from1904 bool) error {
	return sheet.ForEachRow(func(row *xlsx.Row) error {
		number := row.GetCoordinate() + 1
		cells, exact, err := l.cells(row, number, from1904)
		if err != nil {
			return err
		}
		if allBlank(cells) {
			return nil
		}
		for l.width > len(cells) { // a sheet has no cell where nothing was written
			cells, exact = append(cells, ""), append(exact, false)
		}
		return l.record(number, cells, exact)
	}, xlsx.SkipEmptyRows)
}

// cells reads one row; blank cells at its end are left off.
func (l *loader) cells(row *xlsx.Row, number int, from1904 bool) (cells []string, exact []bool, err error) {
	err = row.ForEachCell(func(c *xlsx.Cell) error {
		x, _ := c.GetCoordinates()
		text, typed, code := cellText(c, from1904)
		if code != "" && l.width > 0 && l.uses(x) {
			l.reject(number, code, "column", clip(l.sheet.Headers[x]))
		}
		if text == "" {
			return nil
		}
		if x >= maxColumns {
			return no("table.columns", "row", number, "limit", maxColumns)
		}
		if len(text) > maxCell {
			return no("table.cell", "row", number, "limit", maxCell>>20)
		}
		for len(cells) <= x {
			cells, exact = append(cells, ""), append(exact, false)
		}
		cells[x], exact[x] = text, typed
		return nil
	}, xlsx.SkipEmptyCells)
	return cells, exact, err
}

// uses tells whether a column of the sheet is one the caller asked for.
func (l *loader) uses(x int) bool {
	for _, from := range l.sheet.source {
		if from == x {
			return true
		}
	}
	return false
}

// cellText is a cell as a CSV file would have it; exact tells that the workbook
// typed it: then a number has a point and no groups, a date is ISO, a percent
// ends in %. code is why it cannot be used: table.formula for a formula that
// was never worked out, table.formula_error for one that failed.
func cellText(c *xlsx.Cell, from1904 bool) (text string, exact bool, code string) {
	text = strings.TrimSpace(c.Value)
	switch c.Type() {
	case xlsx.CellTypeNumeric:
		if text == "" && c.Formula() != "" {
			return "", false, "table.formula"
		}
		text, exact = typed(text, c.NumFmt, from1904)
	case xlsx.CellTypeBool:
		if text != "" {
			text = map[bool]string{true: "true", false: "false"}[text == "1"]
		}
	case xlsx.CellTypeError:
		code = "table.formula_error"
	case xlsx.CellTypeDate:
		exact = true
	default:
		if text == "" && len(c.RichText) > 0 {
			var b strings.Builder
			for _, run := range c.RichText {
				b.WriteString(run.Text)
			}
			text = strings.TrimSpace(b.String())
		}
	}
	return text, exact, code
}

// coded tells a refusal from an error of the library.
func coded(err error) bool {
	_, ok := refuse.As(err)
	return ok
}
