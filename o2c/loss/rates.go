package loss

import (
	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
)

// Stages are the columns of the matrix of IFRS 9 (domain.md 5.5): not due,
// 1–30, 31–60, 61–90 days late, and over 90.
const Stages = 5

// Stage is the column of an aging bucket.
func Stage(bucket int) int { return min(bucket, Stages-1) }

// Matrix holds the lifetime loss rates of a company from a day on, by stage,
// after the adjustment for what lies ahead.
type Matrix struct {
	ID         id.ID
	Entity     id.ID
	ValidFrom  day.Day
	NotDue     money.Percent
	Late30     money.Percent
	Late60     money.Percent
	Late90     money.Percent
	Later      money.Percent
	Adjustment money.Percent // of the rates: 100 % leaves them
	Version    int64
}

// Usual is the matrix of a company that set none (domain.md 5.5).
var Usual = Matrix{NotDue: 500_000, Late30: 1_500_000, Late60: 5_000_000, Late90: 12_000_000, Later: 35_000_000, Adjustment: money.Whole}

func (m *Matrix) rates() []*money.Percent {
	return []*money.Percent{&m.NotDue, &m.Late30, &m.Late60, &m.Late90, &m.Later}
}

// Rate is the loss expected of a stage.
func (m Matrix) Rate(stage int) (money.Percent, error) {
	r, err := money.MulDiv(int64(*m.rates()[stage]), int64(m.Adjustment), int64(money.Whole))
	return money.Percent(r), err
}

// Lifetime makes loss rates of roll rates: what of each stage goes on to the
// next, and what of the last one is lost in the end.
func Lifetime(rolls [Stages - 1]money.Percent, final money.Percent) (Matrix, error) {
	m := Matrix{Adjustment: money.Whole}
	rates := m.rates()
	*rates[Stages-1] = final
	for i := Stages - 2; i >= 0; i-- {
		r, err := money.MulDiv(int64(*rates[i+1]), int64(rolls[i]), int64(money.Whole))
		if err != nil {
			return m, err
		}
		*rates[i] = money.Percent(r)
	}
	return m, nil
}

// Expected is the loss expected of what is open by stage, in minor units, each
// stage rounded once.
func (m Matrix) Expected(open [Stages]money.Amount) (losses [Stages]money.Amount, sum money.Amount, err error) {
	for i, a := range open {
		rate, err := m.Rate(i)
		if err != nil {
			return losses, 0, err
		}
		if losses[i], err = rate.Of(a); err != nil {
			return losses, 0, err
		}
		sum += losses[i]
	}
	return losses, sum, nil
}
