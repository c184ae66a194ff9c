package sheet

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

var plain = Style{Face: Regular, Size: 10}

// The library counts a text as wide as the fonts say: figures equally, the thin
// blank of French amounts narrower than a letter.
func TestWidths(t *testing.T) {
	for _, f := range faces {
		y := Style{f.face, 10, Ink{}}
		for _, d := range "123456789" {
			if y.Width(string(d)) != y.Width("0") {
				t.Errorf("%s: %c is not as wide as 0", f.face, d)
			}
		}
		if thin := y.Width("\u202f"); thin <= 0 || thin >= y.Width("\u00a0") {
			t.Errorf("%s: the thin blank is %v wide", f.face, thin)
		}
		for _, r := range "€−–—×·°²«»“”’œŒÀÉÇéèêëçùûîïôŁőğ½" {
			if y.Width(string(r)) == 0 {
				t.Errorf("%s has no %c", f.face, r)
			}
		}
	}
	if w := plain.Width("Facture"); w < 33.89 || w > 33.91 { // 611+556+500+278+556+333+556 thousandths
		t.Error(w)
	}
}

func TestClean(t *testing.T) {
	for _, c := range []struct{ in, out string }{
		{"Dupont & fils", "Dupont & fils"},
		{"  deux\n\tlignes \u2028 ", "deux lignes"},
		{"Total\u202e\u200b 0,00\u0000 €", "Total 0,00 €"},
		{"e\u0301te\u0301", "été"},
		{"Z\u0351\u036b\u0343a\u0301\u0351lgo", "Zálgo"},
		{"1\u202f234,56\u00a0€", "1\u202f234,56\u00a0€"},
		{"Ｆin ① ½ ‑ ｶ", "Fin 1 ½ - ?"},
		{"日本 😀 x", "?? ? x"},
		{"a\xffb", "ab"},
	} {
		if got := Clean(c.in); got != c.out {
			t.Errorf("%q: %q, want %q", c.in, got, c.out)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := Clean(rapid.String().Draw(t, "text"))
		if again := Clean(s); again != s {
			t.Fatalf("%q is cleaned again to %q", s, again)
		}
		for _, r := range s {
			if _, ok := known()[Regular][r]; !ok {
				t.Fatalf("%q has %q, which no font has", s, r)
			}
		}
	})
}

// Nothing is lost by wrapping, and no line is wider than its room unless it is
// one letter, which cannot be broken.
func TestWrap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Clean(rapid.StringN(0, 300, -1).Draw(t, "text"))
		width := rapid.Float64Range(1, 400).Draw(t, "width")
		var back strings.Builder
		for _, line := range plain.Wrap(s, width) {
			if plain.Width(line) > width && utf8.RuneCountInString(line) > 1 {
				t.Fatalf("%q is %v wide, its room %v", line, plain.Width(line), width)
			}
			back.WriteString(line)
		}
		if strings.ReplaceAll(back.String(), " ", "") != strings.ReplaceAll(s, " ", "") {
			t.Fatalf("%q became %q", s, back.String())
		}
	})
	if got := strings.Join(plain.Wrap("1 000 euros et 12\u202f345\u00a0€", 60), "|"); got != "1 000 euros|et 12\u202f345\u00a0€" {
		t.Error(got)
	}
}

// What is drawn is read back: text, place, font; the same calls, the same bytes.
func TestReadBack(t *testing.T) {
	draw := func() []byte {
		s := New(A4, Info{Title: "Éssai", Author: "a(b)\\c", Language: "fr", Made: time.Unix(1e9, 0)})
		s.Text(plain, 50, 100, `Une (parenthèse) \ et č, Ċ) Tj ET`)
		s.Right(Style{Bold, 12, Ink{1, 2, 3}}, 500, 120, "1\u202f200,00\u00a0€")
		s.Break()
		s.Text(Style{Serif, 20, Ink{}}, 50, 100, "Deux")
		s.Back(1)
		s.Text(plain, 50, 700, "pied")
		if err := s.QR(50, 200, 80, Ink{}, "texte"); err != nil {
			t.Fatal(err)
		}
		b, err := s.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	pdf := draw()
	if !bytes.Equal(pdf, draw()) {
		t.Error("two runs give different bytes")
	}
	pages := Read(pdf)
	if len(pages) != 2 || len(pages[0]) != 3 || len(pages[1]) != 1 {
		t.Fatal(pages)
	}
	if p := pages[0][0]; p.Text != `Une (parenthèse) \ et č, Ċ) Tj ET` || p.Style != plain || p.X != 50 {
		t.Error(p)
	}
	p := pages[0][1]
	if end := p.X + p.Width(p.Text); p.Face != Bold || p.Text != "1\u202f200,00\u00a0€" || end < 499.98 || end > 500.02 {
		t.Error(p, end)
	}
	if pages[1][0].Text != "Deux" || pages[1][0].Face != Serif || pages[0][2].Text != "pied" {
		t.Error(pages)
	}
	for _, bad := range [][]byte{nil, []byte("%PDF-1.3"), []byte("x/Contents 4 0 R"), pdf[:len(pdf)/3]} {
		_ = Read(bad) // must come back
	}
}

// A QR code is square, has its three corners, and is refused when too long.
func TestQR(t *testing.T) {
	dark, err := Modules("BCD\n002\n1\nSCT\n\nEncaisse Démo SAS\nFR1420041010050500013M02606\nEUR1200.00\n\nRF39FA202600042")
	if err != nil || len(dark) != 41 { // version 6 holds 106 bytes at level M, version 5 only 84
		t.Fatal(len(dark), err)
	}
	for _, corner := range [][2]int{{0, 0}, {0, 34}, {34, 0}} {
		for i := range 7 {
			for j := range 7 {
				ring := min(i, j, 6-i, 6-j)
				if dark[corner[0]+i][corner[1]+j] != (ring != 1) {
					t.Fatal("no corner at", corner)
				}
			}
		}
	}
	if _, err := Modules(strings.Repeat("x", 332)); err == nil {
		t.Error("332 bytes were taken: more than version 13 holds")
	}
	if _, err := Modules(strings.Repeat("x", 331)); err != nil {
		t.Error(err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("/Contents 4 0 R\n4 0 obj\nstream\nx Td (abc"))
	f.Fuzz(func(t *testing.T, b []byte) { Read(b) })
}
