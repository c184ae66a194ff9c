package order

import (
	"fmt"
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
)

// Breaches checks the orders: their states follow the table of domain.md 1.2,
// each change with its fact (order.states); their quantities add up
// (order.lines), the net of each line is that of its trail (order.trail), their
// totals (order.total) and what they count in exposure
// (order.remainder) are those of their lines.
func Breaches(r *db.Read) ([]db.Breach, error) {
	past, out, err := histories(r)
	if err != nil {
		return nil, err
	}
	err = db.Pages(r, qPage, func(o Order) db.ID { return o.ID }, func(page []Order) error {
		lines, err := db.All[Line](r, qPageLines, page[0].ID, page[len(page)-1].ID)
		if err != nil {
			return err
		}
		for _, o := range page {
			n := 0
			for n < len(lines) && lines[n].Order == o.ID {
				n++
			}
			o.Lines, lines = lines[:n], lines[n:]
			out = append(out, o.breaches(past[o.ID])...)
			delete(past, o.ID)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	orphans, err := db.All[struct{ Order, N db.ID }](r, qOrphans)
	for _, l := range orphans {
		out = append(out, db.Breach{Check: "order.lines", What: fmt.Sprintf("order %d", l.Order), Why: fmt.Sprintf("line %d has no order", l.N)})
	}
	for id := range past {
		out = append(out, db.Breach{Check: "order.states", What: fmt.Sprintf("order %d", id), Why: "has facts and is not there"})
	}
	return out, err
}

var (
	qPage      = db.Q("order.check.page", `select `+columns+` from sales_order where id > $1 order by id limit $2`).Scans()
	qPageLines = db.Q("order.check.lines", `select `+lineColumns+` from order_line where order_id >= $1 and order_id <= $2 order by order_id, n`).Scans()
	qOrphans   = db.Q("order.check.orphans", `select l.order_id, l.n from order_line l left join sales_order o on o.id = l.order_id where o.id is null limit 1000`).Scans()
	qHistory   = db.Q("order.check.facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and (type like 'order.%' or type = 'shipping.shipped') order by id limit $2`).Scans()
)

// history is what the facts of an order say. Clocks of two nodes differ, so
// their ids do not order facts to the millisecond: what counts is that each
// state was left as often as it was entered, but for the one it is in.
type history struct {
	entered map[State]int // less how often it was left
	valued  day.Day       // of the last fact that computed its remainder

	answered bool            // credit did
	advances []money.Percent // asked for ahead
}

// edgesOf are the events of the table that a fact may be.
var edgesOf = map[string][]string{
	"order.confirmed": {"confirm", "retry"}, "order.held": {"confirm", "amend"}, "order.released_by_person": {"release"},
	"order.released": {"plan"}, "order.recalled": {"recall"}, "order.held_by_person": {"hold"}, "order.cancelled": {"cancel"},
	"order.remainder_cancelled": {"cancel_remainder"}, "order.closed": {"close"},
}

// histories goes through the facts of all orders: each is along an edge of the
// table.
func histories(r *db.Read) (past map[db.ID]history, out []db.Breach, err error) {
	past = map[db.ID]history{}
	err = db.Pages(r, qHistory, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			id := e.Object("order")
			h := past[id]
			if h.entered == nil {
				h.entered = map[State]int{}
			}
			if why := h.follow(e); why != "" {
				out = append(out, db.Breach{Check: "order.states", What: fmt.Sprintf("order %d, fact %d", id, e.ID), Why: e.Type + " " + why})
			}
			past[id] = h
		}
		return nil
	})
	return past, out, err
}

func (h *history) follow(e db.Event) (why string) {
	switch e.Type {
	case "order.advance_due":
		var body advanceDue
		if err := e.Read(&body); err != nil {
			return "can not be read: " + err.Error()
		}
		h.advances = append(h.advances, body.Percent)
	case "order.captured":
		h.entered[Draft]++
	case "order.confirmed", "order.released_by_person", "order.amended", "order.remainder_cancelled", "shipping.shipped":
		h.valued = e.Day
	}
	h.answered = h.answered || e.Type == "order.confirmed" || e.Type == "order.held"
	events, moves := edgesOf[e.Type]
	if !moves {
		return ""
	}
	var body moved
	if err := e.Read(&body); err != nil {
		return "can not be read: " + err.Error()
	}
	h.entered[body.From]--
	h.entered[body.To]++
	switch {
	case !slices.ContainsFunc(events, func(event string) bool { return slices.Contains(edges[event][body.From], body.To) }):
		return fmt.Sprintf("from %s to %s is not in the table", body.From, body.To)
	case e.Type == "order.released_by_person" && e.Actor == 0:
		return "without a person"
	case e.At == 0 || e.Request == 0:
		return "without time or cause"
	}
	return ""
}

func (o Order) breaches(h history) []db.Breach {
	what := "order " + o.Number
	var out []db.Breach
	differ := func(check, why string, is, should any) {
		if is != should {
			out = append(out, db.NotEqual(check, what, why, is, should))
		}
	}
	for _, s := range []State{Draft, Confirmed, CreditHold, Released, Closed, Cancelled} {
		times := 0
		if s == o.State {
			times = 1
		}
		differ("order.states", "entered and not left: "+string(s)+", by its facts", h.entered[s], times)
	}
	for i, l := range o.Lines {
		differ("order.lines", "number of a line", l.N, int64(i+1))
		if why := l.wrong(o.State); why != "" {
			out = append(out, db.Breach{Check: "order.lines", What: what, Why: fmt.Sprintf("line %d %s", l.N, why)})
		}
		if l.Item != 0 && l.Treatment != "" {
			differ("order.trail", fmt.Sprintf("net of line %d, by its trail", l.N), l.Net, l.followed(o.Currency))
		}
	}
	t, err := o.total(o.OrderedOn)
	if err != nil {
		differ("order.total", "lines", err.Error(), "")
	}
	differ("order.total", "net", o.Net, t.Net)
	differ("order.total", "tax", o.Tax, t.Tax)
	differ("order.total", "total", o.Total, t.Total)
	shares, off, err := o.borne()
	if err != nil {
		differ("order.total", "allowance", err.Error(), "")
	}
	differ("order.total", "allowance borne by the lines", shares, off)
	differ("order.trail", "tax that its prices hold", o.misheld(), "")
	rest, err := o.recount(h.valued)
	if err != nil {
		differ("order.remainder", "lines", err.Error(), "")
	}
	differ("order.remainder", "remainder", o.Remainder, rest)
	var ahead []money.Percent
	if p := o.Policy.Advance(); p != 0 && h.answered {
		ahead = append(ahead, p)
	}
	differ("order.states", "asked for ahead, by its facts", fmt.Sprint(h.advances), fmt.Sprint(ahead))
	differ("order.states", "held for a reason", o.Hold != "", o.State == CreditHold)
	return out
}

// followed is the net that the trail of the line comes to, step by step: by
// the amounts it shows, by what it changes, and from a known source.
func (l Line) followed(c money.Currency) any {
	p, err := l.Priced()
	if err != nil {
		return err.Error()
	}
	net, err := p.Net(l.Quantity, c)
	if err != nil {
		return err.Error()
	}
	trail, err := p.Trail(l.Quantity, c)
	if err != nil {
		return err.Error()
	}
	var sum money.Amount
	for _, part := range trail {
		sum += part.Amount.Minor
	}
	if sum != net || !p.From.Known() || p.Steps.String() != l.Discounts {
		return fmt.Sprintf("%d by %s, %s", sum, l.PriceFrom, l.Discounts)
	}
	return net
}

// misheld says which line holds another tax than its price with tax included
// does: its share of the order's, or, once the order has begun, its own to the
// cent.
func (o Order) misheld() string {
	if o.Exceptions != "" {
		return ""
	}
	shares, whole, err := o.held()
	if err != nil {
		return err.Error()
	}
	for i, l := range o.Lines {
		gross, included, err := l.Stated(o.Currency)
		if err != nil {
			return err.Error()
		}
		if !included || l.Treatment == "" {
			continue
		}
		net, err := l.lone(o.OrderedOn, o.Currency)
		if err != nil {
			return err.Error()
		}
		if off := (l.Net - net).Abs(); off > 1 || whole && gross-l.Net != shares[i] {
			return fmt.Sprintf("line %d: %d of %d", l.N, gross-l.Net, gross)
		}
	}
	return ""
}

// recount is the remainder an order must have: what is neither shipped nor
// cancelled, tax included at the rates of the day it was last computed; 0
// while it does not count.
func (o Order) recount(valued day.Day) (money.Amount, error) {
	if o.State != Confirmed && o.State != Released {
		return 0, nil
	}
	return o.rest(valued)
}

// wrong says what does not add up in a line of an order of that state.
func (l Line) wrong(s State) string {
	stocked := l.Reserved + l.Backordered
	switch {
	case l.Invoiced > l.Shipped || l.Picked > l.Reserved || l.Shipped+l.Cancelled > l.Quantity:
		return "is shipped, picked or invoiced beyond its bounds"
	case stocked > 0 && l.Warehouse == 0:
		return "takes stock of no warehouse"
	case l.Kind != catalog.Goods && stocked+l.Picked != 0:
		return "is a service and takes stock"
	case s == Draft && stocked+l.Shipped+l.Cancelled+l.Invoiced != 0:
		return "of a draft has begun"
	case s == Cancelled && (l.Cancelled != l.Quantity || stocked+l.Shipped+l.Invoiced != 0):
		return "of a cancelled order is not cancelled"
	case s == CreditHold && stocked != 0:
		return "of a held order takes stock"
	case s == Closed && (l.Left() != 0 || l.Invoiced != l.Shipped):
		return "of a closed order is not done"
	case (s == Confirmed || s == Released || s == Closed) && l.Goods() && l.Quantity != stocked+l.Shipped+l.Cancelled:
		return "does not add up to what was ordered"
	}
	return ""
}
