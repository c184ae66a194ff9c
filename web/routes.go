package web

import "encaisse/app"

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
		{"GET /invitation/{secret}", (*visit).invitation},
		{"POST /invitation/{secret}", (*visit).invitationDone},
		{"POST /look", (*visit).look},
		{"GET /design", (*visit).design},
	}
}

func needs(list ...*app.Entry) []*app.Entry { return list }

// What the form of an order stands on.
var (
	ordering = needs(app.PlaceOrder.Entry, app.ShowCustomer.Entry, app.ShowExposure.Entry, app.ItemRows.Entry, app.CustomerRows.Entry, app.QuotePrice.Entry, app.ListAddresses.Entry, app.ListTariffs.Entry)
	deciding = needs(app.HeldRows.Entry, app.ShowCase.Entry, app.ShowCustomer.Entry)
	picking  = needs(app.ShipmentRows.Entry, app.ShowShipment.Entry, app.ShowOrder.Entry, app.PickShipment.Entry, app.PackShipment.Entry, app.ShipShipment.Entry)
	amending = append(needs(app.AmendOrder.Entry, app.ShowOrder.Entry, app.OrderChanges.Entry), ordering...)
)

// inner are the pages inside, in the order of the menu.
func inner() []screen {
	return append([]screen{
		{"GET /{$}", nil, (*visit).home},
		{"GET /search", needs(app.FindAnything.Entry), (*visit).search},
		{"GET /do/{command}", nil, (*visit).do},
		{"POST /do/{command}", nil, (*visit).done},

		{"GET /orders", needs(app.OrderRows.Entry), (*visit).orders},
		{"GET /orders/new", ordering, (*visit).enterOrder},
		{"POST /orders/new", ordering, (*visit).orderTyped},
		{"GET /orders/find", needs(app.ItemRows.Entry, app.CustomerRows.Entry, app.PlaceOrder.Entry), (*visit).findForOrder},
		{"GET /orders/incomplete", needs(app.Incompletes.Entry), (*visit).incomplete},
		{"GET /orders/{id}/amend", amending, (*visit).amendOrder},
		{"POST /orders/{id}/amend", amending, (*visit).orderAmended},
		{"GET /orders/{id}", needs(app.ShowOrder.Entry, app.ThreadOrder.Entry), (*visit).order},
		{"GET /orders/{id}/pdf", needs(app.OrderPDF.Entry), (*visit).pdfOfOrder},
		{"GET /customers", needs(app.CustomerRows.Entry), (*visit).customers},
		{"GET /customers/{id}", needs(app.ShowCustomer.Entry, app.CustomerFacts.Entry, app.Statement.Entry, app.InvoiceRows.Entry, app.OrderRows.Entry), (*visit).customer},
		{"GET /customers/{id}/statement", needs(app.StatementPDF.Entry), (*visit).pdfOfAccount},
		{"GET /invoices", needs(app.InvoiceRows.Entry), (*visit).invoices},
		{"GET /invoices/{id}", needs(app.ShowInvoice.Entry, app.InvoiceFacts.Entry), (*visit).invoice},
		{"GET /invoices/{id}/pdf", needs(app.InvoicePDF.Entry), (*visit).pdfOfInvoice},
		{"GET /aging", needs(app.ShowAging.Entry), (*visit).aging},
	}, append(deskScreens(), []screen{
		{"GET /account", nil, (*visit).account},
		{"POST /account/password", nil, (*visit).changePassword},
		{"POST /account/seat", nil, (*visit).changeSeat},
		{"POST /account/sessions/{id}/end", needs(app.EndSession.Entry), (*visit).endSession},
		{"POST /sign-out", nil, (*visit).signOut},
	}...)...)
}

