package money

import (
	"encoding/json"
	"math"
	"math/bits"
	"strconv"
	"strings"

	"encaisse/base/refuse"
)

// pow10 holds the powers of ten that fit in 64 bits.
var pow10 = func() (p [20]uint64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = p[i-1] * 10
	}
	return p
}()

// scan reads a decimal as a whole number of 10^-places. The grammar is that of
// a JSON number (an exponent is accepted: encoders write 0.00001 as 1e-05),
// leading zeros allowed.
func scan(s string, places int) (int64, error) {
	whole, fraction, exponent, negative, ok := cut(s)
	if !ok {
		return 0, refuse.New(refuse.Invalid, "money.text", "text", clip(s))
	}
	fraction = strings.TrimRight(fraction, "0")
	n, over := digits(whole + fraction)
	if n == 0 && !over {
		return 0, nil
	}
	shift := places + exponent - len(fraction)
	if shift < 0 {
		if over || -shift >= len(pow10) || n%pow10[-shift] != 0 {
			return 0, tooFine(s, places)
		}
		n, shift = n/pow10[-shift], 0
	}
	if over || shift >= len(pow10) {
		return 0, overflow()
	}
	hi, lo := bits.Mul64(n, pow10[shift])
	if hi != 0 || lo > math.MaxInt64 {
		return 0, overflow()
	}
	if negative {
		return -int64(lo), nil
	}
	return int64(lo), nil
}

// cut takes a decimal text to pieces; ok tells whether it is one.
func cut(s string) (whole, fraction string, exponent int, negative, ok bool) {
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		e, err := strconv.Atoi(s[i+1:])
		if err != nil || e < -99 || e > 99 {
			return "", "", 0, false, false
		}
		s, exponent = s[:i], e
	}
	s, negative = strings.CutPrefix(s, "-")
	whole, fraction, point := strings.Cut(s, ".")
	ok = numeric(whole) && (!point || numeric(fraction))
	return whole, fraction, exponent, negative, ok
}

func numeric(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// digits is the number that a run of digits writes; over tells that it does
// not fit.
func digits(s string) (n uint64, over bool) {
	s = strings.TrimLeft(s, "0")
	if len(s) > 19 { // 19 digits always fit in 64 bits
		return 0, true
	}
	for i := 0; i < len(s); i++ {
		n = n*10 + uint64(s[i]-'0')
	}
	return n, false
}

// appendDecimal writes v 10^-places with at least least decimals and no more
// than needed.
func appendDecimal(b []byte, v int64, places, least int) []byte {
	if v < 0 {
		b = append(b, '-')
	}
	n := magnitude(v)
	for places > least && n%10 == 0 {
		n /= 10
		places--
	}
	b = strconv.AppendUint(b, n/pow10[places], 10)
	if places == 0 {
		return b
	}
	b = append(b, '.')
	rest := n % pow10[places]
	for i := places - 1; i >= 0; i-- {
		b = append(b, byte('0'+rest/pow10[i]%10))
	}
	return b
}

// magnitude is |v|, right for the least int64 too.
func magnitude(v int64) uint64 {
	if v < 0 {
		return -uint64(v)
	}
	return uint64(v)
}

// fromJSON reads a JSON string or number as millionths; null changes nothing.
func fromJSON(b []byte, v *int64) error {
	s := string(b)
	if s == "null" {
		return nil
	}
	if s != "" && s[0] == '"' {
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
	}
	return fromText(s, v)
}

func fromText(s string, v *int64) error {
	n, err := scan(s, places)
	if err == nil {
		*v = n
	}
	return err
}

func tooFine(s string, most int) error {
	return refuse.New(refuse.Invalid, "money.decimals", "text", clip(s), "decimals", most)
}

// clip keeps a foreign text short enough to show in a refusal.
func clip(s string) string {
	const most = 40
	s = strings.ToValidUTF8(s, "\uFFFD")
	if r := []rune(s[:min(len(s), 4*most)]); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
