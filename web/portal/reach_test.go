package portal

import (
	"encoding/json"
	"net/http"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/form"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
	"encaisse/o2c/portal"
)

// theirs are the ids and numbers of another customer, by what they are of.
type theirs struct {
	customer, number, name              string
	invoices, orders, shipments, checks []string
	quotes                              []string
}

func (b *browser) of(number string) theirs {
	b.Helper()
	in := db.Paging{Limit: 50}
	c, err := app.ShowCustomer.Ask(b.Context(), b.app, b.admin, credit.ByCustomer{ID: number})
	if err != nil {
		b.Fatal(err)
	}
	out := theirs{customer: c.ID, number: number, name: c.Name}
	bills, err := app.PortalInvoices.Ask(b.Context(), b.app, b.admin, portal.InvoicesIn{Paging: in, Customer: number})
	if err != nil {
		b.Fatal(err)
	}
	for _, i := range bills.Items[:min(3, len(bills.Items))] {
		out.invoices = append(out.invoices, i.ID, i.Number)
	}
	orders, err := app.PortalOrders.Ask(b.Context(), b.app, b.admin, portal.OrdersIn{Paging: in, Customer: number})
	if err != nil {
		b.Fatal(err)
	}
	for i, o := range orders.Items {
		if i < 3 {
			out.orders = append(out.orders, o.ID, o.Number)
		}
		whole, err := app.PortalOrder.Ask(b.Context(), b.app, b.admin, portal.OrderIn{Customer: number, ID: o.ID})
		if err != nil {
			b.Fatal(err)
		}
		for _, s := range whole.Shipments[:min(1, len(whole.Shipments))] {
			out.shipments = append(out.shipments, s.ID, s.Number)
		}
	}
	q, _ := b.offers(number)
	out.quotes = []string{q.ID, q.Number}
	other := as(b.T, number)
	a, err := app.PortalAccount.Ask(b.Context(), b.app, b.admin, portal.AccountIn{Customer: number})
	if err != nil {
		b.Fatal(err)
	}
	for _, d := range a.Due {
		if d.ToPay.Minor > 0 {
			other.post("/portal/pay", "choice", "whole", "invoice", d.ID)
			break
		}
	}
	if a, err = app.PortalAccount.Ask(b.Context(), b.app, b.admin, portal.AccountIn{Customer: number}); err != nil {
		b.Fatal(err)
	}
	for _, c := range a.Checkouts {
		out.checks = append(out.checks, c.ID)
	}
	if len(out.invoices) == 0 || len(out.orders) == 0 || len(out.shipments) == 0 || len(out.checks) == 0 {
		b.Fatalf("%s has too little to be looked for: %+v", number, out)
	}
	return out
}

func (x theirs) all() []string {
	return slices.Concat([]string{x.customer, x.number}, x.invoices, x.orders, x.shipments, x.checks, x.quotes)
}

var echoed = regexp.MustCompile(`name="back" value="[^"]*"`)

// found tells whether a page shows anything of theirs.
func (x theirs) found(body, asked string) string {
	body = echoed.ReplaceAllString(body, "") // the address that was asked for
	for _, s := range append(x.all(), x.name) {
		if s != asked && strings.Contains(body, s) {
			return s
		}
	}
	return ""
}

