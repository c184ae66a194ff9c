package app

import "encaisse/app/access"

// The roles as commands.go writes them.
const (
	sales         = access.Sales
	analyst       = access.Credit
	creditManager = access.CreditManager
	warehouse     = access.Warehouse
	billing       = access.Billing
	collections   = access.Collections
	cash          = access.Cash
	finance       = access.Finance
	customer      = access.Customer
)

// Roles that other packages name. System acts inside only: no key has it.
const (
	Admin   = access.Admin
	Auditor = access.Auditor
	System  = "system"
)

// Roles returns the roles a key can have.
func Roles() []string { return access.Roles() }
