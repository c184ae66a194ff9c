package paper

import (
	"slices"
	"testing"

	"encaisse/base/words"
	"encaisse/o2c/invoice"
)

// The address of every party has its province or state, and its country where
// the letter crosses a border.
func TestAddressOfASide(t *testing.T) {
	d := Document{Language: words.French}
	s := invoice.Side{Name: "Atelier", Street: "4 rue Exemple", Postcode: "H2Y 1C6", City: "Montréal", Region: "QC", Country: "CA"}
	for abroad, want := range map[bool][]string{false: {"4 rue Exemple", "Montréal QC  H2Y 1C6"}, true: {"4 rue Exemple", "Montréal QC  H2Y 1C6", "CANADA"}} {
		if got := d.side(s, abroad).Lines; !slices.Equal(got, want) {
			t.Errorf("abroad %v: %q", abroad, got)
		}
	}
	d.Language = words.English
	s.Country, s.Region = "DE", "BE"
	if got := d.side(s, true).Lines; !slices.Equal(got, []string{"4 rue Exemple", "H2Y 1C6 Montréal", "GERMANY"}) {
		t.Errorf("in Germany: %q", got)
	}
}
