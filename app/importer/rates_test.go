package importer

import (
	"fmt"
	"slices"
	"testing"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/o2c/rate"
)

// Rates come in by a file of ours, of the European Central Bank, or of the Bank
// of Canada; a wrong cell is named by its line and header.
func TestRates(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		w := french(t, url)
		ours := lines("day;from;to;rate", "02/03/2026;EUR;USD;1,10", "03/03/2026;eur;GBP;0,8672", "03/03/2026;EUR;USD;1,11")
		w.yes("rates", ours)
		w.counts("rates", ours, 0, 3)
		w.counts("rates", lines("day,from,to,rate", "2026-03-02,EUR,USD,1.10", "2026-03-03,EUR,USD,1.12"), 1, 1)
		ecb := lines("Date,USD,JPY,CYP,TRL,", "2026-11-20,1.1543,181.62,N/A,N/A,", "2026-11-19,1.1521,181.07,N/A,N/A,")
		w.yes("rates", ecb)
		canada := lines(`"TERMS AND CONDITIONS"`, `"https://www.bankofcanada.ca/terms/"`, ``, `"SERIES"`, `"id","label","description"`,
			`"FXUSDCAD","USD/CAD","US dollar to Canadian dollar daily exchange rate"`, ``, `"OBSERVATIONS"`, `"date","FXUSDCAD","FXIDRCAD"`,
			`"2026-11-18","1.4021","0.000084"`, `"2026-11-19","","0.000085"`)
		w.yes("rates", canada)
		for _, c := range []struct {
			file string
			want []string
		}{
			{lines("day,from,to,rate", "2026-03-02,EUR,USD,0", "2026-03-02,EUR,EUR,1", "x,ZZZ,,y", "2026-03-04,EUR,USD,1.1", "2026-03-04,EUR,USD,1.2", "2027-01-01,EUR,USD,1"),
				[]string{"2 rate rate.positive", "3 to rate.currency", "4 day table.date", "4 from money.currency", "4 to table.empty", "4 rate table.number", "6 day import.twice", "7 day import.future"}},
			{lines("Date,USD,JPY,", "2026-11-20,1.15,?,", "2026-13-20,1.15,0,"), []string{"2 JPY rate.positive", "3 Date table.date", "3 JPY rate.positive"}},
			{lines(`"OBSERVATIONS"`, `"date","FXUSDCAD"`, `"2026-11-18","-1"`), []string{"3 FXUSDCAD rate.positive"}},
		} {
			out := w.take(w.request("rates", c.file))
			var got []string
			for _, e := range out.Errors {
				got = append(got, fmt.Sprintf("%d %s %s", e.Row, e.Column, e.Code))
			}
			if !slices.Equal(got, c.want) || out.Applied != 0 {
				t.Errorf("%q (%d applied), want %q", got, out.Applied, c.want)
			}
		}
		got := ask(w, func(r *db.Read) (out []string, err error) {
			list, err := rate.List(r, rate.Filter{})
			for _, x := range list.Items {
				out = append(out, fmt.Sprintf("%s %s/%s %s", x.Day, x.From, x.To, x.Rate))
			}
			slices.Sort(out)
			return out, err
		})
		want := []string{"2026-03-02 EUR/USD 1.10", "2026-03-03 EUR/GBP 0.8672", "2026-03-03 EUR/USD 1.12", "2026-11-18 IDR/CAD 0.000084", "2026-11-18 USD/CAD 1.4021",
			"2026-11-19 EUR/JPY 181.07", "2026-11-19 EUR/USD 1.1521", "2026-11-19 IDR/CAD 0.000085", "2026-11-20 EUR/JPY 181.62", "2026-11-20 EUR/USD 1.1543"}
		if !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
		w.verified()
	})
}
