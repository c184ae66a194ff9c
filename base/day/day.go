// Package day holds civil dates, month arithmetic and the working days of
// France and Québec. A day has no time and no zone: legal dates (issue, due,
// posting) are civil dates in the zone of the seller (domain.md 0).
package day

import (
	"encoding/json"
	"time"

	"encaisse/base/refuse"
)

// Day is a civil date as days since 1970-01-01. 0 is no day: null in JSON, ""
// in text; so 1970-01-01 itself cannot be told.
type Day int64

const layout = "2006-01-02"

// Parse reads "2026-11-21"; "" is no day. Anything else, and a date that does
// not exist, is refused (day.text).
func Parse(s string) (Day, error) {
	if s == "" {
		return 0, nil
	}
	t, err := time.Parse(layout, s)
	if err != nil || t.Year() == 0 || t.Unix() == 0 {
		s = s[:min(len(s), 40)]
		return 0, refuse.New(refuse.Invalid, "day.text", "text", s)
	}
	return fromUTC(t), nil
}

// Of is the day of a date; a month or day beyond its range counts on, as in
// time.Date: Of(2026, 2, 31) is 3 March.
func Of(year, month, d int) Day {
	return fromUTC(time.Date(year, time.Month(month), d, 0, 0, 0, 0, time.UTC))
}

// FromTime is the civil date of an instant in a zone.
func FromTime(t time.Time, z *time.Location) Day {
	y, m, d := t.In(z).Date()
	return Of(y, int(m), d)
}

// fromUTC wants midnight UTC, a whole number of days.
func fromUTC(t time.Time) Day { return Day(t.Unix() / 86400) }

func (d Day) utc() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// IsZero tells that there is no day.
func (d Day) IsZero() bool { return d == 0 }

// String is "2026-11-21", "" for no day.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.utc().Format(layout)
}

// Date takes the day apart.
func (d Day) Date() (year, month, dayOfMonth int) {
	y, m, n := d.utc().Date()
	return y, int(m), n
}

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return d.utc().Weekday() }

// Sub is the number of days from e to d.
func (d Day) Sub(e Day) int { return int(d - e) }

// AddDays is n days later; no day stays no day.
func (d Day) AddDays(n int) Day {
	if d == 0 {
		return 0
	}
	return d + Day(n)
}

// AddMonths is the same date n months later, or the end of that month when it
// is shorter: 31 January + 1 month is 28 February 2026 (domain.md 3.1). No day
// stays no day.
func (d Day) AddMonths(n int) Day {
	if d == 0 {
		return 0
	}
	y, m, dom := d.Date()
	return min(Of(y, m+n, 1)+Day(dom-1), Of(y, m+n+1, 0))
}

// MonthStart is the first of the month; no day stays no day.
func (d Day) MonthStart() Day {
	if d == 0 {
		return 0
	}
	y, m, _ := d.Date()
	return Of(y, m, 1)
}

// MonthEnd is the last of the month; no day stays no day.
func (d Day) MonthEnd() Day {
	if d == 0 {
		return 0
	}
	y, m, _ := d.Date()
	return Of(y, m+1, 0)
}

// MarshalText writes "2026-11-21", "" for no day.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads as Parse does.
func (d *Day) UnmarshalText(b []byte) error {
	v, err := Parse(string(b))
	if err == nil {
		*d = v
	}
	return err
}

// MarshalJSON writes "2026-11-21", null for no day.
func (d Day) MarshalJSON() ([]byte, error) {
	if d == 0 {
		return []byte("null"), nil
	}
	return []byte(`"` + d.String() + `"`), nil
}

// UnmarshalJSON reads a string as Parse does; null is no day. Another JSON
// value is refused (day.text).
func (d *Day) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*d = 0
		return nil
	}
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return refuse.New(refuse.Invalid, "day.text", "text", string(b[:min(len(b), 40)]))
	}
	return d.UnmarshalText([]byte(s))
}
