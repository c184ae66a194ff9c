package portal

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/app/till"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/connect/psp"
	"encaisse/demo"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
	"encaisse/o2c/portal"
	"encaisse/web/ui"
)

// house is the demonstration that the tests of this package share.
type house struct {
	app   *app.App
	box   *psp.Sandbox
	admin app.Call
}

var opened = sync.OnceValues(func() (*house, error) {
	dir, err := os.MkdirTemp("", "portal")
	if err != nil {
		return nil, err
	}
	clock := &demo.Clock{}
	ctx := context.Background()
	a, err := app.Open(ctx, "sqlite:"+filepath.Join(dir, "demo.db"), app.Options{Clock: clock.Now})
	if err != nil {
		return nil, err
	}
	h := &house{app: a, box: psp.NewSandbox(clock.Now)}
	if _, err = demo.Build(ctx, a, demo.Options{Small: true, Months: 2, Seed: 3, Clock: clock}); err == nil {
		h.admin.Caller, err = a.Act(ctx, company.Administrator, access.Admin, demo.Company)
	}
	if err == nil {
		err = os.RemoveAll(dir) // the open file lives on; nothing is left behind
	}
	return h, err
})

// browser is a customer in front of the pages, with his cookies. No script runs.
type browser struct {
	*testing.T
	*house
	h       http.Handler
	cookies map[string]string
	lang    string
	site    string
	presses int // links and buttons since he began
}

func open(t *testing.T) *browser {
	t.Helper()
	h, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	return on(t, h, Options{})
}

func on(t *testing.T, h *house, o Options) *browser {
	o.Sandbox, o.Demo = h.box, demo.Doors()
	o.Till = &till.Till{App: h.app, Provider: h.box}
	h.box.Notify = o.Till.Hear
	mux := http.NewServeMux()
	for pattern, handler := range Handler(h.app, o) {
		mux.Handle(pattern, handler)
	}
	mux.Handle("GET /assets/", ui.Assets())
	return &browser{T: t, house: h, h: mux, cookies: map[string]string{}, lang: "fr", site: "same-origin"}
}

// link makes a link as the staff does, and returns its path and id.
func (b *browser) link(customer, invoice string) (path, id string) {
	b.Helper()
	v, err := app.CreateLink.Do(b.Context(), b.app, b.admin, portal.NewLink{Customer: customer, Invoice: invoice})
	if err != nil {
		b.Fatal(err)
	}
	return *v.Path, v.ID
}

// as comes in by a link to a whole account.
func as(t *testing.T, customer string) *browser {
	t.Helper()
	b := open(t)
	path, _ := b.link(customer, "")
	if w := b.get(path); w.Code != http.StatusSeeOther {
		t.Fatalf("coming in as %s: %d %s", customer, w.Code, w.Body)
	}
	b.post("/portal/look", "language", "fr") // some customers are English
	b.presses = 0
	return b
}

// debtors are customers who owe something that is late, with what they owe.
func (b *browser) debtors(n int) (numbers []string, accounts []portal.Account) {
	b.Helper()
	page, err := app.ListCustomers.Ask(b.Context(), b.app, b.admin, db.Paging{Limit: 100})
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range page.Items {
		a, err := app.PortalAccount.Ask(b.Context(), b.app, b.admin, portal.AccountIn{Customer: c.Number})
		if err != nil {
			b.Fatal(err)
		}
		if len(a.Due) > 1 && len(a.Sums) == 1 && a.Sums[0].LateN > 0 && strings.HasPrefix(a.Due[0].ID, "inv_") {
			numbers, accounts = append(numbers, c.Number), append(accounts, a)
		}
	}
	if len(numbers) < n {
		b.Fatalf("only %d customers owe something late", len(numbers))
	}
	return numbers[:n], accounts[:n]
}

func (b *browser) get(path string) *httptest.ResponseRecorder { return b.send("GET", path, nil) }

func (b *browser) post(path string, pairs ...string) *httptest.ResponseRecorder {
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return b.send("POST", path, form)
}

func (b *browser) send(method, path string, form url.Values) *httptest.ResponseRecorder {
	b.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.RemoteAddr = "127.0.0.1:4000"
	r.Header.Set("Accept-Language", b.lang)
	r.Header.Set("Sec-Fetch-Site", b.site)
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.h.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		} else {
			b.cookies[c.Name] = c.Value
		}
	}
	b.presses++
	b.rules(path, w)
	return w
}

