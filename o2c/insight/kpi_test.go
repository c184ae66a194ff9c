package insight

import (
	"slices"
	"testing"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
)

// euros is an amount of a document in the company's currency.
func euros(amount money.Amount) Booked {
	return Booked{ledger.Worth{Amount: amount, Home: amount}, "EUR"}
}

func owing(amount money.Amount, due day.Day) Owed { return Owed{On: due, Open: euros(amount)} }

func many[T any](n int, f func(i int) T) []T {
	out := make([]T, n)
	for i := range out {
		out[i] = f(i)
	}
	return out
}

// The worked figures of domain.md 6.
func TestKPIs(t *testing.T) {
	to := day.Of(2026, 3, 31)
	from := to.AddDays(-89)
	late, soon := to.AddDays(-1), to
	sale := func(total money.Amount) []Sold { return []Sold{{On: to, Total: euros(total)}} }
	quarter := Books{From: from, To: to, Opening: []Owed{owing(800, late)}, Sales: sale(1050), Closing: []Owed{owing(650, soon), owing(250, late)}}
	followed := func(hits int) Books {
		return Books{From: from, To: to, Orders: many(400, func(i int) Followed {
			f := Followed{CapturedOn: from, PromisedOn: to, InvoicedOn: to, ShippedOn: to, Complete: true}
			if i >= hits {
				f.Touched, f.ShippedOn = true, to.AddDays(1)
			}
			return f
		})}
	}
	for _, c := range []struct {
		key   string
		books Books
		want  string
	}{
		{"dso", Books{From: from, To: to, Sales: sale(126_000_000), Closing: []Owed{owing(42_000_000, late)}}, "30.0"},
		{"dso", quarter, "77.1"},
		{"dso_best_possible", quarter, "55.7"},
		{"days_delinquent", quarter, "21.4"},
		{"collection_effectiveness", quarter, "79.2"},
		{"current_share", quarter, "72.2"},
		{"receivables_turnover", Books{From: from, To: to, Sales: sale(4200), Opening: []Owed{owing(800, late)}, Closing: []Owed{owing(900, late)}}, "4.94"},
		{"collection_period", Books{From: to.AddDays(-364), To: to, Sales: sale(4200), Opening: []Owed{owing(800, late)}, Closing: []Owed{owing(900, late)}}, "73.9"},
		{"first_time_right", Books{Issued: many(400, func(i int) Issued {
			v := Issued{On: from}
			switch {
			case i < 12:
				v.CreditedOn = from.AddDays(90)
			case i < 50:
				v.CreditedOn = from.AddDays(91)
			}
			return v
		})}, "97.0"},
		{"touchless_orders", followed(312), "78.0"},
		{"on_time_in_full", followed(368), "92.0"},
		{"auto_match_count", Books{Receipts: many(500, func(i int) Receipt { return Receipt{Amount: euros(100), ByHand: i < 20, Open: money.Amount(i / 471)} })}, "90.2"},
		{"auto_match_amount", Books{Receipts: []Receipt{{Amount: euros(300)}, {Amount: euros(100), ByHand: true}}}, "75.0"},
		{"days_to_pay", Books{Settled: []Settled{{IssuedOn: from, Paid: from.AddDays(10), Amount: euros(100)}, {IssuedOn: from, Paid: from.AddDays(40), Amount: euros(300)}}}, "32.5"},
		{"unapplied_cash_age", Books{To: to, Closing: []Owed{{On: to.AddDays(-10), Open: euros(-300), Money: true}, {On: to, Open: euros(-100), Money: true}, {On: from, Open: euros(-900)}}}, "7.5"},
		{"billing_lag_p90", Books{Issued: many(11, func(i int) Issued { return Issued{On: from.AddDays(i), ShippedOn: from} })}, "9.0"},
		{"billing_lag_median", Books{Issued: many(4, func(i int) Issued { return Issued{On: from.AddDays(i), ShippedOn: from} })}, "1.5"},
		{"order_cycle_median", followed(400), "89.0"},
		{"dispute_rate_count", Books{Issued: many(400, func(i int) Issued { return Issued{Total: euros(100), Contested: euros(money.Amount(one(i < 12)))} })}, "3.0"},
		{"dispute_rate_amount", Books{Issued: []Issued{{Total: euros(300), Contested: euros(30)}, {Total: euros(100)}}}, "7.5"},
		{"deductions", Books{Sales: sale(1000), Disputes: []Disputed{{Amount: euros(15), Reason: "price"}, {Amount: euros(5), Reason: "quantity"}}}, "2.0"},
		{"bad_debt", Books{Sales: sale(126_000_000), Losses: []Lost{{Amount: euros(700_000)}, {Amount: euros(-70_000)}}}, "0.5"},
		{"promise_kept_count", Books{Promises: many(40, func(i int) Promised { return Promised{State: []string{"kept", "broken"}[one(i >= 34)]} })}, "85.0"},
		{"promise_kept_amount", Books{Promises: []Promised{{Amount: euros(300), Received: euros(400), State: "kept"}, {Amount: euros(100), Received: euros(50), State: "partially_kept"}}}, "87.5"},
		{"reminder_effect", Books{Chases: []Chased{{Amount: euros(4_000_000), Paid: euros(1_800_000), Level: 1}, {Amount: euros(2_000_000), Level: 2}}}, "30.0"},
		{"reminder_effect_1", Books{Chases: []Chased{{Amount: euros(4_000_000), Paid: euros(1_800_000), Level: 1}, {Amount: euros(2_000_000), Level: 2}}}, "45.0"},
		{"cost_of_late_payment", Books{To: to, Funding: 5_000000, Unit: 100, Closing: []Owed{owing(730_000, to.AddDays(-10)), owing(365_000, to.AddDays(-20)), owing(999, soon)}}, "20.00"},
		{"perfect_order", Books{From: from, To: to, Orders: []Followed{{PromisedOn: to, ShippedOn: to, Complete: true}, {PromisedOn: to, ShippedOn: to, Complete: true, Damaged: true},
			{PromisedOn: to, ShippedOn: to, Complete: true, Wrong: true}, {PromisedOn: to, ShippedOn: to}}}, "25.0"},
		{"lines_on_time_in_full", Books{From: from, To: to, Orders: []Followed{{PromisedOn: to, Lines: 5, LinesOnTime: 4}, {PromisedOn: to, Lines: 3, LinesOnTime: 3}}}, "87.5"},
	} {
		i := slices.IndexFunc(measures, func(m measure) bool { return m.key == c.key })
		if i < 0 {
			t.Fatal("there is no", c.key)
		}
		if m := measures[i].measured(c.books); m.Value != c.want {
			t.Errorf("%s is %s, want %s (%d / %d)", c.key, m.Value, c.want, m.Num, m.Den)
		}
	}
}

// With nothing to divide by a KPI is n/a, never 0; each has its name and
// formula, and both sides are the sums of its documents.
func TestEveryKPI(t *testing.T) {
	for _, m := range (Books{From: day.Of(2026, 1, 1), To: day.Of(2026, 3, 31)}).Measure() {
		if m.Value != "n/a" {
			t.Errorf("%s of nothing is %s", m.Key, m.Value)
		}
		for _, key := range []string{"kpi." + m.Key, "kpi." + m.Key + ".formula"} {
			if !sentences.Has(key) {
				t.Errorf("%s has no text", key)
			}
		}
	}
}
