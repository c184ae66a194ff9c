package table

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"encaisse/base/money"

	"pgregory.net/rapid"
)

// one reads a single cell under options that leave nothing to find.
func one(t *testing.T, cell string, o Options) Row {
	t.Helper()
	return read(t, "v;x\n\""+strings.ReplaceAll(cell, `"`, `""`)+"\";1\n", []Column{{Name: "v", Kind: Decimal}}, o).Rows[0]
}

func TestDecimals(t *testing.T) {
	cases := []struct {
		cell         string
		comma, point string // "" for table.number
	}{
		{"12", "12", "12"},
		{"0", "0", "0"},
		{"007", "7", "7"},
		{"12,5", "12.5", ""},
		{"12.5", "", "12.5"},
		{",5", "0.5", ""},
		{".5", "", "0.5"},
		{"-12,50", "-12.5", ""},
		{"\u2212 12,50", "-12.5", ""},
		{"+12,50", "12.5", ""},
		{"(12,50)", "-12.5", ""},
		{"12,50-", "-12.5", ""},
		{"1,234", "1.234", "1234"},
		{"1.234", "1234", "1.234"},
		{"0,567", "0.567", ""},
		{"1 234,5", "1234.5", ""},
		{"1\u00A0234,5", "1234.5", ""},
		{"1\u202F234\u202F567,5", "1234567.5", ""},
		{"1'234.5", "", "1234.5"},
		{"1’234’567.5", "", "1234567.5"},
		{"1.234.567,89", "1234567.89", ""},
		{"1,234,567.89", "", "1234567.89"},
		{"1.234.567", "1234567", ""},
		{"12 34", "", ""},
		{"1234 567", "", ""},
		{"1 234'567", "", ""},
		{"1.234 567,8", "", ""},
		{"1,23,456", "", ""},
		{"12,", "", ""},
		{"12.", "", ""},
		{"1,2,3", "", ""},
		{"--5", "", ""},
		{"(-5)", "", ""},
		{"(5", "", ""},
		{"1e5", "", ""},
		{"0x10", "", ""},
		{"٣", "", ""},
		{"abc", "", ""},
		{"a,5", "", ""},
		{"n° 5", "", ""},
		{"-", "", ""},
		{"5 %", "", ""},
		{"5 €", "", ""},
		{"2026-11-21", "", ""},
		{"1,123456", "1.123456", ""},
		{"1,12345600", "1.123456", ""},
	}
	for _, c := range cases {
		for mark, want := range map[Mark]string{Comma: c.comma, Point: c.point} {
			d, err := one(t, c.cell, Options{Decimal: mark}).Decimal("v")
			if want == "" {
				wantCode(t, err, "table.number", "row=2", "column=v", "name=v")
			} else if err != nil || d.String() != want {
				t.Errorf("%q with a %s: %v, %v, want %s", c.cell, mark, d, err, want)
			}
		}
	}
}

func TestNumberKinds(t *testing.T) {
	comma := Options{Decimal: Comma}
	cases := []struct {
		cell, want string // want is a number or a code
		read       func(Row) (any, error)
	}{
		{"1 200,50", "1200.50", func(r Row) (any, error) { return r.Price("v") }},
		{"13,0863", "13.0863", func(r Row) (any, error) { return r.Price("v") }},
		{"5 €", "table.number", func(r Row) (any, error) { return r.Price("v") }},
		{"34,99 €", "34.99", func(r Row) (any, error) { return r.PriceIn("v", "EUR") }},
		{"34,99 $", "table.currency", func(r Row) (any, error) { return r.PriceIn("v", "EUR") }},
		{"2,5", "2.5", func(r Row) (any, error) { return r.Quantity("v") }},
		{"1,1234567", "table.decimals", func(r Row) (any, error) { return r.Quantity("v") }},
		{"99999999999999", "table.overflow", func(r Row) (any, error) { return r.Quantity("v") }},
		{"20", "20", func(r Row) (any, error) { return r.Percent("v") }},
		{"5,5 %", "5.5", func(r Row) (any, error) { return r.Percent("v") }},
		{"5,5 €", "table.number", func(r Row) (any, error) { return r.Percent("v") }},
		{"1 234", "1234", func(r Row) (any, error) { return r.Whole("v") }},
		{"12,00", "12", func(r Row) (any, error) { return r.Whole("v") }},
		{"-12", "-12", func(r Row) (any, error) { return r.Whole("v") }},
		{"12,50", "table.whole", func(r Row) (any, error) { return r.Whole("v") }},
		{"99999999999999999999", "table.overflow", func(r Row) (any, error) { return r.Whole("v") }},
		{"x", "table.number", func(r Row) (any, error) { return r.Whole("v") }},
		{"", "table.empty", func(r Row) (any, error) { return r.Whole("v") }},
		{"", "table.empty", func(r Row) (any, error) { return r.Decimal("v") }},
		{"5", "table.empty", func(r Row) (any, error) { return r.Decimal("no such column") }},
	}
	for _, c := range cases {
		v, err := c.read(one(t, c.cell, comma))
		if strings.HasPrefix(c.want, "table.") {
			wantCode(t, err, c.want, "row=2")
			continue
		}
		text, ok := v.(interface{ String() string })
		if n, whole := v.(int64); whole {
			if err != nil || strconv.FormatInt(n, 10) != c.want {
				t.Errorf("%q: %d, %v, want %s", c.cell, n, err, c.want)
			}
		} else if err != nil || !ok || text.String() != c.want {
			t.Errorf("%q: %v, %v, want %s", c.cell, v, err, c.want)
		}
	}
}

