package stock

import (
	"cmp"
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
)

// Kinds of stock movement.
const (
	Receipt  = "receipt"
	Shipment = "shipment"
	History  = "history" // receipt of a taken-over shipment, of the same step
	Opening  = "opening" // stock taken over
	Return   = "return"  // by a customer
	Adjusted = "adjustment"
	Sent     = "sent"    // to another warehouse
	Arrived  = "arrived" // from there
)

const columns = `item, warehouse, on_hand, reserved, blocked, value`

var (
	qLock    = db.Q("stock.lock", `select `+columns+` from stock where item = $1 and warehouse = $2`).Locks(db.Stock)
	qLevel   = db.Q("stock.level", `select `+columns+` from stock where item = $1 and warehouse = $2`)
	qReserve = db.Q("stock.reserve", `update stock set reserved = reserved + $3 where item = $1 and warehouse = $2`).Gather()
	qTake    = db.Q("stock.take", `update stock set on_hand = on_hand - $3, reserved = reserved - $3, value = value - $4 where item = $1 and warehouse = $2`).Gather()
	qPut     = db.Q("stock.put", `insert into stock (`+columns+`) values ($1,$2,$3,0,0,$4)
		on conflict (item, warehouse) do update set on_hand = stock.on_hand + excluded.on_hand, value = stock.value + excluded.value`)
	qUnblock = db.Q("stock.unblock", `update stock set blocked = blocked - $3 where item = $1 and warehouse = $2`)
	qChange  = db.Q("stock.change", `update stock set on_hand = on_hand + $3, reserved = reserved + $4, blocked = blocked + $5, value = value + $6
		where item = $1 and warehouse = $2`)
	qBlock  = db.Q("stock.block", `update stock set reserved = reserved - $3, blocked = blocked + $3 where item = $1 and warehouse = $2`)
	qMove   = db.Q("stock.move.insert", `insert into stock_move (id, item, warehouse, kind, quantity, value, day, event, document) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)`).Gather()
	qLevels = db.Q("stock.levels", `select i.sku, h.code, s.on_hand, s.reserved, s.blocked, s.value, s.item, s.warehouse from stock s
		join item i on i.id = s.item join warehouse h on h.id = s.warehouse where (s.item, s.warehouse) > ($1, $2) and h.entity = $4 order by s.item, s.warehouse limit $3`)
	qMinimum = db.Q("stock.minimum.put", `insert into stock_minimum (item, warehouse, minimum, version) values ($1,$2,$3,1)
		on conflict (item, warehouse) do update set minimum = excluded.minimum, version = stock_minimum.version + 1`)
	qBin    = db.Q("stock.bin.of", `select bin from stock_bin where item = $1 and warehouse = $2`)
	qPutBin = db.Q("stock.bin.put", `insert into stock_bin (item, warehouse, bin) values ($1,$2,$3)
		on conflict (item, warehouse) do update set bin = excluded.bin`)
	qNoBin = db.Q("stock.bin.drop", `delete from stock_bin where item = $1 and warehouse = $2`)
)

// lock reads levels under their locks, in the order of items and warehouses; an
// item that never had stock has a level of zero.
func lock(w *db.Write, at []place) (map[place]Level, error) {
	if err := w.Climb(db.Stock); err != nil {
		return nil, err
	}
	at = ordered(at)
	asked := make([]*db.Answer[Level], len(at))
	for i, p := range at {
		asked[i] = w.Forget(p, func() any { return db.Ask[Level](w.Read, qLock, p.item, p.warehouse) }).(*db.Answer[Level])
	}
	out := make(map[place]Level, len(at))
	for i, p := range at {
		l, err := asked[i].One()
		if err == db.ErrNone {
			l, err = Level{Item: p.item, Warehouse: p.warehouse}, nil
		}
		if err != nil {
			return nil, err
		}
		out[p] = l
	}
	return out, nil
}

// lockOne is lock for one place.
func lockOne(w *db.Write, item, warehouse db.ID) (Level, error) {
	levels, err := lock(w, []place{{item, warehouse}})
	return levels[place{item, warehouse}], err
}

// objects are what a fact about the place touches.
func (p place) objects(more ...db.Object) []db.Object {
	return append([]db.Object{db.Obj("item", p.item), db.Obj("warehouse", p.warehouse)}, more...)
}

// ordered is the order of locks, each place once.
func ordered(at []place) []place {
	at = slices.Clone(at)
	slices.SortFunc(at, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.item, b.item), cmp.Compare(a.warehouse, b.warehouse))
	})
	return slices.Compact(at)
}

// Ahead asks for the locks that wants will need, so that they travel with the
// caller's next read.
func Ahead(w *db.Write, wants []Want) error {
	if err := w.Climb(db.Stock); err != nil {
		return err
	}
	for _, p := range ordered(places(wants)) {
		w.Note(p, db.Ask[Level](w.Read, qLock, p.item, p.warehouse))
	}
	return nil
}

func move(w *db.Write, l Level, kind string, q money.Quantity, v money.Amount, d day.Day, event, document db.ID) {
	w.Exec(qMove, w.NewID(), l.Item, l.Warehouse, kind, q, v, d, event, document)
}
