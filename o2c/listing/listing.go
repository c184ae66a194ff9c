// Package listing is the documents as a person looks through them: rows by
// filter, newest or most urgent first, with what they sum to, and the search.
package listing

import (
	"math"
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
	Total, Left money.Amount
}

func sums(rows []sumRow) []Sum {
	out := []Sum{}
	for _, s := range rows {
		out = append(out, Sum{s.Currency, s.Rows, s.Total.In(s.Currency), s.Left.In(s.Currency)})
	}
	return out
}

// last is an id or day behind all that there are.
const last = math.MaxInt64

// until is the end of a span of days that may have none.
func until(d day.Day) day.Day {
	if d.IsZero() {
		return math.MaxInt32
	}
	return d
}

// before is the id a list that goes down begins under.
func before(cursor id.ID) id.ID {
	if cursor == 0 {
		return last
	}
	return cursor
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