// What no page may hold: scripts, styles, addresses of others, names of texts
// instead of texts, and words of the back office.
var (
	forbidden = regexp.MustCompile(`<script|<style|<[a-z][^<>]*\s(style|on[a-z]+)=|>\s*(portal|ui|state|object|role|app)\.[a-z_.]+\s*<`)
	abroad    = regexp.MustCompile(`\s(src|href|action|formaction)="((https?:)?//|javascript:)[^"]*"`)
	quoted    = regexp.MustCompile(`="[^"]*"`)
	backroom  = regexp.MustCompile(`(?i)encaisse<|encours de crédit|lettrage|relance niveau|portefeuille|dunning|encaissement`)
)

// What no field of a French page may be filled with: a decimal point.
var (
	fields  = regexp.MustCompile(`<input[^>]*>`)
	pointed = regexp.MustCompile(` value="-?[0-9]+\.[0-9]+"`)
)

func (b *browser) rules(path string, w *httptest.ResponseRecorder) {
	b.Helper()
	if w.Header().Get("Referrer-Policy") != "no-referrer" {
		b.Errorf("%s: the referrer policy is %q", path, w.Header().Get("Referrer-Policy"))
	}
	if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") || w.Code >= 300 && w.Code < 400 {
		return
	}
	if w.Header().Get("Content-Security-Policy") != policy {
		b.Errorf("%s: the policy is %q", path, w.Header().Get("Content-Security-Policy"))
	}
	body := w.Body.String()
	for _, m := range []string{abroad.FindString(body), forbidden.FindString(quoted.ReplaceAllString(body, `=""`)), backroom.FindString(body)} {
		if m != "" {
			b.Errorf("%s holds %q", path, m)
		}
	}
	if strings.Contains(body, `<html lang="fr`) {
		for _, field := range fields.FindAllString(body, -1) {
			if !strings.Contains(field, `type="hidden"`) && pointed.MatchString(field) {
				b.Errorf("%s holds %s", path, field)
			}
		}
	}
	if w.Code == http.StatusInternalServerError {
		b.Errorf("%s: %s", path, body)
	}
}

func (b *browser) wants(w *httptest.ResponseRecorder, code int, texts ...string) string {
	b.Helper()
	body := w.Body.String()
	if w.Code != code {
		b.Errorf("status %d, want %d: %.2000s", w.Code, code, body)
	}
	for _, text := range texts {
		if !strings.Contains(body, text) {
			b.Errorf("no %q in the page", text)
		}
	}
	return body
}

// Journey 7: from the mail to the provider by two presses, without an account
// or a script; the secret of the link is nowhere after that.
func TestFromTheMailToTheProvider(t *testing.T) {
	b := open(t)
	numbers, accounts := b.debtors(1)
	path, _ := b.link(numbers[0], "")
	b.presses = 0
	w := b.get(path) // one: the link of the mail
	if b.wants(w, http.StatusSeeOther); w.Header().Get("Location") != "/portal" {
		t.Fatalf("sent to %s", w.Header().Get("Location"))
	}
	cookie := w.Result().Cookies()[0]
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || len(cookie.Value) < 43 {
		t.Errorf("the cookie is %+v", cookie)
	}
	b.presses-- // a redirect is no press
	page := b.wants(b.get("/portal"), 200, "Payer l’échu", accounts[0].Due[0].Number)
	if strings.Contains(page, path) {
		t.Error("the page holds the link's secret")
	}
	w = b.post("/portal/pay", "choice", "late", "invoice", accounts[0].Due[0].ID) // two: the button
	to := w.Header().Get("Location")
	if b.wants(w, http.StatusSeeOther); !strings.HasPrefix(to, "/portal/sandbox/") || b.presses != 2 {
		t.Fatalf("after %d presses at %s", b.presses, to)
	}
	b.wants(b.get(to), 200, "Aucun argent ne bouge", words.Amount(words.French, accounts[0].Sums[0].Late))
	w = b.post(to, "outcome", "twice")
	back := w.Header().Get("Location")
	if b.wants(w, http.StatusSeeOther); !strings.HasPrefix(back, "/portal/checkouts/chk_") {
		t.Fatalf("back at %s", back)
	}
	b.wants(b.get(back), 200, "Merci, c’est payé", words.Amount(words.French, accounts[0].Sums[0].Late))
	b.wants(b.get("/portal"), 200, "rien n’est échu")
}

