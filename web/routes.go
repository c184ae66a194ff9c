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

// inner are the pages inside, in the order of the menu.
func inner() []screen {
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
		{"GET /runs", needs(app.ListRuns.Entry), (*visit).runs},
		{"GET /runs/{id}", needs(app.ShowRun.Entry, app.RunItems.Entry, app.RunCauses.Entry), (*visit).run},
		{"GET /runs/{id}/events", needs(app.ShowRun.Entry, app.RunCauses.Entry), (*visit).runEvents},
		{"GET /runs/{id}/files/{kind}", needs(app.RunFile.Entry), (*visit).runFile},
		{"GET /imports/new", needs(app.BeginImport.Entry), (*visit).newImport},
		{"POST /imports", needs(app.BeginImport.Entry), (*visit).beginImport},
		{"POST /imports/{id}", needs(app.BeginImport.Entry, app.RunFile.Entry), (*visit).readAgain},
		{"POST /runs/start", needs(app.StartRun.Entry), (*visit).startRun},
		{"POST /runs/{id}/{step}", needs(app.ShowRun.Entry), (*visit).stepRun},

		{"GET /orders", needs(app.OrderRows.Entry), (*visit).orders},
		{"GET /orders/{id}", needs(app.ShowOrder.Entry, app.ThreadOrder.Entry), (*visit).order},
		{"GET /orders/{id}/pdf", needs(app.OrderPDF.Entry), (*visit).pdfOfOrder},
		{"GET /customers", needs(app.CustomerRows.Entry), (*visit).customers},
		{"GET /customers/{id}", needs(app.ShowCustomer.Entry, app.CustomerFacts.Entry, app.Statement.Entry, app.InvoiceRows.Entry, app.OrderRows.Entry), (*visit).customer},
		{"GET /customers/{id}/statement", needs(app.StatementPDF.Entry), (*visit).pdfOfAccount},
		{"GET /invoices", needs(app.InvoiceRows.Entry), (*visit).invoices},
		{"GET /invoices/{id}", needs(app.ShowInvoice.Entry, app.InvoiceFacts.Entry), (*visit).invoice},
		{"GET /invoices/{id}/pdf", needs(app.InvoicePDF.Entry), (*visit).pdfOfInvoice},
		{"GET /aging", needs(app.ShowAging.Entry), (*visit).aging},

		{"GET /account", nil, (*visit).account},
		{"POST /account/password", nil, (*visit).changePassword},
		{"POST /account/seat", nil, (*visit).changeSeat},
		{"POST /account/sessions/{id}/end", needs(app.EndSession.Entry), (*visit).endSession},
		{"POST /sign-out", nil, (*visit).signOut},
	}
}
