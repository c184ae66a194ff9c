package paper

import (
	"strings"
	"testing"

	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/connect/paper/sheet"

	"pgregory.net/rapid"
)

// hostile are texts that somebody might put where a name belongs.
var hostile = []string{
	"\u202e00,000 1 rayap à teN\u202c", ") Tj ET Q BT /F1 40 Tf (x", `\) \\( \r`, "{page} {pages} {amount}", "%PDF-1.4 endstream endobj",
	strings.Repeat("W", 3000), strings.Repeat("long ", 800), "\x00\x01\x1b[2J", "日本語 العربية 😀", strings.Repeat("a\u0336\u0489", 200),
	"a\nNet à payer\n0,00 €", "<b>gras</b>&amp;", "'; drop table invoice; --", "\ufeff\ufffd", strings.Repeat("\u00a0", 400), "=cmd|' /C calc'!A0",
}

// Whatever stands in the texts of a document, its pages stay sound: nothing
// leaves them, nothing stands on another, and what is to be paid where is
// there once, as it is.
func TestHostileTexts(t *testing.T) {
	for i, s := range hostile {
		d := sample()
		d.Seller.Name, d.Buyer.Name, d.Buyer.Lines = s, s, []string{s, s}
		d.Seller.Lines = []string{s}
		d.Facts[2].Value, d.Facts[3].Label = s, s
		d.Lines[1].Name, d.Lines[2].SKU, d.Lines[3].Unit, d.Terms = s, s, "", s
		d.Letterhead = Letterhead{s, s, s, s, s, s, s, nil}
		d.Deliver = &Party{Name: s, Lines: []string{s}}
		d.Notes = append(d.Notes, s)
		held(t, i, d)
	}
}

// held checks that a document is sound and says what is to be paid, once.
func held(t interface {
	Helper()
	Fatalf(string, ...any)
}, which any, d Document) {
	t.Helper()
	b, err := Draw(d)
	if err != nil {
		t.Fatalf("%v: %v", which, err)
	}
	pages := sheet.Read(b)
	if err := sound(d, pages); err != nil {
		t.Fatalf("%v: %v", which, err)
	}
	p := &page{d: d}
	for _, s := range []string{"Net à payer", strings.ReplaceAll(d.Pay.IBAN, " ", "\u00a0"), strings.ReplaceAll(d.Pay.Reference, " ", "\u00a0")} {
		n := 0
		for _, page := range pages {
			for _, piece := range page {
				if piece.Text == s {
					n++
				}
			}
		}
		if n != 1 {
			t.Fatalf("%v: %q stands there %d times", which, s, n)
		}
	}
	if !in(pages, p.amount(d.Total)) {
		t.Fatalf("%v: the total is not printed", which)
	}
}

// The same of random texts, amounts and numbers of lines.
func TestRandomDocuments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.StringN(0, 60, -1), rapid.SampledFrom(hostile), rapid.StringMatching(`[A-Z][a-z]{2,12}( [a-z]{1,9}){0,30}`))
		amount := rapid.Int64Range(-1<<53, 1<<53)
		d := sample()
		d.Format = rapid.SampledFrom([]sheet.Format{sheet.A4, sheet.Letter}).Draw(t, "format")
		d.Seller.Name, d.Buyer.Name = text.Draw(t, "seller"), text.Draw(t, "buyer")
		d.Letterhead.Closing, d.Letterhead.Register = text.Draw(t, "closing"), text.Draw(t, "register")
		d.Notes = rapid.SliceOfN(text, 0, 12).Draw(t, "notes")
		base := d.Lines[0]
		d.Lines = nil
		for i := range rapid.IntRange(0, 90).Draw(t, "lines") {
			l := base
			l.N, l.Name, l.SKU = int64(i+1), text.Draw(t, "name"), rapid.StringMatching(`[A-Z0-9-]{0,40}`).Draw(t, "sku")
			l.Net, l.UnitPrice = money.Amount(amount.Draw(t, "net")), money.Price(amount.Draw(t, "price"))
			l.Quantity = money.Quantity(amount.Draw(t, "quantity"))
			d.Lines = append(d.Lines, l)
		}
		d.Total = money.Amount(amount.Draw(t, "total"))
		d.Language = words.French
		held(t, "random", d)
	})
}
