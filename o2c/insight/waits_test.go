package insight

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
)

// model is an order as somebody with a pencil would follow it: pieces of 1.00,
// each in one place.
type model struct {
	r         *rand.Rand
	day       day.Day
	facts     []OrderFact
	o         *Ordered
	quantity  []int64
	free      []int64 // may be planned
	lacking   []int64 // wait for stock
	stop      Stage   // "" when it goes on
	asked     bool
	parcels   []*packed
	shipments int
}

type packed struct {
	id    id.ID
	stage Stage
	of    []int64
	by    day.Day // delivered
}

func (m *model) tell(typ string, f OrderFact) {
	f.Type, f.Day = typ, m.day
	m.facts = append(m.facts, f)
}

func sum(list []int64) (n int64) {
	for _, v := range list {
		n += v
	}
	return n
}

func pieces(list []int64) (out []Part) {
	for i, n := range list {
		if n > 0 {
			out = append(out, Part{int64(i + 1), money.Units(n)})
		}
	}
	return out
}

// some is a part of each, at random.
func (m *model) some(of []int64) []int64 {
	out := make([]int64, len(of))
	for i, n := range of {
		out[i] = m.r.Int64N(n + 1)
	}
	return out
}

func move(from, to, what []int64) {
	for i, n := range what {
		from[i] -= n
		if to != nil {
			to[i] += n
		}
	}
}

// goOn lets the order go through: stock covers some of it.
func (m *model) goOn(typ string) {
	move(m.lacking, m.free, m.lacking)
	lacks := m.some(m.free)
	move(m.free, m.lacking, lacks)
	m.tell(typ, OrderFact{Drafted: m.stop == StageDraft || m.stop == StageExceptions, Total: money.Amount(100 * (sum(m.free) + sum(m.lacking)))})
	m.stop = ""
	if sum(lacks) > 0 {
		m.tell("order.backordered", OrderFact{Parts: pieces(lacks)})
	}
}

func (m *model) act() {
	switch m.r.IntN(13) {
	case 0:
		if m.stop != "" {
			m.goOn(map[bool]string{true: "order.confirmed", false: "order.released_by_person"}[m.stop == StageDraft])
		}
	case 1:
		if m.stop == "" && len(m.parcels) == 0 {
			move(m.lacking, m.free, m.lacking)
			m.stop = StageManualHold
			m.tell("order.held_by_person", OrderFact{Who: Who{Person: 7}})
		}
	case 2:
		if m.stop != "" && !m.asked {
			m.asked = true
			m.tell("approval.asked", OrderFact{Approval: 5, Who: Who{Role: "finance"}})
		} else if m.asked {
			m.asked = false
			m.tell("approval.refused", OrderFact{Approval: 5})
		}
	case 3:
		if got := m.some(m.lacking); m.stop == "" {
			move(m.lacking, m.free, got)
			m.tell("order.allocated", OrderFact{Parts: pieces(got)})
		}
	case 4, 5:
		if of := m.some(m.free); m.stop == "" && sum(of) > 0 {
			m.shipments++
			p := &packed{id.ID(100 + m.shipments), StageToPick, of, 0}
			move(m.free, nil, of)
			m.parcels = append(m.parcels, p)
			m.tell("shipping.planned", OrderFact{Shipment: p.id, Parts: pieces(of)})
		}
	case 6:
		if what := m.some(m.free); m.stop != StageDraft && m.r.IntN(6) == 0 && sum(what) > 0 { // the rest of each line: what waits first
			for i := range what {
				if m.lacking[i] > 0 {
					what[i] = 0
				}
			}
			move(m.free, nil, what)
			m.tell("order.remainder_cancelled", OrderFact{Parts: append([]Part{}, pieces(what)...)})
		}
	default:
		m.ship()
	}
}

func (m *model) ship() {
	if len(m.parcels) == 0 || m.stop != "" {
		return
	}
	at := m.r.IntN(len(m.parcels))
	p := m.parcels[at]
	f := OrderFact{Shipment: p.id}
	switch {
	case p.stage == StageToPick && m.r.IntN(4) == 0:
		missing := m.some(p.of)
		move(p.of, m.lacking, missing)
		f.Parts = pieces(missing)
		m.tell("shipping.short", f)
	case p.stage == StageToPick:
		p.stage = StageToPack
		m.tell("shipping.picked", f)
	case p.stage == StageToPack && m.r.IntN(4) == 0:
		for i, n := range p.of {
			m.free[i] += n
		}
		m.parcels = append(m.parcels[:at], m.parcels[at+1:]...)
		m.tell("shipping.cancelled", f)
	case p.stage == StageToPack:
		p.stage = StageToShip
		m.tell("shipping.packed", f)
	case p.stage == StageToShip:
		p.stage = StageToInvoice
		m.tell("shipping.shipped", f)
	default:
		m.o.Billed[p.id] = m.day
		m.parcels = append(m.parcels[:at], m.parcels[at+1:]...)
		m.tell("invoice.issued", f)
	}
}

