package dunning

import (
	"encaisse/base/money"
)

// one is a whole in millionths, as priorities and risks are counted.
const one = 1_000_000

// Priority ranks a customer in the worklist, from 0 to 100: 40 for 20 000 overdue
// or more, 30 for 60 days late or more, 20 for the highest risk, 10 for a
// broken promise (domain.md 8.4). overdue is in hundredths; risk in millionths.
func Priority(overdue money.Amount, late int, risk int64, broken bool) money.Decimal {
	const most, oldest = 20_000_00, 60
	p := 40*one/most*min(int64(overdue), most) + 30*one/oldest*min(int64(late), oldest) + 20*min(risk, one)
	if broken {
		p += 10 * one
	}
	return money.Decimal(p)
}

// Risk is the weighted days late of a year, 60 or more being the highest
// (the behaviour of domain.md 2.4).
func Risk(weighted, paid int64) int64 {
	if paid <= 0 || weighted <= 0 {
		return 0
	}
	days, err := money.MulDiv(weighted, one, paid)
	if err != nil {
		return one
	}
	return min(days/60, one)
}
