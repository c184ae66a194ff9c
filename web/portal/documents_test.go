package portal

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/words"
	"encaisse/o2c/credit"
	"encaisse/o2c/dunning"
	"encaisse/o2c/party"
)

// A customer sees what is known of him and who looks after him, and asks for a
// correction, once however often he presses; who looks after him finds it.
func TestDetailsAndCorrection(t *testing.T) {
	b := open(t)
	numbers, _ := b.debtors(2)
	own, err := app.ShowCustomer.Ask(t.Context(), b.app, b.admin, credit.ByCustomer{ID: numbers[0]})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := app.GiveCustomer.Do(t.Context(), b.app, b.admin, dunning.ToGive{Customer: numbers[0], Collector: "zoe"}); err != nil {
		t.Fatal(err)
	}
	if _, err := app.PutAddress.Do(t.Context(), b.app, b.admin, party.NewAddress{Customer: numbers[0], Code: "quai", Name: "Entrepôt du quai", City: "Brest", Country: "FR"}); err != nil {
		t.Fatal(err)
	}
	guest, err := app.InviteGuest.Do(t.Context(), b.app, b.admin, access.NewGuest{Customer: numbers[0], Email: "chef@client.example"})
	if err != nil || guest.Path == nil {
		t.Fatal("no guest was invited: ", err)
	}
	b = as(t, numbers[0])
	b.wants(b.get("/portal/documents"), 200, own.Email, own.Name, "zoe@", "Entrepôt du quai", "chef@client.example", "Factures et avoirs", "Rappels de paiement", "Pays")
	country := regexp.MustCompile(`<dt>Pays</dt>\s*<dd>(?:<[^>]*>|\s)*([^<]*)`)
	if m := country.FindStringSubmatch(b.get("/portal/documents").Body.String()); m == nil || m[1] != words.Country(words.French, own.Country) || len(m[1]) <= 2 {
		t.Errorf("the country is shown as %q", m)
	}
	b.wants(b.post("/portal/corrections", "about", "email", "note", "", "key", "c1"), http.StatusUnprocessableEntity, "aria-invalid", `selected`)
	for range 2 { // pressed twice: once
		b.wants(b.post("/portal/corrections", "about", "email", "note", "factures@nouveau.example", "key", "c2"), http.StatusSeeOther)
	}
	b.wants(b.get("/portal/documents?done=correction"), 200, "votre demande est reçue", own.Email)
	told, err := b.app.Act(t.Context(), "zoe", access.Collections, b.admin.Entity.Text("ent"))
	if err != nil {
		t.Fatal(err)
	}
	mentions, err := app.MyMentions.Ask(t.Context(), b.app, app.Call{Caller: told}, db.Paging{Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, m := range mentions.Items {
		if strings.Contains(m.Note, "factures@nouveau.example") && m.Number == numbers[0] {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d notes tell of the correction, not one", n)
	}
	other := as(t, numbers[1])
	body := other.wants(other.get("/portal/documents?customer="+numbers[0]), 200)
	for _, x := range []string{own.Email, own.Name, "Entrepôt du quai", "chef@client.example"} {
		if strings.Contains(body, x) {
			t.Errorf("another customer sees %q", x)
		}
	}
}
