package web

import (
	"encoding/csv"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/o2c/seller"
)

var rowOf = regexp.MustCompile(`name="id" value="([^"]+)"`)

// What the list shows is what its file has, in its language.
var nextPage = regexp.MustCompile(`href="([^"]+)" rel="next"`)

func TestTheFileIsTheList(t *testing.T) {
	b := as(t, access.Finance)
	var shown [][]string // over its pages
	for path := "/invoices?view=open"; path != ""; {
		body := b.wants(b.get(path), 200)
		shown = append(shown, rowOf.FindAllStringSubmatch(body, -1)...)
		path = ""
		if next := nextPage.FindStringSubmatch(body); next != nil {
			path = html.UnescapeString(next[1])
		}
	}
	w := b.get("/invoices?view=open&format=csv&col=number&col=due&col=open")
	if got := w.Header().Get("Content-Disposition"); !strings.HasPrefix(got, `attachment; filename="invoices-20`) {
		t.Errorf("the file is %s", got)
	}
	text := w.Body.String()
	rest, ok := strings.CutPrefix(text, "\uFEFF")
	if !ok {
		t.Errorf("no mark at the beginning of %.40q", text)
	}
	r := csv.NewReader(strings.NewReader(rest))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil || len(rows) != len(shown)+1 || strings.Join(rows[0], "|") != "Numéro|Échéance|Reste dû|Devise" {
		t.Fatalf("%v %d rows, %d shown, %q", err, len(rows), len(shown), rows[0])
	}
	for i, s := range shown {
		if rows[i+1][0] != s[1] || !regexp.MustCompile(`^\d+,\d\d$`).MatchString(rows[i+1][2]) || rows[i+1][3] != "EUR" {
			t.Errorf("row %d is %q, shown %s", i, rows[i+1], s[1])
		}
	}
	b.lang = "en"
	b.post("/look", "language", "en")
	picked := b.get("/invoices?view=open&format=csv&id=" + shown[1][1]).Body.String()
	if lines := strings.Split(strings.TrimSpace(picked), "\r\n"); len(lines) != 2 || !strings.HasPrefix(lines[0], "Number,Customer,") || !strings.HasPrefix(lines[1], shown[1][1]) {
		t.Errorf("the picked rows are %q", picked)
	}
}

func TestFiltersStandInTheAddress(t *testing.T) {
	b := as(t, access.Billing)
	body := b.wants(b.get("/invoices?view=open&customer=CL001&from=2026-13-40"), http.StatusUnprocessableEntity, "Il faut une date", `value="CL001"`, `value="2026-13-40"`, `aria-invalid="true"`)
	if strings.Contains(body, "Aucune facture") {
		t.Error("a wrong filter is no empty list")
	}
	b.wants(b.get("/invoices?customer=nobody-is-so"), http.StatusUnprocessableEntity, "nobody-is-so")
	b.wants(b.get("/orders?from=2019-01-01&to=2019-01-02"), 200, "Rien ne répond au filtre", `href="/orders"`)
	b.wants(b.get("/orders?view=cancelled&from=2019-01-01&to=2019-01-02"), 200, `name="view" value="cancelled"`)
	body = b.wants(b.get("/customers?col=city&col=open"), 200, "Ville", "Nom")
	if head, _, _ := strings.Cut(body, "</thead>"); strings.Contains(head[strings.Index(head, "<thead"):], "Conditions") {
		t.Error("a column is shown that was not chosen")
	}
	if w := b.get("/orders?cursor=nonsense"); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a cursor that is none: %d", w.Code)
	}
}

// hostile are texts that mean something elsewhere.
var hostile = []string{`<img src=x onerror=alert(1)>`, `"><script>alert(1)</script>`, `=cmd|' /C calc'!A0`, "\u202etxt.exe", strings.Repeat("long ", 400) + "end", "🧾 ' & {{.}} ${7*7}"}

