package insight

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
)

// OrderedLine is a line of an order and, while its facts are told, what of it is
// gone from the order and what waits.
type OrderedLine struct {
	Quantity money.Quantity
	Net      money.Amount

	gross   money.Amount   // its share of the order's total
	gone    money.Quantity // planned, shipped or cancelled
	waiting money.Quantity // of what is left: for stock
}

// Sort is what does not change of a line: whether it takes stock, and the rate
// of all its taxes.
type Sort struct {
	Goods bool
	Rate  money.Percent
}

// Part is a quantity of line N.
type Part struct {
	N        int64
	Quantity money.Quantity
}

// AmendedLine is a line before and after; no Before: it is new.
type AmendedLine struct {
	N             int64
	Before, After *OrderedLine
}

// OrderFact is what a fact says of an order.
type OrderFact struct {
	Type       string
	Day        day.Day
	Who        Who
	Shipment   id.ID
	Approval   id.ID
	Total      money.Amount // captured, amended or confirmed with
	Parts      []Part
	Amended    []AmendedLine
	Exceptions bool          // it can not be confirmed
	Manual     bool          // held until a person releases it
	Drafted    bool          // credit was asked about a draft
	Value      *money.Amount // of the order's total: left with the shipment
}

// The states of an order that make a difference to who is to act.
const (
	unknown = iota
	drafted
	held
	going
)

// parcel is a shipment that is not invoiced.
type parcel struct {
	paper Paper
	stage Stage
	parts []Part
	value money.Amount // of the order's total
}

// Ordered is an order as its facts tell it. Its total is spread over what is
// left of it and its shipments, each with a value of its own: together they
// are what is ordered and neither cancelled nor invoiced.
type Ordered struct {
	Paper
	Lines     []OrderedLine // as it was captured
	Sorts     []Sort        // of its lines, also of those added later
	Shipments map[id.ID]Paper
	Delivered map[id.ID]day.Day // as far as it is known
	Billed    map[id.ID]day.Day

	total   money.Amount
	state   int
	hold    spot
	asked   []spot // approvals that are open
	askedAs []id.ID
	parcels []parcel
	ids     []id.ID // of the parcels
}

// Rewind turns the lines of an order to what they were before it was amended.
func Rewind(lines []OrderedLine, amended []AmendedLine) []OrderedLine {
	lines = slices.Clone(lines)
	for _, a := range amended {
		switch i := int(a.N) - 1; {
		case i < 0 || i >= len(lines):
		case a.Before == nil:
			lines = lines[:i]
		default:
			lines[i].Quantity, lines[i].Net = a.Before.Quantity, a.Before.Net
		}
	}
	return lines
}

// Follow tells the facts of an order, in their order, and returns where its
// parts stood until a day.
func (o *Ordered) Follow(facts []OrderFact, to day.Day) []Wait {
	var k keeper
	for i, f := range facts {
		o.tell(f)
		if i+1 == len(facts) || facts[i+1].Day != f.Day {
			k.move(f.Day, o.spots(f.Day))
		}
	}
	return k.end(to)
}

func (o *Ordered) tell(f OrderFact) {
	switch f.Type {
	case "order.captured":
		o.state, o.total = drafted, f.Total
		o.hold = spot{Stage: StageDraft}
		if f.Exceptions {
			o.hold.Stage = StageExceptions
		}
		o.spread()
	case "order.amended":
		o.amend(f)
	case "order.confirmed", "order.released_by_person", "order.held":
		if f.Drafted && f.Total > 0 {
			o.total = f.Total
			o.spread()
		}
		o.wait(nil)
		o.state = going
		if f.Type == "order.held" {
			o.state, o.hold = held, spot{Stage: StageCreditHold}
			if f.Manual {
				o.hold.Stage = StageManualHold
			}
		}
	case "order.held_by_person":
		o.wait(nil)
		o.state, o.hold = held, spot{Stage: StageManualHold, Who: f.Who}
	case "order.backordered":
		o.wait(f.Parts)
	case "order.allocated":
		o.lack(f.Parts, -1)
	case "order.unreserved":
		o.lack(f.Parts, 1)
	case "order.cancelled":
		o.cancel(nil)
	case "order.remainder_cancelled":
		o.cancel(f.Parts)
	case "approval.asked":
		o.asked, o.askedAs = append(o.asked, spot{Stage: StageApproval, Who: f.Who}), append(o.askedAs, f.Approval)
	case "approval.granted", "approval.refused", "approval.withdrawn", "approval.lapsed", "approval.voided":
		if i := slices.Index(o.askedAs, f.Approval); i >= 0 {
			o.asked, o.askedAs = slices.Delete(o.asked, i, i+1), slices.Delete(o.askedAs, i, i+1)
		}
	default:
		o.tellShipment(f)
	}
}

