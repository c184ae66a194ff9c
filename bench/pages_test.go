package bench

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/demo"
	"encaisse/o2c/listing"
	"encaisse/o2c/rma"
)

// behind is how many orders, and as many invoices, stand behind the pages.
const behind = 100_000

// grown is a demonstration whose orders and invoices were copied until there
// are so many. Only what the lists and the search read is copied.
func grown(b *testing.B) (*app.App, app.Call) {
	b.Helper()
	file := filepath.Join(b.TempDir(), "pages.db")
	clock := &demo.Clock{}
	ctx := context.Background()
	a, err := app.Open(ctx, "sqlite:"+file, app.Options{Clock: clock.Now})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(a.Close)
	if _, err := demo.Build(ctx, a, demo.Options{Small: true, Months: 2, Seed: 3, Clock: clock}); err != nil {
		b.Fatal(err)
	}
	d, err := sql.Open("sqlite", file+"?_pragma=busy_timeout(20000)&_pragma=ignore_check_constraints(1)")
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	do := func(text string, args ...any) {
		b.Helper()
		if _, err := d.Exec(text, args...); err != nil {
			b.Fatalf("%v\n%s", err, text)
		}
	}
	for _, t := range []struct{ table, number string }{{"sales_order", "number = 'K'||k.k||'-'||r.n"}, {"invoice", "number = 'F'||k.k||'-'||r.n; position = s.position + k.k*1000000"}} {
		var n int
		if err := d.QueryRow(`select count(*) from ` + t.table).Scan(&n); err != nil {
			b.Fatal(err)
		}
		do(`create table tmp_` + t.table + ` as select id, row_number() over (order by id) as n from ` + t.table)
		copies := behind/n + 1
		set := map[string]string{"id": "r.n + k.k*1000", "total": "s.total + k.k"}
		for part := range strings.SplitSeq(t.number, "; ") {
			name, value, _ := strings.Cut(part, " = ")
			set[name] = value
		}
		duplicate(b, d, t.table, set, `join tmp_`+t.table+` r on r.id = s.id`, copies)
	}
	duplicate(b, d, "open_item", map[string]string{"id": "r.n + k.k*1000", "document": "r.n + k.k*1000", "number": "'F'||k.k||'-'||r.n"}, `join tmp_invoice r on r.id = s.id`, 300)
	grow(b, d, "shipment", do)
	do(`insert into rma select k, 1, 'R'||k, s.order_id, s.id, s.customer, s.warehouse, case when k % 20 = 0 then 'requested' else 'closed' end, '', 'damaged', s.planned_on, 0, 0, 1
		from (select * from shipment order by id desc limit 1) s, (with recursive k(k) as (select 1 union all select k+1 from k where k < 100000) select k from k)`)
	do(`update rma set entity = (select entity from shipment limit 1)`)
	do(`analyze`)
	c, err := a.Act(ctx, "edith", access.Auditor, demo.Company)
	if err != nil {
		b.Fatal(err)
	}
	return a, app.Call{Caller: c}
}

// grow copies the rows of a table of numbered documents until there are so many.
func grow(b *testing.B, d *sql.DB, table string, do func(string, ...any)) {
	b.Helper()
	var n int
	if err := d.QueryRow(`select count(*) from ` + table).Scan(&n); err != nil {
		b.Fatal(err)
	}
	do(`create table tmp_` + table + ` as select id, row_number() over (order by id) as n from ` + table)
	duplicate(b, d, table, map[string]string{"id": "r.n + k.k*1000", "number": "'X'||k.k||'-'||r.n"}, `join tmp_`+table+` r on r.id = s.id`, behind/n+1)
}

// duplicate copies the rows of a table so many times, with what is set anew.
func duplicate(b *testing.B, d *sql.DB, table string, set map[string]string, join string, copies int) {
	b.Helper()
	rows, err := d.Query(`select name from pragma_table_info('` + table + `')`)
	if err != nil {
		b.Fatal(err)
	}
	var names, values []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			b.Fatal(err)
		}
		value, ok := set[name]
		if !ok {
			value = "s." + name
		}
		names, values = append(names, name), append(values, value)
	}
	rows.Close()
	text := fmt.Sprintf(`with recursive k(k) as (select 1 union all select k+1 from k where k < %d) insert into %s (%s) select %s from %s s %s, k`,
		copies, table, strings.Join(names, ","), strings.Join(values, ","), table, join)
	if _, err := d.Exec(text); err != nil {
		b.Fatalf("%v\n%s", err, text)
	}
}

