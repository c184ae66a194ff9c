package insight

import (
	"slices"
	"strings"

	"encaisse/base/db"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
)

// asked tells whose documents count: a customer's, a group's, or everybody's.
func asked(r *db.Read, customer, group string) (func(customer string) bool, error) {
	if group == "" {
		return func(c string) bool { return customer == "" || c == customer }, nil
	}
	root, err := party.Group(r, group)
	if err != nil {
		return nil, err
	}
	members, err := db.All[string](r, qMembers, root)
	return func(c string) bool { return slices.Contains(members, c) && (customer == "" || c == customer) }, err
}

// ofOrders are the KPIs that count orders.
var ofOrders = []string{"touchless_orders", "on_time_in_full", "lines_on_time_in_full", "perfect_order", "order_cycle_median", "order_cycle_p90", "order_to_cash_median", "order_to_cash_p90"}

// kind is what a document counted is.
func (m Measured) kind(number string) string {
	switch {
	case strings.HasPrefix(number, payment.Prefix+"_"):
		return "payment"
	case strings.HasPrefix(m.Key, "promise"):
		return "promise"
	case slices.Contains(ofOrders, m.Key):
		return "order"
	}
	return "invoice"
}
