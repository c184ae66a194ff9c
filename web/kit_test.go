package web

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"encaisse/app"
	"encaisse/app/access"
	_ "encaisse/app/importer" // does imports
	works "encaisse/app/run"
	"encaisse/connect/table"
)

// drive does the work that pages begin, while a test lasts.
func drive(t *testing.T) {
	t.Helper()
	a, err := firm()
	if err != nil {
		t.Fatal(err)
	}
	driven(t, a)
}

func driven(t *testing.T, a *app.App) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		works.Drive(ctx, a)
	}()
	t.Cleanup(func() { stop(); <-ended })
}

// The whole list is in the order that is asked for, not its page.
func TestListsAreSorted(t *testing.T) {
	b := as(t, access.Finance)
	body := b.wants(b.get("/invoices?view=invoices&sort=largest"), 200, `href="/invoices?sort=smallest&amp;view=invoices"`)
	if !strings.Contains(body, "#i-dn") {
		t.Error("no sign of the order")
	}
	largest := b.get("/invoices?view=invoices&sort=largest&format=csv&col=total").Body.String()
	smallest := b.get("/invoices?view=invoices&sort=smallest&format=csv&col=total").Body.String()
	up, down := lines(smallest), lines(largest)
	if len(up) < 60 || len(up) != len(down) {
		t.Fatalf("%d and %d rows", len(up), len(down))
	}
	for i := range up {
		if up[i] != down[len(down)-1-i] {
			t.Fatalf("row %d is %q, from the other end %q", i, up[i], down[len(down)-1-i])
		}
	}
}

func lines(text string) []string {
	list := strings.Split(strings.TrimSpace(text), "\r\n")
	return list[1:]
}

// The subtotals of the groups are the rows of the filter, and each group leads
// to its own.
func TestListsAreGrouped(t *testing.T) {
	b := as(t, access.Finance)
	for _, by := range []string{"customer", "month", "state"} {
		body := b.wants(b.get("/orders?group="+by), 200, "groupes")
		m := regexp.MustCompile(`class="main-col head"[^>]*>\s*<a href="([^"]+)">.*?<td[^>]*data-l="Lignes"[^>]*>\s*([0-9]+)`).FindStringSubmatch(strings.ReplaceAll(body, "\n", " "))
		if m == nil {
			t.Fatalf("no group by %s leads anywhere", by)
		}
		rows := b.wants(b.get(strings.ReplaceAll(m[1], "&amp;", "&")), 200)
		if !strings.Contains(rows, "sur "+m[2]) {
			t.Errorf("by %s: %s leads to other rows than its %s", by, m[1], m[2])
		}
	}
	whole := b.get("/orders?format=csv").Body.String()
	file := b.get("/orders?group=customer&format=csv").Body.String()
	if strings.Count(file, "\r\n") < 5 || strings.Count(whole, "\r\n") <= strings.Count(file, "\r\n") {
		t.Errorf("%d groups of %d rows", strings.Count(file, "\r\n"), strings.Count(whole, "\r\n"))
	}
}

// The workbook has the rows of the list.
func TestTheWorkbookIsTheList(t *testing.T) {
	b := as(t, access.Finance)
	csv := lines(b.get("/invoices?view=open&format=csv&col=number&col=open").Body.String())
	w := b.get("/invoices?view=open&format=xlsx&col=number&col=open")
	s, err := table.Read(w.Body.Bytes(), []table.Column{{Name: "Numéro"}, {Name: "Reste dû", Kind: table.Amount}}, table.Options{})
	if err != nil || len(s.Rows) != len(csv) {
		t.Fatalf("%v: %d rows, %d in the CSV", err, len(s.Rows), len(csv))
	}
	if n, err := s.Rows[0].Amount("Reste dû", "EUR"); err != nil || n <= 0 || !strings.HasPrefix(csv[0], s.Rows[0].Text("Numéro")+";") {
		t.Errorf("the first row is %s %d %v, of the CSV %s", s.Rows[0].Text("Numéro"), n, err, csv[0])
	}
	if !bytes.HasPrefix(w.Body.Bytes(), []byte("PK")) || !strings.HasSuffix(w.Header().Get("Content-Disposition"), `.xlsx"`) {
		t.Error("no workbook")
	}
}

// A view is kept, seen by whom it is shared with, opens the list and is deleted.
func TestViewsAreKept(t *testing.T) {
	b := as(t, access.Sales)
	w := b.post("/views", "list", "orders", "name", "Grosses <b>", "query", "sort=largest&view=closed&cursor=x", "share", "role", "default", "1", "key", "v1")
	b.wants(w, http.StatusSeeOther)
	at := w.Header().Get("Location")
	if !strings.Contains(at, "sort=largest") || strings.Contains(at, "cursor") {
		t.Errorf("the view leads to %s", at)
	}
	b.wants(b.get(at), 200, "Grosses &lt;b&gt;", "Vue enregistrée", `aria-current="page"`)
	if w := b.get("/orders"); w.Code != http.StatusSeeOther || !strings.Contains(w.Header().Get("Location"), "sort=largest") {
		t.Errorf("the list opens with %d %s", w.Code, w.Header().Get("Location"))
	}
	b.wants(b.get("/orders?view=all"), 200, `data-count-of="/orders?`)
	if n := b.get(at + "&count=1").Body.String(); !regexp.MustCompile(`^[0-9]+$`).MatchString(n) {
		t.Errorf("it counts %q", n)
	}
	other := as(t, access.Finance)
	if body := other.wants(other.get("/orders"), 200); strings.Contains(body, "Grosses") {
		t.Error("another role sees it")
	}
	id := regexp.MustCompile(`vue_[a-z0-9]+`).FindString(at)
	b.wants(other.post("/views", "step", "forget", "id", id, "list", "orders"), http.StatusForbidden)
	b.wants(b.post("/views", "step", "change", "id", id, "list", "orders", "name", "Petites", "query", "sort=smallest", "share", "mine", "key", "v2"), http.StatusSeeOther)
	b.wants(b.get("/orders"), 200, "Petites")
	b.wants(b.post("/views", "step", "forget", "id", id, "list", "orders", "key", "v3"), http.StatusSeeOther)
	if body := b.get("/orders").Body.String(); strings.Contains(body, "Petites") {
		t.Error("it is still there")
	}
}

