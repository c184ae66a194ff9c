package order

import (
	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
	"encaisse/o2c/stock"
	"encaisse/o2c/tax"
)

// Line is one line of an order. Ordered = reserved + backordered + shipped +
// cancelled for goods, after confirmation; reserved includes picked. Services
// are delivered, which counts as shipped.
type Line struct {
	Order       id.ID
	N           int64
	Item        id.ID // 0 = not known yet
	SKU         string
	Name        string
	Kind        string
	Unit        string
	Quantity    money.Quantity
	UnitPrice   money.Price
	Discounts   string // catalog.Steps: what changes the unit price, in its order
	PriceFrom   string // catalog.Source
	Authorised  id.ID  // who answers for a price beyond the rules; 0 = nobody had to
	Net         money.Amount
	TaxClass    string
	Treatment   string // JSON of tax.Treatment
	Warehouse   id.ID  // where its goods are reserved or waited for; 0 before, and of services
	Reserved    money.Quantity
	Backordered money.Quantity
	Picked      money.Quantity
	Shipped     money.Quantity
	Cancelled   money.Quantity
	Invoiced    money.Quantity
	InvoicedNet money.Amount

	changed bool `db:"-"` // since it was priced
	reprice bool `db:"-"` // its unit price is asked again
}

// Left is what is neither shipped nor cancelled.
func (l Line) Left() money.Quantity { return l.Quantity - l.Shipped - l.Cancelled }

// Goods reports whether the line takes stock.
func (l Line) Goods() bool { return l.Kind == catalog.Goods }

// Shippable is what may be planned now: reserved goods not picked, services
// not delivered.
func (l Line) Shippable() money.Quantity {
	if l.Goods() {
		return l.Reserved - l.Picked
	}
	return l.Left()
}

// NetOf is the net of the first q pieces: line net × q / ordered, rounded. The
// net of a part is the difference of two of them, so that the parts sum to the
// whole (domain.md 4.3).
func (l Line) NetOf(q money.Quantity) (money.Amount, error) {
	n, err := money.MulDiv(int64(l.Net), int64(q), int64(l.Quantity))
	return money.Amount(n), err
}

// UpTo is what is left to deliver of the line for so much of it in all; nothing
// when it is that far already.
func (l Line) UpTo(p money.Percent) (money.Quantity, error) {
	q, err := money.MulDiv(int64(l.Quantity-l.Cancelled), int64(p), int64(money.Whole))
	return max(0, money.Quantity(q)-l.Shipped), err
}

// TreatmentOn is how the line is taxed on a day: the treatment was frozen with
// the order, the rate is that of the day of delivery.
func (l Line) TreatmentOn(d day.Day) (tax.Treatment, error) {
	t, err := tax.Stored(l.Treatment)
	if err != nil {
		return t, err
	}
	return t.On(d)
}

// Priced is what the line costs, and why.
func (l Line) Priced() (catalog.Priced, error) {
	steps, err := catalog.ParseSteps(l.Discounts)
	return catalog.Priced{Unit: l.UnitPrice, From: catalog.ParseSource(l.PriceFrom), Steps: steps}, err
}

// Stated is what the line costs as its price says, before the tax that a price
// with tax included holds is taken out of it; included tells whether it is such
// a price.
func (l Line) Stated(c money.Currency) (gross money.Amount, included bool, err error) {
	if !catalog.Stated(l.Discounts) {
		return l.Net, false, nil
	}
	p, err := l.Priced()
	if err != nil {
		return 0, true, err
	}
	p.Steps = p.Steps.Holding(0)
	gross, err = p.Net(l.Quantity, c)
	return gross, true, err
}

// Part is what a document says of the pieces of the line after the first from up
// to to, before tax or, of a price with tax included, as it is stated.
func (l Line) Part(from, to money.Quantity, c money.Currency) (p tax.Line, err error) {
	gross, included, err := l.Stated(c)
	if err != nil {
		return p, err
	}
	if p.Net, err = between(l.Net, from, to, l.Quantity); err != nil || !included {
		return p, err
	}
	p.Included = true
	p.Gross, err = between(gross, from, to, l.Quantity)
	return p, err
}

// between is an amount's part of the pieces after from up to to: the parts sum
// to the whole.
func between(a money.Amount, from, to, of money.Quantity) (money.Amount, error) {
	upTo, err := money.MulDiv(int64(a), int64(to), int64(of))
	if err != nil {
		return 0, err
	}
	gone, err := money.MulDiv(int64(a), int64(from), int64(of))
	return money.Amount(upTo - gone), err
}

// holding is the line whose price with tax included holds so much tax.
func (l Line) holding(held money.Amount, c money.Currency) (Line, error) {
	p, err := l.Priced()
	if err != nil {
		return l, err
	}
	of, err := held.Decimal(c)
	if err != nil {
		return l, err
	}
	p.Steps = p.Steps.Holding(of)
	return l.costs(p, c)
}

