package charge

import (
	"math/big"
	"slices"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/o2c/receivable"
)

// stretch is an amount over some days, both counted: unpaid, or charged already
// (negative).
type stretch struct {
	Base     money.Amount
	From, To day.Day
}

// rates are those agreed and those of the law.
type rates struct{ agreed, statutory []receivable.LateRate }

// on is the rate of a day, a year; 0 when none holds.
func (x rates) on(d day.Day) money.Percent {
	r, _ := receivable.RateOn(x.agreed, x.statutory, d)
	return r.PerYear()
}

// cuts are the days on which an amount, or the rate, may change.
func (x rates) cuts(list []stretch) (cuts []day.Day) {
	for _, s := range list {
		if s.From <= s.To {
			cuts = append(cuts, s.From, s.To.AddDays(1))
		}
	}
	if len(cuts) == 0 {
		return nil
	}
	first, last := slices.Min(cuts), slices.Max(cuts)
	for _, r := range slices.Concat(x.agreed, x.statutory) {
		if r.ValidFrom > first && r.ValidFrom < last {
			cuts = append(cuts, r.ValidFrom)
		}
	}
	slices.Sort(cuts)
	return slices.Compact(cuts)
}

// unpaid is what of an item stayed unpaid on a day: never less than nothing, nor
// more than all of it. Money that was taken off again and other money in its place
// that counts from before may both count for the days between.
func unpaid(owed []stretch, on day.Day) money.Amount {
	var left, whole money.Amount
	for _, s := range owed {
		if whole += s.Base; s.From <= on && on <= s.To {
			left += s.Base
		}
	}
	return max(0, min(left, whole))
}

// unasked are the lines of what stayed unpaid on each day and was not charged
// for it: a stretch an amount and rate. What was charged for a day too much, as
// when money counts from before, comes back in a line below zero.
func unasked(owed []stretch, charged []Line, x rates) (lines []Line) {
	list := slices.Clone(owed)
	for _, l := range charged {
		list = append(list, stretch{l.Base, l.From, l.To})
	}
	cuts := x.cuts(list)
	for i := 0; i+1 < len(cuts); i++ {
		from, to := cuts[i], cuts[i+1].AddDays(-1)
		base := unpaid(owed, from)
		for _, l := range charged {
			if l.From <= from && to <= l.To {
				base -= l.Base
			}
		}
		rate := x.on(from)
		if base == 0 || rate == 0 {
			continue
		}
		if n := len(lines); n > 0 && lines[n-1].Base == base && lines[n-1].Rate == rate && lines[n-1].To.AddDays(1) == from {
			lines[n-1].To = to
			continue
		}
		lines = append(lines, Line{Kind: Penalty, Base: base, From: from, To: to, Rate: rate})
	}
	return lines
}

// year is what a base times a rate times a day is divided by: actual days of
// 365, millionths of a percent.
const year = 365 * 100 * 1_000000

// interest is that of lines, not divided yet.
func interest(lines []Line) *big.Int {
	sum := new(big.Int)
	for _, l := range lines {
		days := int64(l.To.Sub(l.From) + 1)
		sum.Add(sum, new(big.Int).Mul(big.NewInt(int64(l.Base)), big.NewInt(int64(l.Rate)*days)))
	}
	return sum
}

// onCredited is the interest of a charge on amounts that were credited of its
// items on some days, for the days up to them, rounded once.
func (c Charge) onCredited(credits map[id.ID][]used) money.Amount {
	var lines []Line
	for _, l := range c.Lines {
		if l.Kind != Penalty {
			continue
		}
		left := l.Base.Abs()
		for _, u := range credits[l.Item] {
			part := Line{Base: min(u.Amount, left), From: l.From, To: min(l.To, u.Day), Rate: l.Rate}
			if left -= part.Base; part.To < part.From {
				continue
			}
			if l.Base < 0 {
				part.Base = -part.Base
			}
			lines = append(lines, part)
		}
	}
	return rounded(interest(lines))
}

// rounded is simple interest, rounded once, half away from zero.
func rounded(sum *big.Int) money.Amount {
	half := big.NewInt(year / 2)
	if sum.Sign() < 0 {
		half.Neg(half)
	}
	return money.Amount(new(big.Int).Quo(new(big.Int).Add(sum, half), big.NewInt(year)).Int64())
}

// priced gives each new line of an item its amount: the interest of all lines so
// far, rounded, less that of those before it. So all that is ever charged for an
// item is rounded once, and the lines sum to it (domain.md 3.5).
func priced(charged, lines []Line) (sum money.Amount) {
	all := interest(charged)
	so := rounded(all)
	for i := range lines {
		all.Add(all, interest(lines[i:i+1]))
		upTo := rounded(all)
		lines[i].Amount = upTo - so
		sum, so = sum+lines[i].Amount, upTo
	}
	return sum
}
