package table

import (
	"encoding/binary"
	"testing"
	"unicode/utf16"
)

func utf16Bytes(s string, order binary.AppendByteOrder) string {
	var b []byte
	for _, u := range utf16.Encode([]rune("\uFEFF" + s)) {
		b = order.AppendUint16(b, u)
	}
	return string(b)
}

func TestEncodings(t *testing.T) {
	const want = "Café"
	cases := []struct {
		name, data string
		encoding   Encoding
		sure       Sure
		text       string
	}{
		{"ASCII", "name,x\nCafe,1\n", UTF8, Unused, "Cafe"},
		{"UTF-8", "name,x\nCafé,1\n", UTF8, Certain, want},
		{"UTF-8 with a mark", "\xEF\xBB\xBFname,x\nCafé,1\n", UTF8BOM, Certain, want},
		{"Latin-1", "name,x\nCaf\xE9,1\n", Latin1, Likely, want},
		{"cp1252", "name,x\nCaf\xE9 5 \x80 \x9Cuf,1\n", CP1252, Likely, want + " 5 € œuf"},
		{"Latin-1 with a control code", "name,x\nCaf\xE9\x81,1\n", Latin1, Likely, want + "\u0081"},
		{"UTF-16 little endian", utf16Bytes("name,x\nCafé 😀,1\n", binary.LittleEndian), UTF16LE, Certain, want + " 😀"},
		{"UTF-16 big endian", utf16Bytes("name,x\nCafé 😀,1\n", binary.BigEndian), UTF16BE, Certain, want + " 😀"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := read(t, c.data, texts("name"), Options{})
			if e := s.Shape.Encoding; e.Value != string(c.encoding) || e.Sure != c.sure {
				t.Errorf("found %+v, want %s, %s", e, c.encoding, c.sure)
			}
			if got := s.Rows[0].Text("name"); got != c.text {
				t.Errorf("got %q, want %q", got, c.text)
			}
		})
	}
}

func TestEncodingGiven(t *testing.T) {
	s := read(t, "name\nCaf\xC3\xA9\n", texts("name"), Options{Encoding: Latin1})
	if got := s.Rows[0].Text("name"); got != "CafÃ©" || s.Shape.Encoding.Sure != Given {
		t.Errorf("got %q, %+v", got, s.Shape.Encoding)
	}
}

func TestBrokenEncodings(t *testing.T) {
	cases := []struct {
		name, data string
		given      Encoding
		row        string
	}{
		{"mostly UTF-8", "name\nCafé\nThé\nCaf\xE9\n", "", "row=4"},
		{"Latin-1 given as UTF-8", "name\r\nx\r\nCaf\xE9\r\n", UTF8, "row=3"},
		{"half a unit", "\xFF\xFEa\x00\n\x00b", "", "row=2"},
		{"half a pair", "\xFF\xFEa\x00\n\x00\x3D\xD8b\x00", "", "row=2"},
		{"half a pair at the end", "\xFE\xFF\x00a\xD8\x3D", "", "row=1"},
	}
	for _, c := range cases {
		_, err := Read([]byte(c.data), texts("name"), Options{Encoding: c.given})
		t.Run(c.name, func(t *testing.T) { wantCode(t, err, "table.encoding", c.row) })
	}
}
