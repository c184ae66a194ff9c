package dunning

import (
	"testing"

	"pgregory.net/rapid"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/receivable"
)

// Domain.md 8.1: net 30 → day 14; net 60 → day 28; net 10 → day 5; net 5 or
// less → none.
func TestPreDue(t *testing.T) {
	issued := day.Of(2026, 3, 2)
	for _, c := range []struct {
		term, want int
		ok         bool
	}{{30, 14, true}, {60, 28, true}, {10, 5, true}, {5, 0, false}, {0, 0, false}, {6, 1, true}, {45, 21, true}} {
		on, ok := PreDue(issued, issued.AddDays(c.term))
		if ok != c.ok || ok && on.Sub(issued) != c.want {
			t.Errorf("net %d: day %d %v, want %d %v", c.term, on.Sub(issued), ok, c.want, c.ok)
		}
	}
}

// Domain.md 8.2: Mon–Fri 8:00–18:00, calls from 9:00, no public holidays.
func TestOpen(t *testing.T) {
	p := defaults("FR")
	monday := day.Of(2026, 3, 2)
	for _, c := range []struct {
		action string
		d      day.Day
		minute int
		want   bool
	}{
		{Email, monday, 8 * 60, true}, {Email, monday, 8*60 - 1, false}, {Email, monday, 18*60 - 1, true}, {Email, monday, 18 * 60, false},
		{Call, monday, 8 * 60, false}, {Call, monday, 9 * 60, true}, {Email, monday - 1, 600, false}, {Email, monday - 2, 600, false},
		{Email, day.Of(2026, 7, 14), 600, false}, {Email, day.Of(2026, 4, 6), 600, false},
	} {
		if got := p.Open(c.action, day.France, c.d, c.minute); got != c.want {
			t.Errorf("%s on %s at %d: %v", c.action, c.d, c.minute, got)
		}
	}
	if !p.Open(Email, day.Quebec, day.Of(2026, 7, 14), 600) || p.Open(Email, day.Quebec, day.Of(2026, 6, 24), 600) {
		t.Error("the holidays are not those of the debtor's place")
	}
}

func debt(n id.ID, late int, amount money.Amount) Debt {
	today := day.Of(2026, 6, 1)
	return Debt{Item: receivable.Item{ID: n, Kind: receivable.Invoice, IssuedOn: today.AddDays(-late - 30), DueOn: today.AddDays(-late),
		Total: amount, Open: amount, Currency: "EUR"}, Level: untouched}
}

var today = day.Of(2026, 6, 1)

// Why an item is held, one reason after the other (domain.md 1.10).
func TestHeld(t *testing.T) {
	one := func(change func(*Facts)) Decision {
		f := Facts{Debts: []Debt{debt(7, 3, 10000)}}
		change(&f)
		return defaults("FR").Decide(f, today)
	}
	if d := one(func(*Facts) {}); !d.Acts() || d.Level.Template != Friendly || d.Net != 10000 {
		t.Fatal("three days late and not reminded", d)
	}
	for why, change := range map[string]func(*Facts){
		"pause":      func(f *Facts) { f.Pauses = []Pause{{State: "active", Item: 7, Until: today}} },
		"insolvency": func(f *Facts) { f.Pauses = nil; f.Insolvent = true },
		"promise":    func(f *Facts) { f.Promises = []receivable.Promise{{State: "open", Currency: "EUR"}} },
		"plan":       func(f *Facts) { f.Planned = map[id.ID]bool{7: true} },
		"disputed":   func(f *Facts) { f.Debts[0].Contested = 10000 },
		"unapplied":  func(f *Facts) { f.Unapplied = 10000 },
		"taken_over": func(f *Facts) { f.Debts[0].TakenOver, f.Released = true, 6 },
		"gap":        func(f *Facts) { f.Reminded = today.AddDays(-6) },
		"threshold":  func(f *Facts) { f.Debts[0].Open = 500 },
	} {
		if d := one(change); d.Acts() || len(d.Held) != 1 || d.Held[0].Why != why {
			t.Errorf("%s: acts %v, held %v", why, d.Acts(), d.Held)
		}
	}
	for why, change := range map[string]func(*Facts){
		"a pause of another item": func(f *Facts) { f.Pauses = []Pause{{State: "active", Item: 8}} },
		"a pause that ended":      func(f *Facts) { f.Pauses = []Pause{{State: "active", Until: today - 1}} },
		"a released item":         func(f *Facts) { f.Debts[0].TakenOver, f.Released = true, 7 },
		"seven days after":        func(f *Facts) { f.Reminded = today.AddDays(-7) },
		"one cent more":           func(f *Facts) { f.Debts[0].Open = 501 },
	} {
		if d := one(change); !d.Acts() {
			t.Errorf("%s holds it: %v", why, d.Held)
		}
	}
	if d := one(func(f *Facts) { f.Debts[0].Contested = 4000 }); d.Amount != 6000 {
		t.Error("only what is not disputed is chased", d.Amount)
	}
	if d := one(func(f *Facts) { f.Debts[0].DueOn++ }); d.Acts() || len(d.Held) > 0 {
		t.Error("two days late is no rung")
	}
}

