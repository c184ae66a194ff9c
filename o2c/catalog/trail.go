package catalog

import (
	"slices"
	"strings"

	"encaisse/base/money"
	"encaisse/base/refuse"
)

// Where a unit price may come from, the first that gives one (domain.md 1.13).
const (
	FromManual    = "manual"
	FromCustomer  = "customer"  // a list of the customer
	FromGroup     = "group"     // a list of his group
	FromPromotion = "promotion" // the list price, less what the promotion takes off
	FromBreak     = "break"     // a quantity reached on a list for everybody
	FromList      = "list"      // a list for everybody, or the item's own price
	FromFreight   = "freight"   // a tariff, by zone and billable weight
)

// Source says where a unit price comes from. Texts are as on an order line:
// "list", "customer:DUP26", "break:PUBLIC:10", "freight:STD:FR1".
type Source struct {
	From string
	Code string // of the list or tariff; "" for the item's own price
	Of   string // the quantity of a break, the zone of a tariff
}

// ParseSource reads a source.
func ParseSource(s string) Source {
	from, rest, _ := strings.Cut(s, ":")
	code, of, _ := strings.Cut(rest, ":")
	return Source{from, code, of}
}

// Known reports whether the source is one there can be.
func (s Source) Known() bool {
	return slices.Contains([]string{FromManual, FromCustomer, FromGroup, FromPromotion, FromBreak, FromList, FromFreight}, s.From)
}

func (s Source) String() string {
	return strings.TrimRight(s.From+":"+s.Code+":"+s.Of, ":")
}

// Step is one change of what a line costs after its unit price: percents first,
// one after the other, then what is taken off each unit, then off the line
// (domain.md 1.13), then the line's share of what is taken off the whole order
// (4.3), last the tax that a price with tax included holds. Below zero it adds:
// fuel and other charges of a tariff.
type Step struct {
	Code    string // promotion or charge; "" for what a person gave
	Percent money.Percent
	Each    money.Price
	Amount  money.Decimal // off the line, in currency units
	Share   money.Decimal // of an allowance on the order, in currency units

	Included bool          // what comes before it is with tax included
	Tax      money.Decimal // of that, in currency units
}

// Steps are the changes of a line, in their order. Their text on a line is
// "15@SUMMER+10+5+1.50/u+20/l+6.67/o": 15 % of a promotion, 10 % and 5 % given,
// 1.50 off each unit, 20.00 off the line, 6.67 of what is taken off the order.
// "16.67/t" at the end: all of it was with tax included, 16.67 of it is tax.
type Steps []Step

