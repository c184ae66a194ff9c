// Package words writes amounts, dates and numbers as people write them, and
// finds the sentence for a code.
package words

import (
	"strings"

	"encaisse/base/money"
)

// Language is what a person reads.
type Language string

const (
	French    Language = "fr"
	English   Language = "en"
	Quebecois Language = "fr-CA"
)

// ParseLanguage finds the language in a tag or an Accept-Language header
// ("fr-CA,fr;q=0.9"): the best wanted of ours, French when there is none.
func ParseLanguage(s string) Language {
	best, quality := French, money.Decimal(0)
	for part := range strings.SplitSeq(s, ",") {
		tag, parameter, _ := strings.Cut(part, ";")
		l, ok := language(strings.TrimSpace(tag))
		if q := weight(parameter); ok && q > quality {
			best, quality = l, q
		}
	}
	return best
}

func language(tag string) (Language, bool) {
	tag = strings.ReplaceAll(strings.ToLower(tag), "_", "-")
	primary, _, _ := strings.Cut(tag, "-")
	switch {
	case tag == "fr-ca":
		return Quebecois, true
	case primary == "fr":
		return French, true
	case primary == "en":
		return English, true
	}
	return "", false
}

// weight reads "q=0.9"; 1 when there is none, 0 when it cannot be read.
func weight(parameter string) money.Decimal {
	const one money.Decimal = 1_000000
	value, ok := strings.CutPrefix(strings.TrimSpace(parameter), "q=")
	if !ok {
		return one
	}
	q, err := money.ParseDecimal(value)
	if err != nil || q < 0 || q > one {
		return 0
	}
	return q
}

// french tells that the language is written the French way.
func (l Language) french() bool { return l != English }
