package verify_test

import (
	"context"
	"testing"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/o2c/catalog"
	"encaisse/o2c/stock"
)

var forgedBins = []*db.Stmt{
	db.Q("test.bin.other", `update stock_bin set bin = 'Z-9'`),
	db.Q("test.bin.lose", `delete from stock_bin`),
	db.Q("test.bin.whose", `update stock_bin set item = (select max(id) from item)`),
	db.Q("test.bin.give", `insert into stock_bin (item, warehouse, bin) select max(i.id), min(b.warehouse), 'B-1' from item i, stock_bin b`),
}

// An item that was moved in the database alone is found.
func TestForgedBinsAreFound(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := found(t, url)
		_, err := db.Do(context.Background(), w.a.DB, w.as[0], func(x *db.Write) (any, error) {
			for _, sku := range []string{"SHELVED", "NOWHERE"} {
				if _, err := catalog.Create(x, catalog.New{SKU: sku, Name: sku, Kind: catalog.Goods}); err != nil {
					return nil, err
				}
			}
			for _, bin := range []string{"A-1", "", "A-2", "A-2"} {
				if _, err := stock.SetBin(x, stock.NewBin{SKU: "SHELVED", Bin: bin}); err != nil {
					return nil, err
				}
			}
			return nil, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		w.check(0)
		w.finds(forgedBins)
	})
}
