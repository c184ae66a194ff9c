package money_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"encaisse/base/money"
	"encaisse/base/refuse"
)

func TestParseAmount(t *testing.T) {
	for _, c := range []struct {
		text     string
		currency money.Currency
		want     money.Amount
		code     string
	}{
		{"1200.00", "EUR", 120000, ""},
		{"1200", "EUR", 120000, ""},
		{"-0.5", "CAD", -50, ""},
		{"0.00", "EUR", 0, ""},
		{"-0", "EUR", 0, ""},
		{"1200", "JPY", 1200, ""},
		{"1200.00", "JPY", 1200, ""},
		{"1.005", "TND", 1005, ""},
		{"1200.50", "JPY", 0, "money.decimals"},
		{"1.005", "EUR", 0, "money.decimals"},
		{"0.3333333333333333333333333333", "EUR", 0, "money.decimals"},
		{"1.0000000000000000000000000000", "EUR", 100, ""},
		{"0000000000000000000000000000001", "EUR", 100, ""},
		{"1e3", "EUR", 100000, ""},
		{"1.25E-01", "TND", 125, ""},
		{"1e-3", "EUR", 0, "money.decimals"},
		{"0e99", "EUR", 0, ""},
		{"10000000000000.00", "EUR", money.Max, ""},
		{"-10000000000000.00", "EUR", -money.Max, ""},
		{"10000000000000.01", "EUR", 0, "money.overflow"},
		{"-10000000000000.01", "EUR", 0, "money.overflow"},
		{"99999999999999999999", "EUR", 0, "money.overflow"},
		{"1e99", "EUR", 0, "money.overflow"},
		{"1e100", "EUR", 0, "money.text"},
	} {
		got, err := money.ParseAmount(c.text, c.currency)
		if got != c.want || refuse.Code(err) != c.code {
			t.Errorf("%s %s: got %d %v, want %d %s", c.text, c.currency, got, err, c.want, c.code)
		}
	}
}

func TestParseRefusesWhatIsNoDecimal(t *testing.T) {
	for _, s := range []string{"", "-", "+1", ".5", "5.", "1,5", "1 000", " 1", "1\n", "0x10", "--1",
		"1.2.3", "NaN", "Infinity", "١", "1e", "1e1.5", strings.Repeat("x", 1000), "\xff"} {
		if _, err := money.ParseDecimal(s); refuse.Code(err) != "money.text" {
			t.Errorf("%q: %v", s, err)
		}
		r, _ := refuse.As(func() error { _, err := money.ParseDecimal(s); return err }())
		if r != nil && len(r.Args[0].Value.(string)) > 50 {
			t.Errorf("a refusal repeats %d bytes of the input", len(r.Args[0].Value.(string)))
		}
	}
}

