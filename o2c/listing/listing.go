// Package listing is the documents as a person looks through them: rows by
// filter, newest or most urgent first, with what they sum to, and the search.
package listing

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
)

// Sum is what the rows of a filter come to, in one currency, on all pages.
type Sum struct {
	Currency money.Currency `json:"currency"`
	Rows     int64          `json:"rows"`
	Total    money.Money    `json:"total"`
	Left     money.Money    `json:"left" doc:"of it: open of what is owed, not shipped of an order"`
}

type sumRow struct {
	Currency    money.Currency
	Rows        int64
	Total, Rest money.Amount
}

// mostSummed is how many rows are summed; sums of more are left out.
const mostSummed = 10_000

// sums are those of a filter, and whether it has more rows than are summed.
func sums(rows []sumRow) (out []Sum, beyond bool) {
	out = []Sum{}
	var all int64
	for _, s := range rows {
		all += s.Rows
		out = append(out, Sum{s.Currency, s.Rows, s.Total.In(s.Currency), s.Rest.In(s.Currency)})
	}
	if all > mostSummed {
		return []Sum{}, true
	}
	return out, false
}

// summed are the sums of rows that are a whole filter: nothing has to be read.
func summed[R any](rows []R, of func(R) sumRow) (out []sumRow) {
	for _, r := range rows {
		s := of(r)
		i := slices.IndexFunc(out, func(o sumRow) bool { return o.Currency == s.Currency })
		if i < 0 {
			out = append(out, sumRow{Currency: s.Currency})
			i = len(out) - 1
		}
		out[i].Rows, out[i].Total, out[i].Rest = out[i].Rows+1, out[i].Total+s.Total, out[i].Rest+s.Rest
	}
	slices.SortFunc(out, func(a, b sumRow) int { return strings.Compare(string(a.Currency), string(b.Currency)) })
	return out
}

// last is an id or day behind all that there are.
const last = math.MaxInt64

// before is the id a list that goes down begins under.
func before(cursor id.ID) id.ID {
	if cursor == 0 {
		return last
	}
	return cursor
}

// until is the end of a span of days that may have none.
func until(d day.Day) day.Day {
	if d.IsZero() {
		return math.MaxInt32
	}
	return d
}

// amounts are what a person may mean by an amount that he typed: with decimals
// as they stand ("1 234,56", "1,234.56"), else also as whole units.
func amounts(text string, c money.Currency) []money.Amount {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9', r == '.', r == ',':
			b.WriteRune(r)
		case unicode.IsSpace(r), r == '\'', r == '€', r == '$':
		default:
			return nil
		}
	}
	s := b.String()
	if i := strings.LastIndexAny(s, ".,"); i >= 0 && len(s)-i-1 <= 2 {
		s = strings.NewReplacer(".", "", ",", "").Replace(s[:i]) + "." + s[i+1:]
	} else {
		s = strings.NewReplacer(".", "", ",", "").Replace(s)
	}
	a, err := money.ParseAmount(strings.TrimSuffix(s, "."), c)
	if err != nil || a == 0 {
		return nil
	}
	return []money.Amount{a}
}

// monthly are the days of groups gathered into their months, each by its first day.
func monthly(rows []groupRow) (out []groupRow) {
	at := map[groupRow]int{}
	for _, g := range rows {
		first := day.Day(g.Key).MonthStart()
		k := groupRow{Key: int64(first), Currency: g.Currency}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k], out = i, append(out, k)
		}
		out[i].Rows, out[i].Total, out[i].Rest = out[i].Rows+g.Rows, out[i].Total+g.Total, out[i].Rest+g.Rest
	}
	return out
}

// summedUp are what groups come to, by currency.
func summedUp(rows []groupRow) (out []sumRow) {
	for _, g := range rows {
		i := slices.IndexFunc(out, func(s sumRow) bool { return s.Currency == g.Currency })
		if i < 0 {
			i, out = len(out), append(out, sumRow{Currency: g.Currency})
		}
		out[i].Rows, out[i].Total, out[i].Rest = out[i].Rows+g.Rows, out[i].Total+g.Total, out[i].Rest+g.Rest
	}
	slices.SortFunc(out, func(a, b sumRow) int { return strings.Compare(string(a.Currency), string(b.Currency)) })
	return out
}
