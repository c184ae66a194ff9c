package importer

import (
	"strings"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/seller"
)

// taxRates reads sales taxes of the United States, a row a place and day.
func taxRates(c *check) {
	seen := map[string]first{}
	for _, row := range c.sheet.Rows {
		l := c.line(row)
		in := l.taxRate()
		x, err := in.Read()
		if no, ok := refuse.As(err); ok && !l.bad {
			for _, f := range no.Fields {
				l.refuse(row.Refuse(strings.TrimPrefix(f.Pointer, "/"), f.Code, pairs(f.Args)...))
			}
		}
		l.once(seen, "state", db.JSON([]any{x.State, x.Postcode, x.From}), x)
		if l.bad {
			continue
		}
		c.master(row, x, func(w *db.Write) (bool, error) {
			_, changed, err := seller.PutRate(w, in)
			return changed, err
		})
	}
}

func (l *line) taxRate() seller.NewRate {
	row := l.row
	in := seller.NewRate{State: l.text("state"), Postcode: row.Text("postcode"), Rate: must(l, "rate", row.Percent), From: must(l, "valid_from", row.Day)}
	in.Freight = l.yes("freight_taxable")
	if row.Has("services_taxable") {
		services := l.yes("services_taxable")
		in.Services = &services
	}
	return in
}

// yes reads a cell that says yes or no, in either language.
func (l *line) yes(name string) bool {
	switch strings.ToLower(l.text(name)) {
	case "yes", "y", "oui", "o", "true", "vrai", "1":
		return true
	case "no", "n", "non", "false", "faux", "0", "":
		return false
	}
	l.no(name, "import.yes", "text", l.row.Text(name))
	return false
}

func pairs(args []refuse.Arg) []any {
	var out []any
	for _, a := range args {
		out = append(out, a.Name, a.Value)
	}
	return out
}
