package stock

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

var (
	qWarehouse = db.Q("stock.warehouse.find", `select id, entity, code, version from warehouse where entity = $2 and code = $1`)
	qHouses    = db.Q("stock.warehouse.all", `select id, entity, code, version from warehouse where entity = $1 order by id`).Scans()
	qByID      = db.Q("stock.warehouse.by_id", `select id, entity, code, version from warehouse where id = $1`)
	qNewHouse  = db.Q("stock.warehouse.insert", `insert into warehouse (id, entity, code, version) values ($1,$2,$3,1)`)
	qTouch     = db.Q("stock.warehouse.touch", `update warehouse set version = version + 1 where id = $1`)
	qZones     = db.Q("stock.zones", `select z.warehouse, z.country, z.region, z.cost, z.distance from warehouse h join warehouse_zone z on z.warehouse = h.id
		where h.entity = $1 order by z.warehouse, z.country, z.region`).Scans()
	qZone = db.Q("stock.zone.put", `insert into warehouse_zone (warehouse, country, region, cost, distance) values ($1,$2,$3,$4,$5)
		on conflict (warehouse, country, region) do update set cost = excluded.cost, distance = excluded.distance`)
	qNoZone = db.Q("stock.zone.drop", `delete from warehouse_zone where warehouse = $1 and country = $2 and region = $3`)
)

// Warehouse is a place of stock, of one legal entity.
type Warehouse struct {
	ID      db.ID
	Entity  db.ID
	Code    string
	Version int64
}

// served is a warehouse with the zones it delivers to.
type served struct {
	Warehouse
	zones []Zone
}

type house struct {
	entity db.ID
	code   string
}

var (
	warehouses = db.NewCache[house, Warehouse]("stock.warehouse")
	byID       = db.NewCache[db.ID, Warehouse]("stock.warehouse.by_id")
	all        = db.NewCache[db.ID, []served]("stock.warehouse.all")
)

func dropHouses(w *db.Write) {
	warehouses.Drop(w)
	byID.Drop(w)
	all.Drop(w)
}

// houses are the warehouses of the entity, by id, with their zones.
func houses(r *db.Read) ([]served, error) {
	return all.Find(r, r.Entity, func() ([]served, error) {
		list, err := db.All[Warehouse](r, qHouses, r.Entity)
		if err != nil {
			return nil, err
		}
		zones, err := db.All[Zone](r, qZones, r.Entity)
		out := make([]served, len(list))
		for i, h := range list {
			out[i].Warehouse = h
			for _, z := range zones {
				if z.Warehouse == h.ID {
					out[i].zones = append(out[i].zones, z)
				}
			}
		}
		return out, err
	})
}

// House finds a warehouse of the entity by code; an empty code is its first.
func House(r *db.Read, code string) (Warehouse, error) {
	if code == "" {
		list, err := houses(r)
		if err == nil && len(list) == 0 {
			err = refuse.New(refuse.Conflict, "stock.no_warehouse")
		}
		if err != nil {
			return Warehouse{}, err
		}
		return list[0].Warehouse, nil
	}
	h, err := warehouses.Find(r, house{r.Entity, code}, func() (Warehouse, error) { return db.One[Warehouse](r, qWarehouse, code, r.Entity) })
	if err == db.ErrNone {
		err = refuse.New(refuse.Missing, "stock.warehouse", "warehouse", code)
	}
	return h, err
}

// Fixed is the warehouse of an order that names one, or of an entity that has
// only one; 0 when it is to be chosen by what each has (Allot).
func Fixed(r *db.Read, code string) (db.ID, error) {
	if code == "" {
		if list, err := houses(r); err != nil || len(list) > 1 {
			return 0, err
		}
	}
	h, err := House(r, code)
	return h.ID, err
}

// Code is the code of a warehouse, "" of none.
func Code(r *db.Read, id db.ID) (string, error) {
	if id == 0 {
		return "", nil
	}
	h, err := byID.Find(r, id, func() (Warehouse, error) { return db.One[Warehouse](r, qByID, id) })
	return h.Code, err
}

// Everywhere are the wants in each warehouse that serves a place, for the locks
// of who is to choose among them.
func Everywhere(r *db.Read, country, region string, wants []Want) ([]Want, error) {
	list, err := houses(r)
	var out []Want
	for _, h := range list {
		if _, ok := reach(h.zones, country, region); !ok {
			continue
		}
		for _, want := range wants {
			want.Warehouse = h.ID
			out = append(out, want)
		}
	}
	return out, err
}

// Allot chooses the warehouse of each want, under the locks of all that serve
// the place and of what else will be reserved; where nobody serves it is
// refused.
func Allot(w *db.Write, country, region string, wants, beside []Want, split bool) ([]Want, error) {
	if len(wants) == 0 {
		return wants, nil
	}
	list, err := houses(w.Read)
	if err != nil {
		return nil, err
	}
	at, err := Everywhere(w.Read, country, region, wants)
	if err != nil {
		return nil, err
	}
	for _, b := range beside {
		if b.Warehouse != 0 {
			at = append(at, b)
		}
	}
	levels, err := lock(w, places(at))
	if err != nil {
		return nil, err
	}
	var sites []Site
	for _, h := range list {
		z, ok := reach(h.zones, country, region)
		if !ok {
			continue
		}
		s := Site{ID: h.ID, Cost: z.Cost, Distance: z.Distance, Free: map[db.ID]money.Quantity{}}
		for _, want := range wants {
			l := levels[place{want.Item, h.ID}]
			s.Free[want.Item] = l.Available()
		}
		sites = append(sites, s)
	}
	out := append([]Want(nil), wants...)
	for i, to := range Choose(wants, sites, split) {
		if to == 0 {
			return nil, refuse.New(refuse.Conflict, "stock.unserved", "country", country, "region", region)
		}
		out[i].Warehouse = to
	}
	return out, nil
}
