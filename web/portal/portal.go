// Package portal is where customers serve themselves: pages thin over the
// registry of package app, held there to their own account, in the seller's
// name and the customer's language. They need no script.
package portal

import (
	"net/http"
	"net/url"
	"strings"

	"encaisse/app"
	"encaisse/app/till"
	"encaisse/base/words"
	"encaisse/connect/psp"
	"encaisse/web/ui"
)

// Options are what a program decides about the portal.
type Options struct {
	Till    *till.Till   // nil: nothing is paid here
	Sandbox *psp.Sandbox // its page, in the demonstration and with --dev only
	Demo    []string     // customers who may be stepped in as by one press; the demonstration only
	Address string       // public address; without a path the portal has a host of its own
}

type site struct {
	app     *app.App
	options Options
}

var sentences = words.NewCatalog(ui.Texts, Texts)

// screen is a page for a customer who is in. He sees it when he may ask all
// that it needs; one that a link to a single invoice opens says so.
type screen struct {
	route string
	needs []*app.Entry
	draw  func(*visit) error
	one   bool // also for who may see one invoice only
}

// door is a page for anybody.
type door struct {
	route string
	draw  func(*visit) error
}

// home is where the portal begins.
const home = "/portal"

func outer() []door {
	return []door{
		{"GET /portal/l/{secret}", (*visit).knock},
		{"GET /portal/sign-in", (*visit).signIn},
		{"POST /portal/sign-in", (*visit).signInDone},
		{"POST /portal/sign-in/demo", (*visit).signInDemo},
		{"GET /portal/invitation/{secret}", (*visit).invitation},
		{"POST /portal/invitation/{secret}", (*visit).invitationDone},
		{"POST /portal/look", (*visit).look},
		{"GET /portal/logo", (*visit).logo},
		{"GET /portal/sandbox/{token}", (*visit).sandbox},
		{"POST /portal/sandbox/{token}", (*visit).sandboxDone},
	}
}

func needs(list ...*app.Entry) []*app.Entry { return list }

func inner() []screen {
	account, invoice := app.PortalAccount.Entry, app.PortalInvoice.Entry
	return []screen{
		{"GET /portal", needs(account), (*visit).account, true},
		{"POST /portal/pay", needs(account, app.BeginCheckout.Entry), (*visit).pay, true},
		{"GET /portal/checkouts/{id}", needs(app.ShowCheckout.Entry), (*visit).checkout, true},
		{"GET /portal/invoices", needs(app.PortalInvoices.Entry), (*visit).invoices, false},
		{"GET /portal/invoices/{id}", needs(invoice), (*visit).invoice, true},
		{"GET /portal/invoices/{id}/pdf", needs(app.InvoicePDF.Entry), (*visit).pdfOfInvoice, true},
		{"GET /portal/charges/{id}/pdf", needs(app.ChargePDF.Entry), (*visit).pdfOfCharge, true},
		{"POST /portal/invoices/{id}/dispute", needs(invoice, app.ContestOwn.Entry), (*visit).contest, true},
		{"GET /portal/later", needs(account), (*visit).later, true},
		{"POST /portal/promise", needs(account, app.PromiseOwn.Entry), (*visit).promise, true},
		{"POST /portal/plan", needs(account, app.AskPlan.Entry), (*visit).plan, false},
		{"GET /portal/quotes", needs(app.PortalQuotes.Entry), (*visit).quotes, false},
		{"GET /portal/quotes/{id}", needs(app.PortalQuote.Entry), (*visit).quote, true},
		{"GET /portal/quotes/{id}/pdf", needs(app.QuotePDF.Entry), (*visit).pdfOfQuote, true},
		{"POST /portal/quotes/{id}/accept", needs(app.PortalQuote.Entry, app.AcceptOwnQuote.Entry), (*visit).acceptQuote, true},
		{"POST /portal/quotes/{id}/decline", needs(app.PortalQuote.Entry, app.DeclineOwnQuote.Entry), (*visit).declineQuote, true},
		{"GET /portal/orders", needs(app.PortalOrders.Entry), (*visit).orders, false},
		{"GET /portal/orders/{id}", needs(app.PortalOrder.Entry), (*visit).order, false},
		{"POST /portal/orders/{id}/deposit", needs(app.PortalOrder.Entry, app.DepositOwn.Entry), (*visit).depositFor, false},
		{"GET /portal/orders/{id}/pdf", needs(app.OrderPDF.Entry), (*visit).pdfOfOrder, false},
		{"GET /portal/shipments/{id}/pdf", needs(app.ShipmentPDF.Entry), (*visit).pdfOfShipment, false},
		{"GET /portal/shop", needs(app.PortalItems.Entry), (*visit).shop, false},
		{"POST /portal/shop", needs(app.PortalItems.Entry, app.PlaceOwnOrder.Entry), (*visit).buy, false},
		{"GET /portal/disputes", needs(app.PortalDisputes.Entry), (*visit).disputes, false},
		{"GET /portal/documents", needs(app.PortalContact.Entry, app.PortalDetails.Entry), (*visit).documents, false},
		{"POST /portal/corrections", needs(app.PortalDetails.Entry, app.AskCorrection.Entry), (*visit).correct, false},
		{"GET /portal/statement", needs(app.StatementPDF.Entry), (*visit).pdfOfAccount, false},
		{"POST /portal/switch", nil, (*visit).switchAccount, false},
		{"POST /portal/sign-out", nil, (*visit).signOut, true},
	}
}

// Handler returns the pages by pattern of http.ServeMux: below /portal, and on
// the portal's own host when it has one.
func Handler(a *app.App, o Options) map[string]http.Handler {
	s := &site{app: a, options: o}
	mux := http.NewServeMux()
	for _, p := range outer() {
		mux.HandleFunc(p.route, s.outside(p))
	}
	for _, p := range inner() {
		mux.HandleFunc(p.route, s.inside(p))
	}
	mux.HandleFunc("/portal/", s.outside(door{draw: (*visit).unknown}))
	protected := http.NewCrossOriginProtection()
	protected.SetDenyHandler(s.outside(door{draw: (*visit).foreign}))
	pages := protected.Handler(mux)
	whole := http.NewServeMux()
	whole.Handle("/", pages)
	whole.HandleFunc("POST /portal/events/{provider}", s.events) // signed, not by a browser
	out := map[string]http.Handler{"/portal": whole, "/portal/": whole}
	if host := o.host(); host != "" {
		out[host+"/portal"], out[host+"/portal/"] = whole, whole
		out["GET "+host+"/assets/"] = ui.Assets()
		out[host+"/"] = http.RedirectHandler(home, http.StatusSeeOther)
	}
	return out
}

// host is the name of the portal's own host, "" when it shares one.
func (o Options) host() string {
	u, err := url.Parse(o.Address)
	if err != nil || strings.Trim(u.Path, "/") != "" {
		return ""
	}
	return u.Hostname()
}