func TestAmounts(t *testing.T) {
	cases := []struct {
		cell     string
		currency money.Currency
		want     money.Amount
		code     string
	}{
		{"1200.00", "EUR", 120000, ""},
		{"3578.2700", "USD", 357827, ""},
		{"699.0982", "USD", 0, "table.decimals"},
		{"1.234", "TND", 1234, ""},
		{"1200.5", "JPY", 0, "table.decimals"},
		{"1200", "JPY", 1200, ""},
		{"$90,000 ", "USD", 9000000, ""},
		{"-$5.25", "CAD", -525, ""},
		{"$-5.25", "CAD", -525, ""},
		{"($5.25)", "USD", -525, ""},
		{"US$ 5", "USD", 500, ""},
		{"CA$5", "CAD", 500, ""},
		{"5 $US", "USD", 500, ""},
		{"5 usd", "USD", 500, ""},
		{"EUR 5.00", "EUR", 500, ""},
		{"£5", "GBP", 500, ""},
		{"¥5", "JPY", 5, ""},
		{"CA$5", "USD", 0, "table.currency"},
		{"$5", "EUR", 0, "table.currency"},
		{"€5", "USD", 0, "table.currency"},
		{"5 USD", "EUR", 0, "table.currency"},
		{"5 %", "EUR", 0, "table.number"},
		{"$5 USD", "USD", 0, "table.number"},
		{"10000000000000.01", "EUR", 0, "table.overflow"},
	}
	for _, c := range cases {
		got, err := one(t, c.cell, Options{Decimal: Point}).Amount("v", c.currency)
		if c.code != "" {
			wantCode(t, err, c.code, "row=2", "name=v")
		} else if err != nil || got != c.want {
			t.Errorf("%q in %s: %d, %v, want %d", c.cell, c.currency, got, err, c.want)
		}
	}
}

// Whatever way an exact number is written, it is read back as itself.
func TestWrittenNumbersComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := money.Decimal(rapid.Int64Range(math.MinInt64+1, math.MaxInt64).Draw(t, "millionths"))
		mark := rapid.SampledFrom([]Mark{Comma, Point}).Draw(t, "mark")
		sep := rapid.SampledFrom([]string{"", " ", "\u00A0", "\u202F", "'", "other"}).Draw(t, "groups")
		decimal, other := ".", ","
		if mark == Comma {
			decimal, other = ",", "."
		}
		if sep == "other" {
			sep = other
		}
		text, negative := strings.CutPrefix(want.String(), "-")
		whole, fraction, _ := strings.Cut(text, ".")
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + sep + whole[i:]
		}
		if negative {
			whole = "-" + whole
		}
		if fraction != "" {
			whole += decimal + fraction
		}
		f, ok := take(whole)
		plain, ok2 := f.plain(mark)
		got, err := money.ParseDecimal(plain)
		if !ok || !ok2 || err != nil || got != want {
			t.Fatalf("%s written %q: read %v, %v", want, whole, got, err)
		}
	})
}
