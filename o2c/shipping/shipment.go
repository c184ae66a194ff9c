// Package shipping plans, picks, packs and ships what orders reserved, and
// ends what is not shipped.
package shipping

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/catalog"
)

// Prefix of a shipment's id as people see it.
const Prefix = "shp"

// State is where a shipment is (domain.md 1.4).
type State string

// The states.
const (
	ToPick    State = "to_pick"
	Picking   State = "picking"
	Packed    State = "packed"
	Shipped   State = "shipped"
	Delivered State = "delivered"
	Returned  State = "returned"
	Cancelled State = "cancelled"
)

// Shipment is goods (and services) of one order that leave together.
type Shipment struct {
	ID          id.ID
	Entity      id.ID
	Number      string
	Order       id.ID
	Customer    id.ID
	Warehouse   id.ID
	State       State
	PlannedOn   day.Day
	ShippedOn   day.Day
	DeliveredOn day.Day
	Unbilled    money.Amount // of the order's value, tax included, until it is invoiced
	Billed      bool
	TakenOver   bool
	Version     int64
	Lines       []Line `db:"-"`
}

// Left reports whether the goods went out, whatever became of them since.
func (s Shipment) Left() bool {
	return s.State == Shipped || s.State == Delivered || s.State == Returned
}

// Proof is who took a delivery, in his words, and the hash of what he signed.
type Proof struct {
	Shipment id.ID
	Name     string
	Note     string
	File     []byte
}

// Line is a quantity of an order line.
type Line struct {
	Shipment id.ID
	N        int64
	OrderN   int64
	Item     id.ID
	Kind     string
	Quantity money.Quantity
	Picked   money.Quantity
	Cost     money.Amount
}

// edges is the table of domain.md 1.4.
var edges = map[string]map[State]State{
	"pick":    {ToPick: Picking},
	"pack":    {Picking: Packed},
	"ship":    {Packed: Shipped},
	"deliver": {Shipped: Delivered},
	"return":  {Shipped: Returned},
	"cancel":  {ToPick: Cancelled, Picking: Cancelled, Packed: Cancelled},
}

// Edges returns the table, for the check that no shipment took another path.
func Edges() map[string]map[State]State { return edges }

// to moves the shipment along an edge, or refuses.
func (s Shipment) to(event string) (Shipment, error) {
	next, ok := edges[event][s.State]
	if !ok {
		return s, refuse.New(refuse.Conflict, "shipping.state", "number", s.Number, "state", words.Key("shipping.is."+s.State), "allowed", words.Allowed(edges, s.State, "shipping.may."))
	}
	s.State = next
	return s, nil
}

// Open reports whether the shipment still waits to leave.
func (s Shipment) Open() bool { return s.State == ToPick || s.State == Picking || s.State == Packed }

// picked is the shipment after a pick: quantities by line, or everything
// planned when none is said.
func (s Shipment) picked(parts []Part) (Shipment, error) {
	s.Lines = append([]Line(nil), s.Lines...)
	if len(parts) == 0 {
		for i := range s.Lines {
			s.Lines[i].Picked = s.Lines[i].Quantity
		}
		return s, nil
	}
	said := map[int64]bool{}
	for _, p := range parts {
		l, err := s.line(p.N)
		if err != nil {
			return s, err
		}
		if p.Quantity < 0 || p.Quantity > l.Quantity {
			return s, refuse.New(refuse.Invalid, "shipping.pick", "line", p.N, "quantity", p.Quantity, "planned", l.Quantity)
		}
		l.Picked, said[p.N] = p.Quantity, true
	}
	for i, l := range s.Lines {
		if !said[l.N] && l.Kind == catalog.Freight {
			s.Lines[i].Picked = l.Quantity // nothing to take from a shelf
			continue
		}
		if !said[l.N] {
			return s, refuse.New(refuse.Invalid, "shipping.pick_line", "line", l.N)
		}
	}
	return s, nil
}

// freightOnly reports whether nothing but freight is in it.
func (s Shipment) freightOnly() bool {
	return !slices.ContainsFunc(s.Lines, func(l Line) bool { return l.Kind != catalog.Freight })
}

func (s *Shipment) line(n int64) (*Line, error) {
	for i := range s.Lines {
		if s.Lines[i].N == n {
			return &s.Lines[i], nil
		}
	}
	return nil, refuse.New(refuse.Invalid, "shipping.line", "line", n)
}

// Part is a quantity of line n.
type Part struct {
	N        int64          `json:"n"`
	Quantity money.Quantity `json:"quantity"`
}