func TestRefusedPendingAndLost(t *testing.T) {
	// The lost one comes last: who pays the same invoice again goes on with it.
	for _, x := range [][2]string{{"refused", "Paiement refusé"}, {"pending", "Paiement en cours"}, {"unknown", "Paiement pas encore fait"}} {
		outcome, said := x[0], x[1]
		b := open(t)
		b.lang = "fr"
		numbers, _ := b.debtors(2)
		b = as(t, numbers[1])
		a, err := app.PortalAccount.Ask(t.Context(), b.app, b.admin, portal.AccountIn{Customer: numbers[1]})
		if err != nil {
			t.Fatal(err)
		}
		id := ""
		for _, d := range a.Due {
			if d.ToPay.Minor > 0 {
				id = d.ID
			}
		}
		if id == "" {
			continue
		}
		w := b.post("/portal/pay", "choice", "whole", "invoice", id)
		w = b.post(w.Header().Get("Location"), "outcome", outcome)
		b.wants(b.get(w.Header().Get("Location")), 200, said)
	}
}

// A part is paid over a page where each amount is typed; what is wrong there
// is said at its field and nothing typed is lost.
func TestInPart(t *testing.T) {
	b := open(t)
	numbers, accounts := b.debtors(1)
	b = as(t, numbers[0])
	d := accounts[0].Due[len(accounts[0].Due)-1]
	b.wants(b.post("/portal/pay", "choice", "chosen"), http.StatusUnprocessableEntity, "Choisissez au moins une facture")
	b.wants(b.post("/portal/pay", "choice", "chosen", "invoice", d.ID), 200, "Combien payez-vous", "amount-"+d.ID)
	for _, wrong := range []string{"0", "-5", "1e9", "99999999", "<b>", "0,001"} {
		b.wants(b.post("/portal/pay", "choice", "amounts", "invoice", d.ID, "amount-"+d.ID, wrong), http.StatusUnprocessableEntity, "aria-invalid", `value="`+strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(wrong)+`"`)
	}
	w := b.post("/portal/pay", "choice", "amounts", "invoice", d.ID, "amount-"+d.ID, "1,50 €")
	b.wants(w, http.StatusSeeOther)
	b.wants(b.get(w.Header().Get("Location")), 200, "1,50")
}

// A link opens until it is revoked, and takes its sessions with it.
func TestLinksEnd(t *testing.T) {
	b := open(t)
	numbers, accounts := b.debtors(1)
	path, id := b.link(numbers[0], "")
	b.get(path)
	b.wants(b.get("/portal"), 200)
	if _, err := app.RevokeLink.Do(t.Context(), b.app, b.admin, portal.LinkRef{ID: id}); err != nil {
		t.Fatal(err)
	}
	if w := b.get("/portal"); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/portal/sign-in" {
		t.Errorf("after the link was revoked: %d", w.Code)
	}
	b.wants(b.get(path), http.StatusNotFound, "plus valable")
	b.wants(b.get("/portal/l/"+strings.Repeat("x", 43)), http.StatusNotFound, "plus valable")
	_ = accounts
}

// The ways a portal user comes in: invited, with a password, out again.
func TestPortalUser(t *testing.T) {
	b := open(t)
	numbers, _ := b.debtors(1)
	i, err := app.InviteGuest.Do(t.Context(), b.app, b.admin, access.NewGuest{Customer: numbers[0], Email: "Compta@client.example"})
	if err != nil {
		t.Fatal(err)
	}
	b.wants(b.get(*i.Path), 200, "Compta@client.example")
	b.wants(b.post(*i.Path, "password", "court", "again", "court"), http.StatusUnprocessableEntity)
	b.wants(b.post(*i.Path, "password", "un mot de passe bien long", "again", "un mot de passe bien long"), http.StatusSeeOther)
	b.wants(b.get("/portal"), 200, numbers[0])
	b.wants(b.post("/portal/sign-out"), http.StatusSeeOther)
	b.wants(b.get("/portal"), http.StatusSeeOther)
	b.wants(b.post("/portal/sign-in", "name", "Compta@client.example", "password", "faux"), http.StatusUnauthorized)
	if w := b.post("/portal/sign-in", "name", "Compta@client.example", "password", "un mot de passe bien long", "to", "/portal/orders"); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/portal/orders" {
		t.Errorf("one comes in at %q", w.Header().Get("Location"))
	}
	b.wants(b.get("/portal"), 200, numbers[0])
	if _, err := b.app.SignIn(t.Context(), "Compta@client.example", "un mot de passe bien long", app.From{}); err == nil {
		t.Error("a customer's user came into the back office")
	}
	if _, err := app.AllowRole.Do(t.Context(), b.app, b.admin, access.NewPost{User: "Compta@client.example", Role: access.Finance}); err == nil {
		t.Error("a customer's user became staff")
	}
}

