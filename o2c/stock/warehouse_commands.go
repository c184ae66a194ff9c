package stock

import (
	"strings"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/seller"
)

// NewWarehouse names a place of stock.
type NewWarehouse struct {
	Code string `json:"code" minLength:"1" maxLength:"30"`
}

// AddWarehouse adds a place of stock to the entity.
func AddWarehouse(w *db.Write, in NewWarehouse) (WarehouseView, error) {
	h := Warehouse{w.NewID(), w.Entity, strings.TrimSpace(in.Code), 1}
	if h.Code == "" {
		return WarehouseView{}, refuse.New(refuse.Invalid, "stock.warehouse_code")
	}
	w.Exec(qNewHouse, h.ID, h.Entity, h.Code)
	dropHouses(w)
	w.Emit("stock.warehouse_added", struct{}{}, db.Obj("warehouse", h.ID))
	return WarehouseView{h.ID.Text("whs"), h.Code, []ZoneView{}}, w.Err()
}

// NewZone says where a warehouse delivers, at what cost and how far.
type NewZone struct {
	Warehouse string        `path:"warehouse" json:"-" doc:"code"`
	Country   string        `json:"country" minLength:"2" maxLength:"2" doc:"ISO 3166-1 alpha-2"`
	Region    string        `json:"region,omitempty" maxLength:"10" doc:"the whole country when left out"`
	Cost      money.Decimal `json:"cost,omitempty" doc:"of a shipment there, in the company's currency"`
	Distance  int64         `json:"distance_km,omitempty" minimum:"0"`
	Remove    bool          `json:"remove,omitempty" doc:"it serves the zone no more"`
}

// Serve adds a zone to a warehouse, changes or removes it. The first zone ends
// serving everywhere.
func Serve(w *db.Write, in NewZone) (WarehouseView, error) {
	h, err := House(w.Read, in.Warehouse)
	if err != nil {
		return WarehouseView{}, err
	}
	e, err := seller.Of(w.Read)
	if err != nil {
		return WarehouseView{}, err
	}
	cost, err := in.Cost.Amount(e.Currency)
	if err != nil {
		return WarehouseView{}, err
	}
	z := Zone{h.ID, strings.ToUpper(strings.TrimSpace(in.Country)), strings.ToUpper(strings.TrimSpace(in.Region)), cost, in.Distance}
	if len(z.Country) != 2 || z.Cost < 0 || z.Distance < 0 {
		return WarehouseView{}, refuse.New(refuse.Invalid, "stock.zone", "country", in.Country)
	}
	list, err := houses(w.Read)
	if err != nil {
		return WarehouseView{}, err
	}
	if in.Remove && !has(list, z) {
		return WarehouseView{}, refuse.New(refuse.Missing, "stock.no_zone", "country", z.Country, "region", z.Region)
	}
	w.Exec1(qTouch, h.ID)
	if in.Remove {
		w.Exec1(qNoZone, z.Warehouse, z.Country, z.Region)
	} else {
		w.Exec(qZone, z.Warehouse, z.Country, z.Region, z.Cost, z.Distance)
	}
	w.Emit("stock.zone_set", zoneSet{z.Country, z.Region, z.Cost, z.Distance, in.Remove}, db.Obj("warehouse", h.ID))
	dropHouses(w)
	if err := w.Err(); err != nil {
		return WarehouseView{}, err
	}
	return showHouse(w.Read, h.Code)
}

func has(list []served, z Zone) bool {
	for _, h := range list {
		for _, one := range h.zones {
			if one.Warehouse == z.Warehouse && one.Country == z.Country && one.Region == z.Region {
				return true
			}
		}
	}
	return false
}

// NewMinimum is the least that should be on hand.
type NewMinimum struct {
	Warehouse string         `json:"warehouse,omitempty" doc:"code; the company's first one when left out"`
	SKU       string         `json:"sku"`
	Minimum   money.Quantity `json:"minimum" doc:"0: none"`
}

// Minimum sets the least of an item that should be on hand in a warehouse.
func Minimum(w *db.Write, in NewMinimum) (LevelView, error) {
	i, h, err := goods(w.Read, in.SKU, in.Warehouse)
	if err != nil {
		return LevelView{}, err
	}
	if in.Minimum < 0 {
		return LevelView{}, refuse.New(refuse.Invalid, "stock.quantity", "quantity", in.Minimum)
	}
	l, err := lockOne(w, i.ID, h.ID)
	if err != nil {
		return LevelView{}, err
	}
	w.Exec(qMinimum, i.ID, h.ID, in.Minimum)
	w.Emit("stock.minimum_set", freed{in.Minimum}, l.at().objects()...)
	return view(i.SKU, h.Code, l), w.Err()
}
