package receivable

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

func parsed(t *testing.T, s string) Terms {
	t.Helper()
	terms, err := ParseTerms(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return terms
}

// Every row of domain.md 3.1, and the days around it.
func TestDue(t *testing.T) {
	for _, c := range []struct{ terms, issue, due string }{
		{"net30", "2026-01-15", "2026-02-14"},
		{"net30", "2026-01-02", "2026-02-01"},
		{"net60", "2026-01-15", "2026-03-16"},
		{"net60", "2026-01-02", "2026-03-03"},
		{"eom30", "2026-01-15", "2026-02-28"},
		{"eom30", "2026-01-02", "2026-02-28"},
		{"eom30.10", "2026-01-15", "2026-03-10"},
		{"eom30.10", "2026-01-02", "2026-03-10"},
		{"eomA45", "2026-01-15", "2026-03-31"},
		{"eomA45", "2026-01-02", "2026-02-28"},
		{"eomB45", "2026-01-15", "2026-03-17"},
		{"eomB45", "2026-01-02", "2026-03-17"},
		{"net0", "2026-01-15", "2026-01-15"},
		{"eom0", "2026-01-15", "2026-01-31"},
		{"eom30", "2026-01-31", "2026-03-31"},   // 2 March, then its end
		{"eom30", "2024-01-30", "2024-02-29"},   // leap year
		{"eom0.31", "2026-01-15", "2026-02-28"}, // a month without a 31st
		{"net15", "2026-12-20", "2027-01-04"},   // across the year; also a holiday is not moved off
		{"net1", "2026-12-24", "2026-12-25"},
		{"2/10net30", "2026-01-15", "2026-02-14"},
		{"net30", "", ""},
	} {
		issue, _ := day.Parse(c.issue)
		if got := parsed(t, c.terms).Due(issue).String(); got != c.due {
			t.Errorf("%s from %s: %s, want %s", c.terms, c.issue, got, c.due)
		}
	}
}

// Domain.md 3.2: 30 days end of month the 10th, from 2 January, is 67 days.
func TestDueDays(t *testing.T) {
	issue := day.Of(2026, 1, 2)
	if n := parsed(t, "eom30.10").Due(issue).Sub(issue); n != 67 {
		t.Errorf("%d days, want 67", n)
	}
}

func TestParseTerms(t *testing.T) {
	for s, want := range map[string]Terms{
		"net30": "net30", "NET 30": "net30", "Net030": "net30", "net0": "net0", "net365": "net365",
		"eom30": "eomA30", "EOMa30": "eomA30", "eomA45": "eomA45", "eomB45": "eomB45", "eomb 45": "eomB45",
		"eom30.10": "eomA30.10", "eomA30.05": "eomA30.5",
		"2/10net30": "2/10net30", "2/10 net 30": "2/10net30", "2.50/8eom30": "2.5/8eomA30", "1/10eomB45": "1/10eomB45",
	} {
		if got := parsed(t, s); got != want || got.String() != string(want) || Terms(s).String() != string(want) {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	for _, s := range []string{"", "30", "net", "net-1", "net+1", "net366", "net30.10", "net3o", "eom", "eomC30", "eomB30.10", "eom30.0",
		"eom30.32", "eom30.", "eom.10", "/net30", "2/net30", "0/10net30", "100/10net30", "-2/10net30", "2/31net30", "2/10", "2/10/5net30",
		"30 jours", "netnet30", "net99999999999999999999", "é"} {
		if got, err := ParseTerms(s); refuse.Code(err) != "receivable.terms" {
			t.Errorf("%q: %q %v", s, got, err)
		}
		if Terms(s).String() != s || Terms(s).Due(day.Of(2026, 1, 15)) != 0 {
			t.Errorf("%q is not left alone", s)
		}
	}
}

func TestTermsJSON(t *testing.T) {
	var v struct{ Terms Terms }
	if err := json.Unmarshal([]byte(`{"terms":"EOM 30"}`), &v); err != nil || v.Terms != "eomA30" {
		t.Errorf("%q %v", v.Terms, err)
	}
	if err := json.Unmarshal([]byte(`{"terms":""}`), &v); err != nil || v.Terms != "" {
		t.Errorf("%q %v", v.Terms, err)
	}
	if err := json.Unmarshal([]byte(`{"terms":"later"}`), &v); refuse.Code(err) != "receivable.terms" {
		t.Errorf("%v", err)
	}
}

// Domain.md 3.3: 2/10 net 30 on 1 000.00 + 200.00 takes 20.00 + 4.00.
func TestDiscount(t *testing.T) {
	percent, within, ok := parsed(t, "2/10net30").Discount()
	if !ok || within != 10 {
		t.Fatalf("%s within %d, %v", percent, within, ok)
	}
	net, _ := percent.Of(100000)
	tax, _ := percent.Of(20000)
	if net != 2000 || tax != 400 {
		t.Errorf("%d + %d, want 20.00 + 4.00", net, tax)
	}
	for _, s := range []string{"net30", "eom30.10"} {
		if percent, _, ok := parsed(t, s).Discount(); ok || percent != 0 {
			t.Errorf("%s has a discount of %s", s, percent)
		}
	}
}

func TestDescribe(t *testing.T) {
	for _, c := range []struct{ terms, fr, en string }{
		{"net30", "30 jours nets", "net 30 days"},
		{"net0", "à réception", "due on receipt"},
		{"eom30", "30 jours fin de mois", "30 days, then end of month"},
		{"eom0", "fin de mois", "end of month"},
		{"eomB0", "fin de mois", "end of month"},
		{"eom0.10", "fin de mois le 10", "end of month, then day 10"},
		{"eom30.10", "30 jours fin de mois le 10", "30 days, then end of month, then day 10"},
		{"eomB45", "fin de mois plus 45 jours", "end of month plus 45 days"},
		{"2/10net30", "2\u00a0% d’escompte sous 10 jours, sinon 30 jours nets", "2% discount within 10 days, otherwise net 30 days"},
	} {
		terms := parsed(t, c.terms)
		if fr := strings.ReplaceAll(terms.Describe(words.French), "\u202f", "\u00a0"); fr != c.fr {
			t.Errorf("%s: %q, want %q", c.terms, fr, c.fr)
		}
		if en := terms.Describe(words.English); en != c.en {
			t.Errorf("%s: %q, want %q", c.terms, en, c.en)
		}
	}
	if faults := Texts.Faults(); len(faults) > 0 {
		t.Errorf("texts: %v", faults)
	}
}

// A normal spelling reads back as itself; a due day is never before the issue,
// and a later invoice never falls due earlier.
func TestTermsProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := parts{rule: rapid.SampledFrom([]string{"net", "eomA", "eomB"}).Draw(t, "rule"), days: rapid.IntRange(0, mostDays).Draw(t, "days")}
		if p.rule == "eomA" {
			p.monthDay = rapid.IntRange(0, 31).Draw(t, "month day")
		}
		if rapid.Bool().Draw(t, "discount") {
			p.percent = money.Percent(rapid.Int64Range(1, allPercent-1).Draw(t, "percent"))
			p.within = rapid.IntRange(0, p.days).Draw(t, "within")
		}
		terms, err := ParseTerms(string(p.terms()))
		if got, _ := read(string(terms)); err != nil || got != p {
			t.Fatalf("%s: %+v, want %+v (%v)", terms, got, p, err)
		}
		issue := day.Of(2020, 1, 1).AddDays(rapid.IntRange(0, 4000).Draw(t, "issue"))
		due, next := terms.Due(issue), terms.Due(issue.AddDays(1))
		if due < issue || next < due {
			t.Fatalf("%s: %v falls due %v, the next day %v", terms, issue, due, next)
		}
	})
}

