package importer

import (
	"encaisse/base/db"
	"encaisse/o2c/stock"
)

// expected announces what suppliers are to bring, a row a receipt.
func expected(c *check) {
	for _, row := range c.sheet.Rows {
		l := c.line(row)
		cost := l.cost()
		goods := stock.NewReceipt{UnitCost: &cost, Warehouse: row.Text("warehouse"), SKU: l.text("sku"), Quantity: must(l, "quantity", row.Quantity)}
		in := stock.ToExpect{Quantity: goods.Quantity, UnitCost: cost, Reference: row.Text("reference"), On: must(l, "expected_on", row.Day)}
		i, h := l.shelf(goods)
		in.SKU, in.Warehouse = i.SKU, h.Code
		if row.Has("quantity") && !l.bad && in.Quantity == 0 {
			l.no("quantity", "stock.quantity", "quantity", in.Quantity)
		}
		if row.Has("expected_on") && in.On != 0 && in.On < c.file.today {
			l.no("expected_on", "stock.expected_past", "day", in.On, "today", c.file.today)
		}
		if len([]rune(in.Reference)) > mostReference {
			l.no("reference", "import.long", "max", mostReference)
		}
		if !l.bad {
			c.add(row, in, step{do: func(w *db.Write) (bool, error) {
				_, err := stock.Expect(w, in)
				return err == nil, err
			}})
		}
	}
}

// mostReference is how long a reference may be, in characters.
const mostReference = 60
