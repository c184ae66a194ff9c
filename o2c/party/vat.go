package party

import "strings"

// states is how each member state writes its VAT numbers after the prefix
// (N a digit, A a letter, X either, any other character itself) and, where the
// arithmetic is public and certain, the check of a well formed one. Source:
// European Commission, VIES, "What is the format of a VAT number".
var states = map[string]struct {
	formats string
	check   func(string) bool
}{
	"AT": {"UNNNNNNNN", austria},
	"BE": {"NNNNNNNNNN", belgium},
	"BG": {"NNNNNNNNN NNNNNNNNNN", nil},
	"CY": {"NNNNNNNNA", nil},
	"CZ": {"NNNNNNNN NNNNNNNNN NNNNNNNNNN", nil},
	"DE": {"NNNNNNNNN", germany},
	"DK": {"NNNNNNNN", nil},
	"EE": {"NNNNNNNNN", nil},
	"EL": {"NNNNNNNNN", nil},
	"ES": {"XNNNNNNNX", spain},
	"FI": {"NNNNNNNN", nil},
	"FR": {"XXNNNNNNNNN", france},
	"HR": {"NNNNNNNNNNN", nil},
	"HU": {"NNNNNNNN", nil},
	"IE": {"NXNNNNNA NNNNNNNAA", nil},
	"IT": {"NNNNNNNNNNN", italy},
	"LT": {"NNNNNNNNN NNNNNNNNNNNN", nil},
	"LU": {"NNNNNNNN", luxembourg},
	"LV": {"NNNNNNNNNNN", nil},
	"MT": {"NNNNNNNN", nil},
	"NL": {"NNNNNNNNNBNN", netherlands},
	"PL": {"NNNNNNNNNN", poland},
	"PT": {"NNNNNNNNN", portugal},
	"RO": {"NN NNN NNNN NNNNN NNNNNN NNNNNNN NNNNNNNN NNNNNNNNN NNNNNNNNNN", nil},
	"SE": {"NNNNNNNNNNNN", nil},
	"SI": {"NNNNNNNN", nil},
	"SK": {"NNNNNNNNNN", nil},
	"XI": {"NNNNNNNNN NNNNNNNNNNNN GDNNN HANNN", nil}, // Northern Ireland, goods only
}

// vatPrefix is the prefix of the VAT numbers of a country, "" outside the EU's
// system. Greece writes EL; Monaco uses French numbers.
func vatPrefix(country string) string {
	switch country {
	case "GR":
		return "EL"
	case "MC":
		return "FR"
	}
	if _, ok := states[country]; ok {
		return country
	}
	return ""
}

// foreignPrefix is the state whose prefix begins s, "" when none does.
func foreignPrefix(s string) string {
	if len(s) > 2 {
		if _, ok := states[s[:2]]; ok {
			return s[:2]
		}
	}
	return ""
}

// checkVAT is the warning for a VAT number without its prefix.
func checkVAT(prefix, s string) string {
	if !wellFormed(prefix, s) {
		return "party.vat_format"
	}
	if check := states[prefix].check; check != nil && !check(s) {
		return "party.vat_check"
	}
	return ""
}

func wellFormed(prefix, s string) bool {
	for format := range strings.FieldsSeq(states[prefix].formats) {
		if fits(format, s) {
			return true
		}
	}
	return false
}

func fits(format, s string) bool {
	if len(format) != len(s) {
		return false
	}
	for i := range len(s) {
		c := s[i : i+1]
		switch format[i] {
		case 'N':
			if !digits(c) {
				return false
			}
		case 'A':
			if !letters(c) {
				return false
			}
		case 'X':
			if !digits(c) && !letters(c) {
				return false
			}
		default:
			if c[0] != format[i] {
				return false
			}
		}
	}
	return true
}

