package web

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/catalog"
	"encaisse/o2c/order"
	"encaisse/web/ui"
)

// amendOrder is the same form filled with an order that may still be changed.
func (v *visit) amendOrder() error {
	o, err := ask(v, app.ShowOrder, order.ByID{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	return v.amending(http.StatusOK, o, entryOf(o), "entry", nil)
}

// entryOf is an order as it stands, as if it was typed.
func entryOf(o order.View) entry {
	e := entry{number: o.Number, customer: o.Customer, fields: map[string]string{"po_number": o.PONumber, "ship_to": o.ShipTo, "freight": o.Freight}}
	if !o.RequestedOn.IsZero() {
		e.fields["requested_on"] = o.RequestedOn.String()
	}
	for _, l := range o.Lines {
		if l.Kind != "freight" {
			quantity, discount := l.Quantity.String(), l.Discount.String()
			e.lines = append(e.lines, typedLine{n: fmt.Sprint(l.N), sku: l.SKU, quantity: quantity, discount: discount, hadQuantity: quantity, hadDiscount: discount})
		}
	}
	e.was = maps.Clone(e.fields)
	return e
}

// orderAmended does a step of the form, or the change itself.
func (v *visit) orderAmended() error {
	o, err := ask(v, app.ShowOrder, order.ByID{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	e := v.typedOrder()
	e.number, e.customer = o.Number, o.Customer
	step, what, _ := strings.Cut(v.r.PostFormValue("step"), ":")
	focus := ""
	theirs := e.meet(o, step == "place")
	switch step {
	case "place":
		if len(theirs) > 0 {
			return v.amending(refuse.Precondition.Status(), o, e, "", nil, v.meanwhile(theirs)...)
		}
		in, wrong := e.changes(o)
		if len(wrong.Fields) > 0 {
			return v.amending(http.StatusUnprocessableEntity, o, e, "", wrong)
		}
		if nothing(in) {
			return v.to("/orders/" + escape(o.Number))
		}
		call := v.call
		call.Key = "web:" + v.r.PostFormValue("key")
		if _, err := app.AmendOrder.Do(v.r.Context(), v.app, call, in); err != nil {
			if r, no := refuse.As(err); no && r.Kind != 0 && r.Kind != refuse.Unknown {
				return v.amending(r.Kind.Status(), o, e, "", err)
			}
			return err
		}
		return v.to("/orders/" + escape(o.Number) + "?done=amended")
	case "look":
	default:
		focus = v.lineStep(&e, step, what)
	}
	return v.amending(http.StatusOK, o, e, focus, nil)
}

// changes are what was typed against what the order says.
func (e entry) changes(o order.View) (order.Changes, *refuse.Refusal) {
	wrong := refuse.New(refuse.Invalid, "order.invalid")
	in := order.Changes{ID: o.Number}
	text := func(name string, to **string) {
		if value := e.fields[name]; value != e.was[name] {
			*to = &value
		}
	}
	text("po_number", &in.PONumber)
	text("ship_to", &in.ShipTo)
	text("freight", &in.Freight)
	if value := e.fields["requested_on"]; value != e.was["requested_on"] {
		d, err := day.Parse(value)
		if err != nil && value != "" {
			wrong.At("/requested_on", "input.date")
		}
		in.RequestedOn = &d
	}
	for i, l := range e.lines {
		r := l.read(i, wrong)
		ch := order.Change{N: int64(atoi(l.n)), UnitPrice: r.price}
		if l.n == "" {
			ch.SKU, ch.Quantity, ch.Discount = l.sku, &r.quantity, r.discount
			in.Lines = append(in.Lines, ch)
			continue
		}
		if ch.N < 1 || int(ch.N) > len(o.Lines) {
			continue
		}
		old := o.Lines[ch.N-1]
		if r.quantity != old.Quantity {
			ch.Quantity = &r.quantity
		}
		if r.discount.String() != old.Discount.String() {
			ch.Discount = r.discount
			if ch.Discount == nil {
				ch.Discount = catalog.Discounts{}
			}
		}
		in.Lines = append(in.Lines, ch) // also when it changes nothing: what is refused is told by its place
	}
	if !slices.ContainsFunc(in.Lines, func(c order.Change) bool {
		return c.N == 0 || c.Quantity != nil || c.UnitPrice != nil || c.Discount != nil
	}) {
		in.Lines = nil
	}
	return in, wrong
}

// amending draws the form of an order with what the changes would come to.
func (v *visit) amending(status int, o order.View, e entry, focus string, why error, meanwhile ...ui.Problem) error {
	title := v.say("web.amend_order", "number", o.Number)
	state := v.orderState(string(o.State))
	path := "/orders/" + escape(o.Number)
	p := entryPage{Head: ui.Heading{Title: title, State: &state, Crumbs: []ui.Link{{Href: "/orders", Text: v.say("web.orders")}, {Href: path, Text: o.Number}}},
		Path: path + "/amend", Find: "/orders/find?for=" + path + "/amend", Key: v.keyOf(), Text: e.text, Focus: focus, Do: v.say("web.do.order.amend")}
	if err := v.buyer(&p, &e); err != nil {
		return err
	}
	if e.text != "" {
		p.Items = v.itemHits(e.text)
		p.Nothing = len(p.Items) == 0
	}
	out, why, err := v.amendPreview(o, e, why)
	if err != nil {
		return err
	}
	v.showLines(&p, e, &out)
	if p.Problems = meanwhile; len(meanwhile) > 0 {
		p.Trouble = v.say("web.amend.both")
		p.Key = v.app.DB.NewID().Text("key") // another change, which was not asked for before
	}
	for _, name := range slices.Sorted(maps.Keys(e.was)) {
		p.Was = append(p.Was, ui.Option{Value: "was:" + name, Text: e.was[name]})
	}
	v.problemsOf(&p, &out, why)
	v.answered(&p, &out)
	if p.History, err = v.amendments(o.Number); err != nil {
		return err
	}
	return v.entryShown(status, title, p)
}

// nothing tells that the form is the order as it is.
func nothing(in order.Changes) bool {
	return in.PONumber == nil && in.ShipTo == nil && in.Freight == nil && in.RequestedOn == nil && len(in.Lines) == 0
}

// amendPreview is the order as it would be; as it is when the changes are refused.
func (v *visit) amendPreview(o order.View, e entry, why error) (order.View, error, error) {
	in, wrong := e.changes(o)
	if len(wrong.Fields) > 0 {
		return o, wrong, nil
	}
	if nothing(in) {
		return o, why, nil
	}
	call := v.call
	call.Preview = true
	out, err := app.AmendOrder.Do(v.r.Context(), v.app, call, in)
	if r, no := refuse.As(err); no && r.Kind != 0 {
		return o, err, nil
	}
	return out, why, err
}

// amendments is how the order was changed before, the latest first.
func (v *visit) amendments(number string) (out []ui.Moment, err error) {
	list, err := ask(v, app.OrderChanges, order.ByID{ID: number})
	for i := len(list) - 1; i >= 0; i-- {
		a := list[i]
		m := ui.Moment{Icon: "pen", Text: v.say("web.change", "from", ui.Money(v.ctx, a.Before), "to", ui.Money(v.ctx, a.After)), When: v.instant(a.At), Stamp: a.At.UTC().Format("2006-01-02T15:04:05Z")}
		for _, l := range a.Lines {
			if l.Before == nil {
				m.Changes = append(m.Changes, v.say("web.line_added", "sku", l.SKU, "n", l.After.Quantity))
			} else {
				m.Changes = append(m.Changes, v.say("web.line_changed", "sku", l.SKU, "from", l.Before.Quantity, "to", l.After.Quantity, "net", l.After.Net))
			}
		}
		for _, f := range a.Fields {
			m.Changes = append(m.Changes, words.Labelled(v.view.Lang, v.say("web.field."+f.Field), v.say("web.change", "from", or(f.Before, "–"), "to", or(f.After, "–"))))
		}
		out = append(out, m)
	}
	return out, err
}
