package portal

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/a-h/templ"

	"encaisse/app"
	"encaisse/app/form"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/connect/paper"
	"encaisse/o2c/portal"
	"encaisse/web/ui"
)

// policy lets a page load our own files and no script at all; the provider's
// page is where a form may lead beside ours.
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"

// visit is one request of a customer.
type visit struct {
	*site
	w       http.ResponseWriter
	r       *http.Request
	ctx     context.Context
	guest   app.Guest // zero outside
	offered string    // the quote that his link opens alone
	call    app.Call
	view    ui.View
	frame   frame
}

func (s *site) outside(d door) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := s.visit(w, r)
		if err := d.draw(v); err != nil {
			v.fail(err)
		}
	}
}

func (s *site) inside(p screen) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := s.visit(w, r)
		err := v.enter(p)
		if err == nil {
			err = p.draw(v)
		}
		if err != nil {
			v.fail(err)
		}
	}
}

func (s *site) visit(w http.ResponseWriter, r *http.Request) *visit {
	v := &visit{site: s, w: w, r: r}
	v.see(words.ParseLanguage(r.Header.Get("Accept-Language")))
	v.call = app.Call{Request: s.app.DB.NewID()}
	h := w.Header()
	h.Set("Encaisse-Request", v.request())
	h.Set("Referrer-Policy", "no-referrer") // the address may hold a link's secret
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Robots-Tag", "noindex")
	return v
}

func (v *visit) request() string { return v.call.Request.Text(app.RequestPrefix) }

// enter finds who is in and whether the screen is for him.
func (v *visit) enter(p screen) (err error) {
	if v.guest, err = v.app.GuestOf(v.r.Context(), v.secret()); err != nil {
		return err
	}
	v.call.Caller = v.guest.Caller
	v.see(v.guest.Language)
	v.call.Language = v.view.Lang
	if v.offered, err = v.opensQuote(v.guest); err != nil {
		return err
	}
	if err := v.surround(); err != nil {
		return err
	}
	if v.guest.Document != 0 && !p.one {
		return refuse.New(refuse.Forbidden, "app.link")
	}
	for _, e := range p.needs {
		if err := e.Authorise(v.guest.Role); err != nil {
			return err
		}
	}
	return nil
}

// opensQuote is the quote that a guest's link opens alone, by its id; "" when it opens
// another document, or all.
func (v *visit) opensQuote(g app.Guest) (string, error) {
	q, err := opens(v, g, app.PortalQuote, portal.QuoteIn{})
	return q.ID, err
}

// opensInvoice is the invoice that a guest's link opens alone, by its id; "" when
// it opens a quote, a charge for lateness, or all.
func (v *visit) opensInvoice(g app.Guest) (string, error) {
	i, err := opens(v, g, app.PortalInvoice, portal.InvoiceIn{})
	return i.ID, err
}

// opens asks for the one document that a guest's link opens, as if it were of the
// question's kind: nothing when it is of another.
func opens[In, Out any](v *visit, g app.Guest, q app.Question[In, Out], in In) (out Out, err error) {
	if g.Document == 0 {
		return out, nil
	}
	call := v.call
	call.Caller = g.Caller
	found, err := q.Ask(v.r.Context(), v.app, call, in)
	if r, no := refuse.As(err); no && r.Kind == refuse.Missing {
		return out, nil
	}
	return found, err
}

// ask asks a question of the registry as the customer.
func ask[In, Out any](v *visit, q app.Question[In, Out], in In) (Out, error) {
	return q.Ask(v.r.Context(), v.app, v.call, in)
}

// do gives a command as the customer, once under the key of its form.
func do[In, Out any](v *visit, c app.Command[In, Out], in In) error {
	call := v.call
	if key := v.r.PostFormValue("key"); key != "" {
		call.Key = "portal:" + key
	}
	_, _, err := c.Run(v.r.Context(), v.app, call, &in)
	return err
}

