package closing

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/ledger"
	"encaisse/o2c/seller"
)

var qEntriesByDay = db.Q("closing.entries_by_day", `select l.day, cast(count(*) as bigint), cast(sum(case when x.event is null then 1 else 0 end) as bigint)
	from leg l left join entry_number x on x.event = l.event where l.entity = $1 and l.day between $2 and $3 and l.n = 1 group by l.day`).Scans()

// States of a month that was not closed, or is open again.
const (
	Open    = "open"
	NotOver = "not_over"
)

// MonthsIn asks for the months of a fiscal year.
type MonthsIn struct {
	Year int64 `query:"year" json:"year,omitempty" minimum:"0" maximum:"9999" doc:"in which the fiscal year ends; the current one when left out"`
}

// MonthRow is a month of the books, or the fiscal year itself: what it holds,
// and what stands against closing it.
type MonthRow struct {
	Kind        string  `json:"kind"`
	First       day.Day `json:"first"`
	Last        day.Day `json:"last"`
	State       string  `json:"state" doc:"open, not_over, closed, reopening, reopened"`
	Period      string  `json:"period" doc:"the last closing of it; empty: none"`
	Entries     int64   `json:"entries"`
	Unvalidated int64   `json:"unvalidated" doc:"entries without a number: closing gives it"`
	Closable    bool    `json:"closable"`
	Because     string  `json:"because" doc:"why it can not be closed; empty when it can, or is"`
}

// MonthsOut are the months of a fiscal year and the year, with what is not done
// in the chain behind the books.
type MonthsOut struct {
	Year    int64      `json:"year"`
	First   day.Day    `json:"first"`
	Last    day.Day    `json:"last"`
	Rows    []MonthRow `json:"rows"`
	Waiting int64      `json:"waiting" doc:"steps not done: what they lead to is booked on the day they are"`
}

// Months tells of each month of a fiscal year whether it is closed, and else
// what stands against it.
func Months(r *db.Read, in MonthsIn) (MonthsOut, error) {
	e, err := seller.Of(r)
	if err != nil {
		return MonthsOut{}, err
	}
	at := r.Today()
	if in.Year != 0 {
		at = day.Of(int(in.Year), 1, 1)
	}
	year := ledger.YearOf(at, e.YearFrom)
	list, err := All(r, e.ID)
	if err != nil {
		return MonthsOut{}, err
	}
	days, err := db.All[struct {
		Day     day.Day
		Entries int64
		Missing int64
	}](r, qEntriesByDay, e.ID, year.First, year.Last)
	if err != nil {
		return MonthsOut{}, err
	}
	out := MonthsOut{Year: year.Label(), First: year.First, Last: year.Last, Rows: []MonthRow{}}
	add := func(kind string, s ledger.Span) {
		row, why := monthOf(kind, s, list, e.OpenFrom, r.Today())
		row.Because = because(r, why)
		for _, d := range days {
			if s.Holds(d.Day) {
				row.Entries += d.Entries
				row.Unvalidated += d.Missing
			}
		}
		out.Rows = append(out.Rows, row)
	}
	for m := year.First; m <= year.Last; m = m.AddMonths(1) {
		add(ledger.Month, ledger.MonthOf(m))
	}
	add(ledger.Year, year)
	out.Waiting, _, err = db.Backlog(r)
	return out, err
}

// because is a refusal in the language of who asks.
func because(r *db.Read, err error) string {
	no, ok := refuse.As(err)
	if !ok {
		return ""
	}
	return own.Say(r.Speak, no.Code, no.Args...)
}

// monthOf is the state of a period among those that were closed, and why it can
// not be closed.
func monthOf(kind string, s ledger.Span, list []Period, openFrom, today day.Day) (MonthRow, error) {
	row := MonthRow{Kind: kind, First: s.First, Last: s.Last, State: Open}
	yearDone := false
	for _, p := range list {
		if p.Kind == kind && p.Last == s.Last {
			row.State, row.Period = p.State, p.ID.Text(Prefix)
		}
		yearDone = yearDone || p.Kind == ledger.Year && p.State != Reopened && p.Last >= s.Last
	}
	if row.State == Closed || row.State == Reopening {
		return row, nil
	}
	err := closable(kind, s, openFrom, today, yearDone)
	switch row.Closable = err == nil; {
	case s.Last >= today:
		row.State = NotOver
	case err != nil && row.State == Open:
		row.State = Closed // with a later month, or with its year
		return row, nil
	}
	return row, err
}
