package invoice

import (
	"encoding/json"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/order"
)

// group is what of an order is taxed alike: a deposit has a line for each.
type group struct {
	kind      string
	treatment string
	net       money.Amount // ordered and not cancelled
	owed      money.Amount // of that, not invoiced
	gross     money.Amount // of prices with tax included: what they state
	included  bool
}

// stated is what of it its prices say: with tax where they include it.
func (g group) stated() money.Amount {
	if g.included {
		return g.gross
	}
	return g.net
}

// groups are what of an order is taxed alike on a day, as tax on an advance: it
// falls due when cashed, of goods too (domain.md 4.5).
func groups(o order.Order, d day.Day) ([]group, error) {
	var list []group
next:
	for _, l := range o.Lines {
		if l.Item == 0 || l.Treatment == "" {
			continue
		}
		part, err := l.Part(0, l.Quantity-l.Cancelled, o.Currency)
		if err != nil {
			return nil, err
		}
		net := part.Net
		t, err := l.TreatmentOn(d)
		if err != nil {
			return nil, err
		}
		t.OnReceipt = true
		b, err := json.Marshal(t)
		if err != nil {
			return nil, err
		}
		kind := catalog.Goods
		if l.Kind == catalog.Service {
			kind = catalog.Service
		}
		for i := range list {
			if list[i].kind == kind && list[i].treatment == string(b) && list[i].included == part.Included {
				list[i].net, list[i].owed, list[i].gross = list[i].net+net, list[i].owed+net-l.InvoicedNet, list[i].gross+part.Gross
				continue next
			}
		}
		list = append(list, group{kind, string(b), net, net - l.InvoicedNet, part.Gross, part.Included})
	}
	return list, nil
}

// advanced makes the lines of a deposit invoice over groups, of so much of each:
// before tax, or with it where prices include it.
func (v Invoice) advanced(list []group, nets []money.Amount, name string) (Invoice, error) {
	for i, g := range list {
		if nets[i] <= 0 {
			continue
		}
		l := Line{Invoice: v.ID, N: int64(len(v.Lines) + 1), Order: v.Order, Name: name, Kind: g.kind,
			Quantity: money.Units(1), Net: nets[i], Treatment: g.treatment}
		if g.included {
			l.Gross = nets[i]
		}
		v.Lines = append(v.Lines, l)
	}
	v, err := v.totalled()
	for i, l := range v.Lines {
		v.Lines[i].UnitPrice = priced(l.Net, v.Currency)
	}
	return v, err
}

// priced is an amount as a unit price.
func priced(a money.Amount, c money.Currency) money.Price {
	p := money.Price(a)
	for range 6 - c.Exponent() {
		p *= 10
	}
	return p
}
