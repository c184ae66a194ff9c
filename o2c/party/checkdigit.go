package party

// The arithmetic of check digits. Every function takes digits only: formats are
// checked before.

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func letters(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return s != ""
}

// number is the value of at most 18 digits.
func number(s string) int64 {
	var n int64
	for i := 0; i < len(s); i++ {
		n = n*10 + int64(s[i]-'0')
	}
	return n
}

func sum(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		n += int(s[i] - '0')
	}
	return n
}

// luhnSum adds the digits from the right, every second one doubled and the two
// digits of a double added; the rightmost counts once.
func luhnSum(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			d *= 2
		}
		n += d/10 + d%10
	}
	return n
}

// luhn says whether the last digit is the Luhn digit of the others.
func luhn(s string) bool { return luhnSum(s)%10 == 0 }

// weighted adds the digits, each times its weight.
func weighted(s string, weights ...int) int {
	n := 0
	for i, w := range weights {
		n += w * int(s[i]-'0')
	}
	return n
}

// mod1110 is ISO 7064 MOD 11,10.
func mod1110(s string) bool {
	product := 10
	for i := 0; i < len(s)-1; i++ {
		d := (int(s[i]-'0') + product) % 10
		if d == 0 {
			d = 10
		}
		product = d * 2 % 11
	}
	return (product+int(s[len(s)-1]-'0'))%10 == 1
}

// mod97 is ISO 7064 MOD 97-10 over digits and capitals (A = 10 … Z = 35).
func mod97(s string) bool {
	rest := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		default:
			rest = (rest*100 + int(c-'A') + 10) % 97
		}
	}
	return rest == 1
}
