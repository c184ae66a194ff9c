package web

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/o2c/closing"
	"encaisse/o2c/insight"
	"encaisse/o2c/invoice"
)

// Journey 9 of quality.md: from the screen of finance to the documents that
// made the DSO rise, in three clicks at most.
func TestJourneyOfTheDSO(t *testing.T) {
	ctx, url := chromium(t)
	c := &counting{t: t, ctx: ctx, url: url, app: mustFirm(t)}
	as(t, access.Finance).wants(as(t, access.Finance).get("/"), 200, `href="/figures/dso"`)
	c.enter(access.Finance, "/figures?days=30") // the company is too young to compare 90 days with those before
	c.click(`.figures a[href^="/figures/dso?"]`, `#h-change`)
	if why := c.text(".page-head"); !strings.Contains(why, "créances ÷ ventes") {
		t.Errorf("no formula: %s", why)
	}
	if n := c.number(`document.querySelectorAll("section[aria-labelledby=h-change] tbody tr").length`); n < 2 {
		t.Fatalf("nothing says what moved it: %s", c.text("main"))
	}
	first := c.text(`section[aria-labelledby=h-change] tbody tr:first-child .head a`)
	c.click(`section[aria-labelledby=h-change] tbody tr:first-child .head a`, `h1`)
	if here := c.text("main"); !strings.Contains(here, first) || c.number(`document.querySelectorAll("tbody tr").length`) < 1 {
		t.Errorf("not the documents of %s: %s", first, here)
	}
	c.most(3, "why did the DSO rise?")
}

