package words

import (
	"maps"
	"slices"
	"strings"

	"encaisse/base/refuse"
)

// Text is one sentence in both languages. {name} stands for the argument of
// that name, put in by its type (an amount, a day, a percent with its sign), and
// {name:line|lines} for the word that goes with so many: French has the first for
// 0 and 1, English for 1.
type Text struct{ FR, EN string }

// In is the sentence as it stands in a language, French ones as they are printed.
func (t Text) In(l Language) string {
	if l.french() {
		return typeset(t.FR, l == Quebecois)
	}
	return t.EN
}

// Texts are the sentences of a package, by code.
type Texts map[string]Text

// Faults lists the codes whose text is empty in a language, or whose languages
// do not name the same arguments, in order.
func (t Texts) Faults() []string {
	var list []string
	for _, key := range slices.Sorted(maps.Keys(t)) {
		fr, en := names(t[key].FR), names(t[key].EN)
		if t[key].FR == "" || t[key].EN == "" || !slices.Equal(fr, en) {
			list = append(list, key)
		}
	}
	return list
}

// names are the arguments that a sentence names, sorted, each once.
func names(s string) []string {
	var list []string
	for {
		name, rest, ok := next(s)
		if !ok {
			slices.Sort(list)
			return slices.Compact(list)
		}
		name, _, _ = strings.Cut(name, ":")
		list, s = append(list, name), rest
	}
}

// next finds the first {name} of s and what follows it.
func next(s string) (name, rest string, ok bool) {
	_, s, open := strings.Cut(s, "{")
	name, rest, closed := strings.Cut(s, "}")
	return name, rest, open && closed
}

// Catalog holds the texts of all packages, as they are printed.
type Catalog struct{ texts map[string]printed }

// printed is a text as it is printed in each language.
type printed struct{ french, quebecois, english string }

func (p printed) in(l Language) string {
	switch l {
	case English:
		return p.english
	case Quebecois:
		return p.quebecois
	}
	return p.french
}

// NewCatalog puts the texts of the packages together. It panics on a code that
// two of them claim: that is a mistake of the program.
func NewCatalog(sets ...Texts) *Catalog {
	c := &Catalog{texts: map[string]printed{}}
	for _, set := range sets {
		for key, t := range set {
			if c.Has(key) {
				panic("words: two texts for " + key)
			}
			c.texts[key] = printed{t.In(French), t.In(Quebecois), t.In(English)}
		}
	}
	return c
}

// Has tells whether there is a text for key.
func (c *Catalog) Has(key string) bool {
	_, ok := c.texts[key]
	return ok
}

// Keys are all keys, sorted.
func (c *Catalog) Keys() []string { return slices.Sorted(maps.Keys(c.texts)) }

// Say is the sentence for key with its arguments put in: money.Money, day.Day,
// money.Percent (with its sign), quantities, prices, integers (grouped: give a
// year as a string), strings as they are, a Key by its own text, lists joined
// by commas. A key without a text says itself and an argument that was not
// given keeps its braces, so that both are seen.
func (c *Catalog) Say(l Language, key string, args ...refuse.Arg) string {
	t, ok := c.texts[key]
	if !ok {
		return key
	}
	s := t.in(l)
	var b strings.Builder
	for {
		name, rest, ok := next(s)
		if !ok {
			b.WriteString(s)
			return b.String()
		}
		slot := "{" + name + "}"
		before, _, _ := strings.Cut(s, slot)
		b.WriteString(before)
		name, forms, counted := strings.Cut(name, ":")
		i := slices.IndexFunc(args, func(a refuse.Arg) bool { return a.Name == name })
		switch {
		case i < 0:
			b.WriteString(slot)
		case counted:
			b.WriteString(numbered(l, forms, c.value(l, args[i].Value)))
		default:
			b.WriteString(c.value(l, args[i].Value))
		}
		s = rest
	}
}

// numbered is which of "line|lines" goes with a number as it is written.
func numbered(l Language, forms, n string) string {
	one, many, _ := strings.Cut(forms, "|")
	if several(l, n) {
		return many
	}
	return one
}

// several tells whether a number, as it is written, asks for a plural: in French
// from 2 on, in English all but 1.
func several(l Language, n string) bool {
	n = strings.TrimPrefix(n, minus)
	if l.french() {
		n, _, _ = strings.Cut(n, ",")
		return n != "0" && n != "1"
	}
	return n != "1"
}
