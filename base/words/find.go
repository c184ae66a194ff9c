package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Named is a thing as a search sees it: its key, its number or code, its name.
// Some ten thousand of them are looked through in a millisecond, in the same
// way on both engines.
type Named[K any] struct {
	Key        K
	Code, Name string
}

// Searchable prepares things for Found.
func Searchable[K any](list []Named[K]) []Named[K] {
	for i := range list {
		list[i].Code, list[i].Name = Plain(list[i].Code), Plain(list[i].Name)
	}
	return list
}

// Found are the things of a Searchable list that a text finds by the beginning
// of their code or by words of their name, whatever accents, capitals and
// order. Codes that begin so come first, then names that do. An empty text
// finds nothing.
func Found[K any](list []Named[K], text string, limit int) (out []K) {
	text = Plain(text)
	words := strings.Fields(text)
	if len(words) == 0 {
		return nil
	}
	var then, last []K
	for _, k := range list {
		if len(out) >= limit {
			break
		}
		switch {
		case strings.HasPrefix(k.Code, text):
			out = append(out, k.Key)
		case strings.HasPrefix(k.Name, text):
			then = append(then, k.Key)
		case within(k.Code, k.Name, words):
			last = append(last, k.Key)
		}
	}
	out = append(append(out, then...), last...)
	return out[:min(len(out), limit)]
}

// within reports whether every word is a part of the code or the name.
func within(code, name string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(name, w) && !strings.Contains(code, w) {
			return false
		}
	}
	return true
}

// Plain is a text without accents and capitals, its blanks and apostrophes as
// they are typed.
func Plain(s string) string {
	s = strings.TrimSpace(s)
	if ascii(s) { // most are, and a hundred thousand names are read at once
		return strings.ToLower(s)
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(typed(r))
	}, norm.NFD.String(s))
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// typed is a letter as a keyboard has it: a blank that breaks no line is a blank,
// ’ an apostrophe.
func typed(r rune) rune {
	switch r {
	case '\u00a0', '\u202f':
		return ' '
	case '’':
		return '\''
	}
	return r
}