// S1, S2, V1 to V3: whatever a customer puts into path, query and body of each
// page, nothing of another's comes back, and nothing of his is done.
func TestACustomerReachesNothingOfAnother(t *testing.T) {
	b := open(t)
	numbers, _ := b.debtors(2)
	x := b.of(numbers[1])
	before := b.facts(x)
	b = as(t, numbers[0])
	tried := 0
	for _, s := range inner() {
		method, path, _ := strings.Cut(s.route, " ")
		if path == "/portal/sign-out" {
			continue
		}
		slots := []string{""}
		if strings.Contains(path, "{id}") {
			slots = append(x.all(), "0", "-1", "inv_", "%2e%2e", "x'or'1'='1")
		}
		for _, id := range slots {
			at := strings.ReplaceAll(path, "{id}", url.PathEscape(id))
			if strings.HasPrefix(id, "%") {
				at = strings.ReplaceAll(path, "{id}", id)
			}
			for _, other := range x.all()[:4] {
				form := url.Values{"customer": {x.customer}, "number": {x.number}, "invoice": {x.invoices[0]}, "account": {x.customer}, "entity": {"1"}, "choice": {"whole"},
					"reason": {"price"}, "whole": {"true"}, "due_on": {b.soon()}, "first_on": {b.soon()}, "parts": {"3"}, "id": {other}}
				w := b.send(method, at+"?"+url.Values{"customer": {other}, "invoice": {x.invoices[0]}, "id": {other}, "after": {""}}.Encode(), form)
				tried++
				if found := x.found(w.Body.String(), id); found != "" {
					t.Errorf("%s %s shows %s", method, at, found)
				}
				if id != "" && w.Code != http.StatusNotFound && w.Code != http.StatusBadRequest {
					t.Errorf("%s %s is %d, not 404", method, at, w.Code)
				}
				if l := w.Header().Get("Location"); strings.Contains(l, x.number) {
					t.Errorf("%s %s leads to %s", method, at, l)
				}
				if w.Header().Get("Content-Type") == "application/pdf" && path != "/portal/statement" {
					t.Errorf("%s %s is a file", method, at)
				}
			}
		}
	}
	if after := b.facts(x); after != before {
		t.Errorf("the other's account went from %s to %s", before, after)
	}
	if tried < 200 {
		t.Errorf("only %d tries", tried)
	}
}

// facts is what another's account says, to see that nothing was done to it.
func (b *browser) facts(x theirs) string {
	b.Helper()
	a, err := app.PortalAccount.Ask(b.Context(), b.app, b.admin, portal.AccountIn{Customer: x.number})
	if err != nil {
		b.Fatal(err)
	}
	text, err := json.Marshal(a)
	if err != nil {
		b.Fatal(err)
	}
	return string(text)
}

func (b *browser) soon() string {
	return b.app.DB.Now().AddDate(0, 0, 5).Format("2006-01-02")
}

// The registry itself holds a customer to his own, whichever door he takes: on
// each of its entries that he may call, by each of its fields.
func TestTheRegistryHoldsACustomer(t *testing.T) {
	b := open(t)
	numbers, _ := b.debtors(2)
	x := b.of(numbers[1])
	own, err := app.ShowCustomer.Ask(t.Context(), b.app, b.admin, credit.ByCustomer{ID: numbers[0]})
	if err != nil {
		t.Fatal(err)
	}
	id, _ := db.ParseID(party.Prefix, own.ID)
	call := app.Call{Caller: app.Caller{User: b.admin.User, Role: access.Customer, Entity: b.admin.Entity, Customer: id}}
	tried := 0
	for _, e := range app.All() {
		if !slices.Contains(e.Roles, access.Customer) {
			if err := e.Authorise(access.Customer); err == nil {
				t.Errorf("%s is open to customers", e.Name)
			}
			continue
		}
		for _, f := range e.Fields {
			if f.Type.Kind() != reflect.String {
				continue
			}
			for _, other := range x.all() {
				in := e.NewInput()
				if form.Set(in, f.Name, other) != nil {
					continue
				}
				for _, g := range e.Fields { // the rest is filled with theirs too
					if g.Path && g.Name != f.Name && g.Name != "customer" {
						_ = form.Set(in, g.Name, x.invoices[0]) // what does not fit is refused anyway
					}
				}
				tried++
				out, _, err := e.Run(t.Context(), b.app, call, in)
				if err != nil {
					continue
				}
				text, _ := json.Marshal(out)
				if found := x.found(string(text), other); found != "" {
					t.Errorf("%s with %s=%s shows %s", e.Name, f.Name, other, found)
				}
			}
		}
	}
	if tried < 100 {
		t.Errorf("only %d tries", tried)
	}
}

