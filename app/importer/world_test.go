package importer

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/app/run"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/words"
	"encaisse/o2c/insight"
	"encaisse/o2c/seller"
)

// world is a company with a clock that stands still.
type world struct {
	*testing.T
	ctx    context.Context
	app    *app.App
	caller app.Caller
}

var today = day.Of(2026, 11, 21)

func found(t *testing.T, url string, e seller.NewEntity) *world {
	t.Helper()
	ctx := t.Context()
	clock := func() time.Time { return time.Unix(int64(today)*86400+12*3600, 0).UTC() }
	a, err := app.Open(ctx, url, app.Options{Clock: clock, Fatal: func(err error) { t.Error(err) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	if _, err := db.Do(ctx, a.DB, db.As{}, func(w *db.Write) (company.Made, error) { return company.Found(w, e) }); err != nil {
		t.Fatal(err)
	}
	c, err := a.Act(ctx, company.Administrator, access.Admin, "")
	if err != nil {
		t.Fatal(err)
	}
	c.Language = words.English
	return &world{t, ctx, a, c}
}

func french(t *testing.T, url string) *world {
	return found(t, url, seller.NewEntity{Name: "Exemple", Country: "FR", Currency: "EUR", Tax: "standard"})
}

func (w *world) request(kind, data string) Request {
	return Request{Kind: kind, File: kind + ".csv", Data: []byte(data), Caller: w.caller}
}

// take imports a file and fails on an error of the request.
func (w *world) take(in Request) Result {
	w.Helper()
	out, err := Run(w.ctx, w.app, in)
	if err != nil {
		w.Fatalf("%s: %v", in.Kind, err)
	}
	return out
}

// yes imports a file of which every row is new.
func (w *world) yes(kind, data string) Result {
	w.Helper()
	out := w.take(w.request(kind, data))
	if len(out.Errors) > 0 || out.Applied != out.Rows || out.Rows == 0 {
		w.Fatalf("%s: %+v", kind, out)
	}
	return out
}

// counts wants what became of the rows of a file.
func (w *world) counts(kind, data string, applied, already int) {
	w.Helper()
	out := w.take(w.request(kind, data))
	if len(out.Errors) > 0 || out.Applied != applied || out.AlreadyImported != already {
		w.Errorf("%s: applied %d of %d, already there %d, errors %v; want %d and %d", kind, out.Applied, out.Rows, out.AlreadyImported, out.Errors, applied, already)
	}
}

func (w *world) settle() run.Report {
	w.Helper()
	report, err := run.Do(w.ctx, w.app, "all", true)
	if err != nil || len(report.Stuck) > 0 {
		w.Fatalf("%v %+v", err, report)
	}
	return report
}

// ask asks a question of the entity.
func ask[T any](w *world, f func(*db.Read) (T, error)) T {
	w.Helper()
	out, err := db.See(w.ctx, w.app.DB, db.As{Entity: w.caller.Entity, Zone: time.UTC}, f)
	if err != nil {
		w.Fatal(err)
	}
	return out
}

var (
	qTestEvents = db.Q("import.test.events", `select count(*) from event`).Scans()
	qTestOrders = db.Q("import.test.orders", `select o.number || ' ' || o.state || ' ' || o.hold || ' ' || o.exceptions from sales_order o order by o.number`).Scans()
	qTestRows   = db.Q("import.test.rows", `select count(*) from import_row`).Scans()
	qTestIssued = db.Q("import.test.issued", `select number, old_number, issued_on, total from invoice order by position`).Scans()
	qTestStates = db.Q("import.test.states", `select cast(count(*) as bigint) from sales_order where state = $1`).Scans()
	qTestDays   = db.Q("import.test.days", `select e.type, e.day from event e where e.type like 'order.%' or e.type like 'shipping.%' or e.type like 'invoice.%' order by e.id`).Scans()
	qTestFiles  = db.Q("import.test.files", `select kind || ' ' || state || ' ' || number || ' ' || row_count || ' ' || applied || ' ' || step_count from import_file order by id`).Scans()
)

func (w *world) number(q *db.Stmt, args ...any) int64 {
	w.Helper()
	return ask(w, func(r *db.Read) (int64, error) { return db.One[int64](r, q, args...) })
}

func (w *world) texts(q *db.Stmt) []string {
	w.Helper()
	return ask(w, func(r *db.Read) ([]string, error) { return db.All[string](r, q) })
}

// books is the trial balance as text, to be compared between engines and ways.
func (w *world) books() string {
	w.Helper()
	var b strings.Builder
	for _, a := range ask(w, func(r *db.Read) ([]insight.AccountRow, error) { return insight.TrialBalance(r, insight.AsOf{}) }) {
		fmt.Fprintf(&b, "%s %s %s\n", a.Account, a.Debit.Text(), a.Credit.Text())
	}
	return b.String()
}

// owed is what is open of the invoices, and unapplied of the payments, by
// customer and amount.
func (w *world) owed() (list []string) {
	w.Helper()
	for _, p := range ask(w, func(r *db.Read) ([]insight.OpenRow, error) { return insight.OpenItems(r, insight.AsOf{}) }) {
		list = append(list, fmt.Sprint(p.Customer, p.Invoice, p.DueOn, p.Open))
	}
	for _, p := range ask(w, func(r *db.Read) ([]insight.PaymentRow, error) { return insight.Payments(r, insight.AsOf{}) }) {
		if p.Customer != nil {
			list = append(list, fmt.Sprint(*p.Customer, p.ReceivedOn, p.Unapplied))
		}
	}
	slices.Sort(list)
	return list
}

// lines joins lines.
func lines(list ...string) string { return strings.Join(list, "\n") + "\n" }
