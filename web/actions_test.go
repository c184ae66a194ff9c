package web

import (
	"net/http"
	"strings"
	"testing"

	"encaisse/app"
	"encaisse/app/form"
	"encaisse/base/words"
)

// Each action is a command of the registry, its fields are the command's, and
// all of it has words in both languages.
func TestActionsAreThoseOfTheRegistry(t *testing.T) {
	for name, a := range actions {
		e, ok := app.Find(name)
		if !ok || e.Question {
			t.Errorf("%s is no command", name)
			continue
		}
		want := []string{"web.do." + name}
		shown := map[string]bool{}
		for _, f := range a.fields {
			field, err := form.Find(e.In, f)
			if err != nil {
				t.Errorf("%s has no field %s", name, f)
			}
			shown[f] = true
			want = append(want, "web.field."+f)
			for v := range strings.SplitSeq(field.Enum, ",") {
				if v != "" {
					want = append(want, "web.enum."+v)
				}
			}
		}
		for _, f := range e.Fields {
			if f.Required && !f.Flag && !shown[f.Name] {
				t.Errorf("%s needs %s, which its form does not show", name, f.Name)
			}
		}
		for f := range a.takes {
			if !shown[f] {
				t.Errorf("%s takes %s, which its form does not show", name, f)
			}
		}
		for _, key := range want {
			if !sentences.Has(key) {
				t.Errorf("no text %s", key)
			}
		}
	}
	for _, list := range []map[string][]string{nextOf, alsoOf} {
		for _, names := range list {
			for _, n := range names {
				if _, ok := actions[n]; !ok {
					t.Errorf("%s has no form", n)
				}
			}
		}
	}
	for _, l := range []list{invoiceList, orderList, customerList, promiseList, planList, disputeList, paymentList, refundList, creditList, lossList, availabilityList, expectedList} {
		for _, key := range keysOf(l) {
			if sentences.Say(words.English, key) == key {
				t.Errorf("no text %s", key)
			}
		}
	}
}

func keysOf(l list) (out []string) {
	for _, c := range l.columns {
		out = append(out, "web.col."+c.key)
	}
	for _, v := range l.views {
		out = append(out, "web.view."+v)
	}
	for _, f := range l.filters {
		out = append(out, "web.filter."+f)
	}
	return append(out, l.title, "web.empty."+l.keys, "web.empty."+l.keys+".why", "web.empty."+l.keys+".of")
}

// Who may not do a command finds no form of it, neither to see nor to send.
func TestRolesAndActions(t *testing.T) {
	for _, role := range app.Roles() {
		if staff[role] == "" {
			continue
		}
		b := as(t, role)
		for name := range actions {
			e, _ := app.Find(name)
			want := http.StatusForbidden
			if e.Allows(role) {
				want = http.StatusOK
			}
			if w := b.get("/do/" + name); w.Code != want {
				t.Errorf("%s sees the form of %s: %d, want %d", role, name, w.Code, want)
			}
			if w := b.post("/do/" + name); (w.Code == http.StatusForbidden) != (want == http.StatusForbidden) {
				t.Errorf("%s sends the form of %s: %d", role, name, w.Code)
			}
		}
	}
	b := as(t, "admin")
	b.wants(b.get("/do/user.add"), http.StatusNotFound)
}
