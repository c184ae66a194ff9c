package app

import (
	"encaisse/app/access"
	"encaisse/app/company"
	"encaisse/o2c/approval"
	"encaisse/o2c/catalog"
	"encaisse/o2c/closing"
	"encaisse/o2c/credit"
	"encaisse/o2c/dunning"
	"encaisse/o2c/insight"
	"encaisse/o2c/invoice"
	"encaisse/o2c/ledger"
	"encaisse/o2c/loss"
	"encaisse/o2c/order"
	"encaisse/o2c/payment"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
	"encaisse/o2c/shipping"
	"encaisse/o2c/stock"
)

// Every command and question of the product, one line each: its name, its
// route, its function and who may call it (admin always may).
var (
	CreateEntity   = command("entity.create", "POST /v1/entities", seller.Create)
	DescribeEntity = command("entity.describe", "POST /v1/entities/{id}/describe", company.Describe, finance).asks()
	ListEntities   = question("entity.list", "GET /v1/entities", seller.List, finance)
	ShowEntity     = question("entity.show", "GET /v1/entities/{id}", seller.Show, finance)
	AddWarehouse   = command("warehouse.add", "POST /v1/warehouses", stock.AddWarehouse, warehouse)

	CreateCustomer = command("customer.create", "POST /v1/customers", credit.Welcome, sales, analyst, creditManager)
	PutCustomer    = command("customer.put", "PUT /v1/customers", order.PutCustomer, sales, analyst, creditManager).asks()
	ListCustomers  = question("customer.list", "GET /v1/customers", credit.List, sales, analyst, creditManager, billing, collections, cash, finance)
	ShowCustomer   = question("customer.show", "GET /v1/customers/{id}", credit.Show, sales, analyst, creditManager, billing, collections, cash, finance)
	SetLimit       = command("credit.limit", "POST /v1/customers/{customer}/limit", credit.Limit, creditManager).asks()
	BlockCustomer  = command("credit.block", "POST /v1/customers/{customer}/block", credit.Block, analyst, creditManager)
	LimitGroup     = command("group.limit", "POST /v1/groups/{group}/limit", credit.LimitGroup, creditManager).asks()
	GroupExposure  = question("group.exposure", "GET /v1/groups/{group}/exposure", credit.OfGroup, sales, analyst, creditManager, collections, finance)
	ShowExposure   = question("credit.exposure", "GET /v1/customers/{id}/exposure", credit.Of, sales, analyst, creditManager, collections, finance)

	ShowFile     = question("credit.file", "GET /v1/customers/{id}/credit", credit.ShowFile, sales, analyst, creditManager, collections, finance)
	OpenLine     = command("credit.line", "POST /v1/customers/{customer}/lines", credit.OpenLine, creditManager).asks()
	EndLine      = command("credit.line_end", "POST /v1/customers/{customer}/lines/{id}/end", credit.EndLine, creditManager).asks()
	CheckFile    = command("credit.check", "POST /v1/customers/{customer}/check", credit.Check, analyst, creditManager)
	Insolvency   = command("credit.insolvency", "POST /v1/customers/{customer}/insolvency", credit.Declare, analyst, creditManager, collections)
	ReviewCredit = command("credit.review", "POST /v1/customers/{customer}/review", credit.Review, analyst, creditManager)
	ListReviews  = question("credit.reviews", "GET /v1/credit/reviews", credit.Reviews, analyst, creditManager, finance)
	ScoreCredit  = command("credit.score", "POST /v1/customers/{customer}/score", credit.ScoreCustomer, analyst, creditManager)
	ClassCredit  = command("credit.class", "POST /v1/customers/{customer}/class", credit.Classify, creditManager).asks()
	InsureCredit = command("credit.insure", "POST /v1/customers/{customer}/insurance", credit.CoverBy, creditManager, finance)
	SetRule      = command("credit.rule", "POST /v1/credit/rule", credit.SetRule, creditManager, finance).asks()
	CreditPolicy = question("credit.policy", "GET /v1/credit/policy", credit.ShowPolicy, sales, analyst, creditManager, collections, finance)

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
	ReleaseOrder    = command("order.release", "POST /v1/orders/{id}/release", order.Release, analyst, creditManager).asks()
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
	CreditInvoice = command("invoice.credit", "POST /v1/invoices/{id}/credit 201", invoice.Credit, billing).asks()
	ListInvoices  = question("invoice.list", "GET /v1/invoices", invoice.List, sales, analyst, creditManager, billing, collections, cash, finance)
	ShowInvoice   = question("invoice.show", "GET /v1/invoices/{id}", invoice.Show, sales, analyst, creditManager, billing, collections, cash, finance)

	OpenDispute   = command("dispute.open", "POST /v1/disputes", invoice.Dispute, sales, billing, collections)
	ReviewDispute = command("dispute.review", "POST /v1/disputes/{id}/review", invoice.ReviewDispute, billing, collections)
	AssignDispute = command("dispute.assign", "POST /v1/disputes/{id}/assign", invoice.AssignDispute, billing, collections)
	AcceptDispute = command("dispute.accept", "POST /v1/disputes/{id}/accept", invoice.AcceptDispute, billing).asks()
	RejectDispute = command("dispute.reject", "POST /v1/disputes/{id}/reject", invoice.RejectDispute, billing, collections)
	CloseDispute  = command("dispute.close", "POST /v1/disputes/{id}/close", invoice.CloseDispute, billing, collections)
	ListDisputes  = question("dispute.list", "GET /v1/disputes", receivable.Disputes, sales, analyst, creditManager, billing, collections, cash, finance)
	ShowDispute   = question("dispute.show", "GET /v1/disputes/{id}", receivable.ShowDispute, sales, analyst, creditManager, billing, collections, cash, finance)

	ReceivePayment = command("payment.receive", "POST /v1/payments", payment.Receive, cash)
	ApplyPayment   = command("payment.apply", "POST /v1/payments/{id}/applications", payment.Apply, cash)
	UnapplyPayment = command("payment.unapply", "POST /v1/payments/{id}/unapply", payment.Unapply, cash)
	ReturnPayment  = command("payment.return", "POST /v1/payments/{id}/return", payment.Return, cash)
	ApplyAccount   = command("account.apply", "POST /v1/account/{id}/applications", payment.ApplyAccount, cash)
	UnapplyAccount = command("account.unapply", "POST /v1/account/{id}/unapply", payment.UnapplyAccount, cash)
	ListPayments   = question("payment.list", "GET /v1/payments", payment.List, analyst, creditManager, billing, collections, cash, finance)
	ShowPayment    = question("payment.show", "GET /v1/payments/{id}", payment.Show, analyst, creditManager, billing, collections, cash, finance)

	MakePromise   = command("promise.make", "POST /v1/promises", dunning.Promise, sales, collections)
	CancelPromise = command("promise.cancel", "POST /v1/promises/{id}/cancel", dunning.CancelPromise, collections)
	ListPromises  = question("promise.list", "GET /v1/promises", dunning.Promises, sales, analyst, creditManager, collections, cash, finance)
	ShowPromise   = question("promise.show", "GET /v1/promises/{id}", dunning.ShowPromise, sales, analyst, creditManager, collections, cash, finance)
	ProposePlan   = command("plan.propose", "POST /v1/plans", dunning.ProposePlan, collections)
	AcceptPlan    = command("plan.accept", "POST /v1/plans/{id}/accept", dunning.AcceptPlan, collections)
	CancelPlan    = command("plan.cancel", "POST /v1/plans/{id}/cancel", dunning.CancelPlan, collections)
	ListPlans     = question("plan.list", "GET /v1/plans", dunning.Plans, sales, analyst, creditManager, collections, cash, finance)
	ShowPlan      = question("plan.show", "GET /v1/plans/{id}", dunning.ShowPlan, sales, analyst, creditManager, collections, cash, finance)

	SetDunning     = command("dunning.policy", "POST /v1/dunning/policies", dunning.SetPolicy, finance)
	ShowDunning    = question("dunning.policies", "GET /v1/dunning/policies", dunning.Policies, creditManager, collections, finance)
	PreviewDunning = question("dunning.preview", "GET /v1/dunning/preview", dunning.Preview, collections, finance)
	PauseDunning   = command("dunning.pause", "POST /v1/dunning/pauses", dunning.Hold, collections, creditManager)
	ResumeDunning  = command("dunning.resume", "POST /v1/dunning/pauses/{id}/resume", dunning.Resume, collections, creditManager)
	ListPauses     = question("dunning.pauses", "GET /v1/dunning/pauses", dunning.PausesList, sales, creditManager, collections, finance)
	ReleaseDunning = command("dunning.release", "POST /v1/dunning/releases", dunning.Release, collections)
	ListActions    = question("dunning.list", "GET /v1/dunning/actions", dunning.List, sales, creditManager, collections, finance)
	ShowAction     = question("dunning.show", "GET /v1/dunning/actions/{id}", dunning.Show, sales, creditManager, collections, finance)
	FinishAction   = command("dunning.done", "POST /v1/dunning/actions/{id}/done", dunning.Finish, collections)
	CancelAction   = command("dunning.cancel", "POST /v1/dunning/actions/{id}/cancel", dunning.Cancel, collections)
	SetLateRate    = command("penalty.rate", "POST /v1/penalty_rates", dunning.SetRate, finance)
	Worklist       = question("dunning.worklist", "GET /v1/dunning/worklist", dunning.Worklist, creditManager, collections, finance)
	Statement      = question("customer.statement", "GET /v1/customers/{customer}/statement", insight.Statement, sales, analyst, creditManager, billing, collections, cash, finance)
	ShowPenalties  = question("penalty.show", "GET /v1/invoices/{id}/penalties", dunning.Penalties, sales, creditManager, billing, collections, finance)
	ListMails      = question("mail.list", "GET /v1/mails", dunning.Mails, collections, finance)
	ShowMail       = question("mail.show", "GET /v1/mails/{id}", dunning.ShowMail, collections, finance)
	LogContact     = command("contact.log", "POST /v1/contacts", dunning.Log, sales, collections)
	ListContacts   = question("contact.list", "GET /v1/contacts", dunning.Contacts, sales, creditManager, collections, finance)

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

	ListApprovals        = question("approval.list", "GET /v1/approvals", approval.List, sales, analyst, creditManager, billing, collections, cash, finance)
	ShowApproval         = question("approval.show", "GET /v1/approvals/{id}", approval.Show, sales, analyst, creditManager, billing, collections, cash, finance)
	GrantApproval        = command("approval.grant", "POST /v1/approvals/{id}/grant", grant, analyst, creditManager, billing, finance)
	RefuseApproval       = command("approval.refuse", "POST /v1/approvals/{id}/refuse", approval.Refuse, analyst, creditManager, billing, finance)
	WithdrawApproval     = command("approval.withdraw", "POST /v1/approvals/{id}/withdraw", approval.Withdraw, sales, analyst, creditManager, billing, collections, cash, finance)
	ApprovalPolicy       = question("approval.policy", "GET /v1/approval/policy", approval.ShowPolicy, analyst, creditManager, billing, finance)
	SetApprovalRule      = command("approval.rule", "POST /v1/approval/rule", approval.SetRule).asks()
	SetApprovalAuthority = command("approval.authority", "POST /v1/approval/authority", approval.Allow).asks()
	DoubtInvoice         = command("loss.doubt", "POST /v1/invoices/{id}/doubt", loss.Doubt, collections, finance)
	ImpairInvoice        = command("loss.impair", "POST /v1/invoices/{id}/impair", loss.Impair, finance)
	WriteOffInvoice      = command("loss.write_off", "POST /v1/invoices/{id}/write_off", loss.WriteOff, finance)
	RecoverInvoice       = command("loss.recover", "POST /v1/invoices/{id}/recover", loss.Recover, cash, finance)
	ListLosses           = question("loss.list", "GET /v1/losses", loss.List, collections, finance)
	ShowLoss             = question("loss.show", "GET /v1/losses/{id}", loss.Show, collections, finance)

	ValidateEntries = command("ledger.validate", "POST /v1/ledger/validate", ledger.Validate, finance)
	ClosePeriod     = command("period.close", "POST /v1/periods", closing.Close, finance)
	AskReopening    = command("period.ask_reopening", "POST /v1/periods/{id}/ask_reopening", closing.AskReopening, finance)
	RefuseReopening = command("period.refuse_reopening", "POST /v1/periods/{id}/refuse_reopening", closing.RefuseReopening, finance)
	ReopenPeriod    = command("period.reopen", "POST /v1/periods/{id}/reopen", closing.Reopen, finance)
	SetYear         = command("period.year", "POST /v1/fiscal_year", closing.SetYear, finance)
	ListPeriods     = question("period.list", "GET /v1/periods", closing.List, finance)
	ShowPeriod      = question("period.show", "GET /v1/periods/{id}", closing.Show, finance)

	ShowAccount    = question("ledger.account", "GET /v1/ledger/accounts/{account}", closing.OfAccount, finance)
	ShowJournal    = question("ledger.journal", "GET /v1/ledger/journals/{journal}", closing.OfJournal, finance)
	ShowLettering  = question("ledger.lettering", "GET /v1/ledger/lettering", closing.OfCustomer, collections, cash, finance)
	FEC            = question("export.fec", "GET /v1/exports/fec", closing.FEC, finance)
	HledgerJournal = question("export.journal", "GET /v1/exports/journal", closing.Journal, finance)

	AddUser   = command("user.add", "POST /v1/users", access.AddUser)
	ListUsers = question("user.list", "GET /v1/users", access.Users)
	CreateKey = command("apikey.create", "POST /v1/apikeys", access.CreateKey)
	RevokeKey = command("apikey.revoke", "POST /v1/apikeys/{id}/revoke", access.RevokeKey)

	ListFacts  = question("facts.list", "GET /v1/facts", facts, sales, analyst, creditManager, warehouse, billing, collections, cash, finance)
	StuckSteps = question("flow.stuck", "GET /v1/flow/stuck", stuck, finance)
	RetryStep  = command("flow.retry", "POST /v1/flow/{id}/retry", retry)
)