// A link to one invoice opens that, its file and its payment, and nothing else,
// not even the customer's own.
func TestALinkToOneInvoice(t *testing.T) {
	b := open(t)
	numbers, accounts := b.debtors(1)
	one, other := accounts[0].Due[0], accounts[0].Due[1]
	path, _ := b.link(numbers[0], one.Number)
	if w := b.get(path); w.Header().Get("Location") != "/portal/invoices/"+one.ID {
		t.Fatalf("sent to %s", w.Header().Get("Location"))
	}
	b.wants(b.get("/portal/invoices/"+one.ID), 200, one.Number)
	if w := b.get("/portal/invoices/" + one.ID + "/pdf"); w.Code != 200 || w.Header().Get("Content-Type") != "application/pdf" {
		t.Errorf("its file is %d", w.Code)
	}
	if body := b.wants(b.get("/portal"), 200, one.Number); strings.Contains(body, other.Number) {
		t.Error("the link shows another invoice")
	}
	for _, s := range inner() {
		method, at, _ := strings.Cut(s.route, " ")
		if at == "/portal/sign-out" || at == "/portal" || at == "/portal/later" {
			continue
		}
		at = strings.ReplaceAll(at, "{id}", other.ID)
		w := b.send(method, at, url.Values{"invoice": {other.ID}, "choice": {"whole"}, "reason": {"price"}, "whole": {"true"}})
		body := w.Body.String()
		if w.Code < 400 || strings.Contains(body, other.Number) {
			t.Errorf("%s %s: %d", method, at, w.Code)
		}
		if !s.one && w.Code != http.StatusForbidden {
			t.Errorf("%s %s: %d, not 403", method, at, w.Code)
		}
	}
	if _, err := app.CreateLink.Do(t.Context(), b.app, b.admin, portal.NewLink{Customer: "CL003", Invoice: one.Number}); refuse.Code(err) != "portal.other_invoice" && numbers[0] != "CL003" {
		t.Errorf("a link to another's invoice: %v", err)
	}
}

// Without a session every page leads to the door, and another site can not act.
func TestNothingWithoutASession(t *testing.T) {
	for _, s := range inner() {
		b := open(t)
		method, path, _ := strings.Cut(s.route, " ")
		path = strings.ReplaceAll(path, "{id}", "x")
		door := "/portal/sign-in"
		if method == "GET" && path != home {
			door += "?to=" + url.QueryEscape(path)
		}
		w := b.send(method, path, nil)
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != door {
			t.Errorf("%s: %d %s", s.route, w.Code, w.Header().Get("Location"))
		}
		if method == "POST" {
			b.site = "cross-site"
			b.wants(b.send(method, path, nil), http.StatusForbidden)
		}
	}
}

// Whose session ends while he fills a form loses nothing: he comes in on another
// page and sends it again. Who followed an address comes in where he was going.
func TestWhatWasTypedOutlivesASession(t *testing.T) {
	b := open(t)
	numbers, accounts := b.debtors(1)
	path, _ := b.link(numbers[0], "")
	b.get(path)
	invoice := "/portal/invoices/" + accounts[0].Due[0].ID
	in := b.cookies
	b.cookies = map[string]string{}
	form := []string{"line", "1", "quantity", "0", "reason", "quality", "comment", `"<b>Cassé`, "key", "reprise", "password", "hush"}
	page := b.wants(b.post(invoice+"/dispute", form...), http.StatusUnauthorized, "session est terminée", `action="`+invoice+`/dispute"`, `value="&#34;&lt;b&gt;Cassé"`, `value="reprise"`, `target="_blank"`)
	if strings.Contains(page, "hush") {
		t.Error("a password is shown again")
	}
	b.lang = "en"
	b.wants(b.post(invoice+"/dispute", form...), http.StatusUnauthorized, "Your session has ended", "Send again", "another tab")
	b.lang = "fr"
	b.wants(b.get(invoice), http.StatusSeeOther)
	b.wants(b.get("/portal/sign-in?to="+url.QueryEscape(invoice)), http.StatusOK, `name="to" value="`+invoice+`"`)
	b.wants(b.get("/portal/sign-in?to=https://else.example/"), http.StatusOK, `name="to" value="/portal"`)
	b.cookies = in
	b.wants(b.get(invoice), http.StatusOK)
}
