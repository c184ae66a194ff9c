package catalog

import (
	"testing"

	"encaisse/base/money"
	"encaisse/base/refuse"
)

func q(t *testing.T, s string) money.Quantity {
	t.Helper()
	v, err := money.ParseQuantity(s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func price(t *testing.T, s string) money.Price {
	t.Helper()
	v, err := money.ParsePrice(s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// cm is a parcel whose size is given in inches and weight in pounds.
func cm(t *testing.T, weight, l, w, h string) Parcel {
	t.Helper()
	size := func(s string) money.Quantity {
		v, err := money.MulDiv(int64(q(t, s)), 254, 100)
		if err != nil {
			t.Fatal(err)
		}
		return money.Quantity(v)
	}
	kg, err := money.MulDiv(int64(q(t, weight)), 45359237, 100_000000)
	if err != nil {
		t.Fatal(err)
	}
	return Parcel{SKU: "x", Quantity: money.Units(1), Weight: money.Quantity(kg), Length: size(l), Width: size(w), Height: size(h)}
}

func TestBillable(t *testing.T) { // the worked figures of domain.md 9
	metric := Tariff{Units: Metric, Divisor: money.Units(5000)}
	ups := Tariff{Units: Imperial, Divisor: money.Units(139), Step: money.Units(1)}
	usps := Tariff{Units: Imperial, Divisor: money.Units(166), DivisorAbove: money.Units(1728), Step: money.Units(1)}
	half := Tariff{Units: Metric, Divisor: money.Units(6000), Step: q(t, "0.5")}
	box := Parcel{SKU: "x", Quantity: money.Units(1), Weight: q(t, "4.2"), Length: money.Units(40), Width: money.Units(30), Height: money.Units(25)}
	three := box
	three.Quantity = money.Units(3)
	for _, c := range []struct {
		name   string
		tariff Tariff
		parcel Parcel
		want   string
	}{
		{"40×30×25 cm against 4.2 kg", metric, box, "6"},
		{"by air, to the next half", half, box, "5"},
		{"three of them", metric, three, "18"},
		{"20×15×10 in", ups, cm(t, "3", "20", "15", "10"), "22"},
		{"11.1×8.5×6.2 in", ups, cm(t, "3", "11.1", "8.5", "6.2"), "6"},
		{"heavier than its size", ups, cm(t, "9.1", "11.1", "8.5", "6.2"), "10"},
		{"exactly five pounds", ups, cm(t, "5", "1", "1", "1"), "5"},
		{"USPS below 1 ft³", usps, cm(t, "3", "11.1", "8.5", "6.2"), "3"},
		{"USPS above it", usps, cm(t, "3", "20", "15", "10"), "19"},
	} {
		got, err := c.tariff.Billable([]Parcel{c.parcel})
		if err != nil || got != q(t, c.want) {
			t.Errorf("%s: %v, want %s (%v)", c.name, got, c.want, err)
		}
	}
	if _, err := metric.Billable([]Parcel{{SKU: "x", Quantity: money.Units(1)}}); refuse.Code(err) != "catalog.no_weight" {
		t.Error("a parcel that weighs nothing:", err)
	}
}

func TestTariff(t *testing.T) {
	tariff := Tariff{Code: "STD", Currency: "EUR", Units: Metric, Divisor: money.Units(5000), Step: money.Units(1), Fuel: 12_500000,
		Remote: price(t, "5"), Residential: price(t, "3.50"), Free: true, FreeFrom: 20000,
		Zones: []Zone{{Zone: "EU", Country: "DE"}, {Zone: "FR", Country: "FR"}, {Zone: "CORSE", Country: "FR", Postcode: "20", Remote: true}},
		Rates: []Rate{{Zone: "FR", UpTo: money.Units(5), Price: price(t, "8")}, {Zone: "FR", UpTo: money.Units(10), Price: price(t, "10")},
			{Zone: "CORSE", UpTo: money.Units(10), Price: price(t, "12.34")}}}
	box := []Parcel{{SKU: "x", Quantity: money.Units(1), Weight: q(t, "4.2"), Length: money.Units(40), Width: money.Units(30), Height: money.Units(25)}}
	for _, c := range []struct {
		name  string
		to    Place
		goods money.Amount
		want  money.Amount
		steps string
	}{
		{"rate of 6 kg and fuel", Place{Country: "FR", Postcode: "75011"}, 100, 1125, "-12.5@fuel"},
		{"remote and at home", Place{Country: "FR", Postcode: "20 000", Residential: true}, 100, 2238, "-12.5@fuel+-5/l@remote+-3.5/l@residential"},
		{"free from a net on", Place{Country: "FR", Postcode: "75011"}, 20000, 0, "-12.5@fuel+11.25/l@free"},
	} {
		p, err := tariff.Price(box, c.to, c.goods)
		if err != nil {
			t.Fatal(c.name, err)
		}
		net, err := p.Net(money.Units(1), "EUR")
		if err != nil || net != c.want || p.Steps.String() != c.steps {
			t.Errorf("%s: %d by %s, want %d by %s (%v)", c.name, net, p.Steps, c.want, c.steps, err)
		}
		again, err := ParseSteps(p.Steps.String())
		if err != nil || again.String() != p.Steps.String() {
			t.Errorf("%s reads back as %s (%v)", p.Steps, again, err)
		}
	}
	for _, c := range []struct {
		to   Place
		code string
	}{{Place{Country: "US"}, "catalog.no_zone"}, {Place{Country: "DE"}, "catalog.too_heavy"}} {
		if _, err := tariff.Price(box, c.to, 0); refuse.Code(err) != c.code {
			t.Errorf("%+v: %v, want %s", c.to, err, c.code)
		}
	}
}
