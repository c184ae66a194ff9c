package sheet

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
)

// Piece is a text of a page where it stands: points from the bottom left, as
// PDF counts.
type Piece struct {
	Style
	X, Y float64
	Text string
}

// Read gives back the texts of a document that this package made, page by
// page, in the order they were set. What is no such document has no pages.
func Read(pdf []byte) [][]Piece {
	var pages [][]Piece
	names := named(pdf)
	for rest := pdf; ; {
		_, after, ok := bytes.Cut(rest, []byte("/Contents "))
		if !ok {
			return pages
		}
		rest = after
		number, _, _ := bytes.Cut(after, []byte(" "))
		body := content(pdf, string(number))
		if body == nil {
			return nil
		}
		pages = append(pages, pieces(body, names))
	}
}

// most is the longest page that is read.
const most = 64 << 20

// content is the stream of an object, unpacked.
func content(pdf []byte, number string) []byte {
	_, object, ok := bytes.Cut(pdf, []byte("\n"+number+" 0 obj\n"))
	if !ok {
		return nil
	}
	_, packed, ok := bytes.Cut(object, []byte("stream\n"))
	if !ok {
		return nil
	}
	z, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil
	}
	body, err := io.ReadAll(io.LimitReader(z, most))
	if err != nil {
		return nil
	}
	return body
}

var (
	fontName = regexp.MustCompile(`/F(\w+) (\d+) 0 R`)
	baseFont = regexp.MustCompile(`/BaseFont /utf8(\w+)`)
	fontSet  = regexp.MustCompile(`BT /F(\w+) ([0-9.]+) Tf ET`)
)

// named finds which face a font of the document is.
func named(pdf []byte) map[string]Face {
	out := map[string]Face{}
	for _, m := range fontName.FindAllSubmatch(pdf, -1) {
		_, object, _ := bytes.Cut(pdf, append([]byte("\n"), append(m[2], " 0 obj\n"...)...))
		if base := baseFont.FindSubmatch(object); base != nil {
			out[string(m[1])] = Face(base[1])
		}
	}
	return out
}

// pieces reads "BT x y Td (…) Tj ET" of a page, and the font set before.
func pieces(body []byte, names map[string]Face) []Piece {
	var out []Piece
	var style Style
	for {
		at := bytes.Index(body, []byte(" Td ("))
		if at < 0 {
			return out
		}
		if set := fontSet.FindAllSubmatch(body[:at], -1); set != nil {
			last := set[len(set)-1]
			style.Face = names[string(last[1])]
			style.Size, _ = strconv.ParseFloat(string(last[2]), 64) // written by ourselves
		}
		place := strings.Fields(string(body[max(0, at-40):at]))
		p := Piece{Style: style}
		if n := len(place); n >= 2 {
			p.X, _ = strconv.ParseFloat(place[n-2], 64)
			p.Y, _ = strconv.ParseFloat(place[n-1], 64)
		}
		p.Text, body = literal(body[at+len(" Td ("):])
		out = append(out, p)
	}
}

// literal reads a string of PDF up to its closing parenthesis: UTF-16.
func literal(b []byte) (text string, rest []byte) {
	var raw []byte
	i := 0
	for ; i < len(b) && b[i] != ')'; i++ {
		c := b[i]
		if c == '\\' && i+1 < len(b) {
			if i++; b[i] == 'r' {
				c = '\r'
			} else {
				c = b[i]
			}
		}
		raw = append(raw, c)
	}
	var units []uint16
	for j := 0; j+1 < len(raw); j += 2 {
		units = append(units, uint16(raw[j])<<8|uint16(raw[j+1]))
	}
	return string(utf16.Decode(units)), b[min(i+1, len(b)):]
}
