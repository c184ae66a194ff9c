package web

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"encaisse/app"
	"encaisse/app/work"
	"encaisse/base/day"
	"encaisse/o2c/seller"
	"encaisse/web/ui"
)

// place is a place of the menu: a group, with its pages under it.
type place struct {
	icon, text string
	path       string // of a page; "" = that of the first below
	below      []place
}

// places are the menu. What a role may not ask is not shown: the screen behind
// a path says what it needs.
var places = slices.Concat(workPlaces, settingsPlaces)

var workPlaces = []place{
	{icon: "home", text: "web.home", path: "/"},
	{icon: "flag", text: "web.approvals", path: "/approvals"},
	{icon: "cart", text: "web.sales", below: []place{{text: "web.orders", path: "/orders"}, {text: "web.incomplete", path: "/orders/incomplete"}, {text: "web.quotes", path: "/quotes"}, {text: "web.customers", path: "/customers"}, {text: "web.items", path: "/items"}, {text: "web.availability", path: "/availability"}, {text: "web.prices", path: "/prices"}, {text: "web.promotions", path: "/promotions"}}},
	{icon: "gauge", text: "web.credit", below: []place{{text: "web.holds", path: "/credit/holds"}, {text: "web.requests", path: "/credit/requests"}, {text: "web.exposures", path: "/credit/exposures"}, {text: "web.reviews", path: "/credit/reviews"}}},
	{icon: "shelf", text: "web.warehouse", below: []place{{text: "web.picking", path: "/picking"}, {text: "web.packing", path: "/packing"}, {text: "web.shipments", path: "/shipments"}, {text: "web.returns", path: "/returns"},
		{text: "web.stock", path: "/stock"}, {text: "web.counts", path: "/counts"}, {text: "web.transfers", path: "/transfers"}, {text: "web.to_receive", path: "/expected"}, {text: "web.replenish", path: "/replenish"}}},
	{icon: "invoice", text: "web.billing", below: []place{{text: "web.to_invoice", path: "/to-invoice"}, {text: "web.invoices", path: "/invoices"}, {text: "web.credit_notes", path: "/credits"}, {text: "web.losses", path: "/losses"}}},
	{icon: "promise", text: "web.collections", below: []place{{text: "web.day", path: "/day"}, {text: "web.reminders", path: "/reminders"}, {text: "web.outbox", path: "/mails"}, {text: "web.promises", path: "/promises"},
		{text: "web.plans", path: "/plans"}, {text: "web.to_charge", path: "/to-charge"}, {text: "web.charges", path: "/charges"}, {text: "web.disputes", path: "/disputes"}, {text: "web.portfolios", path: "/portfolios"}, {text: "web.aging", path: "/aging"}}},
	{icon: "bank", text: "web.cash", below: []place{{text: "web.apply", path: "/apply"}, {text: "web.payments", path: "/payments"}, {text: "web.receipts", path: "/receipts"}, {text: "web.refunds", path: "/refunds"}}},
	{icon: "chart", text: "web.steer", below: []place{{text: "web.steer.figures", path: "/figures"}, {text: "web.bridge", path: "/dso"}, {text: "web.steer.waits", path: "/waits"}, {text: "web.steer.forecast", path: "/forecast"}, {text: "web.steer.unapplied", path: "/unapplied"}}},
	{icon: "columns", text: "web.books", below: []place{{text: "web.books.journals", path: "/journals"}, {text: "web.books.balance", path: "/balance"}, {text: "web.books.auxiliary", path: "/auxiliary"}, {text: "web.books.periods", path: "/periods"},
		{text: "web.books.cutoff", path: "/cutoff"}, {text: "web.books.tax", path: "/tax"}, {text: "web.books.states", path: statesPath}, {text: "web.books.allowance", path: "/allowance"}, {text: "web.books.exports", path: "/exports"}}},
	{icon: "refresh", text: "web.runs", path: "/runs"},
}

