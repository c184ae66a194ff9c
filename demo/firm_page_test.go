package demo

import (
	"fmt"
	"math/big"
	"testing"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/o2c/insight"
	"encaisse/o2c/order"
)

// firstPage compares the figures of the first page with those computed here
// from the exports: their JSON and nothing of the product's own sums.
func firstPage(t *testing.T, a *app.App, entity string, today day.Day) {
	var page struct {
		Receivables, Overdue, Unapplied minor
		Simple                          string `json:"dso_simple"`
		CountBack                       string `json:"dso_count_back"`
		Aging                           []struct {
			Key    string
			Amount minor
		}
		Orders []struct {
			State  string
			Orders int64
			Total  minor
		}
	}
	as := insight.AsOf{Day: today}
	ctx := t.Context()
	look(t, ctx, a, entity, "insight.figures", func(in any) { *in.(*insight.AsOf) = as }, &page)
	var items []struct {
		DueOn string `json:"due_on"`
		Open  minor
	}
	var payments []struct {
		Customer  *string
		Unapplied minor
		Returned  bool
	}
	var invoices []struct {
		Type     string
		IssuedOn string `json:"issued_on"`
		Total    minor
		Open     minor
	}
	look(t, ctx, a, entity, "export.open-items", func(in any) { *in.(*insight.AsOf) = as }, &items)
	look(t, ctx, a, entity, "export.payments", func(in any) { *in.(*insight.AsOf) = as }, &payments)
	look(t, ctx, a, entity, "export.invoices", func(in any) { *in.(*insight.AsOf) = as }, &invoices)
	var charges struct {
		Items []struct {
			IssuedOn string `json:"issued_on"`
			Total    minor
			Waived   minor
		}
	}
	look(t, ctx, a, entity, "penalty.notes", func(in any) {}, &charges)

	ages := map[string]minor{}
	var owed, late, onAccount, unknown minor
	for _, i := range items {
		d := date(t, i.DueOn)
		key := "not_due"
		switch n := today.Sub(d); {
		case n > 120:
			key = "over_120"
		case n > 90:
			key = "91-120"
		case n > 60:
			key = "61-90"
		case n > 30:
			key = "31-60"
		case n > 0:
			key = "1-30"
		}
		ages[key] += i.Open
		owed += i.Open
		if key != "not_due" {
			late += i.Open
		}
	}
	for _, p := range payments {
		if p.Customer == nil {
			unknown += p.Unapplied
		} else {
			onAccount += p.Unapplied
		}
	}
	sold, months := minor(0), map[day.Day]minor{}
	for _, v := range invoices {
		sign := minor(1)
		if v.Type == "381" {
			sign = -1
			onAccount += v.Open
		}
		d := date(t, v.IssuedOn)
		months[d.MonthStart()] += sign * v.Total
		if n := today.Sub(d); n >= 0 && n < 90 {
			sold += sign * v.Total
		}
	}
	for _, c := range charges.Items { // of the same scope as what is owed
		if c.Waived != 0 {
			t.Fatal("a charge was waived: its day counts too")
		}
		d := date(t, c.IssuedOn)
		months[d.MonthStart()] += c.Total
		if n := today.Sub(d); n >= 0 && n < 90 {
			sold += c.Total
		}
	}
	ages["unapplied"] = -onAccount
	equal := func(what string, got, want any) {
		t.Helper()
		if got != want {
			t.Errorf("%s, %s: the page says %v, the exports give %v", entity, what, got, want)
		}
	}
	equal("receivables", page.Receivables, owed-onAccount)
	equal("overdue", page.Overdue, late)
	equal("unapplied", page.Unapplied, onAccount+unknown)
	for _, b := range page.Aging {
		equal("aging "+b.Key, b.Amount, ages[b.Key])
	}
	equal("DSO", page.Simple, decimals(big.NewRat(int64(owed-onAccount)*90, int64(sold))))
	equal("count-back", page.CountBack, exhausted(int64(owed-onAccount), today, months))
	counted, sums := placed(t, a, entity)
	for _, o := range page.Orders {
		equal(o.State, o.Orders, counted[o.State])
		equal("sum of "+o.State, o.Total, sums[o.State])
		delete(counted, o.State)
	}
	equal("states that the page leaves out", len(counted), 0)
}

// placed counts the orders by state through the pages of their list.
func placed(t *testing.T, a *app.App, entity string) (map[string]int64, map[string]minor) {
	counted, sums := map[string]int64{}, map[string]minor{}
	cursor := ""
	for {
		var p struct {
			Items []struct {
				State string
				Total minor
			}
			Next *string
		}
		look(t, t.Context(), a, entity, "order.list", func(in any) {
			f := in.(*order.Filter)
			f.Limit, f.Cursor = 1000, cursor
		}, &p)
		for _, o := range p.Items {
			counted[o.State]++
			sums[o.State] += o.Total
		}
		if p.Next == nil {
			return counted, sums
		}
		cursor = *p.Next
	}
}

// exhausted is the DSO by exhaustion of months, in exact fractions.
func exhausted(left int64, today day.Day, months map[day.Day]minor) string {
	days := big.NewRat(0, 1)
	for m := today.MonthStart(); m > today.AddMonths(-24); m = m.AddMonths(-1) {
		length := int64(min(m.MonthEnd(), today).Sub(m)) + 1
		sold := int64(months[m])
		if sold >= left {
			return decimals(days.Add(days, big.NewRat(left*length, sold)))
		}
		left -= sold
		days.Add(days, big.NewRat(length, 1))
	}
	return "n/a"
}

// decimals writes a fraction with one decimal, half away from zero.
func decimals(r *big.Rat) string { return r.FloatString(1) }

func date(t *testing.T, s string) day.Day {
	t.Helper()
	var y, m, d int
	if _, err := fmt.Sscanf(s, "%d-%d-%d", &y, &m, &d); err != nil {
		t.Fatal(s, err)
	}
	return day.Of(y, m, d)
}
