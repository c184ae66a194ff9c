package web

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"encaisse/app/access"
)

var keyed = regexp.MustCompile(`name="key" value="([^"]+)"`)

func (b *browser) key(w *httptest.ResponseRecorder) string {
	b.Helper()
	m := keyed.FindStringSubmatch(w.Body.String())
	if m == nil {
		b.Fatalf("no key in the form: %.300s", w.Body)
	}
	return m[1]
}

// someCustomer is a customer of the demonstration with room for small orders;
// who orders a lot is another one.
func (b *browser) someCustomer() string {
	return b.customerWith("/orders/new?customer=", "Crédit accordé")
}

func (b *browser) bigCustomer() string { return b.customerWith("/customers/", "sur") }

var customerHref = regexp.MustCompile(`href="/customers/([^"?]+)"`)

func (b *browser) customerWith(page, text string) string {
	b.Helper()
	list := customerHref.FindAllStringSubmatch(b.wants(b.get("/customers"), http.StatusOK), -1)
	for i := range list {
		if page == "/customers/" {
			i = len(list) - 1 - i
		}
		if list[i][1] == long {
			continue
		}
		if w := b.get(page + list[i][1]); strings.Contains(w.Body.String(), text) && !strings.Contains(w.Body.String(), "exige") {
			return list[i][1]
		}
	}
	b.Fatalf("no customer has %q", text)
	return ""
}

// places an order of lines "sku:quantity" on the form, without scripts.
func (b *browser) places(customer string, lines ...string) string {
	b.Helper()
	pairs := []string{"customer", customer, "step", "look"}
	for _, l := range lines {
		sku, quantity, _ := strings.Cut(l, ":")
		pairs = append(pairs, "n", "", "sku", sku, "quantity", quantity, "price", "", "discount", "")
	}
	w := b.post("/orders/new", pairs...)
	pairs[3] = "place"
	done := b.post("/orders/new", append(pairs, "key", b.key(w))...)
	if done.Code != http.StatusSeeOther {
		b.Fatalf("placing %v: %d %.500s", lines, done.Code, done.Body)
	}
	number, _, _ := strings.Cut(strings.TrimPrefix(done.Header().Get("Location"), "/orders/"), "?")
	return number
}

// The form of an order works without scripts: what is typed is found, priced,
// explained, refused at its field, and placed once; the same form amends it.
func TestAnOrderIsTyped(t *testing.T) {
	b := as(t, access.Sales)
	customer := b.someCustomer()
	b.wants(b.post("/orders/new", "asked", customer, "step", "look"), http.StatusOK, `value="customer:`+customer+`"`)
	w := b.post("/orders/new", "customer", customer, "entry", "24 ver-35", "step", "add")
	body := b.wants(w, http.StatusOK, `name="sku" value="VER-35"`, `value="24"`, "Tarif", "Confirmer la commande", "Disponible")
	if strings.Contains(body, `value="24 ver-35"`) {
		t.Error("what was taken is still typed")
	}
	b.wants(b.post("/orders/new", "customer", customer, "entry", "carton", "step", "add"), http.StatusOK, `value="take:VER-35"`)
	b.wants(b.post("/orders/new", "customer", customer, "entry", "zzzz", "step", "add"), http.StatusOK, "Rien ne répond à ce texte.")
	b.wants(b.post("/orders/new", "customer", customer, "n", "", "sku", "VER-35", "quantity", "two", "price", "", "discount", "", "step", "look"), http.StatusOK,
		`aria-describedby="e-quantity-0"`, "La quantité doit être positive")
	b.wants(b.post("/orders/new", "customer", customer, "n", "", "sku", `"><img onerror=x>`, "quantity", "1", "price", "", "discount", "", "step", "look"), http.StatusOK, "&lt;img onerror=x&gt;")

	number := b.places(customer, "VER-35:24", "CAR-10:2")
	b.wants(b.get("/orders/"+number), http.StatusOK, "VER-35", "CAR-10", "/orders/"+number+"/amend")
	path := "/orders/" + number + "/amend"
	w = b.get(path)
	b.wants(w, http.StatusOK, `name="n" value="1"`, `value="24"`)
	typed := []string{"key", b.key(w), "n", "1", "sku", "VER-35", "quantity", "30", "price", "", "discount", "", "n", "2", "sku", "CAR-10", "quantity", "2", "price", "", "discount", "5",
		"n", "", "sku", "FLU-18", "quantity", "1", "price", "", "discount", "", "had_quantity", "24", "had_quantity", "2", "had_discount", "", "had_discount", ""}
	if w := b.post(path, append(typed, "step", "place")...); w.Code != http.StatusSeeOther {
		t.Fatalf("amending: %d %.300s", w.Code, w.Body)
	}
	b.wants(b.get(path), http.StatusOK, "VER-35\u00a0: 24 → 30", "FLU-18\u00a0: ajouté, 1")
	b.wants(b.get("/orders/incomplete"), http.StatusOK, "Commandes à compléter")
}

