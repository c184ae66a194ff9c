package party

import "testing"

// domain.md 7.1: the valid IBAN there; one digit more, less or other is not.
func TestCheckIBAN(t *testing.T) {
	for _, c := range []struct{ country, in, want string }{
		{"FR", "FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606"},
		{"FR", "fr1420041010050500013m02606", "FR1420041010050500013M02606"},
		{"FR", "BE68 5390 0754 7034", "BE68539007547034"},
		{"CA", "BE68539007547034", "BE68539007547034"},
		{"CA", "0003-12345-1234567", "0003123451234567"},
		{"FR", "FR1420041010050500013M02607", ""},
		{"FR", "FR1520041010050500013M02606", ""},
		{"FR", "FR142004101005050001", ""},
		{"FR", "0003-12345-1234567", ""},
		{"CA", "1234567", ""},
		{"FR", "", ""},
		{"FR", "FR14 2004 1010 0505 0001 3M02 60é", ""},
	} {
		if got, err := CheckAccount(c.country, c.in); got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("CheckAccount(%s, %q) = %q, %v", c.country, c.in, got, err)
		}
	}
}
