package insight

import (
	"cmp"
	"slices"

	"encaisse/base/day"
	"encaisse/base/money"
)

// Weeks that a forecast looks ahead.
const Weeks = 13

// Reasons for the day on which money is expected.
const (
	ByPromise = "promised" // the customer said so
	ByHabit   = "usual"    // the due day, and as late as he usually is
	ByDelay   = "late"     // he is later than he usually is: as long again
	AtRisk    = "risk"     // contested or doubtful: no day
)

// Claim is something owed, with what is known of when it will be paid.
type Claim struct {
	Number   string
	Customer string
	DueOn    day.Day
	Open     money.Amount
	Doubtful money.Amount // of it: contested, or called doubtful
}

// Word is a promise that is still good.
type Word struct {
	On     day.Day
	Amount money.Amount
}

// Habit is how late a customer pays: money × days late over money.
type Habit struct{ MoneyDays, Money int64 }

// late is how many days late he is on average, rounded; nobody is early.
func (h Habit) late() int {
	if h.Money <= 0 {
		return 0
	}
	return int(max((2*h.MoneyDays+h.Money)/(2*h.Money), 0))
}

// Expected is a part of a claim with its day; zero: none is known.
type Expected struct {
	Claim
	On     day.Day
	Amount money.Amount
	Why    string
}

// Foresee says when the claims of one customer are expected to be paid after a
// day: what he has on account settles the oldest first, then what he promised
// comes on its day, the rest as late as usual, and what is later than that in
// as many days as it is late.
func Foresee(claims []Claim, credit money.Amount, words []Word, habit Habit, asOf day.Day) (out []Expected, left money.Amount) {
	slices.SortStableFunc(claims, func(a, b Claim) int { return cmp.Or(cmp.Compare(a.DueOn, b.DueOn), cmp.Compare(a.Number, b.Number)) })
	slices.SortStableFunc(words, func(a, b Word) int { return cmp.Compare(a.On, b.On) })
	for _, c := range claims {
		used := min(credit, c.Open)
		credit -= used
		rest := c.Open - used
		risk := min(c.Doubtful, rest)
		if rest -= risk; risk > 0 {
			out = append(out, Expected{c, 0, risk, AtRisk})
		}
		for i := range words {
			part := min(words[i].Amount, rest)
			if part <= 0 {
				continue
			}
			words[i].Amount -= part
			rest -= part
			out = append(out, Expected{c, max(words[i].On, asOf.AddDays(1)), part, ByPromise})
		}
		if rest <= 0 {
			continue
		}
		on, why := c.DueOn.AddDays(habit.late()), ByHabit
		if on <= asOf {
			on, why = asOf.AddDays(max(asOf.Sub(on), 1)), ByDelay
		}
		out = append(out, Expected{c, on, rest, why})
	}
	return out, credit
}