// lone is the net of the line by its own price: without tax when that is included.
func (l Line) lone(d day.Day, c money.Currency) (money.Amount, error) {
	gross, included, err := l.Stated(c)
	if err != nil || !included || l.Treatment == "" {
		return gross, err
	}
	t, err := l.TreatmentOn(d)
	if err != nil {
		return 0, err
	}
	return tax.Before(gross, t.Rate())
}

// price computes the net of the line.
func (l Line) price(c money.Currency) (Line, error) {
	p, err := l.Priced()
	if err != nil {
		return l, err
	}
	l.Net, err = p.Net(l.Quantity, c)
	return l, err
}

// alone is what the line costs without its share of an allowance on the order,
// and what that makes: tax included when its price is.
func (l Line) alone(c money.Currency) (p catalog.Priced, net money.Amount, err error) {
	if p, err = l.Priced(); err != nil {
		return p, 0, err
	}
	p.Steps = p.Steps.Alone()
	net, err = p.Net(l.Quantity, c)
	return p, net, err
}

// costs writes what the line costs on it.
func (l Line) costs(p catalog.Priced, c money.Currency) (Line, error) {
	l.UnitPrice, l.PriceFrom, l.Discounts = p.Unit, p.From.String(), p.Steps.String()
	return l.price(c)
}

// Begun reports whether something of the line left, was billed or cancelled.
func (l Line) Begun() bool { return l.Shipped+l.Invoiced+l.Cancelled > 0 }

// rest is what is neither shipped nor cancelled, tax included at a day's rates.
func (o Order) rest(d day.Day) (money.Amount, error) {
	b, err := o.taxed(d, func(_ int, l Line) (from, to money.Quantity) { return l.Shipped + l.Cancelled, l.Quantity })
	return b.Total, err
}

// taxed sums a part of each line and its tax.
func (o Order) taxed(d day.Day, part func(n int, l Line) (from, to money.Quantity)) (tax.Breakdown, error) {
	lines := make([]tax.Line, 0, len(o.Lines))
	for n, l := range o.Lines {
		if l.Item == 0 || l.Treatment == "" {
			continue
		}
		from, to := part(n, l)
		p, err := l.Part(from, to, o.Currency)
		if err != nil {
			return tax.Breakdown{}, err
		}
		if p.Treatment, err = l.TreatmentOn(d); err != nil {
			return tax.Breakdown{}, err
		}
		if p.Net != 0 || p.Gross != 0 {
			lines = append(lines, p)
		}
	}
	return tax.Total(lines, o.Currency, "")
}

// Taxes are the taxes of the whole order at a day's rates.
func (o Order) Taxes(d day.Day) (tax.Breakdown, error) {
	return o.taxed(d, func(_ int, l Line) (from, to money.Quantity) { return 0, l.Quantity })
}

// total sets the order's totals.
func (o Order) total(d day.Day) (Order, error) {
	b, err := o.Taxes(d)
	o.Net, o.Tax, o.Total = b.Net, b.Tax, b.Total
	return o, err
}

// wants is what the goods lines still need from stock.
func (o Order) wants() (wants []stock.Want, at []int) {
	for i, l := range o.Lines {
		if need := l.Left() - l.Reserved; l.Goods() && need > 0 {
			want := stock.Want{Item: l.Item, Warehouse: l.Warehouse, Quantity: need}
			if o.Warehouse != 0 {
				want.Warehouse = o.Warehouse
			}
			wants, at = append(wants, want), append(at, i)
		}
	}
	return wants, at
}

// granted books what stock gave: the rest is backordered, or the order is
// refused whole when it does not wait.
func (o Order) granted(wants []stock.Want, at []int, got []money.Quantity) (Order, error) {
	o.Lines = append([]Line(nil), o.Lines...)
	for i, k := range at {
		l := &o.Lines[k]
		if got[i] < wants[i].Quantity && !o.Backorder {
			return o, refuse.New(refuse.Conflict, "stock.short", "sku", l.SKU, "available", got[i], "wanted", wants[i].Quantity)
		}
		l.Warehouse = wants[i].Warehouse
		l.Reserved += got[i]
		l.Backordered = l.Left() - l.Reserved
	}
	return o, nil
}

// freed gives up every reservation that is not picked.
func (o Order) freed() (Order, []stock.Want) {
	var back []stock.Want
	o.Lines = append([]Line(nil), o.Lines...)
	for i := range o.Lines {
		l := &o.Lines[i]
		if q := l.Reserved - l.Picked; q > 0 {
			back = append(back, stock.Want{Item: l.Item, Warehouse: l.Warehouse, Quantity: q})
			l.Reserved -= q
		}
		l.Backordered = 0
	}
	return o, back
}

// bound tells which wants must be met where the line, or an order that ships
// whole, has goods already: those of the others are chosen.
func (o Order) bound(wants []stock.Want, at []int) (free []int) {
	var whole id.ID
	for _, l := range o.Lines {
		if l.Reserved > 0 && !o.Partial {
			whole = l.Warehouse
		}
	}
	for i, k := range at {
		switch {
		case whole != 0:
			wants[i].Warehouse = whole
		case o.Lines[k].Reserved == 0:
			free = append(free, i)
		}
	}
	return free
}
