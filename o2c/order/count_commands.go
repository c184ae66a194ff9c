package order

import (
	"slices"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/stock"
)

// Posting a count lives here: goods that are not there may be reserved, and the
// orders must know that they wait again.

// CountPosted is a posted count, with the reservations it took.
type CountPosted struct {
	stock.CountView
	Loses []Loser `json:"loses" doc:"orders whose reservations are given up: they wait again"`
}

// Loser is a reservation that a count gives up.
type Loser struct {
	Order    string         `json:"order"`
	Line     int64          `json:"line"`
	SKU      string         `json:"sku"`
	Quantity money.Quantity `json:"quantity"`
}

// promise is what a line has reserved and not picked, and where it stands in
// the order of domain.md 1.3.
type promise struct {
	Order db.ID
	N     int64
	Item  db.ID
	Free  money.Quantity
}

var qPromises = db.Q("order.promises", `select l.order_id, l.n, l.item, l.reserved - l.picked from sales_order o join order_line l on l.order_id = o.id
	where o.entity = $1 and o.state in ('confirmed', 'released') and l.item = $2 and l.warehouse = $3 and l.reserved > l.picked
	order by o.priority desc, case when o.promised_on <> 0 then o.promised_on when o.requested_on <> 0 then o.requested_on else 1000000 end desc,
		o.ordered_on desc, o.id desc, l.n desc limit 1000`).Scans()

// PostCount posts the differences of a count. It never oversells: what is
// missing of reserved goods is given up by the orders that would be served
// last; picked goods stay theirs. With preview it shows them and does nothing.
func PostCount(w *db.Write, in stock.CountID) (CountPosted, error) {
	list, orders, old, err := promised(w, in.ID)
	if err != nil {
		return CountPosted{}, err
	}
	c, err := stock.LockCount(w, in.ID, "post")
	if err != nil {
		return CountPosted{}, err
	}
	for _, l := range c.Lines {
		if !l.Known {
			return CountPosted{}, refuse.New(refuse.Conflict, "stock.count_left", "number", c.Number, "line", l.N)
		}
	}
	levels, err := stock.LevelsOf(w, c)
	if err != nil {
		return CountPosted{}, err
	}
	lost, loses, err := giveUp(c, levels, list, old)
	if err != nil {
		return CountPosted{}, err
	}
	out := CountPosted{Loses: loses}
	for _, id := range orders {
		if o, touched := lost[id]; touched {
			for i, l := range o.Lines {
				if q := old[id].Lines[i].Reserved - l.Reserved; q > 0 {
					emit(w, "order.unreserved", o, allocated{l.N, q})
				}
			}
			save(w, old[id], o)
		}
	}
	out.CountView, err = stock.PostCount(w, c, levels)
	if err == nil {
		err = w.Err()
	}
	return out, err
}

// promised locks the orders that have reserved what a count found less of: who
// would be served last first, and the orders by id, as they were.
func promised(w *db.Write, count string) (list []promise, orders []db.ID, old map[db.ID]Order, err error) {
	c, err := stock.FindCount(w.Read, count)
	if err != nil {
		return nil, nil, nil, err
	}
	for _, l := range c.Lines {
		if l.Difference() >= 0 {
			continue
		}
		of, err := db.All[promise](w.Read, qPromises, c.Entity, l.Item, c.Warehouse)
		if err != nil {
			return nil, nil, nil, err
		}
		list = append(list, of...)
	}
	for _, p := range list {
		orders = append(orders, p.Order)
	}
	slices.Sort(orders)
	orders, old = slices.Compact(orders), map[db.ID]Order{}
	for _, id := range orders {
		o, err := db.Lock[Order](w, qLock, id)
		if err != nil {
			return nil, nil, nil, err
		}
		if o.Lines, err = db.All[Line](w.Read, qLines, id); err != nil {
			return nil, nil, nil, err
		}
		old[id] = o
	}
	return list, orders, old, nil
}

// giveUp takes from the promises, in their order, what a count is short of.
func giveUp(c stock.Count, levels []stock.Level, list []promise, old map[db.ID]Order) (map[db.ID]Order, []Loser, error) {
	lost, loses := map[db.ID]Order{}, []Loser{}
	for i, l := range c.Lines {
		short := levels[i].Bear(-l.Difference()).Reserved
		for _, p := range list {
			was, ok := old[p.Order]
			if short == 0 || p.Item != l.Item || !ok {
				continue
			}
			o, touched := lost[p.Order]
			if !touched {
				o = was
				o.Lines = slices.Clone(was.Lines)
			}
			line := &o.Lines[p.N-1]
			q := min(short, line.Reserved-line.Picked)
			if q <= 0 || line.Warehouse != c.Warehouse {
				continue
			}
			line.Reserved, line.Backordered = line.Reserved-q, line.Backordered+q
			short -= q
			lost[p.Order] = o
			loses = append(loses, Loser{o.Number, line.N, line.SKU, q})
		}
		if short > 0 {
			return nil, nil, refuse.New(refuse.Conflict, "order.count_picked", "number", c.Number, "line", l.N, "missing", short)
		}
	}
	return lost, loses, nil
}
