package tax

import (
	"testing"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// rates of two states: the longest beginning of a postcode wins, and of it the
// last row on or before the day.
var stateRates = []StateRate{
	{"US-NY", "", 4_000000, true, true, day.Of(2020, 1, 1)},
	{"US-NY", "10", 8_375000, true, true, day.Of(2020, 1, 1)},
	{"US-NY", "10001", 8_875000, true, false, day.Of(2026, 3, 1)},
	{"US-NY", "10001", 9_000000, false, true, day.Of(2026, 7, 1)},
	{"US-CA", "9", 7_250000, false, true, day.Of(2020, 1, 1)},
}

func TestSalesTax(t *testing.T) {
	d := day.Of(2026, 5, 2)
	american := Seller{Country: "US", Region: "VT", Regime: RegimeStandard, Registered: []Registration{"US-NY", "US-CA"}}
	at := func(postcode string) Local { return Local{Postcode: postcode, Rates: stateRates} }
	freight := func(postcode string) Local {
		l := at(postcode)
		l.Freight = true
		return l
	}
	resale := at("10001")
	resale.Certificate, resale.Certified = "ST-120", ReasonResale
	check(t, []decided{
		{"the state's own", Supply{american, "US", "NY", false, Goods, Standard, d, at("14201")}, "S  SALES 4"},
		{"two digits", Supply{american, "US", "US-NY", false, Goods, Standard, d, at("10002-1234")}, "S  SALES 8.375"},
		{"five digits", Supply{american, "US", "ny", false, Goods, Standard, d, at("10001")}, "S  SALES 8.875"},
		{"ZIP+4 of it", Supply{american, "US", "NY", false, Goods, Standard, d, at("10001 4321")}, "S  SALES 8.875"},
		{"the day before it begins", Supply{american, "US", "NY", false, Goods, Standard, day.Of(2026, 2, 28), at("10001")}, "S  SALES 8.375"},
		{"the day it begins", Supply{american, "US", "NY", false, Goods, Standard, day.Of(2026, 3, 1), at("10001")}, "S  SALES 8.875"},
		{"the day it changes", Supply{american, "US", "NY", false, Goods, Standard, day.Of(2026, 7, 1), at("10001")}, "S  SALES 9"},
		{"freight taxed", Supply{american, "US", "NY", false, Goods, Standard, d, freight("10001")}, "S  SALES 8.875"},
		{"freight not taxed", Supply{american, "US", "CA", false, Goods, Standard, d, freight("94105")}, "E us_freight"},
		{"service not taxed", Supply{american, "US", "NY", false, Service, Standard, d, at("10001")}, "E us_service"},
		{"service taxed", Supply{american, "US", "CA", false, Service, Standard, d, at("94105")}, "S  SALES 7.25"},
		{"no nexus", Supply{american, "US", "TX", false, Goods, Standard, d, at("75001")}, "O us_no_nexus"},
		{"resale", Supply{american, "US", "NY", false, Goods, Standard, d, resale}, "E us_resale"},
		{"no certificate where no tax is owed", Supply{american, "US", "TX", false, Goods, Standard, d, resale}, "O us_no_nexus"},
		{"exempt class", Supply{american, "US", "NY", false, Goods, Exempt, d, at("")}, "E exempt"},
		{"zero class", Supply{american, "US", "NY", false, Goods, Zero, d, at("")}, "Z "},
	})
	for name, c := range map[string]struct {
		s    Supply
		code string
	}{
		"no rate there":      {Supply{american, "US", "CA", false, Goods, Standard, d, at("10001")}, "tax.state_rate"},
		"no rate yet":        {Supply{american, "US", "NY", false, Goods, Standard, day.Of(2019, 12, 31), at("10001")}, "tax.state_rate"},
		"unknown state":      {Supply{american, "US", "ZZ", false, Goods, Standard, d, at("10001")}, "tax.state"},
		"no state":           {Supply{american, "US", "", false, Goods, Standard, d, at("10001")}, "tax.state"},
		"class without rate": {Supply{american, "US", "NY", false, Goods, Reduced, d, at("10001")}, "tax.rate"},
	} {
		if _, err := Decide(c.s); refuse.Code(err) != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
}

// The order keeps where it goes, the day of delivery decides the rate.
func TestDelivered(t *testing.T) {
	american := Seller{Country: "US", Regime: RegimeStandard, Registered: []Registration{"US-NY"}}
	s := Supply{american, "US", "NY", false, Goods, Standard, day.Of(2026, 6, 30), Local{Postcode: "10001", Rates: stateRates}}
	ordered, err := Decide(s)
	if err != nil || ordered.States()[0] != "US-NY" {
		t.Fatal(ordered, err)
	}
	kept, err := ordered.On(day.Of(2026, 7, 1))
	if err != nil || kept.Taxes[0].Rate != 8_875000 {
		t.Errorf("an order keeps its rate: %v %v", kept, err)
	}
	delivered, err := ordered.Delivered(stateRates, day.Of(2026, 7, 1))
	if err != nil || delivered.Taxes[0].Rate != 9_000000 || ordered.Taxes[0].Rate != 8_875000 {
		t.Errorf("%v %v, ordered %v", delivered, err, ordered)
	}
	if _, err := ordered.Delivered(stateRates[4:], day.Of(2026, 7, 1)); refuse.Code(err) != "tax.state_rate" {
		t.Error(err)
	}
}

// Domain.md 4.7: 19.99 at 7.25 % is 1.449, so 1.45; three items at 1.03 are
// 0.07 each, 0.21, or 0.22 on the invoice.
func TestSalesTaxRounding(t *testing.T) {
	sold := func(r Rounding, nets ...money.Amount) money.Amount {
		s := Seller{Country: "US", Regime: RegimeStandard, Registered: []Registration{"US-CA"}, Rounding: r}
		tr, err := Decide(Supply{s, "US", "CA", false, Goods, Standard, day.Of(2026, 5, 2), Local{Postcode: "94105", Rates: stateRates}})
		if err != nil {
			t.Fatal(err)
		}
		var lines []Line
		for _, n := range nets {
			lines = append(lines, Line{Net: n, Treatment: tr})
		}
		b, err := Total(lines, "USD", "")
		if err != nil {
			t.Fatal(err)
		}
		return b.Tax
	}
	for _, c := range []struct {
		r    Rounding
		nets []money.Amount
		want money.Amount
	}{
		{Streamlined, []money.Amount{1999}, 145}, {StreamlinedItem, []money.Amount{1999}, 145},
		{StreamlinedItem, []money.Amount{103, 103, 103}, 21}, {Streamlined, []money.Amount{103, 103, 103}, 22},
	} {
		if got := sold(c.r, c.nets...); got != c.want {
			t.Errorf("%s %v: %d, want %d", c.r, c.nets, got, c.want)
		}
	}
}
