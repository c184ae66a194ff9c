package party

import "testing"

func TestIsCountry(t *testing.T) {
	for _, code := range []string{"FR", "CA", "US", "AD", "ZW", "XI", "XK"} {
		if !IsCountry(code) {
			t.Errorf("%s is a country", code)
		}
	}
	for _, code := range []string{"", "F", "fr", "ZZ", "XX", "FX", "UK", "R ", " F", "\nA", "FRA", "D A"} {
		if IsCountry(code) {
			t.Errorf("%q is no country", code)
		}
	}
}
