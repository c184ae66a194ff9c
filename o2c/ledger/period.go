package ledger

import (
	"encaisse/base/day"
	"encaisse/base/refuse"
)

// Kinds of period.
const (
	Month = "month"
	Year  = "year"
)

// Span is a period: its first and last day, both within.
type Span struct{ First, Last day.Day }

// MonthOf is the month of a day.
func MonthOf(d day.Day) Span { return Span{d.MonthStart(), d.MonthEnd()} }

// YearOf is the fiscal year of a day, for years that begin with a month (1 for
// calendar years).
func YearOf(d day.Day, from int64) Span {
	y, m, _ := d.Date()
	if int64(m) < from {
		y--
	}
	first := day.Of(y, int(from), 1)
	return Span{first, first.AddMonths(11).MonthEnd()}
}

// SpanOf is the period of a kind a day lies in; refusal `ledger.period`.
func SpanOf(kind string, d day.Day, from int64) (Span, error) {
	switch kind {
	case Month:
		return MonthOf(d), nil
	case Year:
		return YearOf(d, from), nil
	}
	return Span{}, refuse.New(refuse.Invalid, "ledger.period", "kind", kind)
}

// Label is the calendar year a fiscal year ends in: it goes before the numbers
// of the year's entries.
func (s Span) Label() int64 {
	y, _, _ := s.Last.Date()
	return int64(y)
}

// Holds reports whether a day lies in the period.
func (s Span) Holds(d day.Day) bool { return d >= s.First && d <= s.Last }
