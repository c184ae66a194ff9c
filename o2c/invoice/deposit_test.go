package invoice

import (
	"testing"

	"encaisse/base/money"
	"encaisse/o2c/ledger"
)

// A deposit of 833.33 + 166.67 cashed as 400.00 then 600.00: tax 66.67 and 100.00,
// the last part takes the remainder (domain.md 4.5).
func TestCashInParts(t *testing.T) {
	whole := []advance{{N: 1, Net: 83333, Tax: 16667}}
	first, err := cash(whole, []advance{{N: 1}}, same(40000))
	if err != nil || first[0] != (advance{1, 33333, 6667, 33333, 6667}) {
		t.Fatal(first, err)
	}
	last, err := cash(whole, first, same(60000))
	if err != nil || last[0] != (advance{1, 50000, 10000, 50000, 10000}) {
		t.Error(last, err)
	}
}

// Whatever the parts, of several rates, all of them are the whole to the cent.
func TestCashSumsToTheWhole(t *testing.T) {
	whole := []advance{{N: 1, Net: 5001, Tax: 1000}, {N: 2, Net: 9999, Tax: 550}, {N: 3, Net: 7}}
	var all money.Amount
	for _, a := range whole {
		all += a.total()
	}
	for step := money.Amount(1); step < all; step += 97 {
		have := []advance{{N: 1}, {N: 2}, {N: 3}}
		for left := all; left > 0; {
			part := min(step, left)
			moves, err := cash(whole, have, same(part))
			if err != nil {
				t.Fatal(err)
			}
			var sum money.Amount
			for _, m := range moves {
				have[m.N-1].Net, have[m.N-1].Tax = have[m.N-1].Net+m.Net, have[m.N-1].Tax+m.Tax
				sum += m.total()
			}
			if left -= part; sum != part {
				t.Fatal(step, part, moves)
			}
		}
		for i := range whole {
			if have[i].Net != whole[i].Net || have[i].Tax != whole[i].Tax {
				t.Fatal(step, have, whole)
			}
		}
	}
}

// same is an amount in the company's own currency.
func same(a money.Amount) ledger.Worth { return ledger.Worth{Amount: a, Home: a} }

// Whatever an advance in another currency is used in, its money leaves as it came:
// 1,200.00 booked at 1,000.01, in three parts before tax.
func TestAdvanceLeavesAsItCame(t *testing.T) {
	parts, err := cash([]advance{{N: 1, Net: 100000, Tax: 20000}}, []advance{{N: 1}}, ledger.Worth{Amount: 120000, Home: 100001})
	if err != nil || len(parts) != 1 || parts[0] != (advance{1, 100000, 20000, 83334, 16667}) {
		t.Fatal(parts, err)
	}
	held := parts[0]
	for _, c := range []struct{ net, tax, home, taxHome money.Amount }{{33333, 6667, 27778, 5556}, {33333, 6667, 27778, 5556}, {33334, 6666, 27778, 5555}} {
		part, err := held.part(c.net, c.tax)
		if err != nil || part != (advance{1, c.net, c.tax, c.home, c.taxHome}) {
			t.Fatal(part, err, c)
		}
		held = advance{1, held.Net - part.Net, held.Tax - part.Tax, held.NetHome - part.NetHome, held.TaxHome - part.TaxHome}
	}
	if held != (advance{N: 1}) {
		t.Error(held)
	}
}
