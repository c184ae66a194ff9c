package ledger

import (
	"cmp"
	"slices"
	"strings"

	"encaisse/base/day"
	"encaisse/base/money"
)

// Mark is a line of the customers' account, by the fact that posted it.
type Mark struct {
	Key    int64 // the fact
	Holder int64
	Amount money.Amount
	Day    day.Day
}

// Tie says that two facts settle each other: an invoice and what was applied
// to it.
type Tie struct{ A, B int64 }

// Letters are the code of a line and the day of the last line it is lettered
// with; empty where nothing settles it.
type Letters struct {
	Code string
	Date day.Day
}

// Letter gives the lines of one account their lettering (domain.md 5.1): lines
// of a customer that settle each other share a code, AAA, AAB … when they sum
// to zero, in small letters when they do not yet. The order of the codes is
// that of the days the groups were completed, so it is the same each time.
func Letter(lines []Mark, ties []Tie) []Letters {
	up := map[int64]int64{}
	var root func(int64) int64
	root = func(k int64) int64 {
		if p, ok := up[k]; ok && p != k {
			up[k] = root(p)
			return up[k]
		}
		return k
	}
	for _, t := range ties {
		if a, b := root(t.A), root(t.B); a != b {
			up[max(a, b)] = min(a, b)
		}
	}
	type group struct {
		holder, first int64
		sum           money.Amount
		last          day.Day
		lines         []int
	}
	by := map[[2]int64]*group{}
	var all []*group
	for i, l := range lines {
		key := [2]int64{l.Holder, root(l.Key)}
		g := by[key]
		if g == nil {
			g = &group{holder: l.Holder, first: key[1]}
			by[key] = g
			all = append(all, g)
		}
		g.sum, g.last, g.lines = g.sum+l.Amount, max(g.last, l.Day), append(g.lines, i)
	}
	slices.SortFunc(all, func(a, b *group) int {
		return cmp.Or(cmp.Compare(a.holder, b.holder), cmp.Compare(a.last, b.last), cmp.Compare(a.first, b.first))
	})
	out := make([]Letters, len(lines))
	n, holder := 0, int64(0)
	for _, g := range all {
		if g.holder != holder {
			n, holder = 0, g.holder
		}
		if len(g.lines) < 2 {
			continue
		}
		code := letterCode(n)
		n++
		if g.sum != 0 {
			code = strings.ToLower(code)
		}
		for _, i := range g.lines {
			out[i] = Letters{code, g.last}
		}
	}
	return out
}

// letterCode is the nth code: AAA, AAB … ZZZ, AAAA.
func letterCode(n int) string {
	width, size := 3, 26*26*26
	for n >= size {
		n, width, size = n-size, width+1, size*26
	}
	b := make([]byte, width)
	for i := width - 1; i >= 0; i-- {
		b[i], n = byte('A'+n%26), n/26
	}
	return string(b)
}
