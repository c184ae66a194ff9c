package stock

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// Kinds of stock movement.
const (
	Receipt  = "receipt"
	Shipment = "shipment"
	History  = "history" // receipt of a taken-over shipment, of the same step
	Opening  = "opening" // stock taken over
)

const columns = `item, warehouse, on_hand, reserved, blocked, value`

var (
	qLock    = db.Q("stock.lock", `select `+columns+` from stock where item = $1 and warehouse = $2`).Locks(db.Stock)
	qLevel   = db.Q("stock.level", `select `+columns+` from stock where item = $1 and warehouse = $2`)
	qReserve = db.Q("stock.reserve", `update stock set reserved = reserved + $3 where item = $1 and warehouse = $2`).Gather()
	qTake    = db.Q("stock.take", `update stock set on_hand = on_hand - $3, reserved = reserved - $3, value = value - $4 where item = $1 and warehouse = $2`).Gather()
	qPut     = db.Q("stock.put", `insert into stock (`+columns+`) values ($1,$2,$3,0,0,$4)
		on conflict (item, warehouse) do update set on_hand = stock.on_hand + excluded.on_hand, value = stock.value + excluded.value`)
	qUnblock   = db.Q("stock.unblock", `update stock set blocked = blocked - $3 where item = $1 and warehouse = $2`)
	qBlock     = db.Q("stock.block", `update stock set reserved = reserved - $3, blocked = blocked + $3 where item = $1 and warehouse = $2`)
	qMove      = db.Q("stock.move.insert", `insert into stock_move (id, item, warehouse, kind, quantity, value, day, event, document) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)`).Gather()
	qWarehouse = db.Q("stock.warehouse.find", `select id, entity, code from warehouse where entity = $2 and code = $1`)
	qFirst     = db.Q("stock.warehouse.first", `select id, entity, code from warehouse where entity = $1 order by id limit 1`).Scans()
	qByID      = db.Q("stock.warehouse.by_id", `select id, entity, code from warehouse where id = $1`)
	qNewHouse  = db.Q("stock.warehouse.insert", `insert into warehouse (id, entity, code) values ($1,$2,$3)`)
	qLevels    = db.Q("stock.levels", `select i.sku, h.code, s.on_hand, s.reserved, s.blocked, s.value, s.item, s.warehouse from stock s
		join item i on i.id = s.item join warehouse h on h.id = s.warehouse where (s.item, s.warehouse) > ($1, $2) order by s.item, s.warehouse limit $3`)
)

// Warehouse is a place of stock, of one legal entity.
type Warehouse struct {
	ID     db.ID
	Entity db.ID
	Code   string
}

type house struct {
	entity db.ID
	code   string
}

var (
	warehouses = db.NewCache[house, Warehouse]("stock.warehouse")
	firsts     = db.NewCache[db.ID, Warehouse]("stock.warehouse.first")
)

// House finds a warehouse of the entity by code; an empty code is its first.
func House(r *db.Read, code string) (Warehouse, error) {
	if code == "" {
		return firsts.Find(r, r.Entity, func() (Warehouse, error) {
			h, err := db.One[Warehouse](r, qFirst, r.Entity)
			if err == db.ErrNone {
				err = refuse.New(refuse.Conflict, "stock.no_warehouse")
			}
			return h, err
		})
	}
	h, err := warehouses.Find(r, house{r.Entity, code}, func() (Warehouse, error) { return db.One[Warehouse](r, qWarehouse, code, r.Entity) })
	if err == db.ErrNone {
		err = refuse.New(refuse.Missing, "stock.warehouse", "warehouse", code)
	}
	return h, err
}

// lock reads levels under their locks, in the order of items; an item that
// never had stock has a level of zero.
func lock(w *db.Write, warehouse db.ID, items []db.ID) (map[db.ID]Level, error) {
	if err := w.Climb(db.Stock); err != nil {
		return nil, err
	}
	items = slices.Compact(slices.Sorted(slices.Values(items)))
	asked := make([]*db.Answer[Level], len(items))
	for i, item := range items {
		asked[i] = w.Forget(place{item, warehouse}, func() any { return db.Ask[Level](w.Read, qLock, item, warehouse) }).(*db.Answer[Level])
	}
	out := make(map[db.ID]Level, len(items))
	for i, item := range items {
		l, err := asked[i].One()
		if err == db.ErrNone {
			l, err = Level{Item: item, Warehouse: warehouse}, nil
		}
		if err != nil {
			return nil, err
		}
		out[item] = l
	}
	return out, nil
}

// place is the key under which a lock asked ahead is noted.
type place struct{ item, warehouse db.ID }

// Ahead asks for the locks of items that will be needed, so that they travel
// with the caller's next read.
func Ahead(w *db.Write, warehouse db.ID, items []db.ID) error {
	if err := w.Climb(db.Stock); err != nil {
		return err
	}
	for _, item := range slices.Compact(slices.Sorted(slices.Values(items))) {
		w.Note(place{item, warehouse}, db.Ask[Level](w.Read, qLock, item, warehouse))
	}
	return nil
}

func move(w *db.Write, l Level, kind string, q money.Quantity, v money.Amount, d day.Day, event, document db.ID) {
	w.Exec(qMove, w.NewID(), l.Item, l.Warehouse, kind, q, v, d, event, document)
}
