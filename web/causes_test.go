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
