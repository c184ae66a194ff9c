package receivable

import (
	"math/big"

	"encaisse/base/day"
	"encaisse/base/money"
)

// LateRate is a yearly rate of late payment, from a day on. One that was
// stated by the month only is worth no more than 5 % a year (Interest Act s. 4).
type LateRate struct {
	ValidFrom day.Day
	Rate      money.Percent
	Yearly    bool // stated per year
	Source    string
}

// PerYear is the rate that may be asked for, a year.
func (r LateRate) PerYear() money.Percent {
	if r.Yearly {
		return r.Rate
	}
	return min(12*r.Rate, monthlyCap)
}

const monthlyCap = 5_000000

const ecb = "Code de commerce L441-10: BCE, opérations de refinancement, plus 10 points"

// Statutory are the rates of late payment that hold without a contract, by the
// seller's country: in France that of the European Central Bank on 1 January or
// 1 July plus 10 points. The last one known goes on until the next is entered.
var Statutory = map[string][]LateRate{
	"FR": {
		{day.Of(2014, 1, 1), 10_250000, true, ecb}, {day.Of(2014, 7, 1), 10_150000, true, ecb}, {day.Of(2015, 1, 1), 10_050000, true, ecb},
		{day.Of(2016, 7, 1), 10_000000, true, ecb}, {day.Of(2023, 1, 1), 12_500000, true, ecb}, {day.Of(2023, 7, 1), 14_000000, true, ecb},
		{day.Of(2024, 1, 1), 14_500000, true, ecb}, {day.Of(2024, 7, 1), 14_250000, true, ecb}, {day.Of(2025, 1, 1), 13_150000, true, ecb},
		{day.Of(2025, 7, 1), 12_150000, true, ecb},
	},
}

// legal are the rates of legal interest between professionals: a contract may
// not ask for less than three times as much (domain.md 3.5).
var legal = []LateRate{
	{day.Of(2025, 1, 1), 3_710000, true, "arrêté 2025-S1"}, {day.Of(2025, 7, 1), 2_760000, true, "arrêté 2025-S2"},
	{day.Of(2026, 1, 1), 2_620000, true, "arrêté 2026-S1"},
}

// LeastRate is the lowest rate a French contract may state on a day.
func LeastRate(d day.Day) money.Percent {
	r, _ := inForce(legal, d)
	return 3 * r.Rate
}

// Indemnity is the fixed charge for recovery, in minor units of the euro, due
// once an invoice that is paid late (domain.md 3.5: 40 €, D441-5).
func Indemnity(country string) money.Amount {
	if country == "FR" {
		return 4000
	}
	return 0
}

// RateOn is the rate of a day: the one agreed that is in force, else that of
// the law; ok is false when there is none.
func RateOn(agreed, statutory []LateRate, d day.Day) (LateRate, bool) {
	if r, ok := inForce(agreed, d); ok {
		return r, true
	}
	return inForce(statutory, d)
}

func inForce(list []LateRate, d day.Day) (found LateRate, ok bool) {
	for _, r := range list {
		if r.ValidFrom <= d {
			found, ok = r, true
		}
	}
	return found, ok
}

// Unpaid is an amount that stayed unpaid from the day it was due to another.
type Unpaid struct {
	Amount money.Amount
	Due    day.Day
	To     day.Day
}

// Penalty is simple interest on what stayed unpaid, from the day after the due
// day, on actual days of 365, at the rate of each day; rounded once, at the end
// (domain.md 3.5, 3.6).
func Penalty(list []Unpaid, agreed, statutory []LateRate) money.Amount {
	sum := new(big.Int)
	for _, u := range list {
		var weight int64 // Σ rate × days, in millionths of a percent
		for from := u.Due.AddDays(1); from <= u.To; {
			r, _ := RateOn(agreed, statutory, from)
			until := turn(agreed, statutory, from, u.To)
			weight += int64(r.PerYear()) * int64(until.Sub(from)+1)
			from = until.AddDays(1)
		}
		sum.Add(sum, new(big.Int).Mul(big.NewInt(int64(u.Amount)), big.NewInt(weight)))
	}
	// Half away from zero; a penalty is never negative.
	const year = 365 * 100 * 1_000000
	if sum.Sign() <= 0 {
		return 0
	}
	sum.Add(sum, big.NewInt(year/2))
	return money.Amount(sum.Div(sum, big.NewInt(year)).Int64())
}

// turn is the last day, up to another, on which the rate of a day holds.
func turn(agreed, statutory []LateRate, from, to day.Day) day.Day {
	for _, list := range [][]LateRate{agreed, statutory} {
		for _, r := range list {
			if r.ValidFrom > from && r.ValidFrom <= to {
				to = r.ValidFrom.AddDays(-1)
			}
		}
	}
	return to
}
