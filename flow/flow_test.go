package flow_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"encaisse/app"
	"encaisse/app/company"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
	"encaisse/verify"
)

var (
	qTodo  = db.Q("flow.test.todo", `select count(*) from todo where step like 'order.Retry%'`).Scans()
	qState = db.Q("flow.test.state", `select number from sales_order where state = $1 order by ordered_on, id`).Scans()
)

// Many held orders, eased many times: one step waits for the group, it goes
// through them in pieces, and the oldest pass first.
func TestHeldOrdersAreAskedOldestFirst(t *testing.T) {
	const held, eased = 120, 10
	dbtest.Both(t, func(t *testing.T, url string) {
		ctx := t.Context()
		a, as := founded(t, url)
		price, none := money.Price(1_000000), money.Decimal(0)
		do(t, a, as, func(w *db.Write) (any, error) {
			return catalog.Create(w, catalog.New{SKU: "un", Name: "un", Kind: catalog.Service, Price: &price, Currency: "EUR"})
		})
		for _, c := range []credit.NewCustomer{
			{New: party.New{Number: "nord", Name: "Nord", Country: "FR", Currency: "EUR", Terms: "net30", Group: "tous"}, CreditLimit: nil},
			{New: party.New{Number: "sud", Name: "Sud", Country: "FR", Currency: "EUR", Terms: "net30", Group: "tous"}, CreditLimit: nil},
		} {
			do(t, a, as, func(w *db.Write) (any, error) { return credit.Welcome(w, c) })
		}
		limit := func(to money.Decimal) {
			t.Helper()
			do(t, a, as, func(w *db.Write) (any, error) {
				return credit.LimitGroup(w, credit.NewGroupLimit{Group: "tous", Limit: &to})
			})
		}
		limit(none)
		first := day.Of(2026, 1, 1)
		var want []string // the oldest first; they come in the other order
		for i := range held {
			number := fmt.Sprintf("C%d", i)
			do(t, a, as, func(w *db.Write) (any, error) {
				return order.Place(w, order.New{Number: number, Customer: []string{"nord", "sud"}[i%2], OrderedOn: first.AddDays(held - i),
					Lines: []order.NewLine{{SKU: "un", Quantity: money.Units(1)}}})
			})
			want = append([]string{number}, want...)
		}
		for i := range eased {
			limit(money.Decimal(i+1) * 1_000000)
		}
		if n := ask[int64](t, a, qTodo); len(n) != 1 || n[0] != 1 {
			t.Errorf("%d steps wait after %d eases of %d orders", n, eased, held)
		}
		n, err := a.DB.Idle(ctx)
		if err != nil || n > eased+held/50+2 {
			t.Errorf("%d steps, %v", n, err)
		}
		if got := ask[string](t, a, qState, "confirmed"); !slices.Equal(got, want[:eased]) {
			t.Errorf("confirmed %v, want %v", got, want[:eased])
		}

		limit(held * 1_000000)
		if _, err := a.DB.Idle(ctx); err != nil {
			t.Fatal(err)
		}
		if got := ask[string](t, a, qState, "confirmed"); !slices.Equal(got, want) {
			t.Errorf("%d confirmed, want %d", len(got), len(want))
		}
		if report, err := verify.Run(ctx, a.DB, verify.Options{}); err != nil {
			t.Errorf("%v %+v", err, report)
		}
	})
}

// founded is a company without taxes, whose steps run when a test says so.
func founded(t *testing.T, url string) (*app.App, db.As) {
	t.Helper()
	a, err := app.Open(t.Context(), url, app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	home := do(t, a, db.As{}, func(w *db.Write) (company.Made, error) {
		return company.Found(w, seller.NewEntity{Name: "Exemple", Country: "FR", Currency: "EUR", Tax: "none"})
	})
	entity, _ := db.ParseID(seller.Prefix, home.Entity)
	return a, db.As{Entity: entity}
}

func do[T any](t *testing.T, a *app.App, as db.As, f func(*db.Write) (T, error)) T {
	t.Helper()
	v, err := db.Do(context.Background(), a.DB, as, f)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func ask[T any](t *testing.T, a *app.App, q *db.Stmt, args ...any) []T {
	t.Helper()
	v, err := db.See(context.Background(), a.DB, db.As{}, func(r *db.Read) ([]T, error) { return db.All[T](r, q, args...) })
	if err != nil {
		t.Fatal(err)
	}
	return v
}
