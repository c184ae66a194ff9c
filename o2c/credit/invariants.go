package credit

import (
	"fmt"
	"strings"

	"encaisse/base/db"
	"encaisse/base/money"
)

var (
	qUndecided = db.Q("credit.check.undecided", `select o.id, o.number, o.state from sales_order o left join credit_decision d on d.order_id = o.id and d.confirmed
		where o.state in ('confirmed', 'released', 'closed') and d.id is null order by o.id limit 1000`).Scans()
	qUnlawful = db.Q("credit.check.unlawful", `select o.id, o.number, d.failed from credit_decision d join sales_order o on o.id = d.order_id
		where d.confirmed and d.released_by = 0 and d.reason <> 'history' and (d.failed <> '' or d.credit_limit is not null and d.exposure > d.credit_limit)
			or d.reason = 'history' and not o.taken_over or not d.confirmed and (d.released_by <> 0 or d.failed = '')
		order by d.id limit 1000`).Scans()
	qTwice   = db.Q("credit.check.twice", `select order_id, '', min(failed) from credit_decision group by event, order_id having count(*) > 1 order by order_id limit 1000`).Scans()
	qOwnEyes = db.Q("credit.check.four_eyes", `select coalesce(o.id, 0), coalesce(o.number, ''), coalesce(e.type, 'no fact') from credit_decision d
		left join sales_order o on o.id = d.order_id left join event e on e.id = d.event
		where (d.released_by <> 0 or e.type = 'order.released_by_person')
			and (o.id is null or d.released_by = o.entered_by or d.released_by = 0 or e.actor = o.entered_by or e.type <> 'order.released_by_person'
				or e.actor <> d.released_by and not exists (select 1 from approval a where a.subject = o.id and a.closed = e.cause and a.kind = 'order.release'
					and a.state = 'granted' and a.decided_by = d.released_by and a.requester = e.actor))
		order by d.id limit 1000`).Scans()
	qUntold = db.Q("credit.check.untold", `select e.id, e.type, e.objects from event e left join credit_decision d on d.event = e.id
		where (e.type in ('order.confirmed', 'order.held', 'order.released_by_person') or e.type = 'order.amended' and e.body like '%"answer":%') and d.id is null order by e.id limit 1000`).Scans()
	qDecisions = db.Q("credit.check.decisions", `select d.id, d.order_id, d.event, d.day, d.amount, d.exposure, d.credit_limit is not null, coalesce(d.credit_limit, 0),
			d.failed, d.confirmed, d.reason, coalesce(e.type, ''), coalesce(e.day, 0), coalesce(e.objects, ''), coalesce(e.body, '')
		from credit_decision d left join event e on e.id = d.event where d.id > $1 order by d.id limit $2`).Scans()
	qNotKept = db.Q("credit.check.kept", `select holder, kind, cast(sum(kept) as bigint), cast(sum(found) as bigint) from
		(select holder, entity, currency, kind, amount as kept, 0 as found from balance where kind in ('ordered', 'unbilled', 'held', 'deposit') union all
		select customer, entity, currency, 'ordered', 0, remainder from sales_order where state in ('confirmed', 'released') union all
		select customer, entity, currency, 'deposit', 0, deposit from sales_order where deposit <> 0 union all
		select customer, entity, currency, 'held', 0, 1 from sales_order where state = 'credit_hold' union all
		select o.customer, s.entity, o.currency, 'unbilled', 0, s.unbilled from shipment s join sales_order o on o.id = s.order_id
			where s.state in ('shipped', 'delivered', 'returned') and not s.billed) t
		group by holder, entity, currency, kind having sum(kept) <> sum(found) order by holder, kind limit 1000`).Scans()
	qHolders = db.Q("credit.check.roots", `select o.id, o.number, 'root' from sales_order o join customer c on c.id = o.customer where o.root <> c.root order by o.id limit 1000`).Scans()
)

