package web

import (
	"slices"

	"encaisse/app"
)

// screen is a page for who is signed in. He sees it when he may ask and do all
// that it needs; a post is a command, whose own roles are checked again.
type screen struct {
	route string // of http.ServeMux
	needs []*app.Entry
	draw  func(*visit) error
}

// door is a page for anybody.
type door struct {
	route string
	draw  func(*visit) error
}

// outer are the pages that are open to who is not signed in.
func outer() []door {
	return []door{
		{"GET /sign-in", (*visit).signIn},
		{"POST /sign-in", (*visit).signInDone},
		{"POST /sign-in/demo", (*visit).signInDemo},
		{"GET /sign-in/second", (*visit).second},
		{"POST /sign-in/second", (*visit).secondDone},
		{"GET /sign-in/app", (*visit).enrol},
		{"POST /sign-in/app", (*visit).enrolDone},
		{"POST /sign-in/app/passkey/begin", (*visit).firstPasskey},
		{"POST /sign-in/app/passkey", (*visit).firstPasskeyDone},
		{"GET /invitation/{secret}", (*visit).invitation},
		{"POST /invitation/{secret}", (*visit).invitationDone},
		{"POST /sign-in/passkey/begin", (*visit).askPasskey},
		{"POST /sign-in/passkey", (*visit).signInPasskey},
		{"GET /sign-in/identity", (*visit).askIdentity},
		{"GET /sign-in/identity/back", (*visit).identityCame},
		{"GET /sign-in/identity/out", (*visit).identityOut},
		{"POST /sign-in/identity/gone", (*visit).identityGone},
		{"POST /look", (*visit).look},
		{"GET /design", (*visit).design},
	}
}

func needs(list ...*app.Entry) []*app.Entry { return list }

// What the form of an order stands on.
var (
	ordering = needs(app.PlaceOrder.Entry, app.ShowCustomer.Entry, app.ShowExposure.Entry, app.ItemRows.Entry, app.CustomerRows.Entry, app.QuotePrice.Entry, app.Availability.Entry, app.ListAddresses.Entry, app.ListTariffs.Entry)
	offering = append(needs(app.MakeQuote.Entry, app.ShowQuote.Entry), ordering...)
	deciding = needs(app.HeldRows.Entry, app.ShowCase.Entry, app.ShowCustomer.Entry)
	picking  = needs(app.ShipmentRows.Entry, app.PickSheet.Entry, app.PickShipment.Entry, app.PackShipment.Entry, app.ShipShipment.Entry)
	amending = append(needs(app.AmendOrder.Entry, app.ShowOrder.Entry, app.OrderChanges.Entry), ordering...)
)

// inner are the pages inside, in the order of the menu.
func inner() []screen {
	return slices.Concat(framed(), sales(), crediting(), stores(), billing(), collecting(), cashing(), steering(), bookkeeping(), settings(), accounted())
}

func framed() []screen {
	return []screen{
		{"GET /{$}", nil, (*visit).home},
		{"GET /search", needs(app.FindAnything.Entry), (*visit).search},
		{"GET /do/{command}", nil, (*visit).do},
		{"POST /do/{command}", nil, (*visit).done},
		{"GET /approvals", needs(app.ShowNews.Entry), (*visit).approvals},
		{"POST /approvals/{id}/{step}", needs(app.ShowNews.Entry), (*visit).decide},
		{"POST /notes", needs(app.AddNote.Entry), (*visit).addNote},
		{"POST /notes/{id}/read", needs(app.ReadNote.Entry), (*visit).readNote},
		{"POST /views", needs(app.SaveView.Entry), (*visit).saveView},
		{"POST /mass/{list}/{command}", needs(app.BeginMass.Entry), (*visit).mass},
		{"POST /exports", needs(app.BeginExport.Entry), (*visit).beginExport},
		{"POST /periods", needs(app.BeginClose.Entry), (*visit).beginClosing},
		{"GET /runs", needs(app.ListRuns.Entry), (*visit).runs},
		{"GET /runs/{id}", needs(app.ShowRun.Entry, app.RunItems.Entry, app.RunCauses.Entry), (*visit).run},
		{"GET /runs/{id}/events", needs(app.ShowRun.Entry, app.RunCauses.Entry), (*visit).runEvents},
		{"GET /runs/{id}/files/{kind}", needs(app.RunFile.Entry), (*visit).runFile},
		{"GET /imports/new", needs(app.BeginImport.Entry), (*visit).newImport},
		{"POST /imports", needs(app.BeginImport.Entry), (*visit).beginImport},
		{"POST /imports/{id}", needs(app.BeginImport.Entry, app.RunFile.Entry), (*visit).readAgain},
		{"POST /runs/start", needs(app.StartRun.Entry), (*visit).startRun},
		{"POST /runs/{id}/{step}", needs(app.ShowRun.Entry), (*visit).stepRun},
	}
}

