package closing

import (
	"fmt"
	"testing"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
	"encaisse/o2c/tax"
)

func unchanged(_ money.Currency, a money.Amount) (money.Amount, error) { return a, nil }

// domain.md 5.1: goods delivered and not invoiced, invoiced and not delivered, a
// credit note to issue; part of a line is what is left of it to the cent (4.3).
func TestCutoff(t *testing.T) {
	vat := tax.Treatment{Category: tax.Taxed, Taxes: []tax.Tax{{Code: tax.VAT, Rate: 20_000000}}}
	for _, c := range []struct {
		kind  string
		parts []part
		want  string
	}{
		{ledger.CutUnbilled, []part{{"C1", "dupont", "EUR", "goods", 1000_00, vat}}, "4181 120000 707 -100000 44587 -20000 "},
		{ledger.CutUnbilled, []part{{"C1", "dupont", "EUR", "goods", 100_00, vat}, {"C1", "dupont", "EUR", "service", 50_00, vat}, {"C2", "durand", "EUR", "freight", 10_00, vat}},
			"4181 19200 707 -10000 706 -5000 7085 -1000 44587 -3200 "},
		{ledger.CutDeferred, []part{{"C1", "dupont", "EUR", "goods", 1000_00, tax.Treatment{Category: tax.Taxed}}}, "707 100000 487 -100000 "},
		{ledger.CutCreditNotes, []part{{"RET-1", "dupont", "EUR", "goods", 100_00, vat}}, "7097 10000 44587 2000 4198 -12000 "},
		{ledger.CutUnbilled, nil, ""},
	} {
		list, err := pending(c.parts, unchanged)
		if err != nil {
			t.Fatal(err)
		}
		entry, err := cutoff{Kind: c.kind, Documents: list}.entry(ledger.PCG, ledger.Head{Day: day.Of(2026, 3, 31), Currency: "EUR"})
		got := ""
		for _, l := range entry.Legs {
			got += fmt.Sprint(l.Account, " ", int64(l.Amount), " ")
		}
		if err != nil || got != c.want {
			t.Errorf("%s: %q %v, want %q", c.kind, got, err, c.want)
		}
	}
	for _, c := range []struct {
		shipped, billed money.Quantity
		want            money.Amount
	}{{money.Units(3), money.Units(1), 6_67}, {money.Units(1), 0, 3_33}, {money.Units(1), money.Units(3), -6_67}, {0, money.Units(3), -10_00}} {
		got, err := ordered{Quantity: money.Units(3), Net: 10_00, Shipped: c.shipped, Billed: c.billed}.apart()
		if err != nil || got != c.want {
			t.Errorf("shipped %v, billed %v: %d %v, want %d", c.shipped, c.billed, got, err, c.want)
		}
	}
}
