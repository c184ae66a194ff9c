package demo

import (
	"slices"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/catalog"
	"encaisse/o2c/order"
	"encaisse/o2c/shipping"
	"encaisse/o2c/stock"
)

// deal is an order as the people of the whole company remember it.
type deal struct {
	who   int // client
	id    db.ID
	order string // its id as text
	due   day.Day
	away  bool // a shipment of it is under way
}

// sell takes the orders of a day: so many that those of the year are spread
// over its working days, more of them towards the end of the year.
func (f *firm) sell(d day.Day) error {
	total := f.last.Sub(f.first) + 1
	gone := int64(d.Sub(f.first) + 1)
	due := int(int64(f.orders) * gone * (int64(3*total) + gone) / int64(total) / int64(4*total))
	for f.spent < due {
		f.spent++
		place := 0
		if f.spent%branchShare == 0 {
			if place = 1; d == f.final {
				continue // there the day has not begun
			}
		}
		i := f.someone(place)
		if _, err := f.buy(i, d, f.basket(i, d)); err != nil {
			return err
		}
	}
	return nil
}

// someone is a client of an entity drawn by his size.
func (f *firm) someone(place int) int {
	n := f.dice.IntN(f.weight[place])
	for i, c := range f.people {
		if c.place != place {
			continue
		}
		if n -= c.Size; n < 0 {
			if c.Pays == advance || place == 0 && (i == shut && f.closed || i == lycee) {
				return 0
			}
			return i
		}
	}
	return 0
}

// basket is what a client wants.
func (f *firm) basket(i int, d day.Day) order.New {
	c := f.people[i]
	in := order.New{Customer: customer(i), Warehouse: c.store, RequestedOn: day.France.AddWorkdays(d, 2+f.dice.IntN(4))}
	in.PONumber = f.number(c.PO || f.chance(30))
	lines := 1 + f.dice.IntN(2+c.Size)
	seen := map[int]bool{}
	for len(in.Lines) < lines {
		k := f.dice.IntN(len(f.goods))
		if f.chance(40) { // some articles are asked for more than others
			k %= 40
		}
		a := f.goods[k]
		if a.SKU == unpriced || seen[k] || c.place == 1 && !f.exported(k) {
			continue
		}
		seen[k] = true
		l := order.NewLine{SKU: a.SKU, Quantity: money.Units(max(1, a.Pack*int64(1+f.dice.IntN(2*c.Size))/3))}
		if a.Service && a.Pack == 1 {
			l.Quantity = money.Units(1)
		}
		switch n := f.dice.IntN(100); {
		case n < 8:
			l.Discount = catalog.Discounts{money.Percent(5_000_000)}
		case n < 12:
			l.Discount = catalog.Discounts{money.Percent(10_000_000), money.Percent(5_000_000)}
		}
		in.Lines = append(in.Lines, l)
	}
	if f.chance(8) {
		in.Partial = new(bool)
	}
	return in
}

// buy gives an order to sales and remembers it.
func (f *firm) buy(i int, d day.Day, in order.New) (*deal, error) {
	v, err := app.PlaceOrder.Do(f.ctx, f.a, f.as(f.people[i].place, access.Sales), in)
	if err != nil {
		return nil, err
	}
	return f.remember(i, d, v)
}

// remember an order. What is held may be let pass by credit, or the client
// takes it back at last.
func (f *firm) remember(i int, d day.Day, v order.View) (*deal, error) {
	s := &deal{who: i, order: v.ID, due: day.France.AddWorkdays(d, 1+f.dice.IntN(3))}
	s.id, _ = db.ParseID(order.Prefix, v.ID)
	f.dealt[s.id] = s
	f.open = append(f.open, s)
	if err := f.refill(d, f.people[i].store, v); err != nil {
		return nil, err
	}
	if v.State == order.CreditHold && i != ruined {
		if f.chance(40) {
			f.after(d, 1+f.dice.IntN(2), func() error { return f.pass(s) })
		} else {
			f.after(d, 12+f.dice.IntN(10), func() error { return f.drop(s) })
		}
	}
	return s, nil
}

// emptied is an order for more than the shelf holds, so that there is one that
// waits on the last day.
func (f *firm) emptied(d day.Day) error {
	i, in, err := f.beyond(f.as(0, access.Sales), main, len(buyers))
	if err != nil || i < 0 {
		return err
	}
	_, err = f.buy(i, d, in)
	return err
}

// pass is the word of the credit manager, if the order still waits; what is
// beyond him asks finance.
func (f *firm) pass(s *deal) error {
	place := f.people[s.who].place
	if state, err := f.stands(s); err != nil || state.State != string(order.CreditHold) {
		return err
	}
	_, err := app.ReleaseOrder.Do(f.ctx, f.a, f.as(place, access.CreditManager), order.ToRelease{ID: s.order, Comment: "Vu avec le client."})
	return f.settled(f.granted(place, err))
}

