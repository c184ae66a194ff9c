package table

import (
	"strconv"
	"strings"

	"encaisse/base/day"
)

// typed is the text of a number cell under the format it is shown in: a date as
// ISO, a percent with its sign, a code such as 00000 with its leading zeros,
// anything else as a plain decimal. exact is false for what is no number.
func typed(raw, format string, from1904 bool) (text string, exact bool) {
	number, ok := unscientific(raw)
	if !ok {
		return raw, false
	}
	switch {
	case showsDay(format):
		if d, ok := serial(number, from1904); ok {
			return d.String(), true
		}
	case strings.Contains(bareFormat(format), "%"):
		if percent, ok := shift(number, 2); ok {
			return percent + "%", true
		}
	case len(format) > len(number) && strings.Trim(format, "0") == "" && digits(number):
		return strings.Repeat("0", len(format)-len(number)) + number, true
	}
	return number, true
}

// showsDay tells whether a number format shows a date: a day or a year outside
// quotes, brackets and escapes. A format of hours only is no date.
func showsDay(format string) bool {
	f := strings.ToLower(bareFormat(format))
	return strings.ContainsAny(f, "dy") && !strings.ContainsAny(f, "#?")
}

// bareFormat is the first section of a number format without what is written as
// it stands: "text", \x, _x, *x and [Red], [$-40C].
func bareFormat(format string) string {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		closing := byte(0)
		switch format[i] {
		case '\\', '_', '*':
			i++
			continue
		case ';':
			return b.String()
		case '"':
			closing = '"'
		case '[':
			closing = ']'
		default:
			b.WriteByte(format[i])
			continue
		}
		n := strings.IndexByte(format[i+1:], closing)
		if n < 0 {
			return b.String()
		}
		i += n + 1
	}
	return b.String()
}

// serial is the day of a workbook's day number. In the calendar from 1900 day
// 60 is a 29 February that never was.
func serial(number string, from1904 bool) (day.Day, bool) {
	whole, _, _ := strings.Cut(number, ".")
	n, err := strconv.Atoi(whole)
	const last = 2958465 // 9999-12-31
	switch {
	case err != nil || n < 1 || n > last || !from1904 && n == 60:
		return 0, false
	case from1904:
		return day.Of(1904, 1, 1).AddDays(n), true
	case n < 60:
		return day.Of(1899, 12, 31).AddDays(n), true
	}
	return day.Of(1899, 12, 30).AddDays(n), true
}

// Workbooks hold binary fractions: 0.1+0.2 is stored as 0.30000000000000004.
// They show 15 digits, and so a number is what its first 15 digits say.
const significant = 15

// unscientific writes a stored number as a plain decimal, rounded half away
// from zero to 15 significant digits; what is below a billionth is zero, a rest
// of binary subtraction.
func unscientific(raw string) (string, bool) {
	mantissa, exponent := strings.ToUpper(raw), 0
	if i := strings.IndexByte(mantissa, 'E'); i >= 0 {
		n, err := strconv.Atoi(mantissa[i+1:])
		if err != nil || n < -400 || n > 400 {
			return "", false
		}
		mantissa, exponent = mantissa[:i], n
	}
	mantissa, negative := strings.CutPrefix(mantissa, "-")
	whole, fraction, point := strings.Cut(mantissa, ".")
	if whole != "" && !digits(whole) || point && !digits(fraction) || mantissa == "" {
		return "", false
	}
	all := strings.TrimLeft(whole+fraction, "0")
	exponent -= len(fraction)
	if len(all) > significant {
		exponent += len(all) - significant
		all = roundUp(all[:significant], all[significant] >= '5')
	}
	if all = strings.TrimLeft(all, "0"); all == "" || len(all)+exponent < -8 {
		return "0", true
	}
	text, ok := shift(all, exponent)
	if negative {
		text = "-" + text
	}
	return text, ok
}

// roundUp adds one to a row of digits if it must.
func roundUp(s string, up bool) string {
	b := []byte(s)
	for i := len(b) - 1; up && i >= 0; i-- {
		if up = b[i] == '9'; up {
			b[i] = '0'
		} else {
			b[i]++
		}
	}
	if up {
		return "1" + string(b)
	}
	return string(b)
}

// shift moves the point of a plain decimal by so many places to the right, to
// the left when negative; false for numbers nobody means.
func shift(number string, by int) (string, bool) {
	number, negative := strings.CutPrefix(number, "-")
	whole, fraction, _ := strings.Cut(number, ".")
	all := whole + fraction
	point := len(whole) + by
	if point > 40 || point < -40 {
		return "", false
	}
	if point <= 0 {
		all, point = strings.Repeat("0", 1-point)+all, 1
	}
	if point > len(all) {
		all += strings.Repeat("0", point-len(all))
	}
	whole, fraction = strings.TrimLeft(all[:point], "0"), strings.TrimRight(all[point:], "0")
	text := either(whole, "0")
	if fraction != "" {
		text += "." + fraction
	}
	if negative && text != "0" {
		text = "-" + text
	}
	return text, true
}
