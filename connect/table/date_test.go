package table

import (
	"testing"
)

func TestDays(t *testing.T) {
	cases := []struct {
		cell        string
		iso, fr, us string // a day, or a code
	}{
		{"2026-11-21", "2026-11-21", "2026-11-21", "2026-11-21"},
		{"2026/11/21", "2026-11-21", "2026-11-21", "2026-11-21"},
		{"20261121", "2026-11-21", "2026-11-21", "2026-11-21"},
		{"2026-11-21 00:00:00", "2026-11-21", "2026-11-21", "2026-11-21"},
		{"2026-11-21T23:59:59.999Z", "2026-11-21", "2026-11-21", "2026-11-21"},
		{"2026-11-21T10:00:00+02:00", "2026-11-21", "2026-11-21", "2026-11-21"},
		{"21/11/2026", "table.date", "2026-11-21", "table.date"},
		{"21.11.2026", "table.date", "2026-11-21", "table.date"},
		{"21-11-2026", "table.date", "2026-11-21", "table.date"},
		{"21/11/2026 14:30", "table.date", "2026-11-21", "table.date"},
		{"11/21/2026", "table.date", "table.date", "2026-11-21"},
		{"11/21/2026 12:00:00 AM", "table.date", "table.date", "2026-11-21"},
		{"5/6/2026", "table.date", "2026-06-05", "2026-05-06"},
		{"05.06.2026", "table.date", "2026-06-05", "table.date"},
		{"29/02/2024", "table.date", "2024-02-29", "table.date"},
		{"29/02/2026", "table.date", "table.date", "table.date"},
		{"31/04/2026", "table.date", "table.date", "table.date"},
		{"00/01/2026", "table.date", "table.date", "table.date"},
		{"2026-02-30", "table.date", "table.date", "table.date"},
		{"2026-13-01", "table.date", "table.date", "table.date"},
		{"0026-11-21", "table.date", "table.date", "table.date"},
		{"2026.11.21", "table.date", "table.date", "table.date"},
		{"21/11/26", "table.date", "table.date_year", "table.date_year"},
		{"21/11-2026", "table.date", "table.date", "table.date"},
		{"2026-11-21 noon", "table.date", "table.date", "table.date"},
		{"2026-11-21 10", "table.date", "table.date", "table.date"},
		{"21 novembre 2026", "table.date", "table.date", "table.date"},
		{"46347", "table.date", "table.date", "table.date"},
		{"1970-01-01", "table.date", "table.date", "table.date"}, // a Day cannot tell it from none
		{"-/-", "table.date", "table.date", "table.date"},
	}
	for _, c := range cases {
		for order, want := range map[DateOrder]string{ISO: c.iso, FR: c.fr, US: c.us} {
			d, err := one(t, c.cell, Options{Dates: order}).Day("v")
			if want[0] == 't' {
				wantCode(t, err, want, "row=2", "column=v")
			} else if err != nil || d.String() != want {
				t.Errorf("%q as %s: %v, %v, want %s", c.cell, order, d, err, want)
			}
		}
	}
	_, err := one(t, "", Options{}).Day("v")
	wantCode(t, err, "table.empty")
}
