package verify_test

import (
	"context"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/insight"
)

// Where things are, by their own rows: what is waited for must be the same, told
// by the facts alone.
var qWhere = db.Q("test.waits.where", `
	select 'held', cast(count(*) as bigint), cast(0 as bigint) from sales_order o where o.entity = $1 and (o.state = 'draft' or o.state = 'credit_hold') and o.currency = $2
		and exists (select 1 from order_line l where l.order_id = o.id and l.quantity > l.shipped + l.cancelled)
	union all select 'stock', count(*), 0 from sales_order o where o.entity = $1 and o.currency = $2
		and exists (select 1 from order_line l where l.order_id = o.id and l.backordered > 0)
	union all select 'to_plan', count(*), 0 from sales_order o where o.entity = $1 and (o.state = 'confirmed' or o.state = 'released') and o.currency = $2
		and exists (select 1 from order_line l where l.order_id = o.id and l.quantity - l.shipped - l.cancelled - l.backordered >
			coalesce((select sum(q.quantity) from shipment s join shipment_line q on q.shipment = s.id where s.order_id = o.id and q.order_n = l.n
				and s.state in ('to_pick', 'picking', 'packed')), 0))
	union all select case s.state when 'to_pick' then 'to_pick' when 'picking' then 'to_pack' else 'to_ship' end, count(*), 0 from shipment s
		join sales_order o on o.id = s.order_id where s.entity = $1 and o.currency = $2 and s.state in ('to_pick', 'picking', 'packed') and o.state <> 'credit_hold'
		and exists (select 1 from shipment_line q where q.shipment = s.id and q.quantity > 0) group by s.state
	union all select 'to_invoice', count(*), cast(coalesce(sum(s.unbilled), 0) as bigint) from shipment s join sales_order o on o.id = s.order_id where s.entity = $1 and o.currency = $2
		and s.state in ('shipped', 'delivered', 'returned') and not s.billed
	union all select 'items', 0, cast(coalesce(sum(i.open), 0) as bigint) from open_item i where i.entity = $1 and i.total > 0 and i.currency = $2
	union all select 'contested', 0, cast(coalesce(sum(case when i.contested < i.open then i.contested else i.open end), 0) as bigint) from open_item i
		where i.entity = $1 and i.total > 0 and i.currency = $2
	union all select 'unapplied', count(*), cast(coalesce(-sum(i.open), 0) as bigint) from open_item i where i.entity = $1 and i.kind = 'payment' and i.open < 0 and i.currency = $2`).Scans()

// stood is how many documents stand at a place, and what they come to in their
// own currency.
type stood struct {
	N      int64
	Amount money.Amount
}

type standing struct {
	At       string
	Currency money.Currency
}

// waiting holds what insight says of now against the documents. Shipments of a
// held order wait with it.
func (w *world) waiting(seed uint64) {
	w.t.Helper()
	for _, as := range w.as {
		_, err := db.See(context.Background(), w.a.DB, as, func(x *db.Read) (any, error) {
			got, err := told(x)
			if err != nil {
				return nil, err
			}
			for _, c := range []money.Currency{"EUR", "USD", "CAD"} {
				rows, err := db.All[struct {
					At string
					stood
				}](x, qWhere, as.Entity, c)
				if err != nil {
					return nil, err
				}
				want := map[string]stood{}
				for _, r := range rows {
					want[r.At] = stood{want[r.At].N + r.N, want[r.At].Amount + r.Amount}
				}
				for at, is := range want {
					g := got[standing{at, c}]
					counted := at != "items" && at != "contested"
					priced := at == "to_invoice" || at == "items" || at == "contested" || at == "unapplied"
					if counted && g.N != is.N && at != "held" || at == "held" && g.N < is.N || priced && g.Amount != is.Amount {
						w.t.Fatalf("seed %d, entity %d: in %s wait %+v %s, the documents say %+v\nthe last steps:\n%s", seed, as.Entity, at, g, c, is, w.trail.last(60))
					}
				}
			}
			return nil, nil
		})
		if err != nil {
			w.t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

// told is what insight says of now, document by document.
func told(x *db.Read) (map[standing]stood, error) {
	got := map[standing]stood{}
	in := insight.WaitsIn{Days: 3660}
	out, err := insight.Waits(x, in)
	if err != nil {
		return nil, err
	}
	for _, s := range out.Stages {
		list, err := insight.ShowWait(x, insight.WaitIn{Stage: string(s.Stage), WaitsIn: in})
		if err != nil {
			return nil, err
		}
		at := string(s.Stage)
		switch s.Stage {
		case insight.StageDraft, insight.StageExceptions, insight.StageApproval, insight.StageCreditHold, insight.StageManualHold:
			at = "held"
		case insight.StageOnWay:
			at = "to_invoice"
		case insight.StageNotDue, insight.StageOverdue, insight.StageDisputed:
			at = "items"
		}
		for _, d := range list.Waits {
			if !d.Until.IsZero() {
				continue
			}
			k := standing{at, d.Own.Currency}
			got[k] = stood{got[k].N + 1, got[k].Amount + d.Own.Minor}
			if s.Stage == insight.StageDisputed {
				k.At = "contested"
				got[k] = stood{0, got[k].Amount + d.Own.Minor}
			}
		}
	}
	return got, nil
}

var qBuyers = db.Q("test.waits.buyers", `select number from customer order by number`).Scans()

// accounts holds each customer's statement against his aging: both end at what
// the ledger has of him.
func (w *world) accounts(seed uint64) {
	w.t.Helper()
	for _, as := range w.as {
		_, err := db.See(context.Background(), w.a.DB, as, func(x *db.Read) (any, error) {
			numbers, err := db.All[string](x, qBuyers)
			for _, n := range numbers {
				out, err := insight.Statement(x, insight.StatementIn{Customer: n})
				if err != nil {
					return nil, err
				}
				var aged money.Amount
				for _, a := range out.Aging {
					aged += a.Minor
				}
				if aged != out.Closing.Minor {
					w.t.Fatalf("seed %d, entity %d: the statement of %s closes with %v, his aging is %v\n%+v", seed, as.Entity, n, out.Closing, aged, out.Movements)
				}
			}
			return nil, err
		})
		if err != nil {
			w.t.Fatal(err)
		}
	}
}
