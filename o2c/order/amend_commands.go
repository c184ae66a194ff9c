package order

import (
	"fmt"
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
	"encaisse/o2c/stock"
)

// Changes amend an order. What is left out stays.
type Changes struct {
	ID          string   `path:"id" json:"-" doc:"id or number"`
	RequestedOn *day.Day `json:"requested_on,omitempty"`
	PONumber    *string  `json:"po_number,omitempty" maxLength:"100"`
	Freight     *string  `json:"freight,omitempty" maxLength:"40" doc:"another way of delivery: its charge is made again unless it is billed"`
	Residential *bool    `json:"residential,omitempty"`
	PromisedOn  *day.Day `json:"promised_on,omitempty" doc:"day promised to the customer"`
	Priority    *int64   `json:"priority,omitempty" minimum:"1" maximum:"9" doc:"1 is served first, 9 last"`
	ShipTo      *string  `json:"ship_to,omitempty" doc:"code of a delivery address of the customer, empty for his own; of a draft only: it decides the tax"`
	Lines       []Change `json:"lines,omitempty" maxItems:"2000"`

	AllowancePercent *money.Percent `json:"allowance_percent,omitempty" doc:"taken off the whole order, instead of what was before; while nothing of it left"`
	AllowanceAmount  *money.Decimal `json:"allowance_amount,omitempty" doc:"likewise, an amount: before tax, or with it where prices include it"`
}

// Change is a new quantity, price or discount of line n; without n it is a new
// line.
type Change struct {
	N         int64             `json:"n,omitempty" doc:"line to change; left out: a new line"`
	SKU       string            `json:"sku,omitempty" doc:"of a new line"`
	Quantity  *money.Quantity   `json:"quantity,omitempty" doc:"ordered in all; not below what is picked and shipped"`
	UnitPrice *money.Price      `json:"unit_price,omitempty"`
	Discount  catalog.Discounts `json:"discount_percent,omitempty" doc:"instead of what was given before"`
	Off       *money.Decimal    `json:"discount_amount,omitempty" doc:"off the line, instead of what was given before"`
}

// Amend changes what is not picked yet. When the total grows credit is asked
// again, also about what it had let pass: an earlier override is void.
func Amend(w *db.Write, in Changes) (View, error) {
	l, err := Lock(w, in.ID)
	if err != nil {
		return View{}, err
	}
	old, c, lines := l.Order, l.Customer, l.Credit
	if err := old.Can("amend"); err != nil {
		return View{}, err
	}
	e, err := seller.Of(w.Read)
	if err != nil {
		return View{}, err
	}
	o, err := old.amended(in)
	if err != nil {
		return View{}, err
	}
	if in.ShipTo != nil {
		if o, err = o.reshipped(w.Read, c, *in.ShipTo); err != nil {
			return View{}, err
		}
	}
	o, exceptions, err := resolve(w, o, c, e)
	if err != nil {
		return View{}, err
	}
	if len(exceptions) > 0 && old.State != Draft {
		r := refuse.New(refuse.Invalid, "order.invalid")
		for _, x := range exceptions {
			r.At(x.Pointer, x.Code, pairs(x.Args)...)
		}
		return View{}, r
	}
	a := Answered{Order: o, Exceptions: exceptions}
	var rest money.Amount
	var v credit.Verdict
	counts := old.State == Confirmed || old.State == Released
	if counts {
		if rest, v, err = o.grown(w, old, lines); err != nil {
			return View{}, err
		}
	}
	body := told(old, o, v, exceptions)
	if counts && v.Passed() {
		body.Rest = &rest
	}
	event := emit(w, "order.amended", o, body)
	if counts {
		if a, err = again(w, old, o, rest, v, event); err != nil {
			return View{}, err
		}
	}
	save(w, old, a.Order)
	if err := approval.Void(w, old.ID, "amended"); err != nil {
		return View{}, err
	}
	return view(w.Read, a, c), w.Err()
}

// reshipped sends a draft elsewhere: the tax of its lines is decided again.
func (o Order) reshipped(r *db.Read, c party.Customer, code string) (Order, error) {
	if o.State != Draft {
		return o, refuse.New(refuse.Conflict, "order.ship_to", "number", o.Number)
	}
	o, err := o.shipTo(r, c, code)
	o.reship = true
	for i := range o.Lines {
		o.Lines[i].changed = true
	}
	return o, err
}

// amended applies the changes to the lines.
func (o Order) amended(in Changes) (Order, error) {
	if in.RequestedOn != nil {
		o.RequestedOn = *in.RequestedOn
	}
	if in.PONumber != nil {
		o.PONumber = strings.TrimSpace(*in.PONumber)
	}
	if in.Freight != nil {
		o.Freight, o.reship = strings.TrimSpace(*in.Freight), true
	}
	if in.Residential != nil {
		o.Residential, o.reship = *in.Residential, true
	}
	if in.PromisedOn != nil {
		o.PromisedOn = *in.PromisedOn
	}
	o.Lines = append([]Line(nil), o.Lines...)
	r := refuse.New(refuse.Invalid, "order.invalid")
	if in.Priority != nil {
		if o.Priority = *in.Priority; o.Priority < 1 || o.Priority > 9 {
			r.At("/priority", "order.priority", "priority", o.Priority)
		}
	}
	for i, ch := range in.Lines {
		at := func(field string) string { return fmt.Sprintf("/lines/%d/%s", i, field) }
		if ch.N == 0 {
			var q money.Quantity // none was given
			if ch.Quantity != nil {
				q = *ch.Quantity
			}
			if q <= 0 {
				r.At(at("quantity"), "order.quantity", "quantity", q)
				continue
			}
			o.Lines = append(o.Lines, Line{Order: o.ID, N: int64(len(o.Lines) + 1), SKU: ch.SKU, Quantity: q, reprice: true})
			ch.N = int64(len(o.Lines))
		}
		if ch.N < 1 || ch.N > int64(len(o.Lines)) {
			r.At(at("n"), "order.line", "line", ch.N)
			continue
		}
		o.Lines[ch.N-1].amend(ch, func(field, code string, pairs ...any) { r.At(at(field), code, pairs...) })
	}
	if in.AllowancePercent != nil || in.AllowanceAmount != nil {
		if o.begun() {
			return o, refuse.New(refuse.Conflict, "order.allowance_begun", "number", o.Number)
		}
		o.allow(in.AllowancePercent, in.AllowanceAmount, r)
	}
	if len(r.Fields) > 0 {
		return o, r
	}
	if o.State == Confirmed && o.started() && !o.left() { // it could not be closed
		return o, refuse.New(refuse.Conflict, "order.amend_left", "number", o.Number)
	}
	return o, nil
}

