package order

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
	"encaisse/o2c/tax"
)

// find names the line's item, its price and how it is taxed. What was priced
// before stays as it was, unless it changed: the order freezes its prices
// (domain.md 1.13), and so did the quote it comes from.
func (l Line) find(r *db.Read, o Order, c party.Customer, e seller.Entity, add func(field, code string, pairs ...any)) (Line, error) {
	fresh := l.Item == 0 || l.Treatment == "" || l.changed || l.reprice
	if !fresh && (o.State != Draft || l.Authorised != 0 || o.Quote != 0) {
		return l, nil
	}
	i, err := catalog.Find(r, l.SKU)
	if refuse.Code(err) == "catalog.unknown" {
		add("sku", "catalog.unknown", "sku", l.SKU)
		return l, nil
	}
	if err != nil {
		return l, err
	}
	a, err := l.asked(i, o, c)
	if err != nil || !fresh {
		return l.bounded(r, o, a, err, add)
	}
	// Until all is known of it again the line counts nothing.
	l.changed, l.Authorised, l.Net, l.Treatment = true, 0, 0, ""
	l.Item, l.SKU, l.Name, l.Kind, l.Unit, l.TaxClass = i.ID, i.SKU, i.Name, i.Kind, i.Unit, i.TaxClass
	p, err := l.Priced()
	p.Steps = p.Steps.Alone() // what is taken off the order is shared anew
	if err == nil && (l.reprice || l.PriceFrom == "") && p.From.From != catalog.FromFreight {
		var ok bool
		if p, ok, err = catalog.Offer(r, a); err == nil && !ok {
			add("unit_price", "order.no_price", "sku", i.SKU, "currency", string(o.Currency))
			l.UnitPrice, l.PriceFrom = 0, ""
			return l, nil
		}
	}
	if err != nil {
		return l, err
	}
	if l, err = l.costs(p, o.Currency); refuse.Code(err) == "catalog.discount_beyond" {
		no, _ := refuse.As(err)
		add("discount_amount", no.Code, pairs(no.Args)...)
		return l, nil
	}
	if err != nil {
		return l, err
	}
	if l, err = l.treated(r, o, c, e, tax.Class(i.TaxClass)); err != nil {
		if no, is := refuse.As(err); is {
			add("sku", no.Code, pairs(no.Args)...)
			return l, nil
		}
		return l, err
	}
	if l, err = l.untaxed(o); err != nil {
		return l, err
	}
	return l.bounded(r, o, a, nil, add)
}

// asked is what the price of the line is asked for.
func (l Line) asked(i catalog.Item, o Order, c party.Customer) (catalog.Asked, error) {
	a := catalog.Asked{Item: i, Customer: c.ID, Group: c.Root, Quantity: l.Quantity, Currency: o.Currency, Day: o.OrderedOn}
	if l.PriceFrom == catalog.FromManual {
		a.Manual = &l.UnitPrice
	}
	steps, err := catalog.ParseSteps(l.Discounts)
	a.Own = steps.Given()
	a.Included = o.TaxIncluded || steps.Included()
	return a, err
}

// treated decides how the line is taxed: once, the order freezes it; the rate
// is that of the day of delivery.
func (l Line) treated(r *db.Read, o Order, c party.Customer, e seller.Entity, class tax.Class) (Line, error) {
	to, err := o.destination(r, c, l.Kind)
	if err != nil {
		return l, err
	}
	if o.TakenOver && e.Chart() == "pcg" { // what was billed long ago is taxed by the country, as it always was
		to.Postcode = ""
	}
	t, err := Taxed(r, e, c, to, l.Kind, class, o.OrderedOn)
	if err != nil {
		return l, err
	}
	l.TaxClass, l.Treatment = string(class), db.JSON(t)
	return l, nil
}

