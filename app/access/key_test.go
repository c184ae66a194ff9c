package access_test

import (
	"encoding/json"
	"strings"
	"testing"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/seller"
)

// A key in a role that moves money is made by two people; the second never sees
// its secret, and the first sees it once.
func TestAKeyOfMoneyIsMadeByTwo(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		ctx := t.Context()
		a, err := app.Open(ctx, url, app.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(a.Close)
		if _, err := db.Do(ctx, a.DB, db.As{}, func(w *db.Write) (company.Made, error) {
			return company.Found(w, seller.NewEntity{Name: "Dupont", Country: "FR", Currency: "EUR", Tax: "none"})
		}); err != nil {
			t.Fatal(err)
		}
		as := func(user, role string) app.Call {
			c, err := a.Act(ctx, user, role, "")
			if err != nil {
				t.Fatal(err)
			}
			return app.Call{Caller: c}
		}
		admin := as(company.Administrator, access.Admin)
		for _, name := range []string{"paul", "camille"} {
			if _, err := app.AddUser.Do(ctx, a, admin, access.NewUser{Name: name}); err != nil {
				t.Fatal(err)
			}
		}
		create := func(user, role string) (access.Key, error) {
			return app.CreateKey.Do(ctx, a, admin, access.NewKey{User: user, Role: role})
		}
		if k, err := create("paul", access.Finance); err != nil || k.Secret == nil {
			t.Fatalf("nobody else can decide yet: %v", err)
		}
		if k, err := create("camille", access.Sales); err != nil || k.Secret == nil {
			t.Fatalf("sales move no money: %v", err)
		}
		if _, err := create("camille", access.Cash); refuse.Code(err) != "approval.needed" {
			t.Fatalf("a key of money is made by one person: %v", err)
		}
		paul := as("paul", access.Finance)
		list, err := app.ListApprovals.Ask(ctx, a, paul, approval.Filter{State: "open"})
		if err != nil || len(list.Items) != 1 || !list.Items[0].Decide {
			t.Fatalf("%v %+v", err, list.Items)
		}
		granted, err := app.GrantApproval.Do(ctx, a, paul, approval.Decision{ID: list.Items[0].ID})
		if err != nil {
			t.Fatal(err)
		}
		body, err := json.Marshal(granted.Done)
		if err != nil || strings.Contains(string(body), "enc_") {
			t.Fatalf("the second person is shown the secret: %s", body)
		}
		var k access.Key
		if err := json.Unmarshal(body, &k); err != nil {
			t.Fatal(err)
		}
		collect := func(call app.Call) (access.Collected, error) {
			return app.CollectKey.Do(ctx, a, call, access.KeyRef{ID: k.ID})
		}
		if _, err := collect(as("paul", access.Admin)); refuse.Code(err) != "access.key_owed" {
			t.Errorf("who agreed collects it: %v", err)
		}
		got, err := collect(admin)
		if err != nil || got.Secret == nil {
			t.Fatal(err)
		}
		if c, err := a.Identify(ctx, *got.Secret, ""); err != nil || c.Name != "camille" || c.Role != access.Cash {
			t.Errorf("it opens %+v: %v", c, err)
		}
		if _, err := collect(admin); refuse.Code(err) != "access.key_owed" {
			t.Errorf("it is shown twice: %v", err)
		}
	})
}
