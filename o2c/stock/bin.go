package stock

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"encaisse/base/refuse"
)

// BinName is a bin as it is kept: capitals, and single spaces.
func BinName(text string) (string, error) {
	name := strings.ToUpper(strings.Join(strings.Fields(text), " "))
	if utf8.RuneCountInString(name) > longestBin {
		return name, refuse.New(refuse.Invalid, "stock.invalid").At("/bin", "stock.bin_long", "bin", name)
	}
	return name, nil
}

// longestBin is the length of the longest name, in characters.
const longestBin = 20

// Walk compares two bins as they are walked by: numbers by what they count
// (A-2 before A-10), what has no bin last.
func Walk(a, b string) int {
	if a == "" || b == "" {
		return cmp.Compare(b, a)
	}
	for a != "" && b != "" {
		m, n := run(a), run(b)
		x, y := a[:m], b[:n]
		if digit(x[0]) && digit(y[0]) {
			x, y = strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
			if c := cmp.Compare(len(x), len(y)); c != 0 {
				return c
			}
		}
		if c := cmp.Compare(x, y); c != 0 {
			return c
		}
		a, b = a[m:], b[n:]
	}
	return cmp.Compare(len(a), len(b))
}

// run is the length of the digits, or of what is none, that a text begins with.
func run(s string) int {
	n := 1
	for n < len(s) && digit(s[n]) == digit(s[0]) {
		n++
	}
	return n
}

func digit(c byte) bool { return '0' <= c && c <= '9' }
