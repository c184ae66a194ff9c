package web

import (
	"net/http"
	"strings"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
	"encaisse/o2c/order"
	"encaisse/o2c/quote"
	"encaisse/web/ui"
)

// enterQuote is the form of an order for a new quote; a customer may stand in
// the address.
func (v *visit) enterQuote() error {
	return v.offer(http.StatusOK, entry{customer: v.r.URL.Query().Get("customer"), fields: map[string]string{}}, nil, "", nil)
}

// changeQuote is the same form filled with a quote.
func (v *visit) changeQuote() error {
	q, err := ask(v, app.ShowQuote, quote.ByID{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	return v.offer(http.StatusOK, entryOfQuote(q), &q, "entry", nil)
}

// entryOfQuote is a quote as it stands, as if it was typed. Prices that a person
// gave stay; the others are found again.
func entryOfQuote(q quote.View) entry {
	e := entry{number: q.Number, customer: q.Customer, fields: map[string]string{"ship_to": q.ShipTo, "freight": q.Freight}}
	if !q.RequestedOn.IsZero() {
		e.fields["requested_on"] = q.RequestedOn.String()
	}
	for _, l := range q.Lines {
		line := typedLine{sku: l.SKU, quantity: l.Quantity.String(), discount: l.Discount.String()}
		if l.PriceFrom == catalog.FromManual {
			line.price = l.UnitPrice.String()
		}
		if l.Kind != catalog.Freight || line.price != "" {
			e.lines = append(e.lines, line)
		}
	}
	return e
}

// quoteTyped does a step of the form of a new quote, quoteChanged of one there is.
func (v *visit) quoteTyped() error { return v.quoteStep(v.typedOrder(), nil) }

func (v *visit) quoteChanged() error {
	q, err := ask(v, app.ShowQuote, quote.ByID{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	e := v.typedOrder()
	e.number, e.customer = q.Number, q.Customer
	return v.quoteStep(e, &q)
}

func (v *visit) quoteStep(e entry, old *quote.View) error {
	step, what, _ := strings.Cut(v.r.PostFormValue("step"), ":")
	focus := "entry"
	switch step {
	case "customer":
		e.customer = what
	case "other":
		e.customer, focus = "", "asked"
	case "place", "keep":
		return v.keepQuote(e, old, step == "place")
	case "look":
		focus = ""
	default:
		focus = v.lineStep(&e, step, what)
	}
	return v.offer(http.StatusOK, e, old, focus, nil)
}

// offered reads the input of quote.make and quote.change; what the form does not
// ask stays as the quote says it.
func (e entry) offered(old *quote.View, send bool) (order.NewQuote, *refuse.Refusal) {
	in, wrong := e.new()
	out := order.NewQuote{Customer: in.Customer, RequestedOn: in.RequestedOn, ShipTo: in.ShipTo, Freight: in.Freight, TaxIncluded: in.TaxIncluded, Lines: in.Lines, Send: &send}
	if text := e.fields["valid_until"]; text != "" {
		d, err := day.Parse(text)
		if err != nil {
			wrong.At("/valid_until", "input.date")
		}
		out.ValidUntil = d
	}
	if old != nil {
		out.Currency, out.Residential, out.TaxIncluded, out.Billing, out.AllowancePercent = old.Currency, old.Residential, old.TaxIncluded, old.Billing, old.AllowedPart
		if old.AllowedPart == 0 {
			out.AllowanceAmount, _ = old.Allowed.Minor.Decimal(old.Currency) // it was one
		}
	}
	return out, wrong
}

// doOffer makes the quote or changes it, as the call says: in earnest or to see.
func (v *visit) doOffer(call app.Call, in order.NewQuote, old *quote.View) (quote.View, error) {
	if old == nil {
		return app.MakeQuote.Do(v.r.Context(), v.app, call, in)
	}
	return app.ChangeQuote.Do(v.r.Context(), v.app, call, order.Reoffer{ID: old.Number, NewQuote: in})
}

// keepQuote makes or changes it, under the key of the form.
func (v *visit) keepQuote(e entry, old *quote.View, send bool) error {
	in, wrong := e.offered(old, send)
	if len(wrong.Fields) > 0 {
		return v.offer(http.StatusUnprocessableEntity, e, old, "", wrong)
	}
	call := v.call
	call.Key = "web:" + v.r.PostFormValue("key")
	out, err := v.doOffer(call, in, old)
	if r, no := refuse.As(err); no && r.Kind != 0 && r.Kind != refuse.Unknown {
		return v.offer(r.Kind.Status(), e, old, "", err)
	}
	if err != nil {
		return err
	}
	return v.to("/quotes/" + escape(out.Number) + "?done=quoted")
}

// offer draws the form of a quote with what it would come to.
func (v *visit) offer(status int, e entry, old *quote.View, focus string, why error) error {
	title := v.say("web.new.quotes")
	p := entryPage{Head: ui.Heading{Title: title, Crumbs: []ui.Link{{Href: "/quotes", Text: v.say("web.quotes")}}}, Path: "/quotes/new",
		Key: v.keyOf(), Text: e.text, Focus: focus, Do: v.say("web.do.quote.make"), Also: v.say("web.do.quote.keep")}
	if old != nil {
		path := "/quotes/" + escape(old.Number)
		title = v.say("web.change_quote", "number", old.Number)
		state := v.quoteState(old.State)
		p.Head = ui.Heading{Title: title, State: &state, Crumbs: []ui.Link{{Href: "/quotes", Text: v.say("web.quotes")}, {Href: path, Text: old.Number}}}
		p.Path, p.Do = path+"/change", v.say("web.do.quote.change")
		if old.State != quote.Draft {
			p.Head.Sub = v.say("web.quote.anew")
		}
	}
	p.Find = "/orders/find?for=" + p.Path
	if err := v.buyer(&p, &e); err != nil {
		return err
	}
	if e.customer == "" {
		p.Asked = v.r.PostFormValue("asked")
		p.Customers, p.Focus = v.customerHits(p.Asked), "asked"
		return v.entryShown(status, title, p)
	}
	// In place of the customer's own number, which he gives when he accepts.
	p.Fields[0] = ui.Input{Name: "valid_until", Label: v.say("web.field.valid_until"), Kind: "date", Value: e.fields["valid_until"], Hint: v.say("web.hint.valid_until")}
	if e.text != "" {
		p.Items = v.itemHits(e.text)
		p.Nothing = len(p.Items) == 0
	}
	var out *order.View
	if in, wrong := e.offered(old, true); len(e.lines) > 0 && len(wrong.Fields) > 0 {
		why = wrong
	} else if len(e.lines) > 0 {
		call := v.call
		call.Preview = true
		q, err := v.doOffer(call, in, old)
		if r, no := refuse.As(err); no && r.Kind != 0 {
			why = err
		} else if err != nil {
			return err
		} else {
			out = asOrder(q)
		}
	}
	v.showLines(&p, e, out)
	v.problemsOf(&p, out, why)
	p.Ready = out != nil
	return v.entryShown(status, title, p)
}

// asOrder is a quote as the form of an order shows it.
func asOrder(q quote.View) *order.View {
	out := order.View{Customer: q.Customer, Currency: q.Currency, Net: q.Net, Tax: q.Tax, Total: q.Total}
	for _, l := range q.Lines {
		out.Lines = append(out.Lines, order.LineView{N: l.N, SKU: l.SKU, Name: l.Name, Kind: l.Kind, Quantity: l.Quantity, UnitPrice: l.UnitPrice, Discount: l.Discount,
			PriceFrom: l.PriceFrom, Trail: l.Trail, Net: l.Net, Stated: l.Net, TaxIncluded: q.TaxIncluded})
	}
	return &out
}
