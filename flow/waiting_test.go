package flow_test

import (
	"fmt"
	"testing"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/shipping"
	"encaisse/o2c/stock"
	"encaisse/verify"
)

// What is freed many times is offered once to each order that waits: steps grow
// with the facts and the orders, not with their product.
func TestFreedGoodsAreOfferedOnce(t *testing.T) {
	const there, waiting = 5, 12
	dbtest.Both(t, func(t *testing.T, url string) {
		ctx := t.Context()
		a, as := founded(t, url)
		price, cost := money.Price(1_000000), money.Price(500000)
		do(t, a, as, func(w *db.Write) (any, error) {
			return catalog.Create(w, catalog.New{SKU: "vis", Name: "vis", Kind: catalog.Goods, Price: &price, Currency: "EUR"})
		})
		do(t, a, as, func(w *db.Write) (any, error) {
			return stock.Receive(w, stock.NewReceipt{SKU: "vis", Quantity: money.Units(there), UnitCost: &cost})
		})
		do(t, a, as, func(w *db.Write) (any, error) {
			return credit.Welcome(w, credit.NewCustomer{New: party.New{Number: "nord", Name: "Nord", Country: "FR", Currency: "EUR", Terms: "net30"}})
		})
		for i := range there + waiting {
			do(t, a, as, func(w *db.Write) (any, error) {
				return order.Place(w, order.New{Number: fmt.Sprint("C", i), Customer: "nord", Lines: []order.NewLine{{SKU: "vis", Quantity: money.Units(1)}}})
			})
		}
		if _, err := a.DB.Idle(ctx); err != nil {
			t.Fatal(err)
		}
		for i := range there {
			do(t, a, as, func(w *db.Write) (any, error) {
				return shipping.Cancel(w, shipping.ToStop{ID: fmt.Sprint("C", i), Reason: "essai"})
			})
		}
		if n, err := a.DB.Idle(ctx); err != nil || n > there+waiting {
			t.Errorf("%d steps for %d facts and %d orders, %v", n, there, waiting, err)
		}
		if got := ask[int64](t, a, qReserved); got[0] != there {
			t.Errorf("%d of %d are reserved", got[0], there)
		}
		if report, err := verify.Run(ctx, a.DB, verify.Options{}); err != nil {
			t.Errorf("%v %+v", err, report)
		}
	})
}

var qReserved = db.Q("flow.test.reserved", `select count(*) from order_line l join sales_order o on o.id = l.order_id where o.state in ('confirmed', 'released') and l.reserved > 0`).Scans()
