package words_test

import (
	"slices"
	"testing"

	"encaisse/base/words"
)

// An address is written as its country writes it: alike on paper, where two
// blanks stand before a postcode that follows, and in a sentence.
func TestAddress(t *testing.T) {
	for _, x := range []struct {
		a     words.Address
		lines []string
		line  string
	}{
		{words.Address{Street: "1 rue du Port\r\nBâtiment B", Postcode: "29200", City: "Brest", Region: "29", Country: "FR"}, []string{"1 rue du Port", "Bâtiment B", "29200 Brest"}, "1 rue du Port, Bâtiment B, 29200 Brest"},
		{words.Address{Street: "400, rue Exemple", Postcode: "H2Y 1C6", City: "Montréal", Region: "QC", Country: "CA"}, []string{"400, rue Exemple", "Montréal QC  H2Y 1C6"}, "400, rue Exemple, Montréal QC H2Y 1C6"},
		{words.Address{Postcode: "10001", City: "New York", Region: "NY", Country: "US"}, []string{"New York NY  10001"}, "New York NY 10001"},
		{words.Address{Postcode: "N1 9GU", City: "London", Region: "LND", Country: "GB"}, []string{"London  N1 9GU"}, "London N1 9GU"},
		{words.Address{City: "Montréal", Country: "CA"}, []string{"Montréal"}, "Montréal"},
		{words.Address{Postcode: "H2Y 1C6", Country: "CA"}, []string{"H2Y 1C6"}, "H2Y 1C6"},
		{words.Address{Region: "QC", Country: "CA"}, []string{"QC"}, "QC"},
		{words.Address{Country: "FR"}, nil, ""},
	} {
		if got := x.a.Lines(); !slices.Equal(got, x.lines) {
			t.Errorf("%+v on paper is %q", x.a, got)
		}
		if got := x.a.Line(); got != x.line {
			t.Errorf("%+v in a sentence is %q", x.a, got)
		}
	}
	a := words.Address{City: "Brest", Country: "FR"}
	if got := a.From("FR", words.English); got != "Brest" {
		t.Errorf("at home %q", got)
	}
	if got := a.From("US", words.English); got != "Brest, France" {
		t.Errorf("from abroad %q", got)
	}
}

// A country is named in the language of who reads; one without a name of ours
// is its code.
func TestCountry(t *testing.T) {
	if got := words.Countries.Faults(); got != nil {
		t.Errorf("countries without a name: %v", got)
	}
	for code, want := range map[string][2]string{"DE": {"Allemagne", "Germany"}, "ZW": {"ZW", "ZW"}, "": {"", ""}} {
		if fr, en := words.Country(words.French, code), words.Country(words.English, code); fr != want[0] || en != want[1] {
			t.Errorf("%s is %q and %q", code, fr, en)
		}
	}
}