// Hostile text is text: in names, references, reasons, searches and addresses.
func TestHostileText(t *testing.T) {
	b := open(t)
	const evil = `"><script>alert(1)</script>{{7*7}}\u202e`
	c, err := app.CreateCustomer.Do(t.Context(), b.app, b.admin, credit.NewCustomer{New: party.New{Number: "EVIL", Name: evil, Street: evil, City: evil, Country: "FR", Currency: "EUR", Terms: "net30"}})
	if err != nil {
		t.Fatal(err)
	}
	b = as(t, c.Number)
	b.wants(b.get("/portal"), 200, "&lt;script&gt;", "tout est payé")
	q := url.QueryEscape(evil)
	for _, path := range []string{"/portal?done=" + q, "/portal/shop?q=" + q + "&q-" + q + "=1", "/portal/invoices?after=" + q, "/portal/orders?q=" + q, "/portal/invoices/" + url.PathEscape(evil), "/portal/orders/" + url.PathEscape(evil),
		"/portal/l/" + url.PathEscape(evil), "/portal/" + url.PathEscape(evil), "/portal/checkouts/" + url.PathEscape(evil)} {
		if w := b.get(path); strings.Contains(w.Body.String(), "<script") {
			t.Errorf("%s holds a script", path)
		}
	}
	for _, path := range []string{"/portal/shop", "/portal/promise", "/portal/plan", "/portal/pay", "/portal/sign-in"} {
		w := b.post(path, "q", evil, "po_number", evil, "q-VER-35", evil, "due_on", evil, "first_on", evil, "parts", evil, "name", evil, "choice", evil, "invoice", evil)
		if strings.Contains(w.Body.String(), "<script") {
			t.Errorf("%s holds a script", path)
		}
	}
	if w := b.post("/portal/look", "language", "en", "back", "//evil.example/"); w.Header().Get("Location") != "/portal" {
		t.Errorf("sent to %s", w.Header().Get("Location"))
	}
}

// A day and an échéancier, asked for by the customer himself.
func TestLater(t *testing.T) {
	b := open(t)
	numbers, _ := b.debtors(3)
	b = as(t, numbers[2])
	b.wants(b.post("/portal/promise", "due_on", "never"), http.StatusUnprocessableEntity, "aria-invalid", "never")
	b.wants(b.post("/portal/promise", "due_on", "2099-01-01", "key", "a"), http.StatusUnprocessableEntity, "au plus tard")
	b.wants(b.post("/portal/promise", "due_on", b.soon(), "key", "b"), http.StatusSeeOther)
	b.wants(b.post("/portal/promise", "due_on", b.soon(), "key", "b"), http.StatusSeeOther) // pressed twice: once
	b.wants(b.get("/portal"), 200, "Vous avez promis")
	b.wants(b.post("/portal/plan", "first_on", b.soon(), "parts", "7", "key", "c"), http.StatusUnprocessableEntity, "2 à 6")
	b.wants(b.post("/portal/plan", "first_on", b.soon(), "parts", "3", "key", "d"), http.StatusSeeOther)
	b.wants(b.get("/portal"), 200, "Échéancier de")
	b.wants(b.post("/portal/plan", "first_on", b.soon(), "parts", "3", "key", "e"), http.StatusConflict, "déjà demandé")
}

