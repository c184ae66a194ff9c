package catalog

import "strings"

// gtinLengths are those of the numbers that GS1 gives: GTIN-8, GTIN-12 (UPC),
// GTIN-13 (EAN) and GTIN-14.
var gtinLengths = [...]int{8, 12, 13, 14}

// GTIN reads the number of a bar code, with or without spaces, in the shortest
// form it has: a scanner may put zeros before it. It is false for what is no
// number of GS1, or has a wrong check digit (GS1 General Specifications, 7.9).
func GTIN(text string) (string, bool) {
	digits := strings.TrimLeft(strings.Join(strings.Fields(text), ""), "0")
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return "", false
	}
	for _, n := range gtinLengths {
		if len(digits) <= n {
			digits = strings.Repeat("0", n-len(digits)) + digits
			return digits, checkDigit(digits[:n-1]) == digits[n-1]
		}
	}
	return "", false
}

// checkDigit is the last digit of a GTIN: from the right the others count
// three times and once in turns, and all together make a multiple of ten.
func checkDigit(digits string) byte {
	sum := 0
	for i := range len(digits) {
		weight := 1
		if (len(digits)-i)%2 == 1 {
			weight = 3
		}
		sum += weight * int(digits[i]-'0')
	}
	return '0' + byte((10-sum%10)%10)
}
