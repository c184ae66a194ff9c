package order

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/stat"
	"encaisse/o2c/seller"
	"encaisse/o2c/stock"
)

// ToReplenish asks what to order. What people wait for is part of the answer,
// so it stands beside the orders.
type ToReplenish struct {
	Warehouse string        `query:"warehouse" json:"warehouse,omitempty" doc:"code; every one when left out"`
	Lead      int64         `query:"lead_days" json:"lead_days,omitempty" minimum:"0" maximum:"365" default:"7" doc:"days from order to receipt"`
	Service   money.Decimal `query:"service_factor" json:"service_factor,omitempty" doc:"z of the service level: 1.645 for 95 % when left out"`
	Days      int64         `query:"days" json:"days,omitempty" minimum:"1" maximum:"730" default:"90" doc:"days of demand to look back on"`
	OrderCost money.Decimal `query:"order_cost" json:"order_cost,omitempty" doc:"of placing an order; with keep_percent gives the economic quantity"`
	Keep      money.Percent `query:"keep_percent" json:"keep_percent,omitempty" doc:"cost of keeping a piece a year, in percent of its average cost"`
}

// Replenishment is a proposal to order an item.
type Replenishment struct {
	SKU          string         `json:"sku"`
	Warehouse    string         `json:"warehouse"`
	OnHand       money.Quantity `json:"on_hand"`
	InTransit    money.Quantity `json:"in_transit"`
	OnOrder      money.Quantity `json:"on_order" doc:"expected from suppliers, late or not"`
	Backordered  money.Quantity `json:"backordered"`
	Position     money.Quantity `json:"position" doc:"on hand, in transit and on order, less what people wait for"`
	ReorderPoint money.Quantity `json:"reorder_point"`
	Quantity     money.Quantity `json:"quantity"`
	Why          string         `json:"why" doc:"minimum: below the least set for it; demand: it would run out before a receipt"`
}

var (
	qWaitedFor = db.Q("order.waited_for", `select l.item, l.warehouse, cast(sum(l.backordered) as bigint) from sales_order o join order_line l on l.order_id = o.id
		where o.entity = $1 and o.state in ('confirmed', 'released') and not o.taken_over and l.backordered > 0 group by l.item, l.warehouse`).Scans()
	qDemand = db.Q("order.demand", `select m.item, m.warehouse, m.day, cast(-sum(m.quantity) as bigint) from stock_move m join warehouse h on h.id = m.warehouse
		where h.entity = $1 and m.kind = 'shipment' and m.day > $2 and m.day <= $3 group by m.item, m.warehouse, m.day`).Scans()
)

type spot struct{ item, warehouse db.ID }

// Replenish proposes what to order: each item whose position is at or below its
// reorder point (domain.md 9), by item and warehouse.
func Replenish(r *db.Read, in ToReplenish) ([]Replenishment, error) {
	in = in.defaults()
	out := []Replenishment{}
	e, err := seller.Of(r)
	if err != nil {
		return out, err
	}
	levels, err := stock.Supplies(r, in.Warehouse)
	if err != nil {
		return out, err
	}
	waited, err := db.All[struct {
		Item, Warehouse db.ID
		Quantity        money.Quantity
	}](r, qWaitedFor, r.Entity)
	if err != nil {
		return out, err
	}
	waiting := map[spot]money.Quantity{}
	for _, w := range waited {
		waiting[spot{w.Item, w.Warehouse}] = w.Quantity
	}
	demand, err := demanded(r, r.Day(), in.Days)
	if err != nil {
		return out, err
	}
	for _, l := range levels {
		at := spot{l.Item, l.Warehouse}
		point, lot := in.point(demand[at], l, e.Currency)
		v := Replenishment{SKU: l.SKU, Warehouse: l.Code, OnHand: l.OnHand, InTransit: l.Transit, OnOrder: l.OnOrder, Backordered: waiting[at],
			Position: stock.Position(l.OnHand, l.Transit+l.OnOrder, waiting[at])}
		p := stock.Propose(v.Position, point, l.Minimum, lot)
		if p.Why == "" && v.Position < 0 { // promised beyond everything there is
			p.Why, p.Quantity = "demand", -v.Position
		}
		if v.ReorderPoint, v.Quantity, v.Why = p.Point, p.Quantity, p.Why; v.Quantity > 0 {
			out = append(out, v)
		}
	}
	return out, nil
}

func (in ToReplenish) defaults() ToReplenish {
	if in.Lead <= 0 {
		in.Lead = 7
	}
	if in.Days <= 0 {
		in.Days = 90
	}
	if in.Service == 0 {
		in.Service = 1_645000
	}
	return in
}

// demanded is what left of each item, by day, in the last days.
func demanded(r *db.Read, today day.Day, days int64) (map[spot][]int64, error) {
	rows, err := db.All[struct {
		Item, Warehouse db.ID
		Day             day.Day
		Quantity        int64
	}](r, qDemand, r.Entity, today.AddDays(-int(days)), today)
	out := map[spot][]int64{}
	for _, d := range rows {
		at := spot{d.Item, d.Warehouse}
		out[at] = append(out[at], d.Quantity)
	}
	return out, err
}

// point is the reorder point of what was demanded, and the economic quantity (0
// when its costs are not said): statistics, in whole pieces.
func (in ToReplenish) point(demand []int64, l stock.Supply, c money.Currency) (point, lot money.Quantity) {
	if len(demand) == 0 {
		return 0, 0
	}
	const piece = 1_000000
	mean, deviation := stat.Daily(demand, int(in.Days))
	mean, deviation = mean/piece, deviation/piece
	safety := stat.SafetyStock(stat.Millionths(int64(in.Service)), stat.Number(in.Lead), 0, mean, deviation)
	point = money.Units(stat.ReorderPoint(stat.Number(in.Lead), mean, safety))
	if l.OnHand > 0 {
		unit := stat.Per(int64(l.Value), int64(l.OnHand)) * piece // minor units a piece
		order, err := in.OrderCost.Amount(c)
		if err == nil {
			lot = money.Units(stat.EOQ(mean*365, stat.Number(int64(order)), unit*stat.Millionths(int64(in.Keep))/100))
		}
	}
	return point, lot
}
