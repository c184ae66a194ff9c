package sheet

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// missing stands for a letter that the fonts do not have.
const missing = '?'

// Clean is a foreign text as it may be printed: on one line, without what
// could hide or turn around another text (control characters, marks of
// direction, stacked accents), every letter one that the fonts have.
func Clean(s string) string {
	have := known()[Regular]
	var b strings.Builder
	space := true // none at the beginning
	put := func(r rune) {
		if r != ' ' || !space {
			b.WriteRune(r)
		}
		space = r == ' '
	}
	for _, r := range norm.NFC.String(strings.ToValidUTF8(s, "")) {
		_, has := have[r]
		switch {
		case strings.ContainsRune("\t\n\v\f\r\u2028\u2029", r):
			put(' ')
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Mn, unicode.Me, unicode.Co):
		case has:
			put(r)
		default:
			for _, p := range nearest(r, have) {
				put(p)
			}
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// nearest is the plain form of a letter that the fonts lack: "ﬁ" is "fi".
func nearest(r rune, have metrics) string {
	switch r {
	case '\u2010', '\u2011', '\u2012':
		return "-"
	}
	var b strings.Builder
	for _, p := range norm.NFKD.String(string(r)) {
		if _, ok := have[p]; ok && !unicode.In(p, unicode.Mn) {
			b.WriteRune(p)
		}
	}
	if b.Len() == 0 {
		return string(missing)
	}
	return b.String()
}

// Width of a text in points.
func (y Style) Width(s string) float64 {
	m, sum := known()[y.Face], 0
	for _, r := range s {
		sum += m[r]
	}
	return float64(sum) * y.Size / 1000
}

// Wrap breaks a text into lines that are no wider than so many points: between
// words, inside a word that is too long by itself. No space without a break
// (U+00A0, U+202F) is one to break at.
func (y Style) Wrap(s string, width float64) []string {
	var lines []string
	line := ""
	for word := range strings.SplitSeq(s, " ") {
		joined := word
		if line != "" {
			joined = line + " " + word
		}
		if y.Width(joined) <= width {
			line = joined
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for y.Width(word) > width {
			head := y.head(word, width)
			lines, word = append(lines, head), word[len(head):]
		}
		line = word
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// head is as much of a word as fits, one letter at least.
func (y Style) head(word string, width float64) string {
	end := 0
	for i, r := range word {
		next := i + len(string(r))
		if end > 0 && y.Width(word[:next]) > width {
			break
		}
		end = next
	}
	return word[:end]
}

// Fit is the style made smaller until the widest of the texts fits.
func (y Style) Fit(width float64, texts ...string) Style {
	for _, s := range texts {
		if w := y.Width(s); w > width && w > 0 {
			y.Size *= width / w
		}
	}
	return y
}
