package closing

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
	"encaisse/o2c/loss"
	"encaisse/o2c/order"
	"encaisse/o2c/rate"
	"encaisse/o2c/seller"
	"encaisse/o2c/tax"
)

var (
	// What replaces an invoice (384) bills nothing of an order anew: what it was invoiced stays, by the first.
	qOrdered = db.Q("closing.cutoff.ordered", `select o.number, c.number, o.currency, l.kind, l.quantity, l.net, l.treatment, q.shipped, q.day, q.billed
		from (select p.order_id, p.n, cast(sum(p.shipped) as bigint) as shipped, max(p.day) as day, cast(sum(p.billed) as bigint) as billed
			from (select x.order_id, x.order_n as n, x.picked as shipped, h.shipped_on as day, 0 as billed from shipment h
					join shipment_line x on x.shipment = h.id where h.entity = $1 and h.shipped_on > 0 and h.shipped_on <= $2
				union all select x.order_id, x.order_n, 0, 0, x.quantity from invoice i join invoice_line x on x.invoice = i.id
					where i.entity = $1 and i.type = '380' and i.issued_on <= $2 and x.order_id is not null) p
			group by p.order_id, p.n having sum(p.shipped) <> sum(p.billed)) q
		join order_line l on l.order_id = q.order_id and l.n = q.n join sales_order o on o.id = q.order_id join customer c on c.id = o.customer
		where o.entity = $1 and not o.taken_over order by o.id, l.n`).Scans()
	// What came back by the day and was not credited by then, of what was invoiced: it is credited as it was billed, by the last that replaced its invoice.
	qReturned = db.Q("closing.cutoff.returned", `select r.id, r.number, c.number, i.currency, v.kind, v.quantity, v.net, v.treatment, l.received
		from rma r join rma_line l on l.rma = r.id join customer c on c.id = r.customer
		join shipment_line s on s.shipment = r.shipment and s.n = l.shipment_n
		join invoice i on i.customer = r.customer and i.type in ('380', '384') and i.issued_on <= $2
		join invoice_line v on v.invoice = i.id and v.shipment = r.shipment and v.order_n = s.order_n
			and not exists (select 1 from invoice n where n.original = i.id and n.type = '384' and n.issued_on <= $2)
		left join invoice a on a.id = r.credit_note
		where r.entity = $1 and l.received > 0 and coalesce(a.issued_on, $2 + 1) > $2
		order by r.id, l.n`).Scans()
	qCameBack = db.Q("closing.cutoff.came_back", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where type in ('rma.received', 'rma.rejected', 'rma.replaced') and entity = $1 and day <= $2 order by id`).Scans()
	qForeign = db.Q("closing.cutoff.foreign", `select i.id, i.number, i.kind, c.number, c.id, i.currency, cast(i.total - coalesce(u.amount, 0) as bigint), cast(i.home - coalesce(u.home, 0) as bigint),
		i.due_on > $2 and i.instalment > 1 and exists (select 1 from invoice v where v.id = i.document and v.retention <> 0) and i.instalment = (select max(x.instalment) from open_item x where x.document = i.document)
		from open_item i join customer c on c.id = i.customer left join (select item, sum(amount) as amount, sum(home) as home from
			(select debit as item, amount, debit_home as home from application where debit is not null and day <= $2
			union all select credit, -amount, -credit_home from application where credit is not null and day <= $2) x group by item) u on u.item = i.id
		where i.entity = $1 and i.currency <> $3 and i.issued_on <= $2 and i.total <> coalesce(u.amount, 0) order by i.id`).Scans()
	qCutoffs = db.Q("closing.cutoff.facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where type like 'cutoff.%' and entity = $1 and day = $2 order by id`).Scans()
)