// bounded lists what the price lacks authority for: below the floor of the
// item, or more off than the role of who acts may give. Who has the authority
// answers for it from then on. History was sold long ago.
func (l Line) bounded(r *db.Read, o Order, a catalog.Asked, err error, add func(field, code string, pairs ...any)) (Line, error) {
	if err != nil || o.TakenOver || catalog.ParseSource(l.PriceFrom).From == catalog.FromFreight {
		return l, err
	}
	p, err := l.Priced()
	if err != nil {
		return l, err
	}
	if share := p.Steps.Share(); share != 0 { // it was given too
		a.Own = append(a.Own, catalog.Step{Share: share})
	}
	net, err := l.lone(o.OrderedOn, o.Currency)
	if err != nil {
		return l, err
	}
	if l.Treatment != "" {
		t, err := l.TreatmentOn(o.OrderedOn)
		if err != nil {
			return l, err
		}
		a.Rate = t.Rate()
	}
	limits, may, err := catalog.Bounds(r, a)
	if err != nil {
		return l, err
	}
	below, beyond := limits.Below(net), limits.Beyond(net, may)
	switch {
	case below && !may.BelowFloor:
		add("unit_price", "order.below_floor", "line", l.N, "sku", l.SKU, "net", net.In(o.Currency), "floor", limits.Least.In(o.Currency))
	case beyond:
		add("discount_percent", "order.discount_beyond", "line", l.N, "sku", l.SKU, "max", may.Discount)
	case below, limits.Ruled && net < limits.Rule:
		l.Authorised = r.Actor
	}
	return l, nil
}

// settled forgets what was marked while the order was priced.
func (o Order) settled() Order {
	for i := range o.Lines {
		o.Lines[i].changed, o.Lines[i].reprice = false, false
	}
	o.reship = false
	return o
}

// carried charges the delivery, and taxes freight with the goods it carries.
func (o Order) carried(r *db.Read, c party.Customer, e seller.Entity, add func(pointer, code string, pairs ...any)) (Order, error) {
	touched := o.reship
	for _, l := range o.Lines {
		touched = touched || l.changed
	}
	if !touched || o.TakenOver {
		return o, nil
	}
	o, err := o.charged(r, c, e, add)
	if err != nil {
		return o, err
	}
	for i, l := range o.Lines {
		if l.Kind != catalog.Freight || l.Begun() || l.Treatment == "" {
			continue
		}
		item, err := catalog.Load(r, l.Item)
		if err != nil {
			return o, err
		}
		if l, err = l.treated(r, o, c, e, o.class(item)); err == nil {
			o.Lines[i] = l
		} else if _, is := refuse.As(err); !is {
			return o, err
		}
	}
	return o, nil
}

// class is the tax class of freight: that of the goods when they bear one,
// since their transport is part of their price; else that of the freight item.
func (o Order) class(freight catalog.Item) tax.Class {
	class := tax.Class("")
	for _, l := range o.Lines {
		if l.Goods() && l.Item != 0 {
			if class != "" && class != tax.Class(l.TaxClass) {
				return tax.Class(freight.TaxClass)
			}
			class = tax.Class(l.TaxClass)
		}
	}
	if class == "" {
		class = tax.Class(freight.TaxClass)
	}
	return class
}

