package listing

import (
	"encaisse/base/db"
	"encaisse/o2c/catalog"
	"encaisse/o2c/order"
)

// AvailabilityIn asks for rows of what may be promised.
type AvailabilityIn struct {
	db.Paging
	Q         string `query:"q" json:"q,omitempty" maxLength:"100" doc:"beginning of the SKU, or words of the name"`
	Warehouse string `query:"warehouse" json:"warehouse,omitempty" doc:"code; every one when left out"`
	View      string `query:"view" json:"view,omitempty" enum:"all,waiting,coming,late," doc:"waiting: orders wait; coming: a receipt is expected; late: one is late"`
}

const (
	placesStocked = `select s.item, s.warehouse from stock s join warehouse h on h.id = s.warehouse
		where (s.item, s.warehouse) > ($1, $2) and h.entity = $4 and (s.warehouse = $5 or $5 = 0)`
	placesComing = `select x.item, x.warehouse from expected_receipt x
		where x.open > 0 and (x.item, x.warehouse) > ($1, $2) and x.entity = $4 and (x.warehouse = $5 or $5 = 0)`
	// of each place one line that waits is looked for: many may wait there
	placesWaiting = `select l.item, l.warehouse from order_line l
		where l.backordered > 0 and (l.item, l.warehouse) > ($1, $2) and (l.warehouse = $5 or $5 = 0) group by l.item, l.warehouse
		having 1 = (select 1 from order_line m join sales_order o on o.id = m.order_id where m.item = l.item and m.warehouse = l.warehouse and m.backordered > 0
			and o.entity = $4 and o.state in ('confirmed', 'released') and not o.taken_over limit 1)`
	placesLast = ` order by item, warehouse limit $3`
)

// placed are the texts of a view: its places after one, and how many there are.
type placed struct{ list, count *db.Stmt }

func placesOf(name, text string) placed {
	return placed{db.Q(name, text), db.Q(name+".count", `select count(*) from (`+text+`) n`)}
}

var (
	everyPlace = placesOf("listing.places", `select item, warehouse from (select * from (`+placesStocked+placesLast+`) a
		union select * from (select distinct * from (`+placesComing+`) x`+placesLast+`) b
		union select * from (`+placesWaiting+placesLast+`) c) t`+placesLast)
	qStockedCount = db.Q("listing.places.stocked.count", `select count(*) from (`+placesStocked+placesLast+`) n`)
	placesOfView  = map[string]placed{
		"coming":  placesOf("listing.places.coming", `select distinct item, warehouse from (`+placesComing+`) t`+placesLast),
		"late":    placesOf("listing.places.late", `select distinct item, warehouse from (`+placesComing+` and x.expected_on < $6) t`+placesLast),
		"waiting": placesOf("listing.places.waiting", placesWaiting+placesLast),
	}
)

var qHouseCount = db.Q("listing.houses.count", `select count(*) from warehouse where entity = $1`).Scans()

type placeRow struct{ Item, Warehouse db.ID }

// Availability lists what may be promised of each item in each warehouse, by
// item; those that a text finds on one page.
func Availability(r *db.Read, in AvailabilityIn) (db.Counted[order.Availability], error) {
	out := db.Counted[order.Availability]{Page: db.Page[order.Availability]{Items: []order.Availability{}}}
	after, err := in.After(2)
	if err != nil {
		return out, err
	}
	house, err := houseOf(r, in.Warehouse)
	if err != nil {
		return out, err
	}
	rows := db.Page[placeRow]{}
	if in.Q != "" {
		rows.Items, err = in.found(r, house)
	} else if rows.Items, err = in.places(r, after[0], after[1], house, in.Rows()+1); err == nil {
		rows = db.PagedBy(in.Paging, rows.Items, func(p placeRow) []db.ID { return []db.ID{p.Item, p.Warehouse} })
	}
	if err != nil {
		return out, err
	}
	at := make([][2]db.ID, len(rows.Items))
	for i, p := range rows.Items {
		at[i] = [2]db.ID{p.Item, p.Warehouse}
	}
	out.Next = rows.Next
	if out.Items, err = order.Rows(r, at); err != nil || in.Q != "" {
		out.Count = int64(len(out.Items))
		return out, err
	}
	return in.counted(r, out.Page, house)
}

// counted counts the places of the view; where so many are stocked, the others need
// not be looked at.
func (in AvailabilityIn) counted(r *db.Read, page db.Page[order.Availability], house db.ID) (db.Counted[order.Availability], error) {
	of, args := in.asked(r, 0, 0, house, mostSummed+1)
	if of == everyPlace {
		if out, err := db.Count(r, in.Paging, page, qStockedCount, args...); err != nil || out.Beyond {
			return out, err
		}
	}
	return db.Count(r, in.Paging, page, of.count, args...)
}

// asked are the texts of the view, and what they are asked with: so many places
// after one of them.
func (in AvailabilityIn) asked(r *db.Read, item, warehouse, house db.ID, n int) (placed, []any) {
	args := []any{item, warehouse, n, r.Entity, house}
	if in.View == "late" {
		args = append(args, r.Day())
	}
	if of, ok := placesOfView[in.View]; ok {
		return of, args
	}
	return everyPlace, args
}

// places are those of a view after one of them.
func (in AvailabilityIn) places(r *db.Read, item, warehouse, house db.ID, n int) ([]placeRow, error) {
	of, args := in.asked(r, item, warehouse, house, n)
	return db.All[placeRow](r, of.list, args...)
}

// found are the places of the items that a text finds: of each so many after its
// first as there are warehouses, which are all of its own.
func (in AvailabilityIn) found(r *db.Read, house db.ID) (out []placeRow, err error) {
	list, err := catalog.Search(r, in.Q, mostItems)
	if err != nil {
		return nil, err
	}
	houses, err := db.One[int64](r, qHouseCount, r.Entity)
	if err != nil {
		return nil, err
	}
	asked := make([]*db.Answer[placeRow], len(list))
	for n, i := range list {
		of, args := in.asked(r, i.ID, 0, house, int(houses))
		asked[n] = db.Ask[placeRow](r, of.list, args...)
	}
	for n, i := range list {
		places, err := asked[n].All()
		if err != nil {
			return out, err
		}
		for _, p := range places {
			if p.Item == i.ID {
				out = append(out, p)
			}
		}
	}
	return out, nil
}
