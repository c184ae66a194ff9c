package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Legible reports whether a text can be kept and passed on everywhere: UTF-8,
// without the characters that PostgreSQL (the zero byte) or XML 1.0 (the other
// control characters but tab and line ends, U+FFFE, U+FFFF) can not hold.
func Legible(s string) bool {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c < ' ' && c != '\t' && c != '\n' && c != '\r' {
				return false
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 || r == 0xFFFE || r == 0xFFFF {
			return false
		}
		i += n
	}
	return true
}

// OneLine reports whether a text stays on its line: without line ends, tabs and
// the other control characters.
func OneLine(s string) bool {
	for _, r := range s {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return false
		}
	}
	return true
}

// Turned reports whether a text holds a character that turns the direction of
// what stands behind it (U+202A to U+202E, U+2066 to U+2069): with one, a name
// makes what is written beside it read otherwise. The marks that writing from
// right to left needs (U+200E, U+200F, U+061C) turn nothing.
func Turned(s string) bool {
	for _, r := range s {
		if r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069' {
			return true
		}
	}
	return false
}

// Readable is a text with what is not legible of it replaced by a mark.
func Readable(s string) string {
	if Legible(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if !Legible(string(r)) {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(s, string(utf8.RuneError)))
}

// Fours puts a blank after every four letters, as references are read aloud.
func Fours(s string) string {
	s = strings.Join(strings.Fields(s), "")
	var b strings.Builder
	for i, r := range s {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}
