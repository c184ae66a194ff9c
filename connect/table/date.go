package table

import (
	"regexp"
	"strconv"
	"strings"

	"encaisse/base/day"
)

// clock is a time of day behind a date; it is read over, for a Day has none.
var clock = regexp.MustCompile(`^\d{1,2}:\d{2}(:\d{2}([.,]\d{1,9})?)?( ?[AaPp][Mm])?( ?(Z|UTC|[+-]\d{2}:?\d{2}))?$`)

// readDay reads a date in an order; with the year first it is read in any. code
// is "" or why it is refused: table.date, or table.date_year for a year of two
// digits, which could be of two centuries.
func readDay(s string, order DateOrder) (d day.Day, code string) {
	if i := strings.IndexAny(s, " T"); i > 0 {
		if !clock.MatchString(strings.TrimSpace(s[i+1:])) {
			return 0, "table.date"
		}
		s = s[:i]
	}
	if len(s) == 8 && digits(s) { // 20261121, ISO too
		return civil(s[:4], s[4:6], s[6:])
	}
	a, b, c, sep, ok := threeParts(s)
	switch {
	case !ok:
		return 0, "table.date"
	case len(a) == 4 && sep != '.':
		return civil(a, b, c)
	case len(a) > 2 || order == ISO:
		return 0, "table.date"
	case len(c) == 2:
		return 0, "table.date_year"
	case order == US && sep != '.': // no American writes dots
		return civil(c, a, b)
	case order == FR:
		return civil(c, b, a)
	}
	return 0, "table.date"
}

// threeParts cuts a date at its two separators, which must be alike.
func threeParts(s string) (a, b, c string, sep byte, ok bool) {
	i := strings.IndexAny(s, "-/.")
	if i < 1 {
		return
	}
	sep, a = s[i], s[:i]
	b, c, ok = strings.Cut(s[i+1:], string(rune(sep)))
	return a, b, c, sep, ok && digits(a) && digits(b) && digits(c)
}

func civil(year, month, dom string) (day.Day, string) {
	if len(year) != 4 || len(month) > 2 || len(dom) > 2 {
		return 0, "table.date"
	}
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	n, _ := strconv.Atoi(dom)
	d := day.Of(y, m, n)
	if yy, mm, nn := d.Date(); yy != y || mm != m || nn != n || y < 1800 || d.IsZero() {
		return 0, "table.date"
	}
	return d, ""
}

// date lets a cell say in which order it is a date. The same date either way
// (05/05/2026) and a year in front say nothing.
func (t *tally) date(cell string) {
	if _, code := readDay(cell, ISO); code == "" {
		t.neutral++
		return
	}
	fr, wrongFR := readDay(cell, FR)
	us, wrongUS := readDay(cell, US)
	if wrongFR != "" || wrongUS != "" || fr != us {
		t.add(wrongFR == "", wrongUS == "")
	}
}