// Credit refuses with a reason only; what was decided is not asked again.
func TestAHeldOrderIsDecided(t *testing.T) {
	b := as(t, access.Sales)
	number := b.places(b.bigCustomer(), "CAR-10:2100")
	c := as(t, access.CreditManager)
	w := c.get("/credit/holds?order=" + number)
	c.wants(w, http.StatusOK, number, "Ce qu’on propose", "Règles qui s’y opposent", `data-key="A"`)
	key := c.key(w)
	c.wants(c.post("/credit/holds/"+number, "key", key, "step", "refuse", "reason", " "), http.StatusUnprocessableEntity, "Dites pourquoi la commande est refusée")
	if w := c.post("/credit/holds/"+number, "key", key, "step", "refuse", "reason", "au-delà de la limite"); w.Code != http.StatusSeeOther || !strings.Contains(w.Header().Get("Location"), "done=refused") {
		t.Errorf("refusing: %d %s", w.Code, w.Header().Get("Location"))
	}
	c.wants(c.get("/orders/"+number), http.StatusOK, "Annulée")
	if w := c.get("/credit/holds?order=" + number); w.Code != http.StatusSeeOther {
		t.Errorf("a decided order is shown again: %d", w.Code)
	}
	b.wants(b.get("/credit/holds"), http.StatusForbidden)
}

// Above one's authority a release is asked for; who asked does not grant it.
func TestAReleaseWaitsForASecondPerson(t *testing.T) {
	b := as(t, access.Sales)
	number := b.places(b.bigCustomer(), "CAR-10:2200")
	c := as(t, access.Credit) // up to 5,000
	w := c.get("/credit/holds?order=" + number)
	if w := c.post("/credit/holds/"+number, "key", c.key(w), "step", "release", "comment", "bon client"); !strings.Contains(w.Header().Get("Location"), "done=asked") {
		t.Fatalf("asking: %d %s", w.Code, w.Header().Get("Location"))
	}
	c.wants(c.get("/credit/holds?order="+number), http.StatusOK, "Le déblocage est demandé")
	c.wants(c.get("/credit/requests"), http.StatusOK, number, "Vous l’avez demandé", "bon client")
	m := as(t, access.CreditManager)
	body := m.wants(m.get("/credit/requests"), http.StatusOK, number, "Donner l’accord")
	_, form, _ := strings.Cut(body, number)
	action := regexp.MustCompile(`action="(/credit/requests/[^"]+)"`).FindStringSubmatch(form)
	key := keyed.FindStringSubmatch(form)
	if action == nil || key == nil {
		t.Fatal("no form to decide by")
	}
	if w := m.post(action[1], "key", key[1], "step", "grant"); w.Code != http.StatusSeeOther {
		t.Errorf("granting: %d %.300s", w.Code, w.Body)
	}
	m.wants(m.get("/orders/"+number), http.StatusOK, "Confirmée")
}

