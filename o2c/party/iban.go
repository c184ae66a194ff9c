package party

import (
	"strings"

	"encaisse/base/refuse"
)

// ibanLength is how long an IBAN of a country is (ISO 13616); one of a country
// not listed is held to its check digits alone.
var ibanLength = map[string]int{
	"AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18, "FR": 27, "GB": 22,
	"GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15,
	"PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27,
}

// CheckIBAN cleans an IBAN and checks its length and its check digits
// (domain.md 7.1); refusal `party.iban`.
func CheckIBAN(s string) (string, error) {
	clean := compact(s)
	no := refuse.New(refuse.Invalid, "party.iban", "iban", s)
	if len(clean) < 15 || len(clean) > 34 {
		return "", no
	}
	if n := ibanLength[clean[:2]]; n != 0 && n != len(clean) {
		return "", no
	}
	rest := 0
	for i, c := range []byte(clean[4:] + clean[:4]) {
		switch {
		case c >= '0' && c <= '9':
			if i == len(clean)-4 || i == len(clean)-3 { // the country, turned round
				return "", no
			}
			rest = (rest*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z' && i < len(clean)-2:
			rest = (rest*100 + int(c-'A') + 10) % 97
		default:
			return "", no
		}
	}
	if rest != 1 {
		return "", no
	}
	return clean, nil
}

// CheckAccount cleans a bank account that money goes to: an IBAN, or, where
// banks know none (Canada, the United States), its digits as the bank writes
// them. Refusal `party.iban`.
func CheckAccount(country, s string) (string, error) {
	clean := compact(s)
	if (country == "CA" || country == "US") && clean != "" && strings.Trim(clean, "0123456789") == "" {
		if len(clean) < 8 || len(clean) > 26 {
			return "", refuse.New(refuse.Invalid, "party.iban", "iban", s)
		}
		return clean, nil
	}
	return CheckIBAN(s)
}
