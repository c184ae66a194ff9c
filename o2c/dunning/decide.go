package dunning

import (
	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/o2c/receivable"
)

// Debt is an open item with the level of reminder it reached.
type Debt struct {
	receivable.Item
	Level   int64    // -2: nothing was done
	Defects []string `db:"-"` // codes, of an invoice to be checked before it falls due
}

// untouched is the level of an item nothing was done about.
const untouched = -2

// Pause keeps a customer, or one item, from being chased.
type Pause struct {
	ID       id.ID
	Entity   id.ID
	Customer id.ID
	Item     id.ID // 0: the customer
	Reason   string
	Until    day.Day // 0: until somebody ends it
	State    string
	Version  int64
}

// holds tells that a pause is on for an item on a day.
func (p Pause) holds(i receivable.Item, today day.Day) bool {
	return p.State == "active" && (p.Item == 0 || p.Item == i.ID) && (p.Until.IsZero() || today <= p.Until)
}

// Facts are what is known about a customer, in one currency, at the moment
// something may be sent.
type Facts struct {
	Debts     []Debt // oldest due first
	Promises  []receivable.Promise
	Planned   map[id.ID]bool
	Pauses    []Pause
	Insolvent bool         // proceedings are open: the claim is filed, not called to mind
	Unapplied money.Amount // money and credit notes not applied yet
	Released  id.ID        // items taken over up to this one are followed
	Reminded  day.Day      // last reminder of a late item, 0 never
	Wrote     day.Day      // last action of any kind
}

// Held is an item that is due for something which is not done, and why.
type Held struct {
	Debt
	Next    Level
	Why     string
	Defects []string
}

// Chased is an item an action is about.
type Chased struct {
	Debt
	Next   Level
	Amount money.Amount
}

// Decision is what to do about a customer now: one action at most, and what is
// held back. Checks are invoices to be repaired before they are called to mind.
type Decision struct {
	Level  Level
	Items  []Chased
	Amount money.Amount // of the items
	Net    money.Amount // less what is not applied yet
	Held   []Held
	Checks []Held
}

// Acts tells that there is something to do.
func (d Decision) Acts() bool { return len(d.Items) > 0 }

// Decide says what to do about a customer on a day: late items that are due
// for their next rung in one action of the highest of them; else, before the
// due day, a courtesy reminder. Nobody is chased for what is paid, disputed,
// promised, planned, paused, in insolvency, or too little (domain.md 1.10).
func (p Policy) Decide(f Facts, today day.Day) Decision {
	var d Decision
	for _, debt := range f.Debts {
		if l, ok := p.next(debt.Level, receivable.DaysLate(debt.DueOn, today)); ok {
			d.take(f, debt, l, today)
		}
	}
	p.limit(&d, f, today, f.Reminded)
	if !d.Acts() {
		p.courtesy(&d, f, today)
	}
	return d
}

// courtesy calls invoices to mind before they fall due, once each, unless a
// defect is found first.
func (p Policy) courtesy(d *Decision, f Facts, today day.Day) {
	l := Level{N: courtesyLevel, Action: Email, Template: Courtesy}
	for _, debt := range f.Debts {
		if !debt.preDue(today) {
			continue
		}
		if len(debt.Defects) > 0 {
			h := Held{debt, l, "defect", debt.Defects}
			d.Held = append(d.Held, h)
			if debt.Level < checkLevel {
				d.Checks = append(d.Checks, h)
			}
			continue
		}
		d.take(f, debt, l, today)
	}
	p.limit(d, f, today, f.Wrote)
}

// preDue tells that an invoice is to be called to mind now: from its day of
// check to the day before it falls due.
func (d Debt) preDue(today day.Day) bool {
	on, ok := PreDue(d.IssuedOn, d.DueOn)
	return ok && d.Level < courtesyLevel && d.Kind == receivable.Invoice && today >= on && today < d.DueOn
}

// take puts an item among those to chase, or among those held.
func (d *Decision) take(f Facts, debt Debt, l Level, today day.Day) {
	if why := f.why(debt.Item, today); why != "" {
		d.Held = append(d.Held, Held{Debt: debt, Next: l, Why: why})
		return
	}
	d.Items = append(d.Items, Chased{debt, l, debt.Collectible()})
	d.Amount += debt.Collectible()
	if l.N >= d.Level.N {
		d.Level = l
	}
}

// why an item is not chased now; "" when nothing keeps it.
func (f Facts) why(i receivable.Item, today day.Day) string {
	if f.Insolvent {
		return "insolvency"
	}
	for _, p := range f.Pauses {
		if p.holds(i, today) {
			return "pause"
		}
	}
	for _, p := range f.Promises {
		if p.Covers(i) {
			return "promise"
		}
	}
	switch {
	case i.TakenOver && i.ID > f.Released:
		return "taken_over"
	case f.Planned[i.ID]:
		return "plan"
	case i.Collectible() <= 0:
		return "disputed"
	case f.Unapplied >= i.Collectible():
		return "unapplied" // he may have paid just this: apply the money first
	}
	return ""
}

// limit holds everything back when it is too little or too soon.
func (p Policy) limit(d *Decision, f Facts, today, last day.Day) {
	d.Net = d.Amount - f.Unapplied
	why := ""
	switch {
	case d.Net <= p.Threshold && f.Unapplied > 0 && d.Amount > p.Threshold:
		why = "unapplied"
	case d.Net <= p.Threshold:
		why = "threshold"
	case !last.IsZero() && int64(today.Sub(last)) < p.Gap:
		why = "gap"
	}
	if why != "" {
		d.hold(why)
	}
}

// hold moves everything that would be chased to what is held.
func (d *Decision) hold(why string) {
	for _, c := range d.Items {
		d.Held = append(d.Held, Held{Debt: c.Debt, Next: c.Next, Why: why})
	}
	d.Items, d.Amount, d.Net, d.Level = nil, 0, 0, Level{}
}
