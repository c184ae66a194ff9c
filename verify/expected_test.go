package verify_test

import (
	"context"
	"testing"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/stock"
)

var forgedExpected = []*db.Stmt{
	db.Q("test.expected.more", `update expected_receipt set quantity = quantity + 1000000, open = open + 1000000 where received > 0`),
	db.Q("test.expected.came", `update expected_receipt set received = received - 1000000, open = open + 1000000 where received > 0`),
	db.Q("test.expected.gone", `update expected_receipt set cancelled = cancelled - 1000000, open = open + 1000000 where cancelled > 0`),
	db.Q("test.expected.when", `update expected_receipt set expected_on = expected_on + 1 where received > 0`),
	db.Q("test.expected.cost", `update expected_receipt set unit_cost = unit_cost + 1 where received > 0`),
	db.Q("test.expected.said", `update expected_receipt set reference = 'other' where received > 0`),
	db.Q("test.expected.what", `update expected_receipt set item = item + 1 where received > 0`),
	db.Q("test.expected.where", `update expected_receipt set warehouse = (select max(id) from warehouse) where received > 0`),
	db.Q("test.expected.whose", `update expected_receipt set entity = entity + 1 where received > 0`),
	db.Q("test.expected.lose", `delete from expected_receipt where received > 0`),
	db.Q("test.expected.of", `update stock_move set document = 0 where document <> 0`),
	db.Q("test.expected.to", `update stock_move set document = (select max(id) from expected_receipt)`),
}

// What was announced, came or was given up, changed in the database alone, is found.
func TestForgedExpectedReceiptsAreFound(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := found(t, url)
		var part stock.ExpectedView
		for _, do := range []func(*db.Write) error{
			func(x *db.Write) (err error) {
				_, err = catalog.Create(x, catalog.New{SKU: "COMING", Name: "Coming", Kind: catalog.Goods})
				return err
			},
			func(x *db.Write) (err error) {
				part, err = stock.Expect(x, stock.ToExpect{SKU: "COMING", Quantity: money.Units(9), On: x.Day().AddDays(3), Reference: "F-1"})
				return err
			},
			func(x *db.Write) (err error) {
				_, err = stock.Receive(x, stock.NewReceipt{SKU: "COMING", Quantity: money.Units(4), Expected: part.Number})
				return err
			},
			func(x *db.Write) (err error) {
				_, err = stock.ExpectNoMore(x, stock.ExpectedID{ID: part.ID})
				return err
			},
			func(x *db.Write) (err error) {
				_, err = stock.Expect(x, stock.ToExpect{SKU: "COMING", Quantity: money.Units(5), On: x.Day()})
				return err
			},
		} {
			if _, err := db.Do(context.Background(), w.a.DB, w.as[0], func(x *db.Write) (struct{}, error) { return struct{}{}, do(x) }); err != nil {
				t.Fatal(err)
			}
		}
		w.check(0)
		w.finds(forgedExpected)
	})
}
