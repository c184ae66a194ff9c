package quote

import "testing"

// Whatever a quote's state allows has its words, for the refusal of what it does not.
func TestWhatIsAllowedHasWords(t *testing.T) {
	for event := range edges {
		if _, ok := Texts["quote.may."+event]; !ok && event != "supersede" && event != "expire" {
			t.Errorf("no words for %s", event)
		}
	}
}
