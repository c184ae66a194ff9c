package order

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
	"encaisse/o2c/party"
	"encaisse/o2c/stock"
)

var qClaims = db.Q("order.claims", `select o.id, l.n, o.number, o.customer, l.warehouse, l.backordered, o.partial,
		(o.warehouse <> 0 or l.reserved > 0 or not o.partial and exists (select 1 from order_line k where k.order_id = o.id and k.reserved > 0)),
		o.ship_country, o.ship_region
	from order_line l join sales_order o on o.id = l.order_id
	where l.item = $1 and l.backordered > 0 and o.entity = $2 and o.state in ('confirmed', 'released') and not o.taken_over
	order by o.priority, case when o.promised_on <> 0 then o.promised_on when o.requested_on <> 0 then o.requested_on else 1000000 end, o.ordered_on, o.id, l.n`)

// waiting is a line that waits for its goods, in the order they are served. It
// is bound to a warehouse that its order names, or where goods of it are
// reserved.
type waiting struct {
	Order           db.ID
	N               int64
	Number          string
	Customer        db.ID
	Warehouse       db.ID
	Quantity        money.Quantity
	Partial         bool
	Bound           bool
	Country, Region string
	Served          []stock.Serving `db:"-"`
}

// outlook is what an item is and will be, in each warehouse, and who waits for it.
type outlook struct {
	item    catalog.Item
	places  []stock.Outlook
	transit map[db.ID]money.Quantity
	queue   []waiting
}

// outlooks are those of some items, asked together.
func outlooks(r *db.Read, items ...db.ID) ([]outlook, error) {
	stood, claims := make([]func() (stock.Stood, error), len(items)), make([]*db.Answer[waiting], len(items))
	for i, item := range items {
		stood[i], claims[i] = stock.AskStood(r, item), db.Ask[waiting](r, qClaims, item, r.Entity)
	}
	out := make([]outlook, len(items))
	for i, item := range items {
		o := &out[i]
		var err error
		if o.item, err = catalog.Load(r, item); err != nil {
			return nil, err
		}
		s, err := stood[i]()
		if err != nil {
			return nil, err
		}
		if o.queue, err = claims[i].All(); err != nil {
			return nil, err
		}
		wants := make([]stock.Claim, len(o.queue))
		for k, q := range o.queue {
			wants[k] = stock.Claim{At: []db.ID{q.Warehouse}, Quantity: q.Quantity, Partial: q.Partial}
			if !q.Bound {
				if wants[k].At, err = stock.ServedBy(r, q.Country, q.Region); err != nil {
					return nil, err
				}
			}
		}
		places, served := stock.Foresee(s.Levels, s.Expected, wants, r.Day())
		o.places, o.transit = places, s.Transit
		for k := range o.queue {
			o.queue[k].Served = served[k]
		}
	}
	return out, nil
}

// left is what of the line nothing covers that is known to come.
func (q waiting) left() money.Quantity {
	left := q.Quantity
	for _, s := range q.Served {
		left -= s.Quantity
	}
	return left
}

// ready is the earliest day a quantity may be promised in one of some
// warehouses (nil: all), and where; 0 when nothing covers it.
func (o outlook) ready(q money.Quantity, among []db.ID) (on day.Day, where db.ID) {
	for _, p := range o.places {
		if among != nil && !slices.Contains(among, p.Level.Warehouse) {
			continue
		}
		if d, ok := p.Ready(q); ok && (where == 0 || d < on) {
			on, where = d, p.Level.Warehouse
		}
	}
	return on, where
}

// ToPromise asks when an item can be promised.
type ToPromise struct {
	SKU       string         `path:"id" json:"-" doc:"id or SKU"`
	Warehouse string         `query:"warehouse" json:"warehouse,omitempty" doc:"code; every one when left out"`
	Quantity  money.Quantity `query:"quantity" json:"quantity,omitempty" doc:"how much is wanted at once; 1 when left out"`
}

