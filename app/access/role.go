package access

import "slices"

// The roles. A key has one; the table in package app says what each may call.
const (
	Sales         = "sales"
	Credit        = "credit"
	CreditManager = "credit_manager"
	Warehouse     = "warehouse"
	Billing       = "billing"
	Collections   = "collections"
	Cash          = "cash"
	Finance       = "finance"
	Auditor       = "auditor"  // every question, no command
	Admin         = "admin"    // every command, under the same four eyes
	Customer      = "customer" // a portal user: one customer's own things
)

// Roles are those a key can have.
func Roles() []string {
	return []string{Sales, Credit, CreditManager, Warehouse, Billing, Collections, Cash, Finance, Auditor, Admin, Customer}
}

func isRole(s string) bool { return slices.Contains(Roles(), s) }
