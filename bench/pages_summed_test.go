package bench

import (
	"time"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/o2c/dunning"
	"encaisse/o2c/insight"
	"encaisse/o2c/listing"
)

// one of the customers who have some thousand orders each.
const one = "CL001"

var (
	sorts    = []string{"newest", "oldest", "largest", "smallest"}
	customer = []string{"", one}
)

// paged times the first and the hundredth page of a list.
func paged[In, Out any](c counting, name string, q app.Question[In, Out], next func(Out) *string, in func(db.Paging) In) {
	c.b.Helper()
	ask := func(cursor string) *string {
		out, err := q.Ask(c.b.Context(), c.a, c.call, in(page(cursor)))
		if err != nil {
			c.b.Fatalf("%s: %v", name, err)
		}
		return next(out)
	}
	timed(c.b, name+"/first", func() { ask("") })
	if at := hundredth(ask); at != "" {
		timed(c.b, name+"/hundredth", func() { ask(at) })
	}
}

// pagesSummed are the lists that sum what their filter has.
func pagesSummed(c counting) {
	orders := func(o listing.OrdersOut) *string { return o.Next }
	invoices := func(o listing.InvoicesOut) *string { return o.Next }
	for _, of := range customer {
		for _, sort := range sorts {
			paged(c, "orders/"+sort+of, app.OrderRows, orders, func(p db.Paging) listing.OrdersIn { return listing.OrdersIn{Sort: sort, Customer: of, Paging: p} })
			paged(c, "invoices/"+sort+of, app.InvoiceRows, invoices, func(p db.Paging) listing.InvoicesIn { return listing.InvoicesIn{Sort: sort, Customer: of, Paging: p} })
			paged(c, "quotes/"+sort+of, app.QuoteRows, func(o listing.QuotesOut) *string { return o.Next }, func(p db.Paging) listing.QuotesIn { return listing.QuotesIn{Sort: sort, Customer: of, Paging: p} })
			paged(c, "charges/"+sort+of, app.ChargeRows, func(o listing.ChargesOut) *string { return o.Next }, func(p db.Paging) listing.ChargesIn { return listing.ChargesIn{Sort: sort, Customer: of, Paging: p} })
		}
		for _, state := range []string{"draft", "confirmed", "credit_hold", "released", "closed", "cancelled"} {
			for _, sort := range []string{"newest", "largest"} {
				paged(c, "orders/"+state+of+"/"+sort, app.OrderRows, orders, func(p db.Paging) listing.OrdersIn {
					return listing.OrdersIn{State: state, Customer: of, Sort: sort, Paging: p}
				})
			}
		}
		for _, view := range []string{"invoices", "credits", "deposits", "open", "overdue"} {
			for _, sort := range []string{"newest", "largest"} {
				paged(c, "invoices/"+view+of+"/"+sort, app.InvoiceRows, invoices, func(p db.Paging) listing.InvoicesIn {
					return listing.InvoicesIn{View: view, Customer: of, Sort: sort, Paging: p}
				})
			}
		}
		for _, state := range []string{"draft", "sent", "accepted", "expired", "superseded"} {
			paged(c, "quotes/"+state+of, app.QuoteRows, func(o listing.QuotesOut) *string { return o.Next }, func(p db.Paging) listing.QuotesIn { return listing.QuotesIn{State: state, Customer: of, Paging: p} })
		}
		for _, state := range []string{"open", "settled", "waived"} {
			paged(c, "charges/"+state+of, app.ChargeRows, func(o listing.ChargesOut) *string { return o.Next }, func(p db.Paging) listing.ChargesIn { return listing.ChargesIn{State: state, Customer: of, Paging: p} })
		}
		for _, view := range []string{"all", "unapplied", "unknown", "returned"} {
			paged(c, "payments/"+view+of, app.PaymentRows, func(o listing.PaymentsOut) *string { return o.Next }, func(p db.Paging) listing.PaymentsIn { return listing.PaymentsIn{View: view, Customer: of, Paging: p} })
		}
		for _, by := range []string{"customer", "month", "state"} {
			asked(c, "orders/by_"+by+of, app.OrderGroups, listing.OrderGroupsIn{By: by, Customer: of})
			asked(c, "closed_orders/by_"+by+of, app.OrderGroups, listing.OrderGroupsIn{By: by, Customer: of, State: "closed"})
			for _, view := range []string{"all", "invoices", "open", "overdue"} {
				asked(c, "invoices/"+view+"/by_"+by+of, app.InvoiceGroups, listing.InvoiceGroupsIn{By: by, Customer: of, View: view})
			}
		}
	}
	pagesOfSpans(c, orders, invoices)
}