// An order at the customer's own prices; one that would wait says what frees
// it before it is sent.
func TestOrdering(t *testing.T) {
	b := open(t)
	numbers, _ := b.debtors(1)
	b = as(t, numbers[0])
	b.wants(b.get("/portal/shop?q=verre"), 200, "VER-35", "disponibles")
	b.wants(b.post("/portal/shop", "step", "preview"), http.StatusUnprocessableEntity, "Choisissez au moins un article")
	b.wants(b.post("/portal/shop", "step", "preview", "q-VER-35", "beaucoup"), http.StatusUnprocessableEntity, "n’est pas un nombre", `value="beaucoup"`)
	page := b.wants(b.post("/portal/shop", "step", "preview", "q-VER-35", "2", "po_number", "BC-1", "unit_price", "0.01", "discount_percent", "99"), 200, "Votre commande", "BC-1")
	if !strings.Contains(page, `value="order"`) {
		t.Error("it can not be ordered")
	}
	page = b.wants(b.post("/portal/shop", "step", "preview", "q-VER-35", "90000"), 200, "attendrait un paiement", "Il manque")
	before, err := app.PortalOrders.Ask(t.Context(), b.app, b.admin, portal.OrdersIn{Customer: numbers[0]})
	if err != nil {
		t.Fatal(err)
	}
	b.wants(b.post("/portal/shop", "step", "order", "key", "k1", "q-VER-35", "2", "po_number", "BC-1"), http.StatusSeeOther)
	b.wants(b.post("/portal/shop", "step", "order", "key", "k1", "q-VER-35", "2", "po_number", "BC-1"), http.StatusSeeOther)
	after, err := app.PortalOrders.Ask(t.Context(), b.app, b.admin, portal.OrdersIn{Customer: numbers[0]})
	if err != nil || len(after.Items) != len(before.Items)+1 && before.Next == nil || after.Items[0].YourOrder != "BC-1" {
		t.Errorf("%d orders, then %d: %v", len(before.Items), len(after.Items), err)
	}
	b.wants(b.get("/portal/orders/"+after.Items[0].ID), 200, after.Items[0].Number, "Commander à nouveau")
	_ = page
}

// A customer on hold is told what is owed before he orders, and frees the order
// by a deposit that is asked for and paid at once, once however often he presses.
func TestADepositFreesAnOrder(t *testing.T) {
	b := open(t)
	limit := money.Decimal(100_000_000) // 100.00
	in := credit.NewCustomer{New: party.New{Number: "ACOMPTE", Name: "Maison Acompte", Country: "FR", Currency: "EUR", Terms: "net30"}, CreditLimit: &limit}
	if _, err := app.CreateCustomer.Do(t.Context(), b.app, b.admin, in); err != nil {
		t.Fatal(err)
	}
	i, err := app.InviteGuest.Do(t.Context(), b.app, b.admin, access.NewGuest{Customer: "ACOMPTE", Email: "acompte@client.example"})
	if err != nil {
		t.Fatal(err)
	}
	b.wants(b.post(*i.Path, "password", "un mot de passe bien long", "again", "un mot de passe bien long"), http.StatusSeeOther)
	b.wants(b.post("/portal/shop", "step", "preview", "q-VER-35", "60"), 200, "attendrait un paiement", "Il manque", "Commander et verser un acompte de", `value="deposit"`, "Ces quantités passent")
	w := b.post("/portal/shop", "step", "deposit", "key", "d1", "q-VER-35", "60")
	b.wants(w, http.StatusSeeOther)
	if to := w.Header().Get("Location"); !strings.Contains(to, "/portal/sandbox/") {
		t.Errorf("it is to be paid at %q", to)
	}
	b.wants(b.post("/portal/shop", "step", "deposit", "key", "d1", "q-VER-35", "60"), http.StatusSeeOther)
	orders, err := app.PortalOrders.Ask(t.Context(), b.app, b.admin, portal.OrdersIn{Customer: "ACOMPTE"})
	if err != nil || len(orders.Items) != 1 || orders.Items[0].State != "credit_hold" {
		t.Fatalf("%v %+v", err, orders.Items)
	}
	at := "/portal/orders/" + orders.Items[0].ID
	b.wants(b.get(at), 200, "Verser un acompte de", at+"/deposit")
	b.post(at+"/deposit", "key", "d2")
	account, err := app.PortalAccount.Ask(t.Context(), b.app, b.admin, portal.AccountIn{Customer: "ACOMPTE"})
	if err != nil || len(account.Due) != 1 || account.Due[0].Kind != "deposit" {
		t.Fatalf("%v: due are %+v", err, account.Due)
	}
	b.wants(b.post(w.Header().Get("Location"), "outcome", "paid"), http.StatusSeeOther)
	if _, err := b.app.DB.Idle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if page := b.wants(b.get(at), 200); strings.Contains(page, at+"/deposit") {
		t.Error("the deposit is paid, and the order still waits for it")
	}
	numbers, _ := b.debtors(1)
	other := as(t, numbers[0])
	other.wants(other.post(at+"/deposit", "key", "d3"), http.StatusNotFound)
}