// AvailabilityView is what may be promised of an item, and from which day on.
type AvailabilityView struct {
	SKU        string         `json:"sku"`
	Name       string         `json:"name"`
	Quantity   money.Quantity `json:"quantity" doc:"asked about"`
	ReadyOn    day.Day        `json:"ready_on" doc:"earliest day it can be promised, from one warehouse, after all who wait; null: nothing known to come covers it"`
	Warehouses []Availability `json:"warehouses"`
	Queue      []Queued       `json:"queue" doc:"who waits, in the order they are served"`
}

// Availability is what there is of an item in a warehouse and what will be.
type Availability struct {
	SKU          string         `json:"sku"`
	Name         string         `json:"name"`
	Warehouse    string         `json:"warehouse"`
	OnHand       money.Quantity `json:"on_hand"`
	Reserved     money.Quantity `json:"reserved"`
	Blocked      money.Quantity `json:"blocked"`
	Available    money.Quantity `json:"available" doc:"may be reserved now"`
	Waiting      money.Quantity `json:"waiting" doc:"what orders wait for here"`
	Uncovered    money.Quantity `json:"uncovered" doc:"of it, what nothing known to come covers"`
	InTransit    money.Quantity `json:"in_transit" doc:"from another warehouse; no day is known"`
	Expected     money.Quantity `json:"expected" doc:"to come, today or later"`
	NextOn       day.Day        `json:"next_on" doc:"of the next receipt"`
	NextQuantity money.Quantity `json:"next_quantity"`
	Late         money.Quantity `json:"late" doc:"expected on a day that has passed: promises nothing"`
	Promise      money.Quantity `json:"promise" doc:"may be promised in all, what is to come included"`
	ReadyOn      day.Day        `json:"ready_on" doc:"of the quantity asked about"`
	Periods      []Period       `json:"periods"`
}

// Period is from a receipt to the next one.
type Period struct {
	From     day.Day        `json:"from" doc:"the first is today, before anything comes"`
	Receipts money.Quantity `json:"receipts"`
	Orders   money.Quantity `json:"orders" doc:"reserved, then what waiting orders take"`
	Promise  money.Quantity `json:"promise" doc:"may be promised out of it"`
	UpTo     money.Quantity `json:"up_to" doc:"with all before"`
}

// Queued is a line that waits, and when it is served.
type Queued struct {
	Order     string         `json:"order"`
	Customer  string         `json:"customer"`
	Name      string         `json:"name"`
	N         int64          `json:"n"`
	Quantity  money.Quantity `json:"quantity"`
	Warehouse string         `json:"warehouse"`
	Parts     []ReadyPart    `json:"parts"`
	Uncovered money.Quantity `json:"uncovered"`
}

// ReadyPart is a quantity and the day it can be there.
type ReadyPart struct {
	On        day.Day        `json:"on"`
	Quantity  money.Quantity `json:"quantity"`
	Warehouse string         `json:"warehouse"`
}

// Available tells what may be promised of an item in each warehouse, period by
// period, and the earliest day of a quantity.
func Available(r *db.Read, in ToPromise) (AvailabilityView, error) {
	v := AvailabilityView{Quantity: in.Quantity, Warehouses: []Availability{}, Queue: []Queued{}}
	if v.Quantity < 0 {
		return v, refuse.New(refuse.Invalid, "stock.quantity", "quantity", in.Quantity)
	}
	if v.Quantity == 0 {
		v.Quantity = money.Units(1)
	}
	i, err := catalog.Find(r, in.SKU)
	if err != nil {
		return v, err
	}
	if i.Kind != catalog.Goods {
		return v, refuse.New(refuse.Conflict, "stock.service", "sku", i.SKU)
	}
	v.SKU, v.Name = i.SKU, i.Name
	var only []db.ID
	if in.Warehouse != "" {
		h, err := stock.House(r, in.Warehouse)
		if err != nil {
			return v, err
		}
		only = []db.ID{h.ID}
	}
	list, err := outlooks(r, i.ID)
	if err != nil {
		return v, err
	}
	v.ReadyOn, _ = list[0].ready(v.Quantity, only)
	for _, p := range list[0].places {
		if len(only) > 0 && p.Level.Warehouse != only[0] {
			continue
		}
		a, err := list[0].view(r, p)
		if err != nil {
			return v, err
		}
		a.ReadyOn, _ = p.Ready(v.Quantity)
		v.Warehouses = append(v.Warehouses, a)
	}
	for _, q := range list[0].queue {
		one, err := q.view(r)
		if err != nil {
			return v, err
		}
		v.Queue = append(v.Queue, one)
	}
	return v, nil
}