// asked asks a question as the auditor, as the pages do.
func asked[In, Out any](t *testing.T, q app.Question[In, Out], in In) Out {
	t.Helper()
	out, err := q.Ask(t.Context(), mustFirm(t), app.Call{Caller: mustAct(t)}, in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func french(m money.Money) string { return words.Amount(words.French, m) }

// Each figure leads to a page whose documents sum to both of its sides.
func TestFiguresAreTheSumOfTheirDocuments(t *testing.T) {
	b := as(t, access.Auditor)
	home := b.wants(b.get("/figures"), 200)
	for _, k := range asked(t, app.ListKPIs, insight.KPIsIn{}).KPIs {
		one := asked(t, app.ShowKPI, insight.KPIIn{Key: k.Key})
		if !strings.Contains(home, `href="/figures/`+k.Key+`"`) && !strings.HasPrefix(k.Key, "reminder_effect_") {
			t.Errorf("%s stands on no page", k.Key)
		}
		page := b.wants(b.get("/figures/"+k.Key), 200, html.EscapeString(one.Name))
		if one.CountedIn != insight.Amounts || len(one.Counted) == 0 {
			continue
		}
		for _, side := range []struct {
			whole string
			of    func(insight.Counted) string
		}{{one.Numerator, func(c insight.Counted) string { return c.Numerator }}, {one.Denominator, func(c insight.Counted) string { return c.Denominator }}} {
			var sum int64
			for _, c := range one.Counted {
				sum += minorOf(side.of(c))
			}
			if sum != minorOf(side.whole) {
				t.Errorf("%s: %d of documents, %s", k.Key, sum, side.whole)
			}
			if !strings.Contains(page, french(money.Amount(sum).In("EUR"))) {
				t.Errorf("%s: %d is not on its page", k.Key, sum)
			}
		}
	}
}

// The points of the DSO are what the question about each of these days says, and
// each cause of what moved it leads to its documents.
func TestTrendAndChangeOfTheDSO(t *testing.T) {
	trend := asked(t, app.ShowTrend, insight.TrendIn{Months: 3})
	for _, p := range trend.Points {
		dso := asked(t, app.ShowDSO, insight.DSOIn{AsOf: insight.AsOf{Day: p.On}})
		if dso.Simple != p.DSO || dso.Receivables != p.Receivables || dso.Sales != p.Sales {
			t.Errorf("%v: %+v, the DSO is %s of %v and %v", p.On, p, dso.Simple, dso.Receivables, dso.Sales)
		}
	}
	page := as(t, access.Auditor).get("/figures/dso?days=30").Body.String()
	bridge := asked(t, app.ShowDSOBridge, insight.BridgeIn{Days: 30})
	if len(bridge.Causes) == 0 {
		t.Fatalf("%+v", bridge)
	}
	for _, cause := range bridge.Causes {
		if href := html.EscapeString(bridgeHref(bridge, cause.Cause, "")); !strings.Contains(page, href) {
			t.Errorf("%s does not lead to its documents: %s", cause.Cause, href)
		}
	}
	if strings.Contains(as(t, access.Auditor).get("/figures/dso?customer=CL001").Body.String(), "h-change") {
		t.Error("what moved the DSO of all is shown as that of one customer")
	}
}

// What is aimed at stands beside the DSO of the whole company, for who may know it,
// and is set from there.
func TestTargetOfTheDSO(t *testing.T) {
	finance := as(t, access.Finance)
	finance.wants(finance.get("/figures/dso"), 200, "Objectif de DSO", "aucun objectif fixé", `href="/do/dso.target`)
	finance.wants(finance.post("/do/dso.target", "step", "do", "days", "-1", "key", "aim0"), http.StatusUnprocessableEntity)
	finance.wants(finance.post("/do/dso.target", "step", "do", "days", "1", "key", "aim1"), http.StatusSeeOther)
	for _, path := range []string{"/", "/figures", "/figures/dso"} {
		finance.wants(finance.get(path), 200, "objectif de 1 j\u00a0: ", "j de trop")
	}
	if page := as(t, access.Auditor).wants(as(t, access.Auditor).get("/figures/dso"), 200, "Objectif de DSO"); strings.Contains(page, "/do/dso.target") {
		t.Error("an auditor may set it")
	}
	if page := finance.get("/figures/dso?customer=CL001").Body.String(); strings.Contains(page, "Objectif de DSO") {
		t.Error("one customer has a target")
	}
	finance.wants(finance.post("/do/dso.target", "step", "do", "days", "0", "key", "aim2"), http.StatusSeeOther)
	finance.wants(finance.get("/figures/dso"), 200, "aucun objectif fixé")
}

// The forecast is all that is owed, and each of its weeks the sum of its documents.
func TestForecastIsWhatIsOwed(t *testing.T) {
	out, ages := asked(t, app.ShowForecast, insight.ForecastIn{}), asked(t, app.ShowAging, insight.AgesIn{})
	if out.Total != ages.Total || len(out.Weeks) != insight.Weeks {
		t.Errorf("%v is foreseen, %v owed", out.Total, ages.Total)
	}
	sum, looked := out.Credit.Minor, 0
	for _, w := range append(out.Weeks, out.Beyond, out.Risk) {
		var parts money.Amount
		for _, d := range w.Documents {
			parts += d.Amount.Minor
			looked++
		}
		if parts != w.Total.Minor {
			t.Errorf("%v: %d of %v", w.From, parts, w.Total)
		}
		sum += w.Total.Minor
	}
	if sum != out.Total.Minor || looked < 5 {
		t.Errorf("%d of %v, %d documents", sum, out.Total, looked)
	}
	as(t, access.Finance).get("/forecast?week=risk")
}

// The books: each account's lines lead from what it held to what it holds, all
// accounts sum to nothing, and customers to the accounts that gather them.
func TestBooksOfAMonth(t *testing.T) {
	b := as(t, access.Finance)
	days := closing.Days{From: 0, To: 0}
	whole := asked(t, app.ShowBalance, closing.BalanceIn{Days: days})
	if whole.After.Minor != 0 || whole.Debit != whole.Credit || len(whole.Rows) < 5 {
		t.Fatalf("%+v", whole)
	}
	holders := map[string]money.Amount{}
	for _, r := range asked(t, app.ShowAuxiliary, closing.AuxiliaryIn{Days: days}).Rows {
		holders[r.Account] += r.After.Minor
	}
	for _, r := range whole.Rows {
		of := asked(t, app.ShowAccount, closing.AccountIn{Account: r.Account, Days: days})
		if of.Before != r.Before || of.After != r.After {
			t.Errorf("%s: %v to %v, its lines %v to %v", r.Account, r.Before, r.After, of.Before, of.After)
		}
		b.wants(b.get(fmt.Sprintf("/accounts/%s?from=%s&to=%s", r.Account, whole.From, whole.To)), 200, french(r.Debit), french(r.Credit))
		if sum, ok := holders[r.Account]; ok && r.Account == "411000" && sum != r.After.Minor {
			t.Errorf("%s is %v, its customers %d", r.Account, r.After, sum)
		}
	}
	if len(holders) == 0 {
		t.Error("no customer has a balance")
	}
	journal := asked(t, app.ShowJournal, closing.JournalIn{Journal: "VE"})
	entry := asked(t, app.ShowEntry, closing.EntryIn{Fact: journal.Lines[0].Fact})
	if len(entry.Lines) < 2 || entry.Lines[0].Document != journal.Lines[0].Document {
		t.Errorf("%+v", entry)
	}
	b.wants(b.get("/entries/"+entry.Fact), 200, entry.Text)
	b.wants(b.get("/entries/nothing"), http.StatusNotFound)
	b.wants(b.get("/journals?journal=XX"), http.StatusNotFound)
	b.wants(b.get("/journals?q="+journal.Lines[0].Document), 200, journal.Lines[0].Document)
}

// A file is made as work and waits on its page, for whoever may ask what is in it;
// a month is closed the same way.
func TestFilesAreMadeBehindThePages(t *testing.T) {
	drive(t)
	b := as(t, access.Finance)
	b.wants(b.get("/exports?as_of=2026-01-31"), 200, `value="export.open-items"`, `value="as_of=2026-01-31"`, `value="audit.list"`)
	for question, name := range map[string]string{"export.invoices": "Factures et avoirs", "audit.list": "Journal des faits"} {
		at := b.post("/exports", "question", question, "key", question).Header().Get("Location")
		body := b.wants(b.ended(at), 200, name, "Télécharger le fichier", "SHA-256", "Terminé")
		w := b.get(at + "/files/export")
		if w.Code != 200 || w.Body.Len() < 400 || !strings.Contains(w.Header().Get("Content-Disposition"), ".csv") {
			t.Errorf("%s: %d, %d bytes: %s", question, w.Code, w.Body.Len(), body)
		}
		stranger := as(t, access.Warehouse)
		stranger.wants(stranger.get(at+"/files/export"), http.StatusForbidden)
		if strings.Contains(stranger.get(at).Body.String(), "/files/export") {
			t.Error("a stranger is offered the file")
		}
	}
	at := b.post("/periods", "kind", "month", "day", "2001-01-31", "key", "p1").Header().Get("Location")
	b.wants(b.ended(at), 200, "Clôture")
}

// ended is the page of work once it has.
func (b *browser) ended(at string) *httptest.ResponseRecorder {
	b.Helper()
	for range 200 {
		if w := b.get(at); !strings.Contains(w.Body.String(), "data-live") {
			return w
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.Fatal("it goes on and on: " + at)
	return nil
}

// What is downloaded is what the page promised; a file is for who may have it.
func TestExports(t *testing.T) {
	b := as(t, access.Finance)
	page := b.wants(b.get("/exports"), 200, `href="/fec"`, `/exports/open-items`)
	for _, kind := range exportOrder[1:] {
		w := b.get("/exports/" + kind)
		if w.Code != 200 || !strings.Contains(page, "/exports/"+kind) || w.Body.Len() < 40 || !strings.Contains(w.Header().Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d, %d bytes", kind, w.Code, w.Body.Len())
		}
	}
	b.wants(b.get("/exports/nothing"), http.StatusNotFound)
	stranger := as(t, access.Sales)
	stranger.wants(stranger.get("/exports/trial-balance"), http.StatusForbidden)
	clerk := as(t, access.Billing)
	if body := clerk.wants(clerk.get("/exports"), 200, "/exports/open-items"); strings.Contains(body, "trial-balance") {
		t.Error("billing is offered the trial balance")
	}
	clerk.wants(clerk.get("/exports/trial-balance"), http.StatusForbidden)
	b.wants(b.get("/fec"), 200)
	if strings.Contains(clerk.get("/exports").Body.String(), `value="export.trial-balance"`) {
		t.Error("billing is offered the trial balance to be prepared")
	}
	b.wants(clerk.post("/exports", "question", "export.trial-balance"), http.StatusForbidden)
	b.wants(b.get("/periods"), 200, "/cutoff?kind=month")
	months := asked(t, app.ListMonths, closing.MonthsIn{}).Rows
	from, to := months[0].First, months[len(months)-2].Last // the last row is the year itself
	due := asked(t, app.DeclareTax, invoice.Period{From: from, To: to})
	b.wants(b.get(fmt.Sprintf("/tax?from=%s&to=%s", from, to)), 200, french(due.Tax))
	var sum money.Amount
	for _, r := range due.Rates {
		for _, d := range r.Documents {
			sum += d.Tax.Minor
		}
	}
	if sum != due.Tax.Minor || len(due.Rates) < 2 {
		t.Errorf("%d of documents, %v due", sum, due.Tax)
	}
}
