package insight

import (
	"cmp"
	"slices"

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
				p.Sales.Minor += s.Total
			}
		}
		p.DSO = SimpleDSO(p.Receivables.Minor, p.Sales.Minor, in.Days)
		out.Points = append(out.Points, p)
	}
	return out, nil
}

// ChangeIn asks why the DSO is another than it was.
type ChangeIn struct {
	DSOIn
	Since day.Day `query:"since" json:"since,omitempty" doc:"the day to compare with; as many days before as the period has when left out"`
}

// ChangedBy is what a customer did to it.
type ChangedBy struct {
	Customer string      `json:"customer"`
	Name     string      `json:"name"`
	Before   money.Money `json:"before"`
	After    money.Money `json:"after"`
	Days     string      `json:"days" doc:"of DSO, at the sales of the second day"`
}

// ChangeOut is the DSO on two days: what each customer owes more or less, in
// days, and what the sales did, sum to the difference.
type ChangeOut struct {
	Before    TrendPoint  `json:"before"`
	After     TrendPoint  `json:"after"`
	Days      string      `json:"days" doc:"the difference, or n/a"`
	Sales     string      `json:"sales" doc:"of it: by other sales in the period"`
	Customers []ChangedBy `json:"customers" doc:"most days first"`
}

// Change says what made the DSO rise or fall between two days.
func Change(r *db.Read, in ChangeIn) (ChangeOut, error) {
	if in.Days <= 0 {
		in.Days = 90
	}
	to := in.day(r)
	if in.Since.IsZero() {
		in.Since = to.AddDays(-in.Days)
	}
	now, err := DSO(r, in.DSOIn)
	if err != nil {
		return ChangeOut{}, err
	}
	in.Day = in.Since
	then, err := DSO(r, in.DSOIn)
	if err != nil {
		return ChangeOut{}, err
	}
	was, is, err := in.accounts(r, to)
	if err != nil {
		return ChangeOut{}, err
	}
	out := ChangeOut{Before: then.point(), After: now.point(), Days: "n/a", Sales: "n/a", Customers: changed(was, is)}
	changes := make([]money.Amount, len(out.Customers))
	for i, c := range out.Customers {
		changes[i] = c.After.Minor - c.Before.Minor
	}
	before, after := Position{then.Receivables.Minor, then.Sales.Minor}, Position{now.Receivables.Minor, now.Sales.Minor}
	parts, sales := Bridge(before, after, changes, in.Days)
	if before.Sold <= 0 || after.Sold <= 0 {
		return out, nil
	}
	sum := sales
	for i, p := range parts {
		out.Customers[i].Days = inDays(p)
		sum += p
	}
	out.Sales, out.Days = inDays(sales), inDays(sum)
	return out, nil
}

// accounts are what each customer owed on both days.
func (in ChangeIn) accounts(r *db.Read, to day.Day) (was, is []CustomerAges, err error) {
	for i, d := range []day.Day{in.Since, to} {
		ages, err := Ages(r, AgesIn{AsOf: AsOf{d, in.Known}, Customer: in.Customer, Group: in.Group})
		if err != nil {
			return nil, nil, err
		}
		if i == 0 {
			was = ages.Customers
		} else {
			is = ages.Customers
		}
	}
	return was, is, nil
}

func (d DSOOut) point() TrendPoint { return TrendPoint{d.AsOf, d.Receivables, d.Sales, d.Simple} }

// changed are the customers who owe another amount than they did, most first.
func changed(was, is []CustomerAges) []ChangedBy {
	at := map[string]int{}
	out := []ChangedBy{}
	for _, c := range is {
		at[c.Customer] = len(out)
		out = append(out, ChangedBy{c.Customer, c.Name, money.Amount(0).In(c.Total.Currency), c.Total, "n/a"})
	}
	for _, c := range was {
		if i, ok := at[c.Customer]; ok {
			out[i].Before = c.Total
		} else {
			out = append(out, ChangedBy{c.Customer, c.Name, c.Total, money.Amount(0).In(c.Total.Currency), "n/a"})
		}
	}
	out = slices.DeleteFunc(out, func(c ChangedBy) bool { return c.Before == c.After })
	slices.SortStableFunc(out, func(a, b ChangedBy) int {
		return cmp.Or(cmp.Compare((b.After.Minor-b.Before.Minor).Abs(), (a.After.Minor-a.Before.Minor).Abs()), cmp.Compare(a.Customer, b.Customer))
	})
	return out
}
