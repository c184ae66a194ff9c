package importer

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/order"
	"encaisse/o2c/stock"
)

// levels takes stock over: the stock of its as_of day, which history does not
// touch (domain.md 12, point 5).
func levels(c *check) {
	type content struct {
		Warehouse, SKU string
		Quantity       money.Quantity
		UnitCost       money.Price
		Bin            string `json:",omitempty"`
	}
	for _, row := range c.sheet.Rows {
		l := c.line(row)
		in := stock.NewReceipt{Warehouse: row.Text("warehouse"), SKU: l.text("sku"), Quantity: must(l, "quantity", row.Quantity)}
		cost := l.cost()
		in.UnitCost = &cost
		asOf := c.file.Day
		if row.Has("as_of") {
			asOf = l.past("as_of")
		}
		i, h := l.shelf(in)
		bin, err := stock.BinName(row.Text("bin"))
		if err != nil {
			l.no("bin", "stock.bin_long", "bin", bin)
		}
		if !l.bad {
			c.add(row, content{h.Code, i.SKU, in.Quantity, cost, bin}, step{day: asOf, quiet: asOf < c.file.Cutover,
				do: func(w *db.Write) (bool, error) { return true, c.stocked(w, in, bin, i.ID, h.ID, asOf) }})
		}
	}
}

// cost is that of a unit of a row, in the company's currency; 0 when left out.
func (l *line) cost() money.Price {
	cost, _ := may(l, "unit_cost", func(name string) (money.Price, error) { return l.row.PriceIn(name, l.c.file.entity.Currency) })
	return cost
}

// shelf finds where the goods of a row lie, and what they are.
func (l *line) shelf(in stock.NewReceipt) (catalog.Item, stock.Warehouse) {
	if in.Quantity < 0 {
		l.no("quantity", "stock.quantity", "quantity", in.Quantity)
	}
	if *in.UnitCost < 0 {
		l.no("unit_cost", "stock.cost")
	}
	var i catalog.Item
	var err error
	if in.SKU != "" {
		if i, err = catalog.Find(l.c.r, in.SKU); err != nil {
			l.at("sku", err)
		} else if i.Kind != catalog.Goods {
			l.no("sku", "stock.service", "sku", i.SKU)
		}
	}
	h, err := stock.House(l.c.r, in.Warehouse)
	if err != nil {
		l.at("warehouse", err)
	}
	if in.Quantity > 0 && *in.UnitCost > 0 {
		if _, err := money.Extend(in.Quantity, *in.UnitCost, l.c.file.entity.Currency); err != nil {
			l.at("unit_cost", err)
		}
	}
	return i, h
}

// stocked posts the stock of a row, and where it stands when that is said.
// Orders that wait for it are told, also when it was there before the cut-over:
// that leaves no house.
func (c *check) stocked(w *db.Write, in stock.NewReceipt, bin string, item, house db.ID, asOf day.Day) error {
	if bin != "" {
		if _, err := stock.SetBin(w, stock.NewBin{Warehouse: in.Warehouse, SKU: in.SKU, Bin: bin}); err != nil {
			return err
		}
	}
	if in.Quantity == 0 {
		return nil
	}
	if err := stock.TakeOver(w, in, asOf); err != nil || !w.Quiet {
		return err
	}
	return order.Waiting(w, item, house, "order.Allocate", "order.Retry", nil)
}