func (o *Ordered) tellShipment(f OrderFact) {
	at := slices.Index(o.ids, f.Shipment)
	if at < 0 && (f.Type == "shipping.planned" || f.Type == "shipping.shipped") {
		if f.Type == "shipping.shipped" { // history: never planned, all of it left
			f.Parts = o.left()
		}
		before := o.rest()
		o.leave(f.Parts, 1)
		at = len(o.ids)
		o.ids = append(o.ids, f.Shipment)
		o.parcels = append(o.parcels, parcel{o.Shipments[f.Shipment], StageToPick, f.Parts, before - o.rest()})
	}
	if at < 0 {
		return
	}
	p := &o.parcels[at]
	switch f.Type {
	case "shipping.short":
		before, missed := o.rest(), o.missed(at, f.Parts)
		o.leave(f.Parts, -1)
		o.lack(missed, 1)
		p.value -= o.rest() - before
		p.parts = less(p.parts, f.Parts)
	case "shipping.picked":
		p.stage = StageToPack
	case "shipping.packed":
		p.stage = StageToShip
	case "shipping.shipped":
		p.stage = StageToInvoice
		if f.Value != nil {
			p.value = *f.Value
		}
	case "invoice.issued":
		o.ids, o.parcels = slices.Delete(o.ids, at, at+1), slices.Delete(o.parcels, at, at+1)
	case "shipping.cancelled":
		o.leave(p.parts, -1)
		o.ids, o.parcels = slices.Delete(o.ids, at, at+1), slices.Delete(o.parcels, at, at+1)
	}
}

// amend makes the lines what a fact says they are; what waits for stock is said
// again after it.
func (o *Ordered) amend(f OrderFact) {
	for _, a := range f.Amended {
		for int(a.N) > len(o.Lines) {
			o.Lines = append(o.Lines, OrderedLine{})
		}
		if a.N >= 1 && a.After != nil {
			l := &o.Lines[a.N-1]
			l.Quantity, l.Net = a.After.Quantity, a.After.Net
		}
	}
	o.total = f.Total
	o.wait(nil)
	o.spread()
	if o.state == drafted {
		o.hold.Stage = StageDraft
		if f.Exceptions {
			o.hold.Stage = StageExceptions
		}
	}
}

// spots says where everything of the order stands after the facts of a day.
// What is held holds its open shipments too: they do not leave.
func (o *Ordered) spots(d day.Day) []spot {
	var out []spot
	add := func(s spot, paper Paper, value money.Amount, any bool) {
		if any { // what is worth nothing waits too
			s.Paper, s.Amount = paper, value
			out = append(out, s)
		}
	}
	left, lacking, free := o.quantities()
	stop, stopped := o.hold, o.state == drafted || o.state == held
	if stopped && len(o.asked) > 0 {
		stop = o.asked[len(o.asked)-1]
	}
	switch {
	case stopped:
		add(stop, o.Paper, o.rest(), left)
	case o.state == going:
		ready := o.ready()
		add(spot{Stage: StageStock}, o.Paper, o.rest()-ready, lacking)
		add(spot{Stage: StageToPlan}, o.Paper, ready, free)
	}
	for i, p := range o.parcels {
		s := spot{Stage: p.stage}
		switch delivered, billed := o.Delivered[o.ids[i]], o.Billed[o.ids[i]]; {
		case p.stage != StageToInvoice && stopped:
			s = stop
		case p.stage == StageToInvoice && d < delivered && (billed == 0 || delivered <= billed):
			s.Stage = StageOnWay
		}
		add(s, p.paper, p.value, slices.ContainsFunc(p.parts, func(q Part) bool { return q.Quantity > 0 }))
	}
	return out
}
