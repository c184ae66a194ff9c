package day

import "time"

// Calendar names the public holidays that make days off. One that is not known
// has weekends only.
type Calendar string

const (
	France Calendar = "FR"
	Quebec Calendar = "QC"
)

// date is a holiday of a fixed date.
type date struct{ month, day int }

// fixed holds the holidays of fixed date. France: Code du travail L3133-1.
// Québec: Act respecting labour standards, s. 60, and the National Holiday Act.
var fixed = map[Calendar][]date{
	France: {{1, 1}, {5, 1}, {5, 8}, {7, 14}, {8, 15}, {11, 1}, {11, 11}, {12, 25}},
	Quebec: {{1, 1}, {6, 24}, {12, 25}},
}

// Holiday tells whether d is a public holiday: the 11 legal ones of France
// (without those of Alsace-Moselle); those of Québec with Good Friday (the
// employer may choose Easter Monday) and 1 July, on the 2nd when the 1st is a
// Sunday.
func (c Calendar) Holiday(d Day) bool {
	y, m, n := d.Date()
	for _, f := range fixed[c] {
		if f == (date{m, n}) {
			return true
		}
	}
	switch c {
	case France:
		after := d - easter(y)
		return after == 1 || after == 39 || after == 50 // Easter Monday, Ascension, Whit Monday
	case Quebec:
		return d == easter(y)-2 || quebecMonday(d.Weekday(), m, n) || canadaDay(d.Weekday(), m, n)
	}
	return false
}

// quebecMonday tells the Monday before 25 May (Journée nationale des
// patriotes), Labour Day (first Monday of September) and Thanksgiving (second
// of October).
func quebecMonday(w time.Weekday, month, n int) bool {
	if w != time.Monday {
		return false
	}
	return month == 5 && n >= 18 && n <= 24 ||
		month == 9 && n <= 7 ||
		month == 10 && n >= 8 && n <= 14
}

func canadaDay(w time.Weekday, month, n int) bool {
	return month == 7 && (n == 1 && w != time.Sunday || n == 2 && w == time.Monday)
}

// easter is Easter Sunday of a Gregorian year (Meeus's form of the anonymous
// algorithm; the letters are its own).
func easter(y int) Day {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return Of(y, n/31, n%31+1)
}

// Workday tells that d is neither on a weekend nor a public holiday.
func (c Calendar) Workday(d Day) bool {
	w := d.Weekday()
	return w != time.Saturday && w != time.Sunday && !c.Holiday(d)
}

// AddWorkdays is the n-th working day after d, before d when n is negative, d
// itself when n is 0; no day stays no day. Ex. Friday 6 November 2026 + 2 is
// Tuesday 10 November (domain.md 1.9).
func (c Calendar) AddWorkdays(d Day, n int) Day {
	if d == 0 {
		return 0
	}
	step := Day(1)
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d += step
		if c.Workday(d) {
			n--
		}
	}
	return d
}
