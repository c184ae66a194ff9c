package importer

import (
	"strings"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
)

// prices reads price lists, a row a price.
func prices(c *check) {
	seen, lists := map[string]first{}, map[string]first{}
	for _, row := range c.sheet.Rows {
		l := c.line(row)
		in := l.price()
		l.once(seen, "sku", db.JSON([]any{in.List, in.SKU, in.Least, in.From}), in)
		l.same(lists, in)
		if l.bad {
			continue
		}
		if err := in.Check(c.r); err != nil {
			l.at(placed(err), err)
			continue
		}
		c.master(row, in, func(w *db.Write) (bool, error) {
			_, changed, err := catalog.PutPrice(w, in)
			return changed, err
		})
	}
}

// placed is the column of what keeps a price from a list.
func placed(err error) string {
	switch refuse.Code(err) {
	case "party.unknown":
		return "customer"
	case "party.group_unknown":
		return "group"
	}
	return "list"
}

func (l *line) price() catalog.NewPrice {
	row := l.row
	in := catalog.NewPrice{List: l.text("list"), SKU: l.text("sku"), Currency: l.c.file.entity.Currency, From: l.c.file.Day,
		Customer: row.Text("customer"), Group: row.Text("group")}
	if code, has := may(l, "currency", l.currency); has {
		in.Currency = code
	}
	if !row.Has("price") {
		l.no("price", "table.empty")
	}
	in.Price, _ = may(l, "price", func(name string) (money.Price, error) { return row.PriceIn(name, in.Currency) })
	in.Least, _ = may(l, "min_quantity", row.Quantity)
	if in.Least <= money.Units(1) && in.Least >= 0 {
		in.Least = 0 // from the first piece on: as it is kept
	}
	if from, has := may(l, "valid_from", row.Day); has {
		in.From = from
	}
	in.To, _ = may(l, "valid_to", row.Day)
	if row.Has("tax_included") {
		included := l.yes("tax_included")
		in.Included = &included
	}
	return in
}

// same refuses a row whose list is for somebody else, or in another currency,
// than a row before said: a list is made once.
func (l *line) same(lists map[string]first, in catalog.NewPrice) {
	text := strings.Join([]string{in.Customer, in.Group, string(in.Currency), l.row.Text("tax_included")}, "\n")
	if f, ok := lists[in.List]; ok && f.content != text {
		l.no("list", "import.twice", "other", f.row)
	} else if !ok {
		lists[in.List] = first{l.row.Number, text}
	}
}