// Many rows at once: what would happen first, then what happened to each.
func TestManyAtOnce(t *testing.T) {
	drive(t)
	b := as(t, access.Sales)
	held := rowOf.FindAllStringSubmatch(b.wants(b.get("/orders?view=credit_hold"), 200, "/mass/orders/order.cancel"), -1)
	closed := rowOf.FindAllStringSubmatch(b.wants(b.get("/orders?view=closed"), 200), -1)
	if len(held) == 0 || len(closed) == 0 {
		t.Fatal("nothing to try it on")
	}
	b.wants(b.post("/mass/orders/order.cancel", "id", held[0][1], "id", closed[0][1]), 200, "2 lignes choisies", held[0][1])
	h := as(t, access.Collections)
	h.wants(h.post("/mass/customers/dunning.pause", "id", "CL001", "id", "CL002", "step", "preview"), http.StatusUnprocessableEntity, "obligatoire", `value="CL002"`)
	w := b.post("/mass/orders/order.cancel", "id", held[0][1], "id", closed[0][1], "reason", "test", "step", "preview", "key", "m1")
	b.wants(w, http.StatusSeeOther)
	at := w.Header().Get("Location")
	body := b.wants(b.get(at), 200, "Rien n’est fait encore", "Se feront", "Seront refusés", held[0][1], closed[0][1], "Refusés, par cause", `data-key="Enter"`)
	if !strings.Contains(body, `href="/orders/`+closed[0][1]+`"`) {
		t.Error("what is refused leads nowhere")
	}
	b.wants(b.get("/orders/"+held[0][1]), 200, "Bloquée")
	b.wants(b.post(at+"/apply", "key", "m2"), http.StatusSeeOther)
	b.wants(b.get(at), 200, "Terminé", "Fait", "Reprendre le reste", "Refusé")
	b.wants(b.get("/orders/"+held[0][1]), 200, "Annulée")
	b.wants(b.get("/runs"), 200, "Annuler", at)
	b.wants(as(t, access.Warehouse).post("/mass/orders/order.cancel", "id", held[0][1]), http.StatusForbidden)
}

// All of a filter is more than its page.
func TestAllOfAFilter(t *testing.T) {
	drive(t)
	b := as(t, access.Sales)
	b.wants(b.get("/orders?view=closed"), 200, "lignes du filtre")
	w := b.post("/mass/orders/order.confirm", "view", "closed", "all", "1", "key", "a1")
	b.wants(w, http.StatusSeeOther)
	n := len(lines(b.get("/orders?view=closed&format=csv").Body.String()))
	if n <= perPage {
		t.Fatalf("only %d rows", n)
	}
	b.wants(b.get(w.Header().Get("Location")), 200, "Seront refusés")
	events := b.get(w.Header().Get("Location") + "/events").Body.String()
	if !strings.Contains(events, "event: end") {
		t.Errorf("the events are %q", events)
	}
}

// A file is checked first: what is wrong is told by row and can be fetched; the
// corrected one is imported.
func TestImportingAFile(t *testing.T) {
	drive(t)
	b := as(t, access.Finance)
	b.wants(b.get("/imports/new"), 200, "type=\"file\"", "multipart/form-data")
	b.wants(b.upload("/imports", "customers", ""), http.StatusUnprocessableEntity, "Le fichier est vide")
	head := "number;name;country;currency;terms\r\n"
	w := b.upload("/imports", "customers", head+"IMP1;Café é;FR;EUR;net30\r\nIMP2;=cmd;FR;EUR;zzz\r\n")
	b.wants(w, http.StatusSeeOther)
	at := w.Header().Get("Location")
	body := b.wants(b.get(at), 200, "Rien n’est fait encore", "Refusés, par cause", "Ligne 3", "Lignes à corriger", "point-virgule", "Relire autrement")
	if strings.Contains(body, at+"/apply") {
		t.Error("a wrong file can be imported")
	}
	if rejected := b.get(at + "/files/rejected").Body.String(); !strings.Contains(rejected, "IMP2") || strings.Contains(rejected, "IMP1") {
		t.Errorf("the wrong rows are %q", rejected)
	}
	b.wants(as(t, access.Cash).get(at+"/files/rejected"), http.StatusForbidden)
	w = b.upload("/imports", "customers", head+"IMP1;Café é;FR;EUR;net30\r\nIMP2;Deux;BE;EUR;net30\r\n")
	at = w.Header().Get("Location")
	b.wants(b.get(at), 200, at+"/apply")
	b.wants(b.post(at+"/apply", "key", "i1"), http.StatusSeeOther)
	b.wants(b.get(at), 200, "Terminé")
	b.wants(b.get("/customers/IMP2"), 200, "Deux")
}

// upload sends a file of a kind as a browser does.
func (b *browser) upload(path, kind, content string) *httptest.ResponseRecorder {
	b.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	m.WriteField("kind", kind)
	m.WriteField("key", kind+content)
	f, err := m.CreateFormFile("file", "clients.csv")
	if err != nil {
		b.Fatal(err)
	}
	f.Write([]byte(content))
	m.Close()
	r := httptest.NewRequest("POST", path, &body)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return b.ask(r)
}