// stands is where the money of the order is, by stage.
func (m *model) stands() map[Stage]money.Amount {
	out := map[Stage]money.Amount{}
	add := func(s Stage, n int64) {
		if n > 0 {
			out[s] += money.Amount(100 * n)
		}
	}
	if stop := m.stop; stop != "" {
		if m.asked {
			stop = StageApproval
		}
		add(stop, sum(m.free)+sum(m.lacking))
	} else {
		add(StageToPlan, sum(m.free))
		add(StageStock, sum(m.lacking))
	}
	for _, p := range m.parcels {
		add(p.stage, sum(p.of))
	}
	return out
}

// Whatever happens to an order, each piece of it is in exactly one stage each
// night, the one where it is seen to be: the stages sum to the whole cycle.
func TestEveryPieceInOneStage(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 2))
		m := &model{r: r, day: day.Of(2026, 1, 5), stop: StageDraft,
			o: &Ordered{Shipments: map[id.ID]Paper{}, Delivered: map[id.ID]day.Day{}, Billed: map[id.ID]day.Day{}}}
		for range 1 + r.IntN(3) {
			n := 1 + r.Int64N(9)
			m.quantity, m.free, m.lacking = append(m.quantity, n), append(m.free, n), append(m.lacking, 0)
			m.o.Lines = append(m.o.Lines, OrderedLine{Quantity: money.Units(n), Net: money.Amount(100 * n)})
			m.o.Sorts = append(m.o.Sorts, Sort{Goods: true})
		}
		m.o.ID = 1
		for i := range 60 {
			m.o.Shipments[id.ID(101+i)] = Paper{ID: id.ID(101 + i)}
		}
		m.tell("order.captured", OrderFact{Total: money.Amount(100 * sum(m.quantity))})
		night := map[day.Day]map[Stage]money.Amount{}
		for range 25 {
			for range r.IntN(4) {
				m.act()
			}
			night[m.day] = m.stands()
			m.day++
		}
		got := map[day.Day]map[Stage]money.Amount{}
		whole, cycle := int64(0), int64(0)
		for _, w := range m.o.Follow(m.facts, m.day) {
			for d := w.From; d < w.To; d++ {
				if got[d] == nil {
					got[d] = map[Stage]money.Amount{}
				}
				got[d][w.Stage] += w.Amount
			}
			whole += int64(w.Amount) * int64(w.To-w.From)
		}
		for d, want := range night {
			if !maps.Equal(got[d], want) && len(got[d])+len(want) > 0 {
				t.Fatalf("seed %d, night of %s: %v, want %v\n%+v", seed, d, got[d], want, m.facts)
			}
			for _, a := range want {
				cycle += int64(a)
			}
		}
		if whole != cycle {
			t.Fatalf("seed %d: the stages sum to %d, the cycle is %d", seed, whole, cycle)
		}
	}
}

// Delivered before it was invoiced, a shipment was on its way until then;
// invoiced first, billing is what was waited for.
func TestOnItsWay(t *testing.T) {
	d := day.Of(2026, 3, 2)
	for _, c := range []struct {
		delivered, billed day.Day
		way, invoice      int
	}{{d + 3, d + 4, 3, 1}, {0, d + 4, 0, 4}, {d + 4, d + 2, 0, 2}, {d + 3, 0, 3, 7}, {0, 0, 0, 10}} {
		o := Ordered{Paper: Paper{ID: 1}, Lines: []OrderedLine{{Quantity: money.Units(2), Net: 500}}, Shipments: map[id.ID]Paper{9: {ID: 9}},
			Delivered: map[id.ID]day.Day{9: c.delivered}, Billed: map[id.ID]day.Day{9: c.billed}}
		facts := []OrderFact{{Type: "order.captured", Day: d, Total: 500}, {Type: "order.confirmed", Day: d},
			{Type: "shipping.planned", Day: d, Shipment: 9, Parts: []Part{{1, money.Units(2)}}}, {Type: "shipping.shipped", Day: d, Shipment: 9}}
		for at := d + 1; at <= d+4; at++ {
			if at == c.delivered {
				facts = append(facts, OrderFact{Type: "shipping.delivered", Day: at, Shipment: 9})
			}
			if at == c.billed {
				facts = append(facts, OrderFact{Type: "invoice.issued", Day: at, Shipment: 9})
			}
		}
		spent := map[Stage]int{}
		for _, w := range o.Follow(facts, d+10) {
			spent[w.Stage] += w.To.Sub(w.From)
		}
		if spent[StageOnWay] != c.way || spent[StageToInvoice] != c.invoice || len(spent) > 2 {
			t.Errorf("delivered %s, invoiced %s: %v", c.delivered, c.billed, spent)
		}
	}
}

