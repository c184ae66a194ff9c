package app

import (
	"encaisse/app/access"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/insight"
	"encaisse/o2c/invoice"
	"encaisse/o2c/order"
	"encaisse/o2c/payment"
	"encaisse/o2c/seller"
	"encaisse/o2c/shipping"
	"encaisse/o2c/stock"
)

// Every command and question of the product, one line each: its name, its
// route, its function and who may call it (admin always may).
var (
	CreateEntity   = command("entity.create", "POST /v1/entities", seller.Create)
	DescribeEntity = command("entity.describe", "POST /v1/entities/{id}/describe", seller.Describe, finance)
	RegisterTax    = command("entity.register_tax", "POST /v1/entities/{id}/register_tax", seller.Register, finance)
	ListEntities   = question("entity.list", "GET /v1/entities", seller.List, finance)
	ShowEntity     = question("entity.show", "GET /v1/entities/{id}", seller.Show, finance)
	AddWarehouse   = command("warehouse.add", "POST /v1/warehouses", stock.AddWarehouse, warehouse)

	CreateCustomer = command("customer.create", "POST /v1/customers", credit.Welcome, sales, analyst, creditManager)
	PutCustomer    = command("customer.put", "PUT /v1/customers", order.PutCustomer, sales, analyst, creditManager)
	ListCustomers  = question("customer.list", "GET /v1/customers", credit.List, sales, analyst, creditManager, billing, collections, cash, finance)
	ShowCustomer   = question("customer.show", "GET /v1/customers/{id}", credit.Show, sales, analyst, creditManager, billing, collections, cash, finance)
	SetLimit       = command("credit.limit", "POST /v1/customers/{customer}/limit", credit.Limit, creditManager)
	BlockCustomer  = command("credit.block", "POST /v1/customers/{customer}/block", credit.Block, analyst, creditManager)
	LimitGroup     = command("group.limit", "POST /v1/groups/{group}/limit", credit.LimitGroup, creditManager)
	GroupExposure  = question("group.exposure", "GET /v1/groups/{group}/exposure", credit.OfGroup, sales, analyst, creditManager, collections, finance)
	ShowExposure   = question("credit.exposure", "GET /v1/customers/{id}/exposure", credit.Of, sales, analyst, creditManager, collections, finance)

	CreateItem   = command("item.create", "POST /v1/items", catalog.Create, sales, warehouse)
	PutItem      = command("item.put", "PUT /v1/items", catalog.Put, sales, warehouse)
	ListItems    = question("item.list", "GET /v1/items", catalog.List, sales, warehouse, billing)
	ShowItem     = question("item.show", "GET /v1/items/{id}", catalog.Show, sales, warehouse, billing)
	FloorItem    = command("item.floor", "POST /v1/items/{id}/floor", catalog.SetFloor, finance)
	ReceiveStock = command("stock.receive", "POST /v1/stock/receipts", stock.Receive, warehouse)
	UnblockStock = command("stock.unblock", "POST /v1/stock/unblock", stock.Unblock, warehouse)
	ListStock    = question("stock.list", "GET /v1/stock", stock.List, sales, warehouse)
	ShowStock    = question("stock.show", "GET /v1/stock/{id}", stock.Show, sales, warehouse)

	SetPrice        = command("price.set", "POST /v1/prices", catalog.SetPrice, finance)
	EndPrice        = command("price.end", "POST /v1/prices/{id}/end", catalog.EndPrice, finance)
	ListPrices      = question("price.list", "GET /v1/prices", catalog.ListPrices, sales, billing, finance)
	QuotePrice      = question("price.quote", "GET /v1/price-quote", catalog.Quote, sales, billing, finance)
	SetAuthority    = command("price.authority", "POST /v1/price-authorities", catalog.SetAuthority, finance)
	ListAuthorities = question("price.authorities", "GET /v1/price-authorities", catalog.ListAuthorities, sales, finance)
	CreatePromotion = command("promotion.create", "POST /v1/promotions", catalog.CreatePromotion, finance)
	EndPromotion    = command("promotion.end", "POST /v1/promotions/{id}/end", catalog.EndPromotion, finance)
	ListPromotions  = question("promotion.list", "GET /v1/promotions", catalog.ListPromotions, sales, billing, finance)
	SetTariff       = command("freight.set", "POST /v1/freight-tariffs", catalog.SetTariff, finance)
	ListTariffs     = question("freight.list", "GET /v1/freight-tariffs", catalog.ListTariffs, sales, warehouse, billing, finance)
	QuoteFreight    = question("freight.quote", "GET /v1/freight-quote", catalog.QuoteFreight, sales, warehouse, billing, finance)

	PlaceOrder      = command("order.place", "POST /v1/orders", order.Place, sales)
	ConfirmOrder    = command("order.confirm", "POST /v1/orders/{id}/confirm", order.Confirm, sales)
	AuthoriseOrder  = command("order.authorise", "POST /v1/orders/{id}/authorise", order.Authorise, sales, creditManager, finance)
	AmendOrder      = command("order.amend", "POST /v1/orders/{id}/amend", order.Amend, sales)
	HoldOrder       = command("order.hold", "POST /v1/orders/{id}/hold", shipping.Hold, analyst, creditManager)
	ReleaseOrder    = command("order.release", "POST /v1/orders/{id}/release", order.Release, analyst, creditManager)
	RetryOrder      = command("order.retry", "POST /v1/orders/{id}/retry", order.Retry, sales, analyst, creditManager)
	RecallOrder     = command("order.recall", "POST /v1/orders/{id}/recall", shipping.Recall, sales, warehouse)
	CancelOrder     = command("order.cancel", "POST /v1/orders/{id}/cancel", shipping.Cancel, sales)
	CancelRemainder = command("order.cancel_remainder", "POST /v1/orders/{id}/cancel_remainder", shipping.CancelRemainder, sales)
	CloseOrder      = command("order.close", "POST /v1/orders/{id}/close", order.Close, sales, billing)
	ListOrders      = question("order.list", "GET /v1/orders", order.List, sales, analyst, creditManager, warehouse, billing, collections, cash, finance)
	ShowOrder       = question("order.show", "GET /v1/orders/{id}", order.Show, sales, analyst, creditManager, warehouse, billing, collections, cash, finance)
	ThreadOrder     = question("order.thread", "GET /v1/orders/{id}/thread", insight.Thread, sales, analyst, creditManager, warehouse, billing, collections, cash, finance)

	PlanShipment    = command("shipping.plan", "POST /v1/shipments", shipping.Plan, warehouse, sales)
	PickShipment    = command("shipping.pick", "POST /v1/shipments/{id}/pick", shipping.Pick, warehouse)
	PackShipment    = command("shipping.pack", "POST /v1/shipments/{id}/pack", shipping.Pack, warehouse)
	ShipShipment    = command("shipping.ship", "POST /v1/shipments/{id}/ship", shipping.Ship, warehouse)
	DeliverShipment = command("shipping.deliver", "POST /v1/shipments/{id}/deliver", shipping.Deliver, warehouse)
	ListShipments   = question("shipping.list", "GET /v1/shipments", shipping.List, sales, warehouse, billing)
	ShowShipment    = question("shipping.show", "GET /v1/shipments/{id}", shipping.Show, sales, warehouse, billing)

	IssueInvoice  = command("invoice.issue", "POST /v1/invoices", invoice.Issue, billing)
	CreditInvoice = command("invoice.credit", "POST /v1/invoices/{id}/credit 201", invoice.Credit, billing)
	ListInvoices  = question("invoice.list", "GET /v1/invoices", invoice.List, sales, analyst, creditManager, billing, collections, cash, finance)
	ShowInvoice   = question("invoice.show", "GET /v1/invoices/{id}", invoice.Show, sales, analyst, creditManager, billing, collections, cash, finance)

	DeclareTax = question("tax.declaration", "GET /v1/tax/declaration", invoice.Declare, billing, finance)

	ReceivePayment = command("payment.receive", "POST /v1/payments", payment.Receive, cash)
	ApplyPayment   = command("payment.apply", "POST /v1/payments/{id}/applications", payment.Apply, cash)
	UnapplyPayment = command("payment.unapply", "POST /v1/payments/{id}/unapply", payment.Unapply, cash)
	ReturnPayment  = command("payment.return", "POST /v1/payments/{id}/return", payment.Return, cash)
	ApplyAccount   = command("account.apply", "POST /v1/account/{id}/applications", payment.ApplyAccount, cash)
	UnapplyAccount = command("account.unapply", "POST /v1/account/{id}/unapply", payment.UnapplyAccount, cash)
	ListPayments   = question("payment.list", "GET /v1/payments", payment.List, analyst, creditManager, billing, collections, cash, finance)
	ShowPayment    = question("payment.show", "GET /v1/payments/{id}", payment.Show, analyst, creditManager, billing, collections, cash, finance)

	ShowAging    = question("insight.aging", "GET /v1/insight/aging", insight.Ages, analyst, creditManager, collections, cash, finance)
	ShowDSO      = question("insight.dso", "GET /v1/insight/dso", insight.DSO, creditManager, collections, finance)
	ListKPIs     = question("insight.kpis", "GET /v1/insight/kpis", insight.KPIs, creditManager, billing, collections, cash, finance)
	ShowKPI      = question("insight.kpi", "GET /v1/insight/kpis/{key}", insight.ShowKPI, creditManager, billing, collections, cash, finance)
	ShowFigures  = question("insight.figures", "GET /v1/insight/figures", insight.Figures, sales, analyst, creditManager, warehouse, billing, collections, cash, finance)
	Invoices     = question("export.invoices", "GET /v1/exports/invoices", insight.Invoices, billing, collections, cash, finance)
	Payments     = question("export.payments", "GET /v1/exports/payments", insight.Payments, billing, collections, cash, finance)
	OpenItems    = question("export.open-items", "GET /v1/exports/open-items", insight.OpenItems, billing, collections, cash, finance)
	Prices       = question("export.prices", "GET /v1/exports/prices", catalog.ExportPrices, sales, billing, finance)
	Exposures    = question("export.exposure", "GET /v1/exports/exposure", insight.Exposure, analyst, creditManager, finance)
	TrialBalance = question("export.trial-balance", "GET /v1/exports/trial-balance", insight.TrialBalance, finance)

	AddUser   = command("user.add", "POST /v1/users", access.AddUser)
	ListUsers = question("user.list", "GET /v1/users", access.Users)
	CreateKey = command("apikey.create", "POST /v1/apikeys", access.CreateKey)
	RevokeKey = command("apikey.revoke", "POST /v1/apikeys/{id}/revoke", access.RevokeKey)

	ListFacts  = question("facts.list", "GET /v1/facts", facts, sales, analyst, creditManager, warehouse, billing, collections, cash, finance)
	StuckSteps = question("flow.stuck", "GET /v1/flow/stuck", stuck, finance)
	RetryStep  = command("flow.retry", "POST /v1/flow/{id}/retry", retry)
)
