package paper

import (
	"strings"
	"unicode/utf8"

	"encaisse/base/money"
	"encaisse/connect/paper/sheet"
)

// mostTransfer is the largest amount of a SEPA transfer code, in cents.
const mostTransfer = 99_999_999_999

// transfer is the text of the EPC QR code of a SEPA transfer (EPC069-12,
// domain.md 7.2): version 002, UTF-8, without BIC. The reference is an ISO
// 11649 one. "" where the code can not say it.
func transfer(holder, iban, reference string, m money.Money) string {
	holder = sheet.Clean(holder)
	iban = strings.ToUpper(strings.Join(strings.Fields(iban), ""))
	if m.Currency != "EUR" || m.Minor <= 0 || m.Minor > mostTransfer || !validIBAN(iban) || holder == "" || len(reference) > 35 {
		return ""
	}
	for utf8.RuneCountInString(holder) > 70 {
		_, n := utf8.DecodeLastRuneInString(holder)
		holder = strings.TrimSpace(holder[:len(holder)-n])
	}
	text := strings.Join([]string{"BCD", "002", "1", "SCT", "", holder, iban, "EUR" + m.Text(), "", reference}, "\n")
	if len(text) > 331 {
		return ""
	}
	return text
}

// validIBAN reports whether the check digits of an IBAN hold: its first four
// letters put last, it is 1 modulo 97 (ISO 13616).
func validIBAN(s string) bool {
	if len(s) < 15 || len(s) > 34 {
		return false
	}
	m := 0
	for _, c := range s[4:] + s[:4] {
		switch {
		case c >= '0' && c <= '9':
			m = (m*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			m = (m*100 + int(c-'A') + 10) % 97
		default:
			return false
		}
	}
	return m == 1
}
