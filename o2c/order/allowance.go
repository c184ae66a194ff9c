package order

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
	"encaisse/o2c/party"
)

// allow sets what is taken off the whole order: a percentage, or an amount before
// tax (domain.md 4.3). What is left out stays; one of the two takes the other's
// place.
func (o *Order) allow(percent *money.Percent, amount *money.Decimal, wrong *refuse.Refusal) {
	if percent != nil {
		if *percent < 0 || *percent > money.Whole {
			wrong.At("/allowance_percent", "order.allowance_percent")
		}
		if o.AllowedPart = *percent; *percent != 0 {
			o.Allowed = 0
		}
	}
	if amount == nil {
		return
	}
	off, err := amount.Amount(o.Currency)
	if err != nil || off < 0 {
		wrong.At("/allowance_amount", "order.allowance_amount", "currency", string(o.Currency))
	}
	if off != 0 && percent != nil && *percent != 0 {
		wrong.At("/allowance_amount", "order.allowance_one")
	}
	if o.Allowed = off; off != 0 {
		o.AllowedPart = 0
	}
}

// begun reports whether something left or was invoiced.
func (o Order) begun() bool {
	for _, l := range o.Lines {
		if l.Shipped+l.Invoiced > 0 {
			return true
		}
	}
	return false
}

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
	if share != 0 {
		of, err := share.Decimal(o.Currency)
		if err != nil {
			return l, err
		}
		p.Steps = append(p.Steps, catalog.Step{Share: of})
	}
	if p.Steps.String() == l.Discounts {
		return l, nil
	}
	if l, err = l.costs(p, o.Currency); err != nil {
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

// borne is what the lines bear of an allowance and what it is. Once something left
// the lines keep their shares: then both are what they bear.
func (o Order) borne() (shares, off money.Amount, err error) {
	var sum money.Amount
	for _, l := range o.Lines {
		_, net, err := l.alone(o.Currency)
		if err != nil {
			return 0, 0, err
		}
		shares += net - l.Net
		if l.Kind != catalog.Freight {
			sum += net
		}
	}
	if o.begun() || o.State == Draft && o.Exceptions != "" {
		return shares, shares, nil
	}
	off, err = o.AllowedPart.Of(sum)
	return shares, off + o.Allowed, err
}