// Whatever a customer is called is shown as it stands, and a file of it runs nothing.
func TestHostileTexts(t *testing.T) {
	a, err := app.Open(t.Context(), dbtest.SQLite(t), app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	if _, err := db.Do(t.Context(), a.DB, db.As{}, func(w *db.Write) (company.Made, error) {
		return company.Found(w, seller.NewEntity{Name: "Dupont", Country: "FR", Currency: "EUR", Tax: "none"})
	}); err != nil {
		t.Fatal(err)
	}
	admin, err := a.Act(t.Context(), company.Administrator, access.Admin, "")
	if err != nil {
		t.Fatal(err)
	}
	call := app.Call{Caller: admin}
	if _, err := app.AllowRole.Do(t.Context(), a, call, access.NewPost{User: "admin", Role: access.Admin}); err != nil {
		t.Fatal(err)
	}
	secret, err := a.SignInAs(t.Context(), "admin", app.From{})
	if err != nil {
		t.Fatal(err)
	}
	b := on(t, a, Options{})
	b.cookies[plainCookie] = secret
	b.wants(b.get("/customers"), 200, "Aucun client pour l’instant")
	b.wants(b.get("/orders"), 200, "Aucune commande pour l’instant")
	b.wants(b.get("/"), 200)
	for i, name := range hostile {
		number := fmt.Sprint("H", i)
		form := []string{"number", number, "name", name, "country", "FR", "currency", "EUR", "terms", "net30", "street", name, "city", name, "key", number, "step", "save"}
		if w := b.post("/customers/new", form...); w.Code != http.StatusSeeOther {
			b.wants(w, http.StatusUnprocessableEntity) // too long, say: then it is said, and kept
			continue
		}
		for _, path := range []string{"/customers", "/customers/" + number, "/search?q=" + url.QueryEscape(name), "/customers?q=" + url.QueryEscape(name), "/do/promise.make?customer=" + url.QueryEscape(name), "/invoices?customer=" + url.QueryEscape(name)} {
			w := b.get(path)
			if body := w.Body.String(); strings.Contains(body, "<img src=x") || strings.Contains(body, "<script>alert") {
				t.Errorf("%s shows %q as it is", path, name)
			}
		}
	}
	file := b.get("/customers?format=csv").Body.String()
	for _, line := range strings.Split(file, "\r\n") {
		if strings.HasPrefix(line, "=") || strings.Contains(line, ";=") || strings.Contains(line, `;"=`) {
			t.Errorf("a formula in the file: %q", line)
		}
	}
	if !strings.Contains(file, "'=cmd") && !strings.Contains(file, "H2 =cmd") {
		t.Errorf("the text is gone: %q", file)
	}
}

// A command is previewed without a trace, then done once, however often it is sent.
func TestDoing(t *testing.T) {
	b := as(t, access.Sales)
	form := func(step string) []string {
		return []string{"number", "WEB1", "name", "Auberge", "country", "FR", "currency", "EUR", "terms", "net30", "credit_limit", "1 234,50", "key", "k1", "step", step}
	}
	b.wants(b.post("/customers/new", "name", "Auberge <du> Pont"), http.StatusUnprocessableEntity, "Auberge &lt;du&gt; Pont", `href="#f-number"`, "obligatoire")
	b.wants(b.post("/customers/new", form("look")...), 200, "Tout peut être enregistré", `value="1 234,50"`)
	b.wants(b.get("/customers/WEB1"), http.StatusNotFound)
	for range 2 {
		w := b.post("/customers/new", form("save")...)
		if b.wants(w, http.StatusSeeOther); w.Header().Get("Location") != "/customers/WEB1?done=do" {
			t.Errorf("sent to %s", w.Header().Get("Location"))
		}
	}
	b.wants(b.get("/customers/WEB1?done=do"), 200, "Auberge", "C’est fait.")
	b.wants(b.get("/customers?q=WEB1"), 200, "Auberge")
}