func sales() []screen {
	return []screen{
		{"GET /orders", needs(app.OrderRows.Entry), (*visit).orders},
		{"GET /orders/new", ordering, (*visit).enterOrder},
		{"POST /orders/new", ordering, (*visit).orderTyped},
		{"GET /orders/find", needs(app.ItemRows.Entry, app.CustomerRows.Entry, app.PlaceOrder.Entry), (*visit).findForOrder},
		{"GET /orders/incomplete", needs(app.Incompletes.Entry), (*visit).incomplete},
		{"GET /orders/{id}/amend", amending, (*visit).amendOrder},
		{"POST /orders/{id}/amend", amending, (*visit).orderAmended},
		{"GET /orders/{id}", needs(app.ShowOrder.Entry, app.ThreadOrder.Entry), (*visit).order},
		{"GET /orders/{id}/thread", needs(app.ShowOrder.Entry, app.ThreadOrder.Entry), (*visit).orderThread},
		{"GET /orders/{id}/pdf", needs(app.OrderPDF.Entry), (*visit).pdfOfOrder},
		{"GET /quotes", needs(app.QuoteRows.Entry), (*visit).quotes},
		{"GET /quotes/new", offering, (*visit).enterQuote},
		{"POST /quotes/new", offering, (*visit).quoteTyped},
		{"GET /quotes/{id}/change", append(needs(app.ChangeQuote.Entry), offering...), (*visit).changeQuote},
		{"POST /quotes/{id}/change", append(needs(app.ChangeQuote.Entry), offering...), (*visit).quoteChanged},
		{"GET /quotes/{id}/pdf", needs(app.QuotePDF.Entry), (*visit).pdfOfQuote},
		{"GET /quotes/{id}", needs(app.ShowQuote.Entry, app.QuoteFacts.Entry, app.QuoteVersions.Entry), (*visit).quoted},
		{"GET /customers", needs(app.CustomerRows.Entry), (*visit).customers},
		{"GET /customers/new", needs(app.CreateCustomer.Entry), (*visit).newCustomer},
		{"POST /customers/new", needs(app.CreateCustomer.Entry), (*visit).customerMade},
		{"GET /customers/{id}/change", needs(app.ShowCustomer.Entry, app.PutCustomer.Entry), (*visit).changeCustomer},
		{"POST /customers/{id}/change", needs(app.ShowCustomer.Entry, app.PutCustomer.Entry), (*visit).customerChanged},
		{"GET /customers/{id}", needs(app.ShowCustomer.Entry, app.CustomerFacts.Entry, app.Statement.Entry, app.InvoiceRows.Entry, app.OrderRows.Entry), (*visit).customer},
		{"GET /customers/{id}/statement", needs(app.StatementPDF.Entry), (*visit).pdfOfAccount},
		{"GET /items", needs(app.ItemRows.Entry), (*visit).items},
		{"GET /items/new", needs(app.CreateItem.Entry), (*visit).newItem},
		{"POST /items/new", needs(app.CreateItem.Entry), (*visit).itemMade},
		{"GET /items/{id}/change", needs(app.ShowItem.Entry, app.PutItem.Entry), (*visit).changeItem},
		{"POST /items/{id}/change", needs(app.ShowItem.Entry, app.PutItem.Entry), (*visit).itemChanged},
		{"GET /items/{id}", needs(app.ShowItem.Entry), (*visit).item},
		{"GET /availability", needs(app.ReadyRows.Entry, app.Availability.Entry), (*visit).availabilities},
		{"GET /prices", needs(app.ListPrices.Entry), (*visit).prices},
		{"GET /promotions", needs(app.ListPromotions.Entry), (*visit).promotions},
	}
}

