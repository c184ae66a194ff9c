package listing

import (
	"cmp"
	"slices"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/shipping"
	"encaisse/o2c/stock"
)

// PickSheet is what to take for a shipment, in the order of the walk.
type PickSheet struct {
	ID        string         `json:"id"`
	Number    string         `json:"number"`
	State     shipping.State `json:"state"`
	Warehouse string         `json:"warehouse"`
	Lines     []ToTake       `json:"lines" doc:"bin after bin; what has none by its SKU, after them"`
}

// ToTake is a line of it.
type ToTake struct {
	N        int64          `json:"n"`
	SKU      string         `json:"sku"`
	Name     string         `json:"name"`
	GTIN     string         `json:"gtin" doc:"of the bar code; empty: none is known"`
	Bin      string         `json:"bin" doc:"where it stands; empty: not said"`
	Kind     string         `json:"kind"`
	Quantity money.Quantity `json:"quantity"`
}

var qToTake = db.Q("listing.to_take", `select l.n, o.sku, o.name, i.gtin, coalesce(b.bin, ''), l.kind, l.quantity
	from shipment_line l join order_line o on o.order_id = l.order_id and o.n = l.order_n join item i on i.id = l.item
	left join stock_bin b on b.item = l.item and b.warehouse = $2 where l.shipment = $1 order by l.n`)

// Picking says what to take for a shipment, where it stands and by which code
// a scanner knows it.
func Picking(r *db.Read, in shipping.ByID) (PickSheet, error) {
	s, err := shipping.Find(r, in.ID)
	if err != nil {
		return PickSheet{}, err
	}
	out := PickSheet{ID: s.ID.Text(shipping.Prefix), Number: s.Number, State: s.State}
	if out.Warehouse, err = stock.Code(r, s.Warehouse); err != nil {
		return out, err
	}
	out.Lines, err = db.All[ToTake](r, qToTake, s.ID, s.Warehouse)
	slices.SortFunc(out.Lines, func(a, b ToTake) int {
		return cmp.Or(shelfFirst(a, b), stock.Walk(a.Bin, b.Bin), cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.N, b.N))
	})
	return out, err
}

// shelfFirst puts what only goes along after what is taken from a shelf.
func shelfFirst(a, b ToTake) int {
	along := func(l ToTake) int {
		if l.Kind == catalog.Goods {
			return 0
		}
		return 1
	}
	return cmp.Compare(along(a), along(b))
}
