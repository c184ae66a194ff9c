package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/demo"
	"encaisse/o2c/listing"
	"encaisse/o2c/payment"
)

// What is refused of a receipt comes back as it was ticked; nothing is applied.
func TestApplyingTooMuch(t *testing.T) {
	a := mustFirm(t)
	c, err := a.Act(t.Context(), staff[access.Cash], access.Cash, demo.Company)
	if err != nil {
		t.Fatal(err)
	}
	call := app.Call{Caller: c}
	open, err := app.InvoiceRows.Ask(t.Context(), a, call, listing.InvoicesIn{View: "open"})
	if err != nil || len(open.Items) == 0 {
		t.Fatalf("%v %v", open, err)
	}
	i := open.Items[0]
	p, err := app.ReceivePayment.Do(t.Context(), a, call, payment.New{Amount: 1_000000, Payer: "<b>Personne</b>"})
	if err != nil {
		t.Fatal(err)
	}
	b := as(t, access.Cash)
	b.wants(b.get("/apply?payment="+p.ID+"&customer="+i.Customer), http.StatusOK, "&lt;b&gt;Personne", i.Number, "Laisser au compte de", `name="left" value="1.00"`)
	b.wants(b.get("/apply?payment="+p.ID+"&customer=nobody-is-so"), http.StatusOK, "nobody-is-so")
	b.wants(b.post("/apply/"+p.ID, "key", "k1", "view", "unknown"), http.StatusUnprocessableEntity, "Cochez une facture")
	b.wants(b.post("/apply/"+p.ID, "key", "k2", "invoice", i.Number, "take "+i.Number, "beaucoup"), http.StatusUnprocessableEntity, "Dites le montant pour "+i.Number)
	b.wants(b.post("/apply/"+p.ID, "key", "k3", "invoice", i.Number, "take "+i.Number, "1,01"), http.StatusConflict, "1,00")
	w := b.post("/apply/"+p.ID, "key", "k4", "left", "1.00", "view", "unknown", "next", "pay_x", "invoice", i.Number, "take "+i.Number, "0,60")
	if b.wants(w, http.StatusSeeOther); w.Header().Get("Location") != fmt.Sprintf("/apply?view=unknown&last=%s&payment=pay_x", p.ID) {
		t.Errorf("sent to %s", w.Header().Get("Location"))
	}
	// A page that stood open meanwhile: its part would fit, and was meant to be the first.
	b.wants(b.post("/apply/"+p.ID, "key", "k5", "left", "1.00", "view", "unapplied", "invoice", i.Number, "take "+i.Number, "0,30"), http.StatusPreconditionFailed, "a changé entre-temps", "0,40", `value="0,30"`)
	body := b.wants(b.get("/payments/"+p.ID), http.StatusOK, i.Number, "0,60", "/do/payment.unapply?", "affecté à la main")
	if !strings.Contains(body, "Payeur identifié") {
		t.Error("nothing says how the payer was found")
	}
}
