package receivable

import (
	"testing"

	"pgregory.net/rapid"

	"encaisse/base/day"
	"encaisse/base/money"
)

// The boundaries of domain.md 6: day 30 is 1–30, day 31 is 31–60, due today is
// not due.
func TestBucket(t *testing.T) {
	asOf := day.Of(2026, 11, 21)
	for _, c := range []struct{ late, bucket int }{
		{-400, 0}, {-1, 0}, {0, 0}, {1, 1}, {29, 1}, {30, 1}, {31, 2}, {60, 2}, {61, 3}, {90, 3},
		{91, 4}, {120, 4}, {121, 5}, {4000, 5},
	} {
		due := asOf.AddDays(-c.late)
		if got := Bucket(due, asOf); got != c.bucket {
			t.Errorf("%d days late: bucket %d, want %d", c.late, got, c.bucket)
		}
		if got := DaysLate(due, asOf); got != max(0, c.late) {
			t.Errorf("%d days late: %d", c.late, got)
		}
	}
	if Bucket(0, asOf) != 0 {
		t.Error("no due day is not late")
	}
	for i := range Buckets {
		if _, ok := Texts[BucketKey(i)]; !ok {
			t.Errorf("bucket %d has no title", i)
		}
	}
}

// Domain.md 1.7: open 500.00, unapplied 120.00 → 411 = 380.00.
func TestAging(t *testing.T) {
	asOf := day.Of(2026, 11, 21)
	var a Aging
	a.Add(asOf, asOf, 20000)
	a.Add(asOf.AddDays(-31), asOf, 30000)
	a.AddUnapplied(12000)
	want := Aging{Open: [Buckets]money.Amount{20000, 0, 30000}, Unapplied: -12000}
	if a != want || a.Total() != 38000 || a.Overdue() != 30000 {
		t.Errorf("%+v: total %d, overdue %d", a, a.Total(), a.Overdue())
	}
	if both := a.Plus(want); both.Total() != 76000 || both.Unapplied != -24000 {
		t.Errorf("both: %+v", both)
	}
	if a != want {
		t.Error("Plus changed its left side")
	}
}

// The columns sum to what was counted in, whatever the days (domain.md 11.11).
func TestAgingSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var a Aging
		var sum money.Amount
		asOf := day.Of(2026, 11, 21)
		for range rapid.IntRange(0, 20).Draw(t, "items") {
			amount := money.Amount(rapid.Int64Range(0, 1e9).Draw(t, "amount"))
			if rapid.Bool().Draw(t, "unapplied") {
				a.AddUnapplied(amount)
				sum -= amount
			} else {
				a.Add(asOf.AddDays(rapid.IntRange(-500, 500).Draw(t, "due")), asOf, amount)
				sum += amount
			}
		}
		if a.Total() != sum || a.Unapplied > 0 || a.Open[0]+a.Overdue()+a.Unapplied != sum {
			t.Fatalf("%+v sums to %d, want %d", a, a.Total(), sum)
		}
	})
}
