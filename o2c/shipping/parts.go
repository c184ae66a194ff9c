package shipping

import (
	"encaisse/o2c/order"
)

// parts is what of each order line is picked; services count only when they
// are delivered with it.
func (s Shipment) parts(services bool) []order.Part {
	var out []order.Part
	for _, l := range s.Lines {
		if l.Picked > 0 && (services || l.Kind == "goods") {
			out = append(out, order.Part{N: l.OrderN, Quantity: l.Picked})
		}
	}
	return out
}

// planned is what of each order line is to leave.
func (s Shipment) planned() []Part {
	out := make([]Part, len(s.Lines))
	for i, l := range s.Lines {
		out[i] = Part{l.OrderN, l.Quantity}
	}
	return out
}

// shortened is the shipment without what was not found, and that, by order
// line.
func (s Shipment) shortened() (Shipment, []order.Part) {
	var missing []order.Part
	s.Lines = append([]Line(nil), s.Lines...)
	for i := range s.Lines {
		l := &s.Lines[i]
		if short := l.Quantity - l.Picked; short > 0 {
			missing = append(missing, order.Part{N: l.OrderN, Quantity: short})
			l.Quantity = l.Picked
		}
	}
	return s, missing
}

// empty reports whether nothing was found.
func (s Shipment) empty() bool {
	for _, l := range s.Lines {
		if l.Quantity > 0 {
			return false
		}
	}
	return true
}
