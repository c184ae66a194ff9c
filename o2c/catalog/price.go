package catalog

import (
	"cmp"
	"regexp"
	"slices"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/o2c/tax"
)

// Listed is one price of a price list: for an item, from a quantity on, while
// it is valid. Holder is the customer or group the list is for, 0 = everybody.
type Listed struct {
	ID       id.ID
	List     id.ID
	Code     string
	Holder   id.ID
	Currency money.Currency
	Item     id.ID
	Least    money.Quantity // 0 = from the first piece on
	Price    money.Price
	From     day.Day
	To       day.Day // last day; 0 = open
	Version  int64
	Included bool // prices of the list are with tax included
}

// valid reports whether a span holds a day.
func valid(from, to, d day.Day) bool { return from <= d && (to.IsZero() || d <= to) }

// Promotion takes a percent, or an amount off each unit, off the list price of
// an item (0 = of all) on a list (0 = on any) for some days.
type Promotion struct {
	ID       id.ID
	Code     string
	Item     id.ID
	List     id.ID
	Percent  money.Percent
	Each     money.Price
	Currency money.Currency // of Each
	From     day.Day
	To       day.Day
	Version  int64
}

// Asked is what a price is asked for.
type Asked struct {
	Item     Item
	Customer id.ID
	Group    id.ID // his group, or himself
	Quantity money.Quantity
	Currency money.Currency
	Day      day.Day
	Manual   *money.Price
	Own      Steps         // discounts a person gives
	Included bool          // his manual price is with tax included; lists with tax included come first
	Rate     money.Percent // of the taxes the line bears, to compare prices with and without
}

// Price finds what an item costs: the manual price, else that of the customer,
// of his group, of a promotion, of a quantity reached, of a list for everybody,
// of the item itself (domain.md 1.13: the first that there is, never a silent
// zero). ok is false when there is none.
func Price(a Asked, listed []Listed, promotions []Promotion) (p Priced, ok bool) {
	if p, ok = rule(a, listed, promotions); a.Manual != nil {
		p, ok = Priced{Unit: *a.Manual, From: Source{From: FromManual}, Steps: marked(a.Included)}, true
	}
	return p.With(a.Own), ok
}

// With is the price with what a person takes off, instead of what he did before.
func (p Priced) With(own Steps) Priced {
	p.Steps = ordered(append(p.Steps.Ruled(), own...))
	return p
}

// rule is the price without what a person says.
func rule(a Asked, listed []Listed, promotions []Promotion) (Priced, bool) {
	open := slices.DeleteFunc(slices.Clone(listed), func(l Listed) bool {
		return l.Item != a.Item.ID || l.Currency != a.Currency || l.Least > a.Quantity || !valid(l.From, l.To, a.Day)
	})
	slices.SortFunc(open, func(x, y Listed) int {
		return cmp.Or(a.prefers(x, y), cmp.Compare(y.Least, x.Least), cmp.Compare(y.From, x.From), cmp.Compare(x.Price, y.Price), cmp.Compare(x.ID, y.ID))
	})
	find := func(fits func(Listed) bool, from string) (Priced, bool) {
		if i := slices.IndexFunc(open, fits); i >= 0 {
			return open[i].priced(from), true
		}
		return Priced{}, false
	}
	if p, ok := find(func(l Listed) bool { return l.Holder == a.Customer && l.Holder != 0 }, FromCustomer); ok {
		return p, ok
	}
	if p, ok := find(func(l Listed) bool { return l.Holder == a.Group && l.Holder != 0 }, FromGroup); ok {
		return p, ok
	}
	open = slices.DeleteFunc(open, func(l Listed) bool { return l.Holder != 0 })
	list, has := find(func(l Listed) bool { return l.Least == 0 }, FromList)
	if !has && a.Item.Priced && a.Item.Currency == a.Currency {
		list, has = Priced{Unit: a.Item.Price, From: Source{From: FromList}}, true
	}
	if p, ok := promoted(a, open, promotions, list, has); ok {
		return p, ok
	}
	if p, ok := find(func(l Listed) bool { return l.Least > 0 }, FromBreak); ok {
		return p, ok
	}
	return list, has
}

// prefers puts lists that state their prices as the order does before the others.
func (a Asked) prefers(x, y Listed) int {
	switch {
	case x.Included == y.Included:
		return 0
	case x.Included == a.Included:
		return -1
	}
	return 1
}

