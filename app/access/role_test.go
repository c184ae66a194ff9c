package access_test

import (
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

// A role is given by two people, neither of whom is he who gets it; while
// nobody else could decide, that is a fact instead.
func TestARoleIsGivenByTwo(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		a, err := app.Open(t.Context(), url, app.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(a.Close)
		if _, err := db.Do(t.Context(), a.DB, db.As{}, func(w *db.Write) (company.Made, error) {
			return company.Found(w, seller.NewEntity{Name: "Dupont", Country: "FR", Currency: "EUR", Tax: "none"})
		}); err != nil {
			t.Fatal(err)
		}
		as := func(user, role string) app.Call {
			c, err := a.Act(t.Context(), user, role, "")
			if err != nil {
				t.Fatal(err)
			}
			return app.Call{Caller: c}
		}
		admin := as(company.Administrator, access.Admin)
		for _, name := range []string{"paul", "camille", "ines"} {
			if _, err := app.AddUser.Do(t.Context(), a, admin, access.NewUser{Name: name}); err != nil {
				t.Fatal(err)
			}
		}
		give := func(call app.Call, user, role string) error {
			_, err := app.AllowRole.Do(t.Context(), a, call, access.NewPost{User: user, Role: role})
			return err
		}
		if err := give(admin, "paul", access.Finance); err != nil {
			t.Fatalf("nobody else can decide yet: %v", err)
		}
		if err := give(admin, "camille", access.Sales); refuse.Code(err) != "approval.needed" {
			t.Fatalf("a role is given by one person: %v", err)
		}
		if err := give(admin, "paul", access.Finance); err != nil {
			t.Errorf("what he has already needs nobody: %v", err)
		}
		list, err := app.ListApprovals.Ask(t.Context(), a, as("paul", access.Finance), approval.Filter{State: "open"})
		if err != nil || len(list.Items) != 1 || !list.Items[0].Decide || list.Items[0].Subject != "camille" || list.Items[0].By != company.Administrator {
			t.Fatalf("%v %+v", err, list.Items)
		}
		in := approval.Decision{ID: list.Items[0].ID}
		for user, role := range map[string]string{company.Administrator: access.Admin, "camille": access.Finance} {
			if _, err := app.GrantApproval.Do(t.Context(), a, as(user, role), in); refuse.Code(err) != "approval.own" && refuse.Code(err) != "approval.made" {
				t.Errorf("%s may decide: %v", user, err)
			}
		}
		if _, err := app.GrantApproval.Do(t.Context(), a, as("paul", access.Finance), in); err != nil {
			t.Fatal(err)
		}
		posts, err := db.See(t.Context(), a.DB, db.As{}, func(r *db.Read) ([]access.Post, error) {
			u, err := access.Named(r, "camille")
			if err != nil {
				return nil, err
			}
			return access.PostsOf(r, u.ID)
		})
		if err != nil || len(posts) != 1 || posts[0].Role != access.Sales {
			t.Errorf("%v %v", err, posts)
		}
		if _, err := app.EndRole.Do(t.Context(), a, admin, access.NewPost{User: "camille", Role: access.Sales}); err != nil {
			t.Errorf("a role is taken away at once: %v", err)
		}
	})
}
