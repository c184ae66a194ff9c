package run

import (
	"context"
	"fmt"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/app/work"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
	"encaisse/o2c/order"
)

// desk is an administrator of a company with drafts to be confirmed.
type desk struct {
	*testing.T
	a    *app.App
	call app.Call
}

func drafts(t *testing.T, url string, n int) (*desk, []string) {
	t.Helper()
	a := owing(t, url, nil, day.FromTime(time.Now(), time.UTC))
	c, err := a.Act(t.Context(), company.Administrator, access.Admin, "")
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t, a, app.Call{Caller: c}}
	price := money.Price(10_000_000)
	if _, err := app.CreateItem.Do(t.Context(), a, d.call, catalog.New{SKU: "S", Name: "S", Kind: "service", Price: &price, TaxClass: "standard"}); err != nil {
		t.Fatal(err)
	}
	var numbers []string
	no := false
	for range n {
		o, err := app.PlaceOrder.Do(t.Context(), a, d.call, order.New{Customer: "C1", Confirm: &no, Lines: []order.NewLine{{SKU: "S", Quantity: money.Units(1)}}})
		if err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, o.Number)
	}
	return d, numbers
}

func did[In any](d *desk, c app.Command[In, work.View], in In) work.View {
	d.Helper()
	v, err := c.Do(d.Context(), d.a, d.call, in)
	if err != nil {
		d.Fatal(err)
	}
	return v
}

func (d *desk) next() {
	d.Helper()
	if ok, err := Next(d.Context(), d.a); !ok || err != nil {
		d.Fatal(ok, err)
	}
}

func (d *desk) sees(id, state string, done, failed int64) work.View {
	d.Helper()
	v, err := app.ShowRun.Ask(d.Context(), d.a, d.call, work.Ref{ID: id})
	if err != nil || v.State != state || v.Done != done || v.Failed != failed {
		d.Errorf("%v: %s, %d done, %d refused; want %s, %d, %d", err, v.State, v.Done, v.Failed, state, done, failed)
	}
	return v
}

func (d *desk) state(number string) string {
	d.Helper()
	o, err := app.ShowOrder.Ask(d.Context(), d.a, d.call, order.ByID{ID: number})
	if err != nil {
		d.Fatal(err)
	}
	return string(o.State)
}

// A preview keeps nothing; what it showed is done then, each once; what was
// refused is told by cause, and only that is done again.
func TestOneCommandToMany(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		d, orders := drafts(t, url, 12)
		in := app.Mass{Command: "order.confirm", Items: append(orders, "nobody-s", orders[0]), Preview: true}
		w := did(d, app.BeginMass, in)
		if again := did(d, app.BeginMass, in); again.ID != w.ID {
			t.Errorf("the same is begun twice: %s and %s", w.ID, again.ID)
		}
		d.next()
		d.sees(w.ID, work.Ready, 12, 1)
		if s := d.state(orders[3]); s != "draft" {
			t.Errorf("the preview made it %s", s)
		}
		did(d, app.ApplyRun, work.Ref{ID: w.ID})
		d.next()
		v := d.sees(w.ID, work.Done, 12, 1)
		if s := d.state(orders[3]); s == "draft" || string(v.Report) != `{"sums":["120.00 EUR"]}` {
			t.Errorf("%s, report %s", s, v.Report)
		}
		causes, err := app.RunCauses.Ask(t.Context(), d.a, d.call, work.Ref{ID: w.ID})
		if err != nil || len(causes) != 1 || causes[0].Count != 1 || causes[0].Items[0].Ref != "nobody-s" || causes[0].Why == "" {
			t.Errorf("%v %+v", err, causes)
		}
		did(d, app.RetryRun, work.Ref{ID: w.ID})
		d.next()
		d.sees(w.ID, work.Done, 12, 1)
		if news, err := app.ShowNews.Ask(t.Context(), d.a, d.call, work.None{}); err != nil || news.Ended != 1 {
			t.Errorf("%v: %d ended", err, news.Ended)
		}
		did(d, app.SeeRun, work.Ref{ID: w.ID})
		if news, err := app.ShowNews.Ask(t.Context(), d.a, d.call, work.None{}); err != nil || news.Ended != 0 {
			t.Errorf("%v: %d ended", err, news.Ended)
		}
	})
}

// Who begins all there is while somebody does it is shown that run, whatever is
// left by then; what only one thing has follows its name.
func TestAllThereIsIsDoneOnce(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		d, orders := drafts(t, url, 3)
		w := did(d, app.BeginMass, app.Mass{Command: "order.confirm", Items: orders, All: true})
		if second := did(d, app.BeginMass, app.Mass{Command: "order.confirm", Items: orders[1:], All: true, Preview: true}); second.ID != w.ID {
			t.Errorf("%s is begun beside %s", second.ID, w.ID)
		}
		if other := did(d, app.BeginMass, app.Mass{Command: "order.confirm", Items: orders[:1]}); other.ID == w.ID {
			t.Error("a choice is taken for all there is")
		}
	})
}

