package stock

import (
	"cmp"
	"slices"

	"encaisse/base/db"
	"encaisse/base/money"
)

// Supply is what there is of an item in a warehouse, what is on its way there,
// what suppliers are to bring and the least there should be.
type Supply struct {
	Item      db.ID
	Warehouse db.ID
	SKU       string
	Code      string
	OnHand    money.Quantity
	Value     money.Amount
	Transit   money.Quantity
	OnOrder   money.Quantity
	Minimum   money.Quantity
}

var (
	qSupplies = db.Q("stock.supplies", `select i.id, h.id, i.sku, h.code, coalesce(s.on_hand, 0), coalesce(s.value, 0), coalesce(t.quantity, 0), coalesce(x.quantity, 0), coalesce(m.minimum, 0)
	from (select item, warehouse from stock union select item, warehouse from stock_minimum) k
	join warehouse h on h.id = k.warehouse and h.entity = $1 and ($2 = '' or h.code = $2) join item i on i.id = k.item
	left join stock s on s.item = k.item and s.warehouse = k.warehouse
	left join stock_minimum m on m.item = k.item and m.warehouse = k.warehouse
	left join (select l.item, f.target, cast(sum(l.quantity) as bigint) as quantity from transfer f join transfer_line l on l.transfer = f.id
		where f.state = 'sent' group by l.item, f.target) t on t.item = k.item and t.target = k.warehouse
	left join (select item, warehouse, cast(sum(open) as bigint) as quantity from expected_receipt
		where open > 0 group by item, warehouse) x on x.item = k.item and x.warehouse = k.warehouse
	order by i.sku, h.code`).Scans()
	qLevelsOf = db.Q("stock.levels.of", `select s.item, s.warehouse, s.on_hand, s.reserved, s.blocked, s.value from stock s
		join warehouse h on h.id = s.warehouse where s.item = $1 and h.entity = $2`)
	qTransitOf = db.Q("stock.transit.of", `select f.target, cast(sum(l.quantity) as bigint) from transfer_line l join transfer f on f.id = l.transfer
		where l.item = $1 and f.state = 'sent' and f.entity = $2 group by f.target`)
)

// Supplies is what there is of every item, in one warehouse or in all.
func Supplies(r *db.Read, warehouse string) ([]Supply, error) {
	if warehouse != "" {
		if _, err := House(r, warehouse); err != nil {
			return nil, err
		}
	}
	return db.All[Supply](r, qSupplies, r.Entity, warehouse)
}

// Stood is what there is of an item in each warehouse of the entity, those that
// never had it too, what is to come and what is in transit there.
type Stood struct {
	Levels   []Level
	Expected []Expected
	Transit  map[db.ID]money.Quantity
}

// AskStood asks what there is of an item; what it returns reads the answer, so
// that those of several items travel together.
func AskStood(r *db.Read, item db.ID) func() (Stood, error) {
	type moving struct {
		Target   db.ID
		Quantity money.Quantity
	}
	levels, coming, transit := db.Ask[Level](r, qLevelsOf, item, r.Entity), db.Ask[Expected](r, qExpectedOf, item, r.Entity), db.Ask[moving](r, qTransitOf, item, r.Entity)
	return func() (s Stood, err error) {
		list, err := houses(r)
		if err != nil {
			return s, err
		}
		held, err := levels.All()
		if err != nil {
			return s, err
		}
		for _, h := range list {
			l := Level{Item: item, Warehouse: h.ID}
			if i := slices.IndexFunc(held, func(o Level) bool { return o.Warehouse == h.ID }); i >= 0 {
				l = held[i]
			}
			s.Levels = append(s.Levels, l)
		}
		if s.Expected, err = coming.All(); err != nil {
			return s, err
		}
		on, err := transit.All()
		s.Transit = map[db.ID]money.Quantity{}
		for _, m := range on {
			s.Transit[m.Target] = m.Quantity
		}
		return s, err
	}
}

// ServedBy are the warehouses that deliver to a place, in the order Choose
// prefers them.
func ServedBy(r *db.Read, country, region string) ([]db.ID, error) {
	list, err := houses(r)
	var sites []Site
	for _, h := range list {
		if z, ok := reach(h.zones, country, region); ok {
			sites = append(sites, Site{ID: h.ID, Cost: z.Cost, Distance: z.Distance})
		}
	}
	slices.SortFunc(sites, func(a, b Site) int {
		return cmp.Or(cmp.Compare(a.Cost, b.Cost), cmp.Compare(a.Distance, b.Distance), cmp.Compare(a.ID, b.ID))
	})
	out := make([]db.ID, len(sites))
	for i, s := range sites {
		out[i] = s.ID
	}
	return out, err
}
