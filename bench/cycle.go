package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"encaisse/app"
	"encaisse/app/company"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
	"encaisse/o2c/seller"
	"encaisse/o2c/shipping"
	"encaisse/o2c/stock"
)

// How large the company of the bench is.
const (
	customers = 200
	items     = 60
)

// steps of a cycle that are timed: an order is captured, asked of credit and
// reserved in one command; what left is invoiced by the chain itself; the
// payment names the invoice and is applied.
var steps = []string{"place", "ship", "invoice", "pay"}

// found makes the company the bench works in: a French entity, customers with
// limits, items of two tax classes, plenty of stock.
func found(ctx context.Context, a *app.App) (app.Call, error) {
	made, err := db.Do(ctx, a.DB, db.As{}, func(w *db.Write) (company.Made, error) {
		return company.Found(w, seller.NewEntity{Name: "Bench", Country: "FR", Currency: "EUR", Tax: "standard"})
	})
	if err != nil {
		return app.Call{}, err
	}
	caller, err := a.Act(ctx, made.User, app.Admin, "")
	if err != nil {
		return app.Call{}, err
	}
	call := app.Call{Caller: caller}
	limit := money.Decimal(9_000_000_000_000_000)
	for i := range customers {
		_, err := app.CreateCustomer.Do(ctx, a, call, credit.NewCustomer{New: party.New{Number: fmt.Sprint("B", i), Name: fmt.Sprint("Client ", i),
			Country: "FR", Currency: "EUR", Terms: "net30"}, CreditLimit: &limit})
		if err != nil {
			return call, err
		}
	}
	for i := range items {
		class, price, cost := "standard", money.Price(12_340_000+int64(i)*1_000_000), money.Price(5_000_000)
		if i%3 == 0 {
			class = "reduced"
		}
		if _, err := app.CreateItem.Do(ctx, a, call, catalog.New{SKU: fmt.Sprint("I", i), Name: fmt.Sprint("Article ", i), Kind: "goods", Price: &price, TaxClass: class}); err != nil {
			return call, err
		}
		if _, err := app.ReceiveStock.Do(ctx, a, call, stock.NewReceipt{SKU: fmt.Sprint("I", i), Quantity: money.Units(100_000_000), UnitCost: &cost}); err != nil {
			return call, err
		}
	}
	return call, a.DB.Analyze(ctx)
}

// cycle takes one order to cash and returns how long each step took.
func cycle(ctx context.Context, a *app.App, call app.Call) ([4]time.Duration, error) {
	var took [4]time.Duration
	k := rand.IntN(items)
	in := order.New{Customer: fmt.Sprint("B", rand.IntN(customers))}
	for i := range 3 {
		in.Lines = append(in.Lines, order.NewLine{SKU: fmt.Sprint("I", (k+i)%items), Quantity: money.Units(int64(1 + i))})
	}
	clock := time.Now()
	lap := func(i int) { took[i], clock = time.Since(clock), time.Now() }
	o, err := app.PlaceOrder.Do(ctx, a, key(call), in)
	if err != nil {
		return took, err
	}
	lap(0)
	ship := key(call)
	ship.Request = a.DB.NewID()
	if _, err := app.PlanShipment.Do(ctx, a, ship, shipping.ToPlan{Order: o.ID, Ship: true}); err != nil {
		return took, err
	}
	lap(1)
	a.DB.Await(ctx, ship.Request)
	number, err := invoiced(ctx, a, o.ID)
	if err != nil {
		return took, err
	}
	lap(2)
	paid, err := app.ReceivePayment.Do(ctx, a, key(call), payment.New{Customer: in.Customer, Amount: money.Decimal(o.Total.Minor) * 10_000, Reference: number})
	if err == nil && paid.State != "applied" {
		err = fmt.Errorf("payment of %s is %s", number, paid.State)
	}
	lap(3)
	return took, err
}

// key gives a call an idempotency key of its own, as every door demands.
func key(c app.Call) app.Call {
	c.Key = fmt.Sprintf("%016x%016x", rand.Uint64(), rand.Uint64())
	return c
}

var qNumber = db.Q("bench.invoice_of", `select number from invoice where order_id = $1`)

func invoiced(ctx context.Context, a *app.App, orderID string) (string, error) {
	id, _ := db.ParseID(order.Prefix, orderID)
	for range 2000 {
		number, err := db.See(ctx, a.DB, db.As{}, func(r *db.Read) (string, error) { return db.One[string](r, qNumber, id) })
		if err != db.ErrNone {
			return number, err
		}
		time.Sleep(2 * time.Millisecond)
	}
	return "", fmt.Errorf("order %s was not invoiced", orderID)
}
