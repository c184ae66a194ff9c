// Package note keeps what people write about a document: the fact says who,
// when and about what; the words stand beside it and can be erased.
package note

import (
	"slices"
	"strings"
	"unicode"
)

// The kinds of documents that may have notes, as facts name them.
const (
	order    = "order"
	invoice  = "invoice"
	customer = "customer"
	payment  = "payment"
	shipment = "shipment"
)

// mentioned are the names in a text that an @ stands before, each once, in
// small letters: "@camille, merci" names camille.
func mentioned(text string) (out []string) {
	runes := []rune(text)
	for i := 0; i < len(runes); i++ {
		if runes[i] != '@' || i > 0 && (unicode.IsLetter(runes[i-1]) || unicode.IsDigit(runes[i-1])) {
			continue // an e-mail address names nobody
		}
		end := i + 1
		for end < len(runes) && (unicode.IsLetter(runes[end]) || unicode.IsDigit(runes[end]) || strings.ContainsRune("_.-", runes[end])) {
			end++
		}
		name := strings.ToLower(strings.TrimRight(string(runes[i+1:end]), ".-"))
		if name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
		i = end - 1
	}
	return out
}
