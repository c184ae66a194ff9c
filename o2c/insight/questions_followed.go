package insight

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
)

// orders follows the orders by their facts.
func (l *loader) orders(facts []db.Event, span []any) []Followed {
	to := l.in.AsOf.Day
	paid, owes, wrong := map[db.ID]day.Day{}, map[db.ID]bool{}, map[db.ID]bool{}
	for _, p := range load[pair](l, qPaidOf, l.r.Entity, to, l.in.Known) {
		paid[p.A] = day.Day(p.B)
	}
	for _, p := range load[pair](l, qBilledOf, l.r.Entity, to, l.in.Known) {
		owes[p.A] = owes[p.A] || l.closing[db.ID(p.B)] != 0
	}
	for _, p := range load[pair](l, qFaulty, span[0], 0, to, l.in.Known) {
		wrong[p.A] = true
	}
	stories, wants := l.stories(facts), l.wanted()
	var out []Followed
	for _, o := range of(load[whose[followed]](l, qOrdersOf, l.r.Entity), l.asked) {
		s := stories[o.ID]
		w := wants[o.ID]
		if s == nil || s.CapturedOn.IsZero() || !w.Going {
			continue // not known then, a draft, or cancelled
		}
		f := s.Followed
		f.Number, f.Currency, f.PromisedOn, f.Wrong = o.Number, o.Currency, w.PromisedOn, wrong[o.ID]
		gone, wanted := s.ship(&f, w.Left())
		f.Complete = gone > 0 && gone >= wanted
		if f.Complete && !f.InvoicedOn.IsZero() && !owes[o.ID] {
			f.PaidOn = paid[o.ID]
		}
		out = append(out, f)
	}
	return out
}

// wanted is what each order wanted then.
func (l *loader) wanted() map[db.ID]*Wanted {
	all := map[db.ID]*Wanted{}
	for _, o := range load[whose[followed]](l, qOrdersOf, l.r.Entity) {
		all[o.Document.ID] = &Wanted{PromisedOn: o.Document.PromisedOn, RequestedOn: o.Document.RequestedOn}
	}
	for _, line := range load[lineOf](l, qLinesOf, l.r.Entity) {
		if w := all[line.Order]; w != nil {
			w.Ordered = append(w.Ordered, line.Quantity)
		}
	}
	for _, e := range load[wish](l, qWishes, l.r.Entity, l.in.AsOf.Day, l.in.Known) {
		if w := all[e.Object("order")]; w != nil && l.err == nil {
			l.err = w.Unsay(e.Event, e.Known)
		}
	}
	for _, w := range all {
		w.settle()
	}
	return all
}

// stories gathers the facts of the orders, and what left of them.
func (l *loader) stories(facts []db.Event) map[db.ID]*story {
	byOrder := map[db.ID]*story{}
	for _, e := range facts {
		for _, o := range e.Touched() { // an invoice of a month is of several
			if o.Kind != "order" {
				continue
			}
			if byOrder[o.ID] == nil {
				byOrder[o.ID] = &story{left: map[db.ID]day.Day{}}
			}
			byOrder[o.ID].tell(e)
		}
	}
	for _, g := range load[sentLine](l, qSentOf, l.r.Entity, l.in.AsOf.Day) {
		if s := byOrder[g.Order]; s != nil {
			s.sent = append(s.sent, g)
		}
	}
	return byOrder
}

// story gathers the facts of one order.
type story struct {
	Followed
	left map[db.ID]day.Day // when each shipment left, or was delivered
	sent []sentLine
}

// ship says when the goods left, how much of them and of what was wanted, and
// which lines were whole by the promised day.
func (s *story) ship(f *Followed, lines []money.Quantity) (gone, wanted money.Quantity) {
	byLine := map[int64]money.Quantity{}
	for _, g := range s.sent {
		on, known := s.left[g.Shipment]
		if !known {
			continue
		}
		gone += g.Picked
		if on <= f.PromisedOn {
			byLine[g.N] += g.Picked
		}
	}
	for _, on := range s.left {
		f.ShippedOn = max(f.ShippedOn, on)
	}
	for i, q := range lines {
		if wanted += q; q > 0 {
			f.Lines++
			f.LinesOnTime += one(byLine[int64(i+1)] >= q)
		}
	}
	return gone, wanted
}

func (s *story) tell(e db.Event) {
	switch e.Type {
	case "order.captured":
		s.CapturedOn = e.Day
		var body struct{ Exceptions []string }
		s.Touched = s.Touched || e.Read(&body) == nil && len(body.Exceptions) > 0
	case "shipping.shipped", "shipping.delivered":
		s.left[e.Object("shipment")] = e.Day
	case "invoice.issued":
		if s.InvoicedOn.IsZero() {
			s.InvoicedOn = e.Day
		}
	case "rma.requested":
		var body struct{ Reason string }
		s.Damaged = s.Damaged || e.Read(&body) != nil || slices.Contains(spoiled, body.Reason)
	default:
		s.Touched = true
	}
}

// spoiled are the reasons of a return whose goods were not as they should be.
var spoiled = []string{"damaged", "defective", "wrong_item"}
