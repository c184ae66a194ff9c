package rate

import (
	"testing"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// domain.md 5.2: 10,000 USD at 1.10, 1.08 and 1.12 USD for a euro.
func TestWorth(t *testing.T) {
	for _, c := range []struct {
		base, quote, home money.Currency
		rate              string
		amount, want      money.Amount
	}{
		{"EUR", "USD", "EUR", "1.10", 10_000_00, 9_090_91},
		{"EUR", "USD", "EUR", "1.08", 10_000_00, 9_259_26},
		{"EUR", "USD", "EUR", "1.12", 10_000_00, 8_928_57},
		{"USD", "CAD", "CAD", "1.3650", 100_00, 136_50},
		{"EUR", "JPY", "EUR", "163.45", 1_000, 6_12},
		{"EUR", "JPY", "JPY", "163.45", 6_12, 1_000},
		{"USD", "CAD", "CAD", "1.3650", -100_01, -136_51},
		{"TND", "EUR", "EUR", "0.295", 1_000, 30}, // 0.295: half away from zero
	} {
		p, err := money.ParsePrice(c.rate)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Rate{Base: c.base, Quote: c.quote, Value: p}.To(c.home, c.amount)
		if err != nil || got != c.want {
			t.Errorf("%d at %s %s/%s in %s: %d %v, want %d", c.amount, c.rate, c.base, c.quote, c.home, got, err, c.want)
		}
	}
}

func TestLastRateOnOrBefore(t *testing.T) {
	d := day.Of(2026, 3, 20)
	old := Rate{ID: 1, Day: d.AddDays(-8), Base: "EUR", Quote: "USD", Value: 1_100000}
	within := Rate{ID: 2, Day: d.AddDays(-7), Base: "USD", Quote: "EUR", Value: 900000}
	ours := Rate{ID: 3, Day: d.AddDays(-7), Base: "EUR", Quote: "USD", Value: 1_200000}
	for _, c := range []struct {
		rows []Rate
		want int64
		code string
	}{
		{nil, 0, "rate.missing"},
		{[]Rate{old}, 1, "rate.old"},
		{[]Rate{old, within}, 2, ""},
		{[]Rate{within, ours}, 3, ""},
		{[]Rate{ours, within}, 3, ""},
	} {
		x, err := usable(c.rows, "USD", "EUR", d)
		if int64(x.ID) != c.want || refuse.Code(err) != c.code {
			t.Errorf("of %v: %v %v, want %d %q", c.rows, x.ID, err, c.want, c.code)
		}
	}
}
