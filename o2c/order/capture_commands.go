package order

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/series"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
	"encaisse/o2c/rate"
	"encaisse/o2c/seller"
	"encaisse/o2c/stock"
)

// New is an order as it comes in, from any channel.
type New struct {
	Number      string         `json:"number,omitempty" maxLength:"60" doc:"given by us when left out"`
	Customer    string         `json:"customer" doc:"id or number"`
	Currency    money.Currency `json:"currency,omitempty" doc:"the company's when left out"`
	OrderedOn   day.Day        `json:"ordered_on,omitempty" doc:"the business day when left out"`
	RequestedOn day.Day        `json:"requested_on,omitempty"`
	PONumber    string         `json:"po_number,omitempty" maxLength:"100" doc:"the customer's own order number"`
	Warehouse   string         `json:"warehouse,omitempty" doc:"code; chosen by what each warehouse has when left out"`
	ShipTo      string         `json:"ship_to,omitempty" doc:"code of a delivery address of the customer; his own address when left out"`
	Priority    int64          `json:"priority,omitempty" minimum:"1" maximum:"9" doc:"1 is served first, 9 last; 5 when left out"`
	PromisedOn  day.Day        `json:"promised_on,omitempty" doc:"day promised to the customer; the day he asked for when left out"`
	Freight     string         `json:"freight,omitempty" maxLength:"40" doc:"way of delivery: the code of a tariff; left out: none is charged"`
	Residential bool           `json:"residential,omitempty" doc:"delivered to a home"`
	TaxIncluded bool           `json:"tax_included,omitempty" doc:"the prices it says are with tax included, and so are the lists asked first"`
	Billing     string         `json:"billing,omitempty" maxLength:"20" doc:"when it is invoiced: shipment, manual, month, order, deposit30, milestone5; the customer's when left out"`
	Lines       []NewLine      `json:"lines" minItems:"1" maxItems:"2000"`

	AllowancePercent money.Percent `json:"allowance_percent,omitempty" doc:"taken off the whole order, freight apart: each line bears its share"`
	AllowanceAmount  money.Decimal `json:"allowance_amount,omitempty" doc:"likewise, an amount: before tax, or with it where prices include it"`

	Confirm   *bool    `json:"confirm,omitempty" doc:"true when left out: ask credit and reserve at once"`
	Backorder *bool    `json:"backorder,omitempty" doc:"true when left out: wait for what is missing"`
	Partial   *bool    `json:"partial,omitempty" doc:"true when left out: what is there may be shipped first"`
	History   *History `json:"-"`
}

// NewLine is one line of it.
type NewLine struct {
	SKU       string            `json:"sku" doc:"id or SKU"`
	Quantity  money.Quantity    `json:"quantity"`
	UnitPrice *money.Price      `json:"unit_price,omitempty" doc:"before discount, and before tax unless tax_included; the price list when left out"`
	Discount  catalog.Discounts `json:"discount_percent,omitempty" doc:"10, or a chain 10+5"`
	Off       money.Decimal     `json:"discount_amount,omitempty" doc:"off the line, after the percents"`
}

// History says that an order was taken over, and in which state.
type History struct {
	Hold bool // on hold: only a person releases it
}

// Exception is what keeps an order from being confirmed: the field, and what
// to do about it.
type Exception struct {
	Pointer string       `json:"pointer"`
	Code    string       `json:"code"`
	Detail  string       `json:"detail"`
	Args    []refuse.Arg `json:"-"`
}

// Place captures an order and, unless it is to stay a draft, asks credit and
// reserves stock in the same transaction; each step keeps its own fact.
func Place(w *db.Write, in New) (View, error) {
	if err := in.check(); err != nil {
		return View{}, err
	}
	c, err := party.Find(w.Read, in.Customer)
	if err != nil {
		if refuse.Code(err) == "party.unknown" {
			err = refuse.New(refuse.Invalid, "order.invalid").At("/customer", "party.unknown", "customer", in.Customer)
		}
		return View{}, err
	}
	o, exceptions, err := capture(w, in, c)
	if err != nil {
		return View{}, err
	}
	return place(w, o, exceptions, c, in)
}

// place keeps an order that is priced and taxed.
func place(w *db.Write, o Order, exceptions []Exception, c party.Customer, in New) (v View, err error) {
	a := Answered{Order: o, Exceptions: exceptions}
	confirm := (in.Confirm == nil || *in.Confirm) && len(exceptions) == 0
	var lines []credit.Line
	if confirm {
		if lines, err = guard(w, o, c); err != nil {
			return View{}, err
		}
	} else if err := credit.Hold(w, c); err != nil { // he may be changing his group
		return View{}, err
	}
	emit(w, "order.captured", o, captured{o.Total, o.Currency, codes(exceptions)})
	if confirm {
		if a, err = ask(w, o, c, lines, in.History); err != nil {
			return View{}, err
		}
	}
	if a.Order.Number == "" {
		n, err := series.Yearly(w, "order", "C", w.Today())
		if err != nil {
			return View{}, err
		}
		a.Order.Number = n.Text
	}
	insert(w, a.Order)
	move(w, Order{}, a.Order)
	remember(w, a.Order)
	return view(w.Read, a, c), w.Err()
}

