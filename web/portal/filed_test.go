package portal

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/o2c/credit"
	"encaisse/o2c/portal"
)

// Under insolvency proceedings what was owed before is not offered for payment
// by any page, nor paid by who posts its form or goes on with what he began.
func TestFiledClaimsAreNotPaid(t *testing.T) {
	b := open(t)
	numbers, accounts := b.debtors(3)
	number, owed := numbers[2], accounts[2].Due[0]
	b = as(t, number)
	w := b.post("/portal/pay", "choice", "whole", "invoice", owed.ID)
	b.wants(w, http.StatusSeeOther)
	a, err := app.PortalAccount.Ask(t.Context(), b.app, b.admin, portal.AccountIn{Customer: number})
	if err != nil || len(a.Checkouts) == 0 {
		t.Fatal("no payment begun: ", err)
	}
	begun := "/portal/checkouts/" + a.Checkouts[0].ID
	b.wants(b.get(begun), 200, "Reprendre le paiement")
	declare := func(on day.Day) {
		if _, err := app.Insolvency.Do(t.Context(), b.app, b.admin, credit.ToDeclare{Customer: number, On: on}); err != nil {
			t.Fatal(err)
		}
	}
	declare(day.FromTime(b.app.DB.Now(), time.UTC))
	defer declare(0)
	for path, text := range map[string]string{"/portal": "procédure collective", "/portal/invoices/" + owed.ID: "L622-7", "/portal/invoices?q=" + owed.Number: "Déclarée au passif", begun: "Paiement pas encore fait"} {
		body := b.wants(b.get(path), 200, text)
		for _, offered := range []string{`name="invoice" value="` + owed.ID + `"`, "Reprendre le paiement"} {
			if strings.Contains(body, offered) {
				t.Errorf("%s offers %s", path, offered)
			}
		}
	}
	for _, choice := range []string{"whole", "chosen", "amounts"} {
		w := b.post("/portal/pay", "choice", choice, "invoice", owed.ID, "amount-"+owed.ID, "1,00")
		if w.Code < 400 || strings.Contains(w.Header().Get("Location"), "sandbox") {
			t.Errorf("paying it by %q is %d", choice, w.Code)
		}
	}
	b.wants(b.post("/portal/promise", "due_on", b.soon(), "key", "f1"), http.StatusConflict, "L622-7")
	b.wants(b.post("/portal/plan", "first_on", b.soon(), "parts", "3", "key", "f2"), http.StatusConflict, "se décide dans la procédure")
	path, _ := b.link(number, owed.Number)
	b.get(path)
	if body := b.wants(b.get("/portal/invoices/"+owed.ID), 200, "L622-7"); strings.Contains(body, `action="/portal/pay"`) {
		t.Error("the link to it offers to pay it")
	}
}