// A customer whom a person blocked is told so: nothing that he could pay or
// leave out is offered as what frees the order.
func TestABlockedCustomerIsNotSentToPay(t *testing.T) {
	b := open(t)
	limit := money.Decimal(100_000_000) // 100.00
	in := credit.NewCustomer{New: party.New{Number: "BLOQUE", Name: "Maison Bloquée", Country: "FR", Currency: "EUR", Terms: "net30"}, CreditLimit: &limit}
	if _, err := app.CreateCustomer.Do(t.Context(), b.app, b.admin, in); err != nil {
		t.Fatal(err)
	}
	if _, err := app.BlockCustomer.Do(t.Context(), b.app, b.admin, credit.NewBlock{Customer: "BLOQUE", Reason: "litige"}); err != nil {
		t.Fatal(err)
	}
	i, err := app.InviteGuest.Do(t.Context(), b.app, b.admin, access.NewGuest{Customer: "BLOQUE", Email: "bloque@client.example"})
	if err != nil {
		t.Fatal(err)
	}
	b.wants(b.post(*i.Path, "password", "un mot de passe bien long", "again", "un mot de passe bien long"), http.StatusSeeOther)
	for _, quantity := range []string{"1", "60"} {
		page := b.wants(b.post("/portal/shop", "step", "preview", "q-VER-35", quantity), 200, "Notre service crédit doit lever le blocage", "attendrait notre réponse")
		for _, no := range []string{"échues depuis trop longtemps", "Ces quantités passent", `value="deposit"`, "et libérer la commande", "la libérer tout de suite"} {
			if strings.Contains(page, no) {
				t.Errorf("%s pieces: he reads %q", quantity, no)
			}
		}
		if short := strings.Contains(page, "Il manque"); short != (quantity == "60") {
			t.Errorf("%s pieces: something is missing of his credit: %v", quantity, short)
		}
	}
}

// Who was invited for a group goes from one of its accounts to another, and to
// no other; who was not stays with his own.
func TestAccountsOfAGroup(t *testing.T) {
	b := open(t)
	for _, n := range []string{"GR1", "GR2", "GR3"} {
		in := credit.NewCustomer{New: party.New{Number: n, Name: "Maison " + n, Country: "FR", Currency: "EUR", Terms: "net30", Group: "GROUPE"}}
		if n == "GR3" {
			in.Group = ""
		}
		if _, err := app.CreateCustomer.Do(t.Context(), b.app, b.admin, in); err != nil {
			t.Fatal(err)
		}
	}
	in := func(email string, whole bool) *browser {
		i, err := app.InviteGuest.Do(t.Context(), b.app, b.admin, access.NewGuest{Customer: "GR1", Email: email, Group: whole})
		if err != nil {
			t.Fatal(err)
		}
		b := open(t)
		b.wants(b.post(*i.Path, "password", "un mot de passe bien long", "again", "un mot de passe bien long"), http.StatusSeeOther)
		return b
	}
	id := func(number string) string {
		c, err := app.ShowCustomer.Ask(t.Context(), b.app, b.admin, credit.ByCustomer{ID: number})
		if err != nil {
			t.Fatal(err)
		}
		return c.ID
	}
	g := in("groupe@client.example", true)
	g.wants(g.get("/portal"), 200, "Maison GR1", "Maison GR2")
	g.wants(g.post("/portal/switch", "account", id("GR3")), http.StatusNotFound)
	g.wants(g.post("/portal/switch", "account", id("GR2")), http.StatusSeeOther)
	g.wants(g.get("/portal"), 200, "Votre compte client, GR2")
	one := in("seul@client.example", false)
	if page := one.wants(one.get("/portal"), 200, "Maison GR1"); strings.Contains(page, "GR2") {
		t.Error("who was not invited for the group sees it")
	}
	one.wants(one.post("/portal/switch", "account", id("GR2")), http.StatusNotFound)
}
