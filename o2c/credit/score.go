package credit

import "encaisse/base/money"

// Weights are the points of each part of a score, and where each part ends.
type Weights struct {
	Behaviour int64 `json:"behaviour"`
	Seniority int64 `json:"seniority"`
	Rating    int64 `json:"rating"`
	Events    int64 `json:"events"`

	WorstDays  int64 `json:"worst_days" doc:"so late on average gives no points"`
	BestYears  int64 `json:"best_years" doc:"so many years give all points"`
	WorstEvent int64 `json:"worst_events" doc:"so many events in 12 months give no points"`
}

// Method is the version of the score; another formula is another version.
const Method = "2.4/1"

// usualWeights are those of domain.md 2.4.
var usualWeights = Weights{Behaviour: 40, Seniority: 10, Rating: 30, Events: 20, WorstDays: 60, BestYears: 5, WorstEvent: 5}

// Inputs are what a score is made of.
type Inputs struct {
	DaysLate  money.Decimal `json:"days_late" doc:"weighted average of 12 months"`
	Years     money.Decimal `json:"years" doc:"since he is a customer"`
	Rating    money.Decimal `json:"rating" doc:"external or financial, 0 to 1"`
	Events    int64         `json:"events" doc:"disputes and broken promises in 12 months"`
	Insolvent bool          `json:"insolvent"`
}

// Score is 0 to 100 in hundredths, higher = safer, with its class.
type Score struct {
	Points int64 // hundredths
	Class  string
}

// Rate scores a customer: each part in millionths, rounded once at the end.
func (w Weights) Rate(in Inputs) Score {
	share := func(points int64, value, worst money.Decimal) int64 {
		v, err := money.MulDiv(points*int64(one), int64(min(max(value, 0), worst)), int64(worst))
		if err != nil {
			return 0
		}
		return v
	}
	sum := w.Behaviour*int64(one) - share(w.Behaviour, in.DaysLate, money.Decimal(w.WorstDays)*one)
	sum += share(w.Seniority, in.Years, money.Decimal(w.BestYears)*one)
	sum += share(w.Rating, in.Rating, one)
	sum += w.Events*int64(one) - share(w.Events, money.Decimal(in.Events)*one, money.Decimal(w.WorstEvent)*one)
	points, _ := money.MulDiv(sum, 100, int64(one)) // at most 100 points: fits
	return Score{points, class(points, in.Insolvent)}
}

func class(points int64, insolvent bool) string {
	switch {
	case insolvent:
		return "E"
	case points >= 8000:
		return "A"
	case points >= 6500:
		return "B"
	case points >= 5000:
		return "C"
	case points >= 3500:
		return "D"
	}
	return "E"
}

// Suggest is the limit domain.md 2.4 suggests: the smaller of what insurer or
// equity carry and what the customer buys in the time he takes to pay, a fifth
// more. monthly is sales a month, tax included; days his term and delay.
func Suggest(carried *money.Amount, monthly money.Amount, days money.Decimal) (money.Amount, error) {
	need, err := money.MulDiv(int64(monthly), int64(days)*12, 300*int64(one))
	if err != nil {
		return 0, err
	}
	if carried != nil {
		return min(*carried, money.Amount(need)), nil
	}
	return money.Amount(need), nil
}
