package web

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/demo"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/insight"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// door is a company behind its handler, as a browser of this machine sees it.
type door struct {
	*testing.T
	h http.Handler
}

func mounted(pages map[string]http.Handler) http.Handler {
	mux := http.NewServeMux()
	for pattern, h := range pages {
		mux.Handle(pattern, h)
	}
	return mux
}

func (d door) get(url string, headers ...string) *httptest.ResponseRecorder {
	d.Helper()
	r := httptest.NewRequest("GET", url, nil)
	r.RemoteAddr = "127.0.0.1:40000"
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "From" {
			r.RemoteAddr = headers[i+1]
			continue
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	d.h.ServeHTTP(w, r)
	return w
}

// page gets a page and checks what every one keeps to.
func (d door) page(url string, headers ...string) string {
	d.Helper()
	w := d.get(url, headers...)
	body := w.Body.String()
	if w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Security-Policy"), "default-src 'none'; style-src 'self'") {
		d.Errorf("%s: %d %v", url, w.Code, w.Header())
	}
	for _, bad := range []string{"<script", " style=", " onclick", "http://", "https://", ">page.", ">state.", ">age.", "ZgotmplZ"} {
		if strings.Contains(body, bad) {
			d.Errorf("%s: %q in the page", url, bad)
		}
	}
	if l := `<html lang="` + w.Header().Get("Content-Language") + `">`; !strings.Contains(body, l) {
		d.Errorf("%s: no %s", url, l)
	}
	return body
}

// The figures of the page are the sums of the exports, on both engines.
func TestFiguresAreTheSumsOfTheExports(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		clock := &demo.Clock{}
		a, err := app.Open(t.Context(), url, app.Options{Clock: clock.Now})
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		if _, err := demo.Build(t.Context(), a, demo.Options{Clock: clock, Seed: 2, Months: 2}); err != nil {
			t.Fatal(err)
		}
		viewer, err := demo.Viewer(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		call := app.Call{Caller: viewer}
		balance := ask(t, a, call, app.TrialBalance, insight.AsOf{})
		items := ask(t, a, call, app.OpenItems, insight.AsOf{})
		var owed, overdue, late30 money.Money
		var nobodys money.Amount
		for _, row := range balance {
			switch row.Account {
			case "411000":
				owed = (row.Debit.Minor - row.Credit.Minor).In("EUR")
			case "471000":
				nobodys = row.Credit.Minor - row.Debit.Minor
			}
		}
		overdue.Currency, late30.Currency = "EUR", "EUR"
		var open money.Amount
		for _, i := range items {
			open += i.Open.Minor
			if i.DaysLate > 0 {
				overdue.Minor += i.Open.Minor
			}
			if i.DaysLate > 0 && i.DaysLate <= 30 {
				late30.Minor += i.Open.Minor
			}
		}
		unapplied := (open - owed.Minor + nobodys).In("EUR")
		if owed.Minor <= 0 || overdue.Minor <= 0 || late30.Minor <= 0 || unapplied.Minor <= 0 {
			t.Fatalf("there is nothing to compare: %v %v %v %v", owed, overdue, late30, unapplied)
		}
		d := door{t, mounted(Handler(a, viewer))}
		for _, l := range []words.Language{words.French, words.English} {
			body := text(d.page("/?lang=" + string(l)))
			for what, m := range map[string]money.Money{"receivables": owed, "overdue": overdue, "unapplied": unapplied, "to 30 days": late30} {
				if !strings.Contains(body, words.Amount(l, m)) {
					t.Errorf("%s: no %s of %s", l, what, words.Amount(l, m))
				}
			}
			for _, want := range []string{demo.Company, sentences.Say(l, "page.demo"), sentences.Say(l, "state.closed"), "FA-", "par karim"} {
				if l == words.English {
					want = strings.Replace(want, "par karim", "by karim", 1)
				}
				if !strings.Contains(body, want) {
					t.Errorf("%s: no %s", l, want)
				}
			}
			dso := ask(t, a, call, app.ShowDSO, insight.DSOIn{})
			if !strings.Contains(body, words.Number(l, dso.Simple)) || !strings.Contains(body, words.Number(l, dso.CountBack)) {
				t.Errorf("%s: no DSO of %s, %s", l, dso.Simple, dso.CountBack)
			}
		}
	})
}

