package table

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Encoding is how the bytes of a CSV file stand for letters.
type Encoding string

const (
	UTF8    Encoding = "utf-8"
	UTF8BOM Encoding = "utf-8-bom"
	Latin1  Encoding = "latin-1"
	CP1252  Encoding = "cp1252" // Latin-1 with €, œ, ’ … where it has control codes
	UTF16LE Encoding = "utf-16le"
	UTF16BE Encoding = "utf-16be"
)

func (e Encoding) known() bool {
	switch e {
	case UTF8, UTF8BOM, Latin1, CP1252, UTF16LE, UTF16BE:
		return true
	}
	return false
}

// cp1252 are the letters of the bytes 0x80 to 0x9F; 0 where there is none.
var cp1252 = [32]rune{
	'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ',
}

// decode makes text of the bytes of a CSV file and tells how they were written.
// It refuses bytes that the encoding does not have and NUL (table.encoding,
// table.nul, both with the row).
func decode(data []byte, given Encoding) (string, Finding, error) {
	e, f := findEncoding(data)
	if given != "" {
		e, f = given, Finding{Value: string(given), Sure: Given}
	}
	text, bad := e.text(data)
	if bad >= 0 {
		return "", f, no("table.encoding", "row", bad, "encoding", string(e))
	}
	if i := strings.IndexByte(text, 0); i >= 0 {
		return "", f, no("table.nul", "row", 1+lines(text[:i]))
	}
	return text, f, nil
}

// findEncoding goes by the byte order mark, then by what UTF-8 can be. Text in
// another encoding is almost never valid UTF-8, so that bytes which mostly are
// stay UTF-8 and are refused where they break, rather than read as "Ã©".
func findEncoding(data []byte) (Encoding, Finding) {
	e, sure := UTF8, Certain
	letters, broken, control, undefined := utf8Marks(data)
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		e = UTF8BOM
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		e = UTF16LE
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		e = UTF16BE
	case broken == 0:
		if letters == 0 {
			sure = Unused // plain ASCII
		}
	case letters > broken:
		sure = Likely
	case control > 0 && undefined == 0:
		e, sure = CP1252, Likely
	default:
		e, sure = Latin1, Likely
	}
	return e, Finding{Value: string(e), Sure: sure}
}

// utf8Marks counts the UTF-8 letters beyond ASCII, the bytes that are none, and
// among the bytes from 0x80 to 0x9F those that cp1252 has and has not.
func utf8Marks(data []byte) (letters, broken, control, undefined int) {
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			broken++
		} else {
			letters++
		}
		for _, b := range data[i : i+n] {
			switch {
			case b >= 0xA0:
			case cp1252[b-0x80] == 0:
				undefined++
			default:
				control++
			}
		}
		i += n
	}
	return letters, broken, control, undefined
}

// text decodes; bad is the row of the first byte that cannot be, -1 for none.
func (e Encoding) text(data []byte) (text string, bad int) {
	switch e {
	case Latin1, CP1252:
		return e.single(data), -1
	case UTF16LE:
		return double(bytes.TrimPrefix(data, []byte("\xFF\xFE")), binary.LittleEndian)
	case UTF16BE:
		return double(bytes.TrimPrefix(data, []byte("\xFE\xFF")), binary.BigEndian)
	}
	text = string(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")))
	if utf8.ValidString(text) {
		return text, -1
	}
	at := 0
	for {
		r, n := utf8.DecodeRuneInString(text[at:])
		if r == utf8.RuneError && n == 1 {
			return "", 1 + lines(text[:at])
		}
		at += n
	}
}

func (e Encoding) single(data []byte) string {
	var b strings.Builder
	b.Grow(len(data) + len(data)/16)
	for _, c := range data {
		r := rune(c)
		if e == CP1252 && c >= 0x80 && c < 0xA0 && cp1252[c-0x80] != 0 {
			r = cp1252[c-0x80]
		}
		b.WriteRune(r)
	}
	return b.String()
}

// double decodes UTF-16; half a unit or half a pair is bad.
func double(data []byte, order binary.ByteOrder) (text string, bad int) {
	var b strings.Builder
	b.Grow(len(data) / 2)
	for i := 0; i < len(data); i += 2 {
		if i+1 == len(data) {
			return "", 1 + lines(b.String())
		}
		r := rune(order.Uint16(data[i:]))
		if utf16.IsSurrogate(r) {
			if i += 2; i+1 >= len(data) {
				return "", 1 + lines(b.String())
			}
			if r = utf16.DecodeRune(r, rune(order.Uint16(data[i:]))); r == utf8.RuneError {
				return "", 1 + lines(b.String())
			}
		}
		b.WriteRune(r)
	}
	return b.String(), -1
}

// lines counts the line breaks of s: CRLF, LF and CR are one each.
func lines(s string) int {
	return strings.Count(s, "\n") + strings.Count(s, "\r") - strings.Count(s, "\r\n")
}
