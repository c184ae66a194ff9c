package demo

import (
	"fmt"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/order"
	"encaisse/o2c/payment"
)

// sale is an order as the people of the demonstration remember it.
type sale struct {
	buyer  int
	id     db.ID
	order  string // its id as text
	due    day.Day
	billed int    // invoices seen so far
	plan   string // shipment under way, its id
	stage  int    // of it
}

// order takes an order of a customer drawn by his size.
func (m *maker) order(d day.Day) error {
	weight := 0
	for _, p := range buyers {
		weight += p.Size
	}
	n := m.dice.IntN(weight)
	i := 0
	for n >= buyers[i].Size {
		n -= buyers[i].Size
		i++
	}
	if i == shut && m.closed {
		return nil
	}
	in := m.wish(i, d)
	if buyers[i].Pays == advance {
		return m.prepaid(i, d, in)
	}
	_, err := m.place(i, d, in)
	return err
}

// wish is what a customer wants: some articles he does not take twice, in
// quantities after his size.
func (m *maker) wish(i int, d day.Day) order.New {
	p := buyers[i]
	in := order.New{Customer: customer(i), RequestedOn: day.France.AddWorkdays(d, 2+m.dice.IntN(4))}
	in.PONumber = m.number(p.PO || m.chance(30))
	lines := 2 + m.dice.IntN(1+p.Size)
	for _, k := range m.dice.Perm(len(articles))[:lines] {
		a := articles[k]
		if a.SKU == unpriced {
			continue
		}
		l := order.NewLine{SKU: a.SKU, Quantity: money.Units(max(1, a.Pack*int64(1+m.dice.IntN(2*p.Size))/2))}
		if a.Service && a.Pack == 1 {
			l.Quantity = money.Units(1)
		}
		switch n := m.dice.IntN(100); {
		case n < 8:
			l.Discount = catalog.Discounts{money.Percent(5_000_000)}
		case n < 12:
			l.Discount = catalog.Discounts{money.Percent(10_000_000), money.Percent(5_000_000)}
		case n < 15 && !a.Service:
			price := a.Price - a.Price/50
			l.UnitPrice = &price
		}
		in.Lines = append(in.Lines, l)
	}
	if len(in.Lines) == 0 {
		in.Lines = append(in.Lines, order.NewLine{SKU: articles[0].SKU, Quantity: money.Units(articles[0].Pack)})
	}
	if m.chance(8) {
		whole := false
		in.Partial = &whole
	}
	return in
}

// number is a customer's own order number, each used once.
func (m *maker) number(wanted bool) string {
	n := m.dice.IntN(9000)
	if !wanted {
		return ""
	}
	m.bought++
	return fmt.Sprintf("BC-%d%03d", 10+n/1000, m.bought)
}

// place gives an order to sales and remembers it; what is held may be let
// pass by the credit manager the day after.
func (m *maker) place(i int, d day.Day, in order.New) (*sale, error) {
	v, err := app.PlaceOrder.Do(m.ctx, m.a, m.as(access.Sales), in)
	if err != nil {
		return nil, err
	}
	s := &sale{buyer: i, order: v.ID, due: day.France.AddWorkdays(d, 1+m.dice.IntN(3))}
	s.id, _ = db.ParseID(order.Prefix, v.ID)
	m.live = append(m.live, s)
	m.restock(d, v)
	if v.State == order.CreditHold && i != defaults && m.chance(50) {
		m.after(d, 1+m.dice.IntN(2), func() error { return m.release(s) })
	}
	return s, nil
}

// release is the word of the credit manager, if the order still waits.
func (m *maker) release(s *sale) error {
	v, err := m.show(s)
	if err != nil || v.State != order.CreditHold {
		return err
	}
	_, err = app.ReleaseOrder.Do(m.ctx, m.a, m.as(access.CreditManager), order.ToRelease{ID: s.order, Comment: "Vu avec le client."})
	return m.settle(err)
}

func (m *maker) show(s *sale) (order.View, error) {
	return app.ShowOrder.Ask(m.ctx, m.a, m.calls[access.Sales], order.ByID{ID: s.order})
}

// prepaid takes the money first: what the order will come to, then the order,
// in one delivery so that one invoice takes it all.
func (m *maker) prepaid(i int, d day.Day, in order.New) error {
	whole := false
	in.Partial = &whole
	call := m.as(access.Sales)
	call.Preview = true
	v, err := app.PlaceOrder.Do(m.ctx, m.a, call, in)
	if err != nil {
		return err
	}
	if _, err := app.ReceivePayment.Do(m.ctx, m.a, m.as(access.Cash),
		payment.New{Customer: customer(i), Amount: decimal(v.Total), Reference: "Acompte commande"}); err != nil {
		return err
	}
	m.after(d, 1, func() error {
		_, err := m.place(i, day.FromTime(m.now, m.zone), in)
		return err
	})
	return nil
}

// restock orders from the supplier when an article runs low.
func (m *maker) restock(d day.Day, v order.View) {
	if v.State == order.Draft {
		return
	}
	for _, l := range v.Lines {
		a := articles[at(l.SKU)]
		if a.Service {
			continue
		}
		m.shelf[a.SKU] -= int64(l.Quantity / money.Units(1))
		low, delay := int64(lowPacks), 3+m.dice.IntN(3)
		if a.Scarce {
			low, delay = 2, 9+m.dice.IntN(6)
		}
		if m.shelf[a.SKU] <= a.Pack*low {
			m.shelf[a.SKU] += a.Pack * lotPacks
			m.after(d, delay, func() error { return m.receive(a, a.Pack*lotPacks) })
		}
	}
}

func decimal(a money.Money) money.Decimal { return money.Decimal(int64(a.Minor) * 10_000) }