// Breaches checks that every confirmed order has an answer of credit that was
// lawful under the lock: passed within the limit, released by a person, or
// taken over (credit.decided); that whoever released an order is a person who
// had not entered it, himself or by granting it to another (credit.four_eyes);
// that lines beside the limit, scores and rules are what their facts say
// (credit.lines, credit.scores, credit.rules); and that the kept balances of orders
// and shipments are their sums (credit.kept).
func Breaches(r *db.Read) ([]db.Breach, error) {
	type row struct {
		ID          db.ID
		Number, Why string
	}
	var out []db.Breach
	for _, c := range []struct {
		check, why string
		q          *db.Stmt
	}{
		{"credit.decided", "was confirmed without an answer of credit, in state", qUndecided},
		{"credit.decided", "has an answer that was not lawful:", qUnlawful},
		{"credit.decided", "has a fact without an answer:", qUntold},
		{"credit.decided", "has two answers of one fact:", qTwice},
		{"credit.decided", "is guarded by another group:", qHolders},
		{"credit.four_eyes", "was released by who entered it, or by nobody:", qOwnEyes},
	} {
		rows, err := db.All[row](r, c.q)
		if err != nil {
			return nil, err
		}
		for _, b := range rows {
			out = append(out, db.Breach{Check: c.check, What: fmt.Sprintf("order %s (%d)", b.Number, b.ID), Why: c.why + " " + b.Why})
		}
	}
	balances, err := db.All[struct {
		Holder   db.ID
		Kind     string
		Is, Must int64
	}](r, qNotKept)
	if err != nil {
		return nil, err
	}
	for _, b := range balances {
		out = append(out, db.NotEqual("credit.kept", fmt.Sprintf("customer %d", b.Holder), "balance "+b.Kind, b.Is, b.Must))
	}
	for _, more := range []func(*db.Read) ([]db.Breach, error){memberships, decisions, lines, scores, rules} {
		found, err := more(r)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

type decision struct {
	ID        db.ID
	Order     db.ID
	Event     db.ID
	Day       int64
	Amount    money.Amount
	Exposure  money.Amount
	Limited   bool
	Limit     money.Amount
	Failed    string
	Confirmed bool
	Reason    string
	Type      string
	FactDay   int64
	Objects   string
	Body      string
}

// decisions are the answers that say what their facts say.
func decisions(r *db.Read) (out []db.Breach, err error) {
	err = db.Pages(r, qDecisions, func(d decision) db.ID { return d.ID }, func(page []decision) error {
		for _, d := range page {
			if why := d.wrong(); why != "" {
				out = append(out, db.Breach{Check: "credit.decided", What: fmt.Sprintf("answer %d about order %d", d.ID, d.Order), Why: "is not what its fact says: " + why})
			}
		}
		return nil
	})
	return out, err
}

func (d decision) wrong() string {
	e := db.Event{Objects: d.Objects, Body: d.Body}
	type answer struct {
		Amount   money.Amount  `json:"amount"`
		Exposure money.Amount  `json:"exposure"`
		Limit    *money.Amount `json:"limit"`
		Failed   []string      `json:"failed"`
		Reason   string        `json:"reason"`
	}
	var said struct {
		answer
		Grown *answer `json:"answer"`
	}
	if err := e.Read(&said); err != nil {
		return err.Error()
	}
	if d.Type == "order.amended" && said.Grown != nil {
		said.answer = *said.Grown
	}
	limit := said.Limit
	switch {
	case e.Object("order") != d.Order:
		return "order"
	case d.FactDay != d.Day:
		return "day"
	case said.Amount != d.Amount || said.Exposure != d.Exposure:
		return "amount or exposure"
	case (limit != nil) != d.Limited || limit != nil && *limit != d.Limit:
		return "limit"
	case strings.Join(said.Failed, " ") != d.Failed:
		return "failed rules"
	case d.Confirmed == (d.Type == "order.held"):
		return "outcome"
	case d.Reason != "" && d.Reason != "history" || (d.Reason == "history") != (said.Reason == "history"):
		return "reason"
	}
	return ""
}
