package tax

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// at is a French line at a rate.
func at(net money.Amount, rate money.Percent) Line {
	return Line{Net: net, Treatment: Treatment{Category: Taxed, Taxes: []Tax{{VAT, "FR", Standard, rate}}}}
}

// inQuebec is a line with GST and QST.
func inQuebec(net money.Amount) Line {
	return Line{Net: net, Treatment: Treatment{Category: Taxed, Taxes: []Tax{
		{GST, "CA", Standard, 5_000000}, {QST, "CA-QC", Standard, 9_975000}}}}
}

func untaxed(net money.Amount, c Category, reason string) Line {
	return Line{Net: net, Treatment: Treatment{Category: c, Reason: reason}}
}

func TestTotal(t *testing.T) {
	for _, c := range []struct {
		name     string
		lines    []Line
		rounding Rounding
		want     string // net tax total | rows
	}{
		{"4.3: per document, not per line (4.14)", []Line{at(335, 20_000000), at(1633, 20_000000), at(99, 20_000000)}, "",
			"2067 413 2480 | S VAT 20: 2067 413"},
		{"4.3: with 5 % allowance", []Line{at(2067, 20_000000), at(-103, 20_000000)}, Apart,
			"1964 393 2357 | S VAT 20: 1964 393"},
		{"4.3: allowance over two rates", []Line{at(10000, 20_000000), at(-667, 20_000000), at(5000, 5_500000), at(-333, 5_500000)}, Apart,
			"14000 2124 16124 | S VAT 20: 9333 1867 | S VAT 5.5: 4667 257"},
		{"4.6: 100.00", []Line{inQuebec(10000)}, Apart,
			"10000 1498 11498 | S GST 5: 10000 500 | S QST 9.975: 10000 998"},
		{"4.6: 10.10", []Line{inQuebec(1010)}, Apart,
			"1010 152 1162 | S GST 5: 1010 51 | S QST 9.975: 1010 101"},
		{"4.6: 10.10 combined", []Line{inQuebec(1010)}, Combined,
			"1010 151 1161 | S GST 5: 1010 51 | S QST 9.975: 1010 100"},
		{"4.6: 100.00 combined", []Line{inQuebec(10000)}, Combined,
			"10000 1498 11498 | S GST 5: 10000 500 | S QST 9.975: 10000 998"},
		{"4.7: 19.99 at 7.25 %, Streamlined", []Line{at(1999, 7_250000)}, Streamlined,
			"1999 145 2144 | S VAT 7.25: 1999 145"},
		{"4.7: 3 items at 1.03, by item", []Line{at(103, 7_250000), at(103, 7_250000), at(103, 7_250000)}, StreamlinedItem,
			"309 21 330 | S VAT 7.25: 309 21"},
		{"4.7: 3 items at 1.03, by invoice", []Line{at(103, 7_250000), at(103, 7_250000), at(103, 7_250000)}, Streamlined,
			"309 22 331 | S VAT 7.25: 309 22"},
		{"half a cent goes up", []Line{at(250, 5_000000), at(0, 5_000000)}, Apart,
			"250 13 263 | S VAT 5: 250 13"},
		{"a credit is its mirror", []Line{at(-250, 5_000000)}, Apart,
			"-250 -13 -263 | S VAT 5: -250 -13"},
		{"1.5: final invoice after a deposit, form (a)", []Line{at(1000000, 20_000000), at(-300000, 20_000000)}, Apart,
			"700000 140000 840000 | S VAT 20: 700000 140000"},
		{"untaxed", []Line{untaxed(500, IntraEU, "VATEX-EU-IC"), untaxed(300, Reversed, "VATEX-EU-AE"), untaxed(200, IntraEU, "VATEX-EU-IC")}, Apart,
			"1000 0 1000 | AE  0: 300 0 VATEX-EU-AE | K  0: 700 0 VATEX-EU-IC"},
		{"two reasons of one category are one row", []Line{untaxed(1, ExemptSupply, "small_business"), untaxed(2, ExemptSupply, "exempt")}, Apart,
			"3 0 3 | E  0: 3 0 exempt"},
		{"regime none", []Line{untaxed(1000, NoTax, ReasonNone)}, Apart,
			"1000 0 1000 |   0: 1000 0 none"},
		{"nothing", nil, Apart, "0 0 0"},
	} {
		b, err := Total(c.lines, "EUR", c.rounding)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if got := show(b); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func show(b Breakdown) string {
	s := fmt.Sprintf("%d %d %d", b.Net, b.Tax, b.Total)
	for _, r := range b.Rows {
		s += fmt.Sprintf(" | %s %s %s: %d %d %s", r.Category, r.Code, r.Rate, r.Base, r.Amount, r.Reason)
		s = strings.TrimRight(s, " ")
	}
	return s
}

// What Decide says of the Québec seller is what Total adds up.
func TestDecideAndTotal(t *testing.T) {
	treatment, err := Decide(Supply{quebec, "CA", "QC", false, Goods, Standard, day.Of(2026, 11, 21), Local{}})
	if err != nil {
		t.Fatal(err)
	}
	b, err := Total([]Line{{Net: 10000, Treatment: treatment}}, "CAD", Apart)
	if err != nil || b.Total != 11498 || b.Currency != "CAD" {
		t.Errorf("%s %v, want 114.98 CAD", show(b), err)
	}
}

func TestTotalOverflow(t *testing.T) {
	for name, lines := range map[string][]Line{
		"net":   {at(money.Max, 0), at(money.Max, 0)},
		"net 2": {at(money.Max, 0), at(money.Max, 20_000000)},
		"total": {at(money.Max, 20_000000)},
	} {
		if _, err := Total(lines, "EUR", Apart); refuse.Code(err) != "money.overflow" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Domain.md 11.7: the breakdown sums to the tax, total = net + tax; the order
// of the lines does not matter; a credit of everything is the mirror.
func TestTotalProperties(t *testing.T) {
	kinds := []Line{at(0, 20_000000), at(0, 5_500000), inQuebec(0), untaxed(0, ExemptSupply, "exempt"), untaxed(0, Export, "abroad"),
		{Treatment: Treatment{Category: Taxed, Taxes: []Tax{{GST, "CA", Standard, 5_000000}}}}}
	rapid.Check(t, func(t *rapid.T) {
		rounding := rapid.SampledFrom([]Rounding{Apart, Combined, Streamlined, StreamlinedItem}).Draw(t, "rounding")
		lines := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Line {
			l := rapid.SampledFrom(kinds).Draw(t, "kind")
			l.Net = money.Amount(rapid.Int64Range(-1e9, 1e9).Draw(t, "net"))
			return l
		}), 0, 8).Draw(t, "lines")
		b, err := Total(lines, "EUR", rounding)
		if err != nil {
			t.Fatal(err)
		}
		var net, tax money.Amount
		for _, l := range lines {
			net += l.Net
		}
		for _, r := range b.Rows {
			tax += r.Amount
		}
		if b.Net != net || b.Tax != tax || b.Total != net+tax {
			t.Fatalf("sums: %s", show(b))
		}
		mirrored := slices.Clone(lines)
		for i := range mirrored {
			mirrored[i].Net = -mirrored[i].Net
		}
		if m, _ := Total(mirrored, "EUR", rounding); m.Total != -b.Total || m.Tax != -b.Tax {
			t.Fatalf("mirror: %s of %s", show(m), show(b))
		}
		slices.Reverse(lines)
		if r, _ := Total(lines, "EUR", rounding); show(r) != show(b) {
			t.Fatalf("order matters: %s, %s", show(r), show(b))
		}
	})
}
