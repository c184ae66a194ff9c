package stock

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
)

// Claim is a quantity of an item that an order waits for: in the first of the
// warehouses that has it, which are one when it is bound to it.
type Claim struct {
	At       []id.ID // in the order they are preferred
	Quantity money.Quantity
	Partial  bool // it takes what there is
}

// Serving is what of a claim a warehouse will have, and from when on.
type Serving struct {
	Warehouse id.ID
	On        day.Day
	Quantity  money.Quantity
}

// Outlook is what a warehouse has of an item and will have: periods that each
// begin with a receipt, and what may be promised in each.
type Outlook struct {
	Level   Level
	Late    money.Quantity // expected on a day that has passed
	Coming  money.Quantity // expected from today on
	Days    []day.Day      // of the periods; the first is today, before anything comes
	Periods []Period
	Promise []money.Quantity
}

// Foresee deals what each warehouse has of an item, and what it expects, to the
// claims in their order, as receipts will when they come (domain.md 1.3): all
// of a claim, or a part when it takes parts. What is left may be promised (ATP,
// domain.md 9): claims come first. Nobody knows the day of what is late, so
// that is dealt to nobody.
func Foresee(levels []Level, expected []Expected, claims []Claim, today day.Day) ([]Outlook, [][]Serving) {
	out := make([]Outlook, len(levels))
	free := map[id.ID]money.Quantity{}
	var days []day.Day
	for i, l := range levels {
		out[i] = Outlook{Level: l, Days: []day.Day{today}, Periods: []Period{{Orders: l.Reserved}}}
		free[l.Warehouse] = max(l.Available(), 0)
		for _, x := range expected {
			switch {
			case x.Warehouse != l.Warehouse:
			case x.Late(today):
				out[i].Late += x.Left()
			default:
				out[i].arrives(x)
				days = append(days, x.ExpectedOn)
			}
		}
	}
	slices.Sort(days)
	served := make([][]Serving, len(claims))
	deal := func(on day.Day, came bool) {
		for k := range claims {
			for _, s := range claims[k].take(free) {
				s.On = on
				served[k] = append(served[k], s)
				i := slices.IndexFunc(out, func(o Outlook) bool { return o.Level.Warehouse == s.Warehouse })
				out[i].owe(s, came)
			}
		}
	}
	claims = slices.Clone(claims)
	deal(today, false)
	for _, on := range slices.Compact(days) {
		for _, o := range out {
			if n := slices.Index(o.Days[1:], on); n >= 0 {
				free[o.Level.Warehouse] += o.Periods[n+1].Receipts
			}
		}
		deal(on, true)
	}
	for i := range out {
		out[i].Promise = ATP(out[i].Level.OnHand-out[i].Level.Blocked, out[i].Periods)
	}
	return out, served
}

// arrives adds a receipt to the period that begins with its day.
func (o *Outlook) arrives(x Expected) {
	o.Coming += x.Left()
	n, found := slices.BinarySearch(o.Days[1:], x.ExpectedOn)
	if !found {
		o.Days, o.Periods = slices.Insert(o.Days, n+1, x.ExpectedOn), slices.Insert(o.Periods, n+1, Period{})
	}
	o.Periods[n+1].Receipts += x.Left()
}

// owe adds what a claim takes to the period it is served in: the last one begun.
func (o *Outlook) owe(s Serving, came bool) {
	n := 0
	for i, on := range o.Days[1:] {
		if came && on <= s.On {
			n = i + 1
		}
	}
	o.Periods[n].Orders += s.Quantity
}

// take gives a claim what is free for it, and binds it to where it got a part.
func (c *Claim) take(free map[id.ID]money.Quantity) (got []Serving) {
	if c.Quantity <= 0 {
		return nil
	}
	var most id.ID
	for _, at := range c.At {
		if free[at] > free[most] || most == 0 && free[at] > 0 {
			most = at
		}
		if free[at] >= c.Quantity {
			most = at
			break
		}
	}
	q := min(free[most], c.Quantity)
	if q <= 0 || q < c.Quantity && !c.Partial {
		return nil
	}
	free[most] -= q
	c.Quantity -= q
	c.At = []id.ID{most}
	return []Serving{{Warehouse: most, Quantity: q}}
}

// Ready is the earliest day a quantity may be promised, today included; ok is
// false when nothing that is known to come covers it.
func (o Outlook) Ready(q money.Quantity) (on day.Day, ok bool) {
	var sum money.Quantity
	for i, p := range o.Promise {
		if sum += p; sum >= q {
			return o.Days[i], true
		}
	}
	return 0, false
}
