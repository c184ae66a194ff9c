package stock

import (
	"encaisse/base/db"
	"encaisse/base/money"
)

// Difference is an item whose level is not what its movements or its orders say.
type Difference struct {
	Item      db.ID
	Warehouse db.ID
	Kept      money.Quantity
	Summed    money.Quantity
}

var (
	qMoves = db.Q("stock.check.moves", `select s.item, s.warehouse, s.on_hand, cast(coalesce(sum(m.quantity), 0) as bigint)
		from stock s left join stock_move m on m.item = s.item and m.warehouse = s.warehouse
		group by s.item, s.warehouse, s.on_hand, s.value having s.on_hand <> coalesce(sum(m.quantity), 0) or s.value <> coalesce(sum(m.value), 0)`).Scans()
	qReserved = db.Q("stock.check.reserved", `select s.item, s.warehouse, s.reserved, cast(coalesce(sum(l.reserved), 0) as bigint)
		from stock s left join (select l.item, o.warehouse, l.reserved from order_line l join sales_order o on o.id = l.order_id where l.reserved > 0) l
			on l.item = s.item and l.warehouse = s.warehouse
		group by s.item, s.warehouse, s.reserved having s.reserved <> coalesce(sum(l.reserved), 0)`).Scans()
)

// NotMoved lists levels that differ from the sum of their movements.
func NotMoved(r *db.Read) ([]Difference, error) { return db.All[Difference](r, qMoves) }

// NotReserved lists levels whose reservations differ from those of the orders.
func NotReserved(r *db.Read) ([]Difference, error) { return db.All[Difference](r, qReserved) }
