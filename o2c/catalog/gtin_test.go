package catalog

import "testing"

// Numbers of GS1's own examples, and what a scanner or a hand makes of them.
func TestGTIN(t *testing.T) {
	for _, c := range []struct {
		text, is string
		ok       bool
	}{
		{"6291041500213", "6291041500213", true},
		{" 629104 1500213 ", "6291041500213", true},
		{"06291041500213", "6291041500213", true}, // as a GTIN-14
		{"0614141000036", "614141000036", true},   // a UPC read as an EAN
		{"614141000036", "614141000036", true},
		{"96385074", "96385074", true},
		{"00000000096385074", "96385074", true},
		{"10614141000033", "10614141000033", true},
		{"6291041500214", "6291041500214", false}, // check digit
		{"6291041500231", "6291041500231", false}, // two digits in each other's place
		{"629104150021X", "", false},
		{"123456789012345", "", false}, // too long
		{"0000", "", false},
		{"", "", false},
	} {
		is, ok := GTIN(c.text)
		if ok != c.ok || is != c.is {
			t.Errorf("%q: %q %v", c.text, is, ok)
		}
	}
}
