package invoice

import (
	"testing"

	"pgregory.net/rapid"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/o2c/order"
	"encaisse/o2c/tax"
)

const taxed = `{"category":"S","taxes":[{"code":"VAT","place":"FR","class":"standard","rate":"20"}]}`

var on = day.Of(2026, 3, 2)

var french = tax.Seller{Country: "FR", Regime: tax.RegimeStandard}

func orderLine(n int64, quantity money.Quantity, price money.Price) order.Line {
	net, _ := money.Extend(quantity, price, "EUR")
	return order.Line{N: n, Item: 1, Kind: "goods", Quantity: quantity, UnitPrice: price, Net: net, Treatment: taxed}
}

func TestTaxOnTheDocument(t *testing.T) { // domain.md 4.3: base 20.67, VAT 4.13, not 4.14
	v, _, err := Invoice{Currency: "EUR"}.fill([]billed{
		{orderLine(1, money.Units(3), 1_115_000), 0, money.Units(3), on},
		{orderLine(2, money.Units(7), 2_333_000), 0, money.Units(7), on},
		{orderLine(3, money.Units(1), 990_000), 0, money.Units(1), on},
	}, french)
	if err != nil || v.Net != 2067 || v.Tax != 413 || v.Total != 2480 {
		t.Errorf("%d + %d = %d, %v", v.Net, v.Tax, v.Total, err)
	}
}

func TestPartialShipments(t *testing.T) { // domain.md 4.3: 3.33, 3.34, 3.33 and 0.67 each
	l := orderLine(1, money.Units(3), 0)
	l.Net = 1000
	var net, vat money.Amount
	for _, want := range []money.Amount{333, 334, 333} {
		v, bills, err := Invoice{Currency: "EUR"}.fill([]billed{{l, 0, money.Units(1), on}}, french)
		if err != nil || v.Net != want || v.Tax != 67 {
			t.Errorf("%d + %d, want %d (%v)", v.Net, v.Tax, want, err)
		}
		l.Invoiced, l.InvoicedNet = l.Invoiced+bills[0].Quantity, l.InvoicedNet+bills[0].Net
		net, vat = net+v.Net, vat+v.Tax
	}
	if net != 1000 || vat != 201 {
		t.Error(net, vat)
	}
}

// However a line is credited piece by piece, the credit notes sum to the
// invoice to the cent, tax included, and never exceed it on the way.
func TestCreditNotesSumToTheInvoice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 9).Draw(t, "pieces")
		v, _, err := Invoice{ID: 1, Number: "FA-1", Currency: "EUR"}.fill([]billed{
			{orderLine(1, money.Units(int64(n)), money.Price(rapid.IntRange(1, 99_999_999).Draw(t, "price"))), 0, money.Units(int64(n)), on},
			{orderLine(2, money.Units(2), 3_335_000), 0, money.Units(2), on},
		}, french)
		if err != nil {
			t.Fatal(err)
		}
		var before []tax.Row
		var net, vat money.Amount
		for left := n; left > 0; {
			q := rapid.IntRange(1, left).Draw(t, "part")
			left -= q
			parts := []Part{{1, money.Units(int64(q))}}
			if left == 0 {
				parts = append(parts, Part{2, money.Units(2)})
			}
			var note Invoice
			if v, note, err = v.credit(Invoice{ID: 2, Currency: "EUR"}, parts); err != nil {
				t.Fatal(err)
			}
			if note, err = note.limit(v, before); err != nil {
				t.Fatal(err)
			}
			before = append(before, note.Taxes...)
			net, vat = net+note.Net, vat+note.Tax
			if net > v.Net || vat > v.Tax || note.Total != note.Net+note.Tax {
				t.Fatalf("credited %d + %d of %d + %d", net, vat, v.Net, v.Tax)
			}
		}
		if net != v.Net || vat != v.Tax {
			t.Fatalf("credited %d + %d of %d + %d", net, vat, v.Net, v.Tax)
		}
		if _, _, err := v.credit(Invoice{ID: 3, Currency: "EUR"}, nil); err == nil {
			t.Fatal("nothing is left to credit")
		}
	})
}

func TestHashLeavesTheNumberOut(t *testing.T) { // domain.md 4.1
	v := Invoice{ID: 1, Number: "FA-1", Total: 100, Lines: []Line{{N: 1, Net: 100}}}
	w := v
	w.Number, w.Position = "FA-2", 2
	if string(v.hash()) != string(w.hash()) {
		t.Error("the number is not in the hash")
	}
	w.Lines = []Line{{N: 1, Net: 101}}
	if string(v.hash()) == string(w.hash()) {
		t.Error("a changed line changes the hash")
	}
}
