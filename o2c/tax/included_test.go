package tax

import (
	"testing"

	"pgregory.net/rapid"

	"encaisse/base/money"
)

// priced is a French line whose price is with tax included.
func priced(gross money.Amount, rate money.Percent) Line {
	l := at(0, rate)
	l.Gross, l.Included = gross, true
	return l
}

// untaxed lines add up as their prices say.
func added(lines []Line) (Breakdown, error) {
	nets, err := Untaxed(lines)
	if err != nil {
		return Breakdown{}, err
	}
	lines = append([]Line(nil), lines...)
	for i := range lines {
		lines[i].Net = nets[i]
	}
	return Total(lines, "EUR", "")
}

// Domain.md 4.3: HT = round2(TTC / (1 + rate)), VAT = TTC − HT.
func TestIncluded(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []Line
		want  string
	}{
		{"4.3: 360.00 at 20 %", []Line{priced(36000, 20_000000)}, "30000 6000 36000 | S VAT 20: 30000 6000"},
		{"99.99, which no net and its tax make", []Line{priced(9999, 20_000000)}, "8333 1666 9999 | S VAT 20: 8333 1666"},
		{"by rate, not by line", []Line{priced(9999, 20_000000), priced(9999, 20_000000), priced(9999, 20_000000)}, "24998 4999 29997 | S VAT 20: 24998 4999"},
		{"two rates", []Line{priced(12000, 20_000000), priced(10550, 5_500000)}, "20000 2550 22550 | S VAT 20: 10000 2000 | S VAT 5.5: 10000 550"},
		{"beside a price before tax", []Line{priced(9999, 20_000000), at(1000, 20_000000)}, "9333 1866 11199 | S VAT 20: 9333 1866"},
		{"no tax", []Line{{Gross: 5000, Included: true, Treatment: Treatment{Category: Export, Reason: "abroad"}}}, "5000 0 5000 | G  0: 5000 0 abroad"},
		{"two taxes", []Line{{Gross: 11498, Included: true, Treatment: inQuebec(0).Treatment}}, "10000 1498 11498 | S GST 5: 10000 500 | S QST 9.975: 10000 998"},
	} {
		if b, err := added(c.lines); err != nil || show(b) != c.want {
			t.Errorf("%s: %s %v, want %s", c.name, show(b), err, c.want)
		}
	}
}

// The total is what the prices state, to the cent; nets share by largest
// remainder, each within a cent of its own.
func TestIncludedProperties(t *testing.T) {
	kinds := []Line{at(0, 20_000000), at(0, 5_500000), at(0, 2_100000), inQuebec(0), untaxed(0, Export, "abroad")}
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Line {
			l := rapid.SampledFrom(kinds).Draw(t, "kind")
			l.Gross, l.Included = money.Amount(rapid.Int64Range(0, 1e9).Draw(t, "gross")), true
			return l
		}), 0, 8).Draw(t, "lines")
		nets, err := Untaxed(lines)
		if err != nil {
			t.Fatal(err)
		}
		var gross money.Amount
		for i, l := range lines {
			gross += l.Gross
			own, err := Before(l.Gross, l.Treatment.Rate())
			if off := (nets[i] - own).Abs(); err != nil || off > 1 || nets[i] > l.Gross {
				t.Fatalf("line %d: %d of %d, by itself %d", i, nets[i], l.Gross, own)
			}
		}
		b, err := added(lines)
		if err != nil || b.Total != gross {
			t.Fatalf("%s %v, stated %d", show(b), err, gross)
		}
	})
}