// made does a command under the key that a form carries and returns the id of
// what it made, also when it was made before; further names a second thing that
// the same form does.
func made[In, Out any](v *visit, c app.Command[In, Out], in In, further string) (string, error) {
	call := v.call
	call.Request = v.app.DB.NewID()
	if key := v.r.PostFormValue("key"); key != "" {
		call.Key = "portal:" + key + further
	}
	out, _, err := c.Run(v.r.Context(), v.app, call, &in)
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(out)
	if err != nil {
		return "", err
	}
	var of struct {
		ID string `json:"id"`
	}
	return of.ID, json.Unmarshal(text, &of)
}

// key is the one under which a form is done once.
func (v *visit) key() string { return v.app.DB.NewID().Text("key") }

func (v *visit) say(key string, pairs ...any) string { return ui.Say(v.ctx, key, pairs...) }

// frame is what stands around a page.
type frame struct {
	Title, Seller, Logo, Address, Name, Number, Mail, Done string
	Tabs                                                   []ui.Tab
	Accounts                                               []ui.Option // to switch to, when there are several
	Here, Lang                                             string
	Demo, Link, In                                         bool
}

// places are the tabs, in their order; with the paths they are lit on.
var places = []struct {
	path, text string
	one        bool
}{{home, "portal.pay", true}, {"/portal/invoices", "portal.invoices", false}, {"/portal/quotes", "portal.quotes", false}, {"/portal/orders", "portal.orders", false}, {"/portal/shop", "portal.shop", false},
	{"/portal/disputes", "portal.disputes", false}, {"/portal/documents", "portal.documents", false}}

// surround gathers the frame of a page inside.
func (v *visit) surround() error {
	c, err := ask(v, app.PortalContact, paper.ContactIn{})
	if err != nil {
		return err
	}
	list, err := v.app.Accounts(v.r.Context(), v.guest)
	if err != nil {
		return err
	}
	f := frame{Seller: c.Name, Logo: c.Logo, Address: joined(c.Name, c.Address, ", "), Mail: c.Email, Demo: len(v.options.Demo) > 0, Link: v.guest.Link, In: true, Here: v.here()}
	for _, a := range list {
		if a.ID == v.guest.Customer {
			f.Name, f.Number = a.Name, a.Number
		}
		if len(list) > 1 {
			f.Accounts = append(f.Accounts, ui.Option{Value: a.ID.Text("cus"), Text: a.Name + " (" + a.Number + ")"})
		}
	}
	for _, p := range places {
		if p.one && v.offered == "" || v.guest.Document == 0 {
			on := v.r.URL.Path == p.path || p.path != home && strings.HasPrefix(v.r.URL.Path, p.path+"/")
			f.Tabs = append(f.Tabs, ui.Tab{Href: p.path, Text: v.say(p.text), On: on})
		}
	}
	if done := "portal.done." + v.r.URL.Query().Get("done"); sentences.Has(done) {
		f.Done = v.say(done)
	}
	v.frame = f
	return nil
}

// here is where choosing a language leads back to; never a link's secret.
func (v *visit) here() string {
	if v.r.Method != http.MethodGet {
		return home
	}
	return v.r.URL.RequestURI()
}

func (v *visit) show(title string, body templ.Component) error {
	return v.status(http.StatusOK, title, body)
}

// status draws a page whole before it sends it.
func (v *visit) status(status int, title string, body templ.Component) error {
	f := v.frame
	f.Title, f.Lang = title, string(v.view.Lang)
	if f.Seller == "" {
		house := v.house()
		f.Seller, f.Logo, f.Here, f.Demo = house.Entity, house.SHA256, v.here(), len(v.options.Demo) > 0
		if strings.HasPrefix(f.Here, "/portal/l/") {
			f.Here = home
		}
	}
	var b bytes.Buffer
	if err := page(f).Render(templ.WithChildren(v.ctx, body), &b); err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", string(v.view.Lang))
	h.Set("Content-Security-Policy", v.policy())
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept-Language, Cookie")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	v.w.WriteHeader(status)
	_, _ = v.w.Write(b.Bytes()) // the browser is gone: nothing is lost
	return nil
}

func (v *visit) policy() string {
	if v.options.Till != nil && v.options.Till.Provider.Origin() != "" {
		return policy + " " + v.options.Till.Provider.Origin()
	}
	return policy
}

func (v *visit) to(path string) error {
	http.Redirect(v.w, v.r, path, http.StatusSeeOther)
	return nil
}

