package insight

import (
	"cmp"
	"slices"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
)

// Due is what is owed by a document, or an instalment of it.
type Due struct {
	Paper
	IssuedOn, DueOn day.Day
	Total           money.Amount
	Settled         []Settling
	Contested       []Contest
}

// Settling is what settled an item, negative when it was taken back. Money that
// was there before it was applied was with us from Held on.
type Settling struct {
	Held, On day.Day
	Amount   money.Amount
}

// Contest is what a dispute contests of an item from a day on; 0: it is
// decided.
type Contest struct {
	Dispute id.ID
	On      day.Day
	Amount  money.Amount
	Owner   id.ID
}

// Follow returns where the item stood until a day: not due, overdue or
// contested. What we hold and applied later waits with the payment, not here.
func (i Due) Follow(to day.Day) []Wait {
	days := []day.Day{i.IssuedOn, i.DueOn}
	for _, s := range i.Settled {
		days = append(days, s.Held, s.On)
	}
	for _, c := range i.Contested {
		days = append(days, c.On)
	}
	slices.Sort(days)
	var k keeper
	for _, d := range slices.Compact(days) {
		if d >= i.IssuedOn && d <= to {
			k.move(d, i.spots(d, to))
		}
	}
	return k.end(to)
}

// held is what is open on a day, and what of it we held already.
func (i Due) held(d day.Day) (open, held money.Amount) {
	open = i.Total
	for _, s := range i.Settled {
		switch {
		case s.On <= d:
			open -= s.Amount
		case s.Held != 0 && s.Held <= d:
			held += s.Amount
		}
	}
	return open, min(held, max(open, 0))
}

// contested is what of an amount disputes hold back on a day, and whose task
// that is.
func (i Due) contested(d day.Day, most money.Amount) (money.Amount, Who) {
	now := map[id.ID]money.Amount{}
	var who Who
	for _, c := range i.Contested {
		if c.On <= d {
			now[c.Dispute] = c.Amount
			if c.Amount > 0 {
				who = Who{Person: c.Owner}
			}
		}
	}
	var sum money.Amount
	for _, a := range now {
		sum += a
	}
	return min(sum, most), who
}

// spots says where the item stands. Due on the last day looked at is not due
// yet, as in the aging; before it, the days late begin with the due day.
func (i Due) spots(d, to day.Day) []spot {
	open, held := i.held(d)
	if open -= held; open <= 0 {
		return nil
	}
	var out []spot
	contested, who := i.contested(d, open)
	if contested > 0 {
		out = append(out, spot{StageDisputed, i.Paper, who, contested})
	}
	if open > contested {
		stage := StageNotDue
		if d >= i.DueOn && i.DueOn < to {
			stage = StageOverdue
		}
		out = append(out, spot{Stage: stage, Paper: i.Paper, Amount: open - contested})
	}
	return out
}

// Money is a payment, with what it was used for, in the order in which that was
// recorded.
type Money struct {
	Paper
	On     day.Day
	Amount money.Amount
	Uses   []Use
}

// Use is what was applied to an item (0: given back to the payer), negative
// when it was taken back.
type Use struct {
	Item   id.ID
	On     day.Day
	Amount money.Amount
}

// Spent is a part of a payment that was applied: with us from Held on.
type Spent struct {
	Item id.ID
	Settling
}

// Follow returns how long the money waited to be applied, and what of it went
// where, the oldest first.
func (m Money) Follow(to day.Day) ([]Wait, []Spent) {
	type lot struct {
		since  day.Day
		amount money.Amount
	}
	lots := []lot{{m.On, m.Amount}}
	var waits []Wait
	var spent []Spent
	for _, u := range m.Uses {
		if u.Amount < 0 {
			lots = append(lots, lot{u.On, -u.Amount})
			spent = append(spent, Spent{u.Item, Settling{0, u.On, u.Amount}})
			continue
		}
		for left := u.Amount; left > 0 && len(lots) > 0; {
			l := &lots[0]
			part := min(left, l.amount)
			if u.On > l.since {
				waits = append(waits, Wait{Paper: m.Paper, Stage: StageUnapplied, From: l.since, To: u.On, Amount: part, Item: u.Item})
			}
			if u.Item != 0 {
				spent = append(spent, Spent{u.Item, Settling{l.since, u.On, part}})
			}
			left -= part
			if l.amount -= part; l.amount == 0 {
				lots = lots[1:]
			}
		}
	}
	for _, l := range lots {
		if l.amount > 0 {
			waits = append(waits, Wait{Paper: m.Paper, Stage: StageUnapplied, From: l.since, To: to, Standing: true, Amount: l.amount})
		}
	}
	slices.SortStableFunc(waits, func(a, b Wait) int { return cmp.Compare(a.From, b.From) })
	return waits, spent
}