// Without scripts a shipment is picked on a form, short where something is
// missing; it counts once however often it is sent.
func TestAShipmentIsPickedOnce(t *testing.T) {
	number := shipmentOf(t, "VER-35:4", "FLU-18:2")
	k := as(t, access.Warehouse)
	w := k.get("/picking/" + number)
	k.wants(w, http.StatusOK, "VER-35", `name="q1"`, `name="q2"`)
	for range 2 {
		if w := k.post("/picking/"+number, "key", k.key(w), "q1", "4", "q2", "1", "step", "ship"); w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/picking?done") {
			t.Fatalf("picking: %d %s %.300s", w.Code, w.Header().Get("Location"), w.Body)
		}
	}
	k.wants(k.get("/shipments/"+number), http.StatusOK, "Expédiée")
	k.wants(k.get("/items/VER-35?part=moves"), http.StatusOK, number)
	k.wants(k.get("/items/FLU-18?part=claims"), http.StatusOK, "Commandes qui l’attendent")
}

// shipmentOf plans a shipment of an order of lines.
func shipmentOf(t *testing.T, lines ...string) string {
	t.Helper()
	b := as(t, access.Sales)
	order := b.places(b.someCustomer(), lines...)
	w := b.get("/do/shipping.plan?order=" + order)
	if w := b.post("/do/shipping.plan", "key", b.key(w), "order", order, "step", "do"); w.Code != http.StatusSeeOther {
		t.Fatalf("planning: %d %.500s", w.Code, w.Body)
	}
	k := as(t, access.Warehouse)
	body := k.wants(k.get("/picking"), http.StatusOK, order)
	before, _, _ := strings.Cut(body, order)
	at := strings.LastIndex(before, `href="/picking/`)
	number, _, _ := strings.Cut(before[at+len(`href="/picking/`):], `"`)
	return number
}

// What goes along with no goods is no pick of no lines.
func TestServicesAreNotPicked(t *testing.T) {
	number := shipmentOf(t, "LIV-EX:1")
	body := as(t, access.Warehouse).get("/picking").Body.String()
	_, after, _ := strings.Cut(body, `href="/picking/`+number)
	if row, _, _ := strings.Cut(after, "</li>"); !strings.Contains(row, "Des services seuls, rien à prendre") || strings.Contains(row, "Lignes") {
		t.Errorf("its row is %q", row)
	}
}

// Goods go from a warehouse to another, are counted and come back on sheets.
func TestSheets(t *testing.T) {
	k := as(t, access.Warehouse)
	w := k.get("/transfers/new")
	k.wants(w, http.StatusOK, `name="from"`)
	k.wants(k.post("/transfers/new", "key", k.key(w), "from", "MAIN", "to", "MAIN", "sku", "VER-35", "quantity", "1"), http.StatusUnprocessableEntity, "VER-35")
	w = k.get("/do/count.start?warehouse=MAIN&skus=PLA-45")
	if w := k.post("/do/count.start", "key", k.key(w), "warehouse", "MAIN", "skus", "PLA-45", "step", "do"); w.Code != http.StatusSeeOther {
		t.Fatalf("counting: %d %.500s", w.Code, w.Body)
	}
	body := k.wants(k.get("/counts"), http.StatusOK, "En cours")
	at := strings.LastIndex(body, `href="/counts/`)
	number, _, _ := strings.Cut(body[at+len(`href="/counts/`):], `"`)
	w = k.get("/counts/" + number + "/enter")
	k.wants(w, http.StatusOK, "PLA-45")
	if w := k.post("/counts/"+number+"/enter", "key", k.key(w), "quantity", "3"); w.Code != http.StatusSeeOther {
		t.Errorf("entering: %d %.500s", w.Code, w.Body)
	}
	k.wants(k.get("/counts/"+number), http.StatusOK, "Passer l’inventaire")
}
