package importer

import (
	"testing"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/o2c/dunning"
)

// A file of customers says who follows them: a blank cell, and a file without the
// column, change nothing; who may not follow, and who may not give, is told at the
// cell; a dry run gives nothing.
func TestACollectorFromAFile(t *testing.T) {
	const head = "number,name,country,currency,terms,collector"
	dbtest.Both(t, func(t *testing.T, url string) {
		w := french(t, url)
		w.user("zoe", access.Collections)
		w.user("karim", access.Warehouse)
		follows := func(want string) {
			t.Helper()
			got := ask(w, func(r *db.Read) (dunning.HoldingView, error) {
				return dunning.Holding(r, dunning.OfCustomer{Customer: "C1"})
			})
			if got.Collector != want {
				t.Errorf("%q follows C1, want %q", got.Collector, want)
			}
		}
		w.yes("customers", lines("number,name,country,currency,terms", "C1,Un,FR,EUR,net30"))
		dry := w.request("customers", lines(head, "C1,Un,FR,EUR,net30,zoe"))
		dry.DryRun = true
		if out := w.take(dry); len(out.Errors) > 0 || out.Rows != 1 {
			t.Errorf("dry: %+v", out)
		}
		follows("")
		w.counts("customers", lines(head, "C1,Un,FR,EUR,net30,zoe", "C2,Deux,FR,EUR,net30,zoe", "C3,Trois,FR,EUR,net30,"), 3, 0)
		follows("zoe")
		w.counts("customers", lines(head, "C1,Un,FR,EUR,net30,zoe", "C2,Deux,FR,EUR,net45,zoe"), 1, 1) // C1 is so already
		w.counts("customers", lines(head, "C1,Un,FR,EUR,net30,"), 0, 1)
		w.counts("customers", lines("number,name,country,currency,terms", "C1,Une,FR,EUR,net30"), 1, 0)
		follows("zoe")
		w.user("hugo", access.Collections)
		w.counts("customers", lines(head, "C1,Une,FR,EUR,net30,hugo"), 1, 0)
		follows("hugo")

		wrong := func(in Request, codes ...string) {
			t.Helper()
			out := w.take(in)
			if len(out.Errors) != len(codes) || out.Applied != 0 {
				t.Fatalf("%+v", out)
			}
			for i, e := range out.Errors {
				if e.Column != "collector" || e.Row != i+2 || e.Code != codes[i] || e.Message == "" {
					t.Errorf("%+v, want %s", e, codes[i])
				}
			}
		}
		wrong(w.request("customers", lines(head, "C1,Une,FR,EUR,net30,karim", "C4,Quatre,FR,EUR,net30,nobody")), "portfolio.collector", "portfolio.collector")
		sales := w.request("customers", lines(head, "C1,Une,FR,EUR,net30,zoe"))
		sales.Caller.Role = access.Sales
		wrong(sales, "app.role")
		follows("hugo")
	})
}

// user is a person with a role in every company.
func (w *world) user(name, role string) {
	w.Helper()
	call := app.Call{Caller: w.caller}
	if _, err := app.AddUser.Do(w.ctx, w.app, call, access.NewUser{Name: name}); err != nil {
		w.Fatal(err)
	}
	if _, err := app.AllowRole.Do(w.ctx, w.app, call, access.NewPost{User: name, Role: role}); err != nil {
		w.Fatal(err)
	}
}
