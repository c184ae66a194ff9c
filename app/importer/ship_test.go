package importer

import (
	"testing"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/refuse"
	"encaisse/o2c/order"
	"encaisse/o2c/shipping"
)

// What happened to an order between two steps of its history counts: only one
// that was taken over and still may leave is shipped.
func TestShipHistoryAsksTheState(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := french(t, url)
		w.yes("customers", someCustomers)
		w.yes("items", someItems)
		w.yes("stock", lines("sku,quantity,unit_cost", "A,50,1"))
		as := db.As{Actor: w.caller.User, Entity: w.caller.Entity}
		no, quantity := false, order.NewLine{SKU: "A", Quantity: 2_000000}
		for _, c := range []struct {
			number, code string
			history      *order.History
			confirm      *bool
			then         string
		}{
			{"H1", "", &order.History{}, nil, ""},
			{"H2", "order.state", &order.History{}, &no, ""},
			{"H3", "order.state", &order.History{Hold: true}, nil, ""},
			{"H4", "order.state", &order.History{}, nil, "cancel"},
			{"H5", "shipping.nothing", &order.History{}, nil, "ship"},
			{"N1", "shipping.not_taken_over", nil, nil, ""},
		} {
			_, err := db.Do(w.ctx, w.app.DB, as, func(x *db.Write) (any, error) {
				return order.Place(x, order.New{Number: c.number, Customer: "C2", Lines: []order.NewLine{quantity}, History: c.history, Confirm: c.confirm})
			})
			if err != nil {
				t.Fatalf("%s: %v", c.number, err)
			}
			ship := func(x *db.Write) (any, error) { return shipping.ShipHistory(x, c.number) }
			switch c.then {
			case "cancel":
				_, err = db.Do(w.ctx, w.app.DB, as, func(x *db.Write) (any, error) { return shipping.Cancel(x, shipping.ToStop{ID: c.number}) })
			case "ship":
				_, err = db.Do(w.ctx, w.app.DB, as, ship)
			}
			if err != nil {
				t.Fatalf("%s: %s: %v", c.number, c.then, err)
			}
			if _, err = db.Do(w.ctx, w.app.DB, as, ship); refuse.Code(err) != c.code {
				t.Errorf("%s: %v, want %q", c.number, err, c.code)
			}
		}
	})
}