// padded gives back the leading zeros people leave out: Belgium wrote 9 digits
// until 2005, Greece 8, and the Dutch drop those of the first nine digits.
func padded(prefix, s string) string {
	digitsWanted := map[string]int{"BE": 10, "EL": 9, "NL": 9}[prefix]
	head, tail := s, ""
	if prefix == "NL" && len(s) > 3 {
		head, tail = s[:len(s)-3], s[len(s)-3:]
	}
	if !digits(head) || len(head) < digitsWanted-2 || len(head) >= digitsWanted {
		return s
	}
	return strings.Repeat("0", digitsWanted-len(head)) + head + tail
}

// france: two characters of key, then the SIREN. A key in digits is that of
// domain.md 4.8; one with a letter (never I or O) follows the newer rule.
// Numbers of Monaco begin with 000 and are no SIREN.
func france(s string) bool {
	siren := s[2:]
	if !strings.HasPrefix(siren, "000") && !luhn(siren) {
		return false
	}
	if vat, _ := FrenchVAT(siren); digits(s[:2]) {
		return vat[2:] == s
	}
	const alphabet = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
	first, second := strings.IndexByte(alphabet, s[0]), strings.IndexByte(alphabet, s[1])
	if first < 0 || second < 0 {
		return false
	}
	key := first*34 + second - 100
	if first < 10 {
		key = first*24 + second - 10
	}
	return (number(siren)+1+int64(key/11))%11 == int64(key%11)
}

// belgium: the last two digits are 97 less the rest of the first eight.
func belgium(s string) bool {
	return s[0] <= '1' && 97-number(s[:8])%97 == number(s[8:])
}

func germany(s string) bool { return s[0] != '0' && mod1110(s) }

// italy: Luhn over the 11 digits; digits 8 to 10 are the office that gave it.
func italy(s string) bool {
	office := number(s[7:10])
	known := office >= 1 && office <= 100 || office == 120 || office == 121 || office == 888 || office == 999
	return known && luhn(s)
}

// austria: U, then the Luhn sum of seven digits, plus 4 and the check digit, is
// a multiple of 10.
func austria(s string) bool { return (luhnSum(s[1:8])+4+int(s[8]-'0'))%10 == 0 }

func luxembourg(s string) bool { return number(s[:6])%89 == number(s[6:]) }

func poland(s string) bool {
	return weighted(s, 6, 5, 7, 2, 3, 4, 5, 6, 7)%11 == int(s[9]-'0')
}

// portugal: a rest of 10 or 11 is written 0.
func portugal(s string) bool {
	check := 11 - weighted(s, 9, 8, 7, 6, 5, 4, 3, 2)%11
	if check >= 10 {
		check = 0
	}
	return s[0] != '0' && check == int(s[8]-'0')
}

// netherlands: either the digits before B follow the rule of eleven (companies,
// and sole traders before 2020) or the whole number, with NL, is MOD 97-10.
func netherlands(s string) bool {
	eleven := weighted(s, 9, 8, 7, 6, 5, 4, 3, 2)%11 == int(s[8]-'0')
	return number(s[10:]) > 0 && (eleven && number(s[:9]) > 0 || mod97("NL"+s))
}

// spain: a person's letter is the number modulo 23 (X, Y, Z of a foreigner
// count 0, 1, 2; K, L, M count nothing), a company's last character is a Luhn
// digit or the letter that stands for it.
func spain(s string) bool {
	const persons, companies = "TRWAGMYFPDXBNJZSQVHLCKE", "JABCDEFGHI"
	last := s[8]
	switch first := s[0]; {
	case digits(s[:1]):
		return persons[number(s[:8])%23] == last
	case first >= 'X':
		return persons[(int64(first-'X')*10_000_000+number(s[1:8]))%23] == last
	case first >= 'K' && first <= 'M':
		return persons[number(s[1:8])%23] == last
	case strings.IndexByte("ABCDEFGHJNPQRSUVW", first) >= 0:
		check := (10 - luhnSum(s[1:8]+"0")%10) % 10
		return last == '0'+byte(check) || last == companies[check]
	}
	return false
}
