package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"encaisse/app/access"
	"encaisse/base/day"
)

// announced announces goods on the form, and says the number of the receipt.
func (b *browser) announced(sku, quantity string, on day.Day) string {
	b.Helper()
	w := b.get("/do/expected.announce?sku=" + sku + "&quantity=" + quantity)
	done := b.post("/do/expected.announce", "key", b.key(w), "sku", sku, "quantity", quantity, "expected_on", on.String(), "unit_cost", "3.20", "reference", "F-"+sku, "step", "do")
	if done.Code != http.StatusSeeOther || !strings.HasPrefix(done.Header().Get("Location"), "/expected?done") {
		b.Fatalf("announcing: %d %s %.500s", done.Code, done.Header().Get("Location"), done.Body)
	}
	list := regexp.MustCompile(`href="/expected/(RA-[^"]+)"`).FindAllStringSubmatch(b.wants(b.get("/expected"), http.StatusOK), -1)
	latest := ""
	for _, m := range list {
		latest = max(latest, m[1])
	}
	return latest
}

// What is announced dates what is short, on every page that says so, and is
// received from its record in two clicks.
func TestAvailability(t *testing.T) {
	k, s := as(t, access.Warehouse), as(t, access.Sales)
	const many = "9000"
	order := s.places(s.someCustomer(), "VER-35:1")
	first := k.wants(k.get("/availability?q=VER-35"), http.StatusOK, "VER-35", `href="/items/VER-35?part=promise"`)
	if !strings.Contains(first, "À promettre") {
		t.Error("what may be promised is not there")
	}
	s.wants(s.get("/orders/"+order), http.StatusOK, "Maintenant")
	s.wants(s.post("/orders/new", "customer", s.someCustomer(), "step", "look", "n", "", "sku", "VER-35", "quantity", many, "price", "", "discount", ""), http.StatusOK, "date inconnue")

	on := day.Of(2030, 3, 4)
	number := k.announced("VER-35", many, on)
	said := "4\u00a0mars\u00a02030"
	s.wants(s.post("/orders/new", "customer", s.someCustomer(), "step", "look", "n", "", "sku", "VER-35", "quantity", many, "price", "", "discount", ""), http.StatusOK, said)
	k.wants(k.get("/availability?view=s-coming"), http.StatusOK, said)
	k.wants(k.get("/items/VER-35?part=promise&quantity="+many), http.StatusOK, said, "Maintenant")
	k.wants(k.get("/items/VER-35?part=expected"), http.StatusOK, number, "F-VER-35")
	if csv := k.get("/availability?view=s-coming&format=csv").Body.String(); !strings.Contains(csv, "2030") {
		t.Errorf("the file: %s", csv)
	}

	// the first click previews, the second receives
	record := k.wants(k.get("/expected/"+number), http.StatusOK, "Recevoir ce qui reste", "Annuler ce qui reste", "Coût unitaire", "3,20")
	href := regexp.MustCompile(`href="(/do/stock\.receive\?[^"]+)"`).FindStringSubmatch(record)
	if href == nil {
		t.Fatal("nothing to receive it with")
	}
	w := k.get(strings.ReplaceAll(href[1], "&amp;", "&"))
	k.wants(w, http.StatusOK, `value="do"`, `value="`+number+`"`, `name="unit_cost" value="3`)
	done := k.post("/do/stock.receive", "key", k.key(w), "sku", "VER-35", "quantity", "8999", "unit_cost", "4", "warehouse", "MAIN", "expected", number, "back", "/expected/"+number, "step", "do")
	if done.Code != http.StatusSeeOther || !strings.HasPrefix(done.Header().Get("Location"), "/expected/"+number) {
		t.Fatalf("receiving: %d %s %.500s", done.Code, done.Header().Get("Location"), done.Body)
	}
	k.wants(k.get("/expected/"+number), http.StatusOK, "Reçue en partie")
	w = k.get("/do/expected.cancel?id=" + number)
	k.wants(k.post("/do/expected.cancel", "key", k.key(w), "id", number, "step", "do"), http.StatusSeeOther)
	k.wants(k.get("/expected?view=x-done"), http.StatusOK, number, "Annulée")
	k.wants(k.post("/do/stock.receive", "key", "again", "sku", "VER-35", "quantity", "1", "expected", number, "step", "do"), http.StatusConflict, number)
	k.wants(k.get("/replenish"), http.StatusOK, "Réapprovisionnement")
	s.wants(s.get("/do/expected.announce"), http.StatusForbidden)
}
