package web

import (
	"html"
	"strings"
	"testing"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/money"
	"encaisse/o2c/insight"
)

// The five first causes of delay are those that cost most, without the terms
// granted; each is the sum of the documents it leads to, and they and the others
// are the whole.
func TestCausesAreTheSumOfTheirDocuments(t *testing.T) {
	b := as(t, access.Auditor)
	_, panel, found := strings.Cut(b.wants(b.get("/figures?days=60"), 200), `id="h-causes"`)
	panel, _, _ = strings.Cut(panel, "</section>")
	if !found {
		t.Fatal("no causes")
	}
	waits := asked(t, app.ListWaits, insight.WaitsIn{Days: 60})
	var whole, first money.Amount
	shown, last := 0, -1
	for _, q := range waits.Stages {
		if q.Stage == insight.StageNotDue {
			if strings.Contains(panel, "/waits/not_due") {
				t.Error("the terms granted are shown as a delay")
			}
			continue
		}
		whole += q.AmountDays.Minor
		at := strings.Index(panel, `href="/waits/`+string(q.Stage)+`?days=60"`)
		if q.AmountDays.Minor == 0 || shown == 5 {
			if at >= 0 {
				t.Errorf("%s is shown", q.Stage)
			}
			continue
		}
		if at <= last || !strings.Contains(panel, html.EscapeString(q.OwnerName)) || !strings.Contains(panel, french(q.AmountDays)+"·j") {
			t.Errorf("%s at %d, after %d, of %s, %v: %s", q.Stage, at, last, q.OwnerName, q.AmountDays, panel)
		}
		shown, last, first = shown+1, at, first+q.AmountDays.Minor
		var sum money.Amount
		for _, w := range asked(t, app.ShowWait, insight.WaitIn{Stage: string(q.Stage), WaitsIn: insight.WaitsIn{Days: 60}}).Waits {
			sum += w.AmountDays.Minor
		}
		if sum != q.AmountDays.Minor {
			t.Errorf("%s: %d of documents, %v", q.Stage, sum, q.AmountDays)
		}
	}
	if shown < 3 {
		t.Fatalf("only %d causes: the demonstration has no delays", shown)
	}
	if !strings.Contains(panel, french(whole.In("EUR"))+"·j") || whole > first && !strings.Contains(panel, french((whole-first).In("EUR"))+"·j") {
		t.Errorf("the whole is %v, the first %v: %s", whole, first, panel)
	}
	if strings.Contains(as(t, access.Auditor).get("/figures?group=holding").Body.String(), "h-causes") {
		t.Error("the causes of all are shown as those of a group")
	}
}

// What finance decides by stands first and together on its board: the DSO with
// the best it could be, what waits for approval, the causes of delay, what is
// owed by age, the DSO over the year, and what comes in (quality.md 8).
func TestTheBoardOfFinanceIsOneScreen(t *testing.T) {
	b := as(t, access.Finance)
	body := b.wants(b.get("/figures"), 200, "au mieux", `<a href="/approvals"><span class="name">À approuver`, `class="sub" href="/dso"`)
	last := -1
	for _, id := range []string{"h-causes", "h-ages", "h-trend", "h-forecast", "h-unapplied", "h-owed"} {
		at := strings.Index(body, `id="`+id+`"`)
		if at <= last {
			t.Errorf("%s is at %d, after %d", id, at, last)
		}
		last = at
	}
	sum := money.Amount(0)
	for _, w := range asked(t, app.ShowForecast, insight.ForecastIn{}).Weeks {
		sum += w.Total.Minor
	}
	if _, panel, _ := strings.Cut(body, `id="h-forecast"`); !strings.Contains(panel, french(sum.In("EUR"))+" en 13 semaines") {
		t.Errorf("not %d within 13 weeks", sum)
	}
	if body := as(t, access.Billing).get("/figures").Body.String(); strings.Contains(body, `id="h-forecast"`) || strings.Contains(body, `id="h-trend"`) {
		t.Error("billing sees what is closed to it")
	}
}