// marked is the step of a price with tax included, before the tax is known.
func marked(included bool) Steps {
	if included {
		return Steps{{Included: true}}
	}
	return nil
}

func (l Listed) priced(from string) Priced {
	p := Priced{Unit: l.Price, From: Source{From: from, Code: l.Code}, Steps: marked(l.Included)}
	if l.Least > 0 {
		p.From.Of = l.Least.String()
	}
	return p
}

// promoted is the list price less the promotion that takes most off it, the
// oldest among equals: promotions do not add up.
func promoted(a Asked, open []Listed, promotions []Promotion, list Priced, has bool) (best Priced, ok bool) {
	var most money.Price
	for _, m := range promotions {
		if !m.fits(a) {
			continue
		}
		base, there := list, has
		if m.List != 0 {
			i := slices.IndexFunc(open, func(l Listed) bool { return l.List == m.List && l.Least == 0 })
			if there = i >= 0; there {
				base = open[i].priced(FromList)
			}
		}
		off, err := m.off(base.Unit)
		if !there || err != nil || off > base.Unit || ok && off <= most {
			continue
		}
		base.From.From = FromPromotion
		base.Steps = append(Steps{{Code: m.Code, Percent: m.Percent, Each: m.Each}}, base.Steps...)
		best, most, ok = base, off, true
	}
	return best, ok
}

func (m Promotion) fits(a Asked) bool {
	return (m.Item == a.Item.ID || m.Item == 0 && a.Item.Kind != Freight) && (m.Each == 0 || m.Currency == a.Currency) && valid(m.From, m.To, a.Day)
}

// off is what the promotion takes off a unit price.
func (m Promotion) off(p money.Price) (money.Price, error) {
	v, err := money.MulDiv(int64(p), int64(m.Percent), int64(money.Whole))
	return money.Price(v) + m.Each, err
}

// ordered puts percents before amounts a unit before amounts a line before shares
// of the order before the tax, each kind in the order it was given.
func ordered(s Steps) Steps {
	rank := func(p Step) int {
		switch {
		case p.Each != 0:
			return 1
		case p.Amount != 0:
			return 2
		case p.Share != 0:
			return 3
		case p.Included:
			return 4
		}
		return 0
	}
	slices.SortStableFunc(s, func(x, y Step) int { return cmp.Compare(rank(x), rank(y)) })
	return s
}

// Authority is how far a role may go without asking. A role without a row has
// that of nobody: any discount, nothing below a floor.
type Authority struct {
	ID         id.ID
	Role       string
	Limited    bool
	Discount   money.Percent // most off the price by rule, when Limited
	BelowFloor bool
	Version    int64
}

// Limits are what keeps a price within bounds.
type Limits struct {
	Least money.Amount // floor of the line
	Floor bool         // there is one
	Rule  money.Amount // net by rule, without what a person gave
	Ruled bool
}

// Below reports whether a net lies under the floor.
func (l Limits) Below(net money.Amount) bool { return l.Floor && net < l.Least }

// Beyond reports whether what a person gave is more than a role may.
func (l Limits) Beyond(net money.Amount, a Authority) bool {
	if !l.Ruled || !a.Limited || net >= l.Rule {
		return false
	}
	most, err := a.Discount.Of(l.Rule)
	return err != nil || l.Rule-net > most
}

// LimitsOf are the bounds of a line.
func LimitsOf(a Asked, listed []Listed, promotions []Promotion) (l Limits, err error) {
	if a.Item.Floored && a.Item.Currency == a.Currency {
		l.Floor = true
		if l.Least, err = money.Extend(a.Quantity, a.Item.Floor, a.Currency); err != nil {
			return l, err
		}
	}
	p, ok := rule(a, listed, promotions)
	if ok && (a.Manual != nil || len(a.Own) > 0) {
		l.Ruled = true
		if l.Rule, err = p.Net(a.Quantity, a.Currency); err == nil && p.Steps.Included() {
			l.Rule, err = tax.Before(l.Rule, a.Rate)
		}
	}
	return l, err
}

// code is how lists, promotions and tariffs are called: what stands in the
// texts of a line without ambiguity.
var code = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$`)

// TaxKind is how the tax rules see the item: freight follows the goods it
// carries, as part of their supply.
func (i Item) TaxKind() tax.Kind {
	if i.Kind == Service {
		return tax.Service
	}
	return tax.Goods
}
