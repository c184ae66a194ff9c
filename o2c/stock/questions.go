package stock

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/seller"
)

// WarehouseView is a warehouse as doors show it.
type WarehouseView struct {
	ID    string     `json:"id"`
	Code  string     `json:"code"`
	Zones []ZoneView `json:"zones" doc:"where it delivers; none: everywhere"`
}

// ZoneView is a zone as doors show it.
type ZoneView struct {
	Country  string      `json:"country"`
	Region   string      `json:"region"`
	Cost     money.Money `json:"cost"`
	Distance int64       `json:"distance_km"`
}

// Warehouses lists the warehouses of the company with their zones.
func Warehouses(r *db.Read, _ struct{}) ([]WarehouseView, error) {
	e, err := seller.Of(r)
	if err != nil {
		return nil, err
	}
	list, err := houses(r)
	out := []WarehouseView{}
	for _, h := range list {
		v := WarehouseView{h.ID.Text("whs"), h.Code, []ZoneView{}}
		for _, z := range h.zones {
			v.Zones = append(v.Zones, ZoneView{z.Country, z.Region, z.Cost.In(e.Currency), z.Distance})
		}
		out = append(out, v)
	}
	return out, err
}

func showHouse(r *db.Read, code string) (WarehouseView, error) {
	list, err := Warehouses(r, struct{}{})
	for _, v := range list {
		if v.Code == code {
			return v, err
		}
	}
	return WarehouseView{}, err
}

// LevelView is a level as doors show it.
type LevelView struct {
	SKU       string         `json:"sku"`
	Warehouse string         `json:"warehouse"`
	OnHand    money.Quantity `json:"on_hand"`
	Reserved  money.Quantity `json:"reserved"`
	Blocked   money.Quantity `json:"blocked"`
	Available money.Quantity `json:"available"`
}

func view(sku, code string, l Level) LevelView {
	return LevelView{sku, code, l.OnHand, l.Reserved, l.Blocked, l.Available()}
}

// BySKU asks for the stock of one item.
type BySKU struct {
	SKU       string `path:"id" json:"-" doc:"id or SKU"`
	Warehouse string `query:"warehouse" json:"warehouse,omitempty"`
}

// Show returns the level of an item in a warehouse.
func Show(r *db.Read, in BySKU) (LevelView, error) {
	i, err := catalog.Find(r, in.SKU)
	if err != nil {
		return LevelView{}, err
	}
	h, err := House(r, in.Warehouse)
	if err != nil {
		return LevelView{}, err
	}
	l, err := db.One[Level](r, qLevel, i.ID, h.ID)
	if err == db.ErrNone {
		err = nil
	}
	return view(i.SKU, h.Code, l), err
}

// List pages through the levels, by item and warehouse.
func List(r *db.Read, in db.Paging) (db.Page[LevelView], error) {
	after, err := in.After(2)
	if err != nil {
		return db.Page[LevelView]{}, err
	}
	type row struct {
		SKU, Code                 string
		OnHand, Reserved, Blocked money.Quantity
		Value                     money.Amount
		Item, Warehouse           db.ID
	}
	rows, err := db.All[row](r, qLevels, after[0], after[1], in.Rows()+1, r.Entity)
	page := db.PagedBy(in, rows, func(l row) []db.ID { return []db.ID{l.Item, l.Warehouse} })
	out := db.Page[LevelView]{Items: []LevelView{}, Next: page.Next}
	for _, l := range page.Items {
		out.Items = append(out.Items, view(l.SKU, l.Code, Level{OnHand: l.OnHand, Reserved: l.Reserved, Blocked: l.Blocked}))
	}
	return out, err
}