func crediting() []screen {
	return []screen{
		{"GET /credit/holds", deciding, (*visit).holds},
		{"POST /credit/holds/{id}", append(needs(app.ReleaseOrder.Entry), deciding...), (*visit).decideHold},
		{"GET /credit/requests", needs(app.ListApprovals.Entry, app.ShowCase.Entry), (*visit).requests},
		{"POST /credit/requests/{id}", needs(app.ListApprovals.Entry, app.ShowCase.Entry, app.GrantApproval.Entry), (*visit).decideRequest},
		{"GET /credit/exposures", needs(app.ExposedRows.Entry, app.ListGroups.Entry, app.GroupExposure.Entry), (*visit).exposures},
		{"GET /credit/reviews", needs(app.ListReviews.Entry), (*visit).reviews},
	}
}

func stores() []screen {
	return []screen{
		{"GET /picking", picking, (*visit).picks},
		{"GET /picking/{id}", picking, (*visit).pick},
		{"POST /picking/{id}", picking, (*visit).picked},
		{"GET /packing", append(needs(app.PackShipment.Entry), needs(app.ShipmentRows.Entry)...), (*visit).packing},
		{"GET /shipments", needs(app.ShipmentRows.Entry), (*visit).shipments},
		{"GET /shipments/{id}", needs(app.ShowShipment.Entry, app.ShowOrder.Entry, app.ThreadOrder.Entry), (*visit).shipment},
		{"GET /shipments/{id}/pdf", needs(app.ShipmentPDF.Entry), (*visit).pdfOfShipment},
		{"GET /returns", needs(app.ListReturns.Entry), (*visit).returns},
		{"GET /returns/{id}", needs(app.ShowReturn.Entry, app.ReturnFacts.Entry), (*visit).returned},
		{"GET /returns/{id}/receive", needs(app.ShowReturn.Entry, app.ReceiveReturn.Entry), (*visit).receiveReturn},
		{"POST /returns/{id}/receive", needs(app.ShowReturn.Entry, app.ReceiveReturn.Entry), (*visit).returnReceived},
		{"GET /returns/{id}/inspect", needs(app.ShowReturn.Entry, app.InspectReturn.Entry), (*visit).inspectReturn},
		{"POST /returns/{id}/inspect", needs(app.ShowReturn.Entry, app.InspectReturn.Entry), (*visit).returnInspected},
		{"GET /stock", needs(app.StockRows.Entry), (*visit).stock},
		{"GET /counts", needs(app.ListCounts.Entry), (*visit).counts},
		{"GET /counts/{id}", needs(app.ShowCount.Entry, app.CountFacts.Entry), (*visit).count},
		{"GET /counts/{id}/enter", needs(app.ShowCount.Entry, app.EnterCount.Entry), (*visit).enterCount},
		{"POST /counts/{id}/enter", needs(app.ShowCount.Entry, app.EnterCount.Entry), (*visit).countEntered},
		{"GET /transfers", needs(app.ListTransfers.Entry), (*visit).transfers},
		{"GET /transfers/new", needs(app.SendTransfer.Entry, app.ListWarehouses.Entry), (*visit).newTransfer},
		{"POST /transfers/new", needs(app.SendTransfer.Entry, app.ListWarehouses.Entry), (*visit).transferSent},
		{"GET /transfers/{id}", needs(app.ShowTransfer.Entry, app.TransferFacts.Entry), (*visit).transfer},
		{"GET /transfers/{id}/receive", needs(app.ShowTransfer.Entry, app.ReceiveTransfer.Entry), (*visit).receiveTransfer},
		{"POST /transfers/{id}/receive", needs(app.ShowTransfer.Entry, app.ReceiveTransfer.Entry), (*visit).transferReceived},
		{"GET /expected", needs(app.ListExpected.Entry), (*visit).expectedReceipts},
		{"GET /expected/{id}", needs(app.ShowExpected.Entry, app.ExpectedFacts.Entry), (*visit).expectedReceipt},
		{"GET /replenish", needs(app.Replenish.Entry), (*visit).replenish},
	}
}

