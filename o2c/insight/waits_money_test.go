package insight

import (
	"math/rand/v2"
	"testing"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
)

// An item is open each night for what it is open, in one stage each part; money
// waits for what of it is not applied, and what of an item it settles later
// waits with it, not with the customer.
func TestItemsAndMoney(t *testing.T) {
	first := day.Of(2026, 1, 5)
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 3))
		last := first + 60
		var items []Due
		for i := range 1 + r.IntN(3) {
			issued := first + day.Day(r.IntN(20))
			items = append(items, Due{Paper: Paper{ID: id.ID(1 + i)}, IssuedOn: issued, DueOn: issued + day.Day(r.IntN(40)), Total: 1 + money.Amount(r.IntN(1000))})
		}
		open := map[id.ID]money.Amount{}
		for _, i := range items {
			open[i.ID] = i.Total
		}
		m := Money{Paper: Paper{ID: 90}, On: first + day.Day(r.IntN(30)), Amount: 1 + money.Amount(r.IntN(1500))}
		free, applied := m.Amount, map[id.ID]money.Amount{}
		for d := max(m.On, first+20); d < last; d += day.Day(r.IntN(6)) {
			i := items[r.IntN(len(items))].ID
			u := Use{i, d, money.Amount(r.IntN(int(min(free, open[i])) + 1))}
			if r.IntN(3) == 0 && applied[i] > 0 {
				u.Amount = -applied[i]
			}
			free, open[i], applied[i] = free-u.Amount, open[i]-u.Amount, applied[i]+u.Amount
			m.Uses = append(m.Uses, u)
			d++
		}
		waits, spent := m.Follow(last)
		for d := m.On; d < last; d++ {
			left := m.Amount
			for _, u := range m.Uses {
				if u.On <= d {
					left -= u.Amount
				}
			}
			if got := onNight(waits, d); got != left {
				t.Fatalf("seed %d: %d of the money waits on %s, want %d", seed, got, d, left)
			}
		}
		for _, i := range items {
			for _, s := range spent {
				if s.Item == i.ID {
					i.Settled = append(i.Settled, s.Settling)
				}
			}
			contested := i.IssuedOn + day.Day(r.IntN(30))
			i.Contested = []Contest{{1, contested, i.Total / 3, 7}, {1, contested + 9, 0, 7}}
			checkItem(t, seed, i, last)
		}
	}
}

func onNight(waits []Wait, d day.Day) (sum money.Amount) {
	for _, w := range waits {
		if w.From <= d && d < w.To {
			sum += w.Amount
		}
	}
	return sum
}

func checkItem(t *testing.T, seed uint64, i Due, last day.Day) {
	t.Helper()
	list := i.Follow(last)
	for d := i.IssuedOn; d < last; d++ {
		open := i.Total
		var held money.Amount
		for _, s := range i.Settled {
			if s.On <= d {
				open -= s.Amount
			} else if s.Held != 0 && s.Held <= d {
				held += s.Amount
			}
		}
		if got := onNight(list, d); got != open-min(held, open) {
			t.Fatalf("seed %d, item %d on %s: %d, want %d less %d\n%+v", seed, i.ID, d, got, open, held, i)
		}
	}
	for _, w := range list {
		late := w.Stage == StageOverdue
		if late && w.From < i.DueOn || w.Stage == StageNotDue && w.To > i.DueOn && w.To > w.From && i.DueOn > i.IssuedOn {
			t.Fatalf("seed %d: %+v of an item due on %s", seed, w, i.DueOn)
		}
	}
}

// Due on the day of the question is not due yet; the days late begin with it.
func TestDueToday(t *testing.T) {
	d := day.Of(2026, 2, 2)
	i := Due{Paper: Paper{ID: 1}, IssuedOn: d, DueOn: d + 30, Total: 100}
	if got := i.Follow(d + 30); len(got) != 1 || got[0].Stage != StageNotDue || got[0].To != d+30 || !got[0].Standing {
		t.Errorf("%+v", got)
	}
	if got := i.Follow(d + 31); len(got) != 2 || got[0].Stage != StageNotDue || got[0].To != d+30 || got[1].Stage != StageOverdue || got[1].To != d+31 {
		t.Errorf("%+v", got)
	}
	i.IssuedOn = d + 40 // taken over late
	if got := i.Follow(d + 41); len(got) != 1 || got[0].Stage != StageOverdue {
		t.Errorf("%+v", got)
	}
}

// Periods that follow each other add up, and no document waits longer than
// the period.
func TestPeriodsAddUp(t *testing.T) {
	first := day.Of(2026, 1, 5)
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 4))
		var list []Wait
		for range 30 {
			from := first + day.Day(r.IntN(80))
			list = append(list, Wait{Paper: Paper{ID: id.ID(1 + r.IntN(5))}, Stage: stages[r.IntN(4)].Stage, From: from, To: from + day.Day(1+r.IntN(20)), Amount: money.Amount(r.IntN(500))})
		}
		cut := first + day.Day(r.IntN(90))
		days, amounts := int64(0), int64(0)
		count := func(sign int64, from, to day.Day) {
			for _, s := range Stand(list, from, to) {
				if s.Days > int64(to-from)+1 {
					t.Fatalf("seed %d: %d days in a period from %s to %s", seed, s.Days, from, to)
				}
				days, amounts = days+sign*s.Days, amounts+sign*s.MoneyDay
			}
		}
		count(1, first, first+120)
		count(-1, first, cut)
		count(-1, cut+1, first+120)
		if days != 0 || amounts != 0 {
			t.Fatalf("seed %d: %d days and %d are missing", seed, days, amounts)
		}
	}
}

// Two of one document in a stage at once count their amounts, and their days
// once.
func TestStand(t *testing.T) {
	d := day.Of(2026, 1, 5)
	list := Stand([]Wait{
		{Paper: Paper{ID: 1}, Stage: StageUnapplied, From: d, To: d + 3, Amount: 40},
		{Paper: Paper{ID: 1}, Stage: StageUnapplied, From: d, To: d + 8, Amount: 5, Standing: true},
		{Paper: Paper{ID: 1}, Stage: StageOverdue, From: d + 2, To: d + 4, Amount: 10},
		{Paper: Paper{ID: 1}, Stage: StageOverdue, From: d + 6, To: d + 8, Amount: 10, Standing: true},
		{Paper: Paper{ID: 2}, Stage: StageOverdue, From: d + 8, To: d + 8, Amount: 7, Standing: true},
	}, d, d+8)
	if len(list) != 3 || list[0].Stage != StageOverdue || list[0].Days != 4 || list[0].MoneyDay != 40 || list[0].Since != d+6 || list[0].Amount != 10 ||
		list[1].ID != 2 || list[1].Days != 0 || list[2].Days != 8 || list[2].MoneyDay != 160 || list[2].Amount != 5 || list[2].Since != d {
		t.Fatalf("%+v", list)
	}
	q := Queues(list)
	if len(q) != 2 || q[0].Stage != StageUnapplied || q[1].Documents != 2 || q[1].Standing != 2 || q[1].Amount != 17 || q[1].Since != d+6 || q[1].Median != "2.0" || q[1].P90 != "3.6" {
		t.Errorf("%+v", q)
	}
}
