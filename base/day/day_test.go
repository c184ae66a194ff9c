package day_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"encaisse/base/day"
	"encaisse/base/refuse"
)

func parse(t *testing.T, s string) day.Day {
	t.Helper()
	d, err := day.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParse(t *testing.T) {
	for s, want := range map[string]day.Day{"": 0, "1970-01-02": 1, "1969-12-31": -1, "2026-11-21": 20778} {
		d := parse(t, s)
		if d != want || d.String() != s {
			t.Errorf("%s: %d %s", s, d, d)
		}
	}
	for _, s := range []string{"2026-02-29", "2026-13-01", "2026-00-10", "0000-01-01", "26-11-21", "2026-1-1",
		"21/11/2026", "2026-11-21T00:00:00Z", " 2026-11-21", "today", "1970-01-01"} {
		if _, err := day.Parse(s); refuse.Code(err) != "day.text" {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-31", 1, "2026-02-28"}, // domain.md 3.1
		{"2024-01-31", 1, "2024-02-29"},
		{"2026-01-31", 2, "2026-03-31"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-12-15", 1, "2027-01-15"},
		{"2026-11-30", 3, "2027-02-28"},
		{"2024-02-29", 12, "2025-02-28"},
		{"2026-01-15", -13, "2024-12-15"},
		{"2026-01-31", 0, "2026-01-31"},
		{"", 1, ""},
	} {
		if got := parse(t, c.from).AddMonths(c.n).String(); got != c.want {
			t.Errorf("%s + %d months: %s, want %s", c.from, c.n, got, c.want)
		}
	}
}

// The day arithmetic under the terms of domain.md 3.1.
func TestDaysAndMonthEnds(t *testing.T) {
	a, b := parse(t, "2026-01-15"), parse(t, "2026-01-02")
	for _, c := range []struct {
		got  day.Day
		want string
	}{
		{a.AddDays(30), "2026-02-14"}, {b.AddDays(30), "2026-02-01"},
		{a.AddDays(60), "2026-03-16"}, {b.AddDays(60), "2026-03-03"},
		{a.AddDays(30).MonthEnd(), "2026-02-28"}, {b.AddDays(45).MonthEnd(), "2026-02-28"},
		{a.AddDays(45).MonthEnd(), "2026-03-31"}, {a.MonthEnd().AddDays(45), "2026-03-17"},
		{a.MonthStart(), "2026-01-01"}, {day.Of(2024, 2, 10).MonthEnd(), "2024-02-29"},
		{day.Of(2026, 12, 31).MonthEnd(), "2026-12-31"},
		{day.Day(0).AddDays(3), ""}, {day.Day(0).MonthEnd(), ""}, {day.Day(0).MonthStart(), ""},
	} {
		if c.got.String() != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
	if n := parse(t, "2025-08-14").Sub(parse(t, "2025-06-15")); n != 60 { // domain.md 3.5
		t.Errorf("%d days late", n)
	}
	if w := parse(t, "2026-11-21").Weekday(); w != time.Saturday {
		t.Errorf("21 November 2026 is a %s", w)
	}
	if w := parse(t, "1969-12-31").Weekday(); w != time.Wednesday {
		t.Errorf("31 December 1969 is a %s", w)
	}
}

func TestFromTime(t *testing.T) {
	paris := time.FixedZone("Paris", 3600)
	montreal := time.FixedZone("Montréal", -5*3600)
	at := time.Date(2026, 11, 20, 23, 30, 0, 0, time.UTC)
	if d := day.FromTime(at, paris).String(); d != "2026-11-21" {
		t.Errorf("in Paris %s", d)
	}
	if d := day.FromTime(at, montreal).String(); d != "2026-11-20" {
		t.Errorf("in Montréal %s", d)
	}
}

func TestJSON(t *testing.T) {
	type due struct {
		On, Until day.Day
		Skipped   *day.Day
	}
	in := `{"On":"2026-11-21","Until":null,"Skipped":null}`
	d := due{Until: 5}
	if err := json.Unmarshal([]byte(in), &d); err != nil {
		t.Fatal(err)
	}
	if out, err := json.Marshal(d); err != nil || string(out) != in || d.Until != 0 {
		t.Errorf("%s %v", out, err)
	}
	for _, bad := range []string{`{"On":20778}`, `{"On":"2026-02-30"}`, `{"On":{}}`} {
		if err := json.Unmarshal([]byte(bad), &d); refuse.Code(err) != "day.text" {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func TestDaysRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := day.Day(rapid.Int64Range(-700000, 2900000).Draw(t, "d")) // years 54 to 9909
		again, err := day.Parse(d.String())
		if err != nil || again != d {
			t.Fatalf("%s: %d %v", d, again, err)
		}
		if y, m, n := d.Date(); day.Of(y, m, n) != d {
			t.Fatalf("%s is %d-%d-%d", d, y, m, n)
		}
		if d.IsZero() {
			return
		}
		n := rapid.IntRange(-500, 500).Draw(t, "months")
		y, m, dom := d.Date()
		y2, m2, dom2 := d.AddMonths(n).Date()
		end := d.AddMonths(n).MonthEnd() == d.AddMonths(n)
		if y2*12+m2 != y*12+m+n || dom2 != dom && !(dom2 < dom && end) {
			t.Fatalf("%s + %d months: %s", d, n, d.AddMonths(n))
		}
	})
}
