package verify_test

import (
	"context"
	"testing"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/run"
	"encaisse/app/work"
	"encaisse/base/db/dbtest"
	"encaisse/verify"
)

// A run counts its things, each once, is where its facts led it, and keeps the
// file it made; whatever is forged of that is found.
func TestRunsAreWhatTheirFactsSay(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := found(t, url)
		ctx := context.Background()
		call := app.Call{Caller: app.Caller{User: w.as[0].Actor, Role: access.Admin, Entity: w.as[0].Entity}}
		mass := app.Mass{Command: "order.confirm", Items: []string{"X1", "X2", "X3"}}
		v, err := app.BeginMass.Do(ctx, w.a, call, mass)
		if err != nil {
			t.Fatal(err)
		}
		next := func() {
			t.Helper()
			if did, err := run.Next(ctx, w.a); !did || err != nil {
				t.Fatal(did, err)
			}
		}
		next()
		if _, err := app.RetryRun.Do(ctx, w.a, call, work.Ref{ID: v.ID}); err != nil {
			t.Fatal(err)
		}
		w.check(0)
		next()
		mass.Preview = true
		if v, err = app.BeginMass.Do(ctx, w.a, call, mass); err != nil {
			t.Fatal(err)
		}
		next()
		w.check(0)
		if _, err := app.CancelRun.Do(ctx, w.a, call, work.Ref{ID: v.ID}); err != nil {
			t.Fatal(err)
		}
		if _, err := app.BeginExport.Do(ctx, w.a, call, app.ToExport{Question: "customer.list"}); err != nil {
			t.Fatal(err)
		}
		next()
		w.check(0)
		for _, f := range []struct{ check, forge, undo string }{
			{"work.counted", `update work set total = total + 1 where kind = 'command'`, `update work set total = total - 1 where kind = 'command'`},
			{"work.counted", `update work_item set ref = 'X1' where n = 2`, `update work_item set ref = 'X2' where n = 2`},
			{"work.counted", `update work_item set state = 'done' where n = 3`, `update work_item set state = 'failed' where n = 3`},
			{"work.counted", `update work_item set n = 9 where n = 1`, `update work_item set n = 1 where n = 9`},
			{"work.states", `update work set state = 'running' where kind = 'export'`, `update work set state = 'done' where kind = 'export'`},
			{"work.states", `update work set state = 'ready' where state = 'cancelled'`, `update work set state = 'cancelled' where state = 'ready'`},
			{"work.states", `update work set failed = failed - 1 where kind = 'command'`, `update work set failed = failed + 1 where kind = 'command'`},
			{"work.files", `update work_file set name = name || 'x'`, `update work_file set name = substr(name, 1, length(name) - 1)`},
			{"work.files", `update work_file set bytes = (select hash from seal where number = 1)`, ``},
			{"work.files", `delete from work_file`, ``},
			{"work.states", `delete from work where kind = 'export'`, ``},
		} {
			if err := w.a.DB.Script(ctx, f.forge); err != nil {
				t.Fatal(err)
			}
			if report, _ := verify.Run(ctx, w.a.DB, verify.Options{}); !breached(report, f.check) {
				t.Errorf("%s: %s is not found", f.forge, f.check)
			}
			if f.undo != "" {
				if err := w.a.DB.Script(ctx, f.undo); err != nil {
					t.Fatal(err)
				}
				w.check(0)
			}
		}
	})
}