func billing() []screen {
	return []screen{
		{"GET /invoices", needs(app.InvoiceRows.Entry), (*visit).invoices},
		{"GET /invoices/{id}", needs(app.ShowInvoice.Entry, app.InvoiceFacts.Entry), (*visit).invoice},
		{"GET /invoices/{id}/pdf", needs(app.InvoicePDF.Entry), (*visit).pdfOfInvoice},
		{"GET /credits", needs(app.InvoiceRows.Entry), (*visit).creditNotes},
		{"GET /invoices/{id}/credit", needs(app.ShowInvoice.Entry, app.CreditInvoice.Entry), (*visit).credit},
		{"POST /invoices/{id}/credit", needs(app.ShowInvoice.Entry, app.CreditInvoice.Entry), (*visit).creditDone},
		{"GET /invoices/{id}/correct", needs(app.ShowInvoice.Entry, app.CorrectInvoice.Entry), (*visit).correct},
		{"POST /invoices/{id}/correct", needs(app.ShowInvoice.Entry, app.CorrectInvoice.Entry), (*visit).correctDone},
		{"GET /to-invoice", needs(app.ToBillRows.Entry), (*visit).toInvoice},
		{"POST /to-invoice", needs(app.ToBillRows.Entry, app.IssueInvoice.Entry, app.BillMonth.Entry, app.BeginMass.Entry), (*visit).issueAll},
		{"GET /losses", needs(app.ListLosses.Entry), (*visit).losses},
	}
}

func collecting() []screen {
	return []screen{
		{"GET /day", needs(app.Worklist.Entry, app.ShowCustomer.Entry, app.InvoiceRows.Entry, app.CustomerFacts.Entry, app.PreviewDunning.Entry), (*visit).day},
		{"GET /portfolios", needs(app.ListPortfolios.Entry), (*visit).portfolios},
		{"GET /portfolios/{id}", needs(app.ShowPortfolio.Entry, app.PortfolioFacts.Entry), (*visit).portfolio},
		{"GET /reminders", needs(app.PreviewDunning.Entry), (*visit).reminders},
		{"POST /reminders", needs(app.PreviewDunning.Entry, app.RemindCustomer.Entry, app.BeginMass.Entry), (*visit).remind},
		{"GET /to-charge", needs(app.ToCharge.Entry), (*visit).toCharge},
		{"GET /to-charge/{id}", needs(app.ToCharge.Entry), (*visit).wouldCharge},
		{"GET /charges", needs(app.ChargeRows.Entry), (*visit).charges},
		{"GET /reminders/{id}/pdf", needs(app.ReminderPDF.Entry), (*visit).pdfOfReminder},
		{"GET /charges/{id}/pdf", needs(app.ChargePDF.Entry), (*visit).pdfOfCharge},
		{"GET /charges/{id}", needs(app.ShowCharge.Entry, app.ChargeFacts.Entry), (*visit).charged},
		{"GET /promises", needs(app.ListPromises.Entry), (*visit).promises},
		{"GET /plans", needs(app.ListPlans.Entry), (*visit).plans},
		{"GET /plans/{id}", needs(app.ShowPlan.Entry, app.PlanFacts.Entry), (*visit).plan},
		{"GET /disputes", needs(app.ListDisputes.Entry), (*visit).disputes},
		{"GET /aging/documents", needs(app.ShowAging.Entry), (*visit).agingDocuments},
		{"GET /disputes/{id}", needs(app.ShowDispute.Entry, app.ShowInvoice.Entry), (*visit).dispute},
		{"POST /disputes/{id}/accept", needs(app.ShowDispute.Entry, app.ShowInvoice.Entry, app.AcceptDispute.Entry), (*visit).acceptDispute},
		{"GET /aging", needs(app.ShowAging.Entry), (*visit).aging},
		{"GET /dso", needs(app.ShowDSOBridge.Entry), (*visit).bridge},
		{"GET /dso/documents", needs(app.ShowDSOBridge.Entry), (*visit).bridgeDocuments},
	}
}

