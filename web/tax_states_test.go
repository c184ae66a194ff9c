package web

import (
	"strings"
	"testing"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/app/form"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/o2c/seller"
)

// The return by state says what was taxed and what a certificate freed, and each
// figure leads to the rates, the reasons and the invoices it is made of.
func TestSalesByState(t *testing.T) {
	a, err := app.Open(t.Context(), dbtest.SQLite(t), app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	if _, err := db.Do(t.Context(), a.DB, db.As{}, func(w *db.Write) (company.Made, error) {
		return company.Found(w, seller.NewEntity{Name: "Acme", Country: "US", Region: "CA", Currency: "USD", Tax: "standard"})
	}); err != nil {
		t.Fatal(err)
	}
	b := told(t, a, "user.role user=admin role=admin", "entity.register_tax id=Acme kind=US-CA number=S from=2020-01-01", "tax.rate state=CA rate=7.25 freight_taxable=false valid_from=2020-01-01",
		"item.create sku=lamp kind=goods price=100.00 name=Lamp", "stock.receive sku=lamp quantity=50 unit_cost=0",
		"customer.create number=bay name=Bay country=US region=CA postcode=94105 currency=USD terms=net30", "customer.create number=shop name=Shop country=US region=CA postcode=94105 currency=USD terms=net30",
		"customer.exempt customer=shop state=CA number=R-1 kind=resale valid_from=2020-01-01 valid_to=2099-12-31",
		"order.place number=C1 customer=bay lines=lamp:2", "shipping.plan order=C1 ship=true", "order.place number=C2 customer=shop lines=lamp:3", "shipping.plan order=C2 ship=true")
	days := "from=2020-01-01&to=2099-12-31"
	body := b.wants(b.get("/tax/states?"+days), 200, "Ventes par État", "200,00", "300,00", "500,00", "14,50", "7,25", "Certificat de revente", "Exonérées par certificat", "state=US-CA", `#h-exempts"`, `href="/invoices/`, `href="/tax/states"`)
	if strings.Count(body, `href="/invoices/`) < 2 {
		t.Error("its invoices are not there")
	}
	if file := b.get("/tax/states?format=csv&" + days).Body.String(); !strings.Contains(file, "CA;500,00;200,00;300,00;0,00;14,50;USD") {
		t.Errorf("the file is %q", file)
	}
	b.wants(b.get("/tax/states?from=2019-01-01&to=2019-01-31"), 200, "Aucune vente dans un État")
}

// told does what lines say as the administrator of the only company, and signs
// him in.
func told(t *testing.T, a *app.App, lines ...string) *browser {
	t.Helper()
	admin, err := a.Act(t.Context(), company.Administrator, access.Admin, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		words := strings.Fields(line)
		e, _ := app.Find(words[0])
		in := e.NewInput()
		for _, w := range words[1:] {
			name, value, _ := strings.Cut(w, "=")
			if err := form.Set(in, name, value); err != nil {
				t.Fatal(line, err)
			}
		}
		if _, _, err := e.Run(t.Context(), a, app.Call{Caller: admin}, in); err != nil {
			t.Fatal(line, ": ", err)
		}
		if _, err := a.DB.Idle(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	secret, err := a.SignInAs(t.Context(), "admin", app.From{})
	if err != nil {
		t.Fatal(err)
	}
	b := on(t, a, Options{})
	b.cookies[plainCookie] = secret
	return b
}
