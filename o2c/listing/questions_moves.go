package listing

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/seller"
	"encaisse/o2c/stock"
)

// MovesIn asks what moved the stock of an item.
type MovesIn struct {
	db.Paging
	SKU       string `path:"id" json:"-" doc:"id or SKU"`
	Warehouse string `query:"warehouse" json:"warehouse,omitempty" doc:"code; all when left out"`
}

// MoveRow is one movement.
type MoveRow struct {
	Day       day.Day        `json:"day"`
	Warehouse string         `json:"warehouse"`
	Kind      string         `json:"kind" doc:"receipt, shipment, history, opening, return, adjustment, sent, arrived"`
	Quantity  money.Quantity `json:"quantity"`
	Value     money.Money    `json:"value"`
	Object    string         `json:"object" doc:"shipment, transfer, count, return, expected; empty: none"`
	Number    string         `json:"number" doc:"of the document"`
}

// Moves lists what moved the stock of an item, the latest first.
func Moves(r *db.Read, in MovesIn) (db.Page[MoveRow], error) {
	out := db.Page[MoveRow]{Items: []MoveRow{}}
	cursor, err := in.First()
	if err != nil {
		return out, err
	}
	i, err := catalog.Find(r, in.SKU)
	if err != nil {
		return out, err
	}
	e, err := seller.Of(r)
	if err != nil {
		return out, err
	}
	house, err := houseOf(r, in.Warehouse)
	if err != nil {
		return out, err
	}
	type row struct {
		ID, Warehouse                               db.ID
		Day                                         day.Day
		Kind                                        string
		Quantity                                    money.Quantity
		Value                                       money.Amount
		Shipment, Transfer, Count, Return, Expected string
	}
	rows, err := db.All[row](r, qMoves, i.ID, before(cursor), house, r.Entity, in.Rows()+1)
	if err != nil {
		return out, err
	}
	return db.Shown(db.Paged(in.Paging, rows, func(m row) db.ID { return m.ID }), func(m row) (MoveRow, error) {
		v := MoveRow{Day: m.Day, Kind: m.Kind, Quantity: m.Quantity, Value: m.Value.In(e.Currency)}
		for _, d := range [][2]string{{"shipment", m.Shipment}, {"transfer", m.Transfer}, {"count", m.Count}, {"return", m.Return}, {"expected", m.Expected}} {
			if d[1] != "" {
				v.Object, v.Number = d[0], d[1]
			}
		}
		code, err := stock.Code(r, m.Warehouse)
		v.Warehouse = code
		return v, err
	})
}

// ClaimsIn asks which orders have some of an item, or wait for it.
type ClaimsIn struct {
	SKU string `path:"id" json:"-" doc:"id or SKU"`
}

// ClaimRow is what an order has of an item.
type ClaimRow struct {
	Order       string         `json:"order"`
	Customer    string         `json:"customer"`
	Name        string         `json:"name"`
	Warehouse   string         `json:"warehouse"`
	Reserved    money.Quantity `json:"reserved"`
	Backordered money.Quantity `json:"backordered"`
	Priority    int64          `json:"priority"`
	OrderedOn   day.Day        `json:"ordered_on"`
	PromisedOn  day.Day        `json:"promised_on"`
}

// mostClaims of an item are listed.
const mostClaims = 500

// Claims lists the orders that have some of an item reserved or wait for it, in
// the order they are served.
func Claims(r *db.Read, in ClaimsIn) ([]ClaimRow, error) {
	out := []ClaimRow{}
	i, err := catalog.Find(r, in.SKU)
	if err != nil {
		return out, err
	}
	rows, err := db.All[struct {
		Order, Customer, Name string
		Warehouse             db.ID
		Reserved, Backordered money.Quantity
		Priority              int64
		OrderedOn, PromisedOn day.Day
	}](r, qClaims, i.ID, r.Entity, mostClaims)
	for _, c := range rows {
		code, err := stock.Code(r, c.Warehouse)
		if err != nil {
			return out, err
		}
		out = append(out, ClaimRow{c.Order, c.Customer, c.Name, code, c.Reserved, c.Backordered, c.Priority, c.OrderedOn, c.PromisedOn})
	}
	return out, err
}

// houseOf is the warehouse of a code; 0 for every one when none is said.
func houseOf(r *db.Read, code string) (db.ID, error) {
	if code == "" {
		return 0, nil
	}
	h, err := stock.House(r, code)
	return h.ID, err
}
