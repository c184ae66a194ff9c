package web

import (
	"net/http"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/app/company"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/demo"
	"encaisse/o2c/seller"
)

// A month that is over is invoiced with one button, of it alone; then the month
// under way is offered. Of a customer there is one invoice, which the run names.
func TestAMonthIsInvoicedWithOneButton(t *testing.T) {
	clock := &demo.Clock{}
	clock.Set(time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC))
	a, err := app.Open(t.Context(), dbtest.SQLite(t), app.Options{Clock: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	if _, err := db.Do(t.Context(), a.DB, db.As{}, func(w *db.Write) (company.Made, error) {
		return company.Found(w, seller.NewEntity{Name: "Atelier", Country: "FR", Currency: "EUR", Tax: "standard"})
	}); err != nil {
		t.Fatal(err)
	}
	told(t, a, "user.role user=admin role=admin", "item.create sku=vis kind=goods price=10.00 name=Vis", "stock.receive sku=vis quantity=100 unit_cost=0",
		"customer.create number=durand name=Durand country=FR currency=EUR terms=net30 credit_limit=5000 billing=month",
		"customer.create number=martin name=Martin country=FR currency=EUR terms=net30 credit_limit=5000 billing=month",
		"order.place number=C1 customer=durand lines=vis:2", "shipping.plan order=C1 ship=true", "order.place number=C2 customer=durand lines=vis:3", "shipping.plan order=C2 ship=true")
	clock.Set(time.Date(2026, 4, 2, 9, 0, 0, 0, time.UTC))
	b := told(t, a, "order.place number=C3 customer=durand lines=vis:1", "shipping.plan order=C3 ship=true", "order.place number=C4 customer=martin lines=vis:4", "shipping.plan order=C4 ship=true")
	driven(t, a)
	for _, offer := range []struct{ button, invoice, total string }{
		{"Facturer mars\u00a02026 : 1 client, 60,00 €", "FA-2026-000001", "60,00 €"},
		{"Facturer avril\u00a02026 : 2 clients, 60,00 €", "FA-2026-000003", "48,00 €"},
	} {
		page := b.get("/to-invoice?cause=month")
		b.wants(page, http.StatusOK, offer.button)
		w := b.post("/to-invoice?cause=month", "key", b.key(page))
		b.wants(w, http.StatusSeeOther)
		at := w.Header().Get("Location")
		b.wants(b.get(at), http.StatusOK, "Rien n’est fait encore", `href="/to-invoice?cause=month"`, offer.total)
		b.wants(b.post(at+"/apply", "key", offer.invoice), http.StatusSeeOther)
		b.wants(b.get(at), http.StatusOK, "Terminé", `href="/invoices/`+offer.invoice+`"`, offer.total)
	}
	b.wants(b.get("/to-invoice?cause=month"), http.StatusOK, "Tout est facturé")
}
