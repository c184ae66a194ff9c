package table

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"encaisse/base/money"
)

// figure is a number as people write it, taken apart: its sign, its digits with
// their separators, and a unit (a currency's sign or code, or %).
type figure struct {
	negative bool
	signed   bool
	body     string
	unit     string
}

// take takes a number apart: "-1 234,50 €", "$1,234.50", "(12.00)", "12.00-",
// "EUR 5", "20 %". It says nothing about the digits.
func take(s string) (figure, bool) {
	var f figure
	if inner, ok := strings.CutPrefix(s, "("); ok {
		if s, ok = strings.CutSuffix(inner, ")"); !ok {
			return f, false
		}
		f.negative, f.signed = true, true
	}
	s = f.sign(strings.TrimSpace(s))
	front := strings.TrimLeftFunc(s, isUnit)
	f.unit = s[:len(s)-len(front)]
	s = f.sign(strings.TrimSpace(front))
	back := strings.TrimRightFunc(s, isUnit)
	if unit := s[len(back):]; unit != "" {
		if f.unit != "" {
			return f, false
		}
		f.unit = unit
	}
	s = strings.TrimSpace(back)
	if rest, ok := strings.CutSuffix(s, "-"); ok && !f.signed {
		f.negative, s = true, strings.TrimSpace(rest)
	}
	f.body = s
	return f, s != "" && plausible(f.unit)
}

// plausible tells a unit from a word: %, a code of three letters, or something
// with a currency's sign.
func plausible(unit string) bool {
	return unit == "" || unit == "%" || strings.IndexFunc(unit, isSign) >= 0 ||
		len(unit) == 3 && strings.IndexFunc(unit, func(r rune) bool { return r > unicode.MaxASCII || r == '%' }) < 0
}

func isSign(r rune) bool { return unicode.Is(unicode.Sc, r) }

// sign takes one sign from the front, if none was there yet.
func (f *figure) sign(s string) string {
	rest, negative := strings.CutPrefix(s, "-")
	if !negative {
		rest, negative = strings.CutPrefix(s, "\u2212")
	}
	positive := false
	if !negative {
		rest, positive = strings.CutPrefix(s, "+")
	}
	if f.signed || !negative && !positive {
		return s
	}
	f.signed, f.negative = true, negative
	return strings.TrimSpace(rest)
}

func isUnit(r rune) bool { return unicode.IsLetter(r) || isSign(r) || r == '%' }

// split cuts the digits at the decimal mark. Before it, groups of three may be
// kept apart by one kind of separator (a blank, an apostrophe, or the mark that
// is not the decimal one); after it come digits only.
func split(body string, m Mark) (whole, fraction string, ok bool) {
	mark := byte('.')
	if m == Comma {
		mark = ','
	}
	whole = body
	if i := strings.IndexByte(body, mark); i >= 0 {
		if whole, fraction = body[:i], body[i+1:]; !digits(fraction) {
			return "", "", false
		}
		if whole == "" {
			return whole, fraction, true
		}
	}
	return whole, fraction, digits(whole) || grouped(whole, mark)
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// grouped tells "1.234.567" from "12.34": a first group of one to three digits
// that does not begin with 0, then groups of three, one kind of separator.
func grouped(s string, mark byte) bool {
	var kind byte
	group, groups := 0, 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if r >= '0' && r <= '9' {
			group++
			continue
		}
		k := separatorKind(r)
		if k == 0 || k == mark || kind != 0 && k != kind || !wholeGroup(group, groups) {
			return false
		}
		kind, group, groups = k, 0, groups+1
	}
	return groups > 0 && group == 3 && s[0] != '0'
}

func wholeGroup(digits, before int) bool {
	return digits == 3 || before == 0 && digits >= 1 && digits < 3
}

// separatorKind tells what keeps groups apart; all blanks are one kind.
func separatorKind(r rune) byte {
	switch r {
	case ' ', '\u00A0', '\u202F', '\u2009':
		return ' '
	case '\'', '\u2019':
		return '\''
	case '.', ',':
		return byte(r)
	}
	return 0
}

// plain writes the figure as base/money reads it, "-1234.5"; zeros at the end
// of the fraction say nothing and are left out.
func (f figure) plain(m Mark) (string, bool) {
	whole, fraction, ok := split(f.body, m)
	if !ok {
		return "", false
	}
	var b strings.Builder
	if f.negative {
		b.WriteByte('-')
	}
	for i := 0; i < len(whole); i++ {
		if whole[i] >= '0' && whole[i] <= '9' {
			b.WriteByte(whole[i])
		}
	}
	if whole == "" {
		b.WriteByte('0')
	}
	if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
		b.WriteByte('.')
		b.WriteString(fraction)
	}
	return b.String(), true
}

// number lets a cell say which decimal mark it can be read with. In a column of
// whole numbers a reading that leaves a fraction is none.
func (t *tally) number(cell string, whole bool) {
	f, ok := take(cell)
	if !ok || strings.IndexAny(f.body, ".,") < 0 {
		return
	}
	reads := func(m Mark) bool {
		_, fraction, ok := split(f.body, m)
		return ok && !(whole && strings.Trim(fraction, "0") != "")
	}
	t.add(reads(Comma), reads(Point))
}

// dollars are the currencies that write a bare $.
var dollars = map[money.Currency]bool{
	"USD": true, "CAD": true, "AUD": true, "NZD": true, "SGD": true, "HKD": true, "MXN": true,
}

// fits tells whether a unit in a cell can mean the currency: its code, its sign,
// or a dollar with letters of the code ("CA$", "$US").
func fits(unit string, c money.Currency) bool {
	switch {
	case unit == "":
		return true
	case c == "":
		return false
	case strings.EqualFold(unit, string(c)):
		return true
	case unit == "€":
		return c == "EUR"
	case unit == "£":
		return c == "GBP"
	case unit == "¥":
		return c == "JPY" || c == "CNY"
	}
	letters := strings.Trim(unit, "$")
	return len(letters) < len(unit) && dollars[c] && strings.HasPrefix(string(c), strings.ToUpper(letters))
}
