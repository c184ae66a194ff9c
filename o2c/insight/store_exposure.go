package insight

import (
	"encoding/json"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/credit"
)

// Facts in the order they became known: what is not sealed yet is newest.
var (
	qCounted = db.Q("insight.exposure.facts", `select e.id, e.type, e.at, e.day, e.actor, coalesce(e.entity, 0), coalesce(e.cause, 0), e.request, e.objects, e.body
		from event e left join seal n on n.event = e.id where e.entity = $1 and e.day <= $2 and (cast($3 as bigint) = 0 or n.number <= $3)
		and e.type in ('order.confirmed', 'order.released_by_person', 'order.amended', 'order.held', 'order.held_by_person', 'order.cancelled',
			'order.remainder_cancelled', 'order.closed', 'shipping.shipped', 'invoice.issued')
		order by case when n.number is null then 1 else 0 end, n.number, e.id`).Scans()
	qOfOrders = db.Q("insight.exposure.orders", `select o.id, 0, o.customer, o.currency from sales_order o where o.entity = $1
		union all select s.id, s.order_id, s.customer, o.currency from shipment s join sales_order o on o.id = s.order_id where s.entity = $1`).Scans()
	qDeposits = db.Q("insight.exposure.deposits", `select d.customer, d.currency,
		cast(sum(case m.kind when 'cashed' then m.net + m.tax when 'claimed' then 0 else -m.net - m.tax end) as bigint)
		from deposit_move m join deposit d on d.id = m.deposit where m.entity = $1 and m.day <= $2
			and (cast($3 as bigint) = 0 or exists (select 1 from seal s where s.event = m.event and s.number <= $3)) group by d.customer, d.currency`).Scans()
	qKept      = db.Q("insight.exposure.kept", `select holder, entity, currency, kind, amount from balance where kind in ('open', 'unapplied', 'ordered', 'unbilled', 'deposit')`).Scans()
	qCustomers = db.Q("insight.exposure.customers", `select id, number from customer order by number`).Scans()
)

// place is what is counted in one currency.
type place struct {
	customer db.ID
	currency money.Currency
}

// tallied adds up what orders and shipments count for each customer.
func tallied(r *db.Read, entity db.ID, in AsOf, sums map[place]*credit.Exposure) error {
	var failed error
	facts := gather[db.Event](r, &failed, qCounted, entity, in.day(r), in.Known)
	documents := gather[struct {
		ID, Order, Customer db.ID
		Currency            money.Currency
	}](r, &failed, qOfOrders, entity)
	c := Tally{Ordered: map[db.ID]money.Amount{}, Unbilled: map[db.ID]money.Amount{}}
	for _, e := range facts {
		f, err := tallyFact(e)
		if err != nil {
			return err
		}
		c.Tell(f)
	}
	for _, d := range documents {
		if d.Order == 0 {
			at(sums, d.Customer, d.Currency).Ordered += c.Ordered[d.ID]
		} else {
			at(sums, d.Customer, d.Currency).Unbilled += c.Unbilled[d.ID]
		}
	}
	return failed
}

func tallyFact(e db.Event) (TallyFact, error) {
	var body struct {
		Amount    money.Amount
		Value     money.Amount
		Remainder *money.Amount
	}
	f := TallyFact{Type: e.Type}
	for _, o := range e.Touched() {
		switch o.Kind {
		case "order":
			f.Order = o.ID
		case "shipment":
			f.Shipments = append(f.Shipments, o.ID)
		}
	}
	if e.Type == "invoice.issued" { // its body speaks of the invoice
		return f, nil
	}
	err := json.Unmarshal([]byte(e.Body), &body)
	f.Amount, f.Rest = body.Amount+body.Value, body.Remainder
	return f, err
}

func at(sums map[place]*credit.Exposure, customer db.ID, currency money.Currency) *credit.Exposure {
	p := place{customer, currency}
	if sums[p] == nil {
		sums[p] = &credit.Exposure{}
	}
	return sums[p]
}