// cut finds what entries a period needs on its last day, in the order of their
// kinds; none for what there is nothing of.
func cut(r *db.Read, e seller.Entity, last day.Day) ([]cutoff, error) {
	left, early, err := halves(r, e, last)
	if err != nil {
		return nil, err
	}
	back, err := returned(r, e, last)
	if err != nil {
		return nil, err
	}
	worth := func(c money.Currency, a money.Amount) (money.Amount, error) { return rate.Worth(r, e, c, last, a) }
	var out []cutoff
	for _, x := range []struct {
		kind  string
		parts []part
	}{{ledger.CutUnbilled, left}, {ledger.CutDeferred, early}, {ledger.CutCreditNotes, back}} {
		list, err := pending(x.parts, worth)
		if err != nil {
			return nil, err
		}
		if len(list) > 0 {
			out = append(out, cutoff{Kind: x.kind, Documents: list})
		}
	}
	if ledger.YearOf(last, e.YearFrom).Last != last {
		return out, nil
	}
	rows, err := db.All[foreign](r, qForeign, e.ID, last, e.Currency)
	if err != nil {
		return nil, err
	}
	doubtful, err := loss.Standing(r, e, last)
	if err != nil {
		return nil, err
	}
	list, err := converted(rows, doubtful, worth)
	if len(list) > 0 {
		out = append(out, cutoff{Kind: ledger.CutExchange, Documents: list})
	}
	return out, err
}

// halves are the lines of orders that were delivered and not invoiced, and
// those invoiced and not delivered.
func halves(r *db.Read, e seller.Entity, last day.Day) (left, early []part, err error) {
	rows, err := db.All[ordered](r, qOrdered, e.ID, last)
	if err != nil {
		return nil, nil, err
	}
	for _, o := range rows {
		net, err := o.apart()
		if err != nil {
			return nil, nil, err
		}
		on := o.ShippedOn
		if on == 0 {
			on = last
		}
		l, err := order.Line{Treatment: o.Treatment}.Delivered(r, on)
		if err != nil {
			return nil, nil, err
		}
		t, err := l.TreatmentOn(on)
		if err != nil {
			return nil, nil, err
		}
		p := part{o.Order, o.Customer, o.Currency, o.Kind, net, t}
		if net > 0 {
			left = append(left, p)
		} else if net < 0 {
			p.net, p.treatment.Taxes = -net, nil // the tax was owed with the invoice
			early = append(early, p)
		}
	}
	return left, early, nil
}

func returned(r *db.Read, e seller.Entity, last day.Day) (out []part, err error) {
	facts, err := db.All[db.Event](r, qCameBack, e.ID, last)
	if err != nil {
		return nil, err
	}
	here := map[db.ID]bool{}
	for _, f := range facts {
		here[f.Object("rma")] = f.Type == "rma.received"
	}
	rows, err := db.All[struct {
		ID        db.ID
		Number    string
		Customer  string
		Currency  money.Currency
		Kind      string
		Quantity  money.Quantity
		Net       money.Amount
		Treatment string
		Received  money.Quantity
	}](r, qReturned, e.ID, last)
	for _, x := range rows {
		if !here[x.ID] {
			continue
		}
		net, err := order.Line{Quantity: x.Quantity, Net: x.Net}.NetOf(min(x.Received, x.Quantity))
		if err != nil {
			return nil, err
		}
		t, err := tax.Stored(x.Treatment)
		if err != nil {
			return nil, err
		}
		out = append(out, part{x.Number, x.Customer, x.Currency, x.Kind, net, t})
	}
	return out, err
}

// booked are the facts of the entries that stand on the last day of a period.
func booked(r *db.Read, e seller.Entity, last day.Day) (map[db.ID]cutoff, error) {
	facts, err := db.All[db.Event](r, qCutoffs, e.ID, last)
	if err != nil {
		return nil, err
	}
	out := map[db.ID]cutoff{}
	for _, f := range facts {
		var c cutoff
		if err := f.Read(&c); err != nil {
			return nil, err
		}
		if c.Reverses != 0 {
			delete(out, c.Reverses)
		} else {
			out[f.ID] = c
		}
	}
	return out, nil
}
