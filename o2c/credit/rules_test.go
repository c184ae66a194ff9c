package credit

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"encaisse/base/day"
	"encaisse/base/money"
)

var today = day.Of(2026, 11, 20)

func limit(a money.Amount) *money.Amount { return &a }

func TestExposure(t *testing.T) { // domain.md 2.1
	e := Exposure{Open: 4_200_000, Unbilled: 600_000, Ordered: 1_250_000, Unapplied: 150_000}
	if e.Total() != 5_900_000 {
		t.Fatal(e.Total())
	}
	v := Decide(today, "EUR", 480_000, Line{Currency: "EUR", Limit: limit(6_000_000), Exposure: e})
	if v.Passed() || v.Hold() != "limit" || v.Exposure != 6_380_000 || v.Shortfall() != 380_000 {
		t.Errorf("%+v", v)
	}
}

func TestBoundary(t *testing.T) { // domain.md 2.3: exposure equal to the limit passes
	for _, c := range []struct {
		name   string
		amount money.Amount
		lines  []Line
		failed []string
	}{
		{"equal", 100, []Line{{Currency: "EUR", Limit: limit(100)}}, nil},
		{"above", 101, []Line{{Currency: "EUR", Limit: limit(100)}}, []string{"limit"}},
		{"no limit", 1e12, []Line{{Currency: "EUR"}}, nil},
		{"prepayment", 1, []Line{{Currency: "EUR", Limit: limit(0)}}, []string{"limit"}},
		{"prepaid", 100, []Line{{Currency: "EUR", Limit: limit(0), Exposure: Exposure{Unapplied: 100}}}, nil},
		{"late", 1, []Line{{Currency: "EUR", Exposure: Exposure{Late: 1}}}, []string{"overdue"}},
		{"blocked", 1, []Line{{Currency: "EUR", Blocked: "fraud"}}, []string{"blocked"}},
		{"group", 60, []Line{{Currency: "EUR", Limit: limit(100)}, {Currency: "EUR", Limit: limit(100), Exposure: Exposure{Open: 50}}}, []string{"limit"}},
		{"group unlimited", 60, []Line{{Currency: "EUR", Limit: limit(100)}, {Currency: "EUR", Exposure: Exposure{Open: 50}}}, nil},
		{"other currency", 1, []Line{{Currency: "EUR", Limit: limit(100), Exposure: Exposure{Foreign: true}}}, []string{"currency"}},
		{"everything", 200, []Line{{Currency: "EUR", Limit: limit(100), Blocked: "x", Exposure: Exposure{Late: 5}}}, []string{"limit", "overdue", "blocked"}},
	} {
		if v := Decide(today, "EUR", c.amount, c.lines...); !slices.Equal(v.Failed, c.failed) {
			t.Errorf("%s: %v, want %v", c.name, v.Failed, c.failed)
		}
	}
}

func TestAnswer(t *testing.T) {
	v := Decide(today, "EUR", 480_000, Line{Currency: "EUR", Limit: limit(6_000_000), Exposure: Exposure{Open: 5_900_000}})
	owed := []Owed{{"FA-1", 300_000, day.Of(2026, 10, 1), false}, {"FA-2", 200_000, day.Of(2026, 11, 1), false}, {"FA-3", 5_400_000, day.Of(2026, 12, 1), false}}
	a := Explain(v, owed)
	if a.Shortfall.Minor != 380_000 || a.Deposit.Minor != 380_000 || len(a.Pay) != 2 || a.Pay[0].Number != "FA-1" || a.Pay[1].Number != "FA-2" {
		t.Errorf("%+v", a)
	}
	late := Decide(today, "EUR", 1, Line{Currency: "EUR", Exposure: Exposure{Open: 500_000, Late: 300_000}})
	a = Explain(late, []Owed{{"FA-1", 300_000, day.Of(2026, 10, 1), true}, {"FA-2", 200_000, day.Of(2026, 11, 30), false}})
	if len(a.Pay) != 1 || a.Pay[0].Number != "FA-1" || a.Deposit != nil {
		t.Errorf("only what is late frees the order: %+v", a)
	}
	if Explain(Verdict{}, owed) != nil {
		t.Error("a verdict that passed needs no answer")
	}
}

// Whatever the figures, paying the invoices named frees the order.
func TestPayingTheAnswerFrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var owed []Owed
		var e Exposure
		for range rapid.IntRange(0, 6).Draw(t, "items") {
			o := Owed{Number: "n", Open: money.Amount(rapid.IntRange(1, 1000).Draw(t, "open")), Late: rapid.Bool().Draw(t, "late")}
			owed = append(owed, o)
			e.Open += o.Open
			if o.Late {
				e.Late += o.Open
			}
		}
		e.Ordered = money.Amount(rapid.IntRange(0, 1000).Draw(t, "ordered"))
		amount, l := money.Amount(rapid.IntRange(1, 1000).Draw(t, "amount")), limit(money.Amount(rapid.IntRange(0, 3000).Draw(t, "limit")))
		v := Decide(today, "EUR", amount, Line{Currency: "EUR", Limit: l, Exposure: e})
		a := Explain(v, owed)
		if a == nil || len(a.Pay) == 0 {
			return
		}
		var paid money.Amount
		for _, p := range a.Pay {
			paid += p.Open.Minor
		}
		e.Open, e.Late = e.Open-paid, 0
		after := Decide(today, "EUR", amount, Line{Currency: "EUR", Limit: l, Exposure: e})
		if !after.Passed() && e.Open > 0 {
			t.Fatalf("still %v after paying %d", after.Failed, paid)
		}
	})
}
