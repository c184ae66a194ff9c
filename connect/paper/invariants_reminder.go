package paper

import (
	"fmt"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/connect/paper/sheet"
	"encaisse/o2c/dunning"
)

// reminder compares the document with the words that left, as long as they are
// kept: who asks whom for what, item by item, in the data and in print.
func (c *checker) reminder(r *db.Read, d Document) error {
	l, err := dunning.ReadLetter(r, c.Object.Text(dunning.ActionPrefix))
	if refuse.Code(err) == "dunning.no_letter" { // erased: nothing is left to compare with
		return nil
	}
	if err != nil {
		c.differ("paper.amounts", "its reminder", err, nil)
		return nil
	}
	a := l.Action
	c.differ("paper.amounts", "head", []any{d.Kind, d.Day, d.Currency, d.Total, c.Customer, c.Entity}, []any{reminds(a), l.Day, a.Currency, a.Amount, a.Customer, a.Entity})
	if d.Letter == nil {
		c.differ("paper.amounts", "its words", "none", l.Subject)
		return nil
	}
	var is, should, printed []string
	for _, cells := range d.Letter.Rows {
		is = append(is, fmt.Sprint(cells))
	}
	for n, cells := range l.Rows {
		row := rowOf(d, cells, l.Totals[n])
		for i := range row {
			if row[i] = sheet.Clean(row[i]); row[i] != "" && i > 0 {
				printed = append(printed, row[i])
			}
		}
		should = append(should, fmt.Sprint(row))
	}
	c.differ("paper.amounts", "lines", is, should)
	c.differ("paper.amounts", "words", fmt.Sprint(d.Letter.Subject, d.Letter.Before, d.Letter.After), fmt.Sprint(sheet.Clean(l.Subject), cleaner(l.Before), cleaner(l.After)))
	c.printed(printed)
	return nil
}

// cleaner are texts as they can be printed.
func cleaner(list []string) (out []string) {
	for _, s := range list {
		out = append(out, sheet.Clean(s))
	}
	return out
}