// deskScreens are those of items and prices, of credit and of the warehouse.
func deskScreens() []screen {
	return []screen{
		{"GET /items", needs(app.ItemRows.Entry), (*visit).items},
		{"GET /items/{id}", needs(app.ShowItem.Entry), (*visit).item},
		{"GET /prices", needs(app.ListPrices.Entry), (*visit).prices},
		{"GET /promotions", needs(app.ListPromotions.Entry), (*visit).promotions},

		{"GET /credit/holds", deciding, (*visit).holds},
		{"POST /credit/holds/{id}", append(needs(app.ReleaseOrder.Entry), deciding...), (*visit).decideHold},
		{"GET /credit/requests", needs(app.ListApprovals.Entry, app.ShowCase.Entry), (*visit).requests},
		{"POST /credit/requests/{id}", needs(app.ListApprovals.Entry, app.ShowCase.Entry, app.GrantApproval.Entry), (*visit).decideRequest},
		{"GET /credit/exposures", needs(app.ExposedRows.Entry, app.ListGroups.Entry, app.GroupExposure.Entry), (*visit).exposures},
		{"GET /credit/reviews", needs(app.ListReviews.Entry), (*visit).reviews},

		{"GET /picking", picking, (*visit).picks},
		{"GET /picking/{id}", picking, (*visit).pick},
		{"POST /picking/{id}", picking, (*visit).picked},
		{"GET /packing", append(needs(app.PackShipment.Entry), needs(app.ShipmentRows.Entry)...), (*visit).packing},
		{"GET /shipments", needs(app.ShipmentRows.Entry), (*visit).shipments},
		{"GET /shipments/{id}", needs(app.ShowShipment.Entry, app.ShowOrder.Entry, app.ThreadOrder.Entry), (*visit).shipment},
		{"GET /shipments/{id}/pdf", needs(app.ShipmentPDF.Entry), (*visit).pdfOfShipment},
		{"GET /returns", needs(app.ListReturns.Entry), (*visit).returns},
		{"GET /returns/{id}", needs(app.ShowReturn.Entry), (*visit).returned},
		{"GET /returns/{id}/receive", needs(app.ShowReturn.Entry, app.ReceiveReturn.Entry), (*visit).receiveReturn},
		{"POST /returns/{id}/receive", needs(app.ShowReturn.Entry, app.ReceiveReturn.Entry), (*visit).returnReceived},
		{"GET /returns/{id}/inspect", needs(app.ShowReturn.Entry, app.InspectReturn.Entry), (*visit).inspectReturn},
		{"POST /returns/{id}/inspect", needs(app.ShowReturn.Entry, app.InspectReturn.Entry), (*visit).returnInspected},
		{"GET /stock", needs(app.StockRows.Entry), (*visit).stock},
		{"GET /counts", needs(app.ListCounts.Entry), (*visit).counts},
		{"GET /counts/{id}", needs(app.ShowCount.Entry), (*visit).count},
		{"GET /counts/{id}/enter", needs(app.ShowCount.Entry, app.EnterCount.Entry), (*visit).enterCount},
		{"POST /counts/{id}/enter", needs(app.ShowCount.Entry, app.EnterCount.Entry), (*visit).countEntered},
		{"GET /transfers", needs(app.ListTransfers.Entry), (*visit).transfers},
		{"GET /transfers/new", needs(app.SendTransfer.Entry, app.ListWarehouses.Entry), (*visit).newTransfer},
		{"POST /transfers/new", needs(app.SendTransfer.Entry, app.ListWarehouses.Entry), (*visit).transferSent},
		{"GET /transfers/{id}", needs(app.ShowTransfer.Entry), (*visit).transfer},
		{"GET /transfers/{id}/receive", needs(app.ShowTransfer.Entry, app.ReceiveTransfer.Entry), (*visit).receiveTransfer},
		{"POST /transfers/{id}/receive", needs(app.ShowTransfer.Entry, app.ReceiveTransfer.Entry), (*visit).transferReceived},
		{"GET /replenish", needs(app.Replenish.Entry), (*visit).replenish},
	}
}
