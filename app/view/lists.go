package view

import "slices"

// lists are those whose views are kept, by their address without its slash. The
// pages draw them: a test there holds the two against each other.
var lists = []string{"availability", "charges", "counts", "credit/exposures", "credit/reviews", "credits", "customers", "disputes", "expected", "invoices", "items", "losses", "mails",
	"orders", "orders/incomplete", "packing", "payments", "plans", "portfolios", "prices", "promises", "promotions", "quotes", "refunds", "replenish", "returns", "runs",
	"settings/audit", "shipments", "stock", "to-charge", "transfers"}

// Lists are those whose views are kept, in the order of their names.
func Lists() []string { return slices.Clone(lists) }