// ParseSteps reads the text of a line.
func ParseSteps(text string) (Steps, error) {
	if text == "" {
		return nil, nil
	}
	var out Steps
	for part := range strings.SplitSeq(text, "+") {
		var s Step
		var err error
		part, s.Code, _ = strings.Cut(part, "@")
		if each, ok := strings.CutSuffix(part, "/u"); ok {
			s.Each, err = money.ParsePrice(each)
		} else if amount, ok := strings.CutSuffix(part, "/l"); ok {
			s.Amount, err = money.ParseDecimal(amount)
		} else if share, ok := strings.CutSuffix(part, "/o"); ok {
			s.Share, err = money.ParseDecimal(share)
		} else if tax, ok := strings.CutSuffix(part, "/t"); ok {
			s.Included = true
			s.Tax, err = money.ParseDecimal(tax)
		} else {
			s.Percent, err = money.ParsePercent(part)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func (s Steps) String() string {
	parts := make([]string, len(s))
	for i, p := range s {
		switch {
		case p.Each != 0:
			parts[i] = p.Each.String() + "/u"
		case p.Amount != 0:
			parts[i] = p.Amount.String() + "/l"
		case p.Share != 0:
			parts[i] = p.Share.String() + "/o"
		case p.Included:
			parts[i] = p.Tax.String() + "/t"
		default:
			parts[i] = p.Percent.String()
		}
		if p.Code != "" {
			parts[i] += "@" + p.Code
		}
	}
	return strings.Join(parts, "+")
}

// Percents are the percent discounts among the steps, as people write them.
func (s Steps) Percents() Discounts {
	var out Discounts
	for _, p := range s {
		if p.Percent > 0 {
			out = append(out, p.Percent)
		}
	}
	return out
}

// Given are the steps that a person gave to the line.
func (s Steps) Given() Steps {
	return s.only(func(p Step) bool { return p.Code == "" && p.Share == 0 && !p.Included })
}

// Alone are the steps of the line without its share of an allowance on the order,
// and without the tax that its price holds.
func (s Steps) Alone() Steps {
	return s.only(func(p Step) bool { return p.Share == 0 }).Holding(0)
}

// Included reports whether the price is with tax included.
func (s Steps) Included() bool { return len(s) > 0 && s[len(s)-1].Included }

// Stated reports it of the text of a line, without reading all of it.
func Stated(text string) bool { return strings.HasSuffix(text, "/t") }

// Holding are the steps of a price with tax included that holds so much tax;
// those of another price stay.
func (s Steps) Holding(tax money.Decimal) Steps {
	if !s.Included() {
		return s
	}
	s = slices.Clone(s)
	s[len(s)-1].Tax = tax
	return s
}

// Held is the tax that a price with tax included holds, in currency units.
func (s Steps) Held() money.Decimal {
	if !s.Included() {
		return 0
	}
	return s[len(s)-1].Tax
}

// Sharing are the steps with a share of an allowance on the order.
func (s Steps) Sharing(share money.Decimal) Steps {
	if share == 0 {
		return s
	}
	return ordered(append(slices.Clone(s), Step{Share: share}))
}

// Share is what of an allowance on the order falls to the line, in currency units.
func (s Steps) Share() (sum money.Decimal) {
	for _, p := range s {
		sum += p.Share
	}
	return sum
}

// Ruled are the steps that a promotion, a tariff or a list with tax included gave.
func (s Steps) Ruled() Steps {
	return s.only(func(p Step) bool { return p.Code != "" || p.Included })
}

func (s Steps) only(f func(Step) bool) Steps {
	var out Steps
	for _, p := range s {
		if f(p) {
			out = append(out, p)
		}
	}
	return out
}

// Amount is what is taken off the line, in currency units.
func (s Steps) Amount() (sum money.Decimal) {
	for _, p := range s {
		sum += p.Amount
	}
	return sum
}

// Own are the steps of a discount given by a person.
func Own(percents Discounts, amount money.Decimal) Steps {
	var out Steps
	for _, p := range percents {
		out = append(out, Step{Percent: p})
	}
	if amount != 0 {
		out = append(out, Step{Amount: amount})
	}
	return out
}

// Priced is what a line costs, and why.
type Priced struct {
	Unit  money.Price
	From  Source
	Steps Steps
}

// Net is what a quantity costs, rounded once. What takes off more than there
// is, is refused (catalog.discount_beyond).
func (p Priced) Net(q money.Quantity, c money.Currency) (money.Amount, error) {
	net, err := p.upTo(len(p.Steps), q, c)
	if err == nil && net < 0 {
		return 0, refuse.New(refuse.Invalid, "catalog.discount_beyond", "net", net.In(c))
	}
	return net, err
}

// upTo is the net after the first n steps.
func (p Priced) upTo(n int, q money.Quantity, c money.Currency) (money.Amount, error) {
	if n == 0 {
		return money.Extend(q, p.Unit, c)
	}
	var percents []money.Percent
	var each money.Price
	var amount money.Amount
	for _, s := range p.Steps[:n] {
		off, err := (s.Amount + s.Share + s.Tax).Amount(c)
		if err != nil {
			return 0, err
		}
		if s.Percent != 0 {
			percents = append(percents, s.Percent)
		}
		each, amount = each+s.Each, amount+off
	}
	return money.ExtendOff(q, p.Unit, c, percents, each, amount)
}

// Part is one line of the trail: what it changes and what that makes, rounded
// to be shown; the last net is the line's.
type Part struct {
	What    string         `json:"what" doc:"manual, customer, group, promotion, break, list, freight; then promotion, discount, charge, allowance, tax"`
	Code    string         `json:"code" doc:"list, promotion, tariff or charge"`
	Percent *money.Percent `json:"percent" doc:"taken off; below zero: added"`
	Amount  money.Money    `json:"amount" doc:"what it adds to the net"`
	Net     money.Money    `json:"net" doc:"of the line so far"`
}

// Trail says step by step how a line comes to its net.
func (p Priced) Trail(q money.Quantity, c money.Currency) ([]Part, error) {
	out := []Part{}
	var before money.Amount
	for n := 0; n <= len(p.Steps); n++ {
		net, err := p.upTo(n, q, c)
		if err != nil {
			return nil, err
		}
		part := Part{What: p.From.From, Code: p.From.Code, Amount: (net - before).In(c), Net: net.In(c)}
		if n > 0 {
			s := p.Steps[n-1]
			if part.What, part.Code = s.what(p.From.From), s.Code; s.Percent != 0 {
				part.Percent = &s.Percent
			}
		} else if p.From.From == FromPromotion {
			part.What = FromList
		}
		out, before = append(out, part), net
	}
	return out, nil
}

// what names a step.
func (s Step) what(from string) string {
	switch {
	case s.Share != 0:
		return "allowance"
	case s.Included:
		return "tax"
	case s.Code == "":
		return "discount"
	case from == FromFreight:
		return "charge"
	}
	return FromPromotion
}