// guard locks the customer's credit row, and asks for the stock it will need.
func guard(w *db.Write, o Order, c party.Customer) ([]credit.Line, error) {
	lines, err := credit.Queue(w, c)
	if err != nil {
		return nil, err
	}
	if !o.TakenOver {
		wants, _ := o.wants()
		if o.Warehouse == 0 {
			if wants, err = stock.Everywhere(w.Read, o.ShipCountry, o.ShipRegion, wants); err != nil {
				return nil, err
			}
		}
		if err := stock.Ahead(w, wants); err != nil {
			return nil, err
		}
	}
	return lines(o.Currency, o.Entity)
}

// check refuses what is malformed, each place by its pointer.
func (in New) check() error {
	r := refuse.New(refuse.Invalid, "order.invalid")
	if len(in.Lines) == 0 {
		r.At("/lines", "order.no_lines")
	}
	if in.Priority < 0 || in.Priority > 9 {
		r.At("/priority", "order.priority", "priority", in.Priority)
	}
	for i, l := range in.Lines {
		at := func(field string) string { return fmt.Sprintf("/lines/%d/%s", i, field) }
		if strings.TrimSpace(l.SKU) == "" {
			r.At(at("sku"), "order.sku_missing")
		}
		if l.Quantity <= 0 {
			r.At(at("quantity"), "order.quantity", "quantity", l.Quantity)
		}
		if l.UnitPrice != nil && *l.UnitPrice < 0 {
			r.At(at("unit_price"), "order.price_negative")
		}
		if l.Off < 0 {
			r.At(at("discount_amount"), "order.discount_negative")
		}
	}
	if len(r.Fields) > 0 {
		return r
	}
	return nil
}

func capture(w *db.Write, in New, c party.Customer) (Order, []Exception, error) {
	e, err := seller.Of(w.Read)
	if err != nil {
		return Order{}, nil, err
	}
	house, err := warehouse(w.Read, in)
	if err != nil {
		return Order{}, nil, err
	}
	o := Order{ID: w.NewID(), Entity: e.ID, Number: strings.TrimSpace(in.Number), Customer: c.ID, Root: c.Root,
		Currency: in.Currency, PONumber: strings.TrimSpace(in.PONumber), OrderedOn: in.OrderedOn, RequestedOn: in.RequestedOn,
		State: Draft, Terms: c.Terms, Warehouse: house, Backorder: in.Backorder == nil || *in.Backorder,
		Partial: in.Partial == nil || *in.Partial, Policy: c.Billing, ShipCountry: c.Country, ShipRegion: c.Region,
		Freight: strings.TrimSpace(in.Freight), Residential: in.Residential, Priority: in.Priority, PromisedOn: in.PromisedOn,
		TaxIncluded: in.TaxIncluded, EnteredBy: w.Actor, TakenOver: in.History != nil, Version: 1}
	if in.Billing != "" {
		if o.Policy, err = party.ParseBilling(in.Billing); err != nil {
			return Order{}, nil, err
		}
	}
	if o.TakenOver {
		o.Policy = party.OnShipment // its steps are those of the past
	}
	if o.Currency == "" {
		o.Currency = e.Currency
	}
	if o.OrderedOn.IsZero() {
		o.OrderedOn = w.Day()
	}
	if o.Priority == 0 {
		o.Priority = normal
	}
	if o, err = o.shipTo(w.Read, c, in.ShipTo); err != nil {
		return Order{}, nil, err
	}
	r := refuse.New(refuse.Invalid, "order.invalid")
	if o.allow(&in.AllowancePercent, &in.AllowanceAmount, r); len(r.Fields) > 0 {
		return Order{}, nil, r
	}
	for i, l := range in.Lines {
		line := Line{N: int64(i + 1), SKU: strings.TrimSpace(l.SKU), Quantity: l.Quantity, Discounts: catalog.Own(l.Discount, l.Off).String(), reprice: true}
		if l.UnitPrice != nil {
			line.UnitPrice, line.PriceFrom = *l.UnitPrice, catalog.FromManual
		}
		o.Lines = append(o.Lines, line)
	}
	return resolve(w, o, c, e)
}

// normal is the priority of an order that has none of its own.
const normal = 5

