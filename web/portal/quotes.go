package portal

import (
	"net/http"
	"net/url"
	"strings"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/portal"
	"encaisse/o2c/quote"
	"encaisse/o2c/receivable"
	"encaisse/web/ui"
)

// quotes is the list of what the customer was offered.
func (v *visit) quotes() error {
	shop := ui.Link{Href: "/portal/shop", Text: v.say("portal.shop")}
	return listed(v, list[portal.QuoteRow]{name: "quotes", states: []string{"open", "accepted", "refused", "expired"}, done: []string{"open"}, find: "portal.find.number",
		columns: []ui.Column{{Name: v.say("portal.col.number"), Grow: true}, {Name: v.say("portal.col.quoted")}, {Name: v.say("portal.col.valid")},
			{Name: v.say("portal.col.state")}, {Name: v.say("portal.col.total"), Num: true, Key: true}},
		rows: func(c chosen) (db.Page[portal.QuoteRow], error) {
			return ask(v, app.PortalQuotes, portal.QuotesIn{Paging: c.Paging, Q: c.q, State: c.state})
		},
		line: func(q portal.QuoteRow) ui.Line {
			state := v.quoteState(q.State, q.Open)
			return ui.Line{ID: q.ID, Cells: []ui.Cell{{Text: q.Number, Href: "/portal/quotes/" + q.ID}, {Text: ui.Day(v.ctx, q.QuotedOn), Soft: true}, {Text: ui.Day(v.ctx, q.ValidUntil)},
				{State: &state}, {Text: ui.Money(v.ctx, q.Total)}}}
		},
		next: shop, action: shop})
}

var quoteSigns = map[quote.State]ui.State{quote.Accepted: {Tone: "ok", Icon: "check"}, quote.Refused: {Icon: "stop"}, quote.Superseded: {Icon: "left"}}

// quoteState is how a quote stands, in the customer's words.
func (v *visit) quoteState(state quote.State, open bool) ui.State {
	switch s, ok := quoteSigns[state]; {
	case ok:
		s.Text = v.say("portal.quote." + string(state))
		return s
	case open:
		return ui.State{Tone: "go", Icon: "clock", Text: v.say("portal.quote.open")}
	}
	return ui.State{Tone: "warn", Icon: "clock", Text: v.say("portal.quote.expired")}
}

// quotePage is a quote, and the two answers to it.
type quotePage struct {
	Head     ui.Heading
	ID, Key  string
	Facts    []ui.Fact
	Lines    ui.Grid
	Open     bool
	Said     string // how it stands when there is nothing to answer
	PO       ui.Input
	Reason   ui.Input
	Problems []ui.Problem
}

func (v *visit) quote() error { return v.quoteWith(http.StatusOK, nil) }

func (v *visit) quoteWith(status int, why error) error {
	q, err := ask(v, app.PortalQuote, portal.QuoteIn{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	state := v.quoteState(q.State, q.Open)
	p := quotePage{ID: q.ID, Key: v.key(), Open: q.Open, Head: ui.Heading{Title: v.say("portal.quote") + " " + q.Number, State: &state, Sub: v.say("portal.quote.until", "day", ui.Day(v.ctx, q.ValidUntil))}}
	if v.guest.Document == 0 {
		p.Head.Crumbs = []ui.Link{{Href: "/portal/quotes", Text: v.say("portal.quotes")}}
	}
	if q.Order != "" {
		f := ui.Fact{Name: v.say("portal.order"), Text: q.Order}
		if v.guest.Document == 0 {
			f.Href = "/portal/orders/" + q.OrderID
		}
		p.Facts = append(p.Facts, f)
	}
	if !q.Open {
		p.Said = v.say("portal.quote.said." + string(q.State))
	}
	p.Facts = append(p.Facts, ui.Fact{Name: v.say("portal.col.quoted"), Text: ui.Day(v.ctx, q.QuotedOn)}, ui.Fact{Name: v.say("portal.quote.terms"), Text: receivable.Terms(q.Terms).Describe(v.view.Lang)},
		ui.Fact{Name: v.say("portal.net"), Text: ui.Money(v.ctx, q.Net)}, ui.Fact{Name: v.say("portal.tax"), Text: ui.Money(v.ctx, q.Tax)}, ui.Fact{Name: v.say("portal.total"), Text: ui.Money(v.ctx, q.Total), Total: true})
	p.Lines = ui.Grid{Caption: v.say("portal.lines"), Columns: []ui.Column{{Name: v.say("portal.col.item"), Grow: true}, {Name: v.say("portal.col.quantity"), Num: true}, {Name: v.say("portal.col.unit_price"), Num: true},
		{Name: v.say("portal.col.net"), Num: true, Key: true}}}
	for _, l := range q.Lines {
		p.Lines.Lines = append(p.Lines.Lines, ui.Line{ID: l.SKU, Cells: []ui.Cell{{Text: l.Name, Small: l.SKU}, {Text: ui.Number(v.ctx, l.Quantity)}, v.unitPrice(l, q.Included), {Text: ui.Money(v.ctx, l.Net)}}})
	}
	p.PO = ui.Input{Name: "po_number", Label: v.say("portal.quote.po"), Required: q.PONeeded, Value: v.r.PostFormValue("po_number")}
	p.Reason = ui.Input{Name: "reason", Label: v.say("portal.quote.why"), Value: v.r.PostFormValue("reason")}
	if why != nil {
		p.Problems = []ui.Problem{{Text: v.app.Say(v.view.Lang, why)}}
	}
	return v.status(status, p.Head.Title, quoteBody(p))
}

// unitPrice is the price of one, with what comes off it.
func (v *visit) unitPrice(l portal.QuoteLine, included bool) ui.Cell {
	var small []string
	if included {
		small = append(small, v.say("portal.included"))
	}
	for _, d := range l.Discount {
		small = append(small, v.say("portal.less", "percent", d))
	}
	return ui.Cell{Text: ui.Number(v.ctx, l.UnitPrice), Small: strings.Join(small, ", ")}
}

// acceptQuote says yes: the quote becomes an order.
func (v *visit) acceptQuote() error {
	return v.answer(do(v, app.AcceptOwnQuote, portal.QuoteYes{ID: v.r.PathValue("id"), PONumber: strings.TrimSpace(v.r.PostFormValue("po_number"))}), "accepted")
}

// declineQuote says no.
func (v *visit) declineQuote() error {
	return v.answer(do(v, app.DeclineOwnQuote, portal.QuoteNo{ID: v.r.PathValue("id"), Reason: strings.TrimSpace(v.r.PostFormValue("reason"))}), "declined")
}

func (v *visit) answer(err error, done string) error {
	if r, no := refuse.As(err); no && (r.Kind == refuse.Invalid || r.Kind == refuse.Conflict) {
		return v.quoteWith(r.Kind.Status(), err)
	}
	if err != nil {
		return err
	}
	return v.to("/portal/quotes/" + url.PathEscape(v.r.PathValue("id")) + "?done=" + done)
}