func (o outlook) view(r *db.Read, p stock.Outlook) (a Availability, err error) {
	l := p.Level
	a = Availability{SKU: o.item.SKU, Name: o.item.Name, OnHand: l.OnHand, Reserved: l.Reserved, Blocked: l.Blocked, Available: l.Available(),
		InTransit: o.transit[l.Warehouse], Expected: p.Coming, Late: p.Late, Periods: []Period{}}
	a.Warehouse, err = stock.Code(r, l.Warehouse)
	for i, period := range p.Periods {
		a.Promise += p.Promise[i]
		a.Periods = append(a.Periods, Period{p.Days[i], period.Receipts, period.Orders, p.Promise[i], a.Promise})
		if i == 1 {
			a.NextOn, a.NextQuantity = p.Days[i], period.Receipts
		}
	}
	for _, q := range o.queue {
		if q.Warehouse == l.Warehouse {
			a.Waiting, a.Uncovered = a.Waiting+q.Quantity, a.Uncovered+q.left()
		}
	}
	return a, err
}

func (q waiting) view(r *db.Read) (v Queued, err error) {
	c, err := party.Load(r, q.Customer)
	if err != nil {
		return v, err
	}
	v = Queued{Order: q.Number, Customer: c.Number, Name: c.Name, N: q.N, Quantity: q.Quantity, Uncovered: q.left()}
	if v.Warehouse, err = stock.Code(r, q.Warehouse); err == nil {
		v.Parts, err = parts(r, q.Served)
	}
	return v, err
}

// parts are what is served, as doors show it.
func parts(r *db.Read, served []stock.Serving) ([]ReadyPart, error) {
	out := []ReadyPart{}
	for _, s := range served {
		code, err := stock.Code(r, s.Warehouse)
		if err != nil {
			return out, err
		}
		out = append(out, ReadyPart{s.On, s.Quantity, code})
	}
	return out, nil
}

// Rows are what there is and will be at some places, given as item and
// warehouse; those of one item stand together.
func Rows(r *db.Read, places [][2]db.ID) ([]Availability, error) {
	var items []db.ID
	for i, p := range places {
		if i == 0 || p[0] != places[i-1][0] {
			items = append(items, p[0])
		}
	}
	list, err := outlooks(r, items...)
	if err != nil {
		return nil, err
	}
	out := make([]Availability, 0, len(places))
	at := 0
	for i, place := range places {
		if i > 0 && place[0] != places[i-1][0] {
			at++
		}
		for _, p := range list[at].places {
			if p.Level.Warehouse == place[1] {
				a, err := list[at].view(r, p)
				if err != nil {
					return nil, err
				}
				out = append(out, a)
			}
		}
	}
	return out, nil
}

// Earliest is the first day one piece of each item can be promised; what nothing
// known to come covers has none.
func Earliest(r *db.Read, items []db.ID) (map[db.ID]day.Day, error) {
	out := map[db.ID]day.Day{}
	list, err := outlooks(r, items...)
	for _, o := range list {
		if on, _ := o.ready(money.Units(1), nil); on != 0 {
			out[o.item.ID] = on
		}
	}
	return out, err
}
