package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// typeset is a French sentence as it is printed, however it was typed: no line
// begins with a sign that goes with the word before, since the blank before
// : ; ? ! » and after « breaks none (U+00A0), and an apostrophe between letters
// is ’. In Québec ; ? and ! follow their word without a blank. Only a blank that
// is there is changed: 12:30, http:// and :8080 stay as they are.
func typeset(s string, quebec bool) string {
	var b strings.Builder
	b.Grow(len(s) + 8)
	var before rune
	for i, r := range s {
		next, size := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
		after, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r)+size:])
		switch {
		case r == '\'' && unicode.IsLetter(before) && (unicode.IsLetter(next) || next == '{'):
			b.WriteRune('’')
		case r == ' ' && before == '«', r == ' ' && next == '»':
			b.WriteString(hard)
		case (r == ' ' || r == '\u00a0' || r == '\u202f') && strings.ContainsRune(":;?!", next) && !unicode.IsLetter(after) && !unicode.IsDigit(after):
			if next == ':' || !quebec {
				b.WriteString(hard)
			}
		default:
			b.WriteRune(r)
		}
		before = r
	}
	return b.String()
}

// Labelled is a text behind its label: fr "Remise : 5 %", en "Discount: 5%".
func Labelled(l Language, label, text string) string {
	if l.french() {
		return label + hard + ": " + text
	}
	return label + ": " + text
}