// statesPath is where only a company of the United States has something to see.
const statesPath = "/tax/states"

// menu is the menu of the visitor, open where he is.
func (v *visit) menu() []ui.MenuItem {
	var out []ui.MenuItem
	for _, p := range places {
		m := ui.MenuItem{Icon: p.icon, Text: v.say(p.text), Href: p.path}
		for _, b := range p.below {
			if !v.opens(b.path) || b.path == statesPath && v.entity().Country != "US" {
				continue
			}
			on := v.in(b.path) && !slices.ContainsFunc(p.below, func(o place) bool { return len(o.path) > len(b.path) && v.in(o.path) })
			m.Items = append(m.Items, ui.MenuItem{Text: v.say(b.text), Href: b.path, On: on})
			m.Open = m.Open || on
		}
		switch {
		case m.Href != "" && v.opens(m.Href):
			m.On = v.in(m.Href)
		case len(m.Items) > 0:
			m.Href = m.Items[0].Href
		default:
			continue
		}
		out = append(out, m)
	}
	return out
}

// opens tells whether the page at a path is for the visitor.
func (v *visit) opens(path string) bool {
	i := slices.IndexFunc(v.screens, func(s screen) bool { return s.route == "GET "+path || path == "/" && s.route == "GET /{$}" })
	if i < 0 {
		return false
	}
	return !slices.ContainsFunc(v.screens[i].needs, func(e *app.Entry) bool { return !v.may(e) })
}

// in tells whether the visitor is at a path or below it.
func (v *visit) in(path string) bool {
	here := v.r.URL.Path
	return here == path || path != "/" && strings.HasPrefix(here, path+"/")
}

// surroundings is what stands around a page of the visitor's.
func (v *visit) surroundings(title string) ui.Surroundings {
	s := ui.Surroundings{Title: title, Menu: v.menu(), User: v.signed.Name, Role: v.say("role." + v.signed.Role),
		Here: v.r.URL.RequestURI(), Demo: len(v.options.Demo) > 0, SignedIn: true, Query: v.r.URL.Query().Get("q")}
	if v.r.Method != http.MethodGet {
		s.Here = "/"
	}
	if v.r.URL.Path != "/search" {
		s.Query = ""
	}
	s.Entity = v.entity().Name
	if v.may(app.ShowNews.Entry) {
		n, err := ask(v, app.ShowNews, work.None{})
		if err != nil {
			v.app.Log.Warn("what waits for a visitor", "error", err.Error())
		}
		if s.News = n.Approvals + n.Ended + n.Mentions; s.News > 0 {
			s.NewsText = v.say("web.news", "n", s.News)
		} else {
			s.NewsText = v.say("web.news.none")
		}
	}
	if done := "web.done." + v.r.URL.Query().Get("done"); v.view.Texts.Has(done) {
		s.Done = v.say(done)
	}
	return s
}

// entity is the legal entity that the visitor acts for; empty in a company in
// the making.
func (v *visit) entity() seller.Entity {
	if v.place == nil {
		e, err := v.app.Entity(v.r.Context(), v.signed.Entity)
		if err != nil {
			v.app.Log.Warn("where a visitor works", "error", err.Error())
		}
		v.place = &e
	}
	return *v.place
}

// zone is the time zone where the visitor works.
func (v *visit) zone() *time.Location {
	z, err := time.LoadLocation(v.entity().Zone)
	if err != nil {
		return time.UTC
	}
	return z
}

// instant is a time as the pages write it: its clock today, else its day too.
func (v *visit) instant(t time.Time) string {
	at := t.In(v.zone())
	clock := at.Format("15:04")
	if d := day.FromTime(at, at.Location()); d != v.today() {
		return ui.Day(v.ctx, d) + " " + clock
	}
	return clock
}

// ask asks a question of the registry as the visitor.
func ask[In, Out any](v *visit, q app.Question[In, Out], in In) (Out, error) {
	return q.Ask(v.r.Context(), v.app, v.call, in)
}