// One action a customer, of the highest rung that is due; rungs one by one.
func TestLadder(t *testing.T) {
	p := defaults("FR")
	f := Facts{Debts: []Debt{debt(1, 40, 10000), debt(2, 12, 5000), debt(3, 1, 900)}}
	f.Debts[0].Level = 3
	d := p.Decide(f, today)
	if d.Level.N != 4 || d.Level.Action != Letter || len(d.Items) != 2 || d.Items[1].Next.N != 1 || d.Amount != 15000 {
		t.Errorf("%+v", d)
	}
	f.Debts[0].Level = 6
	if d := p.Decide(f, today); d.Level.N != 1 || len(d.Items) != 1 {
		t.Errorf("after the last rung: %+v", d)
	}
}

// Before the due day: one courtesy reminder, held by a defect until repaired.
func TestCourtesy(t *testing.T) {
	p := defaults("FR")
	early := debt(1, -10, 10000)
	early.IssuedOn = early.DueOn.AddDays(-30)
	f := Facts{Debts: []Debt{early}}
	if d := p.Decide(f, today); d.Level.Template != Courtesy || len(d.Items) != 1 {
		t.Fatalf("day 20 of 30: %+v", d)
	}
	f.Debts[0].Level = courtesyLevel
	if d := p.Decide(f, today); d.Acts() {
		t.Error("reminded twice before it is due")
	}
	f.Debts[0].Level, f.Debts[0].Defects = untouched, []string{"po_missing"}
	if d := p.Decide(f, today); d.Acts() || len(d.Checks) != 1 || d.Held[0].Why != "defect" {
		t.Errorf("%+v", d)
	}
	f.Debts[0].Level = checkLevel
	if d := p.Decide(f, today); d.Acts() || len(d.Checks) != 0 {
		t.Error("checked twice")
	}
	f.Debts[0].Defects = nil
	if d := p.Decide(f, today); !d.Acts() {
		t.Error("repaired and not reminded")
	}
}

func TestPolicyCheck(t *testing.T) {
	if err := defaults("FR").Check(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Policy){
		"early": func(p *Policy) { p.WriteFrom = 479 }, "late": func(p *Policy) { p.CallTo = 1201 }, "no ladder": func(p *Policy) { p.Levels = nil },
		"no gap": func(p *Policy) { p.Gap = 0 }, "down": func(p *Policy) { p.Levels[2].After = 5 },
	} {
		p := defaults("FR")
		change(&p)
		if refuse.Code(p.Check()) != "dunning.policy" {
			t.Error(name)
		}
	}
}

// Whatever is known, nothing that must not be chased is, and no level is below
// or at the one reached (domain.md 11.13).
func TestDecideProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := Facts{Planned: map[id.ID]bool{}, Unapplied: money.Amount(rapid.SampledFrom([]int64{0, 0, 300, 5000}).Draw(t, "unapplied"))}
		for n := range rapid.IntRange(0, 6).Draw(t, "items") {
			d := debt(id.ID(n+1), rapid.IntRange(-30, 90).Draw(t, "late"), money.Amount(rapid.Int64Range(1, 9000).Draw(t, "amount")))
			d.Level = rapid.Int64Range(-2, 6).Draw(t, "level")
			d.Contested = money.Amount(rapid.SampledFrom([]int64{0, 100, 9000}).Draw(t, "contested"))
			f.Planned[d.ID] = rapid.Bool().Draw(t, "planned")
			if rapid.IntRange(0, 3).Draw(t, "paused") == 0 {
				f.Pauses = append(f.Pauses, Pause{State: "active", Item: d.ID})
			}
			f.Debts = append(f.Debts, d)
		}
		p := defaults("FR")
		d := p.Decide(f, today)
		var sum money.Amount
		for _, c := range d.Items {
			sum += c.Amount
			if f.why(c.Item, today) != "" || c.Next.N <= c.Level || c.Amount > c.Open-c.Disputed() || c.Amount <= f.Unapplied {
				t.Fatalf("chased: %+v", c)
			}
		}
		if sum != d.Amount || d.Acts() && d.Net <= p.Threshold {
			t.Fatalf("%d of %d: %+v", sum, d.Amount, d)
		}
	})
}
