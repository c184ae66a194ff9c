package quote

import (
	"fmt"

	"encaisse/base/db"
	"encaisse/base/money"
)

var (
	qPage  = db.Q("quote.check.page", `select `+columns+` from quote where id > $1 order by id limit $2`).Scans()
	qFacts = db.Q("quote.check.facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type like 'quote.%' order by id limit $2`).Scans()
	qOrders = db.Q("quote.check.orders", `select q.id, q.order_id, coalesce(o.quote, 0) from quote q left join sales_order o on o.id = q.order_id
		where q.order_id <> 0 and (o.id is null or o.quote <> q.id or o.customer <> q.customer or o.entity <> q.entity or o.currency <> q.currency)
		union all select o.quote, o.id, o.quote from sales_order o where o.quote <> 0 and not exists (select 1 from quote q where q.id = o.quote and q.order_id = o.id)
		order by 1 limit 1000`).Scans()
)

// steps are the facts, and the event of the table that each is.
var steps = map[string]string{"quote.changed": "change", "quote.sent": "send", "quote.superseded": "supersede", "quote.accepted": "accept",
	"quote.refused": "refuse", "quote.expired": "expire", "quote.revalidated": "revalidate"}

// past is what the facts of a quote say of it.
type past struct {
	state State
	sum   string
	facts int64
	wrong string // the step that the table does not have
}

// Breaches checks the quotes: their states took the steps of domain.md 1.1, each
// with its fact, and each row is what its last fact says (quote.facts); their
// lines sum to their net (quote.total); an accepted one and its order name each
// other (quote.order).
func Breaches(r *db.Read) (out []db.Breach, err error) {
	pasts := map[db.ID]past{}
	err = db.Pages(r, qFacts, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			var body told
			if err := e.Read(&body); err != nil {
				return err
			}
			id := e.Object("quote")
			pasts[id] = pasts[id].then(e.Type, body)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = db.Pages(r, qPage, func(q Quote) db.ID { return q.ID }, func(page []Quote) error {
		for _, q := range page {
			out = append(out, q.breaches(pasts[q.ID])...)
			delete(pasts, q.ID)
		}
		return nil
	})
	if err != nil {
		return out, err
	}
	for id := range pasts {
		out = append(out, db.Breach{Check: "quote.facts", What: "quote " + id.Text(Prefix), Why: "has facts and is not there"})
	}
	rows, err := db.All[struct{ Quote, Order, Of db.ID }](r, qOrders)
	for _, b := range rows {
		out = append(out, db.NotEqual("quote.order", "quote "+b.Quote.Text(Prefix), "quote of its order", int64(b.Of), int64(b.Quote)))
	}
	return out, err
}

// then is the past with one more fact.
func (p past) then(fact string, body told) past {
	event, later := steps[fact]
	to, ok := edges[event][p.state]
	if event == "change" && body.To == Sent { // changed and sent at once
		to = Sent
	}
	first := fact == "quote.made" && p.facts == 0 && (body.To == Draft || body.To == Sent)
	if !first && (!later || !ok || to != body.To || body.From != p.state) && p.wrong == "" {
		p.wrong = fmt.Sprint(fact, " from ", p.state, " to ", body.To)
	}
	return past{body.To, body.Sum, p.facts + 1, p.wrong}
}

func (q Quote) breaches(p past) (out []db.Breach) {
	what := "quote " + q.Number + "/" + fmt.Sprint(q.Revision)
	is := past{q.State, q.sum(), q.Version, ""}
	if is != p {
		out = append(out, db.NotEqual("quote.facts", what, "the row, by its facts", fmt.Sprintf("%+v", is), fmt.Sprintf("%+v", p)))
	}
	offers, err := q.Offers()
	if err != nil {
		return append(out, db.Breach{Check: "quote.total", What: what, Why: err.Error()})
	}
	var net money.Amount
	for _, l := range offers.Lines {
		net += l.Net
		if p, err := l.Priced(); err != nil {
			out = append(out, db.Breach{Check: "quote.total", What: what, Why: err.Error()})
		} else if should, err := p.Net(l.Quantity, q.Currency); err != nil || should != l.Net {
			out = append(out, db.NotEqual("quote.total", what, fmt.Sprintf("net of line %d", l.N), l.Net, should))
		}
	}
	if net != q.Net || q.Net+q.Tax != q.Total {
		out = append(out, db.NotEqual("quote.total", what, "net", q.Net, net))
	}
	return out
}
