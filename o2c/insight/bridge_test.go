package insight

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"encaisse/base/money"
)

// Domain.md 6: 420 000 / 1 260 000 × 90 = 30.0; half of it late the next time.
func TestBridge(t *testing.T) {
	before := DSOSide{Days: 90, Sales: 1260000, Pieces: []Piece{{Cause: CauseTerms, Customer: "A", Amount: 420000}}}
	after := DSOSide{Days: 90, Sales: 1260000, Pieces: []Piece{{Cause: CauseTerms, Customer: "A", Amount: 420000}, {Cause: CauseLateness, Customer: "B", Amount: 140000},
		{Cause: CauseUnapplied, Customer: "B", Amount: -14000}}}
	b, ok, err := Between(before, after)
	if err != nil || !ok || b.Whole != (Moved{3000, 3900}) {
		t.Fatal(b, ok, err)
	}
	if b.Causes[CauseTerms].Change() != 0 || b.Causes[CauseLateness].Change() != 1000 || b.Causes[CauseUnapplied].Change() != -100 || b.Customers["B"][CauseLateness].After != 1000 {
		t.Error(b)
	}
	if _, ok, err := Between(before, DSOSide{Days: 90}); ok || err != nil {
		t.Error("without sales there is nothing to compare")
	}
}

// Parts = change, to the hundredth of a day (features.md 6), by cause and by
// customer.
func TestBridgeSums(t *testing.T) {
	side := rapid.Custom(func(t *rapid.T) DSOSide {
		s := DSOSide{Days: rapid.IntRange(1, 400).Draw(t, "days"), Sales: money.Amount(rapid.Int64Range(1, 1e11).Draw(t, "sales"))}
		for i := range rapid.IntRange(0, 12).Draw(t, "n") {
			s.Pieces = append(s.Pieces, Piece{Cause: rapid.SampledFrom(causes).Draw(t, "cause"), Customer: fmt.Sprint(i % 4),
				Amount: money.Amount(rapid.Int64Range(-1e8, 1e9).Draw(t, "amount"))})
		}
		return s
	})
	rapid.Check(t, func(t *rapid.T) {
		b, ok, err := Between(side.Draw(t, "before"), side.Draw(t, "after"))
		if err != nil || !ok {
			t.Fatal(ok, err)
		}
		var byCause, byCustomer Hundredths
		for _, m := range b.Causes {
			byCause += m.Change()
		}
		for _, parts := range b.Customers {
			for _, m := range parts {
				byCustomer += m.Change()
			}
		}
		if byCause != b.Whole.Change() || byCustomer != b.Whole.Change() {
			t.Fatalf("%d by cause, %d by customer, in all %d", byCause, byCustomer, b.Whole.Change())
		}
	})
}