func TestTexts(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{money.Decimal(1_000000).String(), "1"},
		{money.Decimal(500000).String(), "0.5"},
		{money.Decimal(-3_250000).String(), "-3.25"},
		{money.Decimal(math.MinInt64).String(), "-9223372036854.775808"},
		{money.Price(100_000000).String(), "100.00"},
		{money.Price(1_115000).String(), "1.115"},
		{money.Price(500000).String(), "0.50"},
		{money.Price(0).String(), "0.00"},
		{money.Units(1).String(), "1"},
		{money.Quantity(2_500000).String(), "2.5"},
		{money.Percent(20_000000).String(), "20"},
		{money.Percent(9_975000).String(), "9.975"},
		{money.Amount(120000).In("EUR").String(), "1200.00 EUR"},
		{money.Amount(-5).In("EUR").String(), "-0.05 EUR"},
		{money.Amount(1200).In("JPY").String(), "1200 JPY"},
		{money.Amount(1005).In("TND").Text(), "1.005"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}

func TestJSON(t *testing.T) {
	type line struct {
		Price    money.Price     `json:"price"`
		Quantity money.Quantity  `json:"quantity"`
		Discount *money.Percent  `json:"discount"`
		Any      money.Decimal   `json:"any"`
		Currency money.Currency  `json:"currency"`
		Net      money.Money     `json:"net"`
		Limit    *money.Decimal  `json:"limit"`
		Parts    []money.Percent `json:"parts"`
	}
	in := `{"price":100,"quantity":"2.5","discount":5.5,"any":1e-05,"currency":"eur","net":"3.50 EUR","limit":null,"parts":["1",2.25]}`
	want := `{"price":"100.00","quantity":"2.5","discount":"5.5","any":"0.00001","currency":"EUR","net":"3.50","limit":null,"parts":["1","2.25"]}`
	var l line
	if err := json.Unmarshal([]byte(in), &l); err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(l)
	if err != nil || string(out) != want {
		t.Errorf("got  %s %v\nwant %s", out, err, want)
	}
	for _, bad := range []string{`{"price":true}`, `{"price":{}}`, `{"price":"abc"}`, `{"price":""}`} {
		if err := json.Unmarshal([]byte(bad), &l); refuse.Code(err) != "money.text" {
			t.Errorf("%s: %v", bad, err)
		}
	}
	for bad, code := range map[string]string{
		`{"price":"0.1234567"}`:    "money.decimals",
		`{"price":10000000000000}`: "money.overflow",
		`{"currency":"XXX"}`:       "money.currency",
		`{"net":"1.005 EUR"}`:      "money.decimals",
	} {
		if err := json.Unmarshal([]byte(bad), &l); refuse.Code(err) != code {
			t.Errorf("%s: %v, want %s", bad, err, code)
		}
	}
	var bare money.Money
	if err := json.Unmarshal([]byte(`"1.00"`), &bare); refuse.Code(err) != "money.currency" {
		t.Errorf("an amount without any currency: %v", err)
	}
}

func TestCurrency(t *testing.T) {
	for s, exponent := range map[string]int{"EUR": 2, "CAD": 2, "USD": 2, "JPY": 0, "TND": 3, "CLF": 4, "mad": 2} {
		c, err := money.ParseCurrency(s)
		if err != nil || string(c) != strings.ToUpper(s) || c.Exponent() != exponent {
			t.Errorf("%s: %s %d %v", s, c, c.Exponent(), err)
		}
	}
	for _, s := range []string{"", "EU", "EURO", "XXX", "FRF", "€"} {
		if _, err := money.ParseCurrency(s); refuse.Code(err) != "money.currency" {
			t.Errorf("%q: %v", s, err)
		}
	}
	if e := money.Currency("???").Exponent(); e != 2 {
		t.Errorf("unknown currency has %d decimals", e)
	}
}

func TestDecimalAmount(t *testing.T) {
	for _, c := range []struct {
		text     string
		currency money.Currency
		want     money.Amount
		code     string
	}{
		{"1200.5", "EUR", 120050, ""},
		{"-3.25", "EUR", -325, ""},
		{"1.005", "EUR", 0, "money.decimals"},
		{"1.5", "JPY", 0, "money.decimals"},
		{"1.005", "TND", 1005, ""},
		{"9000000000000", "TND", 0, "money.overflow"},
	} {
		d, err := money.ParseDecimal(c.text)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := d.Amount(c.currency); got != c.want || refuse.Code(err) != c.code {
			t.Errorf("%s %s: %d %v", c.text, c.currency, got, err)
		}
	}
}

// What is written is read again, as text and through JSON, in every type.
func TestTextsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Int64Range(-math.MaxInt64, math.MaxInt64).Draw(t, "v")
		type all struct {
			D money.Decimal
			P money.Price
			Q money.Quantity
			R money.Percent
		}
		in := all{money.Decimal(v), money.Price(v), money.Quantity(v), money.Percent(v)}
		b, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		var out all
		if err := json.Unmarshal(b, &out); err != nil || out != in {
			t.Fatalf("%s: %+v %v", b, out, err)
		}
		d, err := money.ParseDecimal(in.P.String())
		if err != nil || int64(d) != v {
			t.Fatalf("%s: %d %v", in.P, d, err)
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom([]money.Currency{"EUR", "JPY", "TND", "CLF"}).Draw(t, "c")
		in := amount(t, "a").In(c)
		var out money.Money
		if err := out.UnmarshalText([]byte(in.String())); err != nil || out != in {
			t.Fatalf("%s: %s %v", in, out, err)
		}
	})
}

func amount(t *rapid.T, name string) money.Amount {
	return money.Amount(rapid.Int64Range(-int64(money.Max), int64(money.Max)).Draw(t, name))
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"1", "-0.5", "1e-05", "9999999999999999999", "1.2.3", "", "-", "e", "1e-99"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := money.ParseDecimal(s)
		if err != nil {
			if refuse.Code(err) == "" {
				t.Fatalf("%q: %v is no refusal", s, err)
			}
			return
		}
		if again, err := money.ParseDecimal(d.String()); err != nil || again != d {
			t.Fatalf("%q: %s is read as %s, %v", s, d, again, err)
		}
	})
}
