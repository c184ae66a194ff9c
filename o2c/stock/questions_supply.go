package stock

import (
	"encaisse/base/db"
	"encaisse/base/money"
)

// Supply is what there is of an item in a warehouse, what is on its way there
// and the least there should be.
type Supply struct {
	Item      db.ID
	Warehouse db.ID
	SKU       string
	Code      string
	OnHand    money.Quantity
	Value     money.Amount
	Transit   money.Quantity
	Minimum   money.Quantity
}

var qSupplies = db.Q("stock.supplies", `select i.id, h.id, i.sku, h.code, coalesce(s.on_hand, 0), coalesce(s.value, 0), coalesce(t.quantity, 0), coalesce(m.minimum, 0)
	from (select item, warehouse from stock union select item, warehouse from stock_minimum) k
	join warehouse h on h.id = k.warehouse and h.entity = $1 and ($2 = '' or h.code = $2) join item i on i.id = k.item
	left join stock s on s.item = k.item and s.warehouse = k.warehouse
	left join stock_minimum m on m.item = k.item and m.warehouse = k.warehouse
	left join (select l.item, f.target, cast(sum(l.quantity) as bigint) as quantity from transfer f join transfer_line l on l.transfer = f.id
		where f.state = 'sent' group by l.item, f.target) t on t.item = k.item and t.target = k.warehouse
	order by i.sku, h.code`).Scans()

// Supplies is what there is of every item, in one warehouse or in all.
func Supplies(r *db.Read, warehouse string) ([]Supply, error) {
	if warehouse != "" {
		if _, err := House(r, warehouse); err != nil {
			return nil, err
		}
	}
	return db.All[Supply](r, qSupplies, r.Entity, warehouse)
}