// Amended, an order is worth what it was worth on each day.
func TestAmendedValue(t *testing.T) {
	d := day.Of(2026, 3, 2)
	now := []OrderedLine{{Quantity: money.Units(3), Net: 300}, {Quantity: money.Units(1), Net: 50}}
	change := []AmendedLine{{1, &OrderedLine{Quantity: money.Units(2), Net: 200}, &now[0]}, {2, nil, &now[1]}}
	o := Ordered{Paper: Paper{ID: 1}, Lines: Rewind(now, change), Sorts: []Sort{{true, 20_000000}, {}}}
	if len(o.Lines) != 1 || o.Lines[0].Quantity != money.Units(2) {
		t.Fatalf("rewound: %+v", o.Lines)
	}
	got := o.Follow([]OrderFact{{Type: "order.captured", Day: d, Total: 240}, {Type: "order.confirmed", Day: d},
		{Type: "order.amended", Day: d + 4, Total: 410, Amended: change}, {Type: "order.backordered", Day: d + 4, Parts: []Part{{1, money.Units(1)}}},
		{Type: "order.remainder_cancelled", Day: d + 5, Parts: []Part{{2, money.Units(1)}}}}, d+6)
	want := []Wait{{Stage: StageToPlan, From: d, To: d + 4, Amount: 240}, {Stage: StageStock, From: d + 4, To: d + 6, Amount: 120},
		{Stage: StageToPlan, From: d + 4, To: d + 5, Amount: 290}, {Stage: StageToPlan, From: d + 5, To: d + 6, Amount: 240}}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for _, w := range want {
		found := false
		for _, g := range got {
			found = found || g.Stage == w.Stage && g.From == w.From && g.To == w.To && g.Amount == w.Amount || w.Stage == StageStock && g.Stage == w.Stage && g.Amount == w.Amount
		}
		if !found {
			t.Errorf("no %+v in %+v", w, got)
		}
	}
}

// What was amended away after it was planned does not wait for stock when the
// pick is short: 7 planned, 4 wanted since, 2 found; the other 2 wait, and once
// they are reserved nothing does.
func TestAShortPickAfterAnAmendment(t *testing.T) {
	d := day.Of(2026, 3, 2)
	seven, four := OrderedLine{Quantity: money.Units(7), Net: 700}, OrderedLine{Quantity: money.Units(4), Net: 400}
	o := Ordered{Paper: Paper{ID: 1}, Lines: []OrderedLine{seven}, Sorts: []Sort{{true, 0}}, Shipments: map[id.ID]Paper{9: {ID: 9}}}
	stages := func(facts ...OrderFact) []Stage {
		var out []Stage
		for _, w := range o.Follow(facts, d+2) {
			if w.To == d+2 {
				out = append(out, w.Stage)
			}
		}
		slices.Sort(out)
		return out
	}
	facts := []OrderFact{{Type: "order.captured", Day: d, Total: 700}, {Type: "order.confirmed", Day: d}, {Type: "shipping.planned", Day: d, Shipment: 9, Parts: []Part{{1, money.Units(7)}}},
		{Type: "order.amended", Day: d, Total: 400, Amended: []AmendedLine{{1, &seven, &four}}},
		{Type: "shipping.short", Day: d, Shipment: 9, Parts: []Part{{1, money.Units(5)}}}, {Type: "shipping.picked", Day: d, Shipment: 9}}
	if got := stages(facts...); !slices.Equal(got, []Stage{StageStock, StageToPack}) {
		t.Errorf("after the short pick: %v", got)
	}
	o = Ordered{Paper: o.Paper, Lines: []OrderedLine{seven}, Sorts: o.Sorts, Shipments: o.Shipments}
	if got := stages(append(facts, OrderFact{Type: "order.allocated", Day: d, Parts: []Part{{1, money.Units(2)}}})...); !slices.Equal(got, []Stage{StageToPack, StageToPlan}) {
		t.Errorf("after the rest was reserved: %v", got)
	}
}
