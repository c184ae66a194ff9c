package day_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"encaisse/base/day"
)

func holidays(c day.Calendar, year int) []string {
	var list []string
	for d := day.Of(year, 1, 1); d <= day.Of(year, 12, 31); d++ {
		if c.Holiday(d) {
			list = append(list, d.String()[5:])
		}
	}
	return list
}

func TestHolidays(t *testing.T) {
	for _, c := range []struct {
		calendar day.Calendar
		year     int
		want     []string
	}{
		{day.France, 2025, []string{"01-01", "04-21", "05-01", "05-08", "05-29", "06-09", "07-14", "08-15", "11-01", "11-11", "12-25"}},
		{day.France, 2026, []string{"01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15", "11-01", "11-11", "12-25"}},
		{day.France, 2027, []string{"01-01", "03-29", "05-01", "05-06", "05-08", "05-17", "07-14", "08-15", "11-01", "11-11", "12-25"}},
		// Ascension on 1 May: one day for two.
		{day.France, 2008, []string{"01-01", "03-24", "05-01", "05-08", "05-12", "07-14", "08-15", "11-01", "11-11", "12-25"}},
		{day.Quebec, 2025, []string{"01-01", "04-18", "05-19", "06-24", "07-01", "09-01", "10-13", "12-25"}},
		{day.Quebec, 2026, []string{"01-01", "04-03", "05-18", "06-24", "07-01", "09-07", "10-12", "12-25"}},
		{day.Quebec, 2027, []string{"01-01", "03-26", "05-24", "06-24", "07-01", "09-06", "10-11", "12-25"}},
		{day.Quebec, 2029, []string{"01-01", "03-30", "05-21", "06-24", "07-02", "09-03", "10-08", "12-25"}}, // 1 July a Sunday
		{"US", 2026, nil},
	} {
		if got := holidays(c.calendar, c.year); !slices.Equal(got, c.want) {
			t.Errorf("%s %d:\ngot  %v\nwant %v", c.calendar, c.year, got, c.want)
		}
	}
}

func TestAddWorkdays(t *testing.T) {
	for _, c := range []struct {
		calendar day.Calendar
		from     string
		n        int
		want     string
	}{
		{day.France, "2026-11-06", 2, "2026-11-10"}, // domain.md 1.9
		{day.France, "2026-11-10", 1, "2026-11-12"},
		{day.Quebec, "2026-11-10", 1, "2026-11-11"},
		{day.France, "2026-11-12", -1, "2026-11-10"},
		{day.France, "2026-11-09", -1, "2026-11-06"},
		{day.France, "2026-11-07", 0, "2026-11-07"},
		{day.Quebec, "2026-10-09", 1, "2026-10-13"},
		{"US", "2026-11-10", 1, "2026-11-11"},
		{day.France, "", 1, ""},
	} {
		if got := c.calendar.AddWorkdays(parse(t, c.from), c.n).String(); got != c.want {
			t.Errorf("%s %s + %d: %s, want %s", c.calendar, c.from, c.n, got, c.want)
		}
	}
}

func TestWorkdaysThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom([]day.Calendar{day.France, day.Quebec}).Draw(t, "calendar")
		d := day.Of(2020, 1, 1).AddDays(rapid.IntRange(0, 5000).Draw(t, "d"))
		n := rapid.IntRange(1, 60).Draw(t, "n")
		later := c.AddWorkdays(d, n)
		if !c.Workday(later) || later <= d {
			t.Fatalf("%s + %d: %s", d, n, later)
		}
		if c.Workday(d) && c.AddWorkdays(later, -n) != d {
			t.Fatalf("%s + %d - %d: %s", d, n, n, c.AddWorkdays(later, -n))
		}
	})
}
