package rma

import "testing"

// Whatever a return's state allows has its words, for the refusal of what it does not.
func TestWhatIsAllowedHasWords(t *testing.T) {
	for event := range edges {
		if _, ok := Texts["rma.may."+event]; !ok {
			t.Errorf("no words for %s", event)
		}
	}
}
