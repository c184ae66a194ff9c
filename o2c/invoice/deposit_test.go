package invoice

import (
	"testing"

	"encaisse/base/money"
)

// A deposit of 833.33 + 166.67 cashed as 400.00 then 600.00: tax 66.67 and 100.00,
// the last part takes the remainder (domain.md 4.5).
func TestCashInParts(t *testing.T) {
	whole := []advance{{1, 83333, 16667}}
	first, err := cash(whole, []advance{{N: 1}}, 40000)
	if err != nil || first[0] != (advance{1, 33333, 6667}) {
		t.Fatal(first, err)
	}
	last, err := cash(whole, first, 60000)
	if err != nil || last[0] != (advance{1, 50000, 10000}) {
		t.Error(last, err)
	}
}

// Whatever the parts, of several rates, all of them are the whole to the cent.
func TestCashSumsToTheWhole(t *testing.T) {
	whole := []advance{{1, 5001, 1000}, {2, 9999, 550}, {3, 7, 0}}
	var all money.Amount
	for _, a := range whole {
		all += a.total()
	}
	for step := money.Amount(1); step < all; step += 97 {
		have := []advance{{N: 1}, {N: 2}, {N: 3}}
		for left := all; left > 0; {
			part := min(step, left)
			moves, err := cash(whole, have, part)
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
			if have[i] != whole[i] {
				t.Fatal(step, have, whole)
			}
		}
	}
}
