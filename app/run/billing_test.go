package run

import (
	"context"
	"fmt"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/invoice"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
	"encaisse/o2c/shipping"
)

var qMonthly = db.Q("test.billing.invoices", `select i.number, c.number, i.net from invoice i join customer c on c.id = i.customer where i.type = '380' order by i.id`)

type billedRow struct {
	Number, Customer string
	Net              money.Amount
}

// A run that stopped half way goes on where it stopped, one that is done does
// nothing more, and a customer who is refused keeps nobody else from being invoiced.
func TestBillingRun(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		now := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
		a, err := app.Open(t.Context(), url, app.Options{Clock: func() time.Time { return now }})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(a.Close)
		c := monthlyCompany(t, a, 5)
		now = now.AddDate(0, 1, 0)
		preview, err := app.MonthToBill.Ask(t.Context(), a, app.Call{Caller: c}, invoice.MonthOf{})
		if err != nil || len(preview.Invoices) != 5 || preview.Month != "2026-03" || preview.Invoices[2].Net.Minor != 60000 {
			t.Fatal(preview, err)
		}
		if list := invoiced(t, a); len(list) != 0 {
			t.Fatal("a preview invoiced", list)
		}
		// The first two were done when it stopped.
		for _, number := range []string{"C1", "C2"} {
			if _, err := app.BillMonth.Do(t.Context(), a, app.Call{Caller: c}, invoice.ToBill{Customer: number}); err != nil {
				t.Fatal(err)
			}
		}
		n, err := billing(t.Context(), a)
		if refuse.Code(err) != "invoice.due_over_cap" || n != 2 {
			t.Fatal("C4 asks for 60 days after a month's invoice:", n, err)
		}
		want := []billedRow{{"FA-2026-000001", "C1", 20000}, {"FA-2026-000002", "C2", 40000}, {"FA-2026-000003", "C3", 60000}, {"FA-2026-000004", "C5", 100000}}
		if list := invoiced(t, a); fmt.Sprint(list) != fmt.Sprint(want) {
			t.Errorf("%v, should be %v", list, want)
		}
		if n, err := billing(t.Context(), a); refuse.Code(err) != "invoice.due_over_cap" || n != 0 || len(invoiced(t, a)) != 4 {
			t.Error("invoiced twice", n, err)
		}
		if _, err := Month(t.Context(), a, "2026-05"); refuse.Code(err) != "invoice.month_future" {
			t.Error(err)
		}
	})
}

func invoiced(t *testing.T, a *app.App) []billedRow {
	t.Helper()
	list, err := db.See(t.Context(), a.DB, db.As{}, func(r *db.Read) ([]billedRow, error) { return db.All[billedRow](r, qMonthly) })
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// monthlyCompany has so many customers billed by the month, each with two orders
// shipped; the fourth has terms that a month's invoice may not have.
func monthlyCompany(t *testing.T, a *app.App, customers int) app.Caller {
	t.Helper()
	ctx := t.Context()
	if _, err := db.Do(ctx, a.DB, db.As{}, func(w *db.Write) (company.Made, error) {
		return company.Found(w, seller.NewEntity{Name: "Dupont", Country: "FR", Currency: "EUR", Tax: "none"})
	}); err != nil {
		t.Fatal(err)
	}
	c, err := a.Act(ctx, company.Administrator, access.Admin, "")
	if err != nil {
		t.Fatal(err)
	}
	call, refused, price := app.Call{Caller: c}, seller.CapsRefuse, money.Price(100_000000)
	list, err := app.ListEntities.Ask(ctx, a, call, seller.None{})
	check(t, err)
	_, err = app.DescribeEntity.Do(ctx, a, call, seller.Details{ID: list.Items[0].ID, Caps: &refused})
	check(t, err)
	_, err = app.CreateItem.Do(ctx, a, call, catalog.New{SKU: "pose", Name: "Pose", Kind: catalog.Service, Price: &price})
	check(t, err)
	for i := range customers {
		in := party.New{Number: fmt.Sprint("C", i+1), Name: "Martin", Country: "FR", Currency: "EUR", Terms: "net30", Billing: "month"}
		if i == 3 {
			in.Terms = "net60"
		}
		_, err := app.CreateCustomer.Do(ctx, a, call, credit.NewCustomer{New: in})
		check(t, err)
		for range 2 {
			o, err := app.PlaceOrder.Do(ctx, a, call, order.New{Customer: in.Number, Lines: []order.NewLine{{SKU: "pose", Quantity: money.Units(int64(i + 1))}}})
			check(t, err)
			_, err = app.PlanShipment.Do(ctx, a, call, shipping.ToPlan{Order: o.ID, Ship: true})
			check(t, err)
		}
	}
	_, err = a.DB.Idle(context.Background())
	check(t, err)
	return c
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
