package listing

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/stock"
)

// ItemsIn asks for rows of items.
type ItemsIn struct {
	db.Paging
	Q string `query:"q" json:"q,omitempty" maxLength:"100" doc:"beginning of the SKU, or words of the name"`
}

// ItemRow is one of them, with what the company has of it.
type ItemRow struct {
	SKU       string         `json:"sku"`
	Name      string         `json:"name"`
	Kind      string         `json:"kind"`
	Unit      string         `json:"unit"`
	Price     *money.Price   `json:"price" doc:"list price before tax; null: none"`
	Floor     *money.Price   `json:"floor_price"`
	Currency  money.Currency `json:"currency"`
	OnHand    money.Quantity `json:"on_hand"`
	Available money.Quantity `json:"available" doc:"neither reserved nor blocked, in all warehouses"`
}

// ItemsOut is a page of rows, and how many there are without a filter.
type ItemsOut struct {
	db.Page[ItemRow]
	Rows int64 `json:"rows"`
}

type heldOf struct{ OnHand, Reserved, Blocked money.Quantity }

// Items lists items by SKU, or those a text finds, on one page.
func Items(r *db.Read, in ItemsIn) (ItemsOut, error) {
	out := ItemsOut{Page: db.Page[ItemRow]{Items: []ItemRow{}}}
	var list []catalog.Item
	var err error
	if in.Q != "" {
		if list, err = catalog.Search(r, in.Q, in.Rows()); err != nil {
			return out, err
		}
		out.Rows = int64(len(list))
	} else {
		after, err := in.First()
		if err != nil {
			return out, err
		}
		sku := ""
		if after != 0 {
			i, err := catalog.Load(r, after)
			if err != nil {
				return out, err
			}
			sku = i.SKU
		}
		rows, all := db.Ask[db.ID](r, qItems, sku, in.Rows()+1), db.Ask[int64](r, qItemsAll)
		ids, err := rows.All()
		if err != nil {
			return out, err
		}
		page := db.Paged(in.Paging, ids, func(id db.ID) db.ID { return id })
		out.Next = page.Next
		for _, id := range page.Items {
			i, err := catalog.Load(r, id)
			if err != nil {
				return out, err
			}
			list = append(list, i)
		}
		if out.Rows, err = all.One(); err != nil {
			return out, err
		}
	}
	out.Items, err = itemRows(r, list)
	return out, err
}

// itemRows are items with what the company has of them.
func itemRows(r *db.Read, list []catalog.Item) ([]ItemRow, error) {
	out := []ItemRow{}
	levels := make([]*db.Answer[heldOf], len(list))
	for k, i := range list {
		levels[k] = db.Ask[heldOf](r, qItemStock, i.ID, r.Entity)
	}
	for k, i := range list {
		row := ItemRow{SKU: i.SKU, Name: i.Name, Kind: i.Kind, Unit: i.Unit, Currency: i.Currency}
		if i.Priced {
			row.Price = &i.Price
		}
		if i.Floored {
			row.Floor = &i.Floor
		}
		l, err := levels[k].One()
		if err != nil {
			return out, err
		}
		row.OnHand, row.Available = l.OnHand, l.OnHand-l.Reserved-l.Blocked
		out = append(out, row)
	}
	return out, nil
}

// StockIn asks for what there is of each item.
type StockIn struct {
	db.Paging
	Q string `query:"q" json:"q,omitempty" maxLength:"100" doc:"beginning of the SKU, or words of the name"`
}

// StockRow is what there is of an item in a warehouse.
type StockRow struct {
	SKU       string         `json:"sku"`
	Name      string         `json:"name"`
	Warehouse string         `json:"warehouse"`
	Bin       string         `json:"bin" doc:"where it stands; empty: not said"`
	OnHand    money.Quantity `json:"on_hand"`
	Reserved  money.Quantity `json:"reserved"`
	Blocked   money.Quantity `json:"blocked"`
	Available money.Quantity `json:"available"`
}

type stockRow struct {
	Item, Warehouse           db.ID
	OnHand, Reserved, Blocked money.Quantity
	Bin                       string
}

// mostItems a search for stock looks at.
const mostItems = 100

// Stock lists what there is of each item in each warehouse.
func Stock(r *db.Read, in StockIn) (db.Counted[StockRow], error) {
	out := db.Counted[StockRow]{Page: db.Page[StockRow]{Items: []StockRow{}}}
	var rows []stockRow
	if in.Q != "" {
		list, err := catalog.Search(r, in.Q, mostItems)
		if err != nil {
			return out, err
		}
		for _, i := range list {
			of, err := db.All[stockRow](r, qStockOf, i.ID, r.Entity)
			if err != nil {
				return out, err
			}
			rows = append(rows, of...)
		}
	} else {
		after, err := in.After(2)
		if err != nil {
			return out, err
		}
		list, err := db.All[stockRow](r, qStock, after[0], after[1], in.Rows()+1, r.Entity)
		if err != nil {
			return out, err
		}
		page := db.PagedBy(in.Paging, list, func(l stockRow) []db.ID { return []db.ID{l.Item, l.Warehouse} })
		rows, out.Next = page.Items, page.Next
	}
	for _, l := range rows {
		i, err := catalog.Load(r, l.Item)
		if err != nil {
			return out, err
		}
		code, err := stock.Code(r, l.Warehouse)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, StockRow{i.SKU, i.Name, code, l.Bin, l.OnHand, l.Reserved, l.Blocked, l.OnHand - l.Reserved - l.Blocked})
	}
	if in.Q != "" {
		in.Cursor = ""
	}
	return db.Count(r, in.Paging, out.Page, qStockCount, r.Entity)
}
