package web

import (
	"bytes"
	"net/http"
	"slices"
	"testing"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/demo"
	"encaisse/o2c/dunning"
)

// A reminder that is a letter is a PDF, for who may read it.
func TestTheLetterOfAReminder(t *testing.T) {
	a := ownApp(t)
	call := func(role string) app.Call {
		c, err := a.Act(t.Context(), staff[role], role, demo.Company)
		if err != nil {
			t.Fatal(err)
		}
		return app.Call{Caller: c}
	}
	for _, place := range []string{"FR", "QC", ""} {
		levels := []dunning.NewLevel{{After: 1, Action: "letter", Template: "notice"}}
		if _, err := app.SetDunning.Do(t.Context(), a, call(access.Finance), dunning.NewPolicy{Place: place, Levels: levels}); err != nil {
			t.Fatal(err)
		}
	}
	plan, err := app.PreviewDunning.Ask(t.Context(), a, call(access.Collections), dunning.PreviewOf{})
	if err != nil {
		t.Fatal(err)
	}
	due := slices.IndexFunc(plan.Actions, func(x dunning.PlannedView) bool { return x.Action == "letter" })
	if due < 0 {
		t.Fatal("nobody is due a letter")
	}
	task, err := app.RemindCustomer.Do(t.Context(), a, call(access.Collections), dunning.ToRemind{Customer: plan.Actions[due].Customer})
	if err != nil {
		t.Fatal(err)
	}
	letter := "/reminders/" + task.ID + "/pdf"
	as := func(role string) *browser {
		b := on(t, a, Options{Demo: logins()})
		b.wants(b.post("/sign-in/demo", "user", staff[role]), http.StatusSeeOther)
		return b
	}
	b := as(access.Collections)
	w := b.get(letter)
	if b.wants(w, http.StatusOK); w.Header().Get("Content-Type") != "application/pdf" || !bytes.HasPrefix(w.Body.Bytes(), []byte("%PDF-")) {
		t.Errorf("the letter is %s", w.Header().Get("Content-Type"))
	}
	b.wants(b.get("/reminders/act_0sapg0v8n0500/pdf"), http.StatusNotFound)
	b = as(access.Warehouse)
	b.wants(b.get(letter), http.StatusForbidden)
}
