package bench

import (
	"testing"

	"encaisse/app"
	"encaisse/app/work"
	"encaisse/base/db"
	"encaisse/o2c/catalog"
	"encaisse/o2c/dunning"
	"encaisse/o2c/listing"
	"encaisse/o2c/outbox"
	"encaisse/o2c/payment"
	"encaisse/o2c/receivable"
	"encaisse/o2c/rma"
	"encaisse/o2c/stock"
)

// What a filter of the lists that are grown leaves of its rows.
const (
	some = -1            // as many as the demonstration has
	many = 10_001        // more than are counted
	rare = behind / 5000 // of one state
)

// pagesCounted are the lists that count what their filter has, wide and narrow.
func pagesCounted(b *testing.B, a *app.App, call app.Call) {
	c := counting{b, a, call}
	for state, n := range map[string]int64{"": many, "here": some, "delivered": some, "cancelled": some} {
		counted(c, "shipments/"+state, app.ShipmentRows, n, func(p db.Paging) listing.ShipmentsIn { return listing.ShipmentsIn{State: state, Paging: p} })
	}
	for state, n := range map[string]int64{"": many, "requested": some, "refused": some} {
		counted(c, "returns/"+state, app.ListReturns, n, func(p db.Paging) rma.Filter { return rma.Filter{State: state, Paging: p} })
	}
	for state, n := range map[string]int64{"": many, "sent": some, "received": many} {
		counted(c, "transfers/"+state, app.ListTransfers, n, func(p db.Paging) stock.TransferFilter { return stock.TransferFilter{State: state, Paging: p} })
	}
	counted(c, "stock/", app.StockRows, many, func(p db.Paging) listing.StockIn { return listing.StockIn{Paging: p} })
	counted(c, "counts/", app.ListCounts, many, func(p db.Paging) db.Paging { return p })
	for state, n := range map[string]int64{"open": many, "late": some, "done": many} {
		counted(c, "expected/"+state, app.ListExpected, n, func(p db.Paging) stock.ExpectedFilter { return stock.ExpectedFilter{State: state, Paging: p} })
	}
	for view, n := range map[string]int64{"all": many, "coming": many, "late": some, "waiting": some} {
		counted(c, "availability/"+view, app.ReadyRows, n, func(p db.Paging) listing.AvailabilityIn { return listing.AvailabilityIn{View: view, Paging: p} })
	}
	for list, n := range map[string]int64{"": many, "GRAND": many, "PETIT": some} {
		counted(c, "prices/"+list, app.ListPrices, n, func(p db.Paging) catalog.PriceFilter { return catalog.PriceFilter{List: list, Paging: p} })
	}
	counted(c, "prices/of_an_item", app.ListPrices, some, func(p db.Paging) catalog.PriceFilter { return catalog.PriceFilter{SKU: "X1-1", Paging: p} })
	counted(c, "incomplete/", app.Incompletes, some, func(p db.Paging) db.Paging { return p })
	pagesOfAccounts(c)
}

// pagesOfAccounts are those of customers, and of long runs.
func pagesOfAccounts(c counting) {
	counted(c, "groups/", app.ListGroups, many, func(p db.Paging) db.Paging { return p })
	counted(c, "reviews/", app.ListReviews, many, func(p db.Paging) db.Paging { return p })
	counted(c, "losses/", app.ListLosses, many, func(p db.Paging) db.Paging { return p })
	for state, n := range map[string]int64{"": many, "open": some, "closed": many} {
		counted(c, "disputes/"+state, app.ListDisputes, n, func(p db.Paging) receivable.DisputeFilter { return receivable.DisputeFilter{State: state, Paging: p} })
	}
	counted(c, "disputes/of_a_customer", app.ListDisputes, some, func(p db.Paging) receivable.DisputeFilter {
		return receivable.DisputeFilter{Customer: "CL002", Paging: p}
	})
	for state, n := range map[string]int64{"": many, "broken": some, "kept": many} {
		counted(c, "promises/"+state, app.ListPromises, n, func(p db.Paging) dunning.PromiseFilter { return dunning.PromiseFilter{State: state, Paging: p} })
	}
	for state, n := range map[string]int64{"": many, "broken": some, "completed": many} {
		counted(c, "plans/"+state, app.ListPlans, n, func(p db.Paging) dunning.PlanFilter { return dunning.PlanFilter{State: state, Paging: p} })
	}
	for state, n := range map[string]int64{"": many, "approved": some, "paid": many} {
		counted(c, "refunds/"+state, app.ListRefunds, n, func(p db.Paging) payment.RefundFilter { return payment.RefundFilter{State: state, Paging: p} })
	}
	for state, n := range map[string]int64{"": many, "failed": some, "sent": many, "bounced": some} {
		counted(c, "mails/"+state, app.ListMails, n, func(p db.Paging) outbox.Filter { return outbox.Filter{State: state, Paging: p} })
	}
	counted(c, "mails/of_a_kind", app.ListMails, some, func(p db.Paging) outbox.Filter { return outbox.Filter{Template: "final", Paging: p} })
	for state, n := range map[string]int64{"": many, "broken": rare, "done": many} {
		counted(c, "runs/"+state, app.ListRuns, n, func(p db.Paging) work.Filter { return work.Filter{State: state, Paging: p} })
	}
}
