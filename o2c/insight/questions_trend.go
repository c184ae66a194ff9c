package insight

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
	"encaisse/o2c/seller"
)

// TrendIn asks how the DSO went.
type TrendIn struct {
	DSOIn
	Months int `query:"months" json:"months,omitempty" minimum:"1" maximum:"60" default:"13" doc:"how many points: the ends of months, and the day itself"`
}

// TrendPoint is the DSO on a day, with what makes it.
type TrendPoint struct {
	On          day.Day     `json:"on"`
	Receivables money.Money `json:"receivables"`
	Sales       money.Money `json:"sales"`
	DSO         string      `json:"dso" doc:"days, or n/a"`
}

// TrendOut is the DSO at the ends of months, the day asked about last.
type TrendOut struct {
	AsOf   day.Day      `json:"as_of"`
	Days   int          `json:"days"`
	Points []TrendPoint `json:"points"`
}

// Trend is the simple DSO at the ends of the months before a day, and on it.
func Trend(r *db.Read, in TrendIn) (TrendOut, error) {
	e, err := seller.Of(r)
	if err != nil {
		return TrendOut{}, err
	}
	counts, err := asked(r, in.Customer, in.Group)
	if err != nil {
		return TrendOut{}, err
	}
	if in.Days <= 0 {
		in.Days = 90
	}
	if in.Months <= 0 {
		in.Months = 13
	}
	out := TrendOut{AsOf: in.day(r), Days: in.Days}
	chart := ledger.Chart(e.Chart())
	var failed error
	legs := gather[struct {
		Customer string
		Day      day.Day
		Home     money.Amount
	}](r, &failed, qOwedByDay, e.ID, out.AsOf, in.Known, chart.Account(ledger.Receivable), chart.Account(ledger.DoubtfulReceivable), chart.Account(ledger.Retention))
	sales := of(gather[whose[Sold]](r, &failed, qSold, e.ID, day.Day(0), out.AsOf, in.Known), counts)
	if failed != nil {
		return out, failed
	}
	zero := money.Amount(0).In(e.Currency)
	for n := in.Months - 1; n >= 0; n-- {
		p := TrendPoint{On: out.AsOf, Receivables: zero, Sales: zero}
		if n > 0 {
			p.On = out.AsOf.MonthStart().AddMonths(1 - n).AddDays(-1)
		}
		for _, l := range legs {
			if l.Day <= p.On && counts(l.Customer) {
				p.Receivables.Minor += l.Home
			}
		}
		for _, s := range sales {
			if s.On <= p.On && s.On > p.On.AddDays(-in.Days) {
				p.Sales.Minor += s.Total.Home
			}
		}
		p.DSO = SimpleDSO(p.Receivables.Minor, p.Sales.Minor, in.Days)
		out.Points = append(out.Points, p)
	}
	return out, nil
}