// drop takes back an order that waited too long.
func (f *firm) drop(s *deal) error {
	if state, err := f.stands(s); err != nil || state.State != string(order.CreditHold) || state.Shipped > 0 {
		return err
	}
	_, err := app.CancelOrder.Do(f.ctx, f.a, f.as(f.people[s.who].place, access.Sales), shipping.ToStop{ID: s.order, Reason: "Le client ne veut plus attendre."})
	return f.settled(err)
}

var qOpenRequests = db.Q("demo.requests", `select id from approval where state = 'open' order by id desc limit 1`)

// granted lets finance grant what was just asked for, when a command said that
// it waits for a second person.
func (f *firm) granted(place int, err error) error {
	if refuse.Code(err) != "approval.needed" {
		return err
	}
	id, err := seen[db.ID](f, qOpenRequests)
	if err == nil {
		_, err = app.GrantApproval.Do(f.ctx, f.a, f.as(place, access.Finance), approval.Decision{ID: id.Text(approval.Prefix), Comment: "Vu."})
	}
	return err
}

// seen is the answer of one statement.
func seen[T any](f *firm, q *db.Stmt, args ...any) (T, error) {
	return db.See(f.ctx, f.a.DB, db.As{}, func(r *db.Read) (T, error) { return db.One[T](r, q, args...) })
}

func listed[T any](f *firm, q *db.Stmt, args ...any) ([]T, error) {
	return db.See(f.ctx, f.a.DB, db.As{}, func(r *db.Read) ([]T, error) { return db.All[T](r, q, args...) })
}

// standing is how far an order is.
type standing struct {
	State   string
	Partial bool
	Ready   int64 // could leave now
	Missing int64
	Shipped int64
}

var qStanding = db.Q("demo.standing", `select o.state, o.partial,
	cast(sum(case when l.kind = 'goods' then l.reserved - l.picked else l.quantity - l.shipped - l.cancelled end) as bigint),
	cast(sum(l.backordered) as bigint), cast(sum(l.shipped) as bigint)
	from sales_order o join order_line l on l.order_id = o.id where o.id = $1 group by o.id, o.state, o.partial`)

func (f *firm) stands(s *deal) (standing, error) { return seen[standing](f, qStanding, s.id) }

// refill orders from the supplier what runs low in a warehouse. What is not there
// by the last day is announced.
func (f *firm) refill(d day.Day, store string, v order.View) error {
	if v.State == order.Draft {
		return nil
	}
	for _, l := range v.Lines {
		a, ok := f.article(l.SKU)
		if !ok || a.Service {
			continue
		}
		key := store + " " + a.SKU
		f.shelf[key] -= int64(l.Quantity / money.Units(1))
		low, delay := int64(lowPacks), 3+f.dice.IntN(3)
		if a.Scarce {
			low, delay = 1, 9+f.dice.IntN(6)
		}
		if f.shelf[key] <= a.Pack*low {
			f.shelf[key] += a.Pack * lotPacks
			f.after(d, delay, func() error { return f.bring(store, a, a.Pack*lotPacks) })
			if on := day.France.AddWorkdays(d, delay); on > f.final {
				if err := f.announce(store, a, a.Pack*lotPacks, on); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// announce says what a supplier is to bring. It takes nothing from the dice, so
// that the rest of the year is as it is without.
func (f *firm) announce(store string, a article, quantity int64, on day.Day) error {
	place := 0
	if store == quays {
		place = 1
	}
	_, err := app.Expect.Do(f.ctx, f.a, f.sides[place].calls[access.Warehouse],
		stock.ToExpect{Warehouse: store, SKU: a.SKU, Quantity: money.Units(quantity), On: on, Reference: "CF-" + a.SKU})
	return err
}

func (f *firm) article(sku string) (article, bool) {
	k, ok := f.rank[sku]
	if !ok {
		return article{}, false
	}
	return f.goods[k], true
}

// arrive puts goods of a supplier on a shelf for the first time.
func (f *firm) arrive(store string, a article, quantity int64) error {
	f.shelf[store+" "+a.SKU] += quantity
	return f.bring(store, a, quantity)
}

// bring puts goods of a supplier on a shelf; who waits for them gets them with
// what follows from the day.
func (f *firm) bring(store string, a article, quantity int64) error {
	place := 0
	cost := a.Cost
	if store == quays {
		place, cost = 1, cost*3/2
	}
	_, err := app.ReceiveStock.Do(f.ctx, f.a, f.as(place, access.Warehouse),
		stock.NewReceipt{Warehouse: store, SKU: a.SKU, Quantity: money.Units(quantity), UnitCost: &cost})
	return err
}

// unless is an error, unless it is one of the refusals that a day may bring.
func unless(err error, codes ...string) error {
	if slices.Contains(codes, refuse.Code(err)) {
		return nil
	}
	return err
}
