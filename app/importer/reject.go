package importer

import (
	"bytes"
	"encoding/csv"
	"strings"

	"encaisse/connect/table"
)

// reject writes the wrong rows as they stand in the file, with what is wrong
// with them in a column more, in a file that can be imported once corrected.
func (c *check) reject(in Request) error {
	why := map[int][]string{}
	for _, e := range c.out.Errors {
		why[e.Row] = append(why[e.Row], e.Message)
	}
	s := c.sheet.Shape
	whole, err := table.Read(in.Data, nil, table.Options{Encoding: table.Encoding(s.Encoding.Value), Separator: separator(s.Separator.Value), Sheet: s.Sheet})
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if s.Encoding.Value != string(table.UTF8) {
		b.WriteString("\uFEFF") // so that a spreadsheet sees that it is UTF-8
	}
	w := csv.NewWriter(&b)
	if sep := separator(s.Separator.Value); sep != 0 {
		w.Comma = sep
	}
	var head []string
	for _, h := range whole.Headers {
		if h != "" && !strings.EqualFold(h, errorColumn) {
			head = append(head, h)
		}
	}
	records := [][]string{append(head[:len(head):len(head)], errorColumn)}
	for _, row := range whole.Rows {
		if why[row.Number] == nil {
			continue
		}
		record := make([]string, 0, len(head)+1)
		for _, h := range head {
			record = append(record, row.Text(h))
		}
		records = append(records, append(record, strings.Join(why[row.Number], " ")))
	}
	err = w.WriteAll(records)
	c.out.Rejected = b.Bytes()
	return err
}

const errorColumn = "error"

// separator is what a shape says it is; 0 for a workbook, which has none.
func separator(name string) rune {
	switch name {
	case "":
		return 0
	case "tab":
		return '\t'
	}
	return rune(name[0])
}
