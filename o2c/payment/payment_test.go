package payment

import (
	"slices"
	"testing"
)

func TestStructured(t *testing.T) { // domain.md 7.1
	for number, want := range map[string]string{
		"539007547034": "RF18539007547034", "FA-2026-00042": "RF39FA202600042", "INV2026001": "RF10INV2026001",
	} {
		if got := Structured(number); got != want {
			t.Errorf("%s: %s, want %s", number, got, want)
		}
	}
	for text, ok := range map[string]bool{"RF18539007547034": true, "RF19539007547034": false, "RF18": false, "FA202600042": false} {
		if _, got := structured(text); got != ok {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestCandidates(t *testing.T) {
	for reference, want := range map[string][]string{
		"":                          nil,
		"FA-2026-000042":            {"FA2026000042"},
		"rf39 FA20 2600 042":        {"RF39FA202600042", "FA202600042", "RF39", "FA20", "2600", "042"},
		"Facture fa-2026-000041, 7": {"FACTUREFA20260000417", "FACTURE", "FA2026000041"},
	} {
		if got := candidates(reference); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", reference, got, want)
		}
	}
}