func ask[In, Out any](t *testing.T, a *app.App, c app.Call, q app.Question[In, Out], in In) Out {
	t.Helper()
	out, err := q.Ask(t.Context(), a, c, in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var tags = regexp.MustCompile(`<[^>]*>`)

// text is what a reader sees of a page.
func text(html string) string { return tags.ReplaceAllString(html, "") }

// evil is a company whose names are an attack.
func evil(t *testing.T) (*app.App, app.Caller) {
	t.Helper()
	a, err := app.Open(t.Context(), dbtest.SQLite(t), app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	const bad = `<script>alert(1)</script>"'&`
	_, err = db.Do(t.Context(), a.DB, db.As{}, func(w *db.Write) (company.Made, error) {
		made, err := company.Found(w, seller.NewEntity{Name: bad, Country: "FR", Currency: "EUR", Tax: "standard"})
		if err == nil {
			_, err = access.AddUser(w, access.NewUser{Name: bad})
		}
		return made, err
	})
	if err != nil {
		t.Fatal(err)
	}
	c, err := a.Act(t.Context(), bad, access.Admin, "")
	if err != nil {
		t.Fatal(err)
	}
	call := app.Call{Caller: c}
	price := money.Price(10_000_000)
	if _, err := app.CreateItem.Do(t.Context(), a, call, catalog.New{SKU: bad, Name: bad, Kind: catalog.Service, Price: &price}); err != nil {
		t.Fatal(err)
	}
	if _, err := app.CreateCustomer.Do(t.Context(), a, call, credit.NewCustomer{New: party.New{Number: bad, Name: bad, Country: "FR", Currency: "EUR", Terms: "net30"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := app.PlaceOrder.Do(t.Context(), a, call, order.New{Number: `"><img src=x>`, Customer: bad, Lines: []order.NewLine{{SKU: bad, Quantity: money.Units(1)}}}); err != nil {
		t.Fatal(err)
	}
	c.Role = access.Auditor
	return a, c
}

func TestHostileNamesAreShownAsText(t *testing.T) {
	a, c := evil(t)
	body := door{t, mounted(Handler(a, c))}.page("/")
	for _, want := range []string{`<h1>&lt;script&gt;alert(1)&lt;/script&gt;&#34;&#39;&amp;</h1>`, `&#34;&gt;&lt;img src=x&gt;`, `par &lt;script&gt;`} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(body, "<img") {
		t.Error("a name became a tag")
	}
}

func TestWhoSeesWhat(t *testing.T) {
	a, c := evil(t)
	closed, open := door{t, mounted(Handler(a, app.Caller{}))}, door{t, mounted(Handler(a, c))}
	shut := func(body string) {
		t.Helper()
		if strings.Contains(body, "alert(1)") || strings.Contains(body, "€") || !strings.Contains(body, `href="/docs?lang=`) {
			t.Errorf("the welcome shows %s", body)
		}
	}
	shut(closed.page("/"))
	shut(open.page("/", "From", "192.0.2.7:40000"))
	if far := open.page("/?lang=en", "From", "192.0.2.7:40000"); !strings.Contains(far, "only on the machine that serves it") {
		t.Error("nobody says why there are no figures")
	}
	if near := open.page("/", "From", "[::1]:40000"); !strings.Contains(near, "€") {
		t.Error("no figures on the machine itself")
	}
	if en := open.page("/", "Accept-Language", "en-GB,en;q=0.9"); !strings.Contains(en, "Recent facts") {
		t.Error("Accept-Language is not heeded")
	}
	if fr := open.page("/?lang=fr", "Accept-Language", "en"); !strings.Contains(fr, "Derniers faits") {
		t.Error("?lang is not heeded")
	}
	css := open.get("/page.css")
	if css.Code != 200 || !strings.HasPrefix(css.Header().Get("Content-Type"), "text/css") || strings.Contains(css.Body.String(), "url(") {
		t.Error(css.Code, css.Header())
	}
	if w := open.get("/nowhere"); w.Code != 404 {
		t.Errorf("/nowhere answers %d", w.Code)
	}
	r := httptest.NewRequest("POST", "/", nil)
	w := httptest.NewRecorder()
	open.h.ServeHTTP(w, r)
	if w.Code != 405 {
		t.Errorf("POST / answers %d", w.Code)
	}
}

func TestWritten(t *testing.T) {
	eur := func(a money.Amount) money.Money { return a.In("EUR") }
	f := insight.FiguresOut{Entity: "Dupont", AsOf: day.Of(2026, 11, 21), Receivables: eur(123456), Overdue: eur(23456), Unapplied: eur(0),
		Simple: "47.2", CountBack: "n/a",
		Orders: []insight.StateCount{{State: "closed", Orders: 2, Total: eur(300)}, {State: "draft", Orders: 1, Total: eur(100)}},
		Aging:  []insight.Bucket{{Key: "not_due", Amount: eur(100000)}, {Key: "1-30", Amount: eur(23456)}, {Key: "unapplied", Amount: eur(0)}}}
	now := time.Date(2026, 11, 21, 9, 5, 0, 0, time.UTC)
	fr, en := written(words.French, f, now), written(words.English, f, now)
	for _, c := range []struct{ got, want string }{
		{fr.Receivables.Whole + "|" + fr.Receivables.Rest, "1\u202f234|,56\u00a0€"},
		{en.Receivables.Whole + "|" + en.Receivables.Rest, "€1,234|.56"},
		{fr.OverduePart, "19,0\u00a0%"}, {en.OverduePart, "19.0%"},
		{fr.Date, "21\u00a0novembre\u00a02026"}, {en.Date, "21\u00a0November\u00a02026"},
		{fr.Time, "09:05"}, {fr.Simple, "47,2"}, {fr.CountBack, "n. d."}, {en.CountBack, "n/a"},
		{fr.Orders[0].Label, "Brouillon"}, {fr.Orders[1].Count, "2"}, {fr.Placed, "3"}, {fr.PlacedSum, "4,00\u00a0€"},
		{fr.Aging[0].Width, "100.00"}, {fr.Aging[1].Width, "23.46"}, {fr.Aging[2].Width, ""}, {fr.Aging[1].Share, "19,0\u00a0%"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	if none := written(words.French, insight.FiguresOut{Receivables: eur(0), Simple: "n/a", CountBack: "0.0"}, now); none.OverduePart != "n. d." {
		t.Errorf("%q of nothing", none.OverduePart)
	}
	if faults := Texts.Faults(); len(faults) > 0 {
		t.Errorf("texts with faults: %v", faults)
	}
}

func TestAFact(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 21, 0, 30, 0, 0, paris)
	s := insight.Step{At: time.Date(2026, 11, 20, 22, 59, 0, 0, time.UTC), Type: "payment.received", Text: "Paiement reçu", By: "amina",
		Objects: []insight.Touched{{Kind: "payment", Number: "pay_1"}, {Kind: "customer", Number: "CL001"}}}
	f := fact(words.French, s, now)
	if f.When != "20/11/2026 23:59" || f.Icon != "bank" || len(f.About) != 1 || f.About[0] != "client CL001" || f.Stamp != "2026-11-20T23:59:00+01:00" {
		t.Errorf("%+v", f)
	}
	s.At, s.Type = s.At.Add(31*time.Minute), "seller.created"
	if f := fact(words.French, s, now); f.When != "00:30" || f.Icon != "bolt" {
		t.Errorf("%+v", f)
	}
}