// pagesOfSpans are lists of some days, and those without sums.
func pagesOfSpans(c counting, orders func(listing.OrdersOut) *string, invoices func(listing.InvoicesOut) *string) {
	today := day.FromTime(time.Now(), time.UTC)
	for name, from := range map[string]day.Day{"a_week": today.AddDays(-7), "a_month": today.AddDays(-30)} {
		for _, sort := range []string{"newest", "oldest", "largest"} {
			paged(c, "orders/"+name+"/"+sort, app.OrderRows, orders, func(p db.Paging) listing.OrdersIn {
				return listing.OrdersIn{From: from, To: from.AddDays(1), Sort: sort, Paging: p}
			})
			paged(c, "invoices/"+name+"/"+sort, app.InvoiceRows, invoices, func(p db.Paging) listing.InvoicesIn {
				return listing.InvoicesIn{From: from, To: from.AddDays(1), Sort: sort, Paging: p}
			})
		}
		paged(c, "overdue/"+name, app.InvoiceRows, invoices, func(p db.Paging) listing.InvoicesIn {
			return listing.InvoicesIn{View: "overdue", From: from, To: from.AddDays(1), Paging: p}
		})
	}
	paged(c, "customers", app.CustomerRows, func(o listing.CustomersOut) *string { return o.Next }, func(p db.Paging) listing.CustomersIn { return listing.CustomersIn{Paging: p} })
	paged(c, "customers/bounced", app.CustomerRows, func(o listing.CustomersOut) *string { return o.Next }, func(p db.Paging) listing.CustomersIn {
		return listing.CustomersIn{Bounced: true, Paging: p}
	})
	asked(c, "customers/found", app.CustomerRows, listing.CustomersIn{Q: "hotel"})
	paged(c, "items", app.ItemRows, func(o listing.ItemsOut) *string { return o.Next }, func(p db.Paging) listing.ItemsIn { return listing.ItemsIn{Paging: p} })
	asked(c, "items/found", app.ItemRows, listing.ItemsIn{Q: "verre"})
	asked(c, "stock/found", app.StockRows, listing.StockIn{Q: "verre"})
	asked(c, "availability/found", app.ReadyRows, listing.AvailabilityIn{Q: "verre"})
	paged(c, "held", app.HeldRows, func(o listing.HeldOut) *string { return o.Next }, func(p db.Paging) db.Paging { return p })
	paged(c, "audit", app.Audit, func(o insight.AuditOut) *string { return o.Next }, func(p db.Paging) insight.AuditIn { return insight.AuditIn{Paging: p} })
	paged(c, "audit/of_a_type", app.Audit, func(o insight.AuditOut) *string { return o.Next }, func(p db.Paging) insight.AuditIn {
		return insight.AuditIn{Type: "payment", Paging: p}
	})
	paged(c, "audit/of_a_customer", app.Audit, func(o insight.AuditOut) *string { return o.Next }, func(p db.Paging) insight.AuditIn {
		return insight.AuditIn{Of: one, Paging: p}
	})
	asked(c, "exposures", app.ExposedRows, listing.ExposedIn{})
	asked(c, "exposures/over", app.ExposedRows, listing.ExposedIn{Over: true})
	asked(c, "to_bill", app.ToBillRows, listing.ToBillIn{})
	asked(c, "worklist", app.Worklist, dunning.WorklistIn{})
	for _, text := range []string{"12", "RF18", "hotel de", "1 234,56 €", "4567", "X7-1", "martin du", "a"} {
		asked(c, "find/"+text, app.FindAnything, app.FindIn{Q: text})
	}
}

// asked times a question that has no pages.
func asked[In, Out any](c counting, name string, q app.Question[In, Out], in In) {
	c.b.Helper()
	timed(c.b, name, func() {
		if _, err := q.Ask(c.b.Context(), c.a, c.call, in); err != nil {
			c.b.Fatalf("%s: %v", name, err)
		}
	})
}
