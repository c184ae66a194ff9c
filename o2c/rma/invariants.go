package rma

import (
	"fmt"
	"slices"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/stock"
)

var (
	qMore = db.Q("rma.check.more", `select r.shipment, l.shipment_n, cast(sum(case when r.state = 'refused' or r.outcome = 'rejected' then 0
			when r.state in ('requested', 'authorised') then l.quantity else l.received end) as bigint), coalesce(max(s.picked), 0)
		from rma r join rma_line l on l.rma = r.id left join shipment_line s on s.shipment = r.shipment and s.n = l.shipment_n and s.item = l.item
		group by r.shipment, l.shipment_n having sum(case when r.state = 'refused' or r.outcome = 'rejected' then 0
			when r.state in ('requested', 'authorised') then l.quantity else l.received end) > coalesce(max(s.picked), 0) order by 1, 2 limit 1000`).Scans()
	qCredited = db.Q("rma.check.credited", `select document, item, cast(sum(said) as bigint), cast(sum(done) as bigint) from
		(select r.credit_note as document, l.item, l.credited as said, 0 as done from rma r join rma_line l on l.rma = r.id where l.credited <> 0 union all
		select i.id, l.item, 0, l.quantity from rma r join invoice i on i.id = r.credit_note and i.type = '381' and i.customer = r.customer
			join invoice_line l on l.invoice = i.id) t
		group by document, item having sum(said) <> sum(done) order by document, item limit 1000`).Scans()
	qElsewhere = db.Q("rma.check.entity", `select r.id, 0, r.entity, coalesce(s.entity, 0) from rma r left join shipment s on s.id = r.shipment
		where s.id is null or s.entity <> r.entity or s.customer <> r.customer or s.order_id <> r.order_id or s.warehouse <> r.warehouse
			or s.state not in ('shipped', 'delivered', 'returned') order by r.id limit 1000`).Scans()
	qFacts = db.Q("rma.check.facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and (type like 'rma.%' or type = 'stock.returned') order by id limit $2`).Scans()
	qPage      = db.Q("rma.check.page", `select `+columns+` from rma where id > $1 order by id limit $2`).Scans()
	qPageLines = db.Q("rma.check.lines", `select `+lineColumns+` from rma_line where rma >= $1 and rma <= $2 order by rma, n`).Scans()
)

// Breaches checks the returns: no more comes back than was shipped
// (return.quantity), their states follow the table of domain.md 1.12, each with
// its fact (return.states), stock took back what the inspection found, at its
// cost, and the credit note credits what the return says (return.told).
func Breaches(r *db.Read) ([]db.Breach, error) {
	type row struct{ ID, N, Is, Should db.ID }
	var out []db.Breach
	for _, c := range []struct {
		check, what, why string
		q                *db.Stmt
	}{
		{"return.quantity", "shipment %d, line %d", "back or announced, of what was shipped", qMore},
		{"return.told", "credit note %d, item %d", "credited", qCredited},
		{"return.told", "return %d (%d)", "company, customer, order and warehouse of its shipment", qElsewhere},
	} {
		rows, err := db.All[row](r, c.q)
		if err != nil {
			return nil, err
		}
		for _, b := range rows {
			out = append(out, db.NotEqual(c.check, fmt.Sprintf(c.what, b.ID, b.N), c.why, int64(b.Is), int64(b.Should)))
		}
	}
	more, err := states(r)
	return append(out, more...), err
}

// history is what the facts of a return say: which there were, and what stock
// took back of each item, at which cost.
type history struct {
	facts []string
	back  map[db.ID]took
}

type took struct {
	quantity money.Quantity
	cost     money.Amount
}

func states(r *db.Read) (out []db.Breach, err error) {
	past := map[db.ID]history{}
	err = db.Pages(r, qFacts, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			id := e.Object("rma")
			h := past[id]
			if e.Type != "stock.returned" {
				h.facts = append(h.facts, e.Type)
				past[id] = h
				continue
			}
			quantity, cost, err := stock.Moved(e)
			if err != nil {
				return err
			}
			if h.back == nil {
				h.back = map[db.ID]took{}
			}
			t := h.back[e.Object("item")]
			h.back[e.Object("item")] = took{t.quantity + quantity, t.cost + cost}
			past[id] = h
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = db.Pages(r, qPage, func(v Return) db.ID { return v.ID }, func(page []Return) error {
		lines, err := db.All[Line](r, qPageLines, page[0].ID, page[len(page)-1].ID)
		for _, v := range page {
			for len(lines) > 0 && lines[0].Return == v.ID {
				v.Lines, lines = append(v.Lines, lines[0]), lines[1:]
			}
			out = append(out, v.breaches(past[v.ID])...)
			delete(past, v.ID)
		}
		return err
	})
	for id := range past {
		out = append(out, db.Breach{Check: "return.states", What: fmt.Sprintf("return %d", id), Why: "has facts and is not there"})
	}
	return out, err
}

// way are the facts on the way to a state that is decided there.
var way = []string{"rma.requested", "rma.authorised", "rma.received", "rma.inspected"}

// should are the facts a return must have, each once.
func (v Return) should() []string {
	var out []string
	switch v.State {
	case Requested:
		out = way[:1]
	case Refused:
		out = []string{"rma.requested", "rma.refused"}
	case Authorised:
		out = way[:2]
	case Received:
		out = way[:3]
	default:
		out = way
	}
	out = slices.Clone(out)
	if v.Outcome != "" {
		out = append(out, "rma."+string(v.Outcome))
	}
	if v.State == Closed {
		out = append(out, "rma.closed")
	}
	if v.Replacement != 0 {
		out = append(out, "rma.replacement")
	}
	slices.Sort(out)
	return out
}

func (v Return) breaches(h history) (out []db.Breach) {
	what := "return " + v.Number
	slices.Sort(h.facts)
	if should := v.should(); !slices.Equal(h.facts, should) {
		out = append(out, db.NotEqual("return.states", what, "facts of state "+string(v.State), fmt.Sprint(h.facts), fmt.Sprint(should)))
	}
	if int64(len(h.facts)) != v.facts() {
		out = append(out, db.NotEqual("return.states", what, "version", v.Version, int64(len(h.facts))))
	}
	should := map[db.ID]took{}
	for _, l := range v.Lines {
		if kept := v.Outcome == Accepted || v.Outcome == Replaced; kept && l.Received > 0 {
			t := should[l.Item]
			should[l.Item] = took{t.quantity + l.Received, t.cost + l.Cost}
		}
		if v.Outcome != "" && l.Good+l.Blocked+l.Scrapped != l.Received {
			out = append(out, db.NotEqual("return.told", what, fmt.Sprintf("good, blocked and scrapped of line %d", l.N), l.Good+l.Blocked+l.Scrapped, l.Received))
		}
	}
	for item := range should {
		if h.back[item] != should[item] {
			out = append(out, db.NotEqual("return.told", what, fmt.Sprintf("taken back of item %d", item), fmt.Sprint(h.back[item]), fmt.Sprint(should[item])))
		}
		delete(h.back, item)
	}
	for item := range h.back {
		out = append(out, db.NotEqual("return.told", what, fmt.Sprintf("taken back of item %d", item), fmt.Sprint(h.back[item]), "nothing"))
	}
	return out
}

// facts is how many facts the version says there were: a shipment that was
// brought back was requested, authorised and received in one go.
func (v Return) facts() int64 {
	if v.Reason == undelivered {
		return v.Version + 2
	}
	return v.Version
}