// BenchmarkPages is how long the questions behind lists and the search take with
// 100,000 orders and invoices: their 95th percentile in ms. The goals are
// 100 ms for a list, its first and its hundredth page alike, and 50 ms for Ctrl-K.
func BenchmarkPages(b *testing.B) {
	a, call := grown(b)
	orders := func(in listing.OrdersIn) *string {
		out, err := app.OrderRows.Ask(b.Context(), a, call, in)
		if err != nil {
			b.Fatal(err)
		}
		return out.Next
	}
	invoices := func(in listing.InvoicesIn) *string {
		out, err := app.InvoiceRows.Ask(b.Context(), a, call, in)
		if err != nil {
			b.Fatal(err)
		}
		return out.Next
	}
	find := func(text string) {
		if _, err := app.FindAnything.Ask(b.Context(), a, call, app.FindIn{Q: text}); err != nil {
			b.Fatal(err)
		}
	}
	hundredth := func(next func(cursor string) *string) string {
		cursor := ""
		for range 99 {
			if n := next(cursor); n != nil {
				cursor = *n
			}
		}
		return cursor
	}
	page := func(cursor string) db.Paging { return db.Paging{Limit: 50, Cursor: cursor} }
	for _, sort := range []string{"newest", "largest"} {
		at := hundredth(func(c string) *string { return orders(listing.OrdersIn{Sort: sort, Paging: page(c)}) })
		timed(b, "orders/"+sort+"/first", func() { orders(listing.OrdersIn{Sort: sort, Paging: page("")}) })
		timed(b, "orders/"+sort+"/hundredth", func() { orders(listing.OrdersIn{Sort: sort, Paging: page(at)}) })
		at = hundredth(func(c string) *string { return invoices(listing.InvoicesIn{Sort: sort, Paging: page(c)}) })
		timed(b, "invoices/"+sort+"/first", func() { invoices(listing.InvoicesIn{Sort: sort, Paging: page("")}) })
		timed(b, "invoices/"+sort+"/hundredth", func() { invoices(listing.InvoicesIn{Sort: sort, Paging: page(at)}) })
	}
	at := hundredth(func(c string) *string { return invoices(listing.InvoicesIn{View: "overdue", Paging: page(c)}) })
	timed(b, "overdue/first", func() { invoices(listing.InvoicesIn{View: "overdue", Paging: page("")}) })
	timed(b, "overdue/hundredth", func() { invoices(listing.InvoicesIn{View: "overdue", Paging: page(at)}) })
	timed(b, "orders/of_a_state", func() { orders(listing.OrdersIn{State: "credit_hold", Paging: page("")}) })
	timed(b, "orders/of_a_customer", func() { orders(listing.OrdersIn{Customer: "CL001", Paging: page("")}) })
	timed(b, "groups/customer", func() {
		if _, err := app.OrderGroups.Ask(b.Context(), a, call, listing.OrderGroupsIn{By: "customer"}); err != nil {
			b.Fatal(err)
		}
	})
	for _, state := range []string{"", "here", "shipped", "delivered", "cancelled"} {
		timed(b, "shipments/"+state, func() {
			if _, err := app.ShipmentRows.Ask(b.Context(), a, call, listing.ShipmentsIn{State: state, Paging: page("")}); err != nil {
				b.Fatal(err)
			}
		})
	}
	for _, state := range []string{"", "requested", "closed"} {
		timed(b, "returns/"+state, func() {
			if _, err := app.ListReturns.Ask(b.Context(), a, call, rma.Filter{State: state, Paging: page("")}); err != nil {
				b.Fatal(err)
			}
		})
	}
	for _, text := range []string{"K7-12", "187", "hotel", "1234,56", "BC-17058", "zzzz"} {
		timed(b, "find/"+text, func() { find(text) })
	}
}

// timed reports the 95th percentile of a question, and its middle.
func timed(b *testing.B, name string, f func()) {
	b.Run(name, func(b *testing.B) {
		var took []time.Duration
		for b.Loop() {
			begun := time.Now()
			f()
			took = append(took, time.Since(begun))
		}
		slices.Sort(took)
		ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
		b.ReportMetric(ms(took[len(took)*95/100]), "p95-ms")
		b.ReportMetric(ms(took[len(took)/2]), "p50-ms")
		b.ReportMetric(0, "ns/op")
	})
}