// charged prices the way of delivery on a line of its own. Once some of that
// line left, was billed or cancelled it stays.
func (o Order) charged(r *db.Read, c party.Customer, e seller.Entity, add func(pointer, code string, pairs ...any)) (Order, error) {
	parcels, goods, err := o.parcels(r)
	if err != nil || o.Freight == "" || len(parcels) == 0 {
		return o, err
	}
	at := len(o.Lines)
	for i, l := range o.Lines {
		if l.Kind == catalog.Freight {
			at = i
		}
	}
	if at < len(o.Lines) && (o.Lines[at].Begun() || catalog.ParseSource(o.Lines[at].PriceFrom).From != catalog.FromFreight) {
		return o, nil // billed already, or a person said what it costs
	}
	p, i, err := o.freight(r, c, parcels, goods)
	if no, is := refuse.As(err); is {
		add("/freight", no.Code, pairs(no.Args)...)
		return o, nil
	}
	if err != nil {
		return o, err
	}
	if at == len(o.Lines) {
		o.Lines = append(o.Lines, Line{Order: o.ID, N: int64(at + 1), Quantity: money.Units(1)})
	}
	l := o.Lines[at]
	l.Item, l.SKU, l.Name, l.Kind, l.Unit = i.ID, i.SKU, i.Name, i.Kind, i.Unit
	if l, err = l.costs(p, o.Currency); err != nil {
		return o, err
	}
	o.Lines[at], err = l.treated(r, o, c, e, o.class(i))
	if no, is := refuse.As(err); is {
		add("/freight", no.Code, pairs(no.Args)...)
		return o, nil
	}
	return o, err
}

// parcels are the goods that are to be carried, and their net.
func (o Order) parcels(r *db.Read) (parcels []catalog.Parcel, net money.Amount, err error) {
	if o.Freight == "" {
		return nil, 0, nil
	}
	for _, l := range o.Lines {
		if !l.Goods() || l.Item == 0 || l.Quantity == l.Cancelled {
			continue
		}
		i, err := catalog.Load(r, l.Item)
		if err != nil {
			return nil, 0, err
		}
		parcels, net = append(parcels, i.Parcel(l.Quantity-l.Cancelled)), net+l.Net
	}
	return parcels, net, nil
}

// freight is what the order's way of delivery costs, and the item it is.
func (o Order) freight(r *db.Read, c party.Customer, parcels []catalog.Parcel, goods money.Amount) (p catalog.Priced, i catalog.Item, err error) {
	t, err := catalog.TariffOn(r, o.Freight, o.OrderedOn)
	if err != nil {
		return p, i, err
	}
	if t.Currency != o.Currency {
		return p, i, refuse.New(refuse.Invalid, "catalog.tariff_currency", "tariff", t.Code, "currency", string(t.Currency))
	}
	if i, err = catalog.Load(r, t.Item); err != nil {
		return p, i, err
	}
	to, err := o.destination(r, c, catalog.Freight)
	if err != nil {
		return p, i, err
	}
	p, err = t.Price(parcels, catalog.Place{Country: to.Country, Region: to.Region, Postcode: to.Postcode, Residential: o.Residential}, goods)
	return p, i, err
}

// Authorise lets the prices of a draft stand that are beyond the authority of
// who gave them. Who calls it has that authority by his role; that he must not
// be the one who entered the order is for the approval of four eyes, which
// knows both: w.Actor and the order's EnteredBy.
func Authorise(w *db.Write, in ByID) (View, error) {
	k, err := Lock(w, in.ID)
	if err != nil {
		return View{}, err
	}
	old, c := k.Order, k.Customer
	if err := old.Can("authorise"); err != nil {
		return View{}, err
	}
	e, err := seller.Of(w.Read)
	if err != nil {
		return View{}, err
	}
	o, exceptions, err := resolve(w, old, c, e)
	if err != nil {
		return View{}, err
	}
	var lines []int64
	for i, l := range o.Lines {
		if l.Authorised != 0 && old.Lines[i].Authorised == 0 {
			lines = append(lines, l.N)
		}
	}
	for _, x := range exceptions {
		if x.Code == "order.below_floor" || x.Code == "order.discount_beyond" {
			r := refuse.New(refuse.Forbidden, "order.no_authority")
			r.Args = x.Args
			return View{}, r
		}
	}
	if len(lines) == 0 {
		return View{}, refuse.New(refuse.Conflict, "order.nothing_beyond", "number", old.Number)
	}
	emit(w, "order.price_authorised", o, authorised{lines})
	save(w, old, o)
	return view(w.Read, Answered{Order: o, Exceptions: exceptions}, c), w.Err()
}