// amend applies a change to a line, or says which field is wrong. What is
// invoiced is a share of the line's net, so nothing of it moves any more. What
// has left and waits for its invoice keeps its price: only how many there are of
// it may change, and not where an amount is taken off them all.
func (l *Line) amend(ch Change, wrong func(field, code string, pairs ...any)) {
	least := l.Shipped + l.Picked + l.Cancelled
	recount := ch.Quantity != nil && *ch.Quantity != l.Quantity
	switch {
	case l.Shipped+l.Invoiced > 0 && (ch.UnitPrice != nil || ch.Discount != nil || ch.Off != nil),
		recount && (l.Invoiced > 0 || l.Shipped > 0 && l.takesOff()):
		wrong("n", "order.line_invoiced", "line", ch.N)
		return
	case ch.Quantity != nil && (*ch.Quantity < least || *ch.Quantity <= 0):
		wrong("quantity", "order.below_picked", "least", least, "quantity", *ch.Quantity)
		return
	}
	if ch.UnitPrice != nil {
		l.UnitPrice, l.PriceFrom, l.reprice = *ch.UnitPrice, catalog.FromManual, true
	}
	if err := l.discount(ch); err != nil {
		wrong("discount_amount", refuse.Code(err))
	}
	if recount {
		l.Quantity, l.changed, l.reprice = *ch.Quantity, true, l.Shipped == 0
	}
}

// takesOff tells whether an amount, not a percentage, is taken off the line.
func (l *Line) takesOff() bool {
	p, err := l.Priced()
	return err != nil || p.Steps.Amount() != 0 || p.Steps.Share() != 0
}

// discount puts what a person takes off now in the place of what he took off
// before; what a promotion takes off stays.
func (l *Line) discount(ch Change) error {
	if ch.Discount == nil && ch.Off == nil {
		return nil
	}
	p, err := l.Priced()
	if err != nil {
		return err
	}
	given := p.Steps.Given()
	percents, off := given.Percents(), given.Amount()
	if ch.Discount != nil {
		percents = ch.Discount
	}
	if ch.Off != nil {
		off = *ch.Off
	}
	if off < 0 {
		return refuse.New(refuse.Invalid, "order.discount_negative")
	}
	l.Discounts, l.changed = p.With(catalog.Own(percents, off)).Steps.String(), true
	return nil
}

// grown asks credit about what an order in progress grew by, and returns what
// it counts from now on; the verdict is of nothing when it did not grow.
func (o Order) grown(w *db.Write, old Order, lines []credit.Line) (rest money.Amount, v credit.Verdict, err error) {
	if rest, err = o.rest(w.Day()); err == nil && rest > old.Remainder {
		v = credit.Decide(w.Day(), o.Currency, rest-old.Remainder, lines...)
	}
	return rest, v, err
}

// again reserves anew for an order in progress that was amended, or holds it
// when credit does not let it grow.
func again(w *db.Write, old, o Order, rest money.Amount, v credit.Verdict, amended db.ID) (Answered, error) {
	if !v.Passed() && old.Picked() {
		return Answered{}, refuse.New(refuse.Conflict, "order.credit_picked", "number", o.Number, "failed", v.Failed)
	}
	var back []stock.Want
	if !v.Passed() {
		o, back = o.freed()
		if err := stock.Release(w, back); err != nil {
			return Answered{}, err
		}
		from := o.State
		o = o.hold(v.Hold())
		event := emit(w, "order.held", o, verdict(v, from, o.State, "amended"))
		credit.Record(w, o.ID, event, v, false, 0, "")
		return Answered{Order: o, Verdict: v}, nil
	}
	if v.Amount > 0 {
		credit.Record(w, o.ID, amended, v, true, 0, "")
	}
	o, back = o.shrunk()
	if err := stock.Release(w, back); err != nil {
		return Answered{}, err
	}
	o, err := reserve(w, o)
	if err != nil {
		return Answered{}, err
	}
	tellLacking(w, o)
	o.Remainder, o.AskedOn, o.AskedTotal = rest, w.Day(), o.Total
	return Answered{Order: o, Verdict: v}, nil
}

// shrunk gives up reservations beyond what is still ordered.
func (o Order) shrunk() (Order, []stock.Want) {
	var back []stock.Want
	o.Lines = append([]Line(nil), o.Lines...)
	for i := range o.Lines {
		l := &o.Lines[i]
		if !l.Goods() {
			continue
		}
		if extra := l.Reserved - l.Left(); extra > 0 {
			back = append(back, stock.Want{Item: l.Item, Warehouse: l.Warehouse, Quantity: extra})
			l.Reserved -= extra
		}
		l.Backordered = max(l.Left()-l.Reserved, 0)
	}
	return o, back
}
