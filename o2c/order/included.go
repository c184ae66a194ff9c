package order

import (
	"encaisse/base/money"
	"encaisse/o2c/tax"
)

// untaxed takes the tax out of a line whose price includes it, by the line alone.
func (l Line) untaxed(o Order) (Line, error) {
	gross, included, err := l.Stated(o.Currency)
	if err != nil || !included || l.Treatment == "" {
		return l, err
	}
	net, err := l.lone(o.OrderedOn, o.Currency)
	if err != nil {
		return l, err
	}
	return l.holding(gross-net, o.Currency)
}

// held is the tax that the prices of the lines hold, as the order says it before
// anything left: by rate over the order, shared by largest remainder (domain.md
// 4.3). ok is false of an order without such prices, or that is begun: its lines
// keep what they hold, and each of its documents takes the tax out of what it
// states.
func (o Order) held() (held []money.Amount, ok bool, err error) {
	if o.begun() {
		return nil, false, nil
	}
	parts := make([]tax.Line, len(o.Lines))
	for i, l := range o.Lines {
		if l.Item == 0 || l.Treatment == "" {
			continue
		}
		if parts[i], err = l.Part(0, l.Quantity, o.Currency); err != nil {
			return nil, false, err
		}
		if parts[i].Treatment, err = l.TreatmentOn(o.OrderedOn); err != nil {
			return nil, false, err
		}
		ok = ok || parts[i].Included
	}
	if !ok {
		return nil, false, nil
	}
	held, err = tax.Untaxed(parts)
	for i := range held {
		if held[i] = parts[i].Gross - held[i]; !parts[i].Included {
			held[i] = 0
		}
	}
	return held, true, err
}

// taxedWithin takes the tax out of prices that include it.
func (o Order) taxedWithin() (Order, error) {
	held, ok, err := o.held()
	if err != nil || !ok {
		return o, err
	}
	for i, l := range o.Lines {
		if _, included, err := l.Stated(o.Currency); err != nil {
			return o, err
		} else if !included || l.Item == 0 || l.Treatment == "" {
			continue
		}
		if o.Lines[i], err = l.holding(held[i], o.Currency); err != nil {
			return o, err
		}
	}
	return o, nil
}
