package bench

import (
	"slices"
	"testing"
	"time"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/o2c/listing"
)

// BenchmarkPages is how long the questions behind lists and the search take with
// 100,000 rows behind each: their 95th percentile in ms. The goals are
// 100 ms for a list, its first and its hundredth page alike, and 50 ms for Ctrl-K.
func BenchmarkPages(b *testing.B) {
	for _, engine := range []string{"sqlite", "postgres"} {
		b.Run(engine, func(b *testing.B) {
			a, call := grown(b, engine)
			pagesOfDocuments(b, a, call)
			pagesCounted(b, a, call)
			pagesSummed(counting{b, a, call})
		})
	}
}

// pagesOfDocuments are orders, invoices and the search.
func pagesOfDocuments(b *testing.B, a *app.App, call app.Call) {
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
	for _, text := range []string{"K7-12", "187", "hotel", "1234,56", "BC-17058", "zzzz"} {
		timed(b, "find/"+text, func() { find(text) })
	}
}

// hundredth is the cursor of the hundredth page.
func hundredth(next func(cursor string) *string) string {
	cursor := ""
	for range 99 {
		if n := next(cursor); n != nil {
			cursor = *n
		}
	}
	return cursor
}

func page(cursor string) db.Paging { return db.Paging{Limit: 50, Cursor: cursor} }

// counting is a list that counts the rows of its filter.
type counting struct {
	b    *testing.B
	a    *app.App
	call app.Call
}

// counted times the first and the hundredth page of a list, whose count is right.
func counted[In, T any](c counting, name string, q app.Question[In, db.Counted[T]], want int64, in func(db.Paging) In) {
	ask := func(cursor string) db.Counted[T] {
		out, err := q.Ask(c.b.Context(), c.a, c.call, in(page(cursor)))
		if err != nil {
			c.b.Fatalf("%s: %v", name, err)
		}
		return out
	}
	out := ask("")
	if want != some && (out.Beyond != (want == many) || out.Count != min(want, many-1)) {
		c.b.Errorf("%s: %d rows, beyond %v", name, out.Count, out.Beyond)
	}
	timed(c.b, name+"/first", func() { ask("") })
	if out.Count < 100*50 {
		return
	}
	at := hundredth(func(cursor string) *string { return ask(cursor).Next })
	timed(c.b, name+"/hundredth", func() { ask(at) })
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
