package order

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/party"
)

// allowed shares what is taken off the order over its lines, by what each costs
// without it and largest remainder, so that the shares sum to it, whatever part of
// a line is shipped, billed or credited. Freight bears none. A line of which
// something left or was invoiced keeps its share: the others share the rest.
func (o Order) allowed(r *db.Read, c party.Customer, add func(pointer, code string, pairs ...any)) (Order, error) {
	var at []int
	var nets []money.Amount
	var sum, kept money.Amount
	shares := false
	for i, l := range o.Lines {
		p, err := l.Priced()
		if err != nil {
			return o, err
		}
		share, err := p.Steps.Share().Amount(o.Currency)
		if err != nil {
			return o, err
		}
		shares = shares || share != 0
		switch {
		case l.Kind == catalog.Freight || l.Item == 0 || l.Treatment == "":
		case l.Shipped+l.Invoiced > 0:
			kept += share
		default:
			_, net, err := l.alone(o.Currency)
			if err != nil {
				return o, err
			}
			at, nets, sum = append(at, i), append(nets, net), sum+net
		}
	}
	if o.AllowedPart == 0 && o.Allowed == 0 && !shares {
		return o, nil
	}
	off, err := o.AllowedPart.Of(sum)
	if err != nil {
		return o, err
	}
	off += max(o.Allowed-kept, 0)
	if off > sum {
		add("/allowance_amount", "order.allowance_beyond", "allowance", off.In(o.Currency), "net", sum.In(o.Currency))
		off = 0
	}
	parts, err := money.ProRata(off, nets)
	if err != nil {
		return o, err
	}
	for k, i := range at {
		if o.Lines[i], err = o.shared(r, c, o.Lines[i], parts[k], add); err != nil {
			return o, err
		}
	}
	return o, nil
}

// shared is a line with another share of what is taken off the order, within the
// bounds of who acts.
func (o Order) shared(r *db.Read, c party.Customer, l Line, share money.Amount, add func(pointer, code string, pairs ...any)) (Line, error) {
	p, _, err := l.alone(o.Currency)
	if err != nil {
		return l, err
	}
	of, err := share.Decimal(o.Currency)
	if err != nil {
		return l, err
	}
	was, err := l.Priced()
	if err != nil {
		return l, err
	}
	p.Steps = p.Steps.Sharing(of)
	if p.Steps.String() == was.Steps.Holding(0).String() {
		return l, nil
	}
	if l, err = l.costs(p, o.Currency); err != nil {
		return l, err
	}
	if l, err = l.untaxed(o); err != nil {
		return l, err
	}
	i, err := catalog.Load(r, l.Item)
	if err != nil {
		return l, err
	}
	l.Authorised = 0
	a, err := l.asked(i, o, c)
	return l.bounded(r, o, a, err, func(_, code string, pairs ...any) {
		field := "/allowance_percent"
		if o.Allowed != 0 {
			field = "/allowance_amount"
		}
		add(field, code, pairs...)
	})
}