// warehouse is where an order's goods come from, 0 when that is to be chosen.
// What was shipped long ago came from somewhere.
func warehouse(r *db.Read, in New) (db.ID, error) {
	if in.History != nil {
		h, err := stock.House(r, in.Warehouse)
		return h.ID, err
	}
	return stock.Fixed(r, in.Warehouse)
}

// shipTo sets the place the goods go to, which decides their tax: an address of
// the customer by its code, his own for an empty one.
func (o Order) shipTo(r *db.Read, c party.Customer, code string) (Order, error) {
	o.ShipTo, o.ShipCountry, o.ShipRegion = 0, c.Country, c.Region
	if code == "" {
		return o, nil
	}
	a, err := party.AddressOf(r, c, code)
	o.ShipTo, o.ShipCountry, o.ShipRegion = a.ID, a.Country, a.Region
	return o, err
}

// resolve looks up what the lines name, prices and taxes them, and lists the
// exceptions. It runs again when a draft is confirmed: what was missing may be
// there by then.
func resolve(w *db.Write, o Order, c party.Customer, e seller.Entity) (Order, []Exception, error) {
	var list []Exception
	add := func(pointer, code string, pairs ...any) {
		args := refuse.New(refuse.Invalid, code, pairs...).Args
		list = append(list, Exception{pointer, code, sentences.Say(w.Speak, code, args...), args})
	}
	if o.Currency != e.Currency {
		if _, err := rate.On(w.Read, e, o.Currency, o.OrderedOn); err != nil {
			if _, no := refuse.As(err); !no {
				return o, nil, err
			}
			add("/currency", "order.currency", "currency", string(o.Currency), "home", string(e.Currency), "day", o.OrderedOn)
		}
	}
	if c.PORequired && o.PONumber == "" && !o.TakenOver {
		add("/po_number", "order.po_missing", "customer", c.Number)
	}
	if o.PONumber != "" && !o.TakenOver {
		other, err := db.One[string](w.Read, qSamePO, c.ID, o.PONumber, o.ID)
		if err == nil {
			add("/po_number", "order.duplicate", "po", o.PONumber, "other", other)
		} else if err != db.ErrNone {
			return o, nil, err
		}
	}
	o.Lines = append([]Line(nil), o.Lines...)
	for i := range o.Lines {
		at := func(field string) string { return fmt.Sprintf("/lines/%d/%s", i, field) }
		l, err := o.Lines[i].find(w.Read, o, c, e, func(field, code string, pairs ...any) { add(at(field), code, pairs...) })
		if err != nil {
			return o, nil, err
		}
		o.Lines[i] = l
	}
	o, err := o.carried(w.Read, c, e, add)
	if err != nil {
		return o, nil, err
	}
	if o, err = o.allowed(w.Read, c, add); err != nil {
		return o, nil, err
	}
	if o, err = o.taxedWithin(); err != nil {
		return o, nil, err
	}
	o.billable(add)
	if o, err = o.settled().total(o.OrderedOn); err != nil {
		return o, nil, err
	}
	o.Content = o.content()
	o.Exceptions = ""
	if len(list) > 0 {
		o.Exceptions = db.JSON(stored(list))
	}
	return o, list, nil
}

// billable lists what its policy of billing can not do yet.
func (o Order) billable(add func(pointer, code string, pairs ...any)) {
	if i := slices.IndexFunc(o.Lines, func(l Line) bool { return o.Policy.Milestones() && l.Item != 0 && l.Kind != catalog.Service }); i >= 0 {
		add(fmt.Sprintf("/lines/%d/sku", i), "order.milestone_goods", "sku", o.Lines[i].SKU)
	}
	if code := o.advanceTax(); code != "" {
		add("/billing", "order.advance_tax", "tax", string(code))
	}
}

// content is what makes two orders look alike.
func (o Order) content() []byte {
	type part struct {
		SKU      string
		Quantity money.Quantity
		Price    money.Price
	}
	parts := make([]part, len(o.Lines))
	for i, l := range o.Lines {
		parts[i] = part{l.SKU, l.Quantity, l.UnitPrice}
	}
	b, _ := json.Marshal(parts)
	sum := sha256.Sum256(b)
	return sum[:8]
}

func emit(w *db.Write, typ string, o Order, body any) db.ID {
	return w.Emit(typ, body, db.Obj("order", o.ID), db.Obj("customer", o.Customer))
}

func codes(list []Exception) []string {
	var out []string
	for _, e := range list {
		out = append(out, e.Code)
	}
	return out
}

func pairs(args []refuse.Arg) []any {
	var out []any
	for _, a := range args {
		out = append(out, a.Name, a.Value)
	}
	return out
}
