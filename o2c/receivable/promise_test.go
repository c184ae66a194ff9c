package receivable

import (
	"testing"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// Domain.md 1.9: 2 000.00 promised for Friday 6 November, grace to Tuesday 10:
// 2 000.00 on the 10th keeps it, 1 500.00 in part, nothing breaks it on the 11th.
func TestPromise(t *testing.T) {
	p := Promise{Amount: 200000, DueOn: day.Of(2026, 11, 6), Until: day.France.AddWorkdays(day.Of(2026, 11, 6), Grace), State: "open"}
	if p.Until != day.Of(2026, 11, 10) {
		t.Fatalf("grace until %s", p.Until)
	}
	for _, c := range []struct {
		received money.Amount
		today    int
		want     string
	}{
		{200000, 10, "kept"}, {200001, 5, "kept"}, {150000, 10, "open"}, {150000, 11, "partially_kept"}, {0, 10, "open"}, {0, 11, "broken"},
	} {
		if got := p.Outcome(c.received, day.Of(2026, 11, c.today)); got != c.want {
			t.Errorf("%d received by the %dth: %s, want %s", c.received, c.today, got, c.want)
		}
	}
}

func TestPlan(t *testing.T) {
	today := day.Of(2026, 3, 2)
	p := Plan{Total: 90000, Currency: "EUR", State: "accepted", StartsOn: today, Instalments: []Instalment{
		{1, today.AddDays(10), today.AddDays(12), 30000}, {2, today.AddDays(40), today.AddDays(42), 30000}, {3, today.AddDays(70), today.AddDays(72), 30000}}}
	if err := p.Check(today); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		paid money.Amount
		days int
		want string
	}{
		{0, -1, "accepted"}, {0, 12, "active"}, {0, 13, "broken"}, {29999, 13, "broken"}, {30000, 13, "active"}, {30000, 42, "active"},
		{30000, 43, "broken"}, {90000, 43, "completed"}, {90000, 200, "completed"},
	} {
		if got := p.Outcome(c.paid, today.AddDays(c.days)); got != c.want {
			t.Errorf("%d paid after %d days: %s, want %s", c.paid, c.days, got, c.want)
		}
	}
	p.Instalments[2].Amount--
	if refuse.Code(p.Check(today)) != "receivable.plan_sum" {
		t.Error("899.99 of 900.00 is a plan")
	}
	p.Instalments[2].DueOn = p.Instalments[1].DueOn
	if refuse.Code(p.Check(today)) != "receivable.plan_days" {
		t.Error("two instalments on a day")
	}
}

// What is paid takes what is contested last, and what is given back is
// contested again (domain.md 1.8).
func TestContest(t *testing.T) {
	i := Item{Total: 10000, Open: 10000, Home: 10000, HomeOpen: 10000, Currency: "EUR"}
	if _, err := i.Contest(10001); refuse.Code(err) != "receivable.dispute_amount" {
		t.Error("more is contested than is open", err)
	}
	i, err := i.Contest(4000)
	if err != nil || i.Disputed() != 4000 || i.Collectible() != 6000 {
		t.Fatal(i, err)
	}
	if i, err = i.settle(7000, 7000); err != nil || i.Disputed() != 3000 || i.Collectible() != 0 {
		t.Error(i.Disputed(), i.Collectible())
	}
	if i, err = i.settle(-7000, -7000); err != nil || i.Disputed() != 4000 {
		t.Error(i.Disputed())
	}
	late := Item{Total: 10000, Open: 10000, Contested: 4000, Late: SuspendAfter}
	if m := weigh(late); m[BalanceLate] != 6000 || m[BalanceOpen] != 10000 {
		t.Error(m)
	}
}

// A dispute goes only where domain.md 1.8 lets it.
func TestDisputeMoves(t *testing.T) {
	d := Dispute{State: DisputeOpen, Amount: 5000}
	if _, err := d.to(DisputeAccepted); refuse.Code(err) != "receivable.transition" {
		t.Error("accepted without a review", err)
	}
	d, _ = d.to(DisputeInReview)
	if p, err := d.Settled(4999); err != nil || p.State != DisputePartly || p.Pending() {
		t.Error(p, err)
	}
	if a, err := d.Settled(5000); err != nil || a.State != DisputeAccepted {
		t.Error(a, err)
	}
	if _, err := d.Settled(0); refuse.Code(err) != "receivable.dispute_credit" {
		t.Error(err)
	}
}
