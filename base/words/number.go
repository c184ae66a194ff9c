package words

import (
	"fmt"
	"strings"
	"unicode"

	"encaisse/base/day"
	"encaisse/base/money"
)

const (
	narrow = "\u202f" // between groups of three, French
	hard   = "\u00a0" // before a sign, French
	minus  = "\u2212"
)

// Amount writes money with the decimals of its currency: fr "1 234,56 €",
// fr-CA "1 234,56 $" for CAD, en "$1,234.56", with the code after where the
// language has no sign for the currency ("1 234 JPY"), ¤ where there is no
// currency.
func Amount(l Language, m money.Money) string {
	return priced(l, localise(l, m.Text()), m.Currency)
}

// UnitPrice writes a price of one unit as Amount does, with the decimals it has:
// fr "26,125 €", en "€26.125".
func UnitPrice(l Language, p money.Price, c money.Currency) string {
	return priced(l, Number(l, p), c)
}

// priced puts the sign of the currency where the language has it.
func priced(l Language, number string, c money.Currency) string {
	mark := sign(l, c)
	if l.french() || mark == string(c) {
		return number + hard + mark
	}
	if rest, negative := strings.CutPrefix(number, minus); negative {
		return minus + mark + rest
	}
	return mark + number
}

func sign(l Language, c money.Currency) string {
	switch {
	case c == "":
		return "¤"
	case c == "EUR":
		return "€"
	case c == "CAD" && l != French, c == "USD" && l == English:
		return "$"
	}
	return string(c)
}

// Date writes a day: fr "21/11/2026", fr-CA and en "2026-11-21"; "" for none.
func Date(l Language, d day.Day) string {
	if l != French || d.IsZero() {
		return d.String()
	}
	y, m, n := d.Date()
	return fmt.Sprintf("%02d/%02d/%04d", n, m, y)
}

// DayOfYear writes a day without its year, where there is little room: fr "21/11",
// fr-CA and en "11-21".
func DayOfYear(l Language, d day.Day) string {
	_, m, n := d.Date()
	if l == French {
		return fmt.Sprintf("%02d/%02d", n, m)
	}
	return fmt.Sprintf("%02d-%02d", m, n)
}

// Percentage writes a rate with its sign: fr "5,5 %", en "5.5%".
func Percentage(l Language, p money.Percent) string { return InPercent(l, p) }

// InPercent writes what Number reads with the sign of a rate, as Percentage does.
func InPercent(l Language, v any) string {
	if l.french() {
		return Number(l, v) + hard + "%"
	}
	return Number(l, v) + "%"
}

// Number writes a bare number: an integer, a Quantity, Percent, Price or
// Decimal, or the text of a decimal ("79.2"). What is none of these is written
// as it is.
func Number(l Language, v any) string {
	s := fmt.Sprint(v)
	if !decimal(s) {
		return s
	}
	return localise(l, s)
}

// Typed writes the text of a decimal as the field of a form holds it: with the
// point of the language, without groups (fr "1234,56", en "1234.56"). What is
// none is left as it was typed.
func Typed(l Language, s string) string {
	if !decimal(s) || !l.french() {
		return s
	}
	return strings.Replace(s, ".", ",", 1)
}

// Untyped is a number as people type it, in either notation ("1 234,56",
// "1,234.56", "12 €"), as the types of money read it. What is no number stays,
// and is refused by its type.
func Untyped(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\'' || r == '€' || r == '$' {
			return -1
		}
		return r
	}, s)
	i := strings.LastIndexAny(s, ".,")
	if i < 0 {
		return s
	}
	return strings.NewReplacer(".", "", ",", "").Replace(s[:i]) + "." + s[i+1:]
}

// decimal tells a text of the form -12.5.
func decimal(s string) bool {
	whole, fraction, point := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	return numeric(whole) && (!point || numeric(fraction))
}

func numeric(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// localise groups and points a decimal text for the language.
func localise(l Language, s string) string {
	group, point := ",", "."
	if l.french() {
		group, point = narrow, ","
	}
	var b strings.Builder
	s, negative := strings.CutPrefix(s, "-")
	if negative {
		b.WriteString(minus)
	}
	whole, fraction, has := strings.Cut(s, ".")
	for i, digit := range []byte(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(group)
		}
		b.WriteByte(digit)
	}
	if has {
		b.WriteString(point + fraction)
	}
	return b.String()
}
