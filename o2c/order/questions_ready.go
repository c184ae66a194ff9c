package order

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/stock"
)

// LineReady is when the goods of a line can be there.
type LineReady struct {
	N         int64          `json:"n"`
	SKU       string         `json:"sku"`
	Left      money.Quantity `json:"left" doc:"neither shipped nor cancelled"`
	Reserved  money.Quantity `json:"reserved" doc:"of it, there already"`
	ReadyOn   day.Day        `json:"ready_on" doc:"the day all of it can be there; null: nothing known to come covers it"`
	Parts     []ReadyPart    `json:"parts" doc:"what the rest is served with"`
	Uncovered money.Quantity `json:"uncovered" doc:"nothing known to come covers it"`
}

// Ready tells when the goods of each line can be there: what is reserved is;
// what waits has its place in the queue; an order that has no goods yet, a
// draft or one that credit holds, stands behind all who wait.
func Ready(r *db.Read, in ByID) ([]LineReady, error) {
	out := []LineReady{}
	o, err := Find(r, in.ID)
	if err != nil {
		return out, err
	}
	var lines []Line
	var items []db.ID
	for _, l := range o.Lines {
		if l.Goods() && l.Left() > 0 && o.State != Closed && o.State != Cancelled {
			lines, items = append(lines, l), append(items, l.Item)
		}
	}
	list, err := outlooks(r, items...)
	if err != nil {
		return out, err
	}
	places, err := o.places(r)
	if err != nil {
		return out, err
	}
	before := map[db.ID]money.Quantity{} // of an item, on lines before that would be served too
	for i, l := range lines {
		v := LineReady{N: l.N, SKU: l.SKU, Left: l.Left(), Reserved: l.Reserved, ReadyOn: r.Day(), Parts: []ReadyPart{}}
		switch {
		case l.Reserved >= v.Left:
		case l.Backordered > 0:
			err = v.queued(r, o.ID, list[i].queue)
		default:
			need := v.Left - l.Reserved
			before[l.Item] += need
			var at db.ID
			if v.ReadyOn, at = list[i].ready(before[l.Item], places); at == 0 {
				v.Uncovered = need
				break
			}
			v.Parts, err = parts(r, []stock.Serving{{Warehouse: at, On: v.ReadyOn, Quantity: need}})
		}
		if err != nil {
			return out, err
		}
		out = append(out, v)
	}
	return out, nil
}

// queued fills in what the line's place in the queue gives it.
func (v *LineReady) queued(r *db.Read, order db.ID, queue []waiting) (err error) {
	v.ReadyOn, v.Uncovered = 0, v.Left-v.Reserved // unless it is there
	for _, q := range queue {
		if q.Order != order || q.N != v.N {
			continue
		}
		if v.Uncovered = q.left(); v.Uncovered == 0 {
			for _, s := range q.Served {
				v.ReadyOn = max(v.ReadyOn, s.On)
			}
		}
		v.Parts, err = parts(r, q.Served)
	}
	return err
}

// places are the warehouses an order may be served from.
func (o Order) places(r *db.Read) ([]db.ID, error) {
	if o.Warehouse != 0 {
		return []db.ID{o.Warehouse}, nil
	}
	return stock.ServedBy(r, o.ShipCountry, o.ShipRegion)
}
