package charge

import (
	"math/rand/v2"
	"testing"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/o2c/receivable"
)

var french = rates{statutory: receivable.Statutory["FR"]}

// The worked figures of domain.md 3.5, a charge each.
func TestInterestOfTheReference(t *testing.T) {
	for _, c := range []struct {
		base     money.Amount
		due, to  day.Day
		lines    []money.Amount
		of       []int
		together money.Amount
	}{
		{120000, day.Of(2025, 11, 15), day.Of(2025, 12, 15), []money.Amount{1198}, []int{30}, 1198},
		// 203.8356: 54.0411 + 149.7945; the second half is what the whole, rounded once, leaves.
		{1000000, day.Of(2025, 6, 15), day.Of(2025, 8, 14), []money.Amount{5404, 14980}, []int{15, 45}, 20384},
	} {
		lines := unasked([]stretch{{c.base, c.due.AddDays(1), c.to}}, nil, french)
		if sum := priced(nil, lines); sum != c.together || len(lines) != len(c.lines) {
			t.Fatalf("%v: %v, %v", c, sum, lines)
		}
		for i, l := range lines {
			if l.Amount != c.lines[i] || l.To.Sub(l.From)+1 != c.of[i] {
				t.Errorf("%v: line %d is %v", c, i, l)
			}
		}
	}
}

// However a debt is charged for in pieces, and whatever is paid meanwhile, even
// from before a charge: no day is charged twice, and all pieces together are the
// penalty of the whole.
func TestNoDayIsChargedTwice(t *testing.T) {
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 7))
		due := day.Of(2025, 1, 1).AddDays(r.IntN(300))
		total := money.Amount(1 + r.IntN(2_000000))
		var unpaid []receivable.Unpaid
		var charged []Line
		var sum money.Amount
		to := due
		open := total
		for range 1 + r.IntN(6) {
			to = to.AddDays(1 + r.IntN(60))
			if part := money.Amount(r.Int64N(int64(open) + 1)); r.IntN(2) == 0 && part > 0 {
				unpaid = append(unpaid, receivable.Unpaid{Amount: part, Due: due, To: to.AddDays(-r.IntN(40))})
				open -= part
			}
			owed := []stretch{{open, due.AddDays(1), to}}
			want := []receivable.Unpaid{{Amount: open, Due: due, To: to}}
			for _, u := range unpaid {
				owed = append(owed, stretch{u.Amount, due.AddDays(1), min(u.To, to)})
				want = append(want, receivable.Unpaid{Amount: u.Amount, Due: due, To: min(u.To, to)})
			}
			lines := unasked(owed, charged, french)
			sum += priced(charged, lines)
			charged = append(charged, lines...)
			if all := receivable.Penalty(want, nil, french.statutory); sum != all {
				t.Fatalf("seed %d: charged %d, the whole is %d", seed, sum, all)
			}
			if again := unasked(owed, charged, french); len(again) != 0 {
				t.Fatalf("seed %d: charged again %v", seed, again)
			}
		}
	}
}

// Money that was taken off again, and other money in its place that counts from
// before, both count for the days between: nothing was owed on them, not less.
func TestNothingLessThanNothingIsOwed(t *testing.T) {
	due := day.Of(2025, 3, 6)
	from, up := due.AddDays(1), due.AddDays(60)
	owed := []stretch{{0, from, up}, {100_000, from, due.AddDays(20)}, {-100_000, from, due.AddDays(40)}, {100_000, from, due.AddDays(10)}}
	if lines := unasked(owed, nil, french); len(lines) != 1 || lines[0].Base != 100_000 || lines[0].To != due.AddDays(10) {
		t.Errorf("%v", lines)
	}
	// Taken off from before it was there: all of it is owed, not twice.
	owed = []stretch{{0, from, up}, {100_000, from, due.AddDays(30)}, {-100_000, from, from.AddDays(-1)}, {100_000, from, due.AddDays(50)}}
	for _, l := range unasked(owed, nil, french) {
		if l.Base > 100_000 || l.Base < 0 {
			t.Errorf("%v of 100000", l)
		}
	}
	charged := []Line{{Kind: Penalty, Base: 40_000, From: from, To: due.AddDays(5), Rate: french.on(from)}}
	owed = []stretch{{0, from, up}, {-60_000, from, up}} // less than nothing: what was charged comes back, no more
	if lines := unasked(owed, charged, french); len(lines) != 1 || lines[0].Base != -40_000 {
		t.Errorf("%v", lines)
	}
}

// The customer's own policy comes before that of everybody.
func TestPolicyOn(t *testing.T) {
	rows := []Policy{{ValidFrom: 10, Mode: Monthly}, {Customer: 7, ValidFrom: 20, Mode: Never}, {ValidFrom: 30, Mode: WithLast}}
	for _, c := range []struct {
		customer int64
		on       day.Day
		mode     string
	}{{7, 9, OnDemand}, {7, 10, Monthly}, {7, 20, Never}, {7, 40, Never}, {8, 29, Monthly}, {8, 30, WithLast}} {
		if p := policyOn(rows, id.ID(c.customer), c.on); p.Mode != c.mode {
			t.Errorf("%v: %s", c, p.Mode)
		}
	}
}

func TestWaivePart(t *testing.T) {
	c := Charge{Penalties: 1198, Indemnities: 4000, Fees: 800}
	x, ok := c.waive("", 1500, nil)
	if !ok || x.Penalties != 1198 || x.Indemnities != 302 {
		t.Errorf("%v %v", x, ok)
	}
	if _, ok := c.waive(Indemnity, 3699, []Waiver{x}); ok {
		t.Error("more than is left was waived")
	}
	if c.remains(Indemnity, []Waiver{x}) != 3698 || c.remains("", []Waiver{x}) != 4498 {
		t.Error("what remains")
	}
}
