package credit

import (
	"slices"
	"testing"

	"encaisse/base/day"
	"encaisse/base/money"
)

func set(rules ...any) Policy {
	p := Policy{set: map[string]Rule{}}
	for i := 0; i < len(rules); i += 2 {
		p.set[rules[i].(string)] = rules[i+1].(Rule)
	}
	return p
}

// Each rule at its boundary: the threshold itself passes (domain.md 2.3).
func TestRules(t *testing.T) {
	on := func(n money.Decimal) Rule { return Rule{true, n * one} }
	late := func(days int) Conduct {
		return Conduct{Open: 1000, Overdue: 500, DueOn: today.AddDays(-days), IssuedOn: today.AddDays(-days - 30)}
	}
	for _, c := range []struct {
		name   string
		line   Line
		amount money.Amount
		failed []string
		figure *Figure
	}{
		{"usual", Line{Conduct: late(400), ReviewDue: 1, Missing: 8}, 1e9, nil, nil},
		{"5 days", Line{Policy: set(RuleOverdue, on(5)), Conduct: late(5)}, 1, nil, nil},
		{"6 days", Line{Policy: set(RuleOverdue, on(5)), Conduct: late(6)}, 1, []string{RuleOverdue}, &Figure{RuleOverdue, 6 * one, 5 * one}},
		{"off", Line{Policy: set(RuleOverdue, Rule{false, 15 * one}), Exposure: Exposure{Late: 5}}, 1, nil, nil},
		{"limit off", Line{Policy: set(RuleLimit, Rule{}), Limit: limit(0)}, 1, nil, nil},
		{"overdue amount", Line{Policy: set(RuleOverdueSum, on(5)), Conduct: late(1)}, 1, nil, nil},
		{"overdue amount above", Line{Policy: set(RuleOverdueSum, on(4)), Conduct: late(1)}, 1, []string{RuleOverdueSum}, &Figure{RuleOverdueSum, 5 * one, 4 * one}},
		{"ratio", Line{Policy: set(RuleRatio, on(50)), Conduct: late(1)}, 1, nil, nil},
		{"ratio above", Line{Policy: set(RuleRatio, on(49)), Conduct: late(1)}, 1, []string{RuleRatio}, &Figure{RuleRatio, 50 * one, 49 * one}},
		{"oldest", Line{Policy: set(RuleOldest, on(40)), Conduct: late(10)}, 1, nil, nil},
		{"oldest above", Line{Policy: set(RuleOldest, on(39)), Conduct: late(10)}, 1, []string{RuleOldest}, &Figure{RuleOldest, 40 * one, 39 * one}},
		{"index", Line{Policy: set(RuleIndex, on(5)), Conduct: Conduct{Paid: 10, LateDays: 53}}, 1, []string{RuleIndex}, &Figure{RuleIndex, 5_300000, 5 * one}},
		{"index above", Line{Policy: set(RuleIndex, on(6)), Conduct: Conduct{Paid: 10, LateDays: 53}}, 1, nil, nil},
		{"review today", Line{Policy: set(RuleReview, on(0)), ReviewDue: today}, 1, nil, nil},
		{"review yesterday", Line{Policy: set(RuleReview, on(0)), ReviewDue: today - 1}, 1, []string{RuleReview}, &Figure{RuleReview, one, 0}},
		{"no review", Line{Policy: set(RuleReview, on(0))}, 1, nil, nil},
		{"documents", Line{Policy: set(RuleDocuments, on(0)), Missing: 2}, 1, []string{RuleDocuments}, &Figure{RuleDocuments, 2 * one, 0}},
		{"order", Line{Policy: set(RuleMaxOrder, on(200))}, 200_00, nil, nil},
		{"order above", Line{Policy: set(RuleMaxOrder, on(200))}, 200_01, []string{RuleMaxOrder}, &Figure{RuleMaxOrder, 200_010000, 200 * one}},
		{"insolvent", Line{Insolvent: true}, 1, []string{RuleInsolvency}, nil},
		{"limit figures", Line{Limit: limit(6_000_000), Exposure: Exposure{Open: 5_900_000}}, 480_000, []string{RuleLimit}, &Figure{RuleLimit, 63_800 * one, 60_000 * one}},
	} {
		c.line.Currency = "EUR"
		v := Decide(today, "EUR", c.amount, c.line)
		if !slices.Equal(v.Failed, c.failed) {
			t.Errorf("%s: %v, want %v", c.name, v.Failed, c.failed)
		}
		if c.figure != nil && !slices.Contains(v.Figures, *c.figure) {
			t.Errorf("%s: %v, want %v", c.name, v.Figures, *c.figure)
		}
	}
}

func TestStopped(t *testing.T) { // domain.md 2.3: from 45 days on, unless the policy says sooner
	sooner := set(RuleStop, Rule{true, 10 * one})
	late := func(days int) Conduct { return Conduct{Overdue: 7, DueOn: today.AddDays(-days)} }
	for _, c := range []struct {
		name    string
		line    Line
		stopped bool
	}{
		{"kept", Line{Exposure: Exposure{Stop: 1}}, true},
		{"not late", Line{Exposure: Exposure{Late: 1}}, false},
		{"off", Line{Policy: set(RuleStop, Rule{}), Exposure: Exposure{Stop: 1}}, false},
		{"9 days", Line{Policy: sooner, Conduct: late(9)}, false},
		{"10 days", Line{Policy: sooner, Conduct: late(10)}, true},
		{"insolvent", Line{Insolvent: true}, true},
		{"insolvency off", Line{Policy: set(RuleInsolvency, Rule{}), Insolvent: true}, false},
	} {
		if _, _, got := Stopped(today, c.line); got != c.stopped {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// domain.md 2.1: with a temporary line of 5 000 the limit is 65 000, the order
// passes and 1 200 are left; the line counts from its first to its last day.
func TestTemporaryLine(t *testing.T) {
	from, to := today.AddDays(-1), today.AddDays(1)
	k := row{Holder: 1, Currency: "EUR", Limited: true, Limit: 6_000_000, CheckedOn: 1}
	extras := []extra{{Holder: 1, Amount: 500_000, From: from, To: to}, {Holder: 2, Amount: 900_000, From: from, To: to}, {Holder: 1, Entity: 9, Amount: 100}}
	for d, passes := range map[day.Day]bool{from - 1: false, from: true, today: true, to: true, to + 1: false} {
		l := k.line(d, extras)
		l.Exposure = Exposure{Open: 5_900_000}
		v := Decide(d, "EUR", 480_000, l)
		if v.Passed() != passes || passes && *v.Limit-v.Exposure != 120_000 {
			t.Errorf("on %s: %+v", d, v)
		}
	}
	k.CheckedOn = 0
	if l := k.line(today, extras); *l.Limit != 0 {
		t.Errorf("prepayment until checked: %d", *l.Limit)
	}
}
