package importer

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/connect/table"
	"encaisse/o2c/catalog"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/tax"
)

// What an order of the past is when it arrives.
const (
	isNew       = "new"
	isShipped   = "shipped"
	isCancelled = "cancelled"
	isHeld      = "on_hold"
)

// past is an order of a file: what its rows say together.
type past struct {
	Number      string
	Customer    string
	OrderedOn   day.Day
	RequestedOn day.Day
	ShippedOn   day.Day
	PONumber    string
	Status      string
	OldNumber   string
	Currency    money.Currency
	Lines       []order.NewLine

	row   table.Row // the first one
	rows  int
	bad   bool
	buyer party.Customer
	nets  []tax.Line // as ordered
}

// headers are the cells that all rows of an order say alike.
var headers = []string{"customer", "ordered_on", "requested_on", "shipped_on", "po_number", "currency", "status", "invoice_number"}

// orders reads orders, a row a line; the rows of one need not stand together.
func orders(c *check) {
	byNumber := map[string]*past{}
	var list []*past
	for _, row := range c.sheet.Rows {
		l := c.line(row)
		number := l.text("order")
		p := byNumber[number]
		switch {
		case number == "":
			l.orderLine(&past{}) // to tell what else is wrong
			continue
		case p == nil:
			p = l.order(number)
			byNumber[number] = p
			list = append(list, p)
		default:
			l.alike(p)
		}
		l.orderLine(p)
		p.rows++
		p.bad = p.bad || l.bad
	}
	for _, p := range list {
		if !p.bad {
			c.total(p)
		}
		if !p.bad {
			c.expand(p)
		}
	}
}

// order reads what the first row says of the whole order.
func (l *line) order(number string) *past {
	row := l.row
	p := &past{Number: number, Customer: l.text("customer"), OrderedOn: l.past("ordered_on"), PONumber: row.Text("po_number"),
		Status: strings.ToLower(l.text("status")), OldNumber: row.Text("invoice_number"), row: row}
	p.RequestedOn, _ = may(l, "requested_on", row.Day)
	p.buyer = l.known("customer")
	switch p.Status {
	case "", isCancelled:
	case isShipped:
		if p.ShippedOn = l.past("shipped_on"); p.ShippedOn != 0 && p.ShippedOn < p.OrderedOn {
			l.no("shipped_on", "import.shipped_before", "day", p.ShippedOn, "ordered", p.OrderedOn)
		}
	case isNew, isHeld:
		if row.Has("shipped_on") {
			l.no("shipped_on", "import.shipped_status", "status", p.Status)
		}
	default:
		l.no("status", "import.status", "status", row.Text("status"))
	}
	days := []day.Day{p.OrderedOn}
	if p.ShippedOn != 0 {
		days = append(days, p.ShippedOn)
	}
	p.Currency = l.paidIn(days...)
	return p
}

// alike refuses a row that says something else of its order than the first.
func (l *line) alike(p *past) {
	for _, name := range headers {
		if was := p.row.Text(name); l.row.Text(name) != was {
			l.no(name, "import.header_differs", "order", p.Number, "other", p.row.Number, "was", was)
		}
	}
}

// orderLine adds the line of a row to its order: its item, its price, the tax
// on the days that count.
func (l *line) orderLine(p *past) {
	row := l.row
	n := order.NewLine{SKU: l.text("sku")}
	var err error
	if n.Quantity, err = row.Quantity("quantity"); err != nil {
		l.refuse(err)
	} else if n.Quantity <= 0 {
		l.no("quantity", "order.quantity", "quantity", n.Quantity)
	}
	if p.Currency == "" { // of no order that is known
		p.Currency = l.c.file.entity.Currency
	}
	if price, has := may(l, "unit_price", func(name string) (money.Price, error) { return row.PriceIn(name, p.Currency) }); has {
		if n.UnitPrice = &price; price < 0 {
			l.no("unit_price", "order.price_negative")
		}
	}
	if discount, _ := may(l, "discount_percent", row.Percent); discount < 0 || discount > money.Whole {
		l.no("discount_percent", "money.discount", "discount", discount)
	} else if discount > 0 {
		n.Discount = catalog.Discounts{discount}
	}
	if n.SKU == "" {
		return
	}
	i, err := catalog.Find(l.c.r, n.SKU)
	if err != nil {
		l.at("sku", err)
		return
	}
	quote, ok, err := catalog.Offer(l.c.r, catalog.Asked{Item: i, Customer: p.buyer.ID, Group: p.buyer.Root, Quantity: n.Quantity, Currency: p.Currency,
		Day: p.OrderedOn, Manual: n.UnitPrice, Own: catalog.Own(n.Discount, 0)})
	if err != nil {
		l.at("sku", err)
		return
	}
	if !ok {
		l.no("unit_price", "order.no_price", "sku", i.SKU, "currency", string(p.Currency))
	}
	if l.bad || p.bad {
		return
	}
	net, err := quote.Net(n.Quantity, p.Currency)
	if err != nil {
		l.at("unit_price", err)
		return
	}
	t, err := l.treatment(p, i)
	if err != nil {
		l.at("sku", err)
		return
	}
	p.Lines = append(p.Lines, n)
	p.nets = append(p.nets, tax.Line{Net: net, Treatment: t, Gross: net, Included: quote.Steps.Included()})
}

// treatment is how a line is taxed; a shipped one also on the day it left.
func (l *line) treatment(p *past, i catalog.Item) (tax.Treatment, error) {
	c, b := l.c, p.buyer
	t, err := order.Taxed(c.r, c.file.entity, b, order.Destination{Country: b.Country, Region: b.Region, Postcode: b.Postcode}, i.Kind,
		tax.Class(i.TaxClass), p.OrderedOn)
	if err != nil || p.Status != isShipped {
		return t, err
	}
	if t, _, err = order.Delivered(c.r, t, p.ShippedOn); err != nil {
		return t, err
	}
	return t.On(p.ShippedOn)
}

// total refuses an order that is too large to be counted.
func (c *check) total(p *past) {
	if _, err := tax.Total(p.nets, p.Currency, ""); err != nil {
		l := &line{c: c, row: p.row}
		l.at("order", err)
		p.bad = true
	}
}

// clashes refuses orders whose number is taken by an order that says something
// else than the file.
func (c *check) clashes() error {
	const many = 500
	for at := 0; at < len(c.units); at += many {
		part := c.units[at:min(at+many, len(c.units))]
		asked := make([]*db.Answer[db.ID], len(part))
		for i, u := range part {
			if u.order != "" && u.steps[0].by == 0 {
				asked[i] = db.Ask[db.ID](c.r, qOrder, u.order, c.file.Entity)
			}
		}
		for i, q := range asked {
			if q == nil {
				continue
			}
			_, err := q.One()
			if err == nil {
				l := &line{c: c, row: part[i].row}
				l.no("order", "import.order_known", "order", part[i].order)
			} else if err != db.ErrNone {
				return err
			}
		}
	}
	return nil
}
