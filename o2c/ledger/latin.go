package ledger

import "unicode/utf8"

// Latin9 writes a text in ISO 8859-15, the encoding of the FEC. What it lacks
// is transliterated (Łódź becomes Lodz), else a question mark.
func Latin9(s string) []byte {
	out := make([]byte, 0, len(s))
	for _, r := range s {
		switch b, special := euro[r]; {
		case special:
			out = append(out, b)
		case r < utf8.RuneSelf, r <= 0xff && r > 0xa0 && !replaced[byte(r)]:
			out = append(out, byte(r))
		default:
			if plain, ok := transliterated[r]; ok {
				out = append(out, plain...)
			} else {
				out = append(out, '?')
			}
		}
	}
	return out
}

// euro is where ISO 8859-15 differs from ISO 8859-1.
var euro = map[rune]byte{'€': 0xa4, 'Š': 0xa6, 'š': 0xa8, 'Ž': 0xb4, 'ž': 0xb8, 'Œ': 0xbc, 'œ': 0xbd, 'Ÿ': 0xbe}

var replaced = func() map[byte]bool {
	m := map[byte]bool{}
	for _, b := range euro {
		m[b] = true
	}
	return m
}()

// FromLatin9 reads ISO 8859-15.
func FromLatin9(b []byte) string {
	back := map[byte]rune{}
	for r, c := range euro {
		back[c] = r
	}
	out := make([]rune, len(b))
	for i, c := range b {
		if r, ok := back[c]; ok {
			out[i] = r
		} else {
			out[i] = rune(c)
		}
	}
	return string(out)
}

var transliterated = func() map[rune]string {
	m := map[rune]string{}
	for plain, runes := range likeness {
		for _, r := range runes {
			m[r] = plain
		}
	}
	return m
}()

// likeness lists the letters and signs that are written plainly.
var likeness = map[string]string{
	" ":   "\u00a0\u202f\u2009\u2007",
	"'":   "’‘‚′",
	"*":   "•",
	"-":   "–—‐‑‒−",
	"...": "…",
	"<":   "‹",
	">":   "›",
	"A":   "ĀĂĄǍǞǠǺȀȂȦḀẠẢẤẦẨẪẬẮẰẲẴẶ",
	"B":   "ḂḄḆ",
	"C":   "ĆĈĊČḈ",
	"D":   "ĎĐḊḌḎḐḒ",
	"E":   "ĒĔĖĘĚȄȆȨḔḖḘḚḜẸẺẼẾỀỂỄỆ",
	"F":   "ƑḞ",
	"G":   "ĜĞĠĢǦǴḠ",
	"H":   "ĤĦȞḢḤḦḨḪ",
	"I":   "ĨĪĬĮİǏȈȊḬḮỈỊ",
	"IJ":  "Ĳ",
	"J":   "Ĵ",
	"K":   "ĶǨḰḲḴ",
	"L":   "ĹĻĽŁḶḸḺḼ",
	"M":   "ḾṀṂ",
	"N":   "ŃŅŇŊǸṄṆṈṊ",
	"O":   "ŌŎŐƠǑǪǬȌȎȪȬȮȰṌṎṐṒỌỎỐỒỔỖỘỚỜỞỠỢ",
	"P":   "ṔṖ",
	"R":   "ŔŖŘȐȒṘṚṜṞ",
	"S":   "ŚŜŞŠȘṠṢṤṦṨ",
	"SS":  "ẞ",
	"T":   "ŢŤŦȚṪṬṮṰ",
	"TM":  "™",
	"U":   "ŨŪŬŮŰŲƯǓǕǗǙǛȔȖṲṴṶṸṺỤỦỨỪỬỮỰ",
	"V":   "ṼṾ",
	"W":   "ŴẀẂẄẆẈ",
	"X":   "ẊẌ",
	"Y":   "ŶŸȲẎỲỴỶỸ",
	"Z":   "ŹŻŽẐẒẔ",
	"\"":  "“”„″",
	"a":   "āăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ",
	"b":   "ḃḅḇ",
	"c":   "ćĉċčḉ",
	"d":   "ďđḋḍḏḑḓ",
	"e":   "ēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ",
	"f":   "ƒḟ",
	"g":   "ĝğġģǧǵḡ",
	"h":   "ĥħȟḣḥḧḩḫẖ",
	"i":   "ĩīĭįıǐȉȋḭḯỉị",
	"ij":  "ĳ",
	"j":   "ĵǰ",
	"k":   "ķĸǩḱḳḵ",
	"l":   "ĺļľłḷḹḻḽ",
	"m":   "ḿṁṃ",
	"n":   "ńņňŉŋǹṅṇṉṋ",
	"o":   "ōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ",
	"p":   "ṕṗ",
	"r":   "ŕŗřȑȓṙṛṝṟ",
	"s":   "śŝşšſșṡṣṥṧṩ",
	"t":   "ţťŧțṫṭṯṱẗ",
	"u":   "ũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự",
	"v":   "ṽṿ",
	"w":   "ŵẁẃẅẇẉẘ",
	"x":   "ẋẍ",
	"y":   "ŷȳẏẙỳỵỷỹ",
	"z":   "źżžẑẓẕ",
}
