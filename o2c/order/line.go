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
// and its net then.
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
	b, err := o.taxed(d, func(l Line) (money.Amount, error) {
		gone, err := l.NetOf(l.Shipped + l.Cancelled)
		return l.Net - gone, err
	})
	return b.Total, err
}

// taxed sums a part of each line and its tax.
func (o Order) taxed(d day.Day, part func(Line) (money.Amount, error)) (tax.Breakdown, error) {
	lines := make([]tax.Line, 0, len(o.Lines))
	for _, l := range o.Lines {
		if l.Item == 0 || l.Treatment == "" {
			continue
		}
		net, err := part(l)
		if err != nil {
			return tax.Breakdown{}, err
		}
		t, err := l.TreatmentOn(d)
		if err != nil {
			return tax.Breakdown{}, err
		}
		if net != 0 {
			lines = append(lines, tax.Line{Net: net, Treatment: t})
		}
	}
	return tax.Total(lines, o.Currency, "")
}

// total sets the order's totals.
func (o Order) total(d day.Day) (Order, error) {
	b, err := o.taxed(d, func(l Line) (money.Amount, error) { return l.Net, nil })
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