// ours is a path of the portal: what else a form asks for leads home.
func ours(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.Host != "" || u.Scheme != "" || path != home && !strings.HasPrefix(path, home+"/") && !strings.HasPrefix(path, home+"?") || strings.Contains(path, `\`) {
		return home
	}
	return path
}

func (v *visit) fail(err error) {
	r, known := refuse.As(err)
	if known && r.Code == "app.signin" {
		if typed := ui.Kept(v.w, v.r); len(typed) > 0 && !strings.HasPrefix(v.r.URL.Path, "/portal/sign-") {
			title := v.say("ui.resend")
			_ = v.status(http.StatusUnauthorized, title, resendBody(title, v.say("portal.resend.enter"), v.r.URL.RequestURI(), typed)) // it has no error once it is begun
			return
		}
		back := ""
		if to := v.r.URL.RequestURI(); v.r.Method == http.MethodGet && ours(to) == to && to != home {
			back = "?to=" + url.QueryEscape(to)
		}
		_ = v.to("/portal/sign-in" + back) // a redirect has no error
		return
	}
	if !known {
		v.app.Log.Error("portal", "path", v.route(), "request", v.request(), "error", err.Error())
		r = refuse.New(0, "app.internal", "request", v.request())
		err = errors.Join(r, err)
	}
	status := r.Kind.Status()
	title := v.say("portal.error")
	if status == http.StatusNotFound {
		title = v.say("portal.missing")
	}
	if err := v.status(status, title, errorBody(title, v.app.Say(v.view.Lang, err), v.request(), v.frame.In)); err != nil {
		http.Error(v.w, v.request(), http.StatusInternalServerError)
	}
}

// route is the path for a log, without the secret of a link.
func (v *visit) route() string {
	if v.r.Pattern != "" {
		return v.r.Pattern
	}
	return home
}

func (v *visit) unknown() error {
	if to := path.Clean(v.r.URL.Path); to != v.r.URL.Path && v.r.Method == http.MethodGet {
		v.r.URL.Path = to
		return v.to(v.r.URL.RequestURI())
	}
	if v.guest, _ = v.app.GuestOf(v.r.Context(), v.secret()); v.guest.User != 0 { // who is not in sees the same, without his tabs
		if err := v.enter(screen{one: true}); err != nil {
			return err
		}
	}
	return refuse.New(refuse.Missing, "app.not_found")
}

func (v *visit) foreign() error { return refuse.New(refuse.Forbidden, "app.foreign") }

// pdfOfInvoice and the others send a document of the customer's.
func (v *visit) pdfOfInvoice() error { return v.paper(app.InvoicePDF.Entry) }

func (v *visit) pdfOfOrder() error { return v.paper(app.OrderPDF.Entry) }

func (v *visit) pdfOfQuote() error { return v.paper(app.QuotePDF.Entry) }

func (v *visit) pdfOfCharge() error { return v.paper(app.ChargePDF.Entry) }

func (v *visit) pdfOfShipment() error { return v.paper(app.ShipmentPDF.Entry) }

func (v *visit) pdfOfAccount() error { return v.paper(app.StatementPDF.Entry) }

func (v *visit) paper(e *app.Entry) error {
	in := e.NewInput()
	for _, f := range e.Fields {
		if f.Path && f.Name != "customer" {
			if err := form.Set(in, f.Name, v.r.PathValue("id")); err != nil {
				return err
			}
		}
	}
	out, _, err := e.Run(v.r.Context(), v.app, v.call, in)
	if err != nil {
		return err
	}
	file := out.(paper.File)
	h := v.w.Header()
	h.Set("Content-Type", file.Media)
	h.Set("Content-Disposition", mime.FormatMediaType("inline", map[string]string{"filename": file.Name}))
	h.Set("Cache-Control", "private, no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	v.w.WriteHeader(http.StatusOK)
	_, _ = v.w.Write(file.Bytes) // the browser is gone: nothing is lost
	return nil
}

// entry is what the first page asks.
func (v *visit) entry() (portal.Account, error) { return ask(v, app.PortalAccount, portal.AccountIn{}) }

func pressed(b bool) string {
	if b {
		return "true"
	}
	return "false"
}