func cashing() []screen {
	return []screen{
		{"GET /apply", needs(app.PaymentRows.Entry, app.SuggestPayment.Entry), (*visit).apply},
		{"POST /apply/{id}", needs(app.PaymentRows.Entry, app.SuggestPayment.Entry, app.AllocatePayment.Entry), (*visit).applied},
		{"GET /payments", needs(app.PaymentRows.Entry), (*visit).payments},
		{"GET /payments/{id}", needs(app.ShowPayment.Entry, app.PaymentFacts.Entry), (*visit).payment},
		{"GET /receipts", needs(app.ReceivePayment.Entry, app.PaymentRows.Entry, app.BeginImport.Entry, app.ShowRun.Entry), (*visit).receipts},
		{"POST /receipts", needs(app.ReceivePayment.Entry, app.PaymentRows.Entry, app.BeginImport.Entry, app.ShowRun.Entry), (*visit).receiptsDone},
		{"GET /refunds", needs(app.ListRefunds.Entry), (*visit).refunds},
	}
}

func steering() []screen {
	return []screen{
		{"GET /figures", needs(app.ListKPIs.Entry), (*visit).figures},
		{"GET /figures/{key}", needs(app.ShowKPI.Entry), (*visit).whyFigure},
		{"GET /waits", needs(app.ListWaits.Entry), (*visit).waits},
		{"GET /waits/{stage}", needs(app.ShowWait.Entry), (*visit).wait},
		{"GET /forecast", needs(app.ShowForecast.Entry), (*visit).forecast},
		{"GET /unapplied", needs(app.ListUnused.Entry), (*visit).unapplied},
	}
}

func bookkeeping() []screen {
	return []screen{
		{"GET /journals", needs(app.ShowJournal.Entry), (*visit).journals},
		{"GET /entries/{fact}", needs(app.ShowEntry.Entry), (*visit).bookEntry},
		{"GET /balance", needs(app.ShowBalance.Entry), (*visit).balance},
		{"GET /accounts/{account}", needs(app.ShowAccount.Entry), (*visit).bookAccount},
		{"GET /auxiliary", needs(app.ShowAuxiliary.Entry), (*visit).auxiliary},
		{"GET /lettering/{customer}", needs(app.ShowLettering.Entry), (*visit).lettering},
		{"GET /periods", needs(app.ListMonths.Entry, app.ListPeriods.Entry), (*visit).periods},
		{"GET /periods/{id}", needs(app.ShowPeriod.Entry), (*visit).period},
		{"GET /cutoff", needs(app.ShowCutoff.Entry), (*visit).cutoff},
		{"GET /tax", needs(app.DeclareTax.Entry), (*visit).tax},
		{"GET /tax/states", needs(app.DeclareStates.Entry), (*visit).taxStates},
		{"GET /allowance", needs(app.ShowAllowance.Entry), (*visit).allowance},
		{"GET /exports", needs(app.Invoices.Entry), (*visit).exports},
		{"GET /exports/{kind}", nil, (*visit).export},
		{"GET /fec", needs(app.CheckFEC.Entry, app.FEC.Entry), (*visit).fec},
	}
}

func accounted() []screen {
	return []screen{
		{"GET /account", nil, (*visit).account},
		{"POST /account/password", nil, (*visit).changePassword},
		{"POST /account/seat", nil, (*visit).changeSeat},
		{"POST /account/sessions/{id}/end", needs(app.EndSession.Entry), (*visit).endSession},
		{"POST /account/app/begin", nil, (*visit).beginApp},
		{"GET /account/app", nil, (*visit).setApp},
		{"POST /account/app", nil, (*visit).appDone},
		{"POST /account/passkey/begin", nil, (*visit).beginPasskey},
		{"POST /account/passkey", nil, (*visit).passkeyDone},
		{"GET /account/identity", nil, (*visit).identityProof},
		{"GET /account/identity/back", nil, (*visit).identityProven},
		{"POST /account/codes", nil, (*visit).renewCodes},
		{"POST /account/factors/{id}/{step}", nil, (*visit).changeFactor},
		{"GET /settings/sign-in", needs(app.ListDemands.Entry, app.ListFactors.Entry), (*visit).signInRules},
		{"POST /settings/sign-in/roles/{role}", needs(app.SetDemand.Entry), (*visit).demand},
		{"POST /settings/sign-in/users/{user}/reset", needs(app.ResetFactors.Entry), (*visit).resetFactors},
		{"POST /sign-out", nil, (*visit).signOut},
	}
}