func TestAThingHasFieldsOfItsOwn(t *testing.T) {
	d, orders := drafts(t, dbtest.SQLite(t), 3)
	w := did(d, app.BeginMass, app.Mass{Command: "order.cancel", Items: []string{orders[0] + " reason=doublon", orders[1] + " nonsense=1", orders[2]}, With: []string{"reason=tous"}})
	d.next()
	d.sees(w.ID, work.Done, 2, 1)
	items, err := app.RunItems.Ask(t.Context(), d.a, d.call, work.ItemsOf{ID: w.ID})
	if err != nil || items.Items[0].Ref != orders[0] || items.Items[1].State != work.Failed || items.Items[1].Ref != orders[1] {
		t.Errorf("%v %+v", err, items.Items)
	}
	for i, why := range map[int]string{0: "doublon", 2: "tous"} {
		n, err := db.See(t.Context(), d.a.DB, db.As{}, func(r *db.Read) (int64, error) { return db.One[int64](r, qCancelled, `%"`+why+`"%`) })
		if err != nil || n != 1 {
			t.Errorf("%v: %d orders are cancelled like %s: %s", err, n, orders[i], why)
		}
	}
}

var qCancelled = db.Q("test.drive.cancelled", `select count(*) from event where type = 'order.cancelled' and body like $1`)

// Work that was killed after it had done a thing, and before it wrote that, is
// taken up by the next process: nothing is done twice.
func TestWorkGoesOnAfterItsProcessDied(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		d, orders := drafts(t, url, 9)
		w := did(d, app.BeginMass, app.Mass{Command: "order.confirm", Items: orders})
		row, err := db.Do(t.Context(), d.a.DB, db.As{}, func(x *db.Write) (work.Row, error) { return work.Claim(x, time.Millisecond) })
		if err != nil {
			t.Fatal(err)
		}
		m, err := massOf(t.Context(), d.a, row)
		if err != nil {
			t.Fatal(err)
		}
		m.one(t.Context(), work.Item{N: 1, Ref: orders[0]}) // done, and never marked
		time.Sleep(5 * time.Millisecond)
		d.next()
		d.sees(w.ID, work.Done, 9, 0)
	})
}

func TestWorkStopsBetweenTwoThings(t *testing.T) {
	d, orders := drafts(t, dbtest.SQLite(t), 9)
	w := did(d, app.BeginMass, app.Mass{Command: "order.confirm", Items: orders})
	row, err := db.Do(t.Context(), d.a.DB, db.As{}, func(x *db.Write) (work.Row, error) { return work.Claim(x, lease) })
	if err != nil {
		t.Fatal(err)
	}
	did(d, app.CancelRun, work.Ref{ID: w.ID})
	if err := do(t.Context(), d.a, row); err != nil {
		t.Fatal(err)
	}
	v := d.sees(w.ID, work.Cancelled, 4, 0)
	did(d, app.RetryRun, work.Ref{ID: v.ID})
	d.next()
	d.sees(w.ID, work.Done, 9, 0)
}

func TestManyIsRefused(t *testing.T) {
	d, orders := drafts(t, dbtest.SQLite(t), 1)
	for name, in := range map[string]app.Mass{
		"work.none":    {Command: "order.confirm"},
		"work.command": {Command: "user.add", Items: orders},
		"work.many":    {Command: "order.confirm", Items: many(app.MostItems + 1)},
	} {
		if _, err := app.BeginMass.Do(t.Context(), d.a, d.call, in); refuse.Code(err) != name {
			t.Errorf("%v, want %s", err, name)
		}
	}
	clerk := d.call
	clerk.Role = access.Warehouse
	if _, err := app.BeginMass.Do(t.Context(), d.a, clerk, app.Mass{Command: "order.confirm", Items: orders}); refuse.Code(err) != "app.role" {
		t.Errorf("the warehouse may: %v", err)
	}
}

func many(n int) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprint("X", i))
	}
	return out
}

// A long run says how much there is first, then does it and tells how far it is.
func TestLongRunsAreWork(t *testing.T) {
	d, _ := drafts(t, dbtest.SQLite(t), 1)
	d.call.Role = access.Finance
	w := did(d, app.StartRun, app.ToStart{Kind: "daily", Preview: true})
	d.next()
	d.sees(w.ID, work.Ready, 0, 0)
	did(d, app.ApplyRun, work.Ref{ID: w.ID})
	d.next()
	d.sees(w.ID, work.Done, 0, 0)
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Second)
	defer stop()
	go Drive(ctx, d.a)
	w = did(d, app.StartRun, app.ToStart{Kind: "flow"})
	for range 100 {
		if v, err := app.ShowRun.Ask(ctx, d.a, d.call, work.Ref{ID: w.ID}); err == nil && v.State == work.Done {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("nobody drives it")
}
