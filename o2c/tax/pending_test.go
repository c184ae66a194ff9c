package tax

import (
	"testing"

	"pgregory.net/rapid"

	"encaisse/base/money"
)

var serviceTwoRates = Pending{{VAT, 20_000000, 10000, 2000}, {VAT, 10_000000, 20000, 2000}}

// Domain.md 4.5: 600.00 of 1,200.00 makes 100.00 due; of two rates 6.67 + 6.67,
// then 13.33 + 13.33.
func TestCash(t *testing.T) {
	one := Pending{{VAT, 20_000000, 100000, 20000}}
	moves, left, err := one.Cash(60000, 120000)
	if err != nil || len(moves) != 1 || moves[0].Due != 10000 || moves[0].Pending != 10000 || moves[0].Base != 50000 || left[0].Amount != 10000 {
		t.Errorf("600.00 of 1,200.00: %v %v %v", moves, left, err)
	}
	first, left, _ := serviceTwoRates.Cash(11333, 34000)
	last, none, _ := left.Cash(22667, 22667)
	for i, want := range []struct{ first, last money.Amount }{{667, 1333}, {667, 1333}} {
		if first[i].Due != want.first || last[i].Due != want.last || none[i].Amount != 0 || none[i].Base != 0 {
			t.Errorf("rate %d: %v, %v, left %v", i, first[i], last[i], none[i])
		}
	}
}

// Domain.md 5.1: a credit note of such an invoice moves 44574 for the part not
// yet cashed, 44571 only for the part already due.
func TestCreditOfPending(t *testing.T) {
	one := Pending{{VAT, 20_000000, 100000, 20000}}
	tenth := Pending{{VAT, 20_000000, 10000, 2000}}
	for _, c := range []struct {
		name                       string
		paid, settled, total, open money.Amount
		note                       Pending
		due, pending, left         money.Amount
	}{
		{"nothing cashed", 0, 12000, 12000, 120000, tenth, 0, 2000, 18000},
		{"half cashed", 60000, 12000, 12000, 60000, tenth, 0, 2000, 8000},
		{"all cashed", 120000, 0, 12000, 0, tenth, -2000, 0, 0},
		{"all of it, half cashed", 60000, 60000, 120000, 60000, one, -10000, 10000, 0},
	} {
		left := one
		if c.paid > 0 {
			_, left, _ = one.Cash(c.paid, 120000)
		}
		moves, left, err := left.Credit(c.note, c.settled, c.total, c.open)
		if err != nil || len(moves) != 1 || moves[0].Due != c.due || moves[0].Pending != c.pending || left[0].Amount != c.left {
			t.Errorf("%s: %v left %v %v", c.name, moves, left, err)
		}
	}
}

// Credited at one rate more than is open: what waits at the other was paid.
func TestCreditEndsWhatWaits(t *testing.T) {
	_, left, _ := serviceTwoRates.Cash(20000, 34000) // 11.76 each due, 8.24 each waits, 140.00 open
	moves, left, err := left.Credit(Pending{{VAT, 10_000000, 20000, 2000}}, 14000, 22000, 14000)
	if err != nil || len(moves) != 2 || moves[0].Due != -1176 || moves[0].Pending != 824 || moves[1].Due != 824 || moves[1].Pending != 824 {
		t.Errorf("%v %v", moves, err)
	}
	if left[0].Amount != 0 || left[1].Amount != 0 {
		t.Errorf("still waits: %v", left)
	}
}

// Whatever is paid, credited and taken back: what waits stays between nothing
// and all of it, is nothing when nothing is open, and everything again when all
// was taken back.
func TestPendingProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := Pending{{VAT, 20_000000, money.Amount(rapid.Int64Range(1, 1e8).Draw(t, "base")), 0}, {VAT, 5_500000, money.Amount(rapid.Int64Range(1, 1e8).Draw(t, "base")), 0}}
		open := money.Amount(rapid.Int64Range(0, 1e8).Draw(t, "goods")) + 1
		for i := range whole {
			whole[i].Amount, _ = whole[i].Rate.Of(whole[i].Base)
			open += whole[i].Base + whole[i].Amount
		}
		left, total := whole, open
		var all []Moved
		for range rapid.IntRange(1, 6).Draw(t, "payments") {
			paid := money.Amount(rapid.Int64Range(1, int64(open)).Draw(t, "paid"))
			moves, next, err := left.Cash(paid, open)
			if err != nil {
				t.Fatal(err)
			}
			if left, open = next, open-paid; open == 0 {
				break
			}
			all = append(all, moves...)
		}
		for i, p := range left {
			if p.Amount < 0 || p.Amount > whole[i].Amount || p.Base < 0 || p.Base > whole[i].Base || open == 0 && (p.Amount != 0 || p.Base != 0) {
				t.Fatalf("%v waits of %v, %d of %d open", p, whole[i], open, total)
			}
		}
		if open == 0 {
			return
		}
		for _, m := range all {
			left = left.After([]Moved{m.Back()})
		}
		for i := range left {
			if left[i] != whole[i] {
				t.Fatalf("taken back: %v of %v", left[i], whole[i])
			}
		}
	})
}