func FuzzTerms(f *testing.F) {
	for _, s := range []string{"net30", "2/10net30", "eom30.10", "eomB45", "/", ".", "2/e", "net +30"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		terms, err := ParseTerms(s)
		if err != nil {
			return
		}
		if again, err := ParseTerms(string(terms)); err != nil || again != terms {
			t.Errorf("%q gives %q, which gives %q %v", s, terms, again, err)
		}
	})
}

// Domain.md 0 and 3.4: each instalment has its own day and amount, the parts are
// cut toward zero and the last takes the remainder.
func TestParts(t *testing.T) {
	for _, c := range []struct {
		terms string
		total money.Amount
		want  string
	}{
		{"net30", 120000, "2026-02-14 120000"},
		{"30%net0 + 70%net30", 120000, "2026-01-15 36000 2026-02-14 84000"},
		{"33.333333%net30+33.333333%net60+33.333334%net90", 100000, "2026-02-14 33333 2026-03-16 33333 2026-04-15 33334"},
		{"50%EOM30+50%eomB45", 1, "2026-03-17 1"},
		{"30%net0+70%net30", money.Max, fmt.Sprintf("2026-01-15 %d 2026-02-14 %d", money.Max/10*3+money.Max%10*3/10, money.Max-money.Max/10*3-money.Max%10*3/10)},
	} {
		terms, err := ParseTerms(c.terms)
		if err != nil {
			t.Fatal(c.terms, err)
		}
		got := ""
		for _, p := range terms.Parts(c.total, day.Of(2026, 1, 15)) {
			got += fmt.Sprint(" ", p.DueOn, " ", int64(p.Amount))
		}
		if got != " "+c.want {
			t.Errorf("%s: %s, want %s", c.terms, got, c.want)
		}
	}
	terms, _ := ParseTerms("30 % NET0 + 70 % eom 30")
	if terms != "30%net0+70%eomA30" || terms.Due(day.Of(2026, 1, 15)) != day.Of(2026, 2, 28) {
		t.Error(terms, terms.Due(day.Of(2026, 1, 15)))
	}
	if en := terms.Describe(words.English); !strings.Contains(en, "30%: due on receipt, 70%: 30 days, then end of month") {
		t.Error(en)
	}
	for _, bad := range []string{"30%net0+60%net30", "net0+net30", "50%2/10net30+50%net60", "100%net30", "150%net0+-50%net30", "50%net0+50%", "+"} {
		if _, err := ParseTerms(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

// Domain.md 3.2: an invoice of 2026-01-02 at "30 fdm le 10" falls due on 10
// March, 67 days: beyond 60 days (3 March) and 45 A (28 February), within 45 B.
func TestCaps(t *testing.T) {
	issue := day.Of(2026, 1, 2)
	for rule, want := range map[string]day.Day{"net": day.Of(2026, 3, 3), "eomA": day.Of(2026, 3, 3), "eomB": day.Of(2026, 3, 17)} {
		if got := Latest("FR", rule, issue); got != want {
			t.Errorf("%s: %s, want %s", rule, got, want)
		}
	}
	if got := issue.AddDays(45).MonthEnd(); got != day.Of(2026, 2, 28) {
		t.Error(got)
	}
	due, latest, ok := Terms("eomA30.10").Excess("FR", issue, false)
	if !ok || due != day.Of(2026, 3, 10) || latest != day.Of(2026, 3, 3) {
		t.Error(due, latest, ok)
	}
	for terms, lawful := range map[Terms]bool{"net60": true, "net61": false, "eomA45": true, "eomB45": true, "eomA46": false, "eomB46": false,
		"eomA30.10": false, "30%net0+70%net60": true, "30%net0+70%net90": false, "2/10net30": true} {
		if _, _, _, over := terms.ExcessFrom("FR", day.Of(2026, 1, 1)); over == lawful {
			t.Errorf("%s: lawful %v", terms, !over)
		}
		if _, _, _, over := terms.ExcessFrom("CA", day.Of(2026, 1, 1)); over {
			t.Errorf("%s is free in Canada", terms)
		}
	}
}
